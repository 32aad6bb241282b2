"""Days in texts and in published records: as written, as ISO 8601, and as numbers that can be subtracted."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import msgspec

from onrecord.lexicons import rows
from onrecord.text import fold

EARLIEST = 1900
"""The first year in which a review can have been published; an older date is a slip."""


class Months(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A language with its twelve months, each in its spellings."""

    language: str
    months: list[list[str]]
    source: str
    example: str


class Day(NamedTuple):
    """A date in a text: where it stands (code points), and what day it is."""

    start: int
    end: int
    date: datetime.date


_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_STAMP = re.compile(r"\d{10}(?:\d{3})?")


@cache
def _spellings() -> dict[str, int]:
    found: dict[str, int] = {}
    for row in rows("months", Months, "any"):  # type: ignore[type-var]
        for number, names in enumerate(row.months, 1):  # type: ignore[attr-defined]
            for name in names:
                found.setdefault(name, number)
    return found


@cache
def _written() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, _spellings()), key=len, reverse=True))
    return re.compile(
        rf"\b(?:(?P<day>\d{{1,2}})(?:\.|st|nd|rd|th|er|º)?[ ]{{1,3}}(?:de[ ])?(?P<month>{names})\.?,?[ ]{{1,3}}(?:de[ ])?(?P<year>\d{{4}})"
        rf"|(?P<month2>{names})\.?[ ]{{1,3}}(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,?[ ]{{1,3}}(?P<year2>\d{{4}}))\b"
    )


def days(text: str) -> Iterator[Day]:
    """Yield the full dates of a text, ISO or with a month's name, in any language whose months are known."""
    for match in _ISO.finditer(text):
        if date := _date(*match.groups()):
            yield Day(match.start(), match.end(), date)
    if any(c.isdigit() for c in text):
        for match in _written().finditer(fold(text).lower() if len(text.lower()) == len(text) else fold(text)):
            year, month, day = (match[name] or match[f"{name}2"] for name in ("year", "month", "day"))
            if date := _date(year, str(_spellings()[month]), day):
                yield Day(match.start(), match.end(), date)


def day_of(value: str | None) -> datetime.date | None:
    """Return the day that a published field means: ISO 8601, seconds since 1970, or words; None for none."""
    if not value:
        return None
    value = value.strip()[:200]
    if _STAMP.fullmatch(value):
        return datetime.datetime.fromtimestamp(int(value[:10]), datetime.UTC).date()
    if re.fullmatch(r"\d{8}", value):
        return _date(value[:4], value[4:6], value[6:])
    return next((day.date for day in days(value)), None)


def plausible(date: datetime.date, today: datetime.date | None = None) -> bool:
    """Tell whether a review can have been published on a day: not before 1900, not after tomorrow."""
    today = today or datetime.datetime.now(datetime.UTC).date()
    return date.year >= EARLIEST and date <= today + datetime.timedelta(days=1)


def _date(year: str, month: str, day: str) -> datetime.date | None:
    try:
        return datetime.date(int(year), int(month), int(day))
    except ValueError:
        return None
