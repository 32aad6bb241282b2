"""What do stretches, sets and standing words of time stand for: eight years, every May, now?"""

from __future__ import annotations

from onrecord.model import TimeModifier
from onrecord.readers.times.calendar import Point, first_day, fitted, shifted
from onrecord.readers.times.grammar import Match
from onrecord.readers.times.lengths import bound, length, period
from onrecord.readers.times.pointing import FROM_BEFORE, FROM_PUBLISHED, NO_ANCHOR, step
from onrecord.readers.times.scene import UNKNOWN, Draft, Scene


def _mod(scene: Scene, match: Match) -> TimeModifier | None:
    if match.has("so") or (match.has("n") and any(scene.tag_at(at, "couple") for at in range(*match.groups["n"]))):
        return bound(scene.value(match, "mod")) or "APPROX"
    return bound(scene.value(match, "mod"))


def stretch(scene: Scene, match: Match) -> Draft | None:
    """The past 24 years, the next few days, recent months, the first three months."""
    found = length(scene, match)
    sense = scene.sense(match, "r")
    unit = scene.value(match, "u")
    plural = scene.tag_at(match.last - 1, "units") or any(
        scene.tag_at(at, "units") for at in range(match.first, match.last)
    )
    if found is None or (not plural and (not match.has("n") or not step(sense))):
        return None
    value, count = found
    draft = Draft(
        match.first, match.last, "DURATION", value, "a stretch of time", modifier=_mod(scene, match), fixed=True
    )
    direction = step(sense)
    if (
        scene.published is None
        or count is None
        or direction == 0
        or sense in ("after", "before")
        or count != int(count)
    ):
        return draft
    interval = _reach(scene.published, int(count), unit, direction)
    if interval is not None:
        draft.interval, draft.anchor = interval, "published"
        draft.why = (
            f"a stretch of time up to publication: {interval}"
            if direction < 0
            else f"a stretch of time from publication: {interval}"
        )
    return draft


def _reach(at: Point, count: int, unit: str, direction: int) -> str | None:
    """Return the interval of so many units before or after a point, as fine as the unit."""
    fine = {"DE": "Y", "CE": "Y", "ML": "Y", "Q": "M", "HY": "M", "W": "D", "FN": "D"}.get(unit, unit)
    if fine not in ("Y", "M", "D"):
        return None
    factor = {"DE": 10, "CE": 100, "ML": 1000, "Q": 3, "HY": 6, "W": 7, "FN": 14}.get(unit, 1)
    if count * factor > 9999:
        return None
    other, here = shifted(at, direction * count * factor, fine), fitted(at, fine)
    if other is None or here is None:
        return None
    return f"{other}/{here}" if direction < 0 else f"{here}/{other}"


def ago(scene: Scene, match: Match) -> Draft | None:
    """Seventy years ago, a month from now, seven years later, a day earlier."""
    found = length(scene, match)
    unit, at = scene.value(match, "u"), match.groups["w"][0]
    if found is None or (not match.has("n") and not scene.tag_at(match.groups["u"][0], "units")):
        return None
    value, count = found
    far = scene.tag_at(at, "ago", "hence")
    back = scene.shaped.value(at) in ("ago", "START", "earlier")
    if not far and not match.has("n"):
        return None
    mod: TimeModifier | None = {"MORE_THAN": "BEFORE", "LESS_THAN": "AFTER"}.get(
        _mod(scene, match) or "", _mod(scene, match)
    )  # type: ignore[assignment]
    if not back and mod in ("BEFORE", "AFTER"):
        mod = "AFTER" if mod == "BEFORE" else "BEFORE"
    if count is None:
        reference = "PAST_REF" if far and back else "FUTURE_REF" if far else value
        return Draft(
            match.first, match.last, "DATE" if far else "DURATION", reference, "how long is left open", fixed=True
        )
    if unit.startswith("T"):
        return Draft(
            match.first,
            match.last,
            "DURATION",
            value,
            "a time of day away from another",
            modifier=_mod(scene, match),
            fixed=True,
        )
    return _counted(scene, match, -count if back else count, unit, far, mod)


