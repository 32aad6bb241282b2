"""What do decades, centuries, eras, fiscal years, feasts and dated events stand for?"""

from __future__ import annotations

import re
from datetime import date, timedelta

from onrecord.model import TimeModifier
from onrecord.readers.times import calendar
from onrecord.readers.times.absolute import modifier
from onrecord.readers.times.calendar import Point
from onrecord.readers.times.grammar import Match
from onrecord.readers.times.pointing import step
from onrecord.readers.times.scene import Draft, Scene


def fiscal(scene: Scene, match: Match) -> Draft | None:
    """Fiscal 1998, fiscal year 2019, FY2019: a year whose first day depends on the country."""
    if match.has("u") and scene.value(match, "u") != "Y":
        return None
    word = scene.text(match, "y")
    why = "a fiscal year: which days it covers depends on whose it is"
    return Draft(match.first, match.last, "DATE", word[:4], why, fixed=True)


def era(scene: Scene, match: Match) -> Draft | None:
    """44 BC, AD 410."""
    mark = scene.value(match, "b") or scene.value(match, "a")
    word = scene.text(match, "y") or scene.text(match, "y2")
    number = int(word) if word.isdecimal() and len(word) <= 4 else 0
    if not number:
        return None
    value = f"BC{number:04d}" if mark == "BC" else f"{number:04d}"
    return Draft(match.first, match.last, "DATE", value, "the year and the era are given")


def decade(scene: Scene, match: Match) -> Draft | None:
    """The 1990s, the late ’80s."""
    figures = re.sub(r"\D", "", scene.text(match, "d"))
    marked = scene.text(match, "d")[0] in "'’"
    if len(figures) == 2 and not (match.has("t") or marked or scene.tag_at(match.first - 1, "and", "or", "to")):
        return None
    number = int(figures) if len(figures) == 4 else (2000 if int(figures) < 20 else 1900) + int(figures)
    if number < 1000:
        return None
    return Draft(
        match.first,
        match.last,
        "DATE",
        f"{number // 10}",
        "a decade is named",
        modifier=modifier(scene.value(match, "e")),
    )


def nineties(scene: Scene, match: Match) -> Draft | None:
    """The nineties."""
    value = f"19{scene.value(match, 'd')}"
    return Draft(
        match.first, match.last, "DATE", value, "a decade is named", modifier=modifier(scene.value(match, "e"))
    )


def century(scene: Scene, match: Match) -> Draft | None:
    """The 19th century; the second millennium; the 5th century BC."""
    unit, number = scene.value(match, "u"), scene.ordinal(match, "n")
    if unit not in ("CE", "ML") or number is None or not 0 < number <= 21:
        return None
    width = 2 if unit == "CE" else 1
    if match.has("a") and scene.value(match, "a") == "BC":
        return Draft(match.first, match.last, "DATE", f"BC{number - 1:02d}", "a century before our era", fixed=True)
    value = f"{number - 1:0{width}d}"
    draft = Draft(
        match.first, match.last, "DATE", value, "a century is named", modifier=modifier(scene.value(match, "e"))
    )
    if unit == "ML":
        draft.interval, draft.fixed = f"{max(1, (number - 1) * 1000):04d}/{number * 1000 - 1:04d}", True
    return draft


def centuries(scene: Scene, match: Match) -> list[Draft] | None:
    """The 19th and 20th centuries: two Times that share a noun."""
    unit, a, b = scene.value(match, "u"), scene.ordinal(match, "n1"), scene.ordinal(match, "n")
    if unit != "CE" or a is None or b is None or not 0 < a < b <= 21:
        return None
    why = "two centuries share a noun"
    return [
        Draft(match.first, match.groups["n1"][1], "DATE", f"{a - 1:02d}", why),
        Draft(match.groups["n"][0], match.last, "DATE", f"{b - 1:02d}", why),
    ]


def week_of_year(scene: Scene, match: Match) -> Draft | None:
    """Week 12 of 2019; week 12, of the year of publication."""
    if scene.value(match, "u") != "W" or not (match.has("y") or match.has("r") or scene.published):
        return None
    number = int(scene.text(match, "n"))
    shift = step(scene.sense(match, "r"))
    year = int(scene.text(match, "y")) if match.has("y") else scene.published.year + shift if scene.published else 0
    try:
        date.fromisocalendar(year, number, 1)
    except ValueError:
        return None
    return Draft(match.first, match.last, "DATE", f"{year:04d}-W{number:02d}", "a week of the year is named")


def feast(scene: Scene, match: Match) -> Draft | None:
    """Easter 1999; Thanksgiving Day; last Christmas."""
    rule, at = scene.value(match, "f"), scene.published
    unit = scene.value(match, "we") or scene.value(match, "we2")
    if unit not in ("", "WE"):
        return None
    if match.has("y") or match.has("y2"):
        found = calendar.feast(rule, int(scene.text(match, "y") or scene.text(match, "y2")))
        if found is None:
            return None
        value = _weekend(found) if unit else found.isoformat()
        return Draft(match.first, match.last, "DATE", value, "the feast falls on this day")
    fixed = rule if re.fullmatch(r"\d\d-\d\d", rule) else "XX-XX"
    if at is None:
        return Draft(match.first, match.last, "DATE", f"XXXX-{fixed}", "a feast without a year")
    if match.has("r2"):
        shift = step(scene.sense(match, "r2"))
        found = calendar.feast(rule, at.year + shift)
    else:
        found = _nearest_feast(rule, at, step(scene.sense(match, "r")) > 0 or scene.ahead(match.first))
    if found is None:
        return None
    value = _weekend(found) if unit else found.isoformat()
    return Draft(match.first, match.last, "DATE", value, "the feast nearest to publication", anchor="published")


def _weekend(day: date) -> str:
    """Return the weekend beside a feast: its own, or the one before where it falls on a Monday or Tuesday."""
    year, week, _ = (day - timedelta(days=2)).isocalendar() if day.isoweekday() < 3 else day.isocalendar()
    return f"{year:04d}-W{week:02d}-WE"


def _nearest_feast(rule: str, at: Point, ahead: bool) -> date | None:
    """Return the last such feast before publication, or the first after it."""
    day = calendar.day_of(at)
    same = calendar.feast(rule, at.year)
    if day is None or same is None:
        return same
    if ahead:
        return same if same >= day else calendar.feast(rule, at.year + 1)
    return same if same <= day else calendar.feast(rule, at.year - 1)


def event(scene: Scene, match: Match) -> Draft | None:
    """The end of the Second World War; the fall of the Berlin Wall."""
    begin, _, end = scene.value(match, "v").partition("/")
    name = scene.words(match)
    if not match.has("e"):
        return Draft(match.first, match.last, "DATE", begin, f"“{name}” is dated {begin}")
    edge = scene.value(match, "e")
    if edge == "MID":
        return None
    value = begin if edge in ("START", "BEFORE") or not end else end
    before: TimeModifier | None = "BEFORE" if edge == "BEFORE" else None
    return Draft(match.first, match.last, "DATE", value, f"“{name}” is dated {value}", modifier=before)
