"""The statement itself: its words, cut where marks begin and end, so that marks may nest and overlap."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterator
from heapq import heappop, heappush
from typing import NamedTuple

from onrecord.dossier.html.apparatus import Apparatus, Block
from onrecord.dossier.html.safe import attribute, words
from onrecord.model import Claim, Comparison, Finding, Quotation, Span

DEEPEST = 24
"""How many marks may lie over one another; browsers close elements beyond some hundreds."""

LANES = 3
"""How many lines below the words the short marks share."""


class Mark(NamedTuple):
    """A stretch of the text that gets an element: in the order in which marks nest."""

    start: int
    outer: int
    rank: int
    end: int
    classes: str
    anchor: str
    number: int
    title: str


def marks(apparatus: Apparatus) -> list[Mark]:
    """Return every mark of the page in nesting order: furniture, metadata, findings."""
    found = [
        Mark(*_span(omission.span), -1, omission.span[1], "omitted", "", 0, omission.why)
        for omission in apparatus.document.omissions
    ]
    named = {tuple(note.finding.span) for note in apparatus.notes}
    for name, span in apparatus.metadata_spans:
        anchor = "" if tuple(span) in named else f"c-{span.start}-{span.end}"
        named.add(tuple(span))
        found.append(Mark(*_span(span), 0, span.end, f"fact {name.replace(' ', '-')}", anchor, 0, ""))
    lanes = _lanes(apparatus)
    for note in apparatus.notes:
        finding = note.finding
        classes = [note.kind]
        if isinstance(finding, Quotation):
            classes.append(attribute(finding.mode))
            # A statement that stands in marks as a whole is not tinted from end to end.
            classes += ["whole"] if 2 * (finding.span.end - finding.span.start) > len(apparatus.document.text) else []
        elif isinstance(finding, Claim):
            classes += [] if finding.checkable else ["unchecked"]
        elif not isinstance(finding, Comparison):
            classes.append(f"l{lanes[note.number]}")
        for place, part in enumerate(_underlined(finding)):
            anchor = "" if place else note.anchor
            found.append(Mark(*_span(part), note.number, part[1], " ".join(classes), anchor, note.number, ""))
    return sorted(found)


def _span(span: tuple[int, int]) -> tuple[int, int]:
    return span[0], -span[1]


def _underlined(finding: Finding) -> list[Span]:
    """Return what is underlined for a finding: its span, or its parts where these may lie far apart."""
    if isinstance(finding, Comparison):
        parts = [finding.source_case, finding.target_case, *finding.grounds, finding.cue]
        return sorted({Span(*part) for part in parts if part is not None})
    return sorted(finding.content) if isinstance(finding, Quotation) and finding.content else [finding.span]


def _lanes(apparatus: Apparatus) -> dict[int, int]:
    """Give overlapping short marks lines of their own; where lanes run out, the last one is shared."""
    lanes: dict[int, int] = {}
    free = list(range(LANES))
    busy: list[tuple[int, int]] = []
    for note in apparatus.notes:
        if isinstance(note.finding, Quotation | Claim | Comparison):
            continue
        while busy and busy[0][0] <= note.finding.span.start:
            heappush(free, heappop(busy)[1])
        if free:
            lanes[note.number] = heappop(free)
            heappush(busy, (note.finding.span.end, lanes[note.number]))
        else:
            lanes[note.number] = LANES - 1
    return lanes


class Column:
    """Write the blocks of a text one after the other; marks that go on are opened again."""

    def __init__(self, apparatus: Apparatus) -> None:
        self._text = apparatus.document.text
        self._coming = marks(apparatus)
        self._coming.reverse()
        self._active: list[Mark] = []
        self._ends: list[int] = []
        self._written: set[str] = set()
        self.unmarked = 0

    def block(self, block: Block) -> str:
        """Return the HTML of one block's words and the white space after them."""
        out: list[str] = []
        opened: list[Mark] = []
        at = block.start
        while at < block.end:
            out += self._anchors(at)
            upto = self._next(at, block.end)
            wanted = self._active[:DEEPEST]
            same = 0
            while same < len(opened) and same < len(wanted) and opened[same] is wanted[same]:
                same += 1
            out.append("</span>" * (len(opened) - same))
            out += [self._open(mark) for mark in wanted[same:]]
            opened = wanted
            out.append(words(self._text[at:upto]))
            at = upto
        out.append("</span>" * len(opened))
        if block.stop > block.end:
            out.append(f'<span class="gap">{words(self._text[block.end : block.stop])}</span>')
        out += self._anchors(block.stop)
        return "".join(out)

    def _anchors(self, at: int) -> Iterator[str]:
        """Bring the active marks up to an offset; yield anchors for those that nothing showed."""
        while self._coming and self._coming[-1].start <= at:
            mark = self._coming.pop()
            insort(self._active, mark)
            heappush(self._ends, mark.end)
        if not self._ends or self._ends[0] > at:
            return
        while self._ends and self._ends[0] <= at:
            heappop(self._ends)
        for mark in self._active:
            if mark.end <= at and mark.anchor and mark.anchor not in self._written:
                self._written.add(mark.anchor)
                self.unmarked += mark.number > 0
                yield f'<span id="{mark.anchor}" class="anchor" data-n="{mark.number}"></span>'
        self._active = [mark for mark in self._active if mark.end > at]

    def _next(self, at: int, end: int) -> int:
        """Return the next offset at which a mark begins or ends."""
        if self._coming:
            end = min(end, self._coming[-1].start)
        if self._ends:
            end = min(end, self._ends[0])
        return end

    def _open(self, mark: Mark) -> str:
        anchor = ""
        if mark.anchor and mark.anchor not in self._written:
            self._written.add(mark.anchor)
            anchor = f' id="{mark.anchor}"'
        number = f' data-n="{mark.number}"' if mark.number else ""
        title = f' title="Page furniture, not read: {attribute(mark.title)}"' if mark.classes == "omitted" else ""
        return f'<span{anchor} class="{mark.classes}"{number}{title}>'
