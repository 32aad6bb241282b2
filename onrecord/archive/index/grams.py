"""How often two or three words stand in a row: exact counts that add up over segments.

The hash of a row of words names a bucket; beside its twelve-bit mark stands the count in four
bits. Counts of 15 and more stand in a short sorted list. The chance that another row of words is
taken for this one is about one in a thousand.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from onrecord.archive.index.compiled import compiled, inlined
from onrecord.archive.index.pairs import bases, bucket, hash_two
from onrecord.archive.index.words import Array

MANY = 15


class Grams(NamedTuple):
    """Counts of rows of words: buckets as of pairs; ``many_key`` and ``many`` for frequent rows."""

    base: Array
    size: Array
    cell: Array
    many_key: Array
    many: Array


@inlined
def hash_three(a: Any, b: Any, c: Any) -> Any:
    """Return a 64-bit hash of three words in order."""
    return hash_two(hash_two(a, b) >> np.uint64(17), c)


@compiled
def _keys(word: Any, first: Any, hashes: Any, shift: Any, out: Any) -> Any:
    n = 0
    for d in range(first.size - 1):
        for i in range(first[d] + 1, first[d + 1]):
            a, b = hashes[word[i - 1]], hashes[word[i]]
            out[n] = np.uint32(hash_two(a, b) >> shift)
            n += 1
            if i > first[d] + 1:
                out[n] = np.uint32(hash_three(hashes[word[i - 2]], a, b) >> shift)
                n += 1
    return n


@compiled
def _emit(keys: Any, size: Any, cell: Any, many_key: Any, many: Any) -> Any:
    n = m = i = 0
    while i < keys.size:
        e = i
        while e < keys.size and keys[e] == keys[i]:
            e += 1
        b = np.int64(keys[i] >> np.uint32(12))
        if size[b] < 255:
            cell[n] = np.uint16(((keys[i] & np.uint32(4095)) << np.uint32(4)) | min(e - i, MANY))
            n += 1
            size[b] += 1
            if e - i >= MANY:
                many_key[m], many[m] = keys[i], e - i
                m += 1
        i = e
    return n, m


def build(word: Array, first: Array, hashes: Array) -> Grams:
    """Return the counts of all rows of two and three words."""
    bits = max(6, min(20, int(word.size // 6).bit_length()))
    keys = np.empty(2 * word.size + 1, np.uint32)
    keys = keys[: int(_keys(word, first, hashes, np.uint64(64 - bits - 12), keys))]
    keys.sort()
    size = np.zeros(1 << bits, np.uint8)
    cell = np.empty(keys.size, np.uint16)
    many_key, many = np.empty(keys.size // MANY + 1, np.uint32), np.empty(keys.size // MANY + 1, np.uint32)
    n, m = _emit(keys, size, cell, many_key, many)
    return Grams(bases(size), size, cell[:n].copy(), many_key[:m].copy(), many[:m].copy())


@inlined
def count(grams: Any, h: Any) -> Any:
    """Return how often the row of words of this hash stands in the segment."""
    bits = np.uint64(0)
    while (1 << bits) < grams.size.size:
        bits += np.uint64(1)
    key = np.uint32(h >> (np.uint64(52) - bits))
    b = np.int64(key >> np.uint32(12))
    begin, end = bucket(grams.base, grams.size, np.int64(grams.cell.size), b)
    mark = np.uint16(key & np.uint32(4095))
    for k in range(begin, end):
        if grams.cell[k] >> np.uint16(4) == mark:
            c = np.int64(grams.cell[k] & np.uint16(15))
            if c < MANY:
                return c
            at = np.searchsorted(grams.many_key, key)
            if at < grams.many.size and grams.many_key[at] == key:
                return np.int64(grams.many[at])
            return c
    return np.int64(0)
