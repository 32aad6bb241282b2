"""Which cases does the statement compare, how, and on what grounds?"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal, NamedTuple

from onrecord.lexicons import Row, rows
from onrecord.model import Comparison, Document, Finding, Reading, Relation, Span
from onrecord.phrases import Phrases
from onrecord.readers.comparisons.cases import Case, Cases, with_role
from onrecord.readers.languages import for_languages
from onrecord.readers.split import words_of
from onrecord.readers.voices import Voices
from onrecord.text import fold, lower, tokens, trim

BY = "comparisons/1"
Order = Literal["after", "between", "before", "adjacent", "like", "single", "any", "aside", "pair"]
_LONGEST = 2_000
_BACK = 4
_NEAR = 25
_FAR = 75
_LOOK_BACK = 4
_CLOSE = 3
_MOST = 8
_GAPS = ("", "the", "in", "in the")
_DENIED: dict[Relation, Relation] = {"likens": "distinguishes", "precedent": "distinguishes", "distinguishes": "likens"}
_SAYS: dict[Relation, str] = {
    "likens": "likens",
    "distinguishes": "tells apart",
    "precedent": "takes as a rule",
    "unique": "says is like no other",
    "double_standard": "says are treated differently though alike",
}


class CueRow(Row, frozen=True, kw_only=True):
    """Words that compare, the ``relation`` they state, and the ``order`` in which the cases stand."""

    form: str
    relation: Relation
    order: Order


class _Pair(NamedTuple):
    """The case taken as measure, and the other one."""

    measure: Span
    other: Span | None


@cache
def _phrases() -> Phrases[CueRow]:
    return Phrases((row.form, row) for row in rows("comparison_cues", CueRow))


@for_languages("en")
def read(document: Document, reading: Reading) -> Iterator[Finding]:
    """Yield the comparisons of a document: a cue with two cases (one for *unique*) in a sentence."""
    body = document.body
    words = words_of(body)
    starts = [sentence.start for sentence in reading.sentences]
    cases: Cases | None = None
    voices = Voices(document, reading)
    taken: set[Span] = set()
    seen: dict[int, int] = {}
    title = document.title.span if document.title and document.title.span else Span(0, 0)
    for cue, found in _phrases().find(body, words):
        place = bisect_right(starts, cue.start) - 1
        if place < 0 or cue.end > reading.sentences[place].end or title.holds(cue):
            continue
        sentence = reading.sentences[place]
        seen[place] = seen.get(place, 0) + 1
        if sentence.end - sentence.start > _LONGEST or seen[place] > _MOST:
            continue
        cases = cases or Cases(document, reading, words)
        if found[0].order == "aside":
            pair = _aside(cue, reading.sentences[max(0, place - _LOOK_BACK) : place + 1], cases)
        else:
            pair = _pair(found[0], cue, sentence, cases, body)
        if pair is None or pair.measure in taken:
            continue
        taken.add(pair.measure)
        voice = voices.at(cue)
        yield _comparison(document, (found[0], cue, pair), sentence, voice.id if voice else "author")


def _pair(row: CueRow, cue: Span, sentence: Span, known: Cases, body: str) -> _Pair | None:
    """Choose the two cases of a cue, or None where they are not there."""
    cases = known.within(sentence, cue)
    before = [case for case in cases if case.span.end <= cue.start]
    after = [case for case in cases if case.span.start >= cue.end]
    named_before = [case for case in before if not case.pronoun]
    named_after = [case for case in after if not case.pronoun]
    if row.order == "single":
        near = [c for c in before if cue.start - c.span.end <= _FAR][-1:]
        near = near or [c for c in named_after if c.span.start - cue.end <= _NEAR][:1]
        return _Pair(near[0].span, None) if near else None
    if row.order in ("adjacent", "like") and not _touches(row, cue, (named_before, named_after), body):
        return None
    if row.order == "before":
        return _before(cue, named_before, after)
    if row.order == "any":
        chosen = [*named_before[-1:], *named_after[:1]]
        if len(chosen) < 2:
            chosen = named_before[-2:] or named_after[:2]
        return _two(chosen)
    if row.order == "pair":
        return _two([case for case in named_after if case.span.start - cue.end <= _FAR][:2])
    near_after = [case for case in named_after if case.span.start - cue.end <= _FAR]
    if row.order == "after":
        others = [*near_after[1:2], *named_before[-1:], *[case for case in after if case.pronoun], *before[-1:]]
        return _Pair(near_after[0].span, others[0].span) if near_after and others else None
    return _between(cue, sentence, known, (before, near_after))


def _two(cases: Sequence[Case]) -> _Pair | None:
    """Make a pair of two cases, or of the parts of one that is a list ("between Norland and Sudland")."""
    spans = [case.span for case in cases]
    if cases and len(cases[0].parts) > 1:
        spans = [cases[0].parts[0], cases[0].parts[-1]]
    return _Pair(spans[0], spans[1]) if len(spans) > 1 else None


def _between(cue: Span, sentence: Span, known: Cases, cases: tuple[Sequence[Case], Sequence[Case]]) -> _Pair | None:
    """Choose the cases on both sides of a cue; one may be any noun phrase where the other is a case."""
    before, after = cases
    if not before and not after:
        return None
    near = [case for case in before if cue.start - case.span.end <= _NEAR]
    far = [case for case in before if not case.pronoun]
    other = near[-1].span if near else known.beside(sentence, cue, ahead=False) or (far[-1].span if far else None)
    measure = after[0].span if after else known.beside(sentence, cue, ahead=True)
    named = bool(after) or any(not case.pronoun for case in before)
    return _Pair(measure, other) if measure and other and named else None


def _before(cue: Span, named: Sequence[Case], after: Sequence[Case]) -> _Pair | None:
    """Choose the cases of a cue that follows its measure: "the Norland precedent"."""
    if not named or cue.start - named[-1].span.end > 2:
        return None
    others = [*[case for case in after if not case.pronoun], *after]
    return _Pair(named[-1].span, others[0].span) if others else None


def _aside(cue: Span, sentences: Sequence[Span], known: Cases) -> _Pair | None:
    """Choose the cases of "on the other hand": the one that leads its sentence, and the last one that led before."""
    here = [case.span for case in known.within(sentences[-1], cue) if not case.pronoun]
    if not here:
        return None
    for sentence in reversed(sentences[:-1]):
        other = known.first(sentence)
        if other:
            return _Pair(here[0], other)
    return None


def _touches(row: CueRow, cue: Span, named: tuple[Sequence[Case], Sequence[Case]], body: str) -> bool:
    """Tell whether the case follows directly, and *like* stands where it compares and gives no example."""
    before, after = named
    gap = body[cue.end : after[0].span.start].strip(' “"\n').lower() if after else "-"
    if row.order == "adjacent" or gap not in _GAPS:
        return gap == ""
    lead = body[max(0, cue.start - 8) : cue.start].rstrip()
    if not lead or lead[-1] in '.\n“"':
        return True
    if lead[-1] == ",":
        return bool(before) and cue.start - before[-1].span.end <= _CLOSE
    last = lower(fold(lead.rsplit(None, 1)[-1]))
    return (last,) in with_role("copula")


def _comparison(document: Document, what: tuple[CueRow, Span, _Pair], sentence: Span, voice: str) -> Comparison:
    row, cue, pair = what
    body = document.body
    relation, denial = row.relation, _denial(body, sentence, cue)
    if denial and relation in _DENIED:
        relation = _DENIED[relation]
        cue = Span(denial.start, cue.end)
    source, target = pair.measure, pair.other
    swap = row.relation in ("distinguishes", "double_standard") and row.order != "aside"
    if target is not None and swap and target.start < source.start:
        source, target = target, source
    grounds = _grounds(body, sentence, max(span.end for span in (source, target, cue) if span))
    parts = [span for span in (source, target, cue, *grounds) if span]
    words = f"“{document[cue]}” {_SAYS[relation]}: “{document[source]}”"
    if target:
        words += f" and “{document[target]}”"
    return Comparison(
        span=Span(min(p.start for p in parts), max(p.end for p in parts)),
        by=BY,
        why=words + ("; the words deny the likeness" if denial and relation == "distinguishes" else ""),
        source_case=source,
        target_case=target,
        relation=relation,
        grounds=grounds,
        cue=cue,
        asserted_by=voice,
    )


def _denial(body: str, sentence: Span, cue: Span) -> Span | None:
    """Return the denying word shortly before a cue, if one stands there."""
    lead = tokens(body, max(sentence.start, cue.start - _FAR), cue.start)[-_BACK:]
    for token in reversed(lead):
        if not token.text[0].isalnum():
            return None
        if (lower(fold(token.text)),) in with_role("denial"):
            return token.span
    return None


def _grounds(body: str, sentence: Span, after: int) -> tuple[Span, ...]:
    """Return the reason that follows in the sentence: a clause of *because* or its like, or what a colon opens."""
    words = tokens(body, after, sentence.end)
    reasons = with_role("reason")
    for place, token in enumerate(words):
        form = lower(fold(token.text))
        two = (form, lower(words[place + 1].text)) if place + 1 < len(words) else (form, "")
        length = 2 if two in reasons else 1 if (form,) in reasons or form == ":" else 0
        if length and place + length < len(words):
            span = trim(body, Span(words[place + length].start, sentence.end), ' \n\t.;!?”"»')
            return (span,) if span.end > span.start else ()
    return ()
