"""Which two cases does a cue compare that joins two clauses or looks back?"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model import Span
from onrecord.readers.claims.tags import Words
from onrecord.readers.comparisons import frames
from onrecord.readers.comparisons.cases import Case, with_role
from onrecord.readers.comparisons.cues import Cue
from onrecord.readers.comparisons.places import FAR, NEAR, SMALL, Pair, Place, Sides, points, two
from onrecord.text import fold, lower, tokens, trim

_MOST = 8
_AHEAD = 3


def aside(cue: Cue, place: Place, sides: Sides) -> Pair | None:
    """Choose the cases of "on the other hand": the one that leads its sentence, and the last one that led before."""
    here = [*sides.named_before, *sides.named_after]
    if not here:
        return None
    for sentence in reversed(place.earlier):
        other = place.known.first(sentence)
        if other and place.known.speaks(here[0].span) and place.known.speaks(other):
            return None
        if other:
            return Pair(here[0].span, other)
    return None


def both(cue: Cue, place: Place, sides: Sides) -> Pair | None:
    """Choose the cases of "the two cases differ", "X and Y are alike": a list, or the last two named before."""
    if _occasion(cue, place):
        return None
    lead = tokens(place.body, max(place.sentence.start, cue.span.start - SMALL), cue.span.start)
    lists = [case for case in sides.named_before if len(case.parts) > 1 and cue.span.start - case.span.end <= NEAR]
    if lists:
        return two(lists[-1:])
    forms = [lower(fold(token.text)) for token in lead]
    twos = with_role("two")
    if not any(tuple(forms[at : at + size]) in twos for at in range(len(forms)) for size in (1, 2, 3)):
        return None
    named = [case.span for case in sides.named_before]
    for sentence in reversed(place.earlier[-2:]):
        if len(named) < 2:
            named = [*place.known.named(sentence), *named]
    named = named[-_MOST:]
    distinct = [s for at, s in enumerate(named) if place.body[s.start : s.end] not in _texts(place.body, named[:at])]
    return Pair(distinct[-1], distinct[-2]) if len(distinct) > 1 else None


def _occasion(cue: Cue, place: Place) -> bool:
    """Tell whether a cue only tells when or where two did something: "in the same *week*"."""
    if place.known.timed(cue.span):
        return True
    ahead = tokens(place.body, cue.span.end, min(place.sentence.end, cue.span.end + SMALL))[:_AHEAD]
    for token in ahead:
        form = lower(fold(token.text))
        if (form,) in with_role("occasion"):
            return True
        if Words([token]).tags != "n":
            return False
    return False


def _texts(body: str, spans: Sequence[Span]) -> set[str]:
    return {body[span.start : span.end] for span in spans}


def echo(cue: Cue, place: Place, sides: Sides) -> Pair | None:
    """Choose the cases of "X did not, and Y did not *either*": one in the clause of the cue, one before it."""
    body, low = place.body, place.sentence.start
    if body[cue.span.end : cue.span.end + 1] not in tuple(",.;:?!”—") or body[cue.span.end : cue.span.end + 1] == "":
        return None
    split = body.rfind(",", low, cue.span.start)
    denials = [
        token.start
        for token in tokens(body, max(low, cue.span.start - 2 * FAR), cue.span.start)
        if (lower(fold(token.text)),) in with_role("denial")
    ]
    earlier = [case.span for case in sides.named_before if case.span.end <= split]
    here = [case.span for case in sides.named_before if case.span.start > split]
    here = here or [case.span for case in sides.named_after[:1]]
    if len(denials) < 2 or denials[-1] < split or not earlier or not here:
        return None
    return Pair(earlier[-1], here[0])


def across(cue: Cue, place: Place, sides: Sides) -> Pair | None:
    """Choose the cases of a cue in two parts: one before its tail, the other after it."""
    if cue.tail is None or (cue.row.relation == "precedent" and _denies(place.body, cue.span.end, cue.tail.start)):
        return None
    known = place.known.within(place.sentence, cue.span)
    split = [part for c in known for part in ([Case(p) for p in c.parts] if c.span.overlaps(cue.tail) else [c])]
    cases = [c for c in split if not c.span.overlaps(cue.tail) and (not c.pronoun or points(place.body, c.span))]
    first = [c for c in cases if c.span.end <= cue.tail.start]
    between = [c for c in first if c.span.start >= cue.span.end]
    then = [c for c in cases if c.span.start >= cue.tail.end]
    measure, other = _best(between) or _best(first[::-1]), _best(then)
    if cue.row.relation == "precedent" and other and not measure and place.earlier:
        named = place.known.named(place.earlier[-1])
        return Pair(named[0], other.span) if named and not other.loose else None
    if measure is None or other is None or (other.pronoun and measure.pronoun) or (other.loose and measure.loose):
        return None
    if cue.row.relation == "likens" and (measure.loose or other.loose):
        return None
    return Pair(measure.span, other.span) if _firm(measure) or _firm(other) or cue.row.asks else None


def _denies(body: str, start: int, end: int) -> bool:
    return any((lower(fold(token.text)),) in with_role("denial") for token in tokens(body, start, end))


def _firm(case: Case) -> bool:
    return not case.loose and not case.pronoun


def _best(cases: Sequence[Case]) -> Case | None:
    """Return the first named case, or the first that points ("there"), or the first noun phrase."""
    ranked = sorted(cases, key=lambda case: (case.pronoun or case.loose, case.loose))
    return ranked[0] if ranked else None


def listed(cue: Cue, place: Place, sides: Sides) -> Pair | None:
    """Choose the first and the last name of a list, and what "— all states that …" says of them as the grounds."""
    chain = frames.joined(place.body, [case.span for case in sides.named_before], cue.span.start)
    parts = [part for case in sides.named_before if case.span in chain for part in case.parts or (case.span,)]
    if len(parts) < 2:
        return None
    ends = [at for at in (place.body.find(mark, cue.span.end, place.sentence.end) for mark in "—–,;") if at > 0]
    told = trim(place.body, Span(cue.span.start, min([*ends, place.sentence.end])), " .!?”")
    return Pair(parts[0], parts[-1], (told,)) if told.end > cue.span.end else None


def parallel(cue: Cue, place: Place, sides: Sides) -> Pair | None:
    """Choose two names in one frame on both sides of "but": "Norland farmers …, but Sudland farmers …"."""
    found = frames.parallel(cue.span, place.sentence, place.earlier[-1:], place.known, place.body)
    return Pair(*found) if found else None
