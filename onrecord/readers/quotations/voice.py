"""Does a document report what others say, as news does, or does it speak for itself, as a statement does?"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from onrecord import models
from onrecord.model import Span
from onrecord.readers.quotations.draft import WHOLE, Draft

WEIGHTS = Path(models.__file__).parent / "quotations.voice.json"
FEATURES = ("reports", "reported", "own voice")
"""Reports a sentence, the share of the text that is reported, first persons outside of it a sentence."""

_FIRST = re.compile(r"\b(?:I|me|my|we|We|us|our|Our|My)\b")
_FEW = 5
"""With fewer sentences than these nothing can be told; such a text is taken for a statement."""


def features(body: str, sentences: Sequence[Span], drafts: Sequence[Draft]) -> list[float]:
    """Return the values of FEATURES, from what the rules drafted."""
    said = [draft for draft in drafts if draft.mode not in ("scare", "name") and draft.end - draft.start < WHOLE]
    inside, reach, stretches = 0, 0, []
    for start, end in sorted(part for draft in said for part in draft.content):
        if end > reach:
            stretches.append((max(start, reach), end))
            inside += end - max(start, reach)
            reach = end
    first, at = 0, 0
    for start, end in (*stretches, (len(body), len(body))):
        first += len(_FIRST.findall(body, at, start))
        at = end
    count = max(1, len(sentences))
    return [min(1.0, len(said) / count), inside / max(1, len(body)), min(1.0, first / count)]


def is_report(body: str, sentences: Sequence[Span], drafts: Sequence[Draft]) -> bool:
    """Tell whether a text reads like news, which reports, rather than like a statement."""
    if len(sentences) < _FEW:
        return False
    bias, weights = _model()
    return bias + math.fsum(w * x for w, x in zip(weights, features(body, sentences, drafts), strict=True)) > 0


@cache
def _model() -> tuple[float, tuple[float, ...]]:
    held = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return held["bias"], tuple(held["weights"][name] for name in FEATURES)
