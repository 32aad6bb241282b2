"""What each step of an alignment adds, and where its edges are."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from onrecord.archive.index.compiled import compiled
from onrecord.archive.reuse.align import GAP_EXTEND, GAP_OPEN, LIKE_COST, LIKE_SHARE, SUBSTITUTION, TRIM, alike
from onrecord.archive.reuse.query import WORD_BITS_MAX


@compiled
def steps(query: Any, columns: Any, local: Any, path: Any, out: Any) -> None:
    """Fill ``out`` with bits and kind (2 equal, 1 like, 0 other) of each step of a path, first to last."""
    run = 0
    for s in range(path.shape[0]):
        i, j = path[s, 0], path[s, 1]
        bits = np.float32(0)
        if s > 0:
            for gap in (i - path[s - 1, 0] - 1, j - path[s - 1, 1] - 1):
                if gap > 0:
                    bits -= np.float32(GAP_OPEN + GAP_EXTEND * (gap - 1))
                    run = 0
        u = path[s, 2]
        if local[i] == u:
            bits += query.bits[i, run]
            run, kind = min(2, run + 1), 2
        elif alike(query, columns, query.type[i], u):
            c = min(WORD_BITS_MAX, -math.log2((columns.count[u] + 1) / columns.token.size))
            bits += np.float32(c * LIKE_SHARE - LIKE_COST)
            run, kind = 0, 1
        else:
            bits -= np.float32(SUBSTITUTION)
            run, kind = 0, 0
        out[s, 0], out[s, 1] = bits, kind


@compiled
def trimmed(steps: Any) -> Any:
    """Return the first and the last step (excluded) once weak ends are off, and the bits between."""
    begin, end = 0, steps.shape[0]
    while True:
        added = np.float32(0)
        s = end - 1
        while s > begin and steps[s, 1] > 0 and steps[s, 0] > -SUBSTITUTION:
            added += steps[s, 0]
            s -= 1
        while s > begin and (steps[s, 1] == 0 or steps[s, 0] < 0):
            added += steps[s, 0]
            s -= 1
        if s <= begin or added >= TRIM:
            break
        end = s + 1
    while True:
        added = np.float32(0)
        s = begin
        while s < end and steps[s, 1] > 0 and (s == begin or steps[s, 0] > -SUBSTITUTION):
            added += steps[s, 0]
            s += 1
        while s < end and (steps[s, 1] == 0 or steps[s, 0] < 0):
            added += steps[s, 0]
            s += 1
        if s >= end or added >= TRIM:
            break
        begin = s
    total = np.float32(0)
    for s in range(begin, end):
        if s > begin or steps[s, 1] > 0:
            total += steps[s, 0]
    return begin, end, total
