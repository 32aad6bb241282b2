"""How well is every layer read on the gold statements?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from evaluation.gold import Statement, reading, span, statements
from evaluation.spans import Pair, Prf, exact, match, overlap, token
from evaluation.task import Score
from onrecord.model import (
    Citation,
    Claim,
    Comparison,
    Finding,
    Mention,
    Quantity,
    Quotation,
    Time,
    Wording,
    kind_of,
)

NEEDS = ("statements",)

AGREEMENT: dict[type[Finding], float] = {
    Quotation: 0.85,
    Time: 0.94,
    Quantity: 0.94,
    Mention: 0.93,
    Citation: 0.89,
    Claim: 0.88,
    Comparison: 0.49,
    Wording: 0.66,
}
"""F1 of one annotator against the other at one-to-one overlap, from the statements' README."""

Equal = Callable[[Any, dict[str, Any]], bool]
ATTRIBUTES: dict[type[Finding], dict[str, Equal]] = {
    Quotation: {
        "mode": lambda f, g: bool(f.mode == g["mode"]),
        "attitude": lambda f, g: bool(f.attitude == g["attitude"]),
        "speaker": lambda f, g: _same_place(f.speaker, span(g["speaker_at"])),
        "cue": lambda f, g: _same_place(f.cue, span(g["cue_at"])),
        "nested or not": lambda f, g: (f.parent is None) == (g["parent"] is None),
        "closed": lambda f, g: bool(f.closed == g["closed"]),
    },
    Time: {
        "type": lambda f, g: bool(f.type == g["type"]),
        "value": lambda f, g: bool(f.value == g["value"]),
        "interval": lambda f, g: bool(f.interval == g["interval"]),
        "modifier": lambda f, g: bool(f.modifier == g["modifier"]),
    },
    Quantity: {
        "value": lambda f, g: bool(f.value == g["value"]),
        "bounds": lambda f, g: bool((f.low, f.high) == (g["low"], g["high"])),
        "unit": lambda f, g: bool(f.unit == g["unit"]),
        "modifier": lambda f, g: bool(f.modifier == g["modifier"]),
    },
    Mention: {
        "type": lambda f, g: bool(f.type == g["type"]),
        "metonym": lambda f, g: bool(f.metonym == g["metonym"]),
    },
    Citation: {
        "ids": lambda f, g: {i.id for i in f.instruments if i.id} == set(g["ids"] or ()),
        "kind": lambda f, g: g["type"] in {i.kind for i in f.instruments},
        "resolution": lambda f, g: bool(f.resolution == g["resolution"]),
    },
    Claim: {
        "checkable": lambda f, g: bool(f.checkable == g["checkable"]),
        "types, all equal": lambda f, g: set(f.types) == set(g["types"]),
        "types, one shared": lambda f, g: bool(set(f.types) & set(g["types"])),
        "by the author or not": lambda f, g: (f.asserted_by == "author") == (g["asserted_by"] == "author"),
    },
    Comparison: {"relation": lambda f, g: bool(f.relation == g["relation"])},
    Wording: {"label": lambda f, g: bool(f.label == g["label"])},
}


def score(shared: Path) -> list[Score]:
    """Score spans and attributes of every kind, summed over the statements."""
    found: list[Score] = []
    for kind, agreement in AGREEMENT.items():
        found += _layer(kind, agreement, statements(shared), shared)
    return found


def _layer(kind: type[Finding], agreement: float, gold: tuple[Statement, ...], shared: Path) -> list[Score]:
    name = kind_of(kind)
    at_half, to_the_letter, by_word = Prf(0, 0, 0), Prf(0, 0, 0), Prf(0, 0, 0)
    matched: list[tuple[Any, dict[str, Any]]] = []
    for statement in gold:
        findings = reading(shared, statement.name).of(kind)
        items = statement.of(name)
        p: list[Pair] = [f.span for f in findings]
        g = [_at(item) for item in items]
        at_half += overlap(p, g)
        to_the_letter += exact(p, g)
        by_word += token(statement.text, p, g)
        matched += [(findings[i], items[j]) for i, j in match(p, g)]
    scores = [
        Score(measure=f"{name} F1", value=at_half.f1, reference=f"annotators {agreement}"),
        Score(measure=f"{name} precision", value=at_half.precision, floor=False),
        Score(measure=f"{name} recall", value=at_half.recall, floor=False),
        Score(measure=f"{name} exact F1", value=to_the_letter.f1, floor=False),
        Score(measure=f"{name} word F1", value=by_word.f1, floor=False),
    ]
    for attribute, equal in ATTRIBUTES[kind].items():
        right = sum(equal(f, g) for f, g in matched)
        share = right / len(matched) if matched else 0.0
        scores.append(
            Score(measure=f"{name} {attribute}", value=share, reference=f"of {len(matched)} matched", floor=False)
        )
    if kind is Quotation:
        scores += _modes(gold, shared)
    return scores


def _modes(gold: tuple[Statement, ...], shared: Path) -> list[Score]:
    """Score quotations by mode: a hit needs the overlap and the mode."""
    found = []
    for mode in ("direct", "indirect", "mixed", "scare", "name"):
        total = Prf(0, 0, 0)
        for statement in gold:
            p: list[Pair] = [f.span for f in reading(shared, statement.name).of(Quotation) if f.mode == mode]
            g = [_at(item) for item in statement.of("quotation") if item["mode"] == mode]
            total += overlap(p, g)
        found.append(
            Score(measure=f"quotation F1, {mode}", value=total.f1, reference=f"{total.gold} in gold", floor=False)
        )
    return found


def _at(item: dict[str, Any]) -> tuple[int, int]:
    """The span of a gold item; a comparison's runs from the first to the last of its parts."""
    if "at" in item:
        return item["at"][0], item["at"][1]
    parts = [item["source_at"], item["target_at"], item["cue_at"], *item["grounds"]]
    given = [part for part in parts if part]
    return min(part[0] for part in given), max(part[1] for part in given)


def _same_place(found: tuple[int, int] | None, gold: tuple[int, int] | None) -> bool:
    """Tell whether both are missing, or both are there and overlap by half."""
    if found is None or gold is None:
        return found is None and gold is None
    return bool(match([found], [gold]))
