"""Score the reader of quotations on PolNeAR's dev part, on German news, and on the gold statements."""

from __future__ import annotations

from pathlib import Path

import onrecord
from evaluation import spans
from evaluation.gold import statements
from evaluation.quotations import wikinews
from evaluation.quotations.polnear import tally
from evaluation.quotations.reliability import Judged, bins, error
from evaluation.spans import Pair, Prf
from evaluation.task import Score
from onrecord.model import Document, Metadatum, Quotation, Reader, Span
from onrecord.readers.mentions import read as mentions
from onrecord.readers.quotations import by_rules, read

NEEDS = ("data/polnear", "data/german_news_quotations", "statements")


def score(shared: Path) -> list[Score]:
    """Return the scores on PolNeAR dev, those on German news dev, then those on the gold statements."""
    path = shared / "data/polnear/dev.jsonl.gz"
    return [
        *_polnear(path, "PolNeAR dev", read),
        *_polnear(path, "rules alone", by_rules),
        *_german(shared / "data/german_news_quotations/dev.jsonl.gz"),
        *_statements(shared),
    ]


def _german(path: Path) -> list[Score]:
    scores = wikinews.score(path, read)
    references = (("message", "rules .27, CRF .56"), ("roles", "rules .07, CRF .32"), ("joint", "rules .14, CRF .40"))
    return [
        Score(measure=f"German dev, macro F1 of {name}", value=getattr(scores, name), reference=f"{known} (test)")
        for name, known in references
    ]


def _reliability(label: str, judged: list[Judged]) -> list[Score]:
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


def _polnear(path: Path, label: str, reader: Reader) -> list[Score]:
    total = tally(path, reader)

    def line(name: str, value: float, reference: str = "", floor: bool = True) -> Score:
        return Score(measure=f"{label}, {name}", value=value, reference=reference, floor=floor)

    return [
        line("content exact F1", total.exact.f1, "rules .445, CRF .559, one human .721"),
        line("content overlap F1", total.overlap.f1, "rules .569, CRF .688, one human .800"),
        line("content token F1", total.token.f1, "rules .780, CRF .865, one human .913"),
        line("attribution F1", total.attribution.f1, "rules .546, CRF .672, one human .795"),
        line("attribution precision", total.attribution.precision, "rules .751, CRF .671", False),
        line("attribution recall", total.attribution.recall, "rules .429, CRF .673", False),
        line("attribution F1, speech only", total.speech.f1, "rules .712, CRF .790, one human .910"),
        line("speaker right, given content", total.speaker.precision, "rules .834, CRF .802, one human .960"),
        line("speaker's name touched, given content", total.named.precision),
        line("recall, direct", total.modes["direct"].recall, "rules .907, CRF .952, one human .983"),
        line("recall, mixed", total.modes["mixed"].recall, "rules .642, CRF .879, one human .928"),
        line("recall, indirect", total.modes["indirect"].recall, "rules .252, CRF .554, one human .740"),
        line("words per CPU second", total.words / total.seconds, "", False),
        *_reliability(label, total.judged),
    ]


def _statements(shared: Path) -> list[Score]:
    judged: list[Judged] = []
    total, cases = Prf(0, 0, 0), {name: Prf(0, 0, 0) for name in ("mode", "attitude", "speaker", "parent")}
    by_mode: dict[str, Prf] = {}
    for statement in statements(shared):
        found = _read(statement.text, statement.metadata)
        gold = statement.of("quotation")
        places: list[Pair] = [(item["content"][0][0], item["content"][-1][1]) for item in gold]
        pairs = spans.match([(q.span.start, q.span.end) for q in found], places)
        total += Prf(len(pairs), len(found), len(gold))
        hits = {i for i, _ in pairs}
        judged += [Judged(q.confidence, i in hits) for i, q in enumerate(found) if q.confidence is not None]
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
                measure=f"statements, {name} right, given content", value=prf.recall, reference=agreement.get(name, "")
            )
            for name, prf in cases.items()
        ),
        *(
            Score(measure=f"statements, recall, {name} (of {prf.gold})", value=prf.recall, floor=False)
            for name, prf in sorted(by_mode.items())
        ),
        *_reliability("statements", judged),
    ]


def _read(text: str, metadata: dict[str, list[int] | None]) -> list[Quotation]:
    """Read a statement whose speaker is known, so that this task does not measure bylines."""
    at = metadata.get("speaker")
    speaker = Metadatum(text[at[0] : at[1]], Span(at[0], at[1])) if at else None
    document = Document(text=text, language="en", speaker=speaker)
    found = read(document, onrecord.read(document, readers=[mentions]))
    return [finding for finding in found if isinstance(finding, Quotation)]
