"""Which words between marks does a draft hold already?"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate

from onrecord.model import Span
from onrecord.readers.quotations.draft import Draft
from onrecord.readers.quotations.units import Piece


class Taken:
    """The contents of drafts, to be asked in logarithmic time whether words between marks belong to one."""

    def __init__(self, drafted: Sequence[Draft]) -> None:
        self._parts = sorted(part for draft in drafted for part in draft.content)
        self._ends = list(accumulate((end for _, end in self._parts), max))

    def covers(self, piece: Piece) -> bool:
        """Tell whether a draft holds the words between these marks, or the marks hold a draft."""
        assert piece.atom is not None
        first = piece.atom.contents[0]
        before = bisect_right(self._parts, (first.start, first.end))
        if before and (self._ends[before - 1] >= first.end):
            return True
        inside = bisect_left(self._parts, (piece.start, 0))
        return inside < len(self._parts) and self._parts[inside].end <= piece.end


def covers(draft: Draft, piece: Piece) -> bool:
    """Tell whether a draft and the words between marks are the same, or one holds the other."""
    assert piece.atom is not None
    first = piece.atom.contents[0]
    return (
        draft.holds(Span(piece.start, piece.end))
        or draft.holds(first)
        or any(Span(piece.start, piece.end).holds(part) for part in draft.content)
    )
