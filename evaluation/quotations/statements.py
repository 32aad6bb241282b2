"""The gold statements beside what is read in them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

import onrecord
from evaluation import spans
from evaluation.gold import Statement
from evaluation.gold import statements as gold_statements
from evaluation.logistic import Floats, fit
from evaluation.quotations import reliability
from evaluation.quotations.reliability import Judged
from evaluation.spans import Pair, Prf
from evaluation.task import Score
from onrecord.model import Document, Metadatum, Quotation, Span
from onrecord.readers.mentions import read as mentions
from onrecord.readers.quotations import read, weighing

_CASES = ("mode", "attitude", "speaker", "parent")


def score(shared: Path) -> list[Score]:
    """Return F1, precision, recall by mode, how often the parts are right, and the reliability."""
    total, cases, by_mode = Prf(0, 0, 0), {name: Prf(0, 0, 0) for name in _CASES}, dict[str, Prf]()
    for statement in gold_statements(shared):
        found, gold = _read(statement), statement.of("quotation")
        pairs = _pairs(found, statement)
        total += Prf(len(pairs), len(found), len(gold))
        reached = {j for _, j in pairs}
        for j, item in enumerate(gold):
            by_mode[item["mode"]] = by_mode.get(item["mode"], Prf(0, 0, 0)) + Prf(int(j in reached), 0, 1)
        ids = {found[i].id: gold[j].get("id") for i, j in pairs}
        for i, j in pairs:
            one, item = found[i], gold[j]
            at = item.get("speaker_at")
            right = {
                "mode": one.mode == item["mode"],
                "attitude": one.attitude == item.get("attitude", "says"),
                "speaker": one.speaker == (Span(*at) if at else None),
                "parent": (ids.get(one.parent) if one.parent else None) == item.get("parent"),
            }
            for name, value in right.items():
                cases[name] += Prf(int(value), 1, 1)
    agreement = {"mode": ".99 between two annotators"}
    return [
        Score(measure="statements, quotations F1", value=total.f1, reference=".85 between two annotators"),
        Score(measure="statements, quotations precision", value=total.precision, floor=False),
        Score(measure="statements, quotations recall", value=total.recall, floor=False),
        *(
            Score(
                measure=f"statements, {name} right, given content", value=case.recall, reference=agreement.get(name, "")
            )
            for name, case in cases.items()
        ),
        *(
            Score(measure=f"statements, recall, {name} (of {case.gold})", value=case.recall, floor=False)
            for name, case in sorted(by_mode.items())
        ),
        *reliability.scores("statements, each calibrated on the other four", _left_out(list(odds(shared)))),
    ]


def odds(shared: Path) -> Iterator[tuple[Floats, Floats]]:
    """Yield for each statement the log odds that its findings have in news [findings, 1], and whether each is right."""
    scaled, weighing.in_statement = weighing.in_statement, _as_in_news
    try:
        for statement in gold_statements(shared):
            found = [quotation for quotation in _read(statement) if quotation.confidence is not None]
            hits = {i for i, _ in _pairs(found, statement)}
            shares = [min(max(quotation.confidence or 0, 0.0025), 0.9975) for quotation in found]
            logits = np.array([[math.log(share / (1 - share))] for share in shares])
            yield logits.reshape(-1, 1), np.array([float(i in hits) for i in range(len(found))])
    finally:
        weighing.in_statement = scaled


def _as_in_news(share: float) -> float:
    return share


def _left_out(parts: Sequence[tuple[Floats, Floats]]) -> list[Judged]:
    """Return the findings of each statement with the confidence that the others would give them."""
    judged = []
    for at, (x, y) in enumerate(parts):
        others = [part for number, part in enumerate(parts) if number != at]
        bias, weight = fit(np.concatenate([a for a, _ in others]), np.concatenate([b for _, b in others]))
        shares = 1 / (1 + np.exp(-(bias + weight * x[:, 0])))
        judged += [Judged(float(share), bool(right)) for share, right in zip(shares, y, strict=True)]
    return judged


def _pairs(found: Sequence[Quotation], statement: Statement) -> list[tuple[int, int]]:
    places: list[Pair] = [(item["content"][0][0], item["content"][-1][1]) for item in statement.of("quotation")]
    return spans.match([(quotation.span.start, quotation.span.end) for quotation in found], places)


def _read(statement: Statement) -> list[Quotation]:
    """Read a statement whose speaker is known, so that this task does not measure bylines."""
    at = statement.metadata.get("speaker")
    speaker = Metadatum(statement.text[at[0] : at[1]], Span(at[0], at[1])) if at else None
    document = Document(text=statement.text, language="en", speaker=speaker)
    found = read(document, onrecord.read(document, readers=[mentions]))
    return [finding for finding in found if isinstance(finding, Quotation)]
