"""Score the metadata and the furniture of the gold statements, and the quick stage of language detection."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from evaluation import gold, spans
from evaluation.task import Score
from onrecord.model import Document, Span
from onrecord.sources.languages import clear_language, statistical_language

NEEDS = ("statements", "data/article-extraction-benchmark")
FIELDS = ("title", "speaker", "office", "organisation")


def score(shared: Path) -> list[Score]:
    """Return the share of right values (none where the gold has none is right), and F1 of the furniture."""
    right, cases = Counter[str](), Counter[str]()
    furniture = spans.Prf(0, 0, 0)
    exact = spans.Prf(0, 0, 0)
    for statement in gold.statements(shared):
        document = gold.loaded(shared, statement.name)
        for field, same in _compared(document, statement):
            right[field] += same
            cases[field] += 1
        omissions = [omission.span for omission in document.omissions]
        marked = [Span(*item["at"]) for item in statement.of("omission")]
        exact += spans.exact(omissions, marked)
        furniture += spans.token(statement.text, omissions, marked)
    found = [
        Score(measure=f"metadata, {field} ({right[field]} of {cases[field]})", value=right[field] / cases[field])
        for field in sorted(cases)
    ]
    counts = f"({exact.hits} hits, {exact.predicted} found, {exact.gold} gold)"
    found += [
        Score(measure=f"furniture, exact spans, F1 {counts}", value=exact.f1),
        Score(measure="furniture, words, F1", value=furniture.f1),
    ]
    return found + _languages(shared)


def _compared(document: Document, statement: gold.Statement) -> list[tuple[str, bool]]:
    found = []
    for field in FIELDS:
        datum = getattr(document, field)
        at = statement.metadata[field]
        found.append((field, (list(datum.span) if datum and datum.span else None) == at))
    published = document.published.value if document.published else None
    found.append(("published", published == statement.metadata["published"]))
    others = [other.value for other in document.other_languages]
    found.append(("other_languages", others == statement.metadata["other_languages"]))
    found.append(("language", document.language == statement.meta["language"]))
    return found


def _languages(shared: Path) -> list[Score]:
    """Compare the quick stage with py3langid on the texts of the benchmark's pages."""
    folder = shared / "data/article-extraction-benchmark"
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    texts = [entry["articleBody"][:6000] for entry in truth.values() if len(entry["articleBody"]) > 100]
    quick = [clear_language(text) for text in texts]
    decided = [(tag, text) for tag, text in zip(quick, texts, strict=True) if tag is not None]
    same = sum(tag == statistical_language(text) for tag, text in decided)
    return [
        Score(
            measure=f"language, quick stage as py3langid ({same} of {len(decided)})",
            value=same / len(decided) if decided else 0.0,
            floor=False,
        ),
        Score(
            measure=f"language, texts that the quick stage decides ({len(decided)} of {len(texts)})",
            value=len(decided) / len(texts),
            floor=False,
        ),
    ]
