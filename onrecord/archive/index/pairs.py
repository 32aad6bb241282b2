"""Seeds: pairs of content words that stand near one another, in buckets.

Each content word is paired with the next two content words (the second and third in scripts
without spaces), so that a pair survives a changed word between. The hash of a pair names a bucket
and a mark of eight bits; a posting is the place of the pair's first word and the mark.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from onrecord.archive.index.compiled import compiled, inlined
from onrecord.archive.index.words import Array

REACH = 12
"""The two words of a pair stand at most so many words apart."""

CAP = 64
"""Of a pair that stands in more places than this within a segment, only some are kept."""

KEPT = 8
"""How many of them are: the first ones."""

OVERFULL = (1 << 24) - 1
"""The place in a posting that says that its pair stands in more places than CAP."""

BLOCK = 64
"""Buckets that share one 32-bit offset."""


class Pairs(NamedTuple):
    """Postings in buckets: ``base[b // 64]`` plus the sizes before b in its block is where bucket b begins."""

    base: Array
    size: Array
    posting: Array


@inlined
def hash_two(a: Any, b: Any) -> Any:
    """Return a 64-bit hash of two words in order."""
    x = np.uint64(a) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(b) * np.uint64(0xC2B2AE3D27D4EB4F)
    x ^= x >> np.uint64(29)
    x *= np.uint64(0xBF58476D1CE4E5B9)
    return x ^ (x >> np.uint64(32))


@compiled
def pair_ends(seed: Any, first: Any, out: Any) -> Any:
    """Fill ``out`` with the two words of every pair; ``seed``: 0 no seed, 1 a seed, 2 one without spaces."""
    n = 0
    last = np.empty(3, np.int64)
    for d in range(first.size - 1):
        last[:] = -1
        for i in range(first[d], first[d + 1]):
            kind = seed[i]
            if kind == 0:
                continue
            for k in range(kind - 1, kind + 1):
                if last[k] >= 0 and i - last[k] <= REACH:
                    out[n, 0], out[n, 1] = last[k], i
                    n += 1
            last[2], last[1], last[0] = last[1], last[0], i
    return n


@compiled
def _keys(ends: Any, word: Any, hashes: Any, bits: Any, out: Any) -> None:
    shift = np.uint64(64 - bits - 8)
    for k in range(ends.shape[0]):
        key = hash_two(hashes[word[ends[k, 0]]], hashes[word[ends[k, 1]]]) >> shift
        out[k] = (key << np.uint64(24)) | np.uint64(ends[k, 0])


@compiled
def _emit(keys: Any, size: Any, posting: Any) -> Any:
    """Write the postings of sorted keys and the sizes of the buckets; return how many postings."""
    n = i = 0
    while i < keys.size:
        key = keys[i] >> np.uint64(24)
        e = i
        while e < keys.size and (keys[e] >> np.uint64(24)) == key:
            e += 1
        bucket, mark = np.int64(key >> np.uint64(8)), np.uint32(key & np.uint64(255))
        take = e - i
        if take > CAP:
            take = KEPT
            if size[bucket] < 255 - KEPT:
                posting[n] = (np.uint32(OVERFULL) << np.uint32(8)) | mark
                n += 1
                size[bucket] += 1
        for k in range(i, i + take):
            if size[bucket] < 255:
                place = np.uint32(keys[k] & np.uint64(0xFFFFFF))
                posting[n] = (place << np.uint32(8)) | mark
                n += 1
                size[bucket] += 1
        i = e
    return n


def build(word: Array, first: Array, hashes: Array, seed_of_type: Array) -> Pairs:
    """Return the postings of all pairs; deterministic for given words."""
    ends = np.empty((2 * word.size, 2), np.uint32)
    ends = ends[: int(pair_ends(seed_of_type[word], first, ends))]
    bits = max(6, min(24, int(ends.shape[0] // 2).bit_length()))
    keys = np.empty(ends.shape[0], np.uint64)
    _keys(ends, word, hashes, bits, keys)
    del ends
    keys.sort()
    size = np.zeros(1 << bits, np.uint8)
    posting = np.empty(keys.size, np.uint32)
    n = int(_emit(keys, size, posting))
    return Pairs(bases(size), size, posting[:n].copy())


def bases(size: Array) -> Array:
    """Return where each block of buckets begins."""
    sums = size.reshape(-1, BLOCK).sum(axis=1, dtype=np.uint64)
    return np.concatenate([np.zeros(1, np.uint64), np.cumsum(sums)]).astype(np.uint32)


@inlined
def bucket(base: Any, size: Any, most: Any, b: Any) -> Any:
    """Return where a bucket begins and ends, never past ``most``."""
    block = b // BLOCK
    at = np.int64(base[block])
    for k in range(block * BLOCK, b):
        at += size[k]
    return min(at, most), min(at + size[b], most)
