"""Instruments by name: treaties, charters, agreements, cases; a date beside the name decides."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from onrecord.model import Instrument, Span
from onrecord.readers.citations.dates import DATE, edtf
from onrecord.readers.citations.draft import Draft, Scene
from onrecord.readers.citations.tables import Named, named
from onrecord.text import fold

_CAPITAL = re.compile(r"(?<![\w’'])[A-Z0-9][^\W_]*")
_AFTER = re.compile(
    rf"\s*,?\s*(?:\((?P<in>(?:1[89]|20)\d\d)\)|(?:of|dated|signed\s+on|from|signed\s+in)\s+(?P<of>{DATE}))"
)
_BEFORE = re.compile(rf"(?P<date>{DATE})\s+$")
_LONGER = re.compile(r"\s+(?:on|for|against|concerning|relating\s+to)\s+(?:the\s+)?[A-Z]")
_SPACES = re.compile(r"\s+")


def _key(words: str) -> str:
    return _SPACES.sub(" ", fold(words).replace("–", "-")).lower()


def _regex(form: str) -> str:
    escaped = re.escape(fold(form)).replace(r"\ ", r"\s+").replace(r"\-", "[-‐‑–]")
    return escaped.replace("'", "['’]")


@cache
def _table() -> tuple[dict[str, re.Pattern[str]], dict[str, list[Named]], re.Pattern[str]]:
    """Return a pattern for each first word, the rows of each form, and a pattern of the rest."""
    by_first: dict[str, list[str]] = {}
    by_form: dict[str, list[Named]] = {}
    small: list[str] = []
    for row in named():
        for form in row.forms:
            alike = by_form.setdefault(_key(form), [])
            if row not in alike:
                alike.append(row)
            first = _CAPITAL.match(form)
            if first:
                by_first.setdefault(first.group(), []).append(form)
            else:
                small.append(form)
    patterns = {first: _alternation(forms) for first, forms in by_first.items()}
    return patterns, by_form, _alternation(small, r"(?<!\w)")


def _alternation(forms: list[str], lead: str = "") -> re.Pattern[str]:
    ordered = sorted(dict.fromkeys(forms), key=lambda form: -len(form))
    return re.compile(f"{lead}(?:{'|'.join(map(_regex, ordered))})(?!\\w)", re.IGNORECASE)


def find(scene: Scene) -> Iterator[Draft]:
    """Yield a draft for every name of the tables; the longest name at a place wins."""
    patterns, by_form, small = _table()
    done = 0
    for word in _CAPITAL.finditer(scene.text):
        pattern = patterns.get(word.group())
        if pattern is None or word.start() < done:
            continue
        match = pattern.match(scene.text, word.start())
        if match is None:
            continue
        rows = [row for row in by_form.get(_key(match.group()), ()) if _fits(row, match.group())]
        if rows:
            draft = _draft(scene.text, match, rows)
            done = draft.span.end
            yield draft
    for match in small.finditer(scene.text):
        yield _draft(scene.text, match, by_form[_key(match.group())])


def _fits(row: Named, words: str) -> bool:
    """An acronym has to stand in capitals, or it is another word."""
    forms = [form for form in row.forms if _key(form) == _key(words)]
    return any(not form.isupper() or words.isupper() for form in forms)


def _draft(text: str, match: re.Match[str], rows: list[Named]) -> Draft:
    words = match.group()
    if len(rows) > 1 and _LONGER.match(text, match.end()):
        longer = _LONGER.match(text, match.end())
        end = _title_end(text, longer.end() - 1 if longer else match.end())
        title = _SPACES.sub(" ", text[match.start() : end])
        return Draft(
            span=Span(match.start(), end),
            instruments=(Instrument(id=None, kind=rows[0].kind, title=title),),
            resolution="unknown",
            why=f"“{title}” is named in full and is not in the table",
            named=True,
        )
    start, end, date = match.start(), match.end(), None
    after = _AFTER.match(text, end)
    if after and (after["in"] or edtf(after["of"])):
        date, end = edtf(after["in"] or after["of"]), after.end()
    elif len(rows) > 1:
        before = _BEFORE.search(text[max(0, start - 20) : start])
        if before and edtf(before["date"]):
            date, start = edtf(before["date"]), start - len(before.group())
    chosen = [row for row in rows if date and row.date and _agrees(date, row.date)] or rows
    if date and chosen is rows and len(rows) == 1 and rows[0].date and not _agrees(date, rows[0].date):
        end = match.end()
    return Draft(
        span=Span(start, end),
        instruments=tuple(Instrument(id=row.id, kind=row.kind, title=row.title, url=row.url) for row in chosen),
        resolution="exact" if len(chosen) == 1 else "ambiguous",
        why=f"“{words}” is the name of {chosen[0].title}"
        if len(chosen) == 1
        else f"“{words}” is the name of {len(chosen)} instruments",
        named=True,
    )


def _agrees(date: str, other: str) -> bool:
    """Tell whether a date as cited can be the date of an instrument."""
    if date.startswith("XXXX"):
        return other[4:].startswith(date[4:])
    return other.startswith(date) or date.startswith(other)


_TITLE = re.compile(r"(?:\s+(?:(?:of|the|and|for|on|in|to|its|their)\s+)*[A-Z][\w’'-]*)+")


def _title_end(text: str, at: int) -> int:
    """Return where a capitalised title that begins at ``at`` ends."""
    word = re.compile(r"[\w’'-]+").match(text, at)
    end = word.end() if word else at
    rest = _TITLE.match(text, end)
    return rest.end() if rest else end
