"""Whom does a pronoun or a short name mean?"""

from __future__ import annotations

from onrecord.model import Document, Span
from onrecord.readers.quotations.draft import Draft
from onrecord.readers.quotations.words import Lexicon
from onrecord.text import fold, lower

_KEPT = 200


def name_speakers(document: Document, drafts: list[Draft], words: Lexicon) -> None:
    """Fill ``speaker_name`` of the drafts, which are in text order, as far as the text allows.

    A pronoun of the third person takes the last speaker who was named; "I" and "we" the document's
    speaker, or that of the quotation around; a single name the fullest form seen before.
    """
    own = document.speaker.value if document.speaker else None
    last: str | None = None
    full: dict[str, str] = {}
    stack: list[Draft] = []
    for draft in drafts:
        while stack and not stack[-1].holds(Span(draft.start, draft.end)):
            stack.pop()
        if draft.speaker is not None and draft.speaker_name is None:
            said = " ".join(document[draft.speaker].split())
            low = lower(fold(said)).split("'")[0]
            classes = words.classes.get(low, frozenset())
            if classes & {"feminine", "masculine"}:
                draft.speaker_name = last
            elif "own" in classes:
                outer = next((d for d in reversed(stack) if d.mode == "direct"), None)
                draft.speaker_name = (outer.speaker_name if outer else own) or None
            elif said[:1].isupper() and not classes:
                draft.speaker_name = full.get(said.split()[-1], said)
                last = draft.speaker_name
                if len(said.split()) > 1 and len(full) < _KEPT:
                    full.setdefault(said.split()[-1], said)
        stack.append(draft)
