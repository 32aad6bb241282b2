"""Quotations of a language that onrecord knows no words of: what stands between marks, by its length."""

from __future__ import annotations

from onrecord.readers.quotations.draft import Draft
from onrecord.readers.quotations.marks import marked
from onrecord.text import tokens

_LEAST = 6
"""From this many words on, marks hold speech; fewer may hold a name, or words held at a distance."""

_SHARES = ((10, 0.99), (6, 0.96))
"""Words, and the share of marked spans of that length that annotators of US news took for quotations
(PolNeAR's train part). Of other languages none was measured."""


def between_marks(body: str) -> list[Draft]:
    """Return what stands between marks and is long enough to be speech, in text order; no speaker is told."""
    found = []
    for one in marked(body):
        words = sum(token.text[0].isalnum() for part in one.contents for token in tokens(body, *part))
        if words >= _LEAST:
            why = f"{words} words stand between marks; nothing else of this language is read"
            share = next(share for least, share in _SHARES if words >= least)
            found.append(Draft(list(one.contents), "direct", why, closed=one.closed, confidence=share))
    return sorted(found, key=lambda draft: (draft.start, -draft.end))
