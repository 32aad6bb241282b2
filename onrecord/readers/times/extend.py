"""What stands before or beside a time expression and belongs to it?"""

from __future__ import annotations

import re
from datetime import date

from onrecord.model import TimeModifier
from onrecord.readers.times import calendar
from onrecord.readers.times.absolute import modifier
from onrecord.readers.times.calendar import SEASONS, first_day
from onrecord.readers.times.grammar import Match, grammar
from onrecord.readers.times.lengths import bound
from onrecord.readers.times.scene import Draft, Scene

_WINDOW = 6


def extended(scene: Scene, draft: Draft) -> Draft:
    """Draw in what stands before a date: the end of, the first half of, early, the summer of, about."""
    for _ in range(2):
        if draft.type not in ("DATE", "TIME") or draft.value is None or draft.value.endswith("_REF"):
            return draft
        low = max(0, draft.first - _WINDOW)
        before = scene.shaped.codes[low : draft.first]
        for name, pattern in grammar().extensions:
            found = pattern.search(before)
            if found is None:
                continue
            groups = {
                key: (low + found.start(key), low + found.end(key)) for key, text in found.groupdict().items() if text
            }
            match = Match(name, low + found.start(), draft.first, groups)
            if _HANDLERS[name](scene, draft, match):
                draft.first = match.first
                break
        else:
            return draft
    return draft


def _half(scene: Scene, draft: Draft, match: Match) -> bool:
    edge = scene.value(match, "n")
    number = {"END": 2, "back": 2, "START": 1}.get(edge) or scene.ordinal(match, "n")
    if number not in (1, 2) or draft.value is None:
        return False
    interval = calendar.half(draft.value, number == 2)
    if interval is None:
        return False
    draft.why = f"the {'second' if number == 2 else 'first'} half of it: {interval}"
    if calendar.unit_of(draft.value) == "Y":
        draft.value = f"{draft.value}-H{number}"
        return True
    draft.interval, draft.fixed = interval, True
    draft.modifier = "END" if number == 2 else "START"
    return True


def _nth_of(scene: Scene, draft: Draft, match: Match) -> bool:
    """The 15th day of May, the second week of 2021, the third month of last year."""
    unit, outer = scene.value(match, "u"), calendar.unit_of(draft.value or "")
    number = scene.ordinal(match, "n")
    at = first_day(draft.value or "")
    if at is None or draft.value is None:
        return False
    day = unit == "D" and outer == "M" and number and calendar.exists(at.year, at.month or 1, number)
    if day or (unit == "M" and outer == "Y" and number and number <= 12):
        draft.value = f"{draft.value}-{number:02d}"
    elif unit == "W" and outer == "Y" and (number or scene.sense(match, "n") == "back") and (number or 52) <= 53:
        draft.value = f"{draft.value}-W{number or 52:02d}"
    else:
        return False
    draft.why = "counted within the year or month that follows"
    return True


def _edge(scene: Scene, draft: Draft, match: Match) -> bool:
    draft.modifier = modifier(scene.value(match, "e"))
    draft.why = f"{draft.why}; “{scene.text(match, 'e')}” says which part of it"
    return True


def _early(scene: Scene, draft: Draft, match: Match) -> bool:
    if draft.modifier is not None:
        return False
    return _edge(scene, draft, match)


def _earlier(scene: Scene, draft: Draft, match: Match) -> bool:
    if draft.modifier is not None or not draft.anchor:
        return False
    if calendar.unit_of(draft.value or "") != "D":
        draft.modifier = modifier(scene.value(match, "e"))
    return True


def _season_of(scene: Scene, draft: Draft, match: Match) -> bool:
    at = first_day(draft.value or "")
    if at is None or calendar.unit_of(draft.value or "") != "Y":
        return False
    name = scene.value(match, "s")
    draft.value, draft.modifier = f"{at.year:04d}-{name}", modifier(scene.value(match, "e"))
    draft.why = f"a season of a year; EDTF counts seasons from {min(SEASONS.values())}"
    return True


