"""Where do the words of a claim begin and end? Without a turn's label, and with both marks of a pair or neither."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model import Span
from onrecord.readers.claims.tags import Words
from onrecord.text import Token

_OPENING = "“«"
_CLOSING = "”»"
_EITHER = '"'
_FEW = 3
_STOPS = (".", ",", "!", "?", "…")
LONGEST_LABEL = 5
"""How many words a turn's label may have, its colon among them."""


def marked(words: Words, low: int, high: int) -> Span:
    """Return the span of a stretch, with the other mark of a pair that it would cut in two."""
    start, end = words.tokens[low].start, words.tokens[high - 1].end
    opened = orphan = odd = False
    for token in words.tokens[low:high]:
        if token.text == _EITHER:
            odd = not odd
        elif token.text in _OPENING:
            opened = True
        elif token.text in _CLOSING:
            orphan, opened = orphan or not opened, False
    behind = high
    last = min(len(words.tokens), high + _FEW)
    while (opened or odd) and behind < last and words.tokens[behind].text in _STOPS:
        behind += 1
    mark = words.tokens[behind].text if behind < len(words.tokens) else ""
    if (opened and mark and mark in _CLOSING) or (odd and mark == _EITHER):
        return Span(start, words.tokens[behind].end)
    mark = words.tokens[low - 1].text if low else ""
    if (orphan and mark and mark in _OPENING) or (odd and mark == _EITHER):
        start = words.tokens[low - 1].start
    return Span(start, end)


def label(tokens: Sequence[Token]) -> int:
    """Return how many words at the start of a sentence label a turn of talk ("DERVISHI:", "A:"), or 0."""
    for place, token in enumerate(tokens[:LONGEST_LABEL]):
        if token.text == ":":
            return place + 1 if place else 0
        if not token.text.isupper():
            return 0
    return 0
