"""Are findings as often right as their confidence says? Guo et al. (2017), expected calibration error."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from evaluation.task import Score


class Judged(NamedTuple):
    """A finding's confidence, and whether it is right."""

    confidence: float
    right: bool


def bins(judged: Sequence[Judged], count: int = 10) -> Iterator[tuple[float, float, list[Judged]]]:
    """Yield low end, high end and findings of each bin of equal width that holds any."""
    groups: list[list[Judged]] = [[] for _ in range(count)]
    for one in judged:
        groups[min(count - 1, int(one.confidence * count))].append(one)
    for number, group in enumerate(groups):
        if group:
            yield number / count, (number + 1) / count, group


def error(judged: Sequence[Judged]) -> float:
    """Return the expected calibration error: the mean gap between confidence and share right, by bins."""
    gaps = (abs(sum(one.right for one in group) - sum(one.confidence for one in group)) for _, _, group in bins(judged))
    return sum(gaps) / len(judged)


def scores(label: str, judged: Sequence[Judged]) -> list[Score]:
    """Return the calibration error, and how often findings of each bin are right beside what they say."""
    if not judged:
        return []
    rows = [
        Score(
            measure=f"{label}, right where confidence is {low:.1f}–{high:.1f} ({len(group)} findings)",
            value=sum(one.right for one in group) / len(group),
            reference=f"{sum(one.confidence for one in group) / len(group):.3f} said",
            floor=False,
        )
        for low, high, group in bins(judged)
    ]
    return [Score(measure=f"{label}, expected calibration error", value=error(judged), floor=False), *rows]
