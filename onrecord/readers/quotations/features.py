"""What the labeller sees of a text: hashed features of its tokens, and where they stand.

Words reach the network as hash values only, so that the weights hold no word of any text.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from onrecord.text import Token

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BUCKETS = (20_000, 2_000, 5_000, 500, 5_000)
"""The hash buckets of each feature: the word, its first three letters, its last three, its shape, its last two."""

FLAGS = 8
"""The number of yes-or-no features: paragraph, sentence, marks, glued to the token before, capital."""

_OPENING, _CLOSING = frozenset("“„«"), frozenset("”»")
_STOPS = frozenset(".!?")
_CAPITAL, _SMALL, _DIGIT = re.compile("[A-Z]"), re.compile("[a-z]"), re.compile(r"\d")
_RUN = re.compile(r"(.)\1{2,}")
_OTHER = re.compile(r"[^Xxd]")
_REMEMBERED = 1 << 16
_known: dict[str, tuple[int, ...]] = {}


def encode(text: str, words: Sequence[Token]) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    """Return the hashed features [tokens, 5] and the flags [tokens, 8] of the tokens of a text."""
    import numpy as np

    ids = np.array([_hashed(word.text) for word in words], dtype=np.int32).reshape(-1, len(BUCKETS))
    return ids, np.array(_flags(text, words), dtype=np.float32).reshape(-1, FLAGS)


def _hashed(word: str) -> tuple[int, ...]:
    found = _known.get(word)
    if found is None:
        low = word.lower()
        parts = ("w" + low, "p" + low[:3], "s" + low[-3:], "h" + _shape(word), "t" + low[-2:])
        found = tuple(
            zlib.crc32(part.encode("utf-8", "surrogatepass")) % (size - 1) + 1
            for part, size in zip(parts, BUCKETS, strict=True)
        )
        if len(_known) < _REMEMBERED and len(word) < 40:
            _known[word] = found
    return found


def _shape(word: str) -> str:
    """Return capitals as X, small letters as x, digits as d, each run at most two long."""
    kind = _DIGIT.sub("d", _SMALL.sub("x", _CAPITAL.sub("X", word[:200])))
    kind = _OTHER.sub(lambda m: m.group() if ord(m.group()) < 128 else "u", kind)
    return _RUN.sub(r"\1\1", kind)[:8]


def _flags(text: str, words: Sequence[Token]) -> list[tuple[bool | int, ...]]:
    rows: list[tuple[bool | int, ...]] = []
    inside, sentence, last = False, True, 0
    ends = [*("\n" in text[a.end : b.start] for a, b in pairwise(words)), True]
    for at, (start, end, word) in enumerate(words):
        begins = at == 0 or ends[at - 1]
        if begins:
            inside, sentence = False, True
        opens = word in _OPENING or (word in ('"', "``") and not inside)
        closes = not opens and (word in _CLOSING or (word in ('"', "''") and inside))
        inside = opens or (inside and not closes)
        glued = at > 0 and start == last
        rows.append((begins, sentence, inside, opens, closes, glued, word[0].isupper(), ends[at]))
        sentence = word in _STOPS or (sentence and word in '“"‘')
        last = end
    return rows
