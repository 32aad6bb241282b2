"""Which single marks quote, and which are apostrophes?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from onrecord.model import Span
from onrecord.readers.quotations.words import lexicon
from onrecord.text import lower

_DECADE = re.compile(r"\d\ds?\b")
_WORD = re.compile(r"\w+")
_SINGLE = re.compile("[‘’‚']")


class Singles:
    """Single marks of a paragraph: which open, which close, and which are apostrophes."""

    def __init__(self, text: str, paragraph: Span) -> None:
        self._text, self._paragraph = text, paragraph
        self._roles = dict(self._decided())

    def role(self, at: int, is_open: bool) -> Literal["open", "close", "none"]:
        """Return what the mark at this place does."""
        role = self._roles.get(at, "none")
        return "none" if role == "close" and not is_open else role

    def _decided(self) -> Iterator[tuple[int, Literal["open", "close", "none"]]]:
        opened: int | None = None
        possible: int | None = None
        for match in _SINGLE.finditer(self._text[self._paragraph.start : self._paragraph.end]):
            at = self._paragraph.start + match.start()
            side = self._side(at)
            if side == "open":
                if opened is not None and possible is not None:
                    yield opened, "open"
                    yield possible, "close"
                opened, possible = at, None
            elif side == "close" and opened is not None:
                if at - opened > 2:
                    yield opened, "open"
                    yield at, "close"
                opened, possible = None, None
            elif side == "possessive" and opened is not None and possible is None and at - opened > 2:
                possible = at
        if opened is not None and possible is not None:
            yield opened, "open"
            yield possible, "close"

    def _side(self, at: int) -> Literal["open", "close", "possessive", "none"]:
        text, start, end = self._text, self._paragraph.start, self._paragraph.end
        mark = text[at]
        before = text[at - 1] if at > start else " "
        after = text[at + 1] if at + 1 < end else " "
        if before.isalnum() and after.isalnum():
            return "none"
        if (before.isspace() or before in '([{-–—/"“„«') and (after.isalnum() or after in '“"[(…'):
            if mark == "’" or _is_elision(text, at + 1):
                return "none"
            return "open"
        if not before.isspace() and not after.isalnum() and mark != "‚":
            if before in "sS" and after.isspace() and at + 2 < end and text[at + 2].islower():
                return "possessive"
            if before.isdigit() and mark == "'" and not after.isspace() and after not in ".,;:)":
                return "none"
            return "close"
        return "none"


def _is_elision(text: str, at: int) -> bool:
    """Tell whether an apostrophe before ``at`` stands for letters left out: '90s, 'tis."""
    if _DECADE.match(text, at):
        return True
    word = _WORD.match(text, at, at + 8)
    return word is not None and lower(word.group()) in lexicon().members["elision"]
