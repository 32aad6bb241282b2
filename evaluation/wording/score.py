"""Wording: the gold statements by label, and loaded words in news sentences."""

from __future__ import annotations

import gzip
import json
import time
from pathlib import Path

from evaluation import gold
from evaluation.spans import Prf, match
from evaluation.task import Score
from onrecord.model import Document, Reading, Wording
from onrecord.readers import claims, comparisons, wording
from onrecord.readers.sentences import sentences

NEEDS = ("statements", "data/babe")
_LABELS = ("absolute", "contested-name", "distancing", "generalisation", "loaded")


def score(shared: Path) -> list[Score]:
    """Measure wordings, and return every number."""
    return [*_statements(shared), *_news(shared), _speed(shared)]


def _statements(shared: Path) -> list[Score]:
    spans = Prf(0, 0, 0)
    labels = dict.fromkeys(_LABELS, Prf(0, 0, 0))
    for statement in gold.statements(shared):
        items = statement.of("wording")
        found = gold.reading(shared, statement.name).of(Wording)
        pairs = match([word.span for word in found], [tuple(item["at"]) for item in items])
        spans += Prf(len(pairs), len(found), len(items))
        for label in _LABELS:
            hits = sum(found[i].label == label == items[j]["label"] for i, j in pairs)
            ours, theirs = (sum(f.label == label for f in found), sum(i["label"] == label for i in items))
            labels[label] += Prf(hits, ours, theirs)
    return [
        Score(measure="gold F1, overlap .5", value=spans.f1, reference="two annotators: .66"),
        Score(measure="gold precision", value=spans.precision, floor=False),
        Score(measure="gold recall", value=spans.recall, floor=False),
        *(
            Score(measure=f"{label}, F1 with the label ({prf.gold} gold)", value=prf.f1, floor=False)
            for label, prf in labels.items()
        ),
    ]


def _news(shared: Path) -> list[Score]:
    """Return how often a word marked as loaded is one that experts marked, and the share of theirs found."""
    marked, agreed, theirs, found_theirs = 0, 0, 0, 0
    path = shared / "data" / "babe" / "folds_1_to_4.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            document = Document(text=record["text"], language="en")
            found = wording.read(document, Reading(document=document))
            loaded = [f.span for f in found if isinstance(f, Wording) and f.label == "loaded"]
            biased = [(word["start"], word["end"]) for word in record["biased_words"]]
            marked += len(loaded)
            agreed += sum(any(a < span.end and span.start < b for a, b in biased) for span in loaded)
            theirs += len(biased)
            found_theirs += sum(any(a < span.end and span.start < b for span in loaded) for a, b in biased)
    return [
        Score(
            measure="loaded, precision on BABE folds 1 to 4",
            value=agreed / max(1, marked),
            reference="large word lists: .08; share of words marked: .03",
            floor=False,
        ),
        Score(
            measure="loaded, recall on BABE folds 1 to 4",
            value=found_theirs / max(1, theirs),
            reference="large word lists: .44",
            floor=False,
        ),
    ]


def _speed(shared: Path) -> Score:
    """Return the words a CPU second that claims, comparisons and wording read together."""
    text = "\n\n".join(statement.text for statement in gold.statements(shared)) * 4
    document = Document(text=text, language="en")
    reading = Reading(document=document, sentences=sentences(document))
    readers = (claims.read, comparisons.read, wording.read)
    for reader in readers:
        list(reader(Document(text="Norland is not like Sudland.", language="en"), Reading(document=document)))
    started = time.process_time()
    for reader in readers:
        list(reader(document, reading))
    spent = max(1e-9, time.process_time() - started)
    return Score(
        measure="words a CPU second, claims, comparisons and wording together",
        value=len(text.split()) / spent,
        reference="goal: 100,000",
        floor=False,
    )
