"""Which two cases does a cue compare? Chosen by the order in which its row says that they stand."""

from __future__ import annotations

from collections.abc import Callable

from onrecord.model import Span
from onrecord.readers.comparisons import apart
from onrecord.readers.comparisons.cases import with_role
from onrecord.readers.comparisons.cues import Cue
from onrecord.readers.comparisons.places import FAR, NEAR, SMALL, Pair, Place, Sides, points, two
from onrecord.text import fold, lower, tokens, trim

_CLOSE = 3
_GAPS = ("", "the", "in", "in the")


def pair(cue: Cue, place: Place) -> Pair | None:
    """Choose the cases of a cue, or return None where they are not there."""
    cases = place.known.within(place.sentence, cue.span)
    firm = [case for case in cases if not case.loose]
    before = [case for case in firm if case.span.end <= cue.span.start]
    after = [case for case in firm if case.span.start >= cue.span.end]
    sides = Sides(
        before,
        after,
        [case for case in before if not case.pronoun],
        [case for case in after if not case.pronoun],
        [case for case in cases if case.span.start >= cue.span.end and not case.pronoun],
    )
    found = _ORDERS[cue.row.order](cue, place, sides)
    return None if found and found.other and _one(place.body, found.measure, found.other) else found


def _one(body: str, measure: Span, other: Span) -> bool:
    """Tell whether two cases have one name: nothing is compared with itself."""
    return fold(body[measure.start : measure.end]) == fold(body[other.start : other.end])


def _single(cue: Cue, place: Place, sides: Sides) -> Pair | None:
    near = [c for c in sides.before if cue.span.start - c.span.end <= FAR]
    named = [c for c in near if not c.pronoun]
    chosen = named[-1:] or near[-1:]
    chosen = chosen or [c for c in sides.named_after if c.span.start - cue.span.end <= NEAR][:1]
    return Pair(chosen[0].span, None, _told(cue, place)) if chosen else None


def _told(cue: Cue, place: Place) -> tuple[Span, ...]:
    """Return what makes the only or the first one so: "the first in history to *sell its coast*"."""
    words = tokens(place.body, cue.span.end, place.sentence.end)
    if not cue.row.tail or len(words) < 2 or (lower(words[0].text),) not in with_role("told"):
        return ()
    end = trim(place.body, Span(words[1].start, place.sentence.end), ' \n.;!?”"»').end
    return (Span(words[1].start, end),) if end > words[1].start else ()


def _ahead(cue: Cue, place: Place, sides: Sides) -> Pair | None:
    near = [c for c in sides.named_after if c.span.start - cue.span.end <= NEAR]
    return Pair(near[0].span, None) if near else None


def _any(cue: Cue, place: Place, sides: Sides) -> Pair | None:
    chosen = [*sides.named_before[-1:], *sides.named_after[:1]]
    if len(chosen) < 2:
        chosen = sides.named_before[-2:] or sides.named_after[:2]
    return two(chosen)


def _pair(cue: Cue, place: Place, sides: Sides) -> Pair | None:
    return two([case for case in sides.named_after if case.span.start - cue.span.end <= FAR][:2])


def _after(cue: Cue, place: Place, sides: Sides) -> Pair | None:
    near = [case for case in sides.named_after if case.span.start - cue.span.end <= FAR]
    if near and not _direct(place.body, cue.span.end, near[0].span.start):
        return None
    pronouns = [case for case in sides.after if case.pronoun]
    others = [*near[1:2], *sides.named_before[-1:], *pronouns, *sides.before[-1:]]
    return Pair(near[0].span, others[0].span) if near and others else None


def _direct(body: str, start: int, end: int) -> bool:
    """Tell whether the words between a cue and a name make no other thing of it ("the *spirit of* the accords")."""
    forms = [lower(fold(token.text)) for token in tokens(body, start, end)]
    thing = any((form,) in with_role("head") or (form,) in with_role("sort") for form in forms)
    return thing or not any((form,) in with_role("link") for form in forms[1:])


