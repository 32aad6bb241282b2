"""From code points to words: the vocabulary of a set of texts, and where each word stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from onrecord.archive.index import fold
from onrecord.archive.index.compiled import compiled, inlined

Array = npt.NDArray[Any]

LONGEST = 64
"""Letters of a word that are kept for comparing like words; its hash covers all."""

_CHUNK = 1 << 20
"""Code points that are read at one time."""


class Texts(NamedTuple):
    """Words of some texts in order, as numbers of a vocabulary.

    ``word``, ``start``, ``length``: one row a word; start in code points of its text. ``first``:
    the first word of each text, and the end. ``types``: the vocabulary.
    """

    word: Array
    start: Array
    length: Array
    first: Array
    types: Types


class Types(NamedTuple):
    """A vocabulary: hash, and letters (``letters[at[t]:at[t + 1]]``, one byte a letter) of each type.

    ``unspaced``: 1 for pairs of characters of a script without spaces.
    """

    hash: Array
    at: Array
    letters: Array
    unspaced: Array


class _Growing(NamedTuple):
    slot: Array
    hash: Array
    at: Array
    letters: Array
    unspaced: Array
    size: Array  # types, letters, words


@inlined
def mixed(h: Any) -> Any:
    """Return a 32-bit hash with its bits well mixed."""
    h = np.uint32(h ^ (h >> np.uint32(15)))
    h = np.uint32(h * np.uint32(0x85EBCA6B))
    return np.uint32(h ^ (h >> np.uint32(13)))


@inlined
def _typed(h: Any, letters: Any, n: Any, unspaced: Any, growing: Any) -> Any:
    """Return the number of a type, which is new when its hash is."""
    mask = np.uint32(growing.slot.size - 1)
    h = mixed(h)
    s = h & mask
    while growing.slot[s] != 0:
        t = growing.slot[s] - 1
        if growing.hash[t] == h:
            return t
        s = np.uint32(s + np.uint32(1)) & mask
    t = growing.size[0]
    growing.slot[s] = t + 1
    growing.hash[t] = h
    growing.unspaced[t] = unspaced
    at = growing.at[t]
    for k in range(n):
        growing.letters[at + k] = letters[k]
    growing.at[t + 1] = at + n
    growing.size[0] = t + 1
    return t


@inlined
def _byte(letter: Any) -> Any:
    return np.uint8(letter) if letter < 128 else np.uint8(128 + letter % 127)


@compiled
def _split(points: Any, ends: Any, table: Any, growing: Any, out: Any) -> Any:
    """Split texts that stand one after the other; fill word, start, length and first; return the words."""
    word, start, length, first = out
    kept = np.empty(LONGEST, np.uint8)
    n = np.int64(0)
    at = np.int64(0)
    for d in range(ends.size):
        base, end = at, ends[d]
        first[d] = n
        while at < end:
            v = table[points[at]]
            if v <= np.uint32(2):
                at += 1
                continue
            if v & np.uint32(1 << 30):
                n, at = _characters(points, table, np.array([at, end, base, n]), growing, out)
                continue
            s = at
            letters = 0
            h = np.uint32(2166136261)
            last = at
            while at < end:
                v = table[points[at]]
                if v == np.uint32(1) or v & np.uint32(1 << 30):
                    break
                at += 1
                if v == np.uint32(2):
                    continue
                last = at
                spelled = v & np.uint32(1 << 29)
                rest = v & np.uint32((1 << 29) - 1)
                while rest:
                    c = rest & np.uint32(127) if spelled else rest
                    rest = rest >> np.uint32(7) if spelled else np.uint32(0)
                    h = np.uint32((h ^ c) * np.uint32(16777619))
                    if letters < LONGEST:
                        kept[letters] = _byte(c)
                    letters += 1
            word[n] = _typed(h, kept, min(letters, LONGEST), 0, growing)
            start[n], length[n] = s - base, last - s
            n += 1
        at = end
    first[ends.size] = n
    return n


@compiled
def _characters(points: Any, table: Any, place: Any, growing: Any, out: Any) -> Any:
    """Split a run of characters without spaces into overlapping pairs; one alone is a word."""
    at, end, base, n = place
    word, start, length, _first = out
    kept = np.empty(2, np.uint8)
    before = np.uint32(0)
    before_at = at
    run = 0
    while at < end:
        v = table[points[at]]
        if v != np.uint32(2) and not v & np.uint32(1 << 30):
            break
        if v != np.uint32(2):
            c = v & np.uint32((1 << 29) - 1)
            if run > 0:
                kept[0], kept[1] = _byte(before), _byte(c)
                h = np.uint32((np.uint32(2166136261) ^ before) * np.uint32(16777619))
                h = np.uint32((h ^ c) * np.uint32(16777619))
                word[n] = _typed(h, kept, 2, 1, growing)
                start[n], length[n] = before_at - base, at + 1 - before_at
                n += 1
            before, before_at = c, at
            run += 1
        at += 1
    if run == 1:
        kept[0] = _byte(before)
        word[n] = _typed(np.uint32((np.uint32(2166136261) ^ before) * np.uint32(16777619)), kept, 1, 1, growing)
        start[n], length[n] = before_at - base, 1
        n += 1
    return n, at


@compiled
def _rehash(slot: Any, hashes: Any, n: Any) -> None:
    mask = np.uint32(slot.size - 1)
    for t in range(n):
        s = hashes[t] & mask
        while slot[s] != 0:
            s = np.uint32(s + np.uint32(1)) & mask
        slot[s] = t + 1


def split(texts: Iterable[str]) -> Texts:
    """Return the words of the texts, numbered in order of first sight."""
    growing = _room(None, 1)
    parts: list[tuple[Array, ...]] = []
    firsts: list[Array] = [np.zeros(1, np.int64)]
    for chunk in _chunks(texts):
        ends = np.cumsum(np.fromiter((len(text) for text in chunk), np.int64, len(chunk)))
        given = fold.points("".join(chunk))
        most = given.size + 1
        growing = _room(growing, most)
        out = (
            np.empty(most, np.uint32),
            np.empty(most, np.uint32),
            np.empty(most, np.uint32),
            np.empty(ends.size + 1, np.int64),
        )
        n = int(_split(given, ends, fold.table(given), growing, out))
        parts.append(tuple(a[:n].copy() for a in out[:3]))
        firsts.append(out[3][1:] + firsts[-1][-1])
    n = int(growing.size[0])
    types = Types(growing.hash[:n], growing.at[: n + 1], growing.letters[: int(growing.at[n])], growing.unspaced[:n])
    columns = [np.concatenate(column) for column in zip(*parts, strict=True)] if parts else [np.empty(0, np.uint32)] * 3
    return Texts(columns[0], columns[1], columns[2], np.concatenate(firsts), types)


def _chunks(texts: Iterable[str]) -> Iterator[list[str]]:
    held: list[str] = []
    size = 0
    for text in texts:
        held.append(text)
        size += len(text)
        if size >= _CHUNK:
            yield held
            held, size = [], 0
    if held:
        yield held


def _room(growing: _Growing | None, points: int) -> _Growing:
    """Return the vocabulary with room for the words of so many more code points."""
    old = used = 0
    if growing is not None:
        old = int(growing.size[0])
        used = int(growing.at[old])
        if old + points < growing.hash.size and used + 3 * points < growing.letters.size:
            return growing
    most = max(1 << 12, 2 * (old + points))
    new = _Growing(
        np.zeros(1 << (most - 1).bit_length(), np.uint32),
        np.zeros(most + 1, np.uint32),
        np.zeros(most + 2, np.int64),
        np.zeros(2 * (used + 3 * points) + 64, np.uint8),
        np.zeros(most + 1, np.uint8),
        np.array([old], np.int64),
    )
    if growing is not None:
        new.hash[:old], new.unspaced[:old] = growing.hash[:old], growing.unspaced[:old]
        new.at[: old + 1] = growing.at[: old + 1]
        new.letters[:used] = growing.letters[:used]
        _rehash(new.slot, new.hash, old)
    return new
