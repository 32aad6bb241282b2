"""What do quarters, seasons and the end of the year stand for?"""

from __future__ import annotations

from onrecord.readers.times.absolute import modifier
from onrecord.readers.times.calendar import Point, fitted, shifted
from onrecord.readers.times.grammar import Match
from onrecord.readers.times.pointing import FROM_BEFORE, FROM_PUBLISHED, NO_ANCHOR, step
from onrecord.readers.times.scene import UNKNOWN, Draft, Scene


def quarter(scene: Scene, match: Match) -> Draft | None:
    """The third quarter (of 1998); Q3 2019; this year’s second quarter; the year-ago quarter."""
    if match.has("ya") and not match.has("n"):
        return _year_ago_quarter(scene, match)
    number = scene.ordinal(match, "n") if not scene.value(match, "n").isdecimal() else int(scene.value(match, "n"))
    if number is None or not 1 <= number <= 4:
        return None
    at = scene.published
    group = "y" if match.has("y") else "y2" if match.has("y2") else ""
    if group:
        year = scene.year(match, group)
        return Draft(match.first, match.last, "DATE", f"{year:04d}-Q{number}", "a quarter of a year") if year else None
    word = scene.sense(match, "r") or scene.sense(match, "r2")
    if at is None:
        return Draft(match.first, match.last, "DATE", f"XXXX-Q{number}", NO_ANCHOR)
    year = at.year + step(word) - (1 if match.has("ya") else 0)
    if not word and not match.has("ya") and at.month and number > (at.month + 2) // 3 and not scene.ahead(match.first):
        year -= 1
    return Draft(match.first, match.last, "DATE", f"{year:04d}-Q{number}", FROM_PUBLISHED, anchor="published")


def _year_ago_quarter(scene: Scene, match: Match) -> Draft | None:
    """The year-ago quarter: a year before the last quarter that was named."""
    found = scene.quarter_named(match.first)
    if found:
        value = f"{int(found[1][:4]) - 1:04d}{found[1][4:]}"
        return Draft(match.first, match.last, "DATE", value, FROM_BEFORE, anchor=found[0])
    if scene.published is None:
        return Draft(match.first, match.last, "DATE", UNKNOWN["Q"], NO_ANCHOR)
    value = shifted(scene.published, -4, "Q") or UNKNOWN["Q"]
    return Draft(match.first, match.last, "DATE", value, FROM_PUBLISHED, anchor="published")


def period_of(scene: Scene, match: Match) -> Draft | None:
    """The 1988 period, the latest period: the quarter of a report, of that year, or the latest one."""
    spans = scene.value(match, "per") in ("span", "Q")
    named = scene.quarter_named(match.first)
    if not spans or named is None:
        return None
    value = f"{scene.text(match, 'y')}{named[1][4:]}" if match.has("y") else named[1]
    return Draft(match.first, match.last, "DATE", value, "the quarter that the report is about", anchor=named[0])


def season(scene: Scene, match: Match) -> Draft | None:
    """Spring 1999; spring of last year; last winter; the summer."""
    name, at = scene.value(match, "s"), scene.published
    if match.has("y"):
        year = scene.year(match, "y")
        return (
            Draft(match.first, match.last, "DATE", f"{year:04d}-{name}", "season and year are given") if year else None
        )
    word = scene.sense(match, "r")
    if not word and not scene.tag_at(match.first - 1, "in", "until", "on", "by", "before", "of", "from", "for"):
        return None
    if word == "that" and (found := scene.previous(match.first)):
        return Draft(match.first, match.last, "DATE", f"{found[2].year:04d}-{name}", FROM_BEFORE, anchor=found[0])
    if at is None:
        return Draft(match.first, match.last, "DATE", f"XXXX-{name}", NO_ANCHOR)
    if match.has("u"):
        if scene.value(match, "u") != "Y":
            return None
        year = at.year + step(word)
    else:
        year = _season_year(at, name, word, scene.ahead(match.first))
    return Draft(match.first, match.last, "DATE", f"{year:04d}-{name}", FROM_PUBLISHED, anchor="published")


def _season_year(at: Point, name: str, word: str, ahead: bool) -> int:
    """Return the year of the season that is meant, seen from a date."""
    start = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[name]
    month = at.month or 12
    if step(word) < 0:
        return at.year if start + 2 < month else at.year - 1
    if step(word) > 0 or ahead:
        return at.year if month < start else at.year + 1
    return at.year if word == "this" or start <= month else at.year - 1


def latest_quarter(scene: Scene, match: Match) -> Draft | None:
    """The latest quarter: the last one named, or the one before publication."""
    found = scene.quarter_named(match.first)
    if found:
        return Draft(match.first, match.last, "DATE", found[1], FROM_BEFORE, anchor=found[0])
    value = shifted(scene.published, -1, "Q") if scene.published else None
    anchored = "published" if value else None
    return Draft(match.first, match.last, "DATE", value or UNKNOWN["Q"], FROM_PUBLISHED, anchor=anchored)  # type: ignore[arg-type]


def year_end(scene: Scene, match: Match) -> Draft | None:
    """Year-end: the end of the year of publication."""
    value = fitted(scene.published, "Y") if scene.published else None
    return Draft(
        match.first,
        match.last,
        "DATE",
        value or UNKNOWN["Y"],
        FROM_PUBLISHED if value else NO_ANCHOR,
        modifier=modifier("END"),
        anchor="published" if value else None,
    )