def _daypart_of(scene: Scene, draft: Draft, match: Match) -> bool:
    if calendar.unit_of(draft.value or "") != "D" or draft.type != "DATE":
        return False
    draft.type, draft.value = "TIME", f"{draft.value}T{scene.value(match, 'p')}"
    return True


def _week_of(scene: Scene, draft: Draft, match: Match) -> bool:
    at = first_day(draft.value or "")
    unit = scene.value(match, "u") or scene.value(match, "u2") or scene.value(match, "b2")
    if match.has("b") and scene.value(match, "b") != "START":
        return False
    if at is None or unit not in ("W", "M") or calendar.unit_of(draft.value or "") != "D":
        return False
    draft.value = calendar.fitted(at, unit)
    return True


def _about(scene: Scene, draft: Draft, match: Match) -> bool:
    name = scene.value(match, "mod")
    mod: TimeModifier | None = bound(name)
    if name != "about" or draft.modifier is not None:
        return False
    draft.modifier = mod
    return True


_HANDLERS = {
    "half": _half,
    "nth-of": _nth_of,
    "edge": _edge,
    "early": _early,
    "earlier": _earlier,
    "season-of": _season_of,
    "daypart-of": _daypart_of,
    "week-of": _week_of,
    "about": _about,
}


def joined(scene: Scene, left: Draft, right: Draft) -> Draft | None:
    """Make one Time of a day and a time of day that stand side by side; None when they do not.

    “10 p.m. Wednesday”, “noon on Thursday”, “yesterday at 14:30”, “Friday, 12 May”, “last night at 8”.
    """
    gap = scene.shaped.codes[left.last : right.first]
    light = scene.tags("comma", "on", "at", "of", "modifier", "and")
    if len(gap) > 2 or any(code not in light for code in gap) or left.value is None or right.value is None:
        return None
    if left.whole or "\n" in scene.shaped.text[scene.shaped.ends[left.last - 1] : scene.shaped.starts[right.first]]:
        return None
    if left.type == right.type == "DURATION":
        return _both_lengths(left, right) if gap and not gap.strip(scene.tags("and")) else None
    if scene.tags("and") in gap:
        return None
    week = _in_week(left, right)
    if week is not None:
        return week
    hour, day = (left, right) if _of_clock(left) or (left.type == "TIME" and right.type == "DATE") else (right, left)
    comma = bool(gap) and gap[-1] in scene.tags("comma")
    if hour.type != "TIME" or "T" not in (hour.value or "") or not _dayed(day) or (comma and hour is right):
        return None
    if not _of_clock(hour) and hour is right and (gap or day.type == "TIME" or hour.modifier is None):
        return None
    if day.type == "TIME" and (_of_clock(day) or not _of_clock(hour)):
        return None
    return _day_and_hour(left, right, day, hour)


def _both_lengths(left: Draft, right: Draft) -> Draft | None:
    """Make one duration of two whose units fall: one year and three months."""
    a, b = (re.fullmatch(r"P(T?)(\d+)([YMWDHS])", draft.value or "") for draft in (left, right))
    if a is None or b is None or left.interval or right.interval or right.modifier is not None:
        return None
    ranks = [("YMWD".find(m[3]) if not m[1] else 4 + "HMS".find(m[3])) for m in (a, b)]
    if ranks[0] >= ranks[1] or ranks[0] < 0 or "W" in (a[3], b[3]):
        return None
    value = f"{left.value}T{b[2]}{b[3]}" if b[1] and not a[1] else f"{left.value}{b[2]}{b[3]}"
    draft = Draft(left.first, right.last, "DURATION", value, "a length in two units", modifier=left.modifier)
    draft.fixed = True
    return draft


def _of_clock(draft: Draft) -> bool:
    return draft.type == "TIME" and ":" in (draft.value or "")


