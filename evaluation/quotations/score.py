"""Score the reader of quotations on PolNeAR's dev part, on German news, and on the gold statements."""

from __future__ import annotations

from pathlib import Path

from evaluation.quotations import reliability, statements, wikinews
from evaluation.quotations.polnear import tally
from evaluation.task import Score
from onrecord.model import Reader
from onrecord.readers.quotations import by_rules, read

NEEDS = ("data/polnear", "data/german_news_quotations", "statements")


def score(shared: Path) -> list[Score]:
    """Return the scores on PolNeAR dev, those on German news dev, then those on the gold statements."""
    path = shared / "data/polnear/dev.jsonl.gz"
    return [
        *_polnear(path, "PolNeAR dev", read),
        *_polnear(path, "rules alone", by_rules),
        *_german(shared / "data/german_news_quotations/dev.jsonl.gz"),
        *statements.score(shared),
    ]


def _german(path: Path) -> list[Score]:
    scores = wikinews.score(path, read)
    references = (("message", "rules .27, CRF .56"), ("roles", "rules .07, CRF .32"), ("joint", "rules .14, CRF .40"))
    return [
        Score(measure=f"German dev, macro F1 of {name}", value=getattr(scores, name), reference=f"{known} (test)")
        for name, known in references
    ]


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
        *reliability.scores(label, total.judged),
    ]
