"""How long is a number of units of time, and within which bounds?"""

from __future__ import annotations

from onrecord.model import TimeModifier
from onrecord.readers import numerals
from onrecord.readers.times.grammar import Match
from onrecord.readers.times.scene import Scene

_BOUNDS: dict[str, TimeModifier] = {
    "more than": "MORE_THAN",
    "at least": "EQUAL_OR_MORE",
    "up to": "EQUAL_OR_LESS",
    "fewer than": "LESS_THAN",
    "about": "APPROX",
}


_PARTS = {"half": 0.5, "quarter": 0.25}


def length(scene: Scene, match: Match) -> tuple[str, float | None] | None:
    """Return the TIMEX3 value of a duration and how many units it has (None when that is vague)."""
    unit = scene.value(match, "u")
    if unit == "WE":
        return None
    count = _count(scene, match)
    if count == -1:
        return None
    return period(unit, count), count


def period(unit: str, count: float | None) -> str:
    """Write a number of units as a TIMEX3 period: P8Y, PT2H, P2.5Y, PXM."""
    if unit == "FN":
        unit, count = "W", count * 2 if count is not None else None
    elif unit == "HY":
        unit, count = "M", count * 6 if count is not None else None
    elif unit == "ML":
        unit, count = "Y", count * 1000 if count is not None else None
    elif unit == "DE" and count is not None:
        unit, count = "Y", count * 10
    elif unit == "CE" and count is not None:
        unit, count = "Y", count * 100
    elif unit == "Q" and count is not None:
        unit, count = "M", count * 3
    written = "X" if count is None else f"{count:.10g}" if count < 1e12 else "X"
    return f"PT{written}{unit[1:]}" if unit.startswith("T") else f"P{written}{unit}"


def _count(scene: Scene, match: Match) -> float | None:
    """Return how many units a duration has: None when vague, -1 when the words spell no number."""
    if not match.has("n"):
        return None
    first, last = match.groups["n"]
    extra = _part(scene, range(last, match.last))
    if any(scene.tag_at(at, "few", "several", "some", "tens-of") for at in range(first, last)):
        return None
    if any(scene.tag_at(at, "couple", "dozen") for at in range(first, last)):
        return next(float(scene.shaped.value(at)) for at in range(first, last) if scene.tag_at(at, "couple", "dozen"))
    words = list(range(first, last))
    for name, part in _PARTS.items():
        if any(scene.tag_at(at, name) for at in words):
            joint = next((i for i, at in enumerate(words) if scene.tag_at(at, "and")), None)
            if joint is None:
                return part
            extra, words = part, words[:joint]
    if any(scene.tag_at(at, "or", "to", "dash") for at in words) or _hyphen_range(scene, words):
        return None
    for at in words:
        if scene.tag_at(at, "fraction"):
            above, below = (int(piece) for piece in scene.shaped.word(at).split("/"))
            extra += above / below if below else 0.0
    words = [at for at in words if not scene.tag_at(at, "fraction")]
    if not words:
        return extra or -1
    if len(words) == 1 and scene.tag_at(words[0], "a", "all"):
        return 1 + extra if scene.tag_at(words[0], "a") or not scene.tag_at(last, "units") else -1
    found = numerals.number(scene.shaped, scene.lexer, words[0], words[-1] + 1)
    return -1 if found is None else found + extra


def _part(scene: Scene, tokens: range) -> float:
    """Return the part of a unit that stands behind it: an hour and a half, a year and a quarter."""
    behind = [at for at in tokens if scene.tag_at(at - 1, "and", "a")]
    return next((part for name, part in _PARTS.items() if any(scene.tag_at(at, name) for at in behind)), 0.0)


def _hyphen_range(scene: Scene, words: list[int]) -> bool:
    """Tell 5-10 (a range) from twenty-five (a number)."""
    return any(
        scene.tag_at(at, "hyphen")
        and scene.tag_at(at - 1, "dd", "int", "yyyy")
        and scene.tag_at(at + 1, "dd", "int", "yyyy")
        for at in words[1:-1]
    )


def bound(name: str) -> TimeModifier | None:
    """Return the TIMEX3 modifier of a bound on a duration ("more than" and the like)."""
    return _BOUNDS.get(name)
