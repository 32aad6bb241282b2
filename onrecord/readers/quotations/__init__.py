"""Who says what? Quotations: direct, indirect and mixed ones, and marks that quote nobody."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.model import Document, Finding, Mention, Quotation, Reading, Span
from onrecord.readers.languages import for_languages
from onrecord.readers.quotations.draft import Draft

BY = "quotations/2"


def read(document: Document, reading: Reading) -> Iterator[Finding]:
    """Yield a Quotation for everything that somebody says or holds in the document, in text order.

    In English by rules and a trained labeller, in German by the labeller, in any other language by
    marks alone. Each has its measured ``confidence``.
    """
    from onrecord.readers.quotations.joined import joined, seen
    from onrecord.readers.quotations.labeller import LANGUAGES
    from onrecord.readers.quotations.marks_alone import between_marks
    from onrecord.readers.quotations.speakers import name_speakers
    from onrecord.readers.quotations.words import lexicon

    language = (document.language or "en").split("-")[0].lower()
    if language not in LANGUAGES:
        return _numbered(between_marks(document.body), "quotations-marks/1")
    mentions = reading.of(Mention)
    before = seen(document, reading.sentences, mentions)
    found = joined(document, language, reading.sentences, before)
    if language == "en":
        name_speakers(document, found, lexicon(), mentions, reading.sentences)
    return _numbered(found, BY)


@for_languages("en")
def by_rules(document: Document, reading: Reading) -> Iterator[Finding]:
    """Yield quotations by the rules alone, without a confidence; an alternative to ``read``."""
    from onrecord.readers.quotations.levels import drafts

    return _numbered(drafts(document, reading.sentences, reading.of(Mention)), "quotations-rules/1")


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
            confidence=draft.confidence,
        )
        stack.append((name, tuple(draft.content)))
