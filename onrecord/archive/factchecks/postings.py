"""An inverted index in arrays: which reviews hold a word, and how often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from onrecord.archive.factchecks.words import key

K1, B = 1.2, 0.75
"""The usual settings of BM25 (Robertson and Zaragoza 2009)."""

Keys = NDArray[np.uint64]
Floats = NDArray[np.float64]

_PARTS = ("keys", "starts", "rows", "counts", "lengths")


class Postings(msgspec.Struct, frozen=True):
    """The words of one field of a run of reviews; ``rows`` count from the first of the run.

    Row numbers of word ``keys[i]`` are ``rows[starts[i]:starts[i + 1]]``, ascending.
    """

    keys: Keys
    starts: NDArray[np.int64]
    rows: NDArray[np.uint32]
    counts: NDArray[np.uint8]
    lengths: NDArray[np.uint32]

    @classmethod
    def of(cls, texts: Iterable[Sequence[str]]) -> Postings:
        """Index texts that are given as words."""
        numbers: dict[str, int] = {}
        terms: list[int] = []
        rows: list[int] = []
        counts: list[int] = []
        lengths: list[int] = []
        for row, text in enumerate(texts):
            found = Counter(text)
            lengths.append(len(text))
            terms.extend([numbers.setdefault(word, len(numbers)) for word in found])
            counts.extend(found.values())
            rows.extend([row] * len(found))
        keys = np.fromiter((key(word) for word in numbers), np.uint64, len(numbers))
        return _sorted(
            keys[np.array(terms, np.int64)] if terms else keys,
            np.array(rows, np.uint32),
            np.minimum(np.array(counts, np.int64), 255).astype(np.uint8),
            np.array(lengths, np.uint32),
        )

    @classmethod
    def joined(cls, parts: Sequence[Postings]) -> Postings:
        """Return several runs as one, the rows of each after those of the one before it."""
        shifts = np.cumsum([0, *(len(part.lengths) for part in parts)])
        return _sorted(
            np.concatenate([np.repeat(part.keys, np.diff(part.starts)) for part in parts]),
            np.concatenate([part.rows + np.uint32(shift) for part, shift in zip(parts, shifts[:-1], strict=True)]),
            np.concatenate([part.counts for part in parts]),
            np.concatenate([part.lengths for part in parts]),
        )

    def frequencies(self, wanted: Keys) -> NDArray[np.int64]:
        """Return how many reviews hold each word."""
        if not len(self.keys):
            return np.zeros(len(wanted), np.int64)
        at = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        found: NDArray[np.int64] = (self.starts[at + 1] - self.starts[at]) * (self.keys[at] == wanted)
        return found

    def score(self, weights: Mapping[int, float], mean: float) -> Floats:
        """Return the BM25 of every review; ``weights`` are those of the words asked for, ``mean`` the mean length."""
        scores = np.zeros(len(self.lengths))
        if not len(self.keys) or not weights:
            return scores
        wanted = np.fromiter(weights, np.uint64, len(weights))
        places = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        norms = K1 * (1 - B + B * self.lengths / max(mean, 1.0))
        for place, word in zip(places.tolist(), weights, strict=True):
            if self.keys[place] == word:
                stretch = slice(self.starts[place], self.starts[place + 1])
                rows, counts = self.rows[stretch], self.counts[stretch]
                scores[rows] += counts / (counts + norms[rows]) * ((K1 + 1) * weights[word])
        return scores

    def save(self, folder: Path, field: str) -> None:
        """Write the arrays of a field into a folder."""
        for part in _PARTS:
            np.save(folder / f"{field}-{part}.npy", getattr(self, part))

    @classmethod
    def load(cls, folder: Path, field: str) -> Postings:
        """Map the arrays of a field from a folder; raises OSError or ValueError when they are not whole."""
        return cls(*(np.load(folder / f"{field}-{part}.npy", mmap_mode="r", allow_pickle=False) for part in _PARTS))


def _sorted(
    words: Keys, rows: NDArray[np.uint32], counts: NDArray[np.uint8], lengths: NDArray[np.uint32]
) -> Postings:
    order = np.argsort(words, kind="stable")
    words = words[order]
    firsts = np.flatnonzero(np.r_[True, words[1:] != words[:-1]]) if len(words) else np.zeros(0, np.int64)
    return Postings(
        words[firsts],
        np.r_[firsts, len(words)].astype(np.int64),
        rows[order],
        counts[order],
        lengths,
    )
