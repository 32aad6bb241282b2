"""Where do the sentences begin and end?

A line break ends a sentence unless the line was evidently wrapped; within a block sentencex finds
the breaks on a copy without quotation marks, since it never splits inside a pair of them. Own rules
then add list items that follow one another in a line and spaced dots, and undo breaks after an
abbreviation of the language (``lexicons/<language>/abbreviations.toml``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

from onrecord.lexicons import Row, languages, rows
from onrecord.model import Document, Span
from onrecord.text import lines, paragraphs

_SLICE = 8_000
"""How many characters sentencex is given at a time."""

LONGEST = 5_000
"""The longest stretch, in characters, that is given as one sentence; a longer one is cut at a space."""
WRAPPED = 120
"""Lines up to this length may come from a program that wraps lines; a heading is never longer."""
_ITEM = 25
_OPEN_BLOCK = 60
_UNKNOWN = "und"

_MASKED = '“”„‟«»‹›"「」『』〝〞＂‘‚‛`\n\r\t\u2028\u2029\x0b\x0c\x85\u00a0\u200b'
_OPENING, _CLOSING = "“„«‹「『〝‘‚", "”»›」』〞"
_LOOSE_SINGLE = re.compile(r"(?<!\w)[’']|[’'](?!\w)")
_DOTS = re.compile(r"(?:(?<=\w)\.)?(?: \.){2,}(?=(?:[ \n]*(\w))?)")
_LABEL = re.compile(r"(?:\(?(?:\d{1,3}|[ivxlc]{1,6}|[a-zA-Z])(?:\.\)|[.)])|[•⁃▪●◦‣∙*·–—-])(?=\s|\d)")
_LABEL_ONLY = re.compile(r"[•⁃▪●◦‣∙*·–—-]?\s*\(?(?:\d{1,3}|[ivxlcIVXLC]{1,6}|[a-zA-Z])(?:\.\)|[.)])\s*\Z")
_NEXT_LABEL = re.compile(r"(?<=\s)(?:([•⁃▪●◦‣∙])\s?(?=\S)|(\d{1,3}|[a-z])(\.\)|[.)])\s)")
_FIRST_LABEL = re.compile(r"\s*(?:([•⁃▪●◦‣∙])|(\d{1,3}|[a-z])(\.\)|[.)])\s)")
_LAST_WORD = re.compile(r"[^\s(\[]+\s*\Z")
_WORD = re.compile(r"\w")


class Abbreviation(Row, frozen=True, kw_only=True):
    """A form with its stop. A capital (``name``), a ``number`` or ``any`` word after it goes on with the sentence."""

    form: str
    before: Literal["name", "number", "any"]


class _Splitter(NamedTuple):
    """What the splitting of one language needs."""

    code: str
    abbreviations: dict[str, frozenset[str]]


def sentences(document: Document) -> tuple[Span, ...]:
    """Return the sentences outside the omissions, in text order, without surrounding white space.

    Sentences do not overlap; every character that is no white space lies in one of them. A sentence
    crosses a line break only where the line was wrapped, and is never longer than ``LONGEST``.
    """
    body = document.body
    splitter = _splitter((document.language or "en").split("-")[0].lower())
    found: list[Span] = []
    for block in blocks(body):
        found.extend(_split(body, block, splitter))
    return tuple(found)


@cache
def _splitter(language: str) -> _Splitter:
    known = rows("abbreviations", Abbreviation, language) if language in languages("abbreviations") else ()
    table: dict[str, set[str]] = {}
    for row in known:
        table.setdefault(row.form.lower(), set()).add(row.before)
    return _Splitter(language, {form: frozenset(kinds) for form, kinds in table.items()})


# Blocks: what a line break means


def blocks(body: str) -> Iterator[Span]:
    """Yield the stretches that sentences do not leave: lines, joined where they were wrapped."""
    last: Span | None = None
    for paragraph in paragraphs(body):
        for block in _unwrapped(body, list(lines(body[paragraph.start : paragraph.end])), paragraph.start):
            if last is not None and block.start == paragraph.start and _goes_on(body, last, block):
                last = Span(last.start, block.end)
                continue
            if last is not None:
                yield last
            last = block
    if last is not None:
        yield last


def _goes_on(body: str, block: Span, following: Span) -> bool:
    """Tell whether a sentence runs over a blank line: a long block without a stop, then a small letter."""
    return (
        block.end - block.start >= _OPEN_BLOCK
        and following.start - block.end <= _ITEM
        and (body[block.end - 1].isalpha() or body[block.end - 1] == ",")
        and body[following.start].islower()
        and not _LABEL.match(body, following.start)
    )


def _unwrapped(body: str, found: list[Span], offset: int) -> Iterator[Span]:
    rows_ = [Span(line.start + offset, line.end + offset) for line in found]
    joins = _joins(body, rows_)
    start = 0
    for at in range(len(rows_)):
        if at + 1 == len(rows_) or not joins[at]:
            yield Span(rows_[start].start, rows_[at].end)
            start = at + 1


def _joins(body: str, rows_: list[Span]) -> list[bool]:
    """Say for each line break whether the sentence may go on after it."""
    lengths = [row.end - row.start for row in rows_]
    breaks = range(len(rows_) - 1)
    open_ends = [_is_open(body, rows_[i].end - 1) for i in breaks]
    small = [
        open_ends[i]
        and lengths[i] >= _ITEM
        and body[rows_[i + 1].start].islower()
        and not _LABEL.match(body, rows_[i + 1].start)
        for i in breaks
    ]
    wrapped = _wrapped_runs(lengths, small)
    joins = []
    for i in breaks:
        join = small[i] or (open_ends[i] and lengths[i] > WRAPPED and not _LABEL.match(body, rows_[i + 1].start))
        if not join and wrapped[i] and not _LABEL.match(body, rows_[i + 1].start):
            width = max(length for length in lengths[max(0, i - 2) : i + 4] if length <= WRAPPED)
            word = body[rows_[i + 1].start : rows_[i + 1].end].split(maxsplit=1)[0]
            join = lengths[i] + 1 + len(word) > width
        joins.append(join)
    return joins


def _wrapped_runs(lengths: list[int], small: list[bool]) -> list[bool]:
    """Mark the breaks in runs of short lines of which one evidently breaks a sentence."""
    marked = [False] * len(small)
    start = 0
    for i in range(len(lengths)):
        if i + 1 == len(lengths) or lengths[i] > WRAPPED:
            if any(small[start:i]):
                marked[start:i] = [True] * (i - start)
            start = i + 1
    return marked


def _is_open(body: str, at: int) -> bool:
    """Tell whether a line ends as no sentence does: in a letter, a digit, a comma or a hyphen."""
    last = body[at]
    return last.isalnum() or last in ",-–—(/&"


# Sentences within a block


def _split(body: str, block: Span, splitter: _Splitter) -> Iterator[Span]:
    """Yield the sentences of a block."""
    text = body[block.start : block.end]
    forced, copy = _forced(text)
    ends = [_behind_marks(text, copy, end) for end in _ends(copy, splitter) if _is_break(text, copy, end, splitter)]
    ends = sorted({*ends, *forced, len(text)}) if forced else [*ends, len(text)]
    start = 0
    for end in ends:
        piece = text[start:end]
        begin = start + len(piece) - len(piece.lstrip())
        stop = end - (len(piece) - len(piece.rstrip()))
        if begin >= stop:
            continue
        if end < len(text) and stop - begin < 12 and _LABEL_ONLY.match(text[begin:stop]):
            start = begin  # a label stays with the item that it numbers
            continue
        start = end
        if stop - begin > LONGEST:
            yield from _chopped(text, Span(begin, stop), block.start)
        else:
            yield Span(block.start + begin, block.start + stop)


def _ends(copy: str, splitter: _Splitter) -> Iterator[int]:
    """Yield the places at which sencentex breaks the copy; closing marks are taken in."""
    import sentencex

    # In slices, because its time grows with the square of some unbroken text; the last piece of a
    # slice is read again at the start of the next one, so that no slice makes a break.
    at = 0
    while at < len(copy):
        pieces = list(sentencex.segment(splitter.code, copy[at : at + _SLICE]))
        last = at + _SLICE >= len(copy)
        place = at
        for piece in pieces if last else pieces[:-1]:
            place += len(piece)
            yield place
        at = len(copy) if last else place if place > at else at + _SLICE


def _behind_marks(text: str, copy: str, end: int) -> int:
    """Move a break from before the next word to behind the closing marks of the sentence it ends."""
    at = end
    while at > 0 and copy[at - 1].isspace():
        at -= 1
    while at < end and not text[at].isspace():
        if text[at] in _OPENING and text[at + 1 : at + 2].isalnum():
            break
        at += 1
    rest = at
    while rest < end and text[rest].isspace():
        rest += 1
    if rest + 1 < end and text[rest] in _CLOSING and text[rest + 1].isspace():
        return rest + 1  # a closing mark that stands off: “done. ”
    return at


@cache
def _mask() -> dict[int, str]:
    """Return the map to the copy that is split: marks become spaces, lone surrogates a sign, one to one."""
    surrogates = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
    return {**surrogates, **dict.fromkeys(map(ord, _MASKED), " ")}


def _forced(text: str) -> tuple[set[int], str]:
    """Return the breaks that the text itself numbers or dots out, and the copy that is split."""
    copy = text.translate(_mask())
    forced: set[int] = set()
    if "’" in copy or "'" in copy:
        copy = _LOOSE_SINGLE.sub(" ", copy)
    if ". ." in copy:
        for dots in _DOTS.finditer(copy):
            following = dots.group(1)
            if following and following.isupper():
                if copy[dots.start()] == ".":
                    forced.add(dots.start() + 1)
                elif dots.end() - dots.start() >= 8:
                    forced.add(dots.end())
        copy = _DOTS.sub(lambda dots: "_" * (dots.end() - dots.start()), copy)
    forced.update(_items(text))
    return forced, copy


def _items(text: str) -> Iterator[int]:
    """Yield where the list items after the first begin, in a block that begins with one."""
    first = _FIRST_LABEL.match(text)
    if not first:
        return
    bullet, count, style = first.groups()
    expected = _successor(count) if count else None
    if count not in (None, "1", "a"):
        return
    for label in _NEXT_LABEL.finditer(text, first.end()):
        if bullet and label.group(1) == bullet:
            yield label.start()
        elif count and label.group(2) == expected and label.group(3) == style:
            yield label.start()
            expected = _successor(label.group(2))


def _successor(count: str) -> str:
    return str(int(count) + 1) if count.isdigit() else chr(ord(count) + 1)


def _is_break(text: str, copy: str, end: int, splitter: _Splitter) -> bool:
    """Tell whether a break of sentencex stands, given the words around it."""
    if end >= len(text):
        return False
    following = _WORD.search(copy, end, min(len(copy), end + 40))
    if following is None:
        return True
    letter = following.group()
    if letter.islower() and not _LABEL.match(text, end):
        return False
    word = _LAST_WORD.search(text, max(0, end - 30), end)
    kinds = splitter.abbreviations.get(word.group().strip().lower(), frozenset()) if word else frozenset()
    if not kinds:
        return True
    return not ("any" in kinds or ("name" in kinds and letter.isalpha()) or ("number" in kinds and letter.isdigit()))


def _chopped(text: str, piece: Span, offset: int) -> Iterator[Span]:
    """Yield the parts of a stretch without a stop, each at most ``LONGEST`` long, cut at spaces."""
    at = piece.start
    while piece.end - at > LONGEST:
        cut = text.rfind(" ", at + 1, at + LONGEST)
        cut = cut if cut > at else at + LONGEST
        stop = at + len(text[at:cut].rstrip())
        if stop > at:
            yield Span(offset + at, offset + stop)
        at = cut + len(text[cut : cut + LONGEST]) - len(text[cut : cut + LONGEST].lstrip())
    if at < piece.end:
        yield Span(offset + at, offset + piece.end)
