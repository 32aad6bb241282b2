"""Score the times: TempEval-3, the Recognizers-Text specifications, the gold statements, and speed."""

from __future__ import annotations

import time
from pathlib import Path

from evaluation.spans import Prf
from evaluation.task import Score
from evaluation.times import recognizers, statements, tempeval

NEEDS: tuple[str, ...] = ("data/tempeval3", "data/recognizers-specs", "statements")
_HEIDELTIME = "HeidelTime on another set (TempEval-3 Platinum)"


def score(shared: Path) -> list[Score]:
    """Measure on every set and return the numbers."""
    return [*news(shared), *specs(shared), *gold(shared), speed(shared)]


def news(shared: Path) -> list[Score]:
    """Measure on TimeBank and AQUAINT."""
    found: list[Score] = []
    pooled = [Prf(0, 0, 0)] * 4
    for name in tempeval.FILES:
        numbers = tempeval.score(shared, name)
        pooled = [a + b for a, b in zip(pooled, numbers, strict=True)]
        own = {"timebank": (".896", ".711"), "aquaint": (".917", ".727")}[name]
        found += [
            Score(measure=f"{name} relaxed F1", value=numbers[0].f1, reference=f"first patterns {own[0]}"),
            Score(measure=f"{name} value F1", value=numbers[3].f1, reference=f"first patterns {own[1]}"),
        ]
    relaxed, strict, typed, valued = pooled
    return [
        *found,
        Score(measure="news relaxed F1", value=relaxed.f1, reference=f"{_HEIDELTIME} .907; goal .92"),
        Score(measure="news strict F1", value=strict.f1, reference=f"{_HEIDELTIME} .818"),
        Score(measure="news type F1", value=typed.f1, floor=False),
        Score(measure="news value F1", value=valued.f1, reference=f"{_HEIDELTIME} .781; goal .80"),
    ]


def specs(shared: Path) -> list[Score]:
    """Measure the agreement with the specifications."""
    agreed, _ = recognizers.score(shared)
    reference = "share of the results that TIMEX3 can express; goal .85"
    return [Score(measure="Recognizers-Text values", value=agreed.recall, reference=reference)]


def gold(shared: Path) -> list[Score]:
    """Measure on the gold statements."""
    found, values, intervals = statements.score(shared)
    return [
        Score(measure="gold statements F1", value=found.f1, reference="two annotators .94; goal .90"),
        Score(measure="gold statements equal value", value=values, reference="two annotators .96, among matched"),
        Score(measure="gold statements equal interval", value=intervals, reference="among matched"),
    ]


def speed(shared: Path) -> Score:
    """Measure words per second of processor time over TimeBank, set end to end."""
    text = "\n\n".join(record["text"] for record in tempeval.records(shared, "timebank"))
    tempeval.found("warm up", None)
    began = time.process_time()
    tempeval.found(text, "1998-01-08")
    spent = time.process_time() - began
    return Score(measure="words per CPU second", value=len(text.split()) / spent, reference="goal 200,000", floor=False)
