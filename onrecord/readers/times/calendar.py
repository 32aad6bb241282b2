"""What stretch of the calendar does a TIMEX3 value name, and what lies n units before or after it?"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import NamedTuple

SEASONS = {"SP": "21", "SU": "22", "FA": "23", "WI": "24"}
"""EDTF's numbers of the seasons, which hold for either half of the globe."""
_SEASON_MONTH = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_EDTF = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
UNIT_DAYS = {"D": 1, "W": 7, "FN": 14}
UNIT_MONTHS = {"M": 1, "Q": 3, "HY": 6, "Y": 12, "DE": 120, "CE": 1200, "ML": 12000}
FINENESS = ("ML", "CE", "DE", "Y", "HY", "Q", "M", "FN", "W", "D")
"""Units of the calendar from the coarsest to the finest."""


class Point(NamedTuple):
    """A year, a month or a day; what is finer than known is None."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def unit(self) -> str:
        """How fine it is: Y, M or D."""
        return "Y" if self.month is None else "M" if self.day is None else "D"

    def __str__(self) -> str:
        parts = [f"{self.year:04d}"]
        parts += [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)


def point(text: str | None) -> Point | None:
    """Read the year, month and day of an EDTF date, as far as it goes; None where no year is sure.

    Qualifiers (? ~ %) and a time of day are passed over, of an interval the beginning counts, and a
    season is known by its year only.
    """
    found = _EDTF.match(text or "")
    if found is None:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    if not year:
        return None
    if month is None or not 1 <= month <= 12:
        return Point(year)
    return Point(year, month, day) if day and exists(year, month, day) else Point(year, month)


def exists(year: int | None, month: int, day: int) -> bool:
    """Tell whether the calendar has this day; without a year, whether some year has it."""
    if not 1 <= month <= 12 or day < 1:
        return False
    return day <= calendar.monthrange(year if year and 1 <= year <= 9999 else 2000, month)[1]


def day_of(at: Point) -> date | None:
    """Return the day that a point names, None when it is coarser than a day."""
    if at.month is None or at.day is None:
        return None
    try:
        return date(at.year, at.month, at.day)
    except ValueError:
        return None


def of_day(day: date) -> Point:
    """Return a calendar day as a point."""
    return Point(day.year, day.month, day.day)


def shifted(at: Point, count: int, unit: str) -> str | None:
    """Return the value of the ``unit`` that lies ``count`` units after (before, if negative) a point.

    The value is as fine as the unit. None when the point is coarser than the unit, or the year
    leaves 1 to 9999.
    """
    try:
        if unit in UNIT_DAYS:
            start = day_of(at)
            if start is None:
                return None
            day = start + timedelta(days=count * UNIT_DAYS[unit])
            return week_value(day) if unit in ("W", "FN") else str(of_day(day))
    except OverflowError:
        return None
    months = UNIT_MONTHS[unit] * count
    if unit in ("M", "Q", "HY"):
        if at.month is None:
            return None
        year, month = divmod(at.year * 12 + at.month - 1 + months, 12)
        return fitted(Point(year, month + 1), unit)
    return fitted(Point(at.year + months // 12), unit)


def fitted(at: Point, unit: str) -> str | None:
    """Return the value of the unit in which a point lies: its decade, year, quarter, month, week …"""
    if not 1 <= at.year <= 9999:
        return None
    year = f"{at.year:04d}"
    if unit in ("ML", "CE", "DE", "Y"):
        return year[: {"ML": 1, "CE": 2, "DE": 3, "Y": 4}[unit]]
    if at.month is None:
        return None
    if unit in ("Q", "HY"):
        return f"{year}-Q{(at.month + 2) // 3}" if unit == "Q" else f"{year}-H{1 if at.month <= 6 else 2}"
    if unit == "M":
        return f"{year}-{at.month:02d}"
    day = day_of(at)
    if day is None:
        return None
    return week_value(day) if unit in ("W", "FN") else str(at)


def week_value(day: date) -> str:
    """Return the ISO week of a day: 1998-W07."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def first_day(value: str) -> Point | None:
    """Return the point where a value begins, as fine as the value: a week by its Monday."""
    if week := re.match(r"(\d{4})-W(\d\d)", value):
        try:
            return of_day(date.fromisocalendar(int(week[1]), int(week[2]), 1))
        except ValueError:
            return None
    if part := re.match(r"(\d{4})-([QH])(\d)", value):
        return Point(int(part[1]), (int(part[3]) - 1) * (3 if part[2] == "Q" else 6) + 1)
    if season := re.match(r"(\d{4})-(SP|SU|FA|WI)", value):
        return Point(int(season[1]), _SEASON_MONTH[season[2]])
    if re.fullmatch(r"\d{3}", value):
        return Point(int(value) * 10) if int(value) else None
    if re.fullmatch(r"\d\d", value):
        return Point(int(value) * 100) if int(value) else None
    return point(value)


