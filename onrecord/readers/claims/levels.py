"""The sentences of each voice: of the author and, apart from them, of every quotation."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from onrecord.model import Document, Quotation, Reading, Span
from onrecord.readers.claims.marks import LONGEST_LABEL, label
from onrecord.readers.claims.tags import Words
from onrecord.readers.split import words_of
from onrecord.readers.voices import reports
from onrecord.text import Token

DEEPEST = 4
"""How many quotations inside one another are read."""
_ENDS = '.!?…;:"”“»*'


class Stretch(NamedTuple):
    """A sentence of one voice: its words (those of quotations inside it masked) and who asserts it."""

    words: Words
    asserted_by: str
    question: bool


class _Masks(NamedTuple):
    """The words of others inside a voice: spans in text order, and how far the spans up to each one reach."""

    starts: list[int]
    reach: list[int]

    def cover(self, place: int) -> bool:
        at = bisect_right(self.starts, place) - 1
        return at >= 0 and place < self.reach[at]


def stretches(document: Document, reading: Reading) -> Iterator[Stretch]:
    """Yield every sentence of the author, then the sentences of each quotation.

    Quotations that are ``too_deep`` are not read for themselves: that keeps the time linear.
    """
    body = document.body
    every = words_of(body)
    starts = [token.start for token in every]
    quotations, outer = reports(document, reading)
    deep = too_deep(quotations)
    inside: dict[str | None, list[Span]] = {}
    for quotation in quotations:
        inside.setdefault(None if quotation.parent == outer else quotation.parent, []).extend(quotation.content)
    masks = {voice: _masks(spans) for voice, spans in inside.items()}
    none = _Masks([], [])
    title = document.title.span if document.title and document.title.span else Span(0, 0)
    alone = body.strip()
    sentences = [s for s in reading.sentences if not title.overlaps(s) and _closed(body, s, alone)]
    for sentence in sentences:
        yield from _stretch(every, starts, sentence, masks.get(None, none), "author")
    ends = [sentence.end for sentence in sentences]
    for quotation in quotations:
        if quotation.id in deep:
            continue
        for content in quotation.content:
            for place in range(bisect_right(ends, content.start), len(sentences)):
                sentence = sentences[place]
                if sentence.start >= content.end:
                    break
                piece = Span(max(content.start, sentence.start), min(content.end, sentence.end))
                yield from _stretch(every, starts, piece, masks.get(quotation.id, none), quotation.id)


def too_deep(quotations: Sequence[Quotation]) -> set[str]:
    """Return the ids of the quotations that stand inside ``DEEPEST`` others and are not read for themselves."""
    depth: dict[str | None, int] = {}
    for quotation in quotations:
        depth[quotation.id] = depth.get(quotation.parent, 0) + 1
    return {quotation.id for quotation in quotations if depth[quotation.id] > DEEPEST}


def _masks(spans: list[Span]) -> _Masks:
    ordered = sorted(spans)
    reach: list[int] = []
    for span in ordered:
        reach.append(max(span.end, reach[-1] if reach else 0))
    return _Masks([span.start for span in ordered], reach)


def _closed(body: str, sentence: Span, alone: str) -> bool:
    """Tell whether a sentence ends like one; a line without an end mark is a title unless it is all there is."""
    tail = body[max(sentence.start, sentence.end - 4) : sentence.end]
    return any(c in _ENDS for c in tail) or len(alone) == sentence.end - sentence.start


def _stretch(
    every: Sequence[Token], starts: Sequence[int], piece: Span, masks: _Masks, voice: str
) -> Iterator[Stretch]:
    low, high = bisect_left(starts, piece.start), bisect_left(starts, piece.end)
    chosen = every[low + label(every[low : min(high, low + LONGEST_LABEL)]) : high]
    masked = frozenset(place for place, token in enumerate(chosen) if masks.starts and masks.cover(token.start))
    if len(chosen) > len(masked):
        yield Stretch(Words(chosen, masked), voice, any(token.text == "?" for token in chosen[-3:]))
