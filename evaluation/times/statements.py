"""The gold statements: times, with the date of publication that the gold gives."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from evaluation import spans
from evaluation.gold import Statement, loaded, statements
from evaluation.spans import Prf
from onrecord.model import Citation, Document, Metadatum, Reading, Time
from onrecord.readers import citations, times


def document(shared: Path, statement: Statement) -> Document:
    """Return a statement as loaded, told the date of publication of the gold (other tasks measure that one)."""
    published = _published(statement.metadata.get("published"))
    plain = loaded(shared, statement.name)
    return msgspec.structs.replace(plain, published=Metadatum(published) if published else None)


def _published(value: Any) -> str | None:
    found = value.get("value") if isinstance(value, dict) else value
    return str(found) if found else None


def cited(told: Document) -> Reading:
    """Return the reading of a document as far as its citations."""
    found = citations.read(told, Reading(document=told))
    return Reading(document=told, findings=tuple(f for f in found if isinstance(f, Citation)))


def score(shared: Path) -> tuple[Prf, float, float]:
    """Return the spans (Jaccard .5), and the shares of matched ones with equal value and equal interval."""
    total, values, intervals = Prf(0, 0, 0), 0, 0
    for statement in statements(shared):
        told = document(shared, statement)
        found = [f for f in times.read(told, cited(told)) if isinstance(f, Time)]
        gold = statement.of("time")
        pairs = spans.match(
            [(f.span.start, f.span.end) for f in found], [(item["at"][0], item["at"][1]) for item in gold]
        )
        total += Prf(len(pairs), len(found), len(gold))
        values += sum(found[i].value == gold[j]["value"] for i, j in pairs)
        intervals += sum(found[i].interval == gold[j]["interval"] for i, j in pairs)
    return total, values / max(1, total.hits), intervals / max(1, total.hits)
