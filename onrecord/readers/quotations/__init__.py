"""Who says what? Quotations: direct, indirect and mixed ones, and marks that quote nobody."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.model import Document, Finding, Mention, Quotation, Reading, Span
from onrecord.readers.languages import for_languages
from onrecord.readers.quotations.draft import Draft

BY = "quotations/1"


@for_languages("en")
def read(document: Document, reading: Reading) -> Iterator[Finding]:
    """Yield a Quotation for everything that somebody says or holds in the document, in text order."""
    from onrecord.readers.quotations.levels import drafts

    return _numbered(drafts(document, reading.sentences, reading.of(Mention)), BY)


@for_languages("en")
def by_labeller(document: Document, reading: Reading) -> Iterator[Finding]:
    """Yield quotations by the rules and a labeller trained on news; an alternative to ``read``.

    It finds more of what news reports, and more than the guide counts in statements (decision 0006).
    """
    from onrecord.readers.quotations.joined import joined
    from onrecord.readers.quotations.levels import drafts
    from onrecord.readers.quotations.speakers import name_speakers
    from onrecord.readers.quotations.words import lexicon

    mentions = reading.of(Mention)
    found = joined(document.body, drafts(document, reading.sentences, mentions), mentions)
    name_speakers(document, found, lexicon(), mentions, reading.sentences)
    return _numbered(found, "quotations-labeller/1")


def _numbered(found: list[Draft], by: str) -> Iterator[Finding]:
    """Give the drafts, which are in text order, their ids and parents."""
    stack: list[tuple[str, tuple[Span, ...]]] = []
    for number, draft in enumerate(found, 1):
        span = Span(draft.start, draft.end)
        while stack and not any(part.holds(span) for part in stack[-1][1]):
            stack.pop()
        name = f"q{number}"
        yield Quotation(
            span=span,
            by=by,
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
