"""What do expressions that point stand for: last year, on Friday, that autumn, a quarter?"""

from __future__ import annotations

from datetime import date, timedelta

from onrecord.model import TimeType
from onrecord.readers.times.calendar import day_of, fitted, shifted
from onrecord.readers.times.grammar import Match
from onrecord.readers.times.pointing import FROM_BEFORE, FROM_PUBLISHED, NO_ANCHOR, step
from onrecord.readers.times.scene import UNKNOWN, Anchor, Draft, Scene
from onrecord.readers.times.seasons import latest_quarter

_AFTER_THAT = ("comma", "stop", "dot", "gap", "other", "the", "in", "and", "past-verb", "possessive")


def dayword(scene: Scene, match: Match) -> Draft | None:
    """Today, yesterday evening, the day after tomorrow; today without a date of publication is the present."""
    if scene.titled(match.first):
        return None
    shift, part = int(scene.value(match, "d")), scene.value(match, "p")
    part = {"0": "MO", "12": "AF"}.get(part, part)
    suffix = f"T{part}" if part else ""
    kind: TimeType = "TIME" if part else "DATE"
    if shift == 0 and not part and (scene.published is None or timeless(scene, match)):
        why = "“today” stands for the present" if scene.published else "“today”, and no date of publication is known"
        return Draft(match.first, match.last, "DATE", "PRESENT_REF", why)
    if scene.published is None:
        return Draft(match.first, match.last, kind, UNKNOWN["D"] + suffix, NO_ANCHOR)
    value = str(scene.published) if shift == 0 else shifted(scene.published, shift, "D")
    if value is None or (suffix and len(value) < 10):
        value = UNKNOWN["D"]
    return Draft(match.first, match.last, kind, value + suffix, FROM_PUBLISHED, anchor="published")


def day_beside(scene: Scene, match: Match) -> Draft | None:
    """The day before, the day after, at the end of a clause: counted from the Time before it."""
    found = scene.previous(match.first, finest="D")
    shift = int(scene.value(match, "d"))
    base = found[2] if found else scene.published
    value = shifted(base, shift, "D") if base else None
    if value is None:
        return Draft(match.first, match.last, "DATE", UNKNOWN["D"], NO_ANCHOR)
    anchor: Anchor = found[0] if found else "published"
    return Draft(match.first, match.last, "DATE", value, FROM_BEFORE if found else FROM_PUBLISHED, anchor=anchor)


def timeless(scene: Scene, match: Match) -> bool:
    """Tell whether “today” means these days: before a present, or as an owner (today’s world)."""
    if scene.tag_at(match.last, "possessive"):
        return True
    if scene.tag_at(match.first - 1, "earlier", "early", "from", "of", "since"):
        return scene.tag_at(match.first - 1, "of")
    opening = match.first == 0 or scene.tag_at(match.first - 1, "stop", "gap", "dot")
    if not opening or not scene.tag_at(match.last, "comma", "other", "the"):
        return False
    return not _past_in_sentence(scene, match.last)


def _past_in_sentence(scene: Scene, at: int) -> bool:
    """Tell whether a past tense stands in the rest of the sentence."""
    for place in range(at, min(at + 40, len(scene.shaped.codes))):
        if scene.tag_at(place, "stop", "gap", "dot"):
            return False
        if scene.tag_at(place, "past-verb") or scene.regular_past(place):
            return True
    return False


def weekday(scene: Scene, match: Match) -> Draft | None:
    """On Friday, last Tuesday, Friday morning, the following Monday."""
    number, part = int(scene.value(match, "w")), scene.value(match, "p")
    suffix = f"T{part}" if part else ""
    kind: TimeType = "TIME" if part else "DATE"
    sense = scene.sense(match, "r")
    definite = sense not in ("before", "after") or scene.tag_at(match.first, "the")
    if sense in ("after", "that", "same", "before") and definite and (found := scene.previous(match.first, finest="D")):
        day = day_of(found[2])
        if day is not None:
            near = _near(day, number, ahead=sense != "before", same=sense in ("that", "same"))
            return Draft(match.first, match.last, kind, near.isoformat() + suffix, FROM_BEFORE, anchor=found[0])
    day = day_of(scene.published) if scene.published else None
    if day is None:
        return Draft(match.first, match.last, kind, f"XXXX-WXX-{number}{suffix}", NO_ANCHOR)
    ahead = step(sense) > 0 or sense == "this" or (not sense and scene.ahead(match.first))
    near = _near(day, number, ahead=ahead, same=sense in ("", "this"))
    if sense in ("back", "on") and abs((near - day).days) == 1:
        # Nobody calls yesterday “last Wednesday”: that is the one before.
        near = _near(near, number, ahead=ahead, same=False)
    return Draft(match.first, match.last, kind, near.isoformat() + suffix, FROM_PUBLISHED, anchor="published")


def _near(day: date, number: int, *, ahead: bool, same: bool) -> date:
    """Return the nearest such weekday before or after a day; the day itself counts if ``same``."""
    gap = (number - day.isoweekday()) % 7 if ahead else -((day.isoweekday() - number) % 7)
    if gap == 0 and not same:
        gap = 7 if ahead else -7
    try:
        return day + timedelta(days=gap)
    except OverflowError:
        return day


