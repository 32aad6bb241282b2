"""What all parts of the page share: paragraphs, the number and the anchor of each finding, and who speaks."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from onrecord.dossier.html.safe import shorten, value, words
from onrecord.dossier.unread import unread
from onrecord.model import (
    KINDS,
    AnyFinding,
    Document,
    Finding,
    Mention,
    Quotation,
    Reading,
    Span,
    kind_of,
)
from onrecord.text import lines, paragraphs

LONG_LINE = 100
"""Characters; a line longer than this is a paragraph, not a line that somebody wrapped."""

MANY_LINES = 500
"""Lines in a row from which on they are one block, so that a page of short lines stays small."""


class Layer(NamedTuple):
    """A kind of finding as the page names it."""

    kind: str
    title: str
    label: str
    one: str


LAYERS: tuple[Layer, ...] = (
    Layer("quotation", "Quotations", "says", "quotation"),
    Layer("time", "Dates and times", "date", "date or time"),
    Layer("quantity", "Quantities", "number", "quantity"),
    Layer("mention", "Names", "name", "name"),
    Layer("citation", "Citations", "cites", "citation"),
    Layer("claim", "Claims", "claim", "claim"),
    Layer("comparison", "Comparisons", "compares", "comparison"),
    Layer("wording", "Wordings", "word", "wording"),
    Layer("remark", "Remarks", "remark", "remark"),
)
LAYER = {layer.kind: layer for layer in LAYERS}
_ORDER = {kind_of(kind): place for place, kind in enumerate(KINDS)}


class Block(NamedTuple):
    """A paragraph or line of the statement: its words, and the white space that follows it."""

    start: int
    end: int
    stop: int
    number: int | None
    shape: str


class Note(NamedTuple):
    """A finding with its number on the page, the anchor of its mark, and its paragraph."""

    number: int
    finding: AnyFinding
    anchor: str
    block: int

    @property
    def kind(self) -> str:
        """The kind of the finding, as the contract names it."""
        return kind_of(self.finding)


class Apparatus:
    """The numbering of one page; everything here is a function of the reading alone."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.document: Document = reading.document
        self.blocks: tuple[Block, ...] = tuple(blocks(self.document))
        self._starts = [block.start for block in self.blocks]
        seen: Counter[tuple[int, int]] = Counter()
        notes = []
        for number, finding in enumerate(sorted(reading.findings, key=_place), 1):
            start, end = finding.span
            seen[start, end] += 1
            twin = f"-{seen[start, end]}" if seen[start, end] > 1 else ""
            notes.append(Note(number, finding, f"c-{start}-{end}{twin}", self.block(start)))
        self.notes: tuple[Note, ...] = tuple(notes)
        self._anchored = set(seen)

    def block(self, offset: int) -> int:
        """Return the index of the block in which an offset lies."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def of(self, kind: type[Finding]) -> tuple[Note, ...]:
        """Return the notes on one kind of finding, in text order."""
        name = kind_of(kind)
        return tuple(note for note in self.notes if note.kind == name)

    @cached_property
    def counts(self) -> Counter[str]:
        """How many findings there are of each kind."""
        return Counter(note.kind for note in self.notes)

    @cached_property
    def unread(self) -> dict[str, str]:
        """Why layers that hold nothing were not read, by kind."""
        return unread(self.reading)

    def nothing(self, kind: str, otherwise: str) -> str:
        """Return the one line of a section without findings: that it was not read, or that nothing was found."""
        reason = self.unread.get(kind)
        return f'<p class="none">{f"Not read: the reader of this layer {words(reason)}." if reason else otherwise}</p>'

    def count(self, kind: str) -> str:
        """Return how many findings of a kind there are; a dash where nobody looked for them."""
        return "–" if kind in self.unread else f"{self.counts[kind]:,}"

    @cached_property
    def quotations(self) -> dict[str, Note]:
        """The quotations by their ids."""
        return {note.finding.id: note for note in self.notes if isinstance(note.finding, Quotation)}

    @cached_property
    def referents(self) -> dict[str, list[Note]]:
        """The notes on names, by the thing they name, in the order of the first occurrence."""
        found: dict[str, list[Note]] = {}
        for note in self.notes:
            if isinstance(note.finding, Mention):
                found.setdefault(note.finding.referent, []).append(note)
        return found

    @cached_property
    def entries(self) -> dict[str, str]:
        """The ids of the entries in the index of names, by referent."""
        return {referent: f"name-{place}" for place, referent in enumerate(self.referents, 1)}

    @cached_property
    def metadata_spans(self) -> tuple[tuple[str, Span], ...]:
        """The names and places of those metadata that stand in the text."""
        document = self.document
        facts = [("title", document.title), ("speaker", document.speaker), ("office", document.office)]
        facts += [("organisation", document.organisation), ("published", document.published)]
        facts += [("other language", fact) for fact in document.other_languages]
        length = len(document.text)
        spans = [(name, fact.span) for name, fact in facts if fact is not None and fact.span is not None]
        return tuple((name, Span(*span)) for name, span in spans if 0 <= span[0] < span[1] <= length)

    def has_anchor(self, span: Span) -> bool:
        """Tell whether some element of the page carries the id of this very span."""
        return tuple(span) in self._anchored or any(span == held for _, held in self.metadata_spans)

    def paragraph(self, offset: int) -> str:
        """Return how a reader is pointed to an offset: ``¶ 4``, or ``furniture``."""
        if not self.blocks:
            return "¶"
        number = self.blocks[self.block(offset)].number
        return "furniture" if number is None else f"¶ {number}"

    def to(self, span: Span, anchor: str | None = None, label: str | None = None) -> str:
        """Return a link to a place in the text; it works without a script where a mark stands there."""
        inner = label if label is not None else self.paragraph(span.start)
        name = anchor or f"c-{span.start}-{span.end}"
        # Without a mark of its own a passage is only found by the script, which reads the equals sign.
        target = name if anchor or self.has_anchor(span) else f"c={span.start}-{span.end}"
        return f'<a class="at" href="#{target}">{inner}</a>'

    def places(self, notes: list[Note]) -> str:
        """Return links to the places of several notes."""
        return ", ".join(self.to(note.finding.span, note.anchor) for note in notes)

    def speaker(self, quotation: Quotation, limit: int = 80) -> str:
        """Return who speaks in a quotation, or an empty string (plain text)."""
        if quotation.speaker_name:
            return shorten(quotation.speaker_name, limit)
        return shorten(self.document[quotation.speaker], limit) if quotation.speaker else ""

    def asserted(self, by: str) -> str:
        """Return who asserts something, as HTML: the author, or the speaker of a quotation."""
        if by == "author":
            return "the author"
        note = self.quotations.get(by)
        if note is None or not isinstance(note.finding, Quotation):
            return f"quotation {words(by)}"
        name = self.speaker(note.finding)
        where = self.to(note.finding.span, note.anchor, "in a quotation" if name else "a quotation")
        return f"{value(name)}, {where}" if name else f"{where} without a named speaker"


def _place(finding: Finding) -> tuple[int, int, int]:
    return finding.span.start, -finding.span.end, _ORDER[kind_of(finding)]


def blocks(document: Document) -> Iterator[Block]:
    """Cut the whole text into paragraphs and lines; together they cover every character once.

    White space before the first word is a block without words. A paragraph whose lines somebody
    wrapped at a fixed width stays whole (shape ``wrapped``); otherwise each line is a block of its
    own: ``first`` after a blank line, ``line`` after a line break; very many of them are one, ``lines``.
    """
    text, body = document.text, document.body
    pieces = [piece for paragraph in paragraphs(text) for piece in _pieces(text, paragraph)]
    number = 0
    if not pieces or pieces[0][0].start > 0:
        yield Block(0, 0, pieces[0][0].start if pieces else len(text), None, "blank")
    for place, (span, shape) in enumerate(pieces):
        stop = pieces[place + 1][0].start if place + 1 < len(pieces) else len(text)
        furniture = not body[span.start : span.end].strip()
        number += not furniture
        yield Block(span.start, span.end, stop, None if furniture else number, "furniture" if furniture else shape)


def _pieces(text: str, paragraph: Span) -> list[tuple[Span, str]]:
    rows = [
        Span(paragraph.start + row.start, paragraph.start + row.end)
        for row in lines(text[paragraph.start : paragraph.end])
    ]
    lengths = [row.end - row.start for row in rows]
    if len(rows) > 1 and max(lengths) <= LONG_LINE and min(lengths[:-1]) >= LONG_LINE * 45 // 100:
        return [(paragraph, "wrapped")]
    if len(rows) > MANY_LINES:
        return [(paragraph, "lines")]
    return [
        (row, "first" if place == 0 or lengths[place - 1] > LONG_LINE else "line") for place, row in enumerate(rows)
    ]
