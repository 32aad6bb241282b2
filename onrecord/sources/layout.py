"""The lines of a text, and which of them are prose: what furniture and metadata both look at."""

from __future__ import annotations

import re
from typing import NamedTuple

from onrecord.model import Span
from onrecord.text import fold, lines, lower

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_STOPS = frozenset(".!?…。！？؟।")
_CLOSERS = "\"'”’»“„)]*†‡ \t"
_LONG = 600
"""Lines over this many characters are prose; their words are not counted one by one."""
PROSE_WORDS = 8
"""A line of this many words that ends like a sentence is prose."""
LONG_WORDS = 40
"""A line of this many words is prose, however it ends."""


class Line(NamedTuple):
    """A line that holds more than white space.

    ``words`` counts its words (an estimate in long lines), ``stop`` tells whether it ends like a
    sentence, ``gap`` whether a blank line stands before it.
    """

    start: int
    end: int
    words: int
    stop: bool
    gap: bool

    @property
    def span(self) -> Span:
        """Where the line stands, without the white space around it."""
        return Span(self.start, self.end)

    @property
    def prose(self) -> bool:
        """Whether the line reads as running text."""
        return self.words >= LONG_WORDS or (self.words >= PROSE_WORDS and self.stop)


def layout(text: str) -> list[Line]:
    """Return the text's lines; linear in the text."""
    found: list[Line] = []
    last = 0
    for span in lines(text):
        start, end = span
        long = end - start > _LONG
        words = (end - start) // 6 if long else len(text[start:end].split())
        between = text[last:start]
        gap = between.count("\n") > 1 or "\f" in between or between.count("\r") > 1 + between.count("\r\n")
        found.append(Line(start, end, words, ends_like_a_sentence(text[max(start, end - 20) : end]), gap or not found))
        last = end
    return found


def ends_like_a_sentence(piece: str) -> bool:
    """Tell whether a piece ends with a stop, whatever closing marks follow it."""
    bare = piece.rstrip(_CLOSERS)
    return bool(bare) and bare[-1] in _STOPS


def key(piece: str) -> str:
    """Return a piece in the form in which short lines are compared: its words, in lower case."""
    return " ".join(_WORD.findall(lower(fold(piece))))


def continues(text: str, before: Line, line: Line) -> bool:
    """Tell whether a line goes on with the sentence of the line right above it (a wrapped text)."""
    if line.gap or before.stop:
        return False
    first = text[line.start]
    return before.words > 5 and (first.islower() or first in ",;)")