def _counted(scene: Scene, match: Match, count: float, unit: str, far: bool, mod: TimeModifier | None) -> Draft:
    """Count units from publication (ago, from now) or from the Time before (later, earlier)."""
    before = scene.previous(match.first, finest="D" if unit in ("D", "W", "FN") else None)
    report = scene.quarter_named(match.first)
    if report and before and unit == "Y" and before[1][4:6] == "-Q" and (named := first_day(report[1])):
        before = (report[0], report[1], named)
    quarterly = before is not None and unit == "Y" and abs(count) == 1 and before[1][4:6] == "-Q"
    use_before = before is not None and (not far or (quarterly and scene.published is not None))
    base = before[2] if use_before and before else scene.published
    fine = "Q" if quarterly and use_before else {"DE": "Y", "CE": "Y", "ML": "Y"}.get(unit, unit)
    factor = 4 if fine == "Q" and unit == "Y" else {"DE": 10, "CE": 100, "ML": 1000}.get(unit, 1)
    if count != int(count):
        fine, factor = ("M", 12 * factor) if fine == "Y" else ("D", 7) if fine == "W" else (fine, factor)
        if count * factor != int(count * factor):
            return Draft(match.first, match.last, "DATE", UNKNOWN[unit], "how long is not a whole number of units")
    steps = int(count * factor)
    value = shifted(base, steps, fine) if base is not None and abs(steps) < 10**6 else None
    if value is None:
        fallback = UNKNOWN.get(fine, "XXXX")
        return Draft(match.first, match.last, "DATE", fallback, NO_ANCHOR, modifier=mod)
    if use_before and before:
        return Draft(match.first, match.last, "DATE", value, FROM_BEFORE, modifier=mod, anchor=before[0])
    return Draft(match.first, match.last, "DATE", value, FROM_PUBLISHED, modifier=mod, anchor="published")


def duration(scene: Scene, match: Match) -> Draft | None:
    """For eight years, more than two and a half years, a five-year plan, half a century."""
    found = length(scene, match)
    if found is None:
        return None
    if scene.value(match, "u") == "Q" and (
        not scene.tag_at(match.groups["u"][0], "units")
        or scene.tag_at(match.groups["u"][0] - 1, "hyphen")
        or scene.tag_at(match.last, "of")
    ):
        return None
    first, last = match.groups["n"]
    only_a = last - first == 1 and scene.tag_at(first, "a")
    unit_at = match.groups["u"][0]
    if only_a and is_rate(scene, match):
        why = "how often it happens or for how long it counts"
        return Draft(first, match.last, "SET", found[0], why, fixed=True)
    begin = match.first
    if scene.tag_at(begin, "the") and begin + 1 == first and only_a:
        return None
    if scene.tag_at(unit_at, "second") and not any(
        scene.tag_at(at, "dd", "int", "ones", "teens", "tens", "dec") for at in range(first, last)
    ):
        return None
    return Draft(
        begin, match.last, "DURATION", found[0], "a number of units of time", modifier=_mod(scene, match), fixed=True
    )


def is_rate(scene: Scene, match: Match) -> bool:
    """Tell whether “a year” says how often or per how long: 3 % a year, twice a week."""
    at = match.first - 1
    if scene.tag_at(match.last, "ago", "hence", "earlier", "of", "long") or scene.tag_at(
        at, "for", "in", "of", "from", "before", "by", "at", "modifier", "on", "each", "to", "and", "or", "half"
    ):
        return False
    counted = scene.tags(
        "dd", "int", "dec", "yyyy", "percent", "scale", "ones", "teens", "tens", "hundred", "dollar", "times"
    )
    for place in range(at, max(-1, at - 5), -1):
        if scene.tag_at(place, "stop", "dot", "gap", "past-verb", "comma"):
            return False
        if scene.shaped.codes[place] in counted:
            return True
    return False


