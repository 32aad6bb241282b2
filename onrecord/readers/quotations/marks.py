"""Which quotation marks belong together?

Marks are paired paragraph by paragraph, so that a missing one never swallows the rest of the text.
The conventions are rows of ``lexicons/any/marks.toml``; what a mark does is decided by its sides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

from onrecord.lexicons import Row, rows
from onrecord.model import Span
from onrecord.readers.quotations.apostrophes import Singles
from onrecord.readers.sentences import blocks
from onrecord.text import paragraphs, trim

DEEPEST = 8
"""How many marks may stand open at once; a further one is no mark."""
MOST_PARAGRAPHS = 200
"""Over how many paragraphs one quotation may run that opens each of them anew."""
_INCHES = re.compile(r"\d\s?['’′]\s?\d{1,2}(?:[.½¼¾]\d?)?\Z")
_NUMBER = re.compile(r"(?:^|[\s(x×])\d+(?:[.,/]\d+)?[½¼¾]?\Z")
_BEFORE_OPENING = frozenset("([{<-–—/…=:;,.¿¡«“„‘‚\"'›‹»")
_AFTER_CLOSING = frozenset(")]}>.,;:!?…-–—/’”'\"»“*†")


class Pair(Row, frozen=True, kw_only=True):
    """Two marks that belong together. ``straight`` pairs look alike, ``reversed`` ones point inwards."""

    open: str
    close: str
    behaviour: Literal["directed", "reversed", "straight", "single"]
    languages: tuple[str, ...]


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


class _Conventions(NamedTuple):
    finder: re.Pattern[str]
    openers: dict[str, frozenset[str]]
    closers: dict[str, frozenset[str]]
    singles: frozenset[str]
    straight: frozenset[str]
    reversed_openers: frozenset[str]


class _Open(NamedTuple):
    mark: str
    start: int
    end: int


@cache
def _conventions() -> _Conventions:
    pairs = rows("marks", Pair, "any")
    openers: dict[str, set[str]] = {}
    closers: dict[str, set[str]] = {}
    for pair in pairs:
        openers.setdefault(pair.open, set()).add(pair.close)
        closers.setdefault(pair.close, set()).add(pair.open)
    forms = sorted({*openers, *closers}, key=lambda form: (-len(form), form))
    of = {kind: frozenset(p.open for p in pairs if p.behaviour == kind) for kind in ("single", "straight", "reversed")}
    singles = of["single"] | frozenset(p.close for p in pairs if p.behaviour == "single")
    return _Conventions(
        re.compile("|".join(map(re.escape, forms))),
        {form: frozenset(ends) for form, ends in openers.items()},
        {form: frozenset(starts) for form, starts in closers.items()},
        singles,
        of["straight"],
        of["reversed"],
    )


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
        if first is not None and pending is None and first.mark not in _conventions().singles:
            pending = _Multi(first, [paragraph])
            unclosed = unclosed[1:]
        for mark in unclosed:
            content = trim(text, Span(mark.end, paragraph.end))
            if mark.mark not in _conventions().singles and content.start < content.end:
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
    """A quotation that is still open when its paragraph ends, with the paragraphs that repeat the mark."""

    mark: _Open
    parts: list[Span]
    between: bool = False


def _continued(
    text: str,
    paragraph: Span,
    paired: tuple[list[Marked], _Open | None, list[Span]],
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
    if surplus and surplus[-1].end >= paragraph.end - 2:
        close = surplus[-1]
        content = trim(text, Span(pending.mark.end, close.start))
        found.append(Marked((Span(pending.mark.start, close.end),), (content,), True, 0, True))
        return None, False
    return pending._replace(between=True), False


def _give_up(text: str, pending: _Multi, found: list[Marked]) -> None:
    """Close a quotation whose last mark is missing at the end of its last paragraph."""
    contents = tuple(trim(text, Span(part.start + len(pending.mark.mark), part.end)) for part in pending.parts)
    kept = [(o, c) for o, c in zip(pending.parts, contents, strict=True) if c.start < c.end]
    if kept:
        found.append(Marked(tuple(o for o, _ in kept), tuple(c for _, c in kept), False, 0))


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


def _pair(text: str, paragraph: Span) -> tuple[list[Marked], list[_Open], list[Span]]:
    """Pair the marks of a paragraph: what is between them, what stays open, closing marks to spare."""
    conventions = _conventions()
    stack: list[_Open] = []
    found: list[Marked] = []
    surplus: list[Span] = []
    singles: Singles | None = None
    for match in conventions.finder.finditer(text, paragraph.start, paragraph.end):
        mark, start, end = match.group(), match.start(), match.end()
        if mark in conventions.singles:
            singles = singles or Singles(text, paragraph)
            role = singles.role(start, any(one.mark in conventions.singles for one in stack))
        else:
            role = _role(text, paragraph, match, stack)
        if role == "open" and len(stack) < DEEPEST:
            stack.append(_Open(mark, start, end))
        elif role == "close":
            at = _partner(mark, stack)
            if at is None:
                surplus.append(Span(start, end))
                continue
            opened = stack[at]
            del stack[at:]
            content = trim(text, Span(opened.end, start))
            if content.start < content.end:
                found.append(Marked((Span(opened.start, end),), (content,), True, 0))
    return found, stack, surplus


def _partner(mark: str, stack: list[_Open]) -> int | None:
    """Return where on the stack the mark is that this one closes; a mark of the wrong direction will do."""
    conventions = _conventions()
    single = mark in conventions.singles
    wanted = conventions.closers.get(mark, frozenset()) | {mark}
    for at in range(len(stack) - 1, -1, -1):
        if stack[at].mark in wanted:
            return at
    for at in range(len(stack) - 1, -1, -1):
        if (stack[at].mark in conventions.singles) == single:
            return at
    return None


def _role(text: str, paragraph: Span, match: re.Match[str], stack: list[_Open]) -> Literal["open", "close", "none"]:
    """Decide what a double mark does from its shape, its sides and what stands open."""
    conventions = _conventions()
    mark, start, end = match.group(), match.start(), match.end()
    before = text[start - 1] if start > paragraph.start else " "
    after = text[end] if end < paragraph.end else " "
    left_free = before.isspace() or before in _BEFORE_OPENING
    right_free = after.isspace() or after in _AFTER_CLOSING
    partner = _partner(mark, stack)
    if mark in conventions.straight:
        near = text[max(paragraph.start, start - 12) : start]
        if before.isdigit() and (_INCHES.search(near) or (partner is None and _NUMBER.search(near))):
            return "none"
        if left_free and not before.isspace() and right_free and partner is not None:
            return "close"
        if before.isspace() and not after.isspace():
            return "close" if right_free and partner is not None else "open"
        if right_free and not before.isspace():
            return "close" if partner is not None or not left_free else "open"
        return "close" if partner is not None else "open"
    if _is_opener(mark, stack, partner, _opening_sides(before, after), right_free):
        return "open"
    return "close"


def _is_opener(mark: str, stack: list[_Open], partner: int | None, opening: bool, right_free: bool) -> bool:
    """Tell whether a mark with a direction opens, against its direction if its sides say so."""
    conventions = _conventions()
    opened = stack[partner].mark if partner is not None else ""
    if mark in conventions.reversed_openers:  # » opens in German and closes in French
        return opening and not opened
    if opened in conventions.reversed_openers and mark in conventions.openers.get(opened, ()):
        return False
    if mark in conventions.openers:
        if conventions.closers.get(mark, frozenset()) <= conventions.reversed_openers:
            return True
        return opening or not opened or not right_free
    return opening and not opened


def _opening_sides(before: str, after: str) -> bool:
    return (before.isspace() or before in "([{-–—/") and not after.isspace() and after not in ".,;:!?)]}"
