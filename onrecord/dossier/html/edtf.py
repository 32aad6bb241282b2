"""EDTF on a line: where a date or interval begins and ends, in years and fractions of years.

It reads what the Library of Congress' EDTF specification (2019) writes at levels 0 to 2 and that a
line can show: dates, seasons, unspecified digits, qualifiers, long years, sets and intervals.
"""

from __future__ import annotations

import re
from calendar import monthrange
from typing import NamedTuple

_DATE = re.compile(
    r"(Y-?\d{5,12}|Y-?\d{1,4}E\d{1,2}|-?[\dX]{4})(?:S\d+)?(?:-(\d\d|XX|\dX))?(?:-(\d\d|XX|\dX))?(?:T.*)?"
)
# The months, counted from 0, between which seasons, quarters, thirds and halves of a year lie.
_PARTS = {
    21: (2, 5),
    22: (5, 8),
    23: (8, 11),
    24: (11, 14),
    25: (2, 5),
    26: (5, 8),
    27: (8, 11),
    28: (11, 14),
    29: (8, 11),
    30: (11, 14),
    31: (2, 5),
    32: (5, 8),
    33: (0, 3),
    34: (3, 6),
    35: (6, 9),
    36: (9, 12),
    37: (0, 4),
    38: (4, 8),
    39: (8, 12),
    40: (0, 6),
    41: (6, 12),
}


class Extent(NamedTuple):
    """A stretch of the calendar in years (1995.5 is the middle of 1995, 0 is 1 BC); None is open."""

    low: float | None
    high: float | None
    approximate: bool = False


def extent(edtf: str) -> Extent | None:
    """Return where an EDTF value lies; None when it is none, or open at both ends."""
    text = edtf.strip()
    if len(text) > 200:
        return None
    approximate = any(mark in text for mark in "?~%")
    text = re.sub("[?~%]", "", text)
    if text[:1] in ("[", "{") and text[-1:] in ("]", "}"):
        pieces = [piece for part in text[1:-1].split(",") for piece in part.split("..")]
        dates = [None if not piece.strip() else _date(piece.strip()) for piece in pieces]
        if any(date is None and piece.strip() for date, piece in zip(dates, pieces, strict=True)):
            return None
        low, high = dates[0], dates[-1]
    elif "/" in text:
        ends = text.split("/")
        dates = [None if end in ("", "..") else _date(end) for end in ends]
        if len(ends) != 2 or any(date is None and end not in ("", "..") for date, end in zip(dates, ends, strict=True)):
            return None
        low, high = dates
    else:
        low = high = _date(text)
    if low is None and high is None:
        return None
    return _ordered(low[0] if low else None, high[1] if high else None, approximate)


def _ordered(low: float | None, high: float | None, approximate: bool) -> Extent:
    if low is not None and high is not None and low > high:
        low, high = high, low
    return Extent(low, high, approximate)


def _date(text: str) -> tuple[float, float] | None:
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    year, month, day = match.groups()
    if year.lstrip("-") == "XXXX":
        return None
    low, high = _years(year)
    if low != high or not month or "X" in month:
        return float(low), float(high + 1)
    number = int(month)
    if number in _PARTS:
        begin, end = _PARTS[number]
        return low + begin / 12, low + end / 12
    if not 1 <= number <= 12:
        return None
    if not day or "X" in day:
        return low + (number - 1) / 12, low + number / 12
    days = monthrange(2000 + low % 400, number)[1]
    if not 1 <= int(day) <= days:
        return None
    return low + (number - 1 + (int(day) - 1) / days) / 12, low + (number - 1 + int(day) / days) / 12


def _years(text: str) -> tuple[int, int]:
    if text.startswith("Y"):
        base, _, exponent = text[1:].partition("E")
        year = int(base) * 10 ** int(exponent or 0)
        return year, year
    low, high = int(text.replace("X", "0")), int(text.replace("X", "9"))
    return (high, low) if text.startswith("-") else (low, high)
