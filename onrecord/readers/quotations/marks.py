"""Which quotation marks belong together?

Marks are paired paragraph by paragraph, so that a missing one never swallows the rest of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from onrecord.model import Span
from onrecord.readers.quotations.apostrophes import Singles
from onrecord.readers.quotations.sides import Open, conventions, partner_of, role_of
from onrecord.readers.quotations.words import lexicon
from onrecord.readers.sentences import blocks
from onrecord.text import paragraphs, tokens, trim

DEEPEST = 8
"""How many marks may stand open at once; a further one is no mark."""
MOST_PARAGRAPHS = 200
"""Over how many paragraphs one quotation may run that opens each of them anew."""
LONGEST_OPEN = 1_000
"""How many characters a mark without a partner holds at most; behind it a longer paragraph is taken as far as its
first sentence goes, so that one lost mark never swallows a page."""
_NEAR = 50
"""Within how many characters behind a mark a verb of speech ascribes the words before it."""
_STOPS = ".!?…"
_ENDING = ".,!?…"
_SENTENCE = re.compile(r"[.!?…](?=\s)")
_WORD = re.compile(r"\w")


class Marked(NamedTuple):
    """Words between marks: the stretch with its marks, the words themselves, and how it stands.

    ``outer`` and ``contents`` run in parallel, one of each per paragraph.
    """

    outer: tuple[Span, ...]
    contents: tuple[Span, ...]
    closed: bool
    depth: int
    whole: bool = False

    @property
    def start(self) -> int:
        """Where the first mark stands."""
        return self.outer[0].start

    @property
    def end(self) -> int:
        """Where the last mark ends."""
        return self.outer[-1].end


def marked(text: str) -> list[Marked]:
    """Return what stands between marks, in text order; nested ones follow what holds them."""
    found: list[Marked] = []
    pending: _Multi | None = None
    for paragraph in _paragraphs(text):
        inside, unclosed, surplus = _pair(text, paragraph)
        found.extend(inside)
        first = unclosed[0] if unclosed and unclosed[0].start == paragraph.start else None
        if pending is not None:
            pending, taken = _continued(text, paragraph, (inside, first, surplus), pending, found)
            if taken:
                unclosed = [mark for mark in unclosed if mark is not first]
                first = None
        if first is not None and pending is None and first.mark not in conventions().singles:
            pending = _Multi(first, [paragraph])
            unclosed = unclosed[1:]
        elif pending is None and unclosed and _may_go_on(text, unclosed[-1], paragraph):
            pending = _Multi(unclosed[-1], [Span(unclosed[-1].start, paragraph.end)], is_late=True)
            unclosed = unclosed[:-1]
        if pending is None and surplus:
            found.extend(_unopened(text, paragraph, surplus, (inside, unclosed)))
        for at, mark in enumerate(unclosed):
            end = next((other.start for other in unclosed[at + 1 :] if other.mark == mark.mark), paragraph.end)
            content = _until_lost(text, Span(mark.end, end))
            if mark.mark not in conventions().singles and _WORD.search(text, *content):
                found.append(Marked((Span(mark.start, content.end),), (content,), False, 0))
    if pending is not None:
        _give_up(text, pending, found)
    return _with_depth(found)


def _paragraphs(text: str) -> Iterator[Span]:
    """Yield the paragraphs; lines where a paragraph of several lines does not come out even."""
    for paragraph in paragraphs(text):
        piece = text[paragraph.start : paragraph.end]
        if "\n" in piece and _pair(text, paragraph)[1]:
            for block in blocks(piece):
                yield Span(paragraph.start + block.start, paragraph.start + block.end)
        else:
            yield paragraph


class _Multi(NamedTuple):
    """A quotation that is still open when its paragraph ends, with the paragraphs that repeat the mark.

    ``between``: a paragraph without the mark has followed; ``is_late``: it began within its paragraph.
    """

    mark: Open
    parts: list[Span]
    between: bool = False
    is_late: bool = False


def _may_go_on(text: str, mark: Open, paragraph: Span) -> bool:
    """Tell whether words after an open mark are whole sentences, which the next paragraph can go on with."""
    return mark.mark not in conventions().singles and text[paragraph.end - 1] in _STOPS


def _continued(
    text: str,
    paragraph: Span,
    paired: tuple[list[Marked], Open | None, list[Span]],
    pending: _Multi,
    found: list[Marked],
) -> tuple[_Multi | None, bool]:
    """Carry an open quotation into the next paragraph.

    Returns it, or None once it is closed, and whether the paragraph's own first mark was its repeat.
    """
    inside, first, surplus = paired
    if first is not None and first.mark == pending.mark.mark:
        if pending.between:
            _give_up(text, pending, found)
            return _Multi(first, [paragraph]), True
        if len(pending.parts) == MOST_PARAGRAPHS:
            _give_up(text, pending, found)
            return _Multi(first, [paragraph]), True
        pending.parts.append(paragraph)
        return pending, True
    repeats = text.startswith(pending.mark.mark, paragraph.start) and not pending.between
    opening = next((one for one in inside if one.start == paragraph.start), None) if repeats else None
    if opening is not None:
        found.remove(opening)
        contents = tuple(trim(text, Span(part.start + len(pending.mark.mark), part.end)) for part in pending.parts)
        found.append(Marked((*pending.parts, *opening.outer), (*contents, *opening.contents), True, 0))
        return None, False
    if pending.is_late:
        _give_up(text, pending, found)
        return None, False
    if surplus and surplus[-1].end >= paragraph.end - 2:
        close = surplus[-1]
        held = close.end - pending.mark.start
        if held * 2 < len(text.strip()):  # two lost marks, and no whole statement between them
            _give_up(text, pending, found)
            return None, False
        content = trim(text, Span(pending.mark.end, close.start))
        found.append(Marked((Span(pending.mark.start, close.end),), (content,), True, 0, True))
        return None, False
    return pending._replace(between=True), False


def _unopened(
    text: str, paragraph: Span, surplus: list[Span], others: tuple[list[Marked], list[Open]]
) -> Iterator[Marked]:
    """Yield the sentence before a mark that only closes, where somebody is said to say it: We will go,” said X."""
    inside, unclosed = others
    taken = sorted([one.end for one in inside] + [mark.end for mark in unclosed])
    for close in surplus:
        signed = text[close.start - 1] in _ENDING or text.startswith(",", close.end)
        if not signed or not _is_ascribed(text, Span(close.end, paragraph.end)):
            continue
        first = max(paragraph.start, close.start - LONGEST_OPEN)
        stops = [stop.end() for stop in _SENTENCE.finditer(text, first, close.start - 1)]
        content = trim(text, Span(stops[-1] if stops else first, close.start))
        before = taken[bisect_left(taken, close.start) - 1] if bisect_left(taken, close.start) else 0
        if _WORD.search(text, *content) and before <= content.start and (stops or first == paragraph.start):
            yield Marked((Span(content.start, close.end),), (content,), False, 0)


def _is_ascribed(text: str, span: Span) -> bool:
    """Tell whether a verb of speech follows within a few words: , said X; X told the house."""
    cues = lexicon().cues
    for number, token in enumerate(tokens(text, span.start, min(span.end, span.start + _NEAR))):
        if not token.text[0].isalnum():
            if number or token.text != ",":
                return False
        elif any(entry.form in ("past", "s") and "front" in entry.row.frames for entry in cues.get(token.text, ())):
            return True
    return False


def _give_up(text: str, pending: _Multi, found: list[Marked]) -> None:
    """Close a quotation whose last mark is missing at the end of its last paragraph."""
    contents = [_until_lost(text, Span(part.start + len(pending.mark.mark), part.end)) for part in pending.parts]
    outer = [Span(part.start, content.end) for part, content in zip(pending.parts, contents, strict=True)]
    kept = [(o, c) for o, c in zip(outer, contents, strict=True) if _WORD.search(text, *c)]
    if kept:
        found.append(Marked(tuple(o for o, _ in kept), tuple(c for _, c in kept), False, 0))


def _until_lost(text: str, span: Span) -> Span:
    """Return the words behind a mark that is never closed: the paragraph, or of a long one the sentence."""
    if span.end - span.start > LONGEST_OPEN:
        stop = _SENTENCE.search(text, span.start, span.end)
        last = span.start + LONGEST_OPEN
        span = Span(span.start, min(last, stop.end()) if stop else last)
    return trim(text, span)


def _with_depth(found: list[Marked]) -> list[Marked]:
    """Sort by place and count for each how many others hold it; drop what overlaps by halves."""
    result: list[Marked] = []
    stack: list[Marked] = []
    for one in sorted(found, key=lambda m: (m.start, -m.end)):
        while stack and stack[-1].end <= one.start:
            stack.pop()
        if stack and stack[-1].end < one.end:
            continue
        if len(stack) >= DEEPEST:
            continue
        one = one._replace(depth=len(stack))
        result.append(one)
        stack.append(one)
    return result


def _pair(text: str, paragraph: Span) -> tuple[list[Marked], list[Open], list[Span]]:
    """Pair the marks of a paragraph: what is between them, what stays open, closing marks to spare."""
    known = conventions()
    stack: list[Open] = []
    found: list[Marked] = []
    surplus: list[Span] = []
    singles: Singles | None = None
    for match in known.finder.finditer(text, paragraph.start, paragraph.end):
        mark, start, end = match.group(), match.start(), match.end()
        if mark in known.singles:
            singles = singles or Singles(text, paragraph)
            role = singles.role(start, any(one.mark in known.singles for one in stack))
        else:
            role = role_of(text, paragraph, match, stack)
        if role == "open" and len(stack) < DEEPEST:
            stack.append(Open(mark, start, end))
        elif role == "close":
            at = partner_of(mark, stack)
            if at is None:
                surplus.append(Span(start, end))
                continue
            opened = stack[at]
            del stack[at:]
            content = trim(text, Span(opened.end, start))
            if _WORD.search(text, *content):
                found.append(Marked((Span(opened.start, end),), (content,), True, 0))
    return found, stack, surplus
