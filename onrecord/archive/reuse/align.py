"""Local alignment of two runs of words in bits: how improbable it is that two texts share them."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np

from onrecord.archive.index.compiled import compiled, inlined
from onrecord.archive.index.words import Array
from onrecord.archive.reuse.query import WORD_BITS_MAX

GAP_OPEN, GAP_EXTEND, SUBSTITUTION = 3.5, 0.6, 2.6
LIKE_SHARE, LIKE_COST = 0.7, 2.5
"""A like word proves this share of what an equal one does, less this."""

TRIM = 4.0
"""A last run of words that adds less than this is left off."""

LIKE_LETTERS = 4
"""Shorter words are equal or not."""

_NEVER = np.float32(-1e9)


class Frame(NamedTuple):
    """Where to align: query words q0 to q1 with segment words g0 to g1, diagonals g - q from low to high."""

    q0: int
    q1: int
    g0: int
    g1: int
    low: int
    high: int


class Memo(NamedTuple):
    """Answers already found to whether a word of the query is like a word of the segment."""

    key: Array
    like: Array


class Room(NamedTuple):
    """Which words of the query and of the document are already part of a finding (1), and where it begins."""

    query: Array
    document: Array
    begin: int


@inlined
def _within(a: Any, n: Any, b: Any, m: Any, most: Any) -> Any:
    """Return whether at most so many edits turn letters a into b: a band of the table, row by row."""
    row = np.empty(66, np.int32)
    for j in range(m + 1):
        row[j] = j
    for i in range(1, n + 1):
        low, high = max(1, i - most), min(m, i + most)
        diagonal = row[low - 1]
        row[low - 1] = i if low == 1 else 99
        best = 99
        for j in range(low, high + 1):
            above = row[j] if j < i + most else 99
            v = diagonal if a[i - 1] == b[j - 1] else diagonal + 1
            v = min(v, above + 1, row[j - 1] + 1)
            diagonal = row[j]
            row[j] = v
            best = min(best, v)
        if best > most:
            return False
    return row[m] <= most


@compiled
def alike(query: Any, columns: Any, t: Any, u: Any) -> Any:
    """Return whether two words differ in 1, 2 or 3 letters at most (under 8, under 12, more letters)."""
    s1, s2 = np.int64(query.at[t]), np.int64(columns.at[u])
    n1, n2 = np.int64(query.at[t + 1]) - s1, np.int64(columns.at[u + 1]) - s2
    longest = max(n1, n2)
    most = 1 if longest < 8 else 2 if longest < 12 else 3
    if n1 < LIKE_LETTERS or n2 < LIKE_LETTERS or abs(n1 - n2) > most or longest > 64:
        return False
    x, y = query.mask[t] & ~columns.mask[u], columns.mask[u] & ~query.mask[t]
    for _ in range(most):
        x &= x - np.uint32(1) if x else x
        y &= y - np.uint32(1) if y else y
    if x or y:
        return False
    a, b = query.letters[s1 : s1 + n1], columns.letters[s2 : s2 + n2]
    if a[0] != b[0] and a[n1 - 1] != b[n2 - 1]:
        return False
    return _within(a, n1, b, n2, most)


@inlined
def _like(query: Any, columns: Any, memo: Any, t: Any, u: Any) -> Any:
    key = (np.int64(t) << 32) | np.int64(u)
    slot = ((key * np.int64(0x2545F491)) >> np.int64(11)) & np.int64(memo.key.size - 1)
    if memo.key[slot] != key:
        memo.key[slot] = key
        memo.like[slot] = 1 if alike(query, columns, t, u) else 0
    return memo.like[slot] == 1


@compiled
def align(query: Any, columns: Any, local: Any, window: Any, frame: Any, room: Any, memo: Any, move: Any) -> Any:
    """Find the best local alignment in a frame; fill ``move``; return its bits and its end (word of both)."""
    width = frame.high - frame.low + 1
    H, E = np.zeros(width + 2, np.float32), np.full(width + 2, _NEVER, np.float32)
    run = np.zeros(width + 2, np.uint8)
    best, best_i, best_j = np.float32(0), np.int64(-1), np.int64(-1)
    total = np.float64(columns.token.size)
    for i in range(frame.q0, frame.q1):
        F = _NEVER
        t = query.type[i]
        mine = local[i]
        closed = room.query[i] == 1
        row = i - frame.q0
        for k in range(width):
            j = i + frame.low + k
            if closed or j < frame.g0 or j >= frame.g1 or room.document[j - room.begin] == 1:
                H[k], E[k], run[k], F = np.float32(0), _NEVER, 0, _NEVER
                move[row, k] = 0
                continue
            m = np.uint8(0)
            e, up = E[k + 1] - np.float32(GAP_EXTEND), H[k + 1] - np.float32(GAP_OPEN)
            if e > up:
                m |= np.uint8(4)
            else:
                e = up
            f = F - np.float32(GAP_EXTEND)
            left = (H[k - 1] if k > 0 else np.float32(0)) - np.float32(GAP_OPEN)
            if f > left:
                m |= np.uint8(8)
            else:
                f = left
            E[k], F = e, f
            u = window[j - frame.g0]
            before = H[k]
            kept = np.uint8(0)
            if mine == u:
                r = run[k] if before > 0 else np.uint8(0)
                kept = min(r + 1, 2)
                s = query.bits[i, r]
            else:
                s = np.float32(-SUBSTITUTION)
                live = before > np.float32(SUBSTITUTION)
                if not live and i + 1 < frame.q1 and j + 1 < frame.g1:
                    live = local[i + 1] == window[j + 1 - frame.g0]
                if live and _like(query, columns, memo, t, u):
                    c = min(WORD_BITS_MAX, -math.log2((columns.count[u] + 1) / total))
                    s = max(s, np.float32(c * LIKE_SHARE - LIKE_COST))
            v = before + s if before > 0 else s
            source = np.uint8(1)
            if e > v:
                v, source, kept = e, np.uint8(2), np.uint8(0)
            if f > v:
                v, source, kept = f, np.uint8(3), np.uint8(0)
            if v <= 0:
                v, source, kept = np.float32(0), np.uint8(0), np.uint8(0)
            H[k], run[k] = v, kept
            move[row, k] = m | source
            if source == 1 and before <= 0:
                move[row, k] |= np.uint8(16)  # begins here
            if v > best:
                best, best_i, best_j = v, i, j
        H[width], E[width] = np.float32(0), _NEVER
    return best, best_i, best_j


@compiled
def walk(query: Any, local: Any, window: Any, frame: Any, move: Any, end: Any, path: Any) -> Any:
    """Follow the moves back from the end; fill ``path`` with matched words (query, segment), last first."""
    i, j = end
    n = 0
    state = 0
    while i >= frame.q0 and j >= frame.g0:
        m = move[i - frame.q0, j - i - frame.low]
        if state == 0:
            source = m & np.uint8(3)
            if source == 0:
                break
            if source == 1:
                path[n, 0], path[n, 1] = i, j
                n += 1
                if m & np.uint8(16):
                    break
                i -= 1
                j -= 1
            else:
                state = source
        elif state == 2:
            i -= 1
            if not m & np.uint8(4):
                state = 0
        else:
            j -= 1
            if not m & np.uint8(8):
                state = 0
    return n
