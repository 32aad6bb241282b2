"""Words as full-text search sees them: without case and accents, each with its place in the text.

The database gets a text in which only words are left to tell apart, so that it and we always agree
on what a word is, whichever SQLite is at work. Words of scripts without spaces are single characters.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right

from onrecord.model import Span

_OTHERS = re.compile(r"[^\x00-\x7f]+")
_JOINERS = "\u00ad\u200c\u200d\u2060\ufeff"
"""Characters inside a word that are not seen."""

_UNSPACED = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Myanmar
    (0x1780, 0x17FF),  # Khmer
    (0x2E80, 0x312F),  # Han, Hiragana, Katakana
    (0x3190, 0xA4CF),
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)

LETTER = r"[0-9A-Za-z\x80-\U0010ffff]"
BETWEEN = r"[^0-9A-Za-z\x80-\U0010ffff]"
"""What stands in a word, and what does not, after ``plain_words``."""


class _Table(dict[int, str]):
    """What becomes of a character that is not ASCII; made as they come."""

    def __missing__(self, code: int) -> str:
        made = self[code] = _folded(chr(code))
        return made


def _folded(character: str) -> str:
    if character in _JOINERS:
        return ""
    if any(first <= ord(character) <= last for first, last in _UNSPACED):
        return f" {character} " if _in_word(character) else " "
    apart = unicodedata.normalize("NFKD", character.casefold()).casefold()
    parts = unicodedata.normalize("NFKD", apart)
    made = "".join((c if _in_word(c) else " ") for c in parts if not unicodedata.combining(c))
    return f" {made} " if " " in made.strip() else made  # ½ after 5 is no 51


def _in_word(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character).startswith("M")


_TABLE = _Table()


def plain_words(text: str) -> str:
    """Return the words of a text, ASCII as it is, everything else folded; what is no word is a space."""
    return _OTHERS.sub(lambda run: run.group().translate(_TABLE), text)


class Places:
    """A text's plain words, and the way back from them to the text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._made: list[int] = []  # where what became of a character begins, …
        self._from: list[int] = []  # … where the character stands, …
        self._size: list[int] = []  # … and how long what became of it is
        pieces: list[str] = []
        at = length = 0
        for run in _OTHERS.finditer(text):
            pieces.append(text[at : run.start()])
            length += run.start() - at
            for place, character in enumerate(run.group(), run.start()):
                made = _TABLE[ord(character)]
                self._made.append(length)
                self._from.append(place)
                self._size.append(len(made))
                pieces.append(made)
                length += len(made)
            at = run.end()
        self.words = "".join([*pieces, text[at:]])

    def span(self, start: int, end: int) -> Span:
        """Return the span in the text of a stretch of the plain words that is not empty."""
        stop = self._place(end - 1) + 1
        while stop < len(self._text) and self._text[stop] > "\x7f" and not _TABLE[ord(self._text[stop])]:
            stop += 1  # an accent of its own belongs to the letter before
        return Span(self._place(start), stop)

    def _place(self, at: int) -> int:
        n = bisect_right(self._made, at) - 1
        if n < 0:
            return at
        inside = at - self._made[n]
        return self._from[n] if inside < self._size[n] else self._from[n] + 1 + inside - self._size[n]
