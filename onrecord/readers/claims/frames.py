"""Where does the claim itself begin, after linking words and the speaker's own announcement of it?"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from onrecord.lexicons import Row, rows
from onrecord.readers.claims.tags import Words, with_role
from onrecord.readers.claims.verbs import after, opens

_REACH = 20
_FRAME = 6
_OPENERS = "pqd"
_SUBJECTS = tuple("pqdNr,")


class FrameRow(Row, frozen=True, kw_only=True):
    """A linking phrase or a word of a frame ("I must *warn* that"), by its ``role``."""

    form: str
    role: str


class Start(NamedTuple):
    """Where a claim begins, the frame before it in words ("" if none), and whether that is a feeling."""

    low: int
    frame: str = ""
    feeling: bool = False


@cache
def _table() -> dict[str, list[tuple[list[str], str]]]:
    """Return the listed phrases by their first word, the longest first."""
    table: dict[str, list[tuple[list[str], str]]] = {}
    for row in rows("claim_frames", FrameRow):
        form = row.form.split()
        table.setdefault(form[0], []).append((form, row.role))
    for entries in table.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return table


def _phrase(words: Words, place: int, high: int) -> tuple[int, str]:
    """Return the length and role of the longest listed phrase that begins here; 0 and "" if none."""
    for form, role in _table().get(words.forms[place], ()):
        if place + len(form) <= high and words.forms[place : place + len(form)] == form:
            return len(form), role
    return 0, ""


def concession(words: Words, place: int, high: int) -> int:
    """Return the length of a phrase like "despite the fact that" that begins here, or 0."""
    length, role = _phrase(words, place, high)
    return length if role == "concession" else 0


def start(words: Words, low: int, high: int, *, subordinate: bool = False) -> Start:
    """Find where the claim of a stretch begins: after marks, linking words, frames and subordinators.

    With ``subordinate`` it stops before a subordinator.
    """
    low = _linked(words, low, high, subordinate)
    frame, feeling = "", False
    for _ in range(3):
        ahead, emotional = _framed(words, low, high)
        if ahead <= low:
            break
        frame, feeling = " ".join(words.forms[low:ahead]), emotional
        if emotional:
            return Start(ahead, frame, True)
        low = _linked(words, ahead, high, subordinate)
    return Start(low, frame, feeling)


def _linked(words: Words, low: int, high: int, subordinate: bool) -> int:
    """Return the place after leading marks, coordinators, subordinators and linking phrases."""
    stop = min(high, low + _REACH)
    while low < stop:
        tag = words.tags[low]
        length, role = _phrase(words, low, high)
        comma = words.tags[low + length : low + length + 1] == ","
        if subordinate and (tag in "sj" or role == "concession"):
            break
        if role == "concession" or (role == "link" and (comma or words.tags[low] not in "an#dr")):
            low += length + (1 if comma else 0)
        elif role == "link" and low + length < high and opens(words, low + length, high):
            low += length
        elif tag in ',.;:-")c' or (_introduces(words, low) and opens(words, low + 1, high)):
            low += 1
        else:
            break
    return low


def _introduces(words: Words, place: int) -> bool:
    """Tell whether a word only leads into a clause: a subordinator, or *that* before a subject."""
    follows = words.tags[place + 1 : place + 2]
    return words.tags[place] == "s" or (words.forms[place] == "that" and follows in _SUBJECTS)


def _framed(words: Words, low: int, high: int) -> tuple[int, bool]:
    """Return the place after a frame that begins here and whether it tells a feeling; ``low`` if none."""
    if low >= high or words.tags[low] not in "pqdnN":
        return low, False
    speaker = words.forms[low] in with_role("own")
    own = speaker or words.forms[low] in with_role("announcing")
    listed, emotional, duty = -1, False, False
    for place in range(low, min(high, low + _REACH)):
        tag = words.tags[place]
        duty = duty or words.forms[place] in with_role("duty")
        if words.forms[place] == "that" and listed >= 0 and place > low:
            return (place + 1, emotional) if (own or duty) and opens(words, place + 1, high) else (low, False)
        if tag in ";:-Q":
            break
        length, role = _phrase(words, place, high)
        if role.startswith("frame") or role == "feeling":
            listed, emotional = place + length, role == "feeling"
            if speaker and _plain(words, low, listed, high):
                return listed, emotional
    return low, False


def _plain(words: Words, low: int, listed: int, high: int) -> bool:
    """Tell whether a clause without *that* follows the frame word directly ("I believe it works")."""
    follows = after(words, listed, high)
    if listed - low > _FRAME or follows >= high or words.forms[follows] == "that":
        return False
    return words.tags[follows] in _OPENERS and opens(words, follows, high)
