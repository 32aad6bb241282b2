"""The shared scorer of spans: exact, one-to-one overlap, and token precision, recall and F1."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec

Pair = tuple[int, int]
_WORD = re.compile(r"\w+")


class Prf(msgspec.Struct, frozen=True):
    """Counts of hits, predictions and gold items, with what follows from them."""

    hits: int
    predicted: int
    gold: int

    def __add__(self, other: Prf) -> Prf:
        return Prf(self.hits + other.hits, self.predicted + other.predicted, self.gold + other.gold)

    @property
    def precision(self) -> float:
        """Hits among the predictions; 0 when there are none."""
        return self.hits / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Hits among the gold items; 0 when there are none."""
        return self.hits / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 0 when both are empty."""
        return 2 * self.hits / (self.predicted + self.gold) if self.predicted + self.gold else 0.0


def jaccard(a: Pair, b: Pair) -> float:
    """Return the share of the two spans' characters that both hold."""
    both = min(a[1], b[1]) - max(a[0], b[0])
    return both / (max(a[1], b[1]) - min(a[0], b[0])) if both > 0 else 0.0


def match(predicted: Sequence[Pair], gold: Sequence[Pair], least: float = 0.5) -> list[tuple[int, int]]:
    """Pair predictions with gold items one to one, the best overlaps first.

    Returns pairs of indices. ``least`` is the smallest Jaccard overlap that counts.
    """
    by_start = sorted(range(len(gold)), key=lambda j: gold[j])
    candidates = []
    for i, p in enumerate(predicted):
        for j in by_start:
            if gold[j][0] >= p[1]:
                break
            overlap = jaccard(p, gold[j])
            if overlap >= least:
                candidates.append((-overlap, i, j))
    pairs: list[tuple[int, int]] = []
    used_p: set[int] = set()
    used_g: set[int] = set()
    for _, i, j in sorted(candidates):
        if i not in used_p and j not in used_g:
            used_p.add(i)
            used_g.add(j)
            pairs.append((i, j))
    return sorted(pairs)


def overlap(predicted: Sequence[Pair], gold: Sequence[Pair], least: float = 0.5) -> Prf:
    """Score by one-to-one overlap of at least ``least`` (Jaccard over characters)."""
    return Prf(len(match(predicted, gold, least)), len(predicted), len(gold))


def exact(predicted: Iterable[Pair], gold: Iterable[Pair]) -> Prf:
    """Score by equal spans; the same span twice counts once."""
    p, g = {tuple(span) for span in predicted}, {tuple(span) for span in gold}
    return Prf(len(p & g), len(p), len(g))


def token(text: str, predicted: Iterable[Pair], gold: Iterable[Pair]) -> Prf:
    """Score by the words (``\\w+``) that the spans cover."""
    words = [(m.start(), m.end()) for m in _WORD.finditer(text)]
    p, g = _covered(words, predicted), _covered(words, gold)
    return Prf(len(p & g), len(p), len(g))


def _covered(words: Sequence[Pair], spans: Iterable[Pair]) -> set[int]:
    found: set[int] = set()
    for start, end in spans:
        found.update(i for i, (a, b) in enumerate(words) if start <= a and b <= end)
    return found
