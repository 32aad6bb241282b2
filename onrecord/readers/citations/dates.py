"""Dates inside citations: “of 22 July 2010”, “on March 3, 1999”, “of 2009”."""

from __future__ import annotations

import calendar
import re
from functools import cache

_MONTH = r"[A-Z][a-z]{2,8}\.?"
DATE = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}(?:,?\s+\d{{4}})?"
    rf"|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?(?!\d)"
    rf"|{_MONTH}\s+\d{{4}}|\d{{4}}-\d\d-\d\d|\d{{1,2}}\.\d{{1,2}}\.\d{{4}}|(?:1[89]|20)\d\d(?!\d))"
)
"""A date with a day, a month or at least a year; what looks like a month is checked by ``edtf``."""

_NUMBERS = re.compile(r"\d+")
_NAME = re.compile(r"[A-Z][a-z]{2,8}")


@cache
def _months() -> dict[str, int]:
    full = {name: i for i, name in enumerate(calendar.month_name) if name}
    return {**full, **{name[:3]: i for name, i in full.items()}, "Sept": 9}


def edtf(words: str) -> str | None:
    """Return a date in words as EDTF; one without a year begins with ``XXXX``; None if it is none."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", words):
        return words
    numbers = _NUMBERS.findall(words)
    if "." in words and len(numbers) == 3:
        return f"{numbers[2]}-{int(numbers[1]):02}-{int(numbers[0]):02}"
    name = _NAME.search(words)
    month = _months().get(name.group()) if name else None
    if name and month is None:
        return None
    year = next((n for n in numbers if len(n) == 4), None)
    day = next((n for n in numbers if len(n) < 3), None)
    if month is None:
        return year
    return f"{year or 'XXXX'}-{month:02}" + (f"-{int(day):02}" if day else "")
