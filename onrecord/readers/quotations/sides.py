"""What does a mark do? Whether it opens, closes or does neither, from its shape and its sides.

The conventions are rows of ``lexicons/any/marks.toml``.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple

from onrecord.lexicons import Row, rows
from onrecord.model import Span

_INCHES = re.compile(r"\d\s?['’′]\s?\d{1,2}(?:[.½¼¾]\d?)?\Z")
_NUMBER = re.compile(r"(?:^|[\s(x×])\d+(?:[.,/]\d+)?[½¼¾]?\Z")
_BEFORE_OPENING = frozenset("([{<-–—/…=:;,.¿¡«“„‘‚\"'›‹»")
_AFTER_CLOSING = frozenset(")]}>.,;:!?…-–—/’”'\"»“*†")


class Pair(Row, frozen=True, kw_only=True):
    """Two marks that belong together. ``straight`` pairs look alike, ``reversed`` ones point inwards."""

    open: str
    close: str
    behaviour: Literal["directed", "reversed", "straight", "single"]
    languages: tuple[str, ...]


class Conventions(NamedTuple):
    """The marks of the table, by what they do."""

    finder: re.Pattern[str]
    openers: dict[str, frozenset[str]]
    closers: dict[str, frozenset[str]]
    singles: frozenset[str]
    straight: frozenset[str]
    reversed_openers: frozenset[str]


class Open(NamedTuple):
    """A mark that has opened, and its place."""

    mark: str
    start: int
    end: int


@cache
def conventions() -> Conventions:
    """Return the marks of the table, loaded once."""
    pairs = rows("marks", Pair, "any")
    openers: dict[str, set[str]] = {}
    closers: dict[str, set[str]] = {}
    for pair in pairs:
        openers.setdefault(pair.open, set()).add(pair.close)
        closers.setdefault(pair.close, set()).add(pair.open)
    forms = sorted({*openers, *closers}, key=lambda form: (-len(form), form))
    of = {kind: frozenset(p.open for p in pairs if p.behaviour == kind) for kind in ("single", "straight", "reversed")}
    singles = of["single"] | frozenset(p.close for p in pairs if p.behaviour == "single")
    return Conventions(
        re.compile("|".join(map(re.escape, forms))),
        {form: frozenset(ends) for form, ends in openers.items()},
        {form: frozenset(starts) for form, starts in closers.items()},
        singles,
        of["straight"],
        of["reversed"],
    )


def partner_of(mark: str, stack: list[Open]) -> int | None:
    """Return where on the stack the mark is that this one closes; a mark of the wrong direction will do."""
    known = conventions()
    single = mark in known.singles
    wanted = known.closers.get(mark, frozenset()) | {mark}
    for at in range(len(stack) - 1, -1, -1):
        if stack[at].mark in wanted:
            return at
    for at in range(len(stack) - 1, -1, -1):
        if (stack[at].mark in known.singles) == single:
            return at
    return None


def role_of(text: str, paragraph: Span, match: re.Match[str], stack: list[Open]) -> Literal["open", "close", "none"]:
    """Decide what a double mark does from its shape, its sides and what stands open."""
    known = conventions()
    mark, start, end = match.group(), match.start(), match.end()
    before = text[start - 1] if start > paragraph.start else " "
    after = text[end] if end < paragraph.end else " "
    left_free = before.isspace() or before in _BEFORE_OPENING
    right_free = after.isspace() or after in _AFTER_CLOSING
    partner = partner_of(mark, stack)
    if mark in known.straight:
        if after == " " and _is_bullet(text, paragraph, start, mark):
            return "none"
        near = text[max(paragraph.start, start - 12) : start]
        if before.isdigit() and (_INCHES.search(near) or (partner is None and _NUMBER.search(near))):
            return "none"
        if left_free and not before.isspace() and right_free and (partner is not None or _ends_words(before, after)):
            return "close"
        if before.isspace() and not after.isspace():
            return "close" if right_free and partner is not None else "open"
        if right_free and not before.isspace():
            return "close" if partner is not None or not left_free else "open"
        return "close" if partner is not None else "open"
    if _is_opener(mark, stack, partner, _opening_sides(before, after), right_free):
        return "open"
    return "close"


def _ends_words(before: str, after: str) -> bool:
    """Tell whether a straight mark between a stop and a space ends words, wherever they began."""
    return before in ".,!?…" and after.isspace()


def _is_bullet(text: str, paragraph: Span, start: int, mark: str) -> bool:
    """Tell whether a mark opens a line of a list: the line before or after it begins with the same mark and a space."""
    begins = start == paragraph.start or text[start - 1] == "\n"
    if not begins:
        return False
    item = mark + " "
    after = text.find("\n", start)
    before = text.rfind("\n", 0, max(0, start - 1)) + 1
    return (after >= 0 and text.startswith(item, after + 1)) or (start > 0 and text.startswith(item, before))


def _is_opener(mark: str, stack: list[Open], partner: int | None, opening: bool, right_free: bool) -> bool:
    """Tell whether a mark with a direction opens, against its direction if its sides say so."""
    known = conventions()
    opened = stack[partner].mark if partner is not None else ""
    if mark in known.reversed_openers:  # » opens in German and closes in French
        return opening and not opened
    if opened in known.reversed_openers and mark in known.openers.get(opened, ()):
        return False
    if mark in known.openers:
        if known.closers.get(mark, frozenset()) <= known.reversed_openers:
            return True
        return opening or not opened or not right_free
    return opening and not opened


def _opening_sides(before: str, after: str) -> bool:
    return (before.isspace() or before in "([{-–—/") and not after.isspace() and after not in ".,;:!?)]}"
