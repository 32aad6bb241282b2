"""Train the profile of claims; run it as ``python -m evaluation.claims.train`` (needs numpy).

It reads ClaimBuster (debates before 2016) and PoliClaim (five of eight gold speeches), fits a
logistic regression on the counted features of ``onrecord.readers.claims.profile`` by Newton steps,
and writes ``onrecord/models/claims.json``: one weight a feature and a bias. No text goes in there.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

import onrecord.models
from evaluation.task import SHARED
from onrecord.readers.claims.profile import FEATURES, features
from onrecord.readers.claims.tags import Words
from onrecord.text import tokens

RIDGE = 3.0
STEPS = 12


def records(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the records of a gzipped JSON Lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def vector(text: str) -> tuple[float, ...]:
    """Return the features of a whole sentence."""
    words = Words(tokens(text))
    high = len(words.tags)
    while high > 1 and words.tags[high - 1] in '."':
        high -= 1
    return features(words, 0, high)


def claimbuster(shared: Path) -> list[tuple[str, int, str]]:
    """Return text, label (1 for a check-worthy factual sentence, 0 for one without facts) and year; UFS is left out."""
    found = records(shared / "data" / "claimbuster" / "train.jsonl.gz")
    return [(r["text"], int(r["label"] == "CFS"), str(r["debate"])) for r in found if r["label"] != "UFS"]


def policlaim(shared: Path) -> list[tuple[str, int, str]]:
    """Return text, label (1 when it holds a verifiable claim) and speech."""
    return [(r["text"], int(r["label"]), r["speech"]) for r in records(shared / "data" / "policlaim" / "gold.jsonl.gz")]


def early(rows: list[tuple[str, int, str]]) -> list[tuple[str, int, str]]:
    """Return the sentences of the debates before 2016; those of 2016 are never trained on."""
    return [row for row in rows if "2016" not in row[2]]


def held_out(rows: list[tuple[str, int, str]]) -> frozenset[str]:
    """Return the three speeches of PoliClaim that are never trained on: the last by name."""
    return frozenset(sorted({speech for _, _, speech in rows})[-3:])


def fit(x: np.ndarray, y: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Return weights and, last, the bias of a ridge logistic regression."""
    x = np.hstack([x, np.ones((len(x), 1))])
    beta = np.zeros(x.shape[1])
    ridge = np.diag([RIDGE] * (x.shape[1] - 1) + [1e-6])
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-x @ beta))
        hessian = x.T @ (x * (weight * p * (1 - p))[:, None]) + ridge
        beta = beta + np.linalg.solve(hessian, x.T @ (weight * (y - p)) - ridge @ beta)
    return beta


def main() -> None:
    """Train and write the model."""
    speeches = policlaim(SHARED)
    out = held_out(speeches)
    sets = [early(claimbuster(SHARED)), [row for row in speeches if row[2] not in out]]
    x = np.array([vector(text) for rows in sets for text, _, _ in rows])
    y = np.array([label for rows in sets for _, label, _ in rows], dtype=float)
    share = np.concatenate([np.full(len(rows), 4000 / len(rows)) for rows in sets])
    beta = fit(x, y, share)
    path = Path(onrecord.models.__file__).parent / "claims.json"
    weights = [round(float(b), 3) for b in beta]
    body = {"features": list(FEATURES), "weights": weights[:-1], "bias": weights[-1]}
    path.write_text(json.dumps(body, indent=1) + "\n", encoding="utf-8")
    print(*(f"{name:24} {value:+.3f}" for name, value in zip(FEATURES, weights, strict=False)), sep="\n")


if __name__ == "__main__":
    main()