def bare(scene: Scene, match: Match) -> Draft | None:
    """For decades, within weeks: an open number of units."""
    before, unit = match.first - 1, scene.value(match, "u")
    if scene.tag_at(before, "hyphen", "dd", "int", "dec", "nth", "ordinal", "yyyy", "scale"):
        return None
    if unit in ("TS", "WE", "Q") or (unit == "TM" and not scene.tag_at(before, "in", "until", "for", "before")):
        return None
    if not scene.tag_at(
        before,
        "in",
        "until",
        "for",
        "from",
        "before",
        "of",
        "by",
        "to",
        "on",
        "modifier",
        "and",
        "or",
        "these",
        "those",
        "the",
    ) and not scene.tag_at(match.last, "of", "before", "in", "later", "ago"):
        return None
    if scene.tag_at(before, "the", "and", "on") and not scene.tag_at(match.last, "of", "before", "in", "until", "from"):
        return None
    return Draft(match.first, match.last, "DURATION", period(unit, None), "an open number of units of time", fixed=True)


def long(scene: Scene, match: Match) -> Draft | None:
    """A decade-long drought, a day-long meeting."""
    unit = scene.value(match, "u")
    count = None if scene.tag_at(match.first, "units") else 1.0
    return Draft(match.first, match.last, "DURATION", period(unit, count), "a unit of time as a length", fixed=True)


def each(scene: Scene, match: Match) -> Draft | None:
    """Every day, every two weeks, every other Friday, each May."""
    at = match.groups["u"][0]
    value = scene.shaped.value(at)
    if match.has("d"):
        number = scene.ordinal(match, "d")
        if value != "M" or number is None or number > 31:
            return None
        return Draft(match.first, match.last, "SET", f"XXXX-XX-{number:02d}", "it recurs", fixed=True)
    if scene.tag_at(at, "weekday"):
        value = f"XXXX-WXX-{value}"
    elif scene.tag_at(at, "month"):
        value = f"XXXX-{int(value):02d}"
    elif scene.tag_at(at, "season"):
        value = f"XXXX-{value}"
    elif scene.tag_at(at, "daypart"):
        value = f"XXXX-XX-XXT{value}"
    elif value == "WE":
        value = "XXXX-WXX-WE"
    else:
        count: float | None = 1
        if match.has("n"):
            count = 2 if scene.tag_at(match.groups["n"][0], "other-one") else scene.number(match, "n")
            if scene.tag_at(match.groups["n"][0], "ordinal"):
                count = scene.ordinal(match, "n")
        value = period(value, count)
    return Draft(match.first, match.last, "SET", value, "it recurs", fixed=True)


def rate(scene: Scene, match: Match) -> Draft | None:
    """Per year, per second."""
    return Draft(match.first, match.last, "SET", period(scene.value(match, "u"), 1), "a rate", fixed=True)


def adverb(scene: Scene, match: Match) -> Draft | None:
    """Daily, annually; as an adjective (quarterly results) only where it counts days or weeks."""
    if scene.tag_at(match.first, "adjective-set") and scene.tag_at(match.last, "other"):
        return None
    return Draft(match.first, match.last, "SET", scene.value(match, "s"), "it recurs", fixed=True)


def now(scene: Scene, match: Match) -> Draft | None:
    """Now, currently, recently, soon, the future; “as soon as” and “soon after” are none."""
    if scene.tag_at(match.first, "soon") and scene.tag_at(match.last, "before", "as"):
        return None
    value = scene.value(match, "s")
    said = {"PRESENT_REF": "the present", "PAST_REF": "the past", "FUTURE_REF": "the future"}[value]
    return Draft(match.first, match.last, "DATE", value, f"“{scene.words(match)}” stands for {said}", fixed=True)


def past(scene: Scene, match: Match) -> Draft | None:
    """The past."""
    if scene.text(match, "s") != "past":
        return None
    return Draft(match.first, match.last, "DATE", "PAST_REF", "“the past” stands for the past", fixed=True)


def vague_span(scene: Scene, match: Match) -> Draft | None:
    """A while, a long time."""
    return Draft(match.first, match.last, "DURATION", scene.value(match, "s"), "a stretch of open length", fixed=True)
