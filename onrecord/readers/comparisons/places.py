"""What is known at a cue: the cases on its two sides, and the pair that is chosen from them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from onrecord.model import Span
from onrecord.readers.comparisons.cases import Case, Cases, with_role
from onrecord.text import lower

NEAR = 25
FAR = 75
SMALL = 40
"""How far a case may stand from its cue, in code points."""


class Pair(NamedTuple):
    """The case taken as measure, the other one, and the grounds that the cue itself singles out."""

    measure: Span
    other: Span | None
    grounds: tuple[Span, ...] = ()


class Place(NamedTuple):
    """Where a cue stands: its sentence, the sentences before it, and the cases of the document."""

    sentence: Span
    earlier: Sequence[Span]
    known: Cases
    body: str


class Sides(NamedTuple):
    """The cases before and after a cue, pronouns among them, and those without pronouns."""

    before: list[Case]
    after: list[Case]
    named_before: list[Case]
    named_after: list[Case]
    loose_after: list[Case]


def two(cases: Sequence[Case]) -> Pair | None:
    """Make a pair of two cases, or of the parts of one that is a list ("between Norland and Sudland")."""
    spans = [case.span for case in cases]
    if cases and len(cases[0].parts) > 1:
        spans = [cases[0].parts[0], cases[0].parts[-1]]
    return Pair(spans[0], spans[1]) if len(spans) > 1 else None


def points(body: str, span: Span) -> bool:
    """Tell whether a case is a word that points to a place: "here", "there"."""
    return (lower(body[span.start : span.end]),) in with_role("place")
