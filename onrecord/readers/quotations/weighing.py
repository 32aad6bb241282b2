"""How likely is it that a candidate is a quotation? A logistic model over what the rules and the labeller say."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from onrecord import models
from onrecord.model import Span
from onrecord.readers.quotations.draft import Draft
from onrecord.readers.quotations.labeller import Labelled

WEIGHTS = Path(models.__file__).parent / "quotations.confidence.json"

FEATURES = (
    "both",
    "rule alone",
    "label alone",
    "rule direct",
    "rule mixed",
    "rule with cue",
    "rule with speaker",
    "rule length",
    "shared",
    "begins",
    "ends",
    "inside",
    "speaker",
    "cue",
    "label with speaker",
    "label with cue",
    "label length",
)
"""What is weighed; probabilities as log odds within -6 and 6, lengths as the logarithm of characters."""


class Candidate(NamedTuple):
    """Words that may be a quotation: what the rules drafted of them, what the labeller saw, or both."""

    rule: Draft | None
    label: Labelled | None
    """With its content trimmed as a finding's is."""
    shared: float
    """Shared characters of the two contents by all of them; 0 where one is missing."""


def features(one: Candidate) -> list[float]:
    """Return the values of FEATURES."""
    rule, label = one.rule, one.label
    values = [float(bool(rule and label)), float(label is None), float(rule is None)]
    if rule is None:
        values += [0.0] * 5
    else:
        values += [rule.mode == "direct", rule.mode == "mixed", rule.cue is not None, rule.speaker is not None]
        values.append(_length(rule.content))
    values.append(one.shared)
    if label is None:
        values += [0.0] * 8
    else:
        values += [_odds(share) for share in label.sure]
        values += [label.speaker is not None, label.cue is not None, _length(label.content)]
    return [float(value) for value in values]


def confidence(one: Candidate, language: str) -> float:
    """Return the measured probability that annotators of the training data mark these words, 0 to 1."""
    bias, weights = _model(language)
    return _share(bias + sum(w * x for w, x in zip(weights, features(one), strict=True)))


def in_statement(share: float) -> float:
    """Return the confidence in a statement of what has this confidence in news (Platt scaling on gold statements)."""
    bias, weights = _model("statements")
    return _share(bias + weights[0] * _odds(share))


def _share(total: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


@cache
def _model(language: str) -> tuple[float, tuple[float, ...]]:
    held = json.loads(WEIGHTS.read_text(encoding="utf-8"))["models"][language]
    return held["bias"], tuple(held["weights"].values())


def _length(content: Sequence[Span]) -> float:
    return math.log(sum(end - start for start, end in content) + 1)


def _odds(share: float) -> float:
    share = min(max(share, 1e-6), 1 - 1e-6)
    return max(-6.0, min(6.0, math.log(share / (1 - share))))
