"""Who says what? Quotations: direct, indirect and mixed ones, and marks that quote nobody."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.model import Document, Finding, Mention, Quotation, Reading, Span
from onrecord.readers.languages import for_languages

BY = "quotations/1"


@for_languages("en")
def read(document: Document, reading: Reading) -> Iterator[Finding]:
    """Yield a Quotation for everything that somebody says or holds in the document, in text order."""
    from onrecord.readers.quotations.levels import drafts

    found = drafts(document, reading.sentences, reading.of(Mention))
    stack: list[tuple[str, tuple[Span, ...]]] = []
    for number, draft in enumerate(found, 1):
        span = Span(draft.start, draft.end)
        while stack and not any(part.holds(span) for part in stack[-1][1]):
            stack.pop()
        name = f"q{number}"
        yield Quotation(
            span=span,
            by=BY,
            why=draft.why,
            id=name,
            content=tuple(draft.content),
            mode=draft.mode,
            speaker=draft.speaker,
            speaker_name=draft.speaker_name,
            cue=draft.cue,
            attitude=draft.attitude,
            parent=stack[-1][0] if stack else None,
            closed=draft.closed,
        )
        stack.append((name, tuple(draft.content)))
