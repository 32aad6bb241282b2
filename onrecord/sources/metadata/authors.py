"""Who a statement is by: bylines, forms of address in records, and signatures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from onrecord.model import Span
from onrecord.sources.layout import Line, layout
from onrecord.sources.metadata.people import stretch, who, words_of
from onrecord.text import tokens

TAIL_LINES = 5
"""A signature and its date stand among this many lines after the prose."""
_BYLINE_WORDS = 45
_COVERED = 0.85
"""A line of which this share belongs to names and offices is a byline, with or without "by"."""
_IN_THE_RECORD = re.compile(r"([^:(]{3,60}?) \(([^()]{3,60})\)(?: ?\([^()]{3,40}\))?:")
_DASHES = " \t-–—"


class Author(NamedTuple):
    """Who a statement is by, with the spans of the names."""

    people: tuple[Span, ...] = ()
    offices: tuple[Span, ...] = ()
    organisations: tuple[Span, ...] = ()
    by_organisation: bool = False
    """Whether the byline names the organisation as the one who speaks."""


def _piece(text: str, line: Line) -> str:
    return text[line.start : line.end]


def byline(text: str, line: Line) -> Author | None:
    """Read a line as a byline; None when it is none."""
    if line.words > _BYLINE_WORDS or line.end - line.start > 400:
        return None
    introduced = cued(text, line)
    if introduced is not None:
        return introduced
    start = line.start
    label = next(words_of("label").find(_piece(text, line)), None)
    if label is not None and label[0].start == 0 and label[0].end < line.end - line.start:
        start += label[0].end
    found = who(text, Span(start, line.end))
    if line.stop or found.covered < _COVERED or not (found.people or found.offices or found.organisations):
        return None
    if not found.people and not found.offices and label is None and line.words > 6:
        return None
    return Author(found.people, found.offices, found.organisations)


def cued(text: str, line: Line) -> Author | None:
    """Read what follows "by", "remarks by", "interview with"."""
    piece = _piece(text, line)
    for kind in ("by", "interview"):
        for span, forms in words_of(kind).find(piece):
            before = piece[: span.start].rstrip()
            if before and " " not in forms[0] and before[-1] not in ",|–—•:(-":
                continue
            if line.stop and (before or line.words > 12):
                continue
            at = Span(line.start + span.end, line.end)
            skipped = len(text[at.start : at.end]) - len(text[at.start : at.end].lstrip(" :\t\u00a0"))
            found = who(text, stretch(text, Span(at.start + skipped, at.end)))
            if found.people or found.offices or found.organisations:
                alone = not found.people and not found.offices
                return Author(found.people, found.offices, found.organisations, alone and kind == "by")
    return None


def bylined(piece: str) -> tuple[str | None, str | None, str | None]:
    """Return the people, offices and organisation that a byline outside the text names."""
    lines = layout(" ".join(piece.split()))
    text = " ".join(piece.split())
    found = byline(text, lines[0]) if lines else None
    if found is None:
        return None, None, None
    people, offices, organisations = (
        "; ".join(dict.fromkeys(text[start:end] for start, end in spans)) or None
        for spans in (found.people, found.offices, found.organisations[:1])
    )
    return people, offices, organisations


def _possessive(text: str, title: Span) -> Author | None:
    """Read "Foreign Minister Ada Bell’s remarks …" in a title."""
    found = who(text, title)
    for person in found.people:
        after = tokens(text, min(title.end, person.end + 2), min(title.end, person.end + 60))[:3]
        ends = text[person.end : person.end + 2].lower() in ("'s", "’s")
        if ends and any(len(list(words_of("talk").find(token.text))) for token in after):
            before = tuple(office for office in found.offices if 0 <= person.start - office.end <= 2)
            return Author((person,), before)
    return None


def author_of(
    text: str, title: Span | None, top: Sequence[Line], bylines: dict[Line, Author], body: Sequence[Line]
) -> Author:
    """Choose among the bylines; without one look at the record's form of address, and at the end."""
    chosen = Author()
    lone = [line for line in top if title is not None and line.span == title and line in bylines]
    for line in top:
        found = bylines.get(line)
        if found is None or (line in lone and not cued(text, line)):
            continue
        chosen = _added(chosen, found)
    if chosen.people or chosen.offices or chosen.by_organisation:
        return chosen
    for found in (_possessive(text, title) if title else None, _addressed(text, body), _signed(text, body)):
        if found is not None:
            return found._replace(organisations=found.organisations or chosen.organisations)
    return chosen


def _added(one: Author, other: Author) -> Author:
    """Put a line's author beside those of the lines above it: a name here, the office below."""
    if one.people and other.people:
        return one
    return Author(
        one.people or other.people,
        one.offices or other.offices,
        one.organisations or other.organisations,
        one.by_organisation or (other.by_organisation and not one.people),
    )


def _addressed(text: str, body: Sequence[Line]) -> Author | None:
    """Read "Mr. Dole (Kestria) (spoke in French): …", as verbatim records write it."""
    for line in body[:3]:
        match = _IN_THE_RECORD.match(text, line.start, min(line.end, line.start + 200))
        if match is None:
            continue
        found = who(text, Span(match.start(1), match.end(1)))
        if found.people and found.covered > _COVERED:
            return Author(found.people[:1], found.offices[:1], (Span(match.start(2), match.end(2)),))
    return None


def _signed(text: str, body: Sequence[Line]) -> Author | None:
    """Read a signature after the prose, or a last line that says who the author is."""
    last = max((i for i, line in enumerate(body) if line.prose), default=-1)
    end = [line for line in body[last + 1 :][:TAIL_LINES] if line.words <= 16]
    chosen = Author()
    for line in end:
        dash = _piece(text, line)[0] in _DASHES
        shift = len(_piece(text, line)) - len(_piece(text, line).lstrip(_DASHES))
        found = who(text, Span(line.start + shift, line.end))
        if found.covered >= _COVERED and (found.people or found.offices or found.organisations):
            chosen = _added(chosen, Author(found.people, found.offices, found.organisations))
            if dash and found.people:
                return Author(found.people, found.offices, found.organisations)
    if chosen.people and chosen.offices:
        return chosen
    for line in reversed([*body[max(0, last - 1) : last + 1], *end]):
        found_author = _introduced(text, line)
        if found_author is not None:
            return found_author
    return None


def _introduced(text: str, line: Line) -> Author | None:
    """Read "Ada Bell is the Minister for Finance." and "The author is Minister for Finance."."""
    if line.words > _BYLINE_WORDS:
        return None
    for verb, _ in words_of("is").find(text[line.start : min(line.end, line.start + 160)]):
        subject, rest = Span(line.start, line.start + verb.start), Span(line.start + verb.end, line.end)
        before, after = who(text, subject), who(text, stretch(text, rest))
        near = [office for office in after.offices if len(text[rest.start : office.start].split()) <= 1]
        named = next(words_of("author").find(text[subject.start : subject.end]), None)
        if near and (named or (before.people and before.covered >= 1)):
            return Author(before.people[:1], tuple(near[:1]), after.organisations)
    return None