def unit_of(value: str) -> str | None:
    """Return the unit of a value (D, W, M, Q, HY, Y, DE, CE), None for one that is no date."""
    shapes = (
        ("D", r"\d{4}-\d\d-\d\d(T.*)?"),
        ("W", r"\d{4}-W\d\d(-WE)?"),
        ("Q", r"\d{4}-(Q\d|SP|SU|FA|WI)"),
        ("HY", r"\d{4}-H\d"),
        ("M", r"\d{4}-\d\d"),
        ("Y", r"\d{4}"),
        ("DE", r"\d{3}"),
        ("CE", r"\d\d"),
    )
    return next((unit for unit, shape in shapes if re.fullmatch(shape, value)), None)


def interval(value: str | None) -> str | None:
    """Return the EDTF date or interval of a TIMEX3 value; None when it has no place on a calendar."""
    if value is None:
        return None
    if re.fullmatch(r"\d{4}(?:-\d\d(?:-\d\d)?)?(?:/\d{4})?", value):
        return value
    if re.fullmatch(r"\d{4}-\d\d-\d\dT.*", value):
        return value[:10]
    if re.fullmatch(r"\d{2,3}", value):
        return value + "X" * (4 - len(value))
    if year := re.fullmatch(r"BC(\d{4})", value):
        return f"{1 - int(year[1]):05d}" if int(year[1]) > 1 else "0000"
    if season := re.fullmatch(r"(\d{4})-(SP|SU|FA|WI)", value):
        return f"{season[1]}-{SEASONS[season[2]]}"
    if part := re.fullmatch(r"(\d{4})-([QH])(\d)", value):
        length = 3 if part[2] == "Q" else 6
        last = int(part[3]) * length
        return f"{part[1]}-{last - length + 1:02d}/{part[1]}-{last:02d}"
    if week := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", value):
        try:
            begin, end = (date.fromisocalendar(int(week[1]), int(week[2]), d) for d in ((6, 7) if week[3] else (1, 7)))
        except ValueError:
            return None
        return f"{begin.isoformat()}/{end.isoformat()}"
    return None


def half(value: str, last: bool) -> str | None:
    """Return the EDTF interval of the first or last half of a century, decade, year or month."""
    if re.fullmatch(r"\d{2,3}", value):
        length = 10 ** (4 - len(value))
        begin = int(value) * length + (length // 2 if last else 0)
        return f"{begin:04d}/{begin + length // 2 - 1:04d}"
    if re.fullmatch(r"\d{4}", value):
        return f"{value}-07/{value}-12" if last else f"{value}-01/{value}-06"
    at = point(value)
    if at is not None and at.unit == "M" and at.month:
        days = calendar.monthrange(at.year, at.month)[1]
        return f"{value}-16/{value}-{days}" if last else f"{value}-01/{value}-15"
    return None


def easter(year: int) -> date:
    """Return Easter Sunday of a year of the Gregorian calendar (the anonymous algorithm of 1876)."""
    a, (b, c) = year % 19, divmod(year, 100)
    (d, e), g = divmod(b, 4), (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    shift = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * shift) // 451
    month, day = divmod(h + shift - 7 * m + 114, 31)
    return date(year, month, day + 1)


def feast(rule: str, year: int) -> date | None:
    """Return the day on which a feast falls: ``MM-DD``, ``easter+N`` or ``MM-N-W`` (5 for the last)."""
    try:
        if rule.startswith("easter"):
            return easter(year) + timedelta(days=int(rule[6:]))
        numbers = [int(piece) for piece in rule.split("-")]
        if len(numbers) == 2:
            return date(year, numbers[0], numbers[1])
        month, nth, weekday = numbers
        days = [
            d for d in range(1, calendar.monthrange(year, month)[1] + 1) if date(year, month, d).isoweekday() == weekday
        ]
        return date(year, month, days[-1] if nth == 5 else days[nth - 1])
    except (ValueError, OverflowError, IndexError):
        return None
