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
    if "hour" not in parts:
        return None
    hour, minute = parts.get("hour", 99), parts.get("minute", 0)
    late = parts.get("late", _late(scene, match, hour))
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


def _late(scene: Scene, match: Match, hour: int) -> int | None:
    """Return 12 where a part of the day beside an hour (tonight around 7) puts it after noon."""
    near = next((at for at in range(match.first - 2, match.first) if scene.tag_at(at, "daypart", "tonight")), None)
    part = scene.value(match, "p") or (scene.shaped.value(near) if near is not None else "")
    if not part or part == "MO" or (part == "NI" and hour < 5):
        return None
    return 12


def _figures(scene: Scene, first: int, last: int) -> dict[str, int]:
    """Return the hour, minute, second and half of the day (0 or 12) that tokens give."""
    parts: dict[str, int] = {}
    for at in range(first, last):
        word, value = scene.shaped.word(at), scene.shaped.value(at)
        if scene.tag_at(at, "ampm"):
            parts["late"] = int(value)
        elif scene.tag_at(at, "noon"):
            parts["hour"] = int(value[:2])
        elif scene.tag_at(at, "ones", "teens", "tens"):
            if "hour" in parts:
                parts["minute"] = parts.get("minute", 0) + int(value)
            else:
                parts["hour"] = int(value)
        elif word[:1].isdecimal():
            if not _clock_like(word):
                return {}
            four = len(word) == 4 and word.isdecimal()
            pieces = [word[:2], word[2:]] if four else re.split(r"[:.,]", word)[:3]
            figures = [int(piece) for piece in pieces if piece.isdecimal()]
            parts.update(zip(("hour", "minute", "second"), figures, strict=False))
    return parts


def _clock_like(word: str) -> bool:
    """Tell whether figures can be a time of day: 9, 17.30, 1140, 10:30:00; not 4.5 and no stock price of 2082.1."""
    return bool(re.fullmatch(r"\d\d?(?:[.:,][0-5]\d){0,2}|(?:[01]\d|2[0-3])[0-5]\d", word))


def _published_day(scene: Scene) -> tuple[str, Anchor]:
    if scene.published and scene.published.day:
        return str(scene.published), "published"
    return UNKNOWN["D"], None
