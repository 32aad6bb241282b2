"""From the places of pairs to passages: chains, alignment, further parts nearby, acceptance."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np

from onrecord.archive.index.compiled import compiled, inlined
from onrecord.archive.index.words import Array
from onrecord.archive.reuse.align import Frame, Memo, Room, align, walk
from onrecord.archive.reuse.seeds import word_at
from onrecord.archive.reuse.trim import steps, trimmed

CHAIN_MIN = 30.0
"""Bits of seeds with which a chain is aligned at once; a weaker one is looked at first."""
CHAIN_REACH, CHAIN_DRIFT, CHAIN_BACK = 40, 16, 64
DRIFT_COST = 0.4
PROBE_REACH, PROBE_MIN = 12, 36.0
"""A weak chain is aligned when equal words so near on about its diagonal prove so much."""
WINDOW, BAND = 40, 14
"""Words added on both sides of a chain before it is aligned; words by which the diagonal may shift there."""
TENTATIVE = 26.0
"""Bits below which a first part is given up at once."""
RESCUE_QUERY, RESCUE_ARCHIVE, RESCUE_MIN = 40, 50, 9.0
"""Words around a part in which another one may stand; bits it must add beyond its search space."""
PARTS = 6
"""A finding has at most so many parts."""
DOCUMENT_PASSAGES = 400
"""Chains that are aligned in one document at most."""

PAIRED, STACKED = 10.0, 3.0


class Found(NamedTuple):
    """Rows of parts: document, passage, q0, q1, g0, g1; and the bits of each; how many; what was capped."""

    row: Array
    bits: Array
    size: Array


@inlined
def document_of(first: Any, g: Any) -> Any:
    """Return the document in which a word stands."""
    return np.searchsorted(first, np.uint32(g), side="right") - 1


@compiled
def chain(key: Any, weight: Any, score: Any, back: Any) -> None:
    """Fill in, for each hit of one document in order, the best chain that ends there and the hit before."""
    for a in range(key.size):
        ga, qa = key[a] >> np.int64(32), key[a] & np.int64(0xFFFFFFFF)
        w = weight[qa]
        score[a], back[a] = w + PAIRED, -1
        for b in range(a - 1, max(-1, a - CHAIN_BACK), -1):
            dg, dq = ga - (key[b] >> np.int64(32)), qa - (key[b] & np.int64(0xFFFFFFFF))
            if dg > CHAIN_REACH:
                break
            if dq == 0 and dg == 0:
                v = score[b] + STACKED
            elif 0 < dq <= CHAIN_REACH and abs(dq - dg) <= CHAIN_DRIFT:
                v = score[b] + w - DRIFT_COST * abs(dq - dg)
            else:
                continue
            if v > score[a]:
                score[a], back[a] = v, b


@compiled
def probe(query: Any, columns: Any, local: Any, q: Any, g: Any) -> Any:
    """Return what equal words near a hit prove, two words to either side of its diagonal counted in."""
    d = document_of(columns.first, g)
    begin, end = np.int64(columns.first[d]), np.int64(columns.first[d + 1])
    low, high = max(begin, g - PROBE_REACH - 2), min(end, g + PROBE_REACH + 15)
    near = np.empty(2 * PROBE_REACH + 17, np.int64)
    for j in range(low, high):
        near[j - low] = word_at(columns, j)
    bits = np.float32(0)
    shift = np.int64(0)
    for i in range(max(0, q - PROBE_REACH), min(local.size, q + PROBE_REACH + 12)):
        if local[i] < 0:
            continue
        for s in range(5):
            at = shift + (s + 1) // 2 * (1 if s % 2 else -1)
            j = g + i - q + at
            if low <= j < high and abs(at) <= 4 and near[j - low] == local[i]:
                bits += min(query.bits[i, 0], query.bits[i, 2] + np.float32(1))
                shift = at
                break
    return bits


@compiled
def _part(query: Any, columns: Any, local: Any, frame: Any, room: Any, memo: Any, out: Any) -> Any:
    """Align in a frame and trim; fill ``out`` with q0, q1, g0, g1; return the bits."""
    window = np.empty(frame.g1 - frame.g0, np.int64)
    for j in range(frame.g0, frame.g1):
        window[j - frame.g0] = word_at(columns, j)
    move = np.empty((frame.q1 - frame.q0, frame.high - frame.low + 1), np.uint8)
    _best, i, j = align(query, columns, local, window, frame, room, memo, move)
    if i < 0:
        return np.float32(0)
    path = np.empty((frame.q1 - frame.q0 + 1, 3), np.int64)
    n = walk(query, local, window, frame, move, (i, j), path)
    path = path[:n][::-1].copy()
    for s in range(n):
        path[s, 2] = window[path[s, 1] - frame.g0]
    each = np.empty((n, 2), np.float32)
    steps(query, columns, local, path, each)
    begin, end, bits = trimmed(each)
    out[0], out[1] = path[begin, 0], path[end - 1, 0] + 1
    out[2], out[3] = path[begin, 1], path[end - 1, 1] + 1
    return bits


@inlined
def _apart(a0: Any, a1: Any, b0: Any, b1: Any) -> Any:
    return max(0, max(a0, b0) - min(a1, b1))


@compiled
def _passage(query: Any, columns: Any, local: Any, room: Any, memo: Any, parts: Any, bits: Any) -> Any:
    """Find further parts around the first one; fill ``parts`` and ``bits``; return how many and all bits."""
    d = document_of(columns.first, parts[0, 2])
    begin, end = np.int64(columns.first[d]), np.int64(columns.first[d + 1])
    n, total = 1, bits[0]
    room.query[parts[0, 0] : parts[0, 1]] = 1
    room.document[parts[0, 2] - begin : parts[0, 3] - begin] = 1
    while n < PARTS:
        q0, q1, g0, g1 = parts[0, 0], parts[0, 1], parts[0, 2], parts[0, 3]
        for k in range(1, n):
            q0, q1, g0, g1 = min(q0, parts[k, 0]), max(q1, parts[k, 1]), min(g0, parts[k, 2]), max(g1, parts[k, 3])
        q0, q1 = max(0, q0 - RESCUE_QUERY), min(local.size, q1 + RESCUE_QUERY)
        g0, g1 = max(begin, g0 - RESCUE_ARCHIVE), min(end, g1 + RESCUE_ARCHIVE)
        if (q1 - q0) * (g1 - g0) > 1_000_000:
            break
        frame = Frame(q0, q1, g0, g1, g0 - q1 + 1, g1 - 1 - q0)
        new = _part(query, columns, local, frame, room, memo, parts[n])
        if new <= 0:
            break
        cost = np.float64(1e9)
        for k in range(n):
            dq = _apart(parts[n, 0], parts[n, 1], parts[k, 0], parts[k, 1])
            dg = _apart(parts[n, 2], parts[n, 3], parts[k, 2], parts[k, 3])
            cost = min(cost, math.log2((1.0 + dq) * (1.0 + dg)) + 2.0)
        if new - cost < RESCUE_MIN:
            break
        bits[n] = new - cost
        total += bits[n]
        room.query[parts[n, 0] : parts[n, 1]] = 1
        room.document[parts[n, 2] - begin : parts[n, 3] - begin] = 1
        n += 1
    return n, total


@compiled
def passages(query: Any, columns: Any, local: Any, key: Any, weight: Any, dead: Any, accept: Any, found: Any) -> None:
    """Find the passages of one segment that reach ``accept`` bits; ``key``: its hits in order."""
    memo = Memo(np.full(4096, -1, np.int64), np.zeros(4096, np.uint8))
    score, back = np.empty(key.size, np.float64), np.empty(key.size, np.int64)
    used = np.zeros(key.size, np.uint8)
    taken = np.zeros(local.size, np.uint8)
    parts, bits = np.empty((PARTS + 1, 4), np.int64), np.empty(PARTS + 1, np.float32)
    a = 0
    while a < key.size:
        d = document_of(columns.first, key[a] >> np.int64(32))
        begin, end = np.int64(columns.first[d]), np.int64(columns.first[d + 1])
        e = a
        while e < key.size and (key[e] >> np.int64(32)) < end:
            e += 1
        if dead[d] == 1:
            a = e
            continue
        chain(key[a:e], weight, score[a:e], back[a:e])
        order = np.argsort(-score[a:e])
        room = Room(taken, np.zeros(0, np.uint8), begin)
        tried = 0
        marked = False
        for o in order:
            top = a + o
            if used[top]:
                continue
            if tried >= DOCUMENT_PASSAGES:
                found.size[2] += 1
                break
            qa, ga = key[top] & np.int64(0xFFFFFFFF), key[top] >> np.int64(32)
            q0, g0, at = qa, ga, top
            low, high = ga - qa, ga - qa
            while at >= 0 and not used[at]:
                used[at] = 1
                q, g = key[at] & np.int64(0xFFFFFFFF), key[at] >> np.int64(32)
                q0, g0, low, high = min(q0, q), min(g0, g), min(low, g - q), max(high, g - q)
                at = back[at] + a if back[at] >= 0 else -1
            if marked and room.query[qa] and room.document[ga - begin]:
                continue
            if score[top] < CHAIN_MIN and probe(query, columns, local, qa, ga) < PROBE_MIN:
                continue
            found.size[3] += 1
            tried += 1
            if not marked:
                room = Room(taken, np.zeros(end - begin, np.uint8), begin)
                marked = True
            frame = Frame(
                max(0, q0 - WINDOW),
                min(local.size, qa + WINDOW + 1),
                max(begin, g0 - WINDOW),
                min(end, ga + WINDOW + 1),
                low - BAND,
                high + BAND,
            )
            bits[0] = _part(query, columns, local, frame, room, memo, parts[0])
            if bits[0] < TENTATIVE:
                continue
            n, total = _passage(query, columns, local, room, memo, parts, bits)
            full = found.size[0] + n > found.row.shape[0]
            if full:
                found.size[1] += 1
            if total < accept or full:
                for k in range(n):
                    room.query[parts[k, 0] : parts[k, 1]] = 0
                    room.document[parts[k, 2] - begin : parts[k, 3] - begin] = 0
                continue
            for k in range(n):
                r = found.size[0]
                found.row[r, 0], found.row[r, 1], found.row[r, 2:6] = d, found.size[4], parts[k]
                found.bits[r] = bits[k]
                found.size[0] += 1
            found.size[4] += 1
        if marked:
            taken[:] = 0
        a = e
