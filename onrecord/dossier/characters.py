"""What a reader of the text would call one character, and how wide it stands in a terminal."""

from __future__ import annotations

import unicodedata

LONGEST = 16
"""How many code points of one cluster are kept together: enough for every emoji in use (a family
of four with skin tones has 11), and a bound for texts made of nothing but combining marks."""

_JOINER = "\u200d"


def goes_on(text: str, at: int) -> bool:
    """Tell whether the code point at an offset belongs to the one before it.

    It follows the main rules of UAX 29 (CR LF, combining marks, joiners, variation selectors, skin
    tones, flags, Hangul syllables, halves of a surrogate pair), not the whole of it.
    """
    if not 0 < at < len(text):
        return False
    here, before = text[at], text[at - 1]
    if here < "\u0300":
        return here == "\n" and before == "\r"
    if unicodedata.category(here) in ("Mn", "Me", "Mc") or here in (_JOINER, "\u200c"):
        return before not in "\r\n"
    if before == _JOINER:
        return unicodedata.category(here) == "So"
    if "\U0001f3fb" <= here <= "\U0001f3ff" or "\U000e0020" <= here <= "\U000e007f":
        return True
    if "\U0001f1e6" <= here <= "\U0001f1ff":
        return _flags_before(text, at) % 2 == 1
    if "\udc00" <= here <= "\udfff":
        return "\ud800" <= before <= "\udbff"
    return _hangul_goes_on(before, here)


def _flags_before(text: str, at: int) -> int:
    """Count the letters of flags right before an offset, as far as it matters."""
    count = 0
    while count < LONGEST and at - count > 0 and "\U0001f1e6" <= text[at - count - 1] <= "\U0001f1ff":
        count += 1
    return count


def _hangul_goes_on(before: str, here: str) -> bool:
    leading = "\u1100" <= before <= "\u115f"
    syllable = "\uac00" <= before <= "\ud7a3" or "\u1160" <= before <= "\u11a7"
    if "\u1160" <= here <= "\u11a7":
        return leading or syllable
    if "\u11a8" <= here <= "\u11ff":
        return syllable or "\u11a8" <= before <= "\u11ff"
    return leading and ("\u1100" <= here <= "\u115f" or "\uac00" <= here <= "\ud7a3")


def widened(text: str, start: int, end: int) -> tuple[int, int]:
    """Move both ends of a stretch outwards until neither cuts a character, or LONGEST is reached."""
    stop = max(0, start - LONGEST)
    while start > stop and goes_on(text, start):
        start -= 1
    stop = min(len(text), end + LONGEST)
    while end < stop and goes_on(text, end):
        end += 1
    return start, end


def clusters(text: str) -> list[str]:
    """Split a text into what a reader would call characters; none is longer than LONGEST."""
    found: list[str] = []
    begin = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or at - begin >= LONGEST or not goes_on(text, at):
            found.append(text[begin:at])
            begin = at
    return found


def width(cluster: str) -> int:
    """Return the columns that one character of ``clusters`` takes in a terminal: 0, 1 or 2."""
    first = cluster[0]
    if first.isascii():
        wide = 1 if first.isprintable() else 0
    elif unicodedata.category(first) in ("Mn", "Me", "Cf", "Cc"):
        wide = 0
    else:
        wide = 2 if unicodedata.east_asian_width(first) in "WF" else 1
    return 2 if wide and "\ufe0f" in cluster else wide


def columns(text: str) -> int:
    """Return the columns that a line of text takes in a terminal."""
    return len(text) if text.isascii() else sum(map(width, clusters(text)))