def _between(cue: Cue, place: Place, sides: Sides) -> Pair | None:
    """Choose the cases on both sides of a cue; one may be any noun phrase where the other is a case."""
    near_after = [case for case in sides.named_after if case.span.start - cue.span.end <= FAR]
    if not sides.before and not near_after:
        return None
    near = [case for case in sides.before if cue.span.start - case.span.end <= NEAR]
    far = [case for case in sides.before if not case.pronoun]
    other = near[-1].span if near else place.known.beside(place.sentence, cue.span, ahead=False)
    if near:
        other = place.known.around(place.sentence, near[-1].span)
    if far and not near and cue.row.relation == "double_standard":
        other = far[-1].span
    other = other or (far[-1].span if far else None)
    measure = near_after[0].span if near_after else place.known.beside(place.sentence, cue.span, ahead=True)
    named = bool(near_after) or any(not case.pronoun for case in sides.before)
    return Pair(measure, other) if measure and other and named else None


def _forward(cue: Cue, place: Place, sides: Sides) -> Pair | None:
    """Choose the cases of "X is a precedent for Y", where the measure comes first."""
    loose = [case for case in sides.loose_after if case.span.start - cue.span.end <= NEAR]
    if loose and sides.before and not (sides.named_after and sides.named_after[0].span.start <= loose[0].span.start):
        near = [case for case in sides.before if cue.span.start - case.span.end <= SMALL]
        return Pair(near[-1].span, loose[0].span) if near else None
    found = _between(cue, place, sides)
    return Pair(found.other, found.measure) if found and found.other else None


def _kind(cue: Cue, place: Place, sides: Sides) -> Pair | None:
    """Choose the cases of "closer to", which compares only where its measure is a thing of a name, not a name."""
    after = sides.named_after[:1]
    if not after or place.body[cue.span.end : after[0].span.start].strip().lower() not in _GAPS[:2]:
        return None
    words = tokens(place.body, *after[0].span)
    if not _behind_copula(cue, place):
        return None
    return _between(cue, place, sides) if words[0].text[0].islower() or words[-1].text[0].islower() else None


def _before(cue: Cue, place: Place, sides: Sides) -> Pair | None:
    """Choose the cases of a cue that follows its measure: "the Norland precedent"."""
    named = sides.named_before
    if not named or cue.span.start - named[-1].span.end > 2:
        return None
    others = [*sides.named_after, *sides.after]
    if others:
        return Pair(named[-1].span, others[0].span)
    apart = place.body[cue.span.end : cue.span.end + 2]
    beside = place.known.beside(place.sentence, cue.span, ahead=True) if apart == ", " else None
    return Pair(named[-1].span, beside) if beside else None


def _adjacent(cue: Cue, place: Place, sides: Sides) -> Pair | None:
    """Choose the cases of "another X", "is no X": the measure follows at once."""
    after = sides.named_after[:1]
    if not after or place.body[cue.span.end : after[0].span.start].strip(' “"\n'):
        return None
    if cue.row.relation == "distinguishes" and lower(fold(cue.row.form)) == "no" and not _behind_copula(cue, place):
        return None
    found = _between(cue, place, sides)
    return None if found and found.other and points(place.body, found.other) else found


def _behind_copula(cue: Cue, place: Place) -> bool:
    lead = tokens(place.body, max(place.sentence.start, cue.span.start - NEAR), cue.span.start)
    forms = [(lower(fold(token.text)),) for token in lead]
    while forms and forms[-1] in with_role("degree"):
        forms.pop()
    return bool(forms) and forms[-1] in with_role("copula")


def _like(cue: Cue, place: Place, sides: Sides) -> Pair | None:
    """Choose the cases of "like" where it compares and gives no example: after a copula, a mark, or first."""
    body = place.body
    after, before = sides.named_after, sides.named_before
    if not after or body[cue.span.end : after[0].span.start].strip(' “"\n').lower() not in _GAPS:
        return None
    lead = body[max(place.sentence.start, cue.span.start - 8) : cue.span.start].rstrip()
    if lead and lead[-1] not in '.\n“"':
        beside = lead[-1] == "," and bool(before) and cue.span.start - before[-1].span.end <= _CLOSE
        if not beside and not _behind_copula(cue, place):
            return None
    return _after(cue, place, sides)


_ORDERS: dict[str, Callable[[Cue, Place, Sides], Pair | None]] = {
    "single": _single,
    "ahead": _ahead,
    "any": _any,
    "pair": _pair,
    "after": _after,
    "between": _between,
    "forward": _forward,
    "kind": _kind,
    "before": _before,
    "adjacent": _adjacent,
    "like": _like,
    "aside": apart.aside,
    "both": apart.both,
    "across": apart.across,
    "echo": apart.echo,
    "list": apart.listed,
    "parallel": apart.parallel,
}
