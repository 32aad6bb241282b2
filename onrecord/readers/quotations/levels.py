"""The reader's street: marks, levels, units, drafts; then what belongs together is joined."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.model import Document, Mention, Span
from onrecord.readers.quotations.blocks import blocks
from onrecord.readers.quotations.draft import Draft
from onrecord.readers.quotations.level import Level
from onrecord.readers.quotations.marks import Marked, marked
from onrecord.readers.quotations.signed import signed
from onrecord.readers.quotations.speakers import name_speakers
from onrecord.readers.quotations.turns import turns
from onrecord.readers.quotations.words import lexicon

_WORD = re.compile(r"\w")


def drafts(document: Document, sentences: Sequence[Span], mentions: Sequence[Mention] = ()) -> list[Draft]:
    """Return the drafts of a document in text order, outer ones first."""
    words = lexicon()
    body = document.body
    found: list[Draft] = list(turns(document, words, mentions))
    marks = _with_whole(document, marked(body))
    inner: dict[int, list[Marked]] = {}
    stack: list[tuple[int, Marked]] = []
    for index, one in enumerate(marks):
        while stack and stack[-1][1].end <= one.start:
            stack.pop()
        inner.setdefault(stack[-1][0] if stack else -1, []).append(one)
        stack.append((index, one))
    outermost = Level(document, words)
    found.extend(outermost.read(Span(0, len(body)), inner.get(-1, []), sentences))
    found.extend(signed(body, [(end, draft) for end, draft, _ in outermost.announced], words))
    begun = {draft.start for draft in found if draft.mode == "direct"}
    plain = [(end, draft) for end, draft, meets in outermost.announced if meets]
    found.extend(draft for draft in blocks(body, plain) if draft.start not in begun)
    for index, one in enumerate(marks):
        if one.whole:
            found.append(_whole(document, one))
        if not one.whole and sum(end - start for start, end in one.contents) < 20:
            continue
        for content in one.contents:
            children = [child for child in inner.get(index, []) if content.holds(Span(child.start, child.end))]
            found.extend(Level(document, words).read(content, children, sentences))
    found = _distinct(found)
    name_speakers(document, found, words, mentions, sentences)
    return found


def _with_whole(document: Document, marks: list[Marked]) -> list[Marked]:
    """Note on the first marks that they hold the whole statement of a known speaker: all but its title and byline."""
    outermost = [one for one in marks[:1] if one.depth == 0 and not one.whole]
    if not outermost or document.speaker is None:
        return marks
    known = (document.title, document.speaker, document.office, document.organisation, document.published)
    around = {fact.span for fact in known if fact is not None and fact.span is not None}
    at, left = 0, []
    for start, end in sorted((*around, *outermost[0].outer)):
        if start >= at:
            left.append(document.body[at:start])
            at = end
    left.append(document.body[at:])
    if any(_WORD.search(part) for part in left):
        return marks
    return [outermost[0]._replace(whole=True), *marks[1:]]


def _whole(document: Document, one: Marked) -> Draft:
    speaker = document.speaker
    return Draft(
        list(one.contents),
        "direct",
        "the whole statement stands between marks",
        speaker=speaker.span if speaker else None,
        speaker_name=speaker.value if speaker else None,
        closed=one.closed,
    )


def _distinct(found: list[Draft]) -> list[Draft]:
    """Sort the drafts by place and keep one for each content; fragments of a mixed one go."""
    result: list[Draft] = []
    seen: set[tuple[int, int]] = set()
    for draft in sorted(found, key=lambda d: (d.start, -d.end)):
        if (draft.start, draft.end) not in seen:
            seen.add((draft.start, draft.end))
            result.append(draft)
    return result
