"""Claims: spans, checkability and types on the gold statements; the order for checking on unseen speeches."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from evaluation import gold
from evaluation.claims.train import claimbuster, held_out, policlaim
from evaluation.spans import Prf, match
from evaluation.task import Score
from onrecord.model import (
    AnyFinding,
    Claim,
    Document,
    Omission,
    Quantity,
    Quotation,
    Reading,
    Span,
)
from onrecord.readers.claims import read
from onrecord.readers.claims.profile import profile
from onrecord.readers.claims.tags import Words
from onrecord.readers.sentences import sentences
from onrecord.text import tokens

NEEDS = ("statements", "data/claimbuster", "data/policlaim")
_AGREED = "two annotators: .88"


def score(shared: Path) -> list[Score]:
    """Measure claims, and return every number."""
    return [*_statements(shared), *_ranking(shared)]


def _statements(shared: Path) -> list[Score]:
    spans, given, types, agree = Prf(0, 0, 0), Prf(0, 0, 0), Prf(0, 0, 0), Counter[bool]()
    by_type: dict[str, Prf] = {}
    voices: Counter[bool] = Counter()
    for statement in gold.statements(shared):
        items = statement.of("claim")
        wanted = [Span(*item["at"]) for item in items]
        found = gold.reading(shared, statement.name).of(Claim)
        pairs = match([claim.span for claim in found], wanted)
        spans += Prf(len(pairs), len(found), len(wanted))
        perfect = [claim for claim in read(*_given(statement)) if isinstance(claim, Claim)]
        pairs_given = match([claim.span for claim in perfect], wanted)
        given += Prf(len(pairs_given), len(perfect), len(wanted))
        for mine, theirs in pairs:
            agree[found[mine].checkable == items[theirs]["checkable"]] += 1
            voices[(found[mine].asserted_by == "author") == (items[theirs]["asserted_by"] == "author")] += 1
            ours, gold_types = set(found[mine].types), set(items[theirs]["types"])
            types += Prf(len(ours & gold_types), len(ours), len(gold_types))
            for kind in ours | gold_types:
                one = Prf(int(kind in ours and kind in gold_types), int(kind in ours), int(kind in gold_types))
                by_type[kind] = by_type.get(kind, Prf(0, 0, 0)) + one
    total = sum(agree.values())
    return [
        Score(measure="gold F1, overlap .5", value=spans.f1, reference=_AGREED),
        Score(measure="gold precision", value=spans.precision, floor=False),
        Score(measure="gold recall", value=spans.recall, floor=False),
        Score(measure="gold F1, with the gold quotations given", value=given.f1, reference=_AGREED),
        Score(measure="checkable, share equal", value=agree[True] / max(1, total), reference="two annotators: .94"),
        Score(measure="author or quoted, share equal", value=voices[True] / max(1, total), floor=False),
        Score(measure="types, micro F1 on matched claims", value=types.f1, reference="two annotators, equal sets: .55"),
        *(
            Score(measure=f"type {kind}, F1 ({prf.gold} gold)", value=prf.f1, floor=False)
            for kind, prf in sorted(by_type.items())
        ),
    ]


def _given(statement: gold.Statement) -> tuple[Document, Reading]:
    """Return a document and a reading in which quotations and quantities stand as in the gold."""
    omissions = tuple(Omission(Span(*item["at"]), "gold") for item in statement.of("omission"))
    document = Document(text=statement.text, language="en", omissions=omissions)
    findings: list[AnyFinding] = []
    for item in statement.of("quotation"):
        content = tuple(Span(*span) for span in item["content"])
        findings.append(
            Quotation(
                span=Span(content[0].start, content[-1].end),
                by="gold",
                why="",
                id=item["id"],
                content=content,
                mode=item["mode"],
                parent=item.get("parent"),
            )
        )
    for item in statement.of("quantity"):
        findings.append(Quantity(span=Span(*item["at"]), by="gold", why="", value=item.get("value")))
    findings.sort(key=lambda finding: finding.span)
    return document, Reading(document=document, findings=tuple(findings), sentences=sentences(document))


def _ranking(shared: Path) -> list[Score]:
    speeches = policlaim(shared)
    out = held_out(speeches)
    unseen = [(text, label) for text, label, speech in speeches if speech in out]
    debates = [(text, label) for text, label, year in claimbuster(shared) if "2016" in year]
    started, words = time.process_time(), 0
    found = []
    for rows in (unseen, debates):
        scored = []
        for text, label in rows:
            sentence = Words(tokens(text))
            words += len(sentence.tags)
            scored.append((profile(sentence, 0, len(sentence.tags))[0].checkable or 0.0, label))
        found.append(average_precision(scored))
    speed = words / max(1e-9, time.process_time() - started)
    base = [sum(label for _, label in rows) / max(1, len(rows)) for rows in (unseen, debates)]
    return [
        Score(
            measure="profile, average precision, three unseen PoliClaim speeches",
            value=found[0],
            reference=f"62 hand features, other test: .886; share positive {base[0]:.2f}",
        ),
        Score(
            measure="profile, average precision, ClaimBuster debates of 2016, CFS against NFS",
            value=found[1],
            reference=f"62 hand features on the 2020 debates: .844; share positive {base[1]:.2f}",
        ),
        Score(measure="profile, tokens a CPU second", value=speed, floor=False),
    ]


def average_precision(scored: Iterable[tuple[float, int]]) -> float:
    """Return the mean of the precision at each positive, in the order of the scores."""
    hits, total = 0, 0.0
    for rank, (_, label) in enumerate(sorted(scored, key=lambda pair: -pair[0]), 1):
        if label:
            hits += 1
            total += hits / rank
    return total / hits if hits else 0.0
