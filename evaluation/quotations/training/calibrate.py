"""Fit the confidence of quotations on documents that the labeller was not trained on.

    python -m evaluation.quotations.training.calibrate en|de --weights FILE [--every 10]
    python -m evaluation.quotations.training.calibrate statements

``--weights`` must come from a training run with ``--leave`` of the same number: the documents left
out are read, and a logistic model learns which candidates the annotators marked. The shipped
weights learn from all documents; that they are as sure of themselves is checked on dev (reliability).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np

import onrecord
from evaluation.logistic import Floats, fit
from evaluation.quotations import polnear
from evaluation.quotations.polnear import Attribution
from evaluation.quotations.statements import odds
from evaluation.spans import Pair
from evaluation.task import SHARED
from onrecord.model import Document, Mention
from onrecord.readers.mentions import read as mentions
from onrecord.readers.quotations import labeller
from onrecord.readers.quotations.joined import candidates, drafted, seen
from onrecord.readers.quotations.network import Network
from onrecord.readers.quotations.weighing import FEATURES, WEIGHTS, features


def _left_out(shared: Path, language: str, every: int) -> Iterator[tuple[str, list[Attribution]]]:
    name = {"en": "polnear", "de": "german_news_quotations"}[language]
    records = [r for r in polnear.documents(shared / "data" / name / "train.jsonl.gz") if r["text"].strip()]
    for record in records[::every]:
        if language == "en":
            yield record["text"], polnear.gold(record)
        else:
            contents = [[(s["start"], s["end"]) for s in q["quote"]] for q in record["quotations"]]
            yield record["text"], [_attribution(record["text"], content) for content in contents]


def _attribution(text: str, content: list[Pair]) -> Attribution:
    pieces = [polnear.strip(text, *pair) for pair in content]
    return Attribution(tuple(piece for piece in pieces if piece), None, None)


def examples(shared: Path, language: str, every: int) -> tuple[Floats, Floats]:
    """Return features [candidates, FEATURES] and whether each is right [candidates]."""
    rows, right = [], []
    for text, expected in _left_out(shared, language, every):
        document = Document.from_text(text, language=language)
        reading = onrecord.read(document, readers=[mentions])
        before = seen(document, reading.sentences, reading.of(Mention))
        found = candidates(document, language, before)
        contents = [
            [s for part in drafted(text, one, ()).content if (s := polnear.strip(text, *part))] for one in found
        ]
        hits = {i for i, _ in polnear.pairs(text, [Attribution(tuple(c), None, None) for c in contents], expected)}
        rows += [features(one) for one in found]
        right += [float(i in hits) for i in range(len(found))]
    return np.array(rows), np.array(right)


def main() -> None:
    """Fit and write the model of one language."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("language", choices=["en", "de", "statements"])
    parser.add_argument("--weights", type=Path)
    parser.add_argument("--every", type=int, default=10)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--shared", type=Path, default=SHARED)
    options = parser.parse_args()
    if options.language == "statements":
        names: tuple[str, ...] = ("log odds in news",)
        parts = list(odds(options.shared))
        x, y = (np.concatenate(part) for part in zip(*parts, strict=True))
    else:
        net = Network(options.weights or labeller.weights(options.language))
        labeller.network = lambda language: net  # type: ignore[assignment]
        names = FEATURES
        x, y = examples(options.shared, options.language, options.every)
    held = json.loads(options.out.read_text(encoding="utf-8")) if options.out.exists() else {"models": {}}
    bias, *weights = fit(x, y).round(4).tolist()
    held["models"][options.language] = {"bias": bias, "weights": dict(zip(names, weights, strict=True))}
    options.out.write_text(json.dumps(held, indent=1) + "\n", encoding="utf-8")
    print(f"{len(y)} candidates, {int(y.sum())} right; wrote {options.out}")


if __name__ == "__main__":
    main()
