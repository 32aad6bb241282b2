"""Who has the word in a transcript? Turns begin with a label: "Q:", "MODERATOR:", "ANA NOVAK (Greens):"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from onrecord.model import Document, Mention, Span
from onrecord.readers.quotations.draft import Draft
from onrecord.readers.quotations.words import Lexicon
from onrecord.text import fold, lower, trim

_LABEL = re.compile(
    r"^[ \t]*(?:\[?\d{1,2}:\d\d(?::\d\d)?\]?[ \t]+)?(?:[*_]{1,2})?"  # a time code; the stars of a bold label
    r"([^\W\d_][\w.'’ -]{0,40}?)"
    r"[ \t]*(\([^()\n]{1,80}\))?[ \t]*(?:[*_]{1,2})?(:|(?<=^\w)\.)(?:[*_]{1,2})?(?=[ \t\n])",
    re.MULTILINE,
)


def turns(document: Document, words: Lexicon, mentions: Sequence[Mention] = ()) -> Iterator[Draft]:
    """Yield the turns of everybody but the document's own speaker, each as a direct quotation.

    "A:" is the turn of the document's speaker, and somebody else's where no speaker is known.
    """
    body = document.body
    kept = _labels(document, words, mentions)
    if len(kept) < 2 or len({match.group(1) for match in kept}) < 2:
        return
    own = lower(document.speaker.value).split()[-1:] if document.speaker else []
    for match, following in zip(kept, [*kept[1:], None], strict=True):
        label = match.group(1)
        low = lower(fold(label))
        if own and (low in words.members["answer label"] or any(word in low.split() for word in own)):
            continue
        content = trim(body, Span(match.end(), following.start() if following else _paragraph_end(body, match.end())))
        if content.start < content.end:
            span = Span(match.start(1), match.end(1))
            yield Draft([content], "direct", f"the turn of “{label}” in a transcript", speaker=span, is_turn=True)


def _labels(document: Document, words: Lexicon, mentions: Sequence[Mention]) -> list[re.Match[str]]:
    """Return the labels of the turns of a document."""
    labels = [match for match in _LABEL.finditer(document.body) if _is_label(match, words)]
    seen = Counter(match.group(1) for match in labels)
    known = any(_is_part(match.group(1), words) for match in labels)
    surnames = {document[m.span].split()[-1] for m in mentions if m.type == "person" and " " in document[m.span]}
    if document.speaker:
        surnames.add(document.speaker.value.split()[-1])
    return [
        match
        for match in labels
        if (match.group(2) or _counts(match.group(1), seen, words))
        and (_is_clear(match.group(1)) or known or match.group(1) in surnames or _is_part(match.group(1), words))
    ]


def _is_part(label: str, words: Lexicon) -> bool:
    """Tell whether a label names a part in a talk: "Q", "Moderator", "The Chair"."""
    parts = lower(fold(label)).split()
    if len(parts) == 2 and parts[0] in words.members["determiner"]:
        parts = parts[1:]
    return " ".join(parts) in words.members["turn label"]


def _is_clear(label: str) -> bool:
    """Tell whether a label shows by its capitals or its parts that it names somebody."""
    return (label.isupper() and len(label) > 1) or " " in label


def _is_label(match: re.Match[str], words: Lexicon) -> bool:
    label = match.group(1)
    if match.group(3) == ".":
        return len(label) == 1 and label.isupper() and _is_part(label, words)  # "Q." and "A."
    parts = label.split()
    if _is_part(label, words):
        return True
    if lower(fold(label)) in words.members["no speaker"] or len(parts) > 4:
        return False
    return all(part[0].isupper() for part in parts)


def _counts(label: str, seen: Counter[str], words: Lexicon) -> bool:
    first = lower(fold(label.split()[0])).strip(".")
    titled = " " in label and first in words.members["title"]
    return seen[label] > 1 or titled or _is_part(label, words) or (label.isupper() and len(label) > 1)


def _paragraph_end(body: str, at: int) -> int:
    end = body.find("\n\n", at + 2)
    return len(body) if end < 0 else end
