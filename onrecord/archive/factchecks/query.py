"""What is looked for: a claim with what is known of it, and the reviews that any of it brings up."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from onrecord.archive.factchecks.dates import day_of, days
from onrecord.archive.factchecks.index import Index
from onrecord.archive.factchecks.postings import Floats
from onrecord.archive.factchecks.words import grams, key, words

CANDIDATES = 150
"""Reviews that are looked at closely."""

MOST = 3
"""How often a repeated word of a claim counts, at most."""

BODY, GRAMS, CONTEXT, CLAIMANT = 1.0, 0.25, 0.3, 0.5
"""Weights of the article, of letters, of the sentences around, and of who is speaking, against the claim's own words."""

NEAR, FADES = 8.0, 4.0
"""What a review gains that is of the same day as the claim, and in how many days that falls to a third."""

CHANNELS = ("head", "body", "grams", "speaker", "claimant", "context", "context_body", "date", "base")

PRIOR = 3_000
"""How many reviews the background counts for, beside those of the archive: a small archive knows no common words."""


class Query(msgspec.Struct, frozen=True):
    """A claim, the sentences around it, who makes it, and when it was said (days of its own text included)."""

    text: str
    context: str = ""
    speaker: str | None = None
    days: tuple[int, ...] = ()

    @classmethod
    def of(cls, text: str, *, context: str = "", speaker: str | None = None, published: str | None = None) -> Query:
        """Make a query; a date is an ISO 8601 day, anything else counts as unknown."""
        found = {day.date.toordinal() for day in days(text)}
        said = day_of(published)
        if isinstance(said, datetime.date):
            found.add(said.toordinal())
        return cls(text, context, speaker or None, tuple(sorted(found)))


class Weights:
    """How much each word tells: its inverse document frequency, by the archive and a background together."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._known: dict[str, float] = {}
        self._total = len(index.numbers)

    def of(self, stems: Sequence[str]) -> dict[str, float]:
        """Return the weight of each stem."""
        new = [stem for stem in dict.fromkeys(stems) if stem not in self._known]
        if new:
            if len(self._known) > 200_000:
                self._known.clear()
                new = list(dict.fromkeys(stems))
            keys = np.fromiter((key(stem) for stem in new), np.uint64, len(new))
            self._known.update(zip(new, inverse(self._index.frequencies("head", keys), keys, self._total), strict=True))
        known = self._known
        return {stem: known[stem] for stem in stems}


def inverse(frequencies: NDArray[np.int64], keys: NDArray[np.uint64], total: int) -> list[float]:
    """Return inverse document frequencies (Robertson and Spärck Jones), smoothed by the background's."""
    common = background()
    if len(common):
        frequencies = frequencies + PRIOR * common[(keys % np.uint64(len(common))).astype(np.int64)]
        total += PRIOR
    found: list[float] = np.log(1 + (total - frequencies + 0.5) / (frequencies + 0.5)).clip(0).tolist()
    return found


@cache
def background() -> NDArray[np.float64]:
    """Return in which share of reviews a word stands, by its hashed number; see the model card."""
    path = Path(__file__).parents[2] / "models" / "factchecks.npz"
    if not path.exists():
        return np.zeros(0)
    with np.load(path, allow_pickle=False) as model:
        return np.exp2(-model["common"].astype(np.float64) / 8) * (model["common"] > 0)


class Found(msgspec.Struct, frozen=True):
    """The candidates of a query, best first: their places in the index, and their score in each channel."""

    places: NDArray[np.int64]
    days: NDArray[np.int64]
    channels: dict[str, Floats]
    tops: dict[str, float]


def candidates(query: Query, index: Index, weights: Weights, live: NDArray[np.bool_] | None = None) -> Found:
    """Return the reviews that share most with a query, by words, letters, context, speaker and day."""
    own, around = words(query.text), words(query.context)
    speaker = words(query.speaker or "")
    total = len(index.numbers)
    channels = {
        "head": index.score("head", _counted(own, weights)),
        "body": index.score("body", _counted(own, weights)),
        "grams": index.score("grams", _gram_weights(query.text, index)),
        "speaker": index.score("head", _counted(speaker, weights)),
        "claimant": index.score("claimant", _counted(speaker, weights)),
        "context": index.score("head", _counted(around, weights)),
        "context_body": index.score("body", _counted(around, weights)),
        "date": nearness(query.days, index.days),
    }
    base = channels["head"] + BODY * channels["body"] + GRAMS * channels["grams"] + channels["speaker"]
    base += CLAIMANT * channels["claimant"] + CONTEXT * (channels["context"] + BODY * channels["context_body"])
    base += NEAR * channels["date"]
    if live is not None:
        base = np.where(live, base, -1.0)
    channels["base"] = base
    most = min(CANDIDATES, total)
    places = np.argpartition(-base, most - 1)[:most] if most else np.zeros(0, np.int64)
    places = places[np.lexsort((places, -base[places]))]
    places = places[base[places] > 0]
    tops = {name: float(scores.max(initial=0.0)) for name, scores in channels.items()}
    return Found(places, index.days[places].astype(np.int64), {name: scores[places] for name, scores in channels.items()}, tops)


def nearness(said: Sequence[int], published: NDArray[np.int32]) -> Floats:
    """Return how near each review is to the days of a claim: 1 on the day itself, falling to 0."""
    near = np.zeros(len(published))
    for day in said:
        gaps = np.abs(published.astype(np.float64) - day)
        gaps[published == 0] = np.inf
        np.maximum(near, np.exp(-gaps.min(axis=1, initial=np.inf) / FADES), out=near)
    return near


def _counted(stems: Sequence[str], weights: Weights) -> dict[int, float]:
    known = weights.of(stems)
    return {key(stem): known[stem] * min(count, MOST) for stem, count in Counter(stems).items() if known[stem] > 0}


def _gram_weights(text: str, index: Index) -> dict[int, float]:
    counts = Counter(grams(text))
    keys = np.fromiter((key(gram) for gram in counts), np.uint64, len(counts))
    frequencies, total = index.frequencies("grams", keys), len(index.numbers)
    found = np.log(1 + (total - frequencies + 0.5) / (frequencies + 0.5))
    return {int(k): float(w) * min(n, MOST) for k, w, n in zip(keys, found, counts.values(), strict=True)}
