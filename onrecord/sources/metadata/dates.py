"""Dates as pages print them: where one stands in a line, and its EDTF value when it has only one."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from onrecord.lexicons import Row, rows
from onrecord.model import Span
from onrecord.text import lower


class Months(Row, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A row of ``months``: a language's names of the twelve months, several to a month."""

    language: str
    months: tuple[tuple[str, ...], ...]


class Dated(NamedTuple):
    """A date in a line: its span from the line's start, and its EDTF value.

    ``value`` is None where day and month cannot be told apart (03/04/2021).
    """

    span: Span
    value: str | None


# Bounded by the form itself: a number, a separator, a number.
_YEAR_FIRST = re.compile(r"(?<![\d/.-])(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_YEAR_LAST = re.compile(r"(?<![\d/.-])(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?!\d)")
_EAST_ASIAN = re.compile(r"(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")


@cache
def _month_numbers() -> dict[str, int]:
    found: dict[str, int] = {}
    for row in rows("months", Months, "any"):
        for number, names in enumerate(row.months, 1):
            for name in names:
                found.setdefault(name, number)
    return found


@cache
def _with_month_name() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    names = "|".join(sorted(_month_numbers(), key=len, reverse=True))
    month = rf"(?P<month>{names})(?!\w)\.?"
    day = r"(?<!\d)(?P<day>\d{1,2})"
    return (
        re.compile(
            rf"{day}(?:st|nd|rd|th|er|\.|º|°)?\s+(?:d[eo]\s+|of\s+)?{month},?\s+(?:d[eo]l?\s+)?(?P<year>\d{{4}})(?!\d)"
        ),
        re.compile(rf"(?<!\w){month}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})(?!\d)"),
        re.compile(rf"(?<!\w){month},?\s+(?P<year>\d{{4}})(?!\d)"),
    )


def dates(piece: str, *, day_first: bool = False) -> list[Dated]:
    """Return the complete dates of a short piece in text order; linear in the piece.

    ``day_first`` says that the page's language puts the day before the month in numbers.
    """
    if not any(c.isdigit() for c in piece):
        return []
    found = sorted({*_named(piece), *_numeric(piece, day_first)}, key=lambda dated: dated.span)
    return [dated for i, dated in enumerate(found) if not i or dated.span.start >= found[i - 1].span.end]


def month_and_year(piece: str) -> Dated | None:
    """Return the month and year that a piece consists of or ends with (``May 2021``: 2021-05)."""
    for match in _with_month_name()[2].finditer(lower(piece)):
        if not piece[match.end() :].strip(" .)"):
            year, month = int(match["year"]), _month_numbers()[match["month"]]
            return Dated(Span(match.start(), match.end()), f"{year:04}-{month:02}")
    return None


def edtf(year: int, month: int, day: int) -> str | None:
    """Return a day of the calendar as EDTF; None when there is no such day."""
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None


def _named(piece: str) -> Iterator[Dated]:
    text = lower(piece)
    for pattern in _with_month_name()[:2]:
        for match in pattern.finditer(text):
            value = edtf(int(match["year"]), _month_numbers()[match["month"]], int(match["day"]))
            if value is not None:
                yield Dated(Span(match.start(), match.end()), value)


def _numeric(piece: str, day_first: bool) -> Iterator[Dated]:
    for pattern in (_YEAR_FIRST, _EAST_ASIAN):
        for match in pattern.finditer(piece):
            year, month, day = (int(match[i]) for i in ((1, 3, 4) if pattern is _YEAR_FIRST else (1, 2, 3)))
            value = edtf(year, month, day)
            if value is not None:
                yield Dated(Span(match.start(), match.end()), value)
    for match in _YEAR_LAST.finditer(piece):
        a, b, year = int(match[1]), int(match[3]), int(match[4])
        values = {value for value in (edtf(year, b, a), None if day_first else edtf(year, a, b)) if value}
        if day_first and not values:
            values = {value for value in (edtf(year, a, b),) if value}
        if values:
            yield Dated(Span(match.start(), match.end()), values.pop() if len(values) == 1 else None)
