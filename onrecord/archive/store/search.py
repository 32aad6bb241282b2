"""Full-text search: which documents hold some words, where exactly, and with what around them."""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from onrecord.archive.store.words import BETWEEN, LETTER, Places, plain_words
from onrecord.errors import ArchiveError, NotInArchive
from onrecord.model import Span

if TYPE_CHECKING:
    from onrecord.archive.store.holdings import Entry, Holdings

SNIPPET = 240
"""About how many code points a snippet has."""

SHOWN = 10_000
"""The most places that a hit names in one document; it counts all of them."""

_PART = re.compile(r'(-?)(?:"([^"]*)"?|“([^”]*)”?|([^\s"“]+))')
_WORD = re.compile(f"{LETTER}+")


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """A document that holds what was looked for, and the places in its text where that stands.

    ``count`` is how many places there are, ``spans`` the first of them. ``snippet`` is the span of
    the stretch that shows most of it, ``text`` the words there. ``score`` orders the hits of one
    search (BM25, higher is better); it means nothing beside another search's.
    """

    entry: Entry
    spans: tuple[Span, ...]
    count: int
    snippet: Span
    text: str
    score: float


class Occurrence(msgspec.Struct, frozen=True, kw_only=True):
    """A keyword in context: one place in one document, with what stands before and after it."""

    entry: Entry
    span: Span
    before: str
    words: str
    after: str


class Query:
    """What is looked for, as it was typed.

    ``words`` must all be there, ``"words side by side"`` in this order, ``begin*`` is any word that
    begins so, ``-word`` must not be there. Case and accents make no difference.
    """

    def __init__(self, typed: str) -> None:
        wanted: list[tuple[list[str], bool]] = []
        unwanted: list[tuple[list[str], bool]] = []
        for minus, quoted, curly, bare in _PART.findall(typed):
            inside = quoted or curly or bare
            words = _WORD.findall(plain_words(inside))
            if words:
                (unwanted if minus else wanted).append((words, inside.rstrip().endswith("*")))
        if not wanted:
            raise ArchiveError(f"{typed!r}: there is no word to look for; write at least one that is not excluded")
        self.match = " AND ".join(_asked(*part) for part in wanted)
        for part in unwanted:
            self.match = f"({self.match}) NOT {_asked(*part)}"
        self._phrases = [_expression(*part) for part in wanted]

    def marks(self, text: str) -> Iterator[tuple[Span, int]]:
        """Yield where what is looked for stands in a text, in text order, each with the part that stands there."""
        places = Places(text)
        return heapq.merge(*(_marks(places, phrase, part) for part, phrase in enumerate(self._phrases)))


def search(store: Holdings, typed: str, *, limit: int = 20) -> list[Hit]:
    """Return the documents that hold what was typed (see ``Query``), best first, with exact spans."""
    query = Query(typed)
    with store.snapshot() as connection:
        rows = connection.execute(
            "SELECT rowid, -rank FROM words WHERE words MATCH ? ORDER BY rank, rowid LIMIT ?", (query.match, limit)
        ).fetchall()
        return [_hit(store, query, number, score) for number, score in rows]


def in_context(store: Holdings, typed: str, *, width: int = 60) -> Iterator[Occurrence]:
    """Yield every place where a wanted part stands, document by document, with ``width`` code points around it."""
    query = Query(typed)
    with store.snapshot() as connection:
        found = "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid"
        numbers = [number for (number,) in connection.execute(found, (query.match,))]
    for number in numbers:
        try:
            text, entry = store.text(number), store.entry(number)
        except NotInArchive:
            continue  # it was removed in the meantime
        last = None
        for span, _ in query.marks(text):
            if span != last:
                before, after = text[max(0, span.start - width) : span.start], text[span.end : span.end + width]
                yield Occurrence(entry=entry, span=span, before=before, words=text[slice(*span)], after=after)
            last = span


def _hit(store: Holdings, query: Query, number: int, score: float) -> Hit:
    text = store.text(number)
    marks: list[tuple[Span, int]] = []
    count, last = 0, None
    for span, part in query.marks(text):
        if len(marks) < SHOWN:
            marks.append((span, part))
        count += span != last
        last = span
    snippet = _snippet(text, marks)
    return Hit(
        entry=store.entry(number),
        spans=tuple(dict.fromkeys(span for span, _ in marks)),
        count=count,
        snippet=snippet,
        text=text[slice(*snippet)],
        score=score,
    )


def _marks(places: Places, phrase: re.Pattern[str], part: int) -> Iterator[tuple[Span, int]]:
    for match in phrase.finditer(places.words):
        yield places.span(*match.span()), part


def _asked(words: list[str], begins: bool) -> str:
    """Return a part as FTS5 wants it; no word has a quotation mark in it."""
    return f'"{" ".join(words)}"' + (" *" if begins else "")


def _expression(words: list[str], begins: bool) -> re.Pattern[str]:
    inside = f"{BETWEEN}+".join(map(re.escape, words))
    return re.compile(f"(?<!{LETTER}){inside}{LETTER + '*' if begins else ''}(?!{LETTER})", re.IGNORECASE | re.ASCII)


def _snippet(text: str, marks: list[tuple[Span, int]]) -> Span:
    """Return the stretch of about ``SNIPPET`` code points in which most of what is looked for stands."""
    best, most, first = Span(0, 0), (0, 0), 0
    for last, (span, _) in enumerate(marks):
        while first < last and span.end - marks[first][0].start > SNIPPET:
            first += 1
        inside = marks[max(first, last - 31) : last + 1]
        held = (len({part for _, part in inside}), len(inside))
        if held > most:
            best, most = Span(inside[0][0].start, span.end), held
    start = max(0, best.start - max(0, SNIPPET - (best.end - best.start)) // 2)
    end = max(best.end, min(len(text), start + SNIPPET))
    return _whole_words(text, Span(min(start, max(0, end - SNIPPET)), end), best)


def _whole_words(text: str, window: Span, inner: Span) -> Span:
    """Draw a window in to where words begin and end, no further than to what it must show."""
    start, end = window
    if start > 0:
        gap = re.compile(r"\s+").search(text, start, inner.start)
        start = gap.end() if gap else start
    if end < len(text):
        end = max((m.start() for m in re.finditer(r"\s+", text[inner.end : end])), default=end - inner.end) + inner.end
    return Span(start, end)
