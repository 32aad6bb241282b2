"""Which words are too common in their language to be a seed."""

from __future__ import annotations

from functools import cache

import numpy as np

from onrecord import lexicons
from onrecord.archive.index.words import Array, Types, split

VERSION = "light 1"

_SHORT = 2
"""A word of so few letters is light in any language."""


class FunctionWords(lexicons.Row, frozen=True, kw_only=True):
    """The commonest function words of one language."""

    language: str
    words: tuple[str, ...]


@cache
def hashes() -> Array:
    """Return the hashes of the function words of every language in the table, in order."""
    words = sorted({word for row in lexicons.rows("function_words", FunctionWords, "any") for word in row.words})
    return np.sort(split([" ".join(words)]).types.hash)


def light(types: Types) -> Array:
    """Return 1 for each type that is no seed: function words, and words of one or two letters."""
    known = hashes()
    at = np.minimum(np.searchsorted(known, types.hash), known.size - 1)
    short = (np.diff(types.at[: types.hash.size + 1]) <= _SHORT) & (types.unspaced == 0)
    return ((known[at] == types.hash) | short).astype(np.uint8)  # type: ignore[no-any-return]
