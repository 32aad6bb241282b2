"""Codes in words: TIMEX3 and EDTF values of times, common fractions, and words between marks."""

from __future__ import annotations

import re
import unicodedata

from onrecord.model import Quotation, Time

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day", "DE": "decade", "CE": "century", "Q": "quarter"}
_UNITS |= {"FN": "fortnight", "WE": "weekend", "HY": "half-year", "ML": "millennium"}
_CLOCK = {"H": "hour", "M": "minute", "S": "second"}
_PLURALS = {"century": "centuries", "millennium": "millennia"}
_POINTS = {
    "PRESENT_REF": "now (the time of writing)",
    "PAST_REF": "some time in the past",
    "FUTURE_REF": "some time in the future",
}
_PARTS = {"SP": "spring", "SU": "summer", "FA": "autumn", "WI": "winter", "H1": "first half of", "H2": "second half of"}
_PARTS |= {"21": "spring", "22": "summer", "23": "autumn", "24": "winter", "40": "first half of"}
_PARTS |= {"41": "second half of", "33": "first quarter of", "34": "second quarter of", "35": "third quarter of"}
_PARTS |= {"36": "fourth quarter of", "Q1": "first quarter of", "Q2": "second quarter of"}
_PARTS |= {"Q3": "third quarter of", "Q4": "fourth quarter of"}
_DAY_PARTS = {"MO": "morning", "MI": "midday", "AF": "afternoon", "EV": "evening", "NI": "night", "DT": "daytime"}
_SURE = {"?": "perhaps ", "~": "about ", "%": "perhaps about "}
_PERIOD = re.compile(r"P(\d{1,12}(?:\.\d{1,9})?|X)(Y|M|W|DE|D|CE|Q|FN|WE|HY|ML)", re.ASCII)
_HOURS = re.compile(r"PT(\d{1,12}(?:\.\d{1,9})?|X)([HMS])", re.ASCII)
_DATE = re.compile(
    r"(-?\d{2,4}X{0,2}|X{2,4})(?:-(?:W([\dX]{2})(?:-([1-7]|WE))?|(\w\w)(?:-(\d\d|XX))?))?(?:T(.{1,20}))?", re.ASCII
)
_FRACTIONS = {(1, 2): "one half", (1, 4): "one quarter", (3, 4): "three quarters"}
_COUNTS = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_PIECES = {3: "third", 5: "fifth", 6: "sixth", 7: "seventh", 8: "eighth", 9: "ninth", 10: "tenth"}
_FRACTIONS |= {
    (top, under): f"{_COUNTS[top]} {name}{'s' if top > 1 else ''}"
    for under, name in _PIECES.items()
    for top in range(1, under)
    if all(top % by or under % by for by in (2, 3, 5))
}
_MARKS = "\"'„‚「『"
_LAST = ('"', "”", "»", "“", "」", "』")


def in_words(time: Time) -> str:
    """Return what a time comes to, in words: ``every week``, ``spring 2023``, ``now (the time of writing)``.

    Its value counts, or its place on the calendar where the value leaves the year open. A code that
    has no words here stands as it is; a time without any gives an empty string.
    """
    code = time.value or time.interval or ""
    if time.interval and code.startswith("XXXX"):
        code = time.interval
    said = coded(code, repeated=time.type == "SET")
    return coded(time.interval) if time.interval and said == code else said


def coded(code: str, *, repeated: bool = False) -> str:
    """Return a TIMEX3 or EDTF value in words; the code itself where it has none."""
    text = code.strip()
    if len(text) > 80:
        return code
    if text in _POINTS:
        return _POINTS[text]
    said = _period(text, repeated) if text.startswith("P") else _interval(text) if "/" in text else _date(text)
    if not said:
        return code
    return f"every {said}" if repeated and text.startswith("XXXX-WXX-") else said


