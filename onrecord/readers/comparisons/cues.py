"""Where do words stand that compare? A phrase, or a head and a tail with other words between them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal, NamedTuple

from onrecord.lexicons import Row, rows
from onrecord.model import Relation, Span
from onrecord.phrases import Phrases
from onrecord.readers.claims.tags import Words
from onrecord.text import Token, fold, lower

Order = Literal[
    "after",
    "between",
    "forward",
    "before",
    "adjacent",
    "like",
    "kind",
    "single",
    "ahead",
    "any",
    "aside",
    "pair",
    "both",
    "echo",
    "list",
    "across",
    "parallel",
]
_APART = ("across",)
_ADVERBS = 2


class CueRow(Row, frozen=True, kw_only=True):
    """Words that compare, the ``relation`` they state, and the ``order`` in which the cases stand.

    A row with a ``tail`` needs the tail too, at most ``reach`` words behind the form and in the
    same sentence. ``asks`` holds a row to questions.
    """

    form: str
    relation: Relation
    order: Order
    tail: str = ""
    reach: int = 4
    asks: bool = False


class Cue(NamedTuple):
    """A row at work: its words, and the tail where that stands apart from them."""

    row: CueRow
    span: Span
    tail: Span | None = None


@cache
def _phrases() -> Phrases[CueRow]:
    return Phrases((row.form, row) for row in rows("comparison_cues", CueRow))


def found(body: str, words: Sequence[Token]) -> Iterator[tuple[Span, list[CueRow]]]:
    """Yield each stretch with the form of a cue in it, and the rows that have this form."""
    return _phrases().find(body, words)


class Completed:
    """Cues with their tails: asked sentence by sentence."""

    def __init__(self, words: Sequence[Token]) -> None:
        self._words = words
        self._starts = [word.start for word in words]

    def cue(self, row: CueRow, head: Span, sentence: Span, *, question: bool) -> Cue | None:
        """Return the cue of a row whose form stands at ``head``, or None where its tail is missing."""
        if row.asks and not question:
            return None
        if not row.tail:
            return Cue(row, head)
        tail = self._tail(tuple(row.tail.split()), head.end, sentence.end, row.reach)
        if tail is None:
            return None
        return Cue(row, head, tail) if row.order in _APART else Cue(row, Span(head.start, tail.end))

    def _tail(self, tail: tuple[str, ...], start: int, end: int, reach: int) -> Span | None:
        low = bisect_left(self._starts, start)
        stretch = self._words[low : low + reach + len(tail)]
        forms = [lower(fold(word.text)) for word in stretch if word.end <= end]
        for place in range(len(forms) - len(tail) + 1):
            if tuple(forms[place : place + len(tail)]) == tail:
                return Span(stretch[place].start, stretch[place + len(tail) - 1].end)
        return None

    def with_adverbs(self, cue: Span, sentence: Span) -> Span:
        """Take the adverbs right before a cue into it: "fundamentally different from"."""
        start = bisect_left(self._starts, cue.start)
        low = max(bisect_left(self._starts, sentence.start), start - _ADVERBS)
        before = self._words[low:start]
        begin = cue.start
        for token in reversed(before):
            if Words([token]).tags != "a":
                break
            begin = token.start
        return Span(begin, cue.end)
