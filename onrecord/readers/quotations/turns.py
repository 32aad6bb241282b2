"""Who has the word in a transcript? Turns begin with a label: "Q:", "MODERATOR:", "MR PRICE:"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from onrecord.model import Document, Span
from onrecord.readers.quotations.draft import Draft
from onrecord.readers.quotations.words import Lexicon
from onrecord.text import fold, lower, trim

_LABEL = re.compile(r"^[ \t]*([^\W\d_][\w.'’ -]{0,40}?)[ \t]*:(?=[ \t\n])", re.MULTILINE)


def turns(document: Document, words: Lexicon) -> Iterator[Draft]:
    """Yield the turns of everybody but the document's own speaker, each as a direct quotation."""
    body = document.body
    labels = [match for match in _LABEL.finditer(body) if _is_label(match.group(1), words)]
    seen = Counter(match.group(1) for match in labels)
    kept = [match for match in labels if _counts(match.group(1), seen, words)]
    if len(kept) < 2 or len({match.group(1) for match in kept}) < 2:
        return
    own = lower(document.speaker.value).split()[-1:] if document.speaker else []
    for match, following in zip(kept, [*kept[1:], None], strict=True):
        label = match.group(1)
        low = lower(fold(label))
        if low in words.members["answer label"] or any(word in low.split() for word in own):
            continue
        content = trim(body, Span(match.end(), following.start() if following else _paragraph_end(body, match.end())))
        if content.start < content.end:
            span = Span(match.start(1), match.end(1))
            yield Draft([content], "direct", f"the turn of “{label}” in a transcript", speaker=span, is_turn=True)


def _is_label(label: str, words: Lexicon) -> bool:
    parts = label.split()
    low = lower(fold(label))
    if low in words.members["turn label"]:
        return True
    if low in words.members["no speaker"] or len(parts) > 4:
        return False
    return (label.isupper() and len(label) > 1) or (len(parts) >= 2 and all(part[0].isupper() for part in parts))


def _counts(label: str, seen: Counter[str], words: Lexicon) -> bool:
    return seen[label] > 1 or lower(fold(label)) in words.members["turn label"] or label.isupper()


def _paragraph_end(body: str, at: int) -> int:
    end = body.find("\n\n", at + 2)
    return len(body) if end < 0 else end
