"""Page furniture: which lines of a text are menus, buttons, forms, notices, page heads and feet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Literal, NamedTuple

from onrecord.lexicons import Row, languages, rows
from onrecord.model import Omission, Span
from onrecord.sources.languages import named_languages, points_to
from onrecord.sources.layout import Line, continues, key
from onrecord.text import fold, lower

Where = Literal["anywhere", "edge", "menu"]
_MOST = 420
"""No furniture is known in lines of more characters than this."""
_MENU_WORDS = 5
_UNKNOWN_WORDS = 2
"""A line of more words inside a menu may be the title."""
_PATTERN_WORDS = 45
_FILL_WORDS = 9
_FILL_LINES = 4
_BARS = re.compile(r"\s*[|•»›·¦]\s*|\s{3,}|\s[>/]\s")
_AFTER_WORD = re.compile(r"\s*[:|–—>»-]")
_NUMBER = re.compile(r"\d{1,4}")


class Furniture(Row, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A row of ``furniture``: words that make a line furniture."""

    form: str
    family: str
    at: Literal["line", "start", "end"]
    where: Where
    words: int = 12
    colon: bool = False
    open: bool = False


class Pattern(Row, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A row of ``furniture_patterns``: what a whole line of furniture looks like."""

    form: str
    family: str
    where: Where


class Hit(NamedTuple):
    """Why a line may be furniture, and where in the text it then is."""

    family: str
    where: Where


class _Tables(NamedTuple):
    whole: dict[str, dict[Where, Furniture]]
    starts: dict[str, list[tuple[str, Furniture]]]
    ends: dict[str, list[tuple[str, Furniture]]]
    patterns: tuple[tuple[re.Pattern[str], Pattern], ...]


@cache
def _tables() -> _Tables:
    found = _Tables(
        {}, {}, {}, tuple((re.compile(row.form), row) for row in rows("furniture_patterns", Pattern, "any"))
    )
    for language in languages("furniture"):
        for row in rows("furniture", Furniture, language):
            form = key(row.form)
            if row.at == "line":
                found.whole.setdefault(form, {})[row.where] = row
            elif row.at == "start":
                found.starts.setdefault(form.split(" ", 1)[0], []).append((form, row))
            else:
                found.ends.setdefault(form.rsplit(" ", 1)[-1], []).append((form, row))
    return found


def furniture(text: str, lines: Sequence[Line]) -> tuple[Omission, ...]:
    """Return the stretches of furniture among a text's lines, one omission an unbroken stretch.

    A hit that is sure counts anywhere; one that is not counts before and after the prose, and next
    to a sure one; menu words count in runs. Titles, bylines and dates are never taken.
    """
    hits = [_hit(text, line) for line in lines]
    prose = [i for i, line in enumerate(lines) if line.prose and (hits[i] is None or hits[i].where != "anywhere")]  # type: ignore[union-attr]
    first, last = (prose[0], prose[-1]) if prose else (len(lines), -1)
    marked: dict[int, str] = {}
    for i, hit in enumerate(hits):
        if hit is not None and hit.where == "anywhere" and not (i and continues(text, lines[i - 1], lines[i])):
            marked[i] = hit.family
    edges = [*range(min(first, len(lines))), *range(last + 1, len(lines))] if prose else []
    marked.update(_menus(lines, hits, [i for i in edges if i < first]))
    marked.update(_menus(lines, hits, [i for i in edges if i > last]))
    _spread(hits, marked, frozenset(i for i in edges if i > last), len(lines))
    _fill(text, lines, marked, last)
    marked.update(_page_numbers(text, lines))
    return tuple(_joined(text, lines, marked))


def _hit(text: str, line: Line) -> Hit | None:
    """Say which family a line belongs to; the surest one when several fit."""
    if line.end - line.start > _MOST:
        return None
    piece = text[line.start : line.end]
    words = key(piece)
    found = _words_hit(piece, words, line.stop)
    if found is not None and found.where == "anywhere":
        return found
    form = lower(fold(piece))
    if line.words <= _PATTERN_WORDS:
        for pattern, row in _tables().patterns:
            if pattern.fullmatch(form):
                if row.where == "anywhere":
                    return Hit(row.family, "anywhere")
                found = found or Hit(row.family, row.where)
    if points_to(piece):
        return Hit("versions in other languages", "anywhere")
    return found or _barred(piece)


def _words_hit(piece: str, words: str, stop: bool) -> Hit | None:
    tables = _tables()
    found: Hit | None = None
    if not words:
        return None
    for where, row in tables.whole.get(words, {}).items():
        if where == "anywhere":
            return Hit(row.family, where)
        if found is None or where == "edge":
            found = Hit(row.family, where)
    count = words.count(" ") + 1
    for form, row in tables.starts.get(words.split(" ", 1)[0], ()):
        if count > row.words or (row.open and stop) or not (words + " ").startswith(form + " "):
            continue
        if not row.colon or _set_off(piece, form):
            if row.where == "anywhere":
                return Hit(row.family, "anywhere")
            found = Hit(row.family, row.where)
    for form, row in tables.ends.get(words.rsplit(" ", 1)[-1], ()):
        if count <= row.words and (" " + words).endswith(" " + form):
            if row.where == "anywhere":
                return Hit(row.family, "anywhere")
            found = Hit(row.family, row.where)
    return found


def _set_off(piece: str, form: str) -> bool:
    """Tell whether a colon, dash or bar follows the words with which a line begins."""
    at = 0
    for word in form.split(" "):
        at = lower(fold(piece)).find(word, at)
        if at < 0:
            return False
        at += len(word)
    return _AFTER_WORD.match(piece, at) is not None


def _barred(piece: str) -> Hit | None:
    """A line of short parts between bars, of which half are words of menus."""
    parts = [part for part in _BARS.split(piece) if part.strip()]
    if len(parts) < 2 or any(len(part.split()) > _MENU_WORDS for part in parts):
        return None
    known = sum(1 for part in parts if key(part) in _tables().whole or named_languages(part))
    if 2 * known < len(parts):
        return None
    return Hit("menu", "anywhere" if len(parts) > 2 and known > 1 else "menu")


def _menus(lines: Sequence[Line], hits: Sequence[Hit | None], edge: Sequence[int]) -> Iterator[tuple[int, str]]:
    """Yield the lines of runs of three or more words of menus, or of two buttons.

    One other short line may stand between two of them.
    """
    run: list[int] = []
    waiting: list[int] = []
    for i in [*edge, -1]:
        short = i >= 0 and lines[i].words <= _MENU_WORDS and not lines[i].stop
        if short and hits[i] is not None:
            run += [*waiting, i]
            waiting = []
        elif short and run and not waiting and lines[i].words <= _UNKNOWN_WORDS:
            waiting = [i]
        else:
            known = [hit for j in run if (hit := hits[j]) is not None]
            buttons = len(known) == len(run) == 2 and all(hit.where == "edge" for hit in known)
            if buttons or (len(known) >= 3 and 3 * len(known) >= 2 * len(run)):
                yield from ((j, "menu") for j in run)
            run, waiting = [], []


def _spread(hits: Sequence[Hit | None], marked: dict[int, str], tail: frozenset[int], count: int) -> None:
    """Mark what is less sure where it stands after the prose, or next to furniture."""
    for order in (range(count), range(count - 1, -1, -1)):
        for i in order:
            hit = hits[i]
            if hit is None or i in marked:
                continue
            beside = i - 1 in marked or i + 1 in marked
            if beside or (hit.where == "edge" and i in tail):
                marked[i] = hit.family


def _fill(text: str, lines: Sequence[Line], marked: dict[int, str], last: int) -> None:
    """Mark the few short lines that stand between two marked ones after the prose."""
    known = sorted(i for i in marked if i > last)
    for a, b in pairwise(known):
        between = range(a + 1, b)
        if 0 < len(between) <= _FILL_LINES and all(
            lines[i].words <= _FILL_WORDS and not lines[i].stop for i in between
        ):
            marked.update((i, marked[a]) for i in between)


def _page_numbers(text: str, lines: Sequence[Line]) -> Iterator[tuple[int, str]]:
    """Yield the bare numbers beside a form feed."""
    for i, line in enumerate(lines):
        if line.end - line.start > 4 or not _NUMBER.fullmatch(text[line.start : line.end]):
            continue
        before = text[lines[i - 1].end if i else 0 : line.start]
        after = text[line.end : lines[i + 1].start if i + 1 < len(lines) else len(text)]
        if "\f" in before or "\f" in after:
            yield i, "page number"


def _joined(text: str, lines: Sequence[Line], marked: dict[int, str]) -> Iterator[Omission]:
    run: list[int] = []
    for i in [*sorted(marked), -1]:
        if run and i != run[-1] + 1:
            families = list(dict.fromkeys(marked[j] for j in run))
            yield Omission(Span(lines[run[0]].start, lines[run[-1]].end), "page furniture: " + ", ".join(families))
            run = []
        run.append(i)
