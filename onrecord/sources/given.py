"""What a container says about a document, made plain: one string a value, one form of date."""

from __future__ import annotations

import datetime
import re
from email.utils import parsedate_to_datetime

_DAY = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?(?=$|[T ]\d\d)")
_YEARS = re.compile(r"\d{4}(?:/\d{4})?")


def plain(value: object) -> str | None:
    """Return a scalar, or a list of scalars, as one line of text; None for nothing and for anything else."""
    if isinstance(value, datetime.datetime | datetime.date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        parts = [part for item in value if (part := plain(item))]
        return ", ".join(parts) or None
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return " ".join(str(value).split()) or None


def date(value: str) -> str | None:
    """Return a date as EDTF (``2024``, ``2024-03``, ``2024-03-01``); None when it is in no known form.

    ISO 8601 and the dates of e-mail headers are known; the day is the one where the writer was.
    """
    value = value.strip()
    if _YEARS.fullmatch(value):
        return value
    if match := _DAY.match(value):
        year, month, day = match.groups()
        try:
            datetime.date(int(year), int(month), int(day or 1))
        except ValueError:
            return None
        return f"{year}-{month}-{day}" if day else f"{year}-{month}"
    try:
        return parsedate_to_datetime(value).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
