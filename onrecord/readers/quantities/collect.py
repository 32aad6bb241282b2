"""In which order are the numbers of a document taken, and which are free to be taken?"""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.model import Citation, Document, Finding, Quantity, Reading, Span, Time
from onrecord.readers.quantities.draft import Draft
from onrecord.readers.quantities.grammar import find, grammar
from onrecord.readers.quantities.measure import measured
from onrecord.readers.quantities.refuse import refused

BY = "quantities/1"


def read_quantities(document: Document, reading: Reading) -> Iterator[Finding]:
    """Yield every Quantity of a document, in text order; ``read`` of the package says the rest."""
    shaped = grammar().lexer.read(document.body)
    taken = _Taken([finding.span for kind in (Time, Citation) for finding in reading.of(kind)])
    at = 0
    previous: Draft | None = None
    for found in find(shaped):
        if found.match.start() < at or taken.covers(shaped.span(found.match.start(), found.match.end())):
            continue
        if refused(shaped, found):
            continue
        for draft in measured(shaped, found, previous):
            span = shaped.span(draft.first, draft.last)
            if taken.covers(span):
                draft.last, draft.unit = draft.bare, None
                span = shaped.span(draft.first, draft.last)
            at, previous = max(at, draft.last), draft
            yield Quantity(
                span=span,
                by=BY,
                why=draft.why,
                value=draft.value,
                low=draft.low,
                high=draft.high,
                unit=draft.unit,
                modifier=draft.modifier,
                change=draft.change,
            )


class _Taken:
    """The stretches of text that other findings explain, asked in text order."""

    def __init__(self, spans: list[Span]) -> None:
        self._spans = sorted(spans)
        self._at = 0

    def covers(self, span: Span) -> bool:
        """Tell whether a stretch overlaps one of them."""
        while self._at < len(self._spans) and self._spans[self._at].end <= span.start:
            self._at += 1
        return any(taken.overlaps(span) for taken in self._spans[self._at : self._at + 3])