def _period(text: str, repeated: bool) -> str:
    clock = _HOURS.fullmatch(text)
    match = clock or _PERIOD.fullmatch(text)
    if match is None:
        return ""
    unit = (_CLOCK if clock else _UNITS)[match[2]]
    many = _PLURALS.get(unit, f"{unit}s")
    if match[1] == "X":
        return f"every few {many}" if repeated else f"some {many}"
    if match[1] == "1":
        return f"every {unit}" if repeated else f"1 {unit}"
    return f"every {match[1]} {many}" if repeated else f"{match[1]} {many}"


def _interval(text: str) -> str:
    first, _, last = text.partition("/")
    begin, end = (None if side in ("", "..") else _date(side) for side in (first, last))
    if begin == "" or end == "" or (begin is None and end is None):
        return ""
    if begin is None:
        return f"until {end}"
    return f"since {begin}" if end is None else begin if begin == end else f"{begin} to {end}"


def _date(text: str) -> str:
    sure = _SURE.get(text[-1:], "")
    match = _DATE.fullmatch(text[:-1] if sure else text)
    if match is None:
        return ""
    year, week, weekday, part, day, clock = match.groups()
    said = _week(year, week, weekday) if week else _day(year, part, day)
    if not said or not clock:
        return f"{sure}{said}" if said else ""
    return f"{sure}{said}, {_DAY_PARTS.get(clock, clock)}"


def _day(year: str, part: str | None, day: str | None) -> str:
    when = _year(year)
    if part is None or part == "XX":
        return when
    if part in _PARTS:
        return f"{_PARTS[part]} {when}".strip() if when or " of" not in _PARTS[part] else ""
    if not part.isdigit() or not 1 <= int(part) <= 12:
        return ""
    month = f"{MONTHS[int(part) - 1]} {when}".rstrip()
    return month if day in (None, "XX") else f"{int(day or 0)} {month}"


def _week(year: str, week: str, weekday: str | None) -> str:
    name = {"WE": "weekend"}.get(weekday or "", "") or (_DAYS[int(weekday) - 1] if weekday else "")
    if week == "XX":
        return name
    when = f"week {int(week)} of {_year(year)}" if week.isdigit() and _year(year) else ""
    return f"{name}, {when}" if name and when else when


def _year(text: str) -> str:
    """Say a year, a decade (``199``, ``199X``) or a century (``19``, ``19XX``); years before Christ as such."""
    digits = text.lstrip("-")
    known = digits.rstrip("X")
    if not known:
        return ""
    if len(known) < 4:
        if text.startswith("-") or not known.strip("0"):
            return ""
        return f"the {known.lstrip('0')}0s" if len(known) == 3 else f"the years {known}00 to {known}99"
    number = int(text)
    return f"{1 - number} BC" if number <= 0 else str(number)


def fraction(amount: float | None, said: str) -> str:
    """Return a share below one in words (``one third``), or nothing.

    ``said`` is how the text puts it: what stands there in figures, 0.25, stays in figures; what no
    figures can hold in full, 1/3, does not.
    """
    if amount is None or not 0 < amount < 1:
        return ""
    figures = any(c.isdecimal() for c in said)
    for (top, under), name in _FRACTIONS.items():
        endless = under % 3 == 0 or under == 7
        if abs(amount - top / under) < (1e-5 if endless else 1e-9) and (endless or not figures):
            return name
    return ""


def marked(text: str) -> bool:
    """Tell whether words begin or end with a quotation mark of their own, so that no other is put beside it."""
    first = text[:1]
    if text[-1:] in _LAST:
        return True
    if not first or not (first in _MARKS or unicodedata.category(first) in ("Pi", "Pf")):
        return False
    # A single mark without a second one is an apostrophe.
    return first not in "'’" or any(c in "'’" for c in text[1:])


def between_marks(text: str) -> str:
    """Return words between quotation marks, unless they begin or end with one."""
    return text if marked(text) else f"“{text}”"


def unsaid(quotation: Quotation) -> str | None:
    """Return why the words of a report were not said or held, as far as its ``why`` tells; None otherwise."""
    reason, _, rest = quotation.why.partition(": ")
    return reason if rest.endswith(" have been said or held") else None
