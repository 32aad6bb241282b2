"""All passages that texts of the index share, each pair of texts met once."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import numpy as np

from onrecord.archive.index import Index, Segment
from onrecord.archive.index.words import Array, Texts, Types
from onrecord.archive.reuse.search import MARGIN, search_words


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """A passage that two texts share; ``number`` is the lower of the two, spans are code points."""

    number: int
    begin: int
    end: int
    other: int
    other_begin: int
    other_end: int
    bits: float
    margin: float


def spread(index: Index, *, after: int = -1, margin: float = MARGIN) -> Iterator[Link]:
    """Yield the links between all texts of the index, by the number of the lower text.

    ``after``: begin behind this number, to go on where an earlier run stopped.
    """
    held = [segment for segment in index.segments if segment.words]
    rows = sorted(
        (int(n), s, d)
        for s, segment in enumerate(held)
        for d, n in enumerate(segment.columns.number.tolist())
        if n > after and not segment.dead[d]
    )
    for number, s, d in rows:
        dead = [other.dead | (other.columns.number <= number).astype(np.uint8) for other in held]
        for found in search_words(held, _document(held[s], d), dead, 2, margin):
            yield Link(
                number=number,
                begin=found.span.start,
                end=found.span.end,
                other=found.number,
                other_begin=found.other_span.start,
                other_end=found.other_span.end,
                bits=found.bits,
                margin=found.margin,
            )


def _document(segment: Segment, d: int) -> Texts:
    """Return the words of a document as the segment holds them, over a vocabulary of their own."""
    columns = segment.columns
    begin, end = (int(x) for x in columns.first[d : d + 2])
    start, length = segment.places(d)
    used, word = np.unique(segment.word(begin, end), return_inverse=True)
    used = used.astype(np.int64)
    sizes = columns.at[used + 1].astype(np.int64) - columns.at[used]
    at: Array = np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)])
    taken = np.repeat(columns.at[used].astype(np.int64) - at[:-1], sizes) + np.arange(int(at[-1]))
    types = Types(columns.hash[used], at, columns.letters[taken], (columns.seed[used] == 2).astype(np.uint8))
    return Texts(word.astype(np.uint32), start, length, np.array([0, word.size], np.int64), types)
