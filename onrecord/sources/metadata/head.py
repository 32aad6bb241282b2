"""What a statement says about itself: its title and its date line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from onrecord.model import Span
from onrecord.sources.layout import Line, continues, key
from onrecord.sources.metadata.authors import TAIL_LINES, Author, author_of, byline, cued
from onrecord.sources.metadata.dates import Dated, dates, month_and_year
from onrecord.sources.metadata.people import words_of

_HEAD_LINES = 12
_DATE_LINE_WORDS = 12
_DATELINE = 90
"""A dateline (BELMORA, 3 May 2021 —) ends within this many characters."""
_AFTER_DATELINE = re.compile(r"[\s.)]{0,3}(?:\([^()]{2,30}\)\s?)?[-–—:/]")
_BEFORE_LAST_DATE = re.compile(r".*[,(–—|:-]\s*\Z", re.DOTALL)


class Head(NamedTuple):
    """What the text itself says: spans of the title and author, the date, and what was unclear."""

    title: Span | None
    author: Author
    published: Dated | None
    notes: tuple[str, ...]


def head_of(text: str, lines: Sequence[Line], omitted: Sequence[bool], *, day_first: bool) -> Head:
    """Read the lines before and after a statement's prose; ``omitted`` tells which lines are furniture."""
    kept = [line for line, out in zip(lines, omitted, strict=True) if not out]
    first = next((i for i, line in enumerate(kept) if line.prose), None)
    if first is None:
        first = min(len(kept), _HEAD_LINES)
        body: list[Line] = []
    else:
        body = kept[first:]
    top = [line for line in kept[:first] if not _salutes(text, line)][:_HEAD_LINES]
    bylines = {line: found for line in top if (found := byline(text, line)) is not None}
    dated = [line for line in top if line not in bylines and _date_line(text, line)]
    title = _title(text, top, bylines, dated, body)
    author = author_of(text, title, top, bylines, body)
    published, notes = _published(text, _date_places(text, title, bylines, dated, body), day_first=day_first)
    if published is None:
        running = [line for line, out in zip(lines, omitted, strict=True) if out and line.words <= _DATE_LINE_WORDS]
        published, more = _published(
            text, [*(line.span for line in running[:40]), *_last_dates(text, body)], day_first=day_first
        )
        notes += more
    return Head(title, author, published, notes)


def _salutes(text: str, line: Line) -> bool:
    found = next(words_of("salutation").find(text[line.start : line.end]), None)
    return found is not None and found[0].start == 0 and (line.words <= 8 or text[line.end - 1] in ",:")


def _is_label(text: str, line: Line) -> bool:
    piece = text[line.start : line.end]
    found = next(words_of("label").find(piece), None)
    return found is not None and not key(piece[: found[0].start] + piece[found[0].end :])


# --- the title


def _title(
    text: str, top: Sequence[Line], bylines: dict[Line, Author], dated: Sequence[Line], body: Sequence[Line]
) -> Span | None:
    if not body and sum(line.words for line in top[1:]) < 8:
        return None
    second: Span | None = None
    for i, line in enumerate(top):
        if line in dated or _is_label(text, line) or not _titular(text, line):
            continue
        after = top[i + 1] if i + 1 < len(top) else (body[0] if body else None)
        if after is not None and (continues(text, line, after) or _wrapped(line, after)):
            return second
        if line not in bylines:
            return line.span
        if second is None and (cued(text, line) is None or line.words > 6):
            second = line.span
    return second


def _titular(text: str, line: Line) -> bool:
    last = text[line.end - 1]
    return (
        last not in ",;:"
        and not (last in ".。" and line.words > 3)
        and any(c.isalpha() for c in text[line.start : line.end])
    )


def _wrapped(line: Line, after: Line) -> bool:
    """Tell whether two lines look like a paragraph broken at a column."""
    length = line.end - line.start
    return not after.gap and 50 <= length <= 100 and after.end - after.start > 0.7 * length


# --- the date


def _date_line(text: str, line: Line) -> bool:
    piece = text[line.start : line.end]
    if line.words > _DATE_LINE_WORDS:
        return False
    found = dates(piece)
    if found:
        rest = piece[: found[0].span.start] + piece[found[0].span.end :]
        return len(key(rest).split()) <= 5
    month = month_and_year(piece)
    return month is not None and len(key(piece[: month.span.start]).split()) <= 2


def _date_places(
    text: str, title: Span | None, bylines: Iterable[Line], dated: Sequence[Line], body: Sequence[Line]
) -> list[Span]:
    places = [line.span for line in dated] + [line.span for line in bylines]
    if title is not None:
        found = dates(text[title.start : title.end])
        if found and title.start + found[-1].span.end >= title.end - 2:
            place = Span(title.start + found[-1].span.start, title.end)
            if _BEFORE_LAST_DATE.match(text[max(title.start, place.start - 12) : place.start]):
                places.append(place)
    for line in body[:1]:
        piece = text[line.start : min(line.end, line.start + _DATELINE)]
        for found_date in dates(piece)[:1]:
            if _AFTER_DATELINE.match(piece, found_date.span.end):
                places.append(Span(line.start, line.start + found_date.span.end))
    return places


def _last_dates(text: str, body: Sequence[Line]) -> list[Span]:
    last = max((i for i, line in enumerate(body) if line.prose), default=-1)
    return [line.span for line in body[last + 1 :][:TAIL_LINES] if _date_line(text, line)]


def _published(text: str, places: Sequence[Span], *, day_first: bool) -> tuple[Dated | None, tuple[str, ...]]:
    """Return the first date of the places that has one reading, and a note on one that has two."""
    unclear: Dated | None = None
    for place in places:
        piece = text[place.start : place.end]
        found = dates(piece, day_first=day_first)
        month = None if found else month_and_year(piece)
        for dated in [*found, *([month] if month else [])]:
            if any(span.end <= dated.span.start for span, _ in words_of("updated").find(piece)):
                continue
            moved = Dated(Span(place.start + dated.span.start, place.start + dated.span.end), dated.value)
            if moved.value is not None:
                return moved, ()
            unclear = unclear or moved
    if unclear is None:
        return None, ()
    shown = text[unclear.span.start : unclear.span.end]
    return None, (f"the date {shown} was not taken: day and month can be read both ways",)
