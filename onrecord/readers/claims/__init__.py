"""What does the statement claim? One claim for each clause that asserts something."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from onrecord.model import Claim, Document, Failure, Finding, Quantity, Reading, Span
from onrecord.readers.claims.clauses import Clause, clauses, supposed
from onrecord.readers.claims.frames import start
from onrecord.readers.claims.levels import DEEPEST, Stretch, stretches, too_deep
from onrecord.readers.claims.marks import marked
from onrecord.readers.claims.profile import profile
from onrecord.readers.claims.tags import Words, with_role
from onrecord.readers.claims.types import Typed, typed
from onrecord.readers.claims.verbs import finite, opens
from onrecord.readers.languages import for_languages
from onrecord.readers.voices import reports

BY = "claims/1"


class _Found(NamedTuple):
    span: Span
    words: Words
    low: int
    high: int
    asserted_by: str
    how: str
    frame: str


@for_languages("en")
def read(document: Document, reading: Reading) -> Iterator[Finding | Failure]:
    """Yield the claims of a document in text order, with ids ``c1``, ``c2`` …

    A Failure says how many quotations were too deep inside others to be read.
    """
    deep = too_deep(reports(document, reading)[0])
    if deep:
        left = "1 quotation" if len(deep) == 1 else f"{len(deep)} quotations"
        yield Failure("claims", f"{left} inside {DEEPEST} or more others: not read for claims of their own")
    quantities = reading.of(Quantity)
    found = [claim for stretch in stretches(document, reading) for claim in _claims(stretch)]
    found.sort(key=lambda claim: (claim.span.start, -claim.span.end))
    at = 0
    for number, claim in enumerate(found, 1):
        while at < len(quantities) and quantities[at].span.end <= claim.span.start:
            at += 1
        quantity = next((q for q in quantities[at : at + 8] if claim.span.holds(q.span)), None)
        kinds = typed(claim.words, claim.low, claim.high, (document[quantity.span], quantity) if quantity else None)
        measured, reasons = profile(claim.words, claim.low, claim.high, (kinds.verb, kinds.placed))
        yield Claim(
            span=claim.span,
            by=BY,
            why=_why(claim, kinds, reasons),
            id=f"c{number}",
            types=kinds.types,
            checkable=kinds.checkable,
            asserted_by=claim.asserted_by,
            profile=measured,
            priority=measured.checkable,
        )


def _why(claim: _Found, kinds: Typed, reasons: list[str]) -> str:
    """Say in a sentence what made a clause a claim, what gave it its types, and what raised its priority."""
    said = [claim.how[0].upper() + claim.how[1:]]
    if claim.frame:
        said.append(f"the speaker puts it forward with “{claim.frame}”")
    for kind, cue in kinds.cues.items():
        if kind == "vague":
            said.append(f"“{cue}” names nobody in particular")
        elif cue:
            said.append(f"“{cue}”: {kind}")
    if reasons:
        said.append("moved up in the order for checking by: " + ", ".join(reasons))
    return "; ".join(said)


def _claims(stretch: Stretch) -> Iterator[_Found]:
    words = stretch.words
    if stretch.question:
        for clause in supposed(words):
            yield from _asserted(stretch, clause, "")
        return
    for clause in clauses(words):
        begin = start(words, clause.low, clause.high)
        if _commands(words, begin.low, clause.high):
            return
        if begin.feeling:
            yield from _asserted(stretch, Clause(_unlinked(words, clause), clause.high, clause.how), "")
        yield from _asserted(stretch, Clause(begin.low, clause.high, clause.how), begin.frame)


def _unlinked(words: Words, clause: Clause) -> int:
    low = clause.low
    while low < clause.high and words.tags[low] in ",cs":
        low += 1
    return low


def _asserted(stretch: Stretch, clause: Clause, frame: str) -> Iterator[_Found]:
    words, low, high = stretch.words, clause.low, clause.high
    while high > low and (words.tags[high - 1] in '.,;:-"(c' or words.forms[high - 1] == "*"):
        high -= 1
    if high - low < 2 or words.tags[high - 1] == "m" or finite(words, low, high) < 0 or _infinitive(stretch, low):
        return
    yield _Found(marked(words, low, high), words, low, high, stretch.asserted_by, clause.how, frame)


def _infinitive(stretch: Stretch, low: int) -> bool:
    """Tell whether the stretch is reported as an infinitive ("refused *to sign*") or points ("here is")."""
    words = stretch.words
    if words.tags[low] == "t":
        comma = words.tags.find(",", low)
        return stretch.asserted_by != "author" or comma < 0 or not opens(words, comma + 1, len(words.tags))
    return words.forms[low] in with_role("pointer")


def _commands(words: Words, low: int, high: int) -> bool:
    """Tell whether the clause is an imperative: it begins with a plain verb form."""
    if low + 1 >= high:
        return False
    if words.forms[low] in with_role("command"):
        return True
    return words.tags[low] == "B" and words.tags[low + 1] in "dptaNrwQ#"
