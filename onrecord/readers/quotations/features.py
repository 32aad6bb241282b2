"""What the labeller sees of a text: hashed features of its tokens, where they stand, what was read before.

Words reach the network as hash values only, so that the weights hold no word of any text.
"""

from __future__ import annotations

import re
import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from onrecord.model import Mention, Span
from onrecord.readers.quotations.draft import WHOLE, Draft
from onrecord.readers.quotations.marks import Marked
from onrecord.text import Token

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BUCKETS = (20_000, 2_000, 5_000, 500, 5_000)
"""The hash buckets of each feature: the word, its first three letters, its last three, its shape, its last two."""

FLAGS = 17
"""The number of yes-or-no features: eight of place and form, nine of what was read before."""

_STOPS = frozenset(".!?")
_OPENING = frozenset('“„«"‘')
_CAPITAL, _SMALL, _DIGIT = re.compile("[A-Z]"), re.compile("[a-z]"), re.compile(r"\d")
_RUN = re.compile(r"(.)\1{2,}")
_OTHER = re.compile(r"[^Xxd]")
_REMEMBERED = 1 << 16
_known: dict[str, tuple[int, ...]] = {}


class Seen(NamedTuple):
    """What was read in a text before: its marks, what the rules drafted, and its names."""

    marks: Sequence[Marked] = ()
    drafts: Sequence[Draft] = ()
    mentions: Sequence[Mention] = ()


def encode(text: str, words: Sequence[Token], seen: Seen) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    """Return the hashed features [tokens, 5] and the flags [tokens, 17] of the tokens of a text."""
    import numpy as np

    ids = np.array([_hashed(word.text) for word in words], dtype=np.int32).reshape(-1, len(BUCKETS))
    flags = np.zeros((len(words), FLAGS), dtype=np.float32)
    if words:
        flags[:, :5] = _forms(text, words)
        _Painter(flags, words).paint(seen)
    return ids, flags


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


def _forms(text: str, words: Sequence[Token]) -> list[tuple[bool | int, ...]]:
    """Return of each token: does it begin or end a line, open a sentence, touch the one before, bear a capital."""
    rows: list[tuple[bool | int, ...]] = []
    sentence, last = True, 0
    ends = [*("\n" in text[a.end : b.start] for a, b in pairwise(words)), True]
    for at, (start, end, word) in enumerate(words):
        begins = at == 0 or ends[at - 1]
        sentence = sentence or begins
        rows.append((begins, ends[at], sentence, start == last, word[0].isupper()))
        sentence = word in _STOPS or (sentence and word in _OPENING)
        last = end
    return rows


class _Painter:
    """Sets the flags that say what was read before: marks 5-7, drafts 8-13, names 14-16."""

    def __init__(self, flags: NDArray[np.float32], words: Sequence[Token]) -> None:
        self._flags, self._starts = flags, [word.start for word in words]

    def paint(self, seen: Seen) -> None:
        for one in seen.marks:
            # Marks around the whole statement say nothing about what is reported inside it.
            if not one.whole:
                for outer, content in zip(one.outer, one.contents, strict=True):
                    self._inside(content, 5)
                    self._at(outer.start, 6)
                    if one.closed:
                        self._at(max(outer.start, outer.end - 1), 7)
        for draft in seen.drafts:
            marked = draft.mode in ("direct", "scare", "name")
            for part in draft.content:
                if part.end - part.start < WHOLE:
                    self._inside(part, 8 if marked else 9)
                    self._at(part.start, 10)
            if draft.speaker:
                self._inside(draft.speaker, 11)
                self._at(draft.speaker.start, 12)
            if draft.cue:
                self._inside(draft.cue, 13)
        for mention in seen.mentions:
            if mention.type in ("person", "office", "organisation", "group", "place"):
                self._inside(mention.span, 14 if mention.type in ("person", "office") else 15)
                self._at(mention.span.start, 16)

    def _inside(self, span: Span, flag: int) -> None:
        first = bisect_right(self._starts, span.start) - 1
        self._flags[max(0, first) : max(first + 1, bisect_left(self._starts, span.end)), flag] = 1

    def _at(self, place: int, flag: int) -> None:
        self._flags[max(0, bisect_right(self._starts, place) - 1), flag] = 1
