"""From words to the columns of a segment: everything that a search needs of some texts."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from onrecord.archive.index import grams, light, pairs
from onrecord.archive.index.compiled import compiled
from onrecord.archive.index.words import Array, Texts, Types, split

RARE = 65535
"""The token that says that the type stands in the list of rare ones; types below it are their own token."""

ODD = 255
"""The step that says that step and length of a word stand in the list of odd ones."""


class Columns(NamedTuple):
    """Words of a segment. One row a document: ``number``, ``first``; a word: ``token``, ``step``; a type: the rest.

    ``token``: the type, or RARE. ``step``: code points from the start of the word before to this
    one's, or ODD; the length is the number of letters of the type. ``seed``: 0 light, 1 content, 2
    content without spaces. ``slot``: open addressing by hash, type + 1.
    """

    number: Array
    first: Array
    token: Array
    rare_at: Array
    rare: Array
    step: Array
    odd_at: Array
    odd_step: Array
    odd_length: Array
    hash: Array
    at: Array
    letters: Array
    mask: Array
    count: Array  # type: ignore[assignment]
    seed: Array
    slot: Array


class Built(NamedTuple):
    """All columns of a segment, and how many words had no room among the postings."""

    columns: Columns
    pairs: pairs.Pairs
    grams: grams.Grams
    unindexed: int


@compiled
def _slots(hashes: Any, slot: Any) -> None:
    mask = np.uint32(slot.size - 1)
    for t in range(hashes.size):
        s = hashes[t] & mask
        while slot[s] != 0:
            s = np.uint32(s + np.uint32(1)) & mask
        slot[s] = t + 1


@compiled
def _masks(at: Any, letters: Any, mask: Any) -> None:
    for t in range(mask.size):
        m = np.uint32(0)
        for k in range(at[t], at[t + 1]):
            m |= np.uint32(1) << np.uint32(letters[k] & 31)
        mask[t] = m


@compiled
def _steps(first: Any, start: Any, out: Any) -> None:
    for d in range(first.size - 1):
        before = 0
        for i in range(first[d], first[d + 1]):
            out[i] = start[i] - before
            before = start[i]


def from_texts(numbers: list[int], texts: list[str]) -> Built:
    """Build the columns of some texts, in the order given."""
    words = split(texts)
    step = np.empty(words.word.size, np.uint32)
    _steps(words.first, words.start, step)
    return from_words(np.array(numbers, np.int64), words._replace(start=step))


def from_words(numbers: Array, words: Texts) -> Built:
    """Build the columns of words whose ``start`` holds steps; types may come in any order."""
    words, count = _ranked(words)
    types, word, first = words.types, words.word, words.first
    rare_at = np.flatnonzero(word >= RARE).astype(np.uint32)
    letters = np.diff(types.at).astype(np.uint32)
    odd_at = np.flatnonzero((words.start >= ODD) | (words.length != letters[word])).astype(np.uint32)
    step = np.minimum(words.start, ODD).astype(np.uint8)
    step[odd_at] = ODD
    seed = np.where(light.light(types) == 1, 0, types.unspaced + 1).astype(np.uint8)
    mask, slot = np.empty(types.hash.size, np.uint32), np.zeros(1 << (2 * types.hash.size).bit_length(), np.uint32)
    _masks(types.at, types.letters, mask)
    _slots(types.hash, slot)
    columns = Columns(
        number=numbers,
        first=first.astype(np.uint32),
        token=np.minimum(word, RARE).astype(np.uint16),
        rare_at=rare_at,
        rare=word[rare_at],
        step=step,
        odd_at=odd_at,
        odd_step=words.start[odd_at],
        odd_length=words.length[odd_at],
        hash=types.hash,
        at=types.at.astype(np.uint32),
        letters=types.letters,
        mask=mask,
        count=count,
        seed=seed,
        slot=slot,
    )
    within = np.minimum(first, pairs.OVERFULL - 1)
    return Built(
        columns,
        pairs.build(word, within, types.hash, seed),
        grams.build(word, first, types.hash),
        int(first[-1] - within[-1]),
    )


def _ranked(words: Texts) -> tuple[Texts, Array]:
    """Number the types anew, the most frequent first, equal ones by hash; return their counts too."""
    types = words.types
    count = np.bincount(words.word, minlength=types.hash.size).astype(np.uint32)
    order = np.lexsort((types.hash, -count.astype(np.int64)))
    rank = np.empty(order.size, np.uint32)
    rank[order] = np.arange(order.size, dtype=np.uint32)
    lengths = np.diff(types.at)[order]
    at = np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)])
    taken = np.repeat(types.at[:-1][order] - at[:-1], lengths) + np.arange(int(at[-1]))
    ranked = Types(types.hash[order], at, types.letters[taken], types.unspaced[order])
    return words._replace(word=rank[words.word], types=ranked), count[order]