def _dayed(draft: Draft) -> bool:
    """Tell whether a Time names a day, or a part of one: Friday, last night, Friday evening."""
    return calendar.unit_of(draft.value or "") == "D" or (draft.value or "").startswith("XXXX-")


def _day_and_hour(left: Draft, right: Draft, day: Draft, hour: Draft) -> Draft:
    at = first_day(day.value or "")
    date_part = str(at) if at is not None and at.day else (day.value or "").split("T", 1)[0]
    time_part = (hour.value or "").split("T", 1)[1]
    part = (day.value or "").partition("T")[2]
    if part in ("AF", "EV", "NI") and time_part[:2] < "12" and not (part == "NI" and time_part[:2] < "05"):
        time_part = f"{int(time_part[:2]) + 12}{time_part[2:]}"
    draft = Draft(left.first, right.last, "TIME", f"{date_part}T{time_part}", "a day and a time of day")
    draft.anchor, draft.modifier, draft.whole = day.anchor, hour.modifier, _of_clock(hour)
    return draft


def _in_week(left: Draft, right: Draft) -> Draft | None:
    """Make one Time of a weekday and the week it lies in: Tuesday next week, next week on Tuesday."""
    for day, week in ((left, right), (right, left)):
        named = re.fullmatch(r"(\d{4})-W(\d\d)", week.value or "")
        held = re.match(r"\d{4}-\d\d-\d\d", day.value or "")
        if named and held and day.anchor == week.anchor == "published" and not day.open_year:
            number = date.fromisoformat(held[0]).isoweekday()
            moved = date.fromisocalendar(int(named[1]), int(named[2]), number).isoformat()
            value = moved + (day.value or "")[10:]
            return Draft(
                left.first, right.last, day.type, value, "a day of the week that stands beside it", anchor="published"
            )
    return None


def share_year(scene: Scene, draft: Draft, match: Match, following: Match | None, last: Draft | None) -> None:
    """Give a date without a year the year of the date it is joined to: from 24 March to 10 June 1999."""
    if not draft.open_year or draft.value is None:
        return
    tail = draft.value[5:]
    links = scene.tags("to", "and", "or", "dash", "hyphen", "in", "comma")
    year = None
    if following is not None and following.rule in ("day", "days", "month") and following.has("y"):
        gap = scene.shaped.codes[draft.last : following.first]
        if gap and len(gap) <= 2 and gap.rstrip(scene.tags("the"))[:1] and gap[0] in links:
            year = scene.year(following, "y")
            month = int(scene.value(following, "m") or 0)
            if year is not None and month < int(tail[:2]) and gap[0] not in scene.tags("comma"):
                year -= 1
    linked = None
    if year is None and last is not None and not last.open_year and last.value:
        gap = scene.shaped.codes[last.last : draft.first]
        at = first_day(last.value)
        if (
            at is not None
            and at.month is not None
            and gap
            and len(gap) <= 2
            and gap[0] in scene.tags("to", "dash", "hyphen")
        ):
            year = at.year + (1 if int(tail[:2]) < at.month else 0)
            linked = scene.shaped.span(last.first, last.last)
    if year is None or not 1 <= year <= 9999:
        return
    draft.value, draft.anchor, draft.open_year = f"{year:04d}-{tail}", linked, False
    draft.why = "the year is that of the date it is joined to"


def narrated(scene: Scene, draft: Draft) -> None:
    """Give a date without a year the year of the Time before it, where publication is unknown."""
    if not draft.open_year or draft.value is None or not draft.value.startswith("XXXX-"):
        return
    found = scene.previous(draft.first)
    if found is None:
        return
    start = scene.shaped.starts[draft.first]
    if "\n\n" in scene.shaped.text[found[0].end : start] or scene.ahead(draft.first):
        return
    draft.value = f"{found[2].year:04d}-{draft.value[5:]}"
    draft.anchor, draft.why = found[0], "the year is that of the Time before it"
