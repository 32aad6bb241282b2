"""What the ranker sees of a pair of claim and review: scores and overlaps, never a word."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import msgspec
import numpy as np
from numpy.typing import NDArray

from onrecord.archive.factchecks.query import CHANNELS, Found, Query, Weights
from onrecord.archive.factchecks.review import HEAD, Published
from onrecord.archive.factchecks.words import grams, plain, stem

Table = NDArray[np.float64]
UNKNOWN = float("nan")

_OVERLAPS = (
    "claim_covers", "covers_claim", "title_covers", "covers_title", "description_covers", "all_cover",
    "pairs", "run", "rarest", "second", "shared", "weight",
    "numbers_here", "numbers_shared", "numbers_there", "names_here", "names_there",
    "letters_here", "letters_there", "context_covers", "speaker_is_claimant", "claimant_named", "speaker_named",
)  # fmt: skip
_QUERY = ("words", "claim_words", "weight_here", "has_context", "has_speaker", "candidates", "days_between", "with_context")
NAMES = (
    *CHANNELS,
    *(f"{name}_share" for name in CHANNELS),
    *(f"{name}_rank" for name in CHANNELS if name != "date"),
    *_OVERLAPS,
    *_QUERY,
)
"""The features in their order: what the trees' numbers mean."""


class Side(msgspec.Struct, frozen=True):
    """The words of one text, as they are compared."""

    stems: tuple[str, ...]
    known: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    numbers: frozenset[str]
    names: frozenset[str]
    letters: frozenset[str]


@lru_cache(maxsize=8_000)
def side(text: str) -> Side:
    """Return a text as it is compared."""
    text = text[:HEAD]
    written = plain(text)
    stems = tuple(map(stem, written))
    return Side(
        stems,
        frozenset(stems),
        frozenset(zip(stems, stems[1:], strict=False)),
        frozenset(s for s in stems if s[0].isdigit()),
        frozenset(s for word, s in zip(written[1:], stems[1:], strict=True) if word[0].isupper()),
        frozenset(grams(text)),
    )


def features(query: Query, found: Found, reviews: Sequence[Published], weights: Weights) -> Table:
    """Return one row a candidate, in their order; the columns are ``NAMES``."""
    table = np.full((len(reviews), len(NAMES)), UNKNOWN)
    if not len(reviews):
        return table
    at = 0
    for name in CHANNELS:
        table[:, at] = found.channels[name]
        at += 1
    for name in CHANNELS:
        top = found.tops[name]
        table[:, at] = found.channels[name] / top if top > 0 else UNKNOWN
        at += 1
    for name in CHANNELS:
        if name != "date":
            scores = found.channels[name]
            table[:, at] = np.searchsorted(np.sort(-scores), -scores) if found.tops[name] > 0 else UNKNOWN
            at += 1
    here, around = side(query.text), side(query.context)
    speaker = side(query.speaker or "")
    for row, review in enumerate(reviews):
        table[row, at : at + len(_OVERLAPS)] = _overlaps(here, around, speaker, review, weights)
    at += len(_OVERLAPS)
    known = weights.of(here.stems)
    table[:, at] = len(here.stems)
    table[:, at + 1] = [len(side(review.claim).stems) for review in reviews]
    table[:, at + 2] = sum(known[s] for s in here.known)
    table[:, at + 3] = bool(around.stems)
    table[:, at + 4] = bool(speaker.stems)
    table[:, at + 5] = len(reviews)
    table[:, at + 6] = _between(query, found)
    table[:, at + 7] = [
        sum(known_there[s] for s in (here.known | around.known) & there.known) / max(sum(known_there[s] for s in there.known), 1e-9)
        for there, known_there in ((side(r.claim), weights.of(side(r.claim).stems)) for r in reviews)
    ]
    if not query.days:
        table[:, [NAMES.index("date"), NAMES.index("date_share")]] = UNKNOWN
    return table


def _between(query: Query, found: Found) -> NDArray[np.float64]:
    """Return the days from review to claim, less than 0 where the review is the younger, on a scale of logarithms."""
    between = np.full(len(found.days), np.inf)
    for day in query.days:
        for days in found.days.T:
            gaps = np.where(days == 0, np.inf, day - days)
            between = np.where(np.abs(gaps) < np.abs(between), gaps, between)
    between[np.isinf(between)] = np.nan
    return np.sign(between) * np.log1p(np.abs(between))


def _overlaps(here: Side, around: Side, speaker: Side, review: Published, weights: Weights) -> list[float]:
    claim, title = side(review.claim), side(review.title or "")
    description, claimant = side(review.description or ""), side(review.claimant or "")
    head = claim.known | title.known | description.known
    known = weights.of([*here.known, *head, *around.known, *speaker.known, *claimant.known])
    shared = here.known & head

    def share(part: frozenset[str], whole: frozenset[str]) -> float:
        weight = sum(known[s] for s in whole)
        return sum(known[s] for s in part & whole) / weight if weight > 0 else UNKNOWN

    best = sorted((known[s] for s in shared), reverse=True)[:2] + [0.0, 0.0]
    numbers_there = claim.numbers | title.numbers
    names_there = claim.names | title.names
    letters = len(here.letters & claim.letters)
    return [
        share(claim.known, here.known),
        share(here.known, claim.known),
        share(title.known, here.known),
        share(here.known, title.known),
        share(description.known, here.known),
        share(head, here.known),
        sum(known[a] + known[b] for a, b in here.pairs & (claim.pairs | title.pairs)),
        _run(here, claim, known),
        best[0],
        best[1],
        len(shared),
        sum(known[s] for s in shared),
        len(here.numbers),
        len(here.numbers & numbers_there),
        len(numbers_there),
        share(names_there, here.names),
        share(here.known, names_there),
        letters / max(len(here.letters), 1),
        letters / max(len(claim.letters), 1),
        share(around.known, claim.known - here.known),
        share(claimant.known, speaker.known) if claimant.stems else UNKNOWN,
        share(here.known, claimant.known),
        share(head, speaker.known),
    ]


def _run(here: Side, there: Side, known: dict[str, float]) -> float:
    """Return the weight of the heaviest run of words that stand in a row in both."""
    pairs = here.pairs & there.pairs
    best = now = 0.0
    for first, second in zip(there.stems, there.stems[1:], strict=False):
        now = (now or known[first]) + known[second] if (first, second) in pairs else 0.0
        best = max(best, now)
    return best
