"""Fit what tells a report from a statement: news against speeches.

    python -m evaluation.quotations.training.voice

Reports are PolNeAR's train part; statements are pieces of State of the Union addresses and of General
Assembly speeches (the hosts and the archive of the reuse job). Half of each is held out and scored.
"""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from evaluation.logistic import fit
from evaluation.task import SHARED
from onrecord.model import Document
from onrecord.readers.quotations.levels import drafts
from onrecord.readers.quotations.voice import FEATURES, WEIGHTS, features
from onrecord.readers.sentences import sentences

SPEECHES = 600


def _texts(shared: Path) -> Iterator[tuple[str, float]]:
    with gzip.open(shared / "data/polnear/train.jsonl.gz", "rt", encoding="utf-8") as lines:
        yield from ((json.loads(line)["text"], 1.0) for line in lines)
    with (shared / "reuse-job/hosts.jsonl").open(encoding="utf-8") as lines:
        yield from ((json.loads(line)["text"], 0.0) for line in lines)
    with gzip.open(shared / "reuse-job/archive-10k.jsonl.gz", "rt", encoding="utf-8") as lines:
        yield from ((json.loads(line)["text"], 0.0) for _, line in zip(range(SPEECHES), lines, strict=False))


def main(shared: Path = SHARED) -> None:
    """Fit on one half, print how often the other is told right, and write the weights."""
    rows = []
    for text, kind in _texts(shared):
        document = Document.from_text(text, language="en")
        places = sentences(document)
        if len(places) >= 5:
            rows.append(([*features(document.body, places, drafts(document, places))], kind))
    random.Random(1).shuffle(rows)
    x, y = np.array([row for row, _ in rows]), np.array([kind for _, kind in rows])
    half = len(rows) // 2
    weights = fit(x[:half], y[:half], 0.1)
    told = (weights[0] + x[half:] @ weights[1:]) > 0
    for kind, name in ((1.0, "reports"), (0.0, "statements")):
        asked = y[half:] == kind
        print(f"{name}: {asked.sum()} held out, {(told[asked] == kind).mean():.3f} told right")
    bias, *values = weights.round(4).tolist()
    held = {"bias": bias, "weights": dict(zip(FEATURES, values, strict=True))}
    WEIGHTS.write_text(json.dumps(held, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
