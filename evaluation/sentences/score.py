"""Score the sentence splitter on the golden rules."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from evaluation.task import Score
from onrecord.model import Document
from onrecord.readers.sentences import sentences

NEEDS = ("data/sbd-golden-rules",)


def score(shared: Path) -> list[Score]:
    """Return the share of cases split exactly as given: the English golden rules, and all other cases."""
    right: Counter[str] = Counter()
    cases: Counter[str] = Counter()
    for line in (shared / "data/sbd-golden-rules/rules.jsonl").read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        group = case["lang"] + (" cleaning cases" if case["kind"] == "clean" else "")
        found = sentences(Document.from_text(case["text"], language=case["lang"]))
        cases[group] += 1
        right[group] += [tuple(span) for span in found] == [(s["start"], s["end"]) for s in case["sentences"]]
    references = {"en": "pysbd 47/48 = .979, sentencex 43/48 = .896, blingfire 36/48, syntok 34/48"}
    return [
        Score(
            measure=f"sentences, golden rules, {group} (of {cases[group]})",
            value=right[group] / cases[group],
            reference=references.get(group, ""),
            floor=group == "en",
        )
        for group in sorted(cases, key=lambda group: (group != "en", group))
    ]
