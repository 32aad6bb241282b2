"""Score the quantities: NewsQuant, the gold statements, and speed."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from evaluation import spans
from evaluation.gold import statements
from evaluation.quantities import newsquant
from evaluation.spans import Prf
from evaluation.task import Score
from evaluation.times.statements import cited, document
from onrecord.model import AnyFinding, Document, Quantity, Reading, Time
from onrecord.readers import quantities, times

NEEDS: tuple[str, ...] = ("data/newsquant", "statements")
_FIELDS = ("value", "low", "high", "unit", "modifier")


def score(shared: Path) -> list[Score]:
    """Measure on both sets and return the numbers."""
    valued, changed = newsquant.score(shared)
    return [
        Score(
            measure="NewsQuant value F1", value=valued.f1, reference="whole set: CQE .920, quantulum3 .730; goal .93"
        ),
        Score(measure="NewsQuant value and change F1", value=changed.f1, reference="whole set: CQE .881; goal .88"),
        *gold(shared),
        speed(shared),
    ]


def gold(shared: Path) -> list[Score]:
    """Measure on the gold statements: spans, and fields of the matched."""
    total, values, whole = Prf(0, 0, 0), 0, 0
    for statement in statements(shared):
        told = document(shared, statement)
        before = cited(told)
        findings: tuple[AnyFinding, ...] = before.findings
        findings += tuple(f for f in times.read(told, before) if isinstance(f, Time))
        reading = Reading(document=told, findings=findings)
        found = [f for f in quantities.read(told, reading) if isinstance(f, Quantity)]
        wanted = statement.of("quantity")
        pairs = spans.match(
            [(f.span.start, f.span.end) for f in found], [(item["at"][0], item["at"][1]) for item in wanted]
        )
        total += Prf(len(pairs), len(found), len(wanted))
        values += sum(_equal(found[i], wanted[j], ("value", "low", "high")) for i, j in pairs)
        whole += sum(_equal(found[i], wanted[j], _FIELDS) for i, j in pairs)
    return [
        Score(measure="gold statements F1", value=total.f1, reference="two annotators .94; goal .88"),
        Score(measure="gold statements equal value", value=values / max(1, total.hits), reference="with both bounds"),
        Score(
            measure="gold statements equal fields", value=whole / max(1, total.hits), reference="with unit, modifier"
        ),
    ]


def _equal(found: Quantity, wanted: dict[str, Any], fields: tuple[str, ...]) -> bool:
    return all(getattr(found, name) == wanted[name] for name in fields)


def speed(shared: Path) -> Score:
    """Measure words per second of processor time over NewsQuant's sentences, set end to end."""
    text = " ".join(record["text"] for record in newsquant.records(shared))
    newsquant.found("warm up")
    told = Document.from_text(text, language="en")
    began = time.process_time()
    count = sum(1 for _ in quantities.read(told, Reading(document=told)))
    spent = time.process_time() - began
    reference = f"goal 200,000; one quantity in {len(text.split()) // max(1, count)} words"
    return Score(measure="words per CPU second", value=len(text.split()) / spent, reference=reference, floor=False)
