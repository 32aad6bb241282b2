"""The text in units: sentences with the words between marks drawn together into one piece each.

A level is the document outside its marks, or the inside of one pair of marks. Within a level a
report never sees into the marks; what they hold is a level of its own.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from onrecord.model import Span
from onrecord.readers.quotations.marks import Marked
from onrecord.readers.quotations.signed import names
from onrecord.readers.quotations.words import Lexicon
from onrecord.text import fold, lower, tokens

_SIGNED = re.compile(r"[^\S\n]*\n?[^\S\n]*[–—―-]{1,2}[ \u00a0]?[^\W\d_a-z]")
"""A name after a dash, which signs the words between the marks before it."""
_APART = re.compile(r"[^\S\n]*\n[^\S\n]*\n[^\S\n]*[–—―][ \u00a0]?([^\W\d_a-z][^\n]{1,90})(?:\n|\Z)")
"""The same on a line of its own, after a blank one."""
_ASKED = re.compile(r"[?!…][”“\"'’»›]{1,2}$")
"""A question or cry between marks, after which the sentence may go on: “Why?” Lang asked."""
_STOPS = (".", "!", "?")
_LONGEST = 2_000
"""From this many characters on, a unit that ends in marks takes no further sentence in."""
_NONE: frozenset[str] = frozenset()


class Piece(NamedTuple):
    """A word, a sign, or (``atom`` set) everything between a pair of marks."""

    start: int
    end: int
    text: str
    low: str
    classes: frozenset[str]
    atom: Marked | None = None

    @property
    def is_word(self) -> bool:
        """Tell whether this is a word or number."""
        return self.atom is None and self.text[0].isalnum()


class Unit(NamedTuple):
    """A sentence of a level, in pieces. ``first`` and ``last``: whether it opens or closes a block."""

    span: Span
    pieces: tuple[Piece, ...]


def units(
    text: str, region: Span, inside: Sequence[Marked], sentences: Sequence[Span], words: Lexicon
) -> Iterator[Unit]:
    """Yield the units of a region of the text; ``inside`` are the marks directly within it."""
    atoms = sorted((outer, one) for one in inside if not one.whole for outer in one.outer)
    holes = sorted(outer for one in inside if one.whole for outer in one.outer)
    at_atom = at_hole = 0
    begin: int | None = None
    held: list[tuple[Span, Marked]] = []
    first = max(0, bisect_left(sentences, (region.start, region.start)) - 1)
    for sentence in sentences[first:]:
        start, end = max(sentence.start, region.start), min(sentence.end, region.end)
        if sentence.start >= region.end:
            break
        if start >= end:
            continue
        while at_hole < len(holes) and holes[at_hole].end <= start:
            at_hole += 1
        if at_hole < len(holes) and holes[at_hole].start < end:
            hole = holes[at_hole]
            if start >= hole.start and end <= hole.end:
                continue
            start, end = (start, hole.start) if start < hole.start else (hole.end, end)
        begin = start if begin is None else begin
        while at_atom < len(atoms) and atoms[at_atom][0].start < end:
            held.append(atoms[at_atom])
            at_atom += 1
        goes_past = bool(held) and held[-1][0].end > end
        last = bool(held) and held[-1][0].end >= end - 1 and end - begin < _LONGEST
        if goes_past and held[-1][0].start == end - 1 and text[begin : end - 1].rstrip().endswith(_STOPS):
            # The mark that opens the next sentence was left at the end of this one.
            yield Unit(Span(begin, end - 1), tuple(_pieces(text, Span(begin, end - 1), held[:-1], words)))
            begin, held = end - 1, held[-1:]
        if goes_past or (last and _goes_on(text, end, region.end, words)):
            continue
        yield Unit(Span(begin, end), tuple(_pieces(text, Span(begin, end), held, words)))
        begin, held = None, []
    if begin is not None and begin < region.end:
        end = max((outer.end for outer, _ in held), default=begin)
        if end > begin:
            yield Unit(Span(begin, end), tuple(_pieces(text, Span(begin, end), held, words)))


def _goes_on(text: str, end: int, limit: int, words: Lexicon) -> bool:
    """Tell whether a unit that ends in marks goes on: with a name that signs it, or with “…?” X said."""
    apart = _APART.match(text, end, limit)
    if _SIGNED.match(text, end, limit) or (apart is not None and names(apart.group(1), words)):
        return True
    asked = _ASKED.search(text, max(0, end - 4), end)
    line = text[end : min(limit, end + 90)].split("\n", 1)[0] if asked else ""
    before: list[str] = []
    for token in tokens(line):
        low = lower(fold(token.text))
        classes = words.classes.get(low, _NONE)
        entry = next((e for e in words.cues.get(low, ()) if e.form in ("past", "s") and "front" in e.row.frames), None)
        if entry is not None and before and token.text.islower():
            following = next(iter(tokens(line, token.end)), None)
            after = words.classes.get(lower(fold(following.text)), _NONE) if following else _NONE
            told = any(frame.startswith("whom-") for frame in entry.row.frames)
            return bool(told or not after & {"subject", "determiner", "possessive", "relative", "question", "finite"})
        if len(before) > 7 or classes & {"finite", "subordinator", "coordinator"} or low in (",", ";", ":"):
            return False
        before.append(low)
    return False


def _pieces(text: str, span: Span, atoms: Sequence[tuple[Span, Marked]], words: Lexicon) -> Iterator[Piece]:
    at = span.start
    for outer, one in atoms:
        if outer.start < at:
            continue
        yield from _words(text, at, outer.start, words)
        yield Piece(outer.start, outer.end, text[outer.start : outer.end], "“”", _NONE, one)
        at = outer.end
    yield from _words(text, at, span.end, words)


def _words(text: str, start: int, end: int, words: Lexicon) -> Iterator[Piece]:
    classes = words.classes
    for token in tokens(text, start, end):
        low = lower(fold(token.text))
        yield Piece(token.start, token.end, token.text, low, classes.get(low, _NONE))
