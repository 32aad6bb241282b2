"""Which letter a code point is: the fold under which two texts are compared.

A letter is its base letter in lower case; marks and format characters are dropped, so that a
composed and a decomposed letter, a soft hyphen inside a word, Hebrew points and Arabic vowels make
no difference; ligatures count as their letters; everything else separates words. Scripts written
without spaces are compared by pairs of characters.
"""

from __future__ import annotations

import unicodedata
from functools import cache

import numpy as np
import numpy.typing as npt

UNKNOWN, SEPARATES, DROPPED = 0, 1, 2
UNSPACED = 1 << 30
"""Flag of a letter of a script without spaces between words."""
SPELLED = 1 << 29
"""Flag of a sign that counts as two or three ASCII letters, seven bits each, the first lowest."""

VERSION = "fold 1"

_POINTS = 0x110000
_UNSPACED = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Myanmar
    (0x1780, 0x17FF),  # Khmer
    (0x3005, 0x3007),
    (0x3040, 0x30FF),  # Hiragana, Katakana
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),  # Han
)
_TATWEEL = 0x0640

Letters = npt.NDArray[np.uint32]


@cache
def _table() -> Letters:
    return np.zeros(_POINTS, np.uint32)


def points(text: str) -> Letters:
    """Return the code points of a text; lone surrogates stand for themselves."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def table(wanted: Letters) -> Letters:
    """Return the table code point -> letter; it knows at least the code points given."""
    known = _table()
    seen = known[wanted]
    if not seen.all():
        for point in np.unique(wanted[seen == UNKNOWN]).tolist():
            known[point] = letter(point)
    return known


def letter(point: int) -> int:
    """Return the letter of one code point: a number, or SEPARATES or DROPPED."""
    character = chr(point)
    category = unicodedata.category(character)
    if category[0] == "M" or category == "Cf" or point == _TATWEEL:
        return DROPPED
    if category[0] not in "LN":
        return SEPARATES
    if category == "Nd":
        return ord("0") + unicodedata.digit(character)
    plain = unicodedata.normalize("NFKD", character).casefold()
    base = [c for c in unicodedata.normalize("NFKD", plain) if unicodedata.category(c)[0] in "LN"]
    if 2 <= len(base) <= 3 and all(c.isascii() for c in base):
        return SPELLED | sum(ord(c) << (7 * k) for k, c in enumerate(base))
    single = ord(base[0]) if len(base) == 1 else point
    if any(low <= single <= high for low, high in _UNSPACED):
        return UNSPACED | single
    return max(single, 3)
