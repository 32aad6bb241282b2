"""What do times and parts of the day stand for?"""

from __future__ import annotations

import re
from datetime import timedelta

from onrecord.readers.times.absolute import modifier
from onrecord.readers.times.calendar import day_of, of_day, shifted
from onrecord.readers.times.grammar import Match
from onrecord.readers.times.pointing import FROM_BEFORE, FROM_PUBLISHED, NO_ANCHOR, step
from onrecord.readers.times.scene import UNKNOWN, Anchor, Draft, Scene

_SAME_DAY = 300
"""A time of day so few characters behind a day is of that day."""
_PAST = {"H": 30, "Q": 15}


def tonight(scene: Scene, match: Match) -> Draft | None:
    """Tonight, overnight."""
    if scene.published is None or scene.published.day is None:
        return Draft(match.first, match.last, "TIME", UNKNOWN["D"] + "TNI", NO_ANCHOR)
    return Draft(match.first, match.last, "TIME", f"{scene.published}TNI", FROM_PUBLISHED, anchor="published")


def daypart(scene: Scene, match: Match) -> Draft | None:
    """Last night, this morning, that evening, the next morning, in the afternoon."""
    sense, part = scene.sense(match, "r"), scene.value(match, "p")
    if not sense and not scene.tag_at(match.first - 1, "in", "until", "on", "by", "at", "before"):
        return None
    if not sense and scene.tag_at(match.last, "of"):
        return None
    shift = -1 if sense == "back" else 0
    if sense not in ("this", "back"):
        found = scene.previous(match.first, finest="D")
        day = day_of(found[2]) if found else None
        if found and day is not None:
            moved = of_day(day + timedelta(days=step(sense)))
            return Draft(match.first, match.last, "TIME", f"{moved}T{part}", FROM_BEFORE, anchor=found[0])
    value = shifted(scene.published, shift, "D") if scene.published else None
    if value is None:
        return Draft(match.first, match.last, "TIME", f"{UNKNOWN['D']}T{part}", NO_ANCHOR)
    return Draft(match.first, match.last, "TIME", f"{value}T{part}", FROM_PUBLISHED, anchor="published")


def part_of_part(scene: Scene, match: Match) -> Draft | None:
    """Mid-afternoon, early evening: of the day of publication, unless a day stands beside it."""
    day = str(scene.published) if scene.published and scene.published.day else UNKNOWN["D"]
    draft = Draft(match.first, match.last, "TIME", f"{day}T{scene.value(match, 'p')}", "a part of the day")
    draft.modifier = modifier(scene.value(match, "e"))
    draft.anchor = "published" if day != UNKNOWN["D"] else None
    return draft


def clock(scene: Scene, match: Match) -> Draft | None:
    """At 14:30, 10 p.m. GMT, nine o’clock, noon: a time of a day that stands beside it or not at all."""
    first = match.groups["hour" if match.has("past") else "c"][0]
    parts = _figures(scene, first, match.groups["c"][1])
    if match.has("past"):
        parts["minute"] = _PAST.get(scene.value(match, "past")) or int(scene.number(match, "past") or 0)
    hour, minute = parts.get("hour", 99), parts.get("minute", 0)
    late = parts.get("late", 12 if match.has("p") and scene.value(match, "p") != "MO" else None)
    if late == 12 and hour < 12:
        hour += 12
    elif late == 0 and hour == 12:
        hour = 0
    if hour > 24 or minute > 59:
        return None
    value = f"T{hour:02d}:{minute:02d}" + (f":{parts['second']:02d}" if "second" in parts else "")
    found = scene.previous(match.first, finest="D")
    if found and scene.shaped.starts[match.first] - found[0].end < _SAME_DAY:
        why = "a time of the day named before it"
        return Draft(match.first, match.last, "TIME", f"{found[2]}{value}", why, anchor=found[0])
    day, anchor = _published_day(scene)
    return Draft(match.first, match.last, "TIME", day + value, "a time of day", anchor=anchor)


def _figures(scene: Scene, first: int, last: int) -> dict[str, int]:
    """Return the hour, minute, second and half of the day (0 or 12) that tokens give."""
    parts: dict[str, int] = {}
    for at in range(first, last):
        word, value = scene.shaped.word(at), scene.shaped.value(at)
        if scene.tag_at(at, "ampm"):
            parts["late"] = int(value)
        elif scene.tag_at(at, "noon"):
            parts["hour"] = int(value[:2])
        elif scene.tag_at(at, "ones", "teens"):
            parts["hour"] = int(value)
        elif word[:1].isdecimal():
            figures = [int(piece) for piece in re.split(r"[:.,]", word)[:3] if piece.isdecimal()]
            parts.update(zip(("hour", "minute", "second"), figures, strict=False))
    return parts


def _published_day(scene: Scene) -> tuple[str, Anchor]:
    if scene.published and scene.published.day:
        return str(scene.published), "published"
    return UNKNOWN["D"], None
