"""Where pairs of words of a query stand in a segment."""

from __future__ import annotations

from typing import Any

import numpy as np

from onrecord.archive.index.build import RARE
from onrecord.archive.index.compiled import compiled, inlined
from onrecord.archive.index.pairs import CAP, OVERFULL, REACH, bucket, hash_two
from onrecord.archive.index.words import Array


@inlined
def word_at(columns: Any, j: Any) -> Any:
    """Return the type of a word of a segment."""
    t = np.int64(columns.token[j])
    if t == RARE:
        at = np.searchsorted(columns.rare_at, j)
        if at < columns.rare.size:
            t = np.int64(columns.rare[at])
    return min(t, columns.hash.size - 1)


@compiled
def hashes_of(ends: Any, word: Any, hashes: Any) -> Any:
    """Return the hash of each pair."""
    out = np.empty(ends.shape[0], np.uint64)
    for k in range(out.size):
        out[k] = hash_two(hashes[word[ends[k, 0]]], hashes[word[ends[k, 1]]])
    return out


@compiled
def sizes(pairs: Any, pair: Any) -> Any:
    """Return how many postings the buckets of these pairs hold."""
    bits = np.uint64(0)
    while (1 << bits) < pairs.size.size:
        bits += np.uint64(1)
    total = np.int64(0)
    for k in range(pair.size):
        total += pairs.size[np.int64(pair[k] >> (np.uint64(64) - bits))]
    return total


@compiled
def hits(columns: Any, pairs: Any, ends: Any, pair: Any, local: Any, out: Any) -> Any:
    """Find the places of every pair in a segment.

    ``local``: the segment's type of each of the query's words. ``out``: two columns, place << 32 |
    word of the query, and the pair; and in how many places each pair stands (over CAP: at least).
    """
    key, which, places = out
    bits = np.uint64(0)
    while (1 << bits) < pairs.size.size:
        bits += np.uint64(1)
    n = 0
    words = columns.token.size
    for k in range(pair.size):
        p = np.int64(ends[k, 0])
        a, b = local[p], local[ends[k, 1]]
        if a < 0 or b < 0:
            continue
        h = pair[k] >> (np.uint64(56) - bits)
        mark = np.uint32(h & np.uint64(255))
        begin, end = bucket(pairs.base, pairs.size, np.int64(pairs.posting.size), np.int64(h >> np.uint64(8)))
        for s in range(begin, end):
            if (pairs.posting[s] & np.uint32(255)) != mark:
                continue
            g = np.int64(pairs.posting[s] >> np.uint32(8))
            if g == OVERFULL:
                places[k] += CAP + 1
                continue
            if g >= words or word_at(columns, g) != a:
                continue
            for j in range(g + 1, min(g + 1 + REACH, words)):
                if word_at(columns, j) == b:
                    key[n] = (g << np.int64(32)) | p
                    which[n] = k
                    places[k] += 1
                    n += 1
                    break
    return n


def chosen(places: Array, ends: Array, n: int, most: int) -> tuple[Array, Array]:
    """Return which pairs are used, and which words of the query no used pair stands near.

    A pair that stands in more than ``most`` places is passed over, unless all pairs near it are.
    """
    used = places <= most
    near = np.zeros(n + 2 * REACH + 2, np.int32)
    np.add.at(near, ends[used, 0].astype(np.int64), 1)
    np.add.at(near, ends[used, 0].astype(np.int64) + 2 * REACH + 1, -1)
    bare = (np.cumsum(near)[REACH : REACH + n] == 0) if n else np.zeros(0, bool)
    return used | bare[ends[:, 0].astype(np.int64)], bare
