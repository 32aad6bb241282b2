"""Offsets and tokens: how to walk through a text without ever losing one's place in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from onrecord.model import Span

# One to one, so that offsets in the folded copy are offsets in the text.
_FOLD = str.maketrans(
    {
        **dict.fromkeys("\t\u00a0\u1680\u202f\u205f\u3000", " "),
        **dict.fromkeys(map(chr, range(0x2000, 0x200B)), " "),
        **dict.fromkeys("\u2018\u2019\u201b\u02bc\u2032\u00b4\u0060\uff07", "'"),
        **dict.fromkeys("\u2010\u2011\u2012\u00ad\ufe63\uff0d", "-"),
    }
)

_TOKEN = re.compile(
    r"""
    \d+(?:[.,]\d+)*                     # numbers with their separators: 250,000  3.5
  | [^\W\d_]+(?:\.[^\W\d_])+\.?         # dotted initials: U.S.  e.g.
  | [^\W_]+(?:['’\u2010\u2011\u00ad-][^\W_]+)*   # words with inner apostrophes and hyphens
  | \.{3,}                              # an ellipsis in dots
  | \S                                  # any other single character
    """,
    re.VERBOSE,
)
_EOL = "\n\r\u2028\u2029\x0b\x0c\x85"
_BLANK_LINES = re.compile(rf"(?:\r\n|[{_EOL}])[^\S\n\r]*(?:\r\n|[{_EOL}])\s*")
_LINE = re.compile(rf"[^{_EOL}]+")


class Token(NamedTuple):
    """A word, number or mark with its place in the text."""

    start: int
    end: int
    text: str

    @property
    def span(self) -> Span:
        """The token's place."""
        return Span(self.start, self.end)


def fold(text: str) -> str:
    """Return a copy of the same length with apostrophes, hyphens and spaces in their plain form.

    Quotation marks stay as they are; dashes (– —) too. Offsets hold in both.
    """
    return text.translate(_FOLD)


def lower(text: str) -> str:
    """Return the text in lower case at the same length, so that offsets hold in both."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(c if len(c.lower()) != 1 else c.lower() for c in text)


def tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Split a stretch of the text into tokens; their offsets count from the start of the text."""
    stop = len(text) if end is None else end
    return [Token(m.start(), m.end(), m.group()) for m in _TOKEN.finditer(text, start, stop)]


def trim(text: str, span: Span, characters: str | None = None) -> Span:
    """Draw a span in until it neither begins nor ends with white space (or ``characters``)."""
    piece = text[span.start : span.end]
    start = span.start + len(piece) - len(piece.lstrip(characters))
    return Span(start, max(start, span.end - (len(piece) - len(piece.rstrip(characters)))))


def paragraphs(text: str) -> Iterator[Span]:
    """Yield the blocks between blank lines, without the white space around them."""
    at = 0
    for gap in _BLANK_LINES.finditer(text):
        block = trim(text, Span(at, gap.start()))
        if block.start < block.end:
            yield block
        at = gap.end()
    block = trim(text, Span(at, len(text)))
    if block.start < block.end:
        yield block


def lines(text: str) -> Iterator[Span]:
    """Yield the lines that hold more than white space, without the white space around them."""
    for match in _LINE.finditer(text):
        line = trim(text, Span(match.start(), match.end()))
        if line.start < line.end:
            yield line


class Utf16Map:
    """Convert code point offsets of one text to UTF-16 code units (JavaScript, Java) and back."""

    def __init__(self, text: str) -> None:
        self._astral = [i for i, c in enumerate(text) if ord(c) > 0xFFFF]
        self._units = [at + i + 1 for i, at in enumerate(self._astral)]

    def to_utf16(self, offset: int) -> int:
        """Return the UTF-16 offset of a code point offset."""
        return offset + bisect_right(self._astral, offset - 1)

    def from_utf16(self, offset: int) -> int:
        """Return the code point offset of a UTF-16 offset; one inside a pair is that pair's start."""
        return offset - bisect_right(self._units, offset)
