"""Comparisons: the gold statements, and cases told apart in judgments."""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path
from typing import Any

import onrecord
from evaluation import gold
from evaluation.spans import Pair, Prf, match
from evaluation.task import Score
from onrecord.model import Comparison, Document, Reading
from onrecord.readers.comparisons import read
from onrecord.readers.sentences import sentences

NEEDS = ("statements", "data/rmu_echr", "data/claimbuster", "reuse-job")
SEED = 20
SENTENCES = 1_000
PIECES = 100


def score(shared: Path) -> list[Score]:
    """Measure comparisons, and return every number."""
    return [*_statements(shared), *_judgments(shared), *_elsewhere(shared)]


def hull(item: dict[str, Any]) -> Pair:
    """Return the stretch from the first to the last part of a gold comparison."""
    parts = [item["source_at"], item["target_at"], item["cue_at"], *item["grounds"]]
    spans = [part for part in parts if part]
    return min(start for start, _ in spans), max(end for _, end in spans)


def _statements(shared: Path) -> list[Score]:
    spans, related = Prf(0, 0, 0), 0
    for statement in gold.statements(shared):
        items = statement.of("comparison")
        found = gold.reading(shared, statement.name).of(Comparison)
        pairs = match([comparison.span for comparison in found], [hull(item) for item in items])
        spans += Prf(len(pairs), len(found), len(items))
        related += sum(found[mine].relation == items[theirs]["relation"] for mine, theirs in pairs)
    return [
        Score(measure="gold F1, overlap .5", value=spans.f1, reference="two annotators: .49"),
        Score(measure="gold precision", value=spans.precision, floor=False),
        Score(measure="gold recall", value=spans.recall, floor=False),
        Score(measure="relation equal on matched", value=related / max(1, spans.hits), floor=False),
    ]


def _judgments(shared: Path) -> list[Score]:
    """Return the share of distinguishing spans that a comparison touches, read window by window."""
    told_apart, hits, others, touched = 0, 0, 0, 0
    path = shared / "data" / "rmu_echr" / "dev.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            document = Document(text=record["text"], language="en")
            reading = Reading(document=document, sentences=sentences(document))
            found = [c for c in read(document, reading) if isinstance(c, Comparison) and c.relation == "distinguishes"]
            hit = any(c.span.start < record["end"] and record["start"] < c.span.end for c in found)
            if record["type"] == "distinguishing":
                told_apart, hits = told_apart + 1, hits + hit
            else:
                others, touched = others + 1, touched + hit
    return [
        Score(
            measure="distinguishing spans of judgments found",
            value=hits / max(1, told_apart),
            reference="four cue groups and a case name, all judgments: .72",
        ),
        Score(measure="spans of other kinds left alone", value=1 - touched / max(1, others), floor=False),
    ]


def _elsewhere(shared: Path) -> list[Score]:
    """Return how often anything is found where comparisons are rare: an upper bound for false hits."""
    pick = random.Random(SEED)
    debates = [record["text"] for record in _records(shared / "data" / "claimbuster" / "train.jsonl.gz")]
    speeches = [record["text"] for record in _records(shared / "reuse-job" / "archive-10k.jsonl.gz")]
    return [
        _rate("debates", pick.sample(debates, SENTENCES)),
        _rate("speeches", pick.sample(speeches, PIECES)),
    ]


def _records(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _rate(name: str, texts: list[str]) -> Score:
    found, read_ = 0, 0
    for text in texts:
        reading = onrecord.read(Document(text=text, language="en"))
        found, read_ = found + len(reading.of(Comparison)), read_ + len(reading.sentences)
    return Score(
        measure=f"{name}: sentences of 1,000 in which nothing is found",
        value=1_000 - 1_000 * found / max(1, read_),
        reference="before names of any kind counted: 997",
        floor=False,
    )
