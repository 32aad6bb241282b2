"""Does any of some spans reach into a place?"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from onrecord.model import Span


class Covers:
    """Spans in text order, to be asked whether one of them overlaps a place."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = spans
        self._starts = [span.start for span in spans]

    def over(self, span: Span) -> bool:
        """Tell whether the last span that begins before the end of this one reaches into it."""
        at = bisect_left(self._starts, span.end) - 1
        return at >= 0 and self._spans[at].end > span.start
