"""The dated findings on a line, drawn as SVG: bars for intervals, gaps in time cut short."""

from __future__ import annotations

from bisect import bisect_right
from heapq import heappop, heappush
from itertools import pairwise
from typing import NamedTuple

from onrecord.dossier.html.apparatus import Apparatus, Note
from onrecord.dossier.html.cards import anchor
from onrecord.dossier.html.edtf import Extent, extent
from onrecord.dossier.html.safe import attribute, quoted, shorten, term, value
from onrecord.dossier.html.tables import section, table
from onrecord.dossier.html.terms import TIMES
from onrecord.dossier.terms import coded, in_words
from onrecord.model import Time

BREAK = 5.0
"""Per cent of the line that a stretch of years without any date is cut down to."""
LANES = 24
ROW, BAR, HEAD = 13, 7, 30
_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500)


class Entry(NamedTuple):
    """One interval and the notes that name it."""

    extent: Extent
    interval: str
    notes: list[Note]


class Piece(NamedTuple):
    """A stretch of years and where it is drawn, in per cent of the width."""

    low: float
    high: float
    left: float
    right: float
    broken: bool


def timeline(apparatus: Apparatus) -> str:
    """Return the section on dates and times."""
    entries: dict[str, Entry] = {}
    unplaced: list[Note] = []
    for note in apparatus.of(Time):
        finding = note.finding
        if not isinstance(finding, Time):
            continue
        place = extent(finding.interval) if finding.interval else None
        if place is None or finding.interval is None:
            unplaced.append(note)
        else:
            entries.setdefault(finding.interval, Entry(place, finding.interval, [])).notes.append(note)
    ordered = sorted(entries.values(), key=lambda entry: (_begin(entry.extent), _end(entry.extent), entry.interval))
    body = _drawing(ordered) + _placed(apparatus, ordered) + _unplaced(apparatus, unplaced)
    return section("times", "Dates and times", body or apparatus.nothing("time", "No date or time was recognised."))


def _begin(place: Extent) -> float:
    return place.low if place.low is not None else (place.high or 0.0)


def _end(place: Extent) -> float:
    return place.high if place.high is not None else (place.low or 0.0)


def _relative(note: Note) -> bool:
    return isinstance(note.finding, Time) and note.finding.anchor is not None


def scale(entries: list[Entry]) -> list[Piece]:
    """Lay the years that hold dates on a line of 2 to 98 per cent, and cut the empty ones short."""
    covered: list[list[float]] = []
    for low, high in sorted((_begin(entry.extent), _end(entry.extent)) for entry in entries):
        if covered and low <= covered[-1][1]:
            covered[-1][1] = max(covered[-1][1], high)
        else:
            covered.append([low, max(high, low + 1 / 365)])
    gaps = sorted((after[0] - before[1], place) for place, (before, after) in enumerate(pairwise(covered)))
    years = sum(high - low for low, high in covered)
    broken = set()
    for gap, place in gaps:
        # Eight breaks at most, so that the dates keep more than half of the line.
        if gap > max(5.0, years):
            broken.add(place)
        else:
            years += gap
    broken = set(sorted(broken, key=lambda place: covered[place][1] - covered[place + 1][0])[:8])
    stretches: list[list[float]] = [covered[0]]
    for place, after in enumerate(covered[1:]):
        if place in broken:
            stretches.append(after)
        else:
            stretches[-1] = [stretches[-1][0], after[1]]
    return _laid(stretches)


def _laid(stretches: list[list[float]]) -> list[Piece]:
    total = sum(high - low for low, high in stretches)
    room = 96.0 - BREAK * (len(stretches) - 1)
    # Each stretch gets a part of its own, so that a single day among centuries still has a place.
    least = min(6.0, room / (2 * len(stretches)))
    left, pieces = 2.0, list[Piece]()
    for low, high in stretches:
        if pieces:
            pieces.append(Piece(pieces[-1].high, low, left, left + BREAK, True))
            left += BREAK
        width = least + (room - least * len(stretches)) * (high - low) / total
        pieces.append(Piece(low, high, left, left + width, False))
        left += width
    return pieces


def _at(pieces: list[Piece], year: float) -> float:
    piece = pieces[max(0, bisect_right(pieces, year, key=lambda each: each.low) - 1)]
    if piece.high <= piece.low:
        return piece.left
    share = min(1.0, max(0.0, (year - piece.low) / (piece.high - piece.low)))
    return piece.left + share * (piece.right - piece.left)


