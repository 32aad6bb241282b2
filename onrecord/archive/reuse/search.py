"""Search one text in the index."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator
from typing import NamedTuple

import numpy as np

from onrecord.archive.index import Index
from onrecord.archive.index.pairs import pair_ends
from onrecord.archive.index.segment import Segment
from onrecord.archive.index.words import Array, Texts
from onrecord.archive.reuse import chains, seeds
from onrecord.archive.reuse.query import Query, prepare, read
from onrecord.model import Span

MARGIN = 16.0
"""Bits beyond log2(words of the text x words of the archive): 2^-16 chance findings a search."""

CROWD = 64
"""A pair of words that stands in more places is passed over, unless all pairs near it are."""

STRETCH, OVERLAP = 4096, 256
"""Words of a long text that are searched at one time, and words that two stretches share."""

MOST_PARTS = 20_000
"""Parts of findings a stretch and segment."""

JOIN = 50
"""Findings in one document that lie within so many words on both sides are one."""


class Part(NamedTuple):
    """One run of words that two texts share, in code points of both."""

    span: Span
    other_span: Span
    bits: float


class Found(NamedTuple):
    """A passage that stands elsewhere too.

    ``number``: the other text. ``span`` and ``other_span``: from the first to the last word of its
    parts. ``bits``: what the shared words prove; ``margin``: bits beyond the search space, so that
    2^-margin such findings are expected by chance.
    """

    span: Span
    number: int
    other_span: Span
    bits: float
    margin: float
    parts: tuple[Part, ...] = ()


class Capped(NamedTuple):
    """What a search left out: ``what`` and how often; ``span``: where, if that can be said."""

    what: str
    count: int  # type: ignore[assignment]
    span: Span | None = None


class Findings(list[Found]):
    """The findings of a search in text order; ``capped``: what it left out."""

    capped: list[Capped]


class _Part(NamedTuple):
    number: int
    passage: int
    q0: int
    q1: int
    g0: int
    g1: int
    other_span: Span
    bits: float


def search(index: Index, text: str, *, skip: Collection[int] = (), margin: float = MARGIN) -> Findings:
    """Return where passages of the text stand in the index, altered or not, in the order of the text.

    ``skip``: numbers of texts that do not count (the text itself, where it is in the archive). Any
    text will do. What was left out to keep time and memory in bounds stands in ``.capped``.
    """
    held = [segment for segment in index.segments if segment.words]
    own = 2 if len(skip) else 1
    return search_words(held, read(text), [_dead(segment, skip) for segment in held], own, margin)


def search_words(held: list[Segment], words: Texts, dead: list[Array], own: int, margin: float) -> Findings:
    """Search words in some segments; ``dead``: 1 for each document there that does not count.

    ``own``: how many occurrences of a shared passage are the two texts themselves.
    """
    findings = Findings()
    findings.capped = []
    n, total = words.word.size, sum(segment.words for segment in held)
    if not n or not total:
        return findings
    space = math.log2(n * total)
    parts: list[_Part] = []
    for begin, end in _stretches(n):
        piece = words._replace(word=words.word[begin:end])
        parts += _stretch(held, piece, dead, (begin, own, space + margin), findings.capped)
    findings.extend(_joined(parts, words, space))
    return findings


def _dead(segment: Segment, skip: Collection[int]) -> Array:
    if not skip:
        return segment.dead
    return segment.dead | np.isin(segment.columns.number, np.fromiter(skip, np.int64, len(skip))).astype(np.uint8)


def _stretches(n: int) -> Iterator[tuple[int, int]]:
    begin = 0
    while True:
        end = min(n, begin + STRETCH)
        yield begin, end
        if end == n:
            return
        begin = end - OVERLAP


def _stretch(
    held: list[Segment], words: Texts, dead: list[Array], terms: tuple[int, int, float], capped: list[Capped]
) -> list[_Part]:
    """Search a stretch of words; ``terms``: its place in the text, own occurrences, bits to accept."""
    begin, own, accept = terms
    query, local = prepare(words, held, own)
    local = [of_type[query.type] for of_type in local]
    ends = np.empty((2 * words.word.size, 2), np.uint32)
    ends = ends[: int(pair_ends(query.seed[query.type], np.array([0, words.word.size]), ends))]
    pair = seeds.hashes_of(ends, query.type, query.hash)
    places = np.zeros(ends.shape[0], np.int64)
    hits = []
    for segment, mine in zip(held, local, strict=True):
        most = int(seeds.sizes(segment.pairs, pair))
        key, which = np.empty(most, np.int64), np.empty(most, np.int32)
        n = int(seeds.hits(segment.columns, segment.pairs, ends, pair, mine, (key, which, places)))
        hits.append((key[:n], which[:n]))
    used, _bare = seeds.chosen(places, ends, words.word.size, CROWD)
    passed = int((~used).sum())
    if passed:
        capped.append(Capped(f"pairs of words that stand in more than {CROWD} places", passed))
    weight = query.bits[:, 0].astype(np.float64)
    out: list[_Part] = []
    for segment, mine, gone, (key, which) in zip(held, local, dead, hits, strict=True):
        chosen = np.sort(key[used[which]])
        out += _in_segment(segment, query, mine, (chosen, weight, gone), (begin, accept), capped)
    return out


def _in_segment(
    segment: Segment,
    query: Query,
    local: Array,
    given: tuple[Array, Array, Array],
    terms: tuple[int, float],
    capped: list[Capped],
) -> list[_Part]:
    key, weight, dead = given
    begin, accept = terms
    if not key.size:
        return []
    found = chains.Found(np.empty((MOST_PARTS, 6), np.int64), np.empty(MOST_PARTS, np.float32), np.zeros(5, np.int64))
    chains.passages(query, segment.columns, local, key, weight, dead, accept, found)
    if found.size[1]:
        capped.append(Capped(f"passages beyond the first {MOST_PARTS} of a stretch", int(found.size[1])))
    if found.size[2]:
        capped.append(Capped("documents with very many similar passages, of which some were tried", int(found.size[2])))
    out = []
    places: dict[int, tuple[Array, Array]] = {}
    for row, bits in zip(found.row[: found.size[0]].tolist(), found.bits.tolist(), strict=False):
        d, passage, q0, q1, g0, g1 = row
        if d not in places:
            places[d] = segment.places(d)
        start, length = places[d]
        first = int(segment.columns.first[d])
        other = Span(int(start[g0 - first]), int(start[g1 - 1 - first] + length[g1 - 1 - first]))
        number = int(segment.columns.number[d])
        out.append(_Part(number, passage, q0 + begin, q1 + begin, g0 - first, g1 - first, other, bits))
    return out


def _joined(parts: list[_Part], words: Texts, space: float) -> list[Found]:
    """Make findings of parts that lie near one another on both sides; what two stretches share counts once."""
    by_number: dict[int, list[_Part]] = {}
    for part in sorted(parts, key=lambda p: (p.number, p.q0, p.g0, -p.q1)):
        by_number.setdefault(part.number, []).append(part)
    found = []
    for number, mine in by_number.items():
        for group in _groups(mine):
            found.append(_found(number, group, words, space))
    return sorted(found, key=lambda f: (f.span, f.number, f.other_span))


def _groups(parts: list[_Part]) -> list[list[_Part]]:
    groups: list[list[_Part]] = []
    for part in parts:
        near = [group for group in groups if any(_near(part, other) for other in group)]
        if near and any(_same(part, other) for group in near for other in group):
            continue
        merged = [part, *(other for group in near for other in group)]
        groups = [group for group in groups if group not in near]
        groups.append(merged)
    return groups


def _near(a: _Part, b: _Part) -> bool:
    return max(a.q0, b.q0) - min(a.q1, b.q1) <= JOIN and max(a.g0, b.g0) - min(a.g1, b.g1) <= JOIN


def _same(a: _Part, b: _Part) -> bool:
    """Return whether part a, found after b, adds nothing to it."""
    return b.q0 <= a.q0 and a.q1 <= b.q1 and b.g0 <= a.g0 and a.g1 <= b.g1


def _found(number: int, group: list[_Part], words: Texts, space: float) -> Found:
    parts = []
    for p in sorted(group, key=lambda p: (p.q0, p.g0)):
        end = p.q1 - 1
        span = Span(int(words.start[p.q0]), int(words.start[end] + words.length[end]))
        parts.append(Part(span, p.other_span, round(p.bits, 1)))
    span = Span(min(p.span.start for p in parts), max(p.span.end for p in parts))
    other = Span(min(p.other_span.start for p in parts), max(p.other_span.end for p in parts))
    bits = sum(p.bits for p in parts)
    return Found(span, number, other, round(bits, 1), round(bits - space, 1), tuple(parts))
