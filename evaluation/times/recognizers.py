"""Recognizers-Text specifications for English dates and times: do the values agree?"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from evaluation.spans import Prf
from evaluation.times.tempeval import found, plain
from onrecord.readers.times.calendar import week_value

_KINDS = ("date", "daterange", "datetime", "duration", "set", "time", "datetimerange", "timerange")
_OWN = re.compile(
    r"\(|^[SF]Y|WD|TME|TDT|TBH|^TMO|^T(?:EV|AF|NI|NT)|WXX-#|XXXX-XX-WXX|^[\dX]{4}-\d\d-W|^P[\d.]+WE|RANGE|PT?\d+BD|SEAS|^$"
)
"""Values that TIMEX3 has no writing for: pairs (a,b,c), school years, meals, bare parts of a day, weeks of a month."""


def cases(shared: Path) -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """Yield the specs that hold a result which TIMEX3 can express, with these results."""
    path = shared / "data" / "recognizers-specs" / "datetime.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            results = [r for r in record["results"] if expressible(r)]
            if results:
                yield record, results


_GUIDE = re.compile(
    r"(?i)^(?:in|within) (?!\d{4})(?:\w+[ -]){1,3}(?:year|month|week|day|hour|min|fortnight)"
    r"|\b(?:min|minute|hour|hr)s?\b.*(?:from|later|ago)"
    r"|(?:day|week|month|year)s?\b.* (?:before|after|from|since) (?!now)"
    r"|\b(?:few|some|several)\b|T23:59:59|\bnights?$|\bin half an"
)
"""What the annotation guide reads otherwise: “five days after the deal” is a duration and an event, “a few
hours” is PTXH, “in two weeks” a duration, “an hour from now” needs the hour of reading."""


def expressible(result: dict[str, Any]) -> bool:
    """Tell whether TIMEX3 can say what the spec expects, and the guide would say it."""
    if _GUIDE.search(result["surface"]) or _GUIDE.search(str(result["resolution"]["values"][0].get("timex", ""))):
        return False
    kind = (result["type"] or "").rsplit(".", 1)[-1]
    values = (result["resolution"] or {}).get("values") or [{}]
    timex = values[0].get("timex", "")
    modified = any("Mod" in value for value in values)
    if kind not in _KINDS or modified or _OWN.search(timex):
        return False
    return kind == "set" or values[0].get("value") != "not resolved"


def wanted(result: dict[str, Any]) -> set[str]:
    """Return every value that counts: the spec's TIMEX, and what it resolves to."""
    found_values: set[str] = set()
    for value in result["resolution"]["values"]:
        timex = value.get("timex", "")
        found_values.add(plain(timex) or "")
        if value.get("type") in ("date", "datetime") and "value" in value:
            found_values.add(plain(value["value"].replace(" ", "T")) or "")
            found_values.add(re.sub(r":00$", "", value["value"].replace(" ", "T")))
        if value.get("type") == "daterange" and "start" in value and re.match(r"XXXX-\d\d$", timex):
            found_values.add(value["start"][:7])
        if (
            value.get("type") == "daterange"
            and "start" in value
            and timex in ("XXXX-SP", "XXXX-SU", "XXXX-FA", "XXXX-WI")
        ):
            found_values.add(f"{value['start'][:4]}{timex[4:]}")
            found_values.add(timex[5:])
    return found_values


def agrees(ours: str | None, result: dict[str, Any]) -> bool:
    """Tell whether our value is one that counts; a time of day counts without its day."""
    if ours is None:
        return False
    accepted = wanted(result)
    value = plain(ours) or ""
    bare = "T" + value.split("T", 1)[1] if "T" in value and not value.startswith("P") else value
    options = {value, bare, re.sub(r":00$", "", value), re.sub(r":00$", "", bare), value + ":00"}
    options.add(re.sub(r"^P6M$", "P0.5Y", value))
    return bool(options & accepted) or any(_same(value, a) for a in accepted)


def _same(value: str, other: str) -> bool:
    """Tell values of one meaning: a season, a weekday without its date, a day held by our month, the day of an hour."""
    if len(other) == 2:
        return value.endswith(f"-{other}")
    if pattern := re.fullmatch(r"XXXX-WXX-(\d)(T.*)?", other):
        day = re.match(r"\d{4}-\d\d-\d\d", value)
        return (
            bool(day)
            and date.fromisoformat(value[:10]).isoweekday() == int(pattern[1])
            and value[10:] == (pattern[2] or "")
        )
    if re.fullmatch(r"\d{4}-\d\d-\d\d", other):
        if value.startswith(f"{other}T") or (re.fullmatch(r"\d{4}-\d\d|\d{4}", value) and other.startswith(value)):
            return True
        return value == week_value(date.fromisoformat(other))
    if re.fullmatch(r"XXXX-\d\d-\d\d", other) and re.fullmatch(r"\d{4}-W\d\d", value):
        return value == week_value(date.fromisoformat(f"{value[:4]}{other[4:]}"))
    return False


def score(shared: Path) -> tuple[Prf, list[tuple[str, str, Any, Any]]]:
    """Return the share of expressible results with an agreeing value, and the others."""
    hits, total, missed = 0, 0, []
    for record, results in cases(shared):
        reference = record["reference"] or ""
        ours = found(record["text"], reference[:10])
        for result in results:
            near = [f for f in ours if f.span.start < result["end"] and result["start"] < f.span.end]
            total += 1
            if any(agrees(f.value, result) for f in near):
                hits += 1
            else:
                missed.append((record["text"], result["surface"], sorted(wanted(result)), [f.value for f in near]))
    return Prf(hits, total, total), missed
