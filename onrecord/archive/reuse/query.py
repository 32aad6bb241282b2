"""A text as a query: its words, how often the archive has them, and what each proves when it is matched."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np

from onrecord.archive.index import light
from onrecord.archive.index.compiled import compiled, inlined
from onrecord.archive.index.grams import count, hash_three
from onrecord.archive.index.pairs import hash_two
from onrecord.archive.index.segment import Segment
from onrecord.archive.index.words import Array, Texts, split

WORD_BITS_MAX = 13.0
"""An equal word proves at most so much, however rare it is: names come in company."""

BIGRAM_WEIGHT, TRIGRAM_WEIGHT = 20.0, 5.0
"""Strength of the back-off from two words to one, and from three to two."""


class Query(NamedTuple):
    """Words of a text: ``type`` a row a word; ``hash``, ``at``, ``letters``, ``seed`` of its types.

    ``bits[i]``: what word i proves when none, one, or two and more of the words before it matched.
    """

    type: Array
    hash: Array
    at: Array
    letters: Array
    mask: Array
    seed: Array
    bits: Array


class Tally(NamedTuple):
    """Counts of the archive: of each type, and of the rows of two and three words that end at each word."""

    one: Array
    two: Array
    three: Array


@inlined
def type_of(columns: Any, h: Any) -> Any:
    """Return the type of a hash in a segment, or -1."""
    mask = np.uint32(columns.slot.size - 1)
    s = h & mask
    for _ in range(columns.slot.size):
        t = np.int64(columns.slot[s]) - 1
        if t < 0 or t >= columns.hash.size:
            return np.int64(-1)
        if columns.hash[t] == h:
            return t
        s = np.uint32(s + np.uint32(1)) & mask
    return np.int64(-1)


@compiled
def _tally(columns: Any, grams: Any, word: Any, hashes: Any, tally: Any) -> Any:
    """Add the counts of one segment; return its type for each type of the query."""
    local = np.empty(hashes.size, np.int64)
    for t in range(hashes.size):
        local[t] = type_of(columns, hashes[t])
        if local[t] >= 0:
            tally.one[t] += columns.count[local[t]]
    for i in range(1, word.size):
        if local[word[i]] < 0 or local[word[i - 1]] < 0:
            continue
        a, b = hashes[word[i - 1]], hashes[word[i]]
        c = count(grams, hash_two(a, b))
        tally.two[i] += c
        if c > 0 and i > 1 and local[word[i - 2]] >= 0:
            tally.three[i] += count(grams, hash_three(hashes[word[i - 2]], a, b))
    return local


@compiled
def _bits(word: Any, tally: Any, words: Any, own: Any, out: Any) -> None:
    """Fill the table of bits; ``own``: occurrences in the archive that are the matched texts themselves."""
    for i in range(word.size):
        p = (max(0, tally.one[word[i]] - own + 1) + 1) / words
        alone = min(WORD_BITS_MAX, -math.log2(p)) - 0.3
        out[i, 0] = out[i, 1] = out[i, 2] = alone
        if i >= 1:
            c = max(0, tally.two[i] - own)
            p = (c + BIGRAM_WEIGHT * p) / (tally.one[word[i - 1]] + BIGRAM_WEIGHT)
            out[i, 1] = out[i, 2] = min(alone, -math.log2(p))
        if i >= 2:
            c = max(0, tally.three[i] - own)
            p = (c + TRIGRAM_WEIGHT * p) / (tally.two[i - 1] + TRIGRAM_WEIGHT)
            out[i, 2] = min(alone, -math.log2(p))


def read(text: str) -> Texts:
    """Return the words of a text."""
    return split([text])


def letter_masks(at: Array, letters: Array) -> Array:
    """Return for each type the set of its letters, as bits."""
    bits = np.uint32(1) << (letters & 31).astype(np.uint32)
    mask = np.zeros(at.size - 1, np.uint32)
    np.bitwise_or.at(mask, np.repeat(np.arange(at.size - 1), np.diff(at)), bits)
    return mask


def prepare(words: Texts, held: list[Segment], own: int) -> tuple[Query, list[Array]]:
    """Return the query, and for each segment the types there of the query's types."""
    types, n = words.types, words.word.size
    tally = Tally(np.zeros(types.hash.size, np.int64), np.zeros(n, np.int64), np.zeros(n, np.int64))
    local = [_tally(s.columns, s.grams, words.word, types.hash, tally) for s in held]
    bits = np.zeros((n, 3), np.float32)
    _bits(words.word, tally, float(sum(s.words for s in held)), own, bits)
    seed = np.where(light.light(types) == 1, 0, types.unspaced + 1).astype(np.uint8)
    mask = letter_masks(types.at, types.letters)
    return Query(words.word, types.hash, types.at, types.letters, mask, seed, bits), local