def weekdays(scene: Scene, match: Match) -> Draft | None:
    """Sundays, Tuesday nights: a set; two Sundays are counted."""
    if scene.tag_at(match.first - 1, "ones", "teens", "tens", "dd", "several", "few"):
        return None
    number = scene.value(match, "w") or scene.value(match, "w2")
    suffix = f"T{scene.value(match, 'p')}" if match.has("p") else ""
    return Draft(match.first, match.last, "SET", f"XXXX-WXX-{number}{suffix}", "a weekday in the plural recurs")


def pointed(scene: Scene, match: Match) -> Draft | None:
    """Last week, this year, the coming decade, that day, the following month."""
    sense, unit = scene.sense(match, "r"), scene.value(match, "u")
    if sense == "that" and not scene.tag_at(match.last, *_AFTER_THAT):
        return None
    if (
        unit in ("TM", "TH", "TS")
        or scene.titled(match.groups["u"][0])
        or (sense == "same" and not match.has("pre") and not scene.tag_at(match.first, "that"))
    ):
        return None
    near = scene.tag_at(match.groups["r"][0], "next") and match.has("pre") and unit == "D"
    if (sense in ("that", "same", "after", "before") or near) and (linked := _linked(scene, match, sense, unit)):
        return linked
    if sense == "latest" and unit == "Q":
        return latest_quarter(scene, match)
    if scene.published is None or unit == "WE":
        return _unplaced(scene, match, sense, unit)
    value = shifted(scene.published, step(sense), unit) or UNKNOWN[unit]
    return Draft(match.first, match.last, "DATE", value, FROM_PUBLISHED, anchor="published")


def _linked(scene: Scene, match: Match, sense: str, unit: str) -> Draft | None:
    """That year, the following day: counted from the Time before it."""
    if unit == "WE":
        return None
    found = scene.previous(match.first, finest="D" if unit in ("D", "W", "FN") else None)
    if not found:
        return None
    value = shifted(found[2], step(sense), unit)
    if value is None:
        return None
    return Draft(match.first, match.last, "DATE", value, FROM_BEFORE, anchor=found[0])


def _unplaced(scene: Scene, match: Match, sense: str, unit: str) -> Draft | None:
    if unit == "WE":
        day = day_of(scene.published) if scene.published else None
        if day is None:
            return Draft(match.first, match.last, "DATE", "XXXX-WXX-WE", NO_ANCHOR)
        year, week, _ = (day + timedelta(weeks=step(sense))).isocalendar()
        return Draft(match.first, match.last, "DATE", f"{year:04d}-W{week:02d}-WE", FROM_PUBLISHED, anchor="published")
    return Draft(match.first, match.last, "DATE", UNKNOWN.get(unit), NO_ANCHOR)


def the_unit(scene: Scene, match: Match) -> Draft | None:
    """The quarter, the weekend, the year: only where a unit of the calendar can be meant."""
    unit = scene.value(match, "u")
    if unit == "Y" and scene.tag_at(match.last, "ended"):
        return Draft(match.first, match.last, "DURATION", "P1Y", "a year that ends on a given day", fixed=True)
    if scene.tag_at(match.last, "unit", "units", "of", "hyphen", "other", "dd", "int") and unit not in ("Q", "WE"):
        return None
    if unit == "W" and scene.tag_at(match.last, "week-of", "edge"):
        return None
    if unit == "WE":
        day = day_of(scene.published) if scene.published else None
        if day is None:
            return Draft(match.first, match.last, "DATE", "XXXX-WXX-WE", NO_ANCHOR)
        monday = day - timedelta(days=day.isoweekday() - 1)
        if not scene.ahead(match.first) and day.isoweekday() < 6:
            monday -= timedelta(days=7)
        year, week, _ = monday.isocalendar()
        return Draft(match.first, match.last, "DATE", f"{year:04d}-W{week:02d}-WE", FROM_PUBLISHED, anchor="published")
    if unit == "Q":
        return latest_quarter(scene, match)
    if unit in ("Y", "M", "W", "DE", "CE") and scene.tag_at(
        match.first - 1, "in", "of", "earlier", "for", "on", "before", "by", "from"
    ):
        found = scene.previous(match.first) if scene.published is None else None
        base = scene.published or (found[2] if found else None)
        value = fitted(base, unit) if base else None
        if value is None:
            return Draft(match.first, match.last, "DATE", UNKNOWN[unit], NO_ANCHOR)
        anchor: Anchor = found[0] if found else "published"
        return Draft(match.first, match.last, "DATE", value, FROM_BEFORE if found else FROM_PUBLISHED, anchor=anchor)
    return None


def moment(scene: Scene, match: Match) -> Draft | None:
    """At that very moment, that same period: the Time before it."""
    if scene.sense(match, "r") not in ("that", "same"):
        return None
    if scene.shaped.word(match.groups["r"][1] - 1) == "same" and scene.tag_at(match.first - 1, "at"):
        return None
    found = scene.previous(match.first)
    if found is None:
        return Draft(match.first, match.last, "DATE", "PAST_REF", NO_ANCHOR)
    return Draft(match.first, match.last, "DATE", found[1], "it points back to the Time before it", anchor=found[0])