def _drawing(entries: list[Entry]) -> str:
    if not entries:
        return ""
    pieces = scale(entries)
    free, busy, lanes = list(range(LANES)), list[tuple[float, int]](), 0
    bars = []
    for entry in entries:
        left = 0.0 if entry.extent.low is None else _at(pieces, entry.extent.low)
        right = 100.0 if entry.extent.high is None else _at(pieces, entry.extent.high)
        right = max(right, left + 0.7)
        while busy and busy[0][0] < left:
            heappush(free, heappop(busy)[1])
        lane = heappop(free) if free else LANES - 1
        if free or lane != LANES - 1:
            heappush(busy, (right + 0.6, lane))
        lanes = max(lanes, lane + 1)
        bars.append(_bar(entry, left, right, HEAD + lane * ROW))
    height = HEAD + lanes * ROW + 4
    return (
        '<figure class="timeline">'
        f'<svg width="100%" height="{height}" role="img" '
        'aria-label="The dated findings on a line; the table below lists them.">'
        f"{_axis(pieces, height)}{''.join(bars)}</svg>"
        "<figcaption>Full bars stand in the text as dates; hollow bars were counted from another date; "
        "dashed ends are open; a gap in the axis skips years without dates.</figcaption></figure>"
    )


def _bar(entry: Entry, left: float, right: float, top: int) -> str:
    classes = "bar relative" if all(_relative(note) for note in entry.notes) else "bar"
    if entry.extent.approximate:
        classes += " about"
    count = f" ({len(entry.notes)} times)" if len(entry.notes) > 1 else ""
    lines = ""
    solid_left, solid_right = left, right
    middle = top + BAR / 2
    if entry.extent.low is None:
        solid_left = max(left, right - 2.0)
        lines += f'<line class="open" x1="{left:.2f}%" x2="{solid_left:.2f}%" y1="{middle}" y2="{middle}"/>'
    if entry.extent.high is None:
        solid_right = min(right, left + 2.0)
        lines += f'<line class="open" x1="{solid_right:.2f}%" x2="{right:.2f}%" y1="{middle}" y2="{middle}"/>'
    return (
        f"<g><title>{attribute(shorten(entry.interval, 80))}{count}</title>{lines}"
        f'<rect class="{classes}" x="{solid_left:.2f}%" width="{max(0.7, solid_right - solid_left):.2f}%" '
        f'y="{top}" height="{BAR}" rx="2"/></g>'
    )


def year_name(year: float) -> str:
    """Return how a year of EDTF is called: ``1995``, ``44 BC`` (EDTF counts 1 BC as 0)."""
    whole = int(year)
    name = f"{1 - whole:,}" if whole <= 0 else f"{whole:,}" if whole > 9999 else str(whole)
    return f"{name} BC" if whole <= 0 else name


def _axis(pieces: list[Piece], height: int) -> str:
    out = []
    last = -99.0
    for piece in pieces:
        if piece.broken:
            middle = (piece.left + piece.right) / 2
            out.append(f'<line class="axis skipped" x1="{piece.left:.2f}%" x2="{piece.right:.2f}%" y1="22" y2="22"/>')
            out.append(f'<text class="tick" x="{middle:.2f}%" y="20" text-anchor="middle">⁄⁄</text>')
            continue
        out.append(f'<line class="axis" x1="{piece.left:.2f}%" x2="{piece.right:.2f}%" y1="22" y2="22"/>')
        for year in _ticks(piece):
            at = _at(pieces, year)
            if at - last < 11.0:
                continue
            last = at
            end = "start" if at < 5 else "end" if at > 95 else "middle"
            out.append(f'<line class="grid" x1="{at:.2f}%" x2="{at:.2f}%" y1="22" y2="{height}"/>')
            out.append(f'<text class="tick" x="{at:.2f}%" y="14" text-anchor="{end}">{year_name(year)}</text>')
    return "".join(out)


def _ticks(piece: Piece) -> list[float]:
    first = -int(-piece.low // 1)
    years = int(piece.high // 1) - first
    if years < 1:
        return [piece.low]
    wanted = max(1.0, (piece.right - piece.left) / 12)
    power = 1
    while years / (500 * power) > wanted:
        power *= 1000
    step = next((each * power for each in _STEPS if years / (each * power) <= wanted), 500 * power)
    begin = -(-first // step) * step
    marks = [float(year) for year in range(begin, first + years + 1, step)]
    return marks or [piece.low]


def _placed(apparatus: Apparatus, entries: list[Entry]) -> str:
    rows = []
    for entry in entries:
        for note in entry.notes:
            finding = note.finding
            if isinstance(finding, Time):
                how = anchor(apparatus, finding)
                rows.append(
                    [
                        value(shorten(coded(entry.interval), 60)),
                        quoted(apparatus.document[finding.span], 80),
                        f"relative to {how}" if how else "as it stands",
                        apparatus.to(finding.span, note.anchor),
                    ]
                )
    return table("Placed on the calendar", ["When", "Words", "How placed", "Where"], rows)


def _unplaced(apparatus: Apparatus, notes: list[Note]) -> str:
    rows = []
    for note in notes:
        finding = note.finding
        if isinstance(finding, Time):
            said = in_words(finding)
            rows.append(
                [
                    quoted(apparatus.document[finding.span], 80),
                    term(TIMES, finding.type),
                    value(shorten(said, 60)) if said else "none",
                    apparatus.to(finding.span, note.anchor),
                ]
            )
    return table("Not placed on the calendar", ["Words", "What", "Value", "Where"], rows, folded=len(rows) > 12)
