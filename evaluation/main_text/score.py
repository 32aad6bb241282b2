"""Score the main text of 181 news pages by shared sequences of four words."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import statistics
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from evaluation.task import Score
from onrecord.model import Document
from onrecord.sources.html import from_html

NEEDS = ("data/article-extraction-benchmark",)
Rates = tuple[float, float, float]
_WORD = re.compile(r"\w+")
_REFERENCE = {
    "F1": "published: rs_trafilatura .970, AutoExtract .970, go_trafilatura .960, trafilatura .958, Diffbot .951",
    "precision": "AutoExtract .984 (published)",
    "recall": "AutoExtract .956 (published)",
    "exact": "AutoExtract .470 (published)",
}


def score(shared: Path) -> list[Score]:
    """Return F1, precision, recall and the share of exact texts, on all pages and on the half not looked at."""
    folder = shared / "data/article-extraction-benchmark"
    truth: dict[str, dict[str, str]] = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    ours, theirs = {}, {}
    for page, gold in truth.items():
        data = gzip.decompress((folder / "html" / f"{page}.html.gz").read_bytes())
        ours[page] = rates(gold["articleBody"], body(from_html(data, name=page, url=gold["url"])))
        theirs[page] = rates(gold["articleBody"], _trafilatura(data, gold["url"]))
    found = []
    for group, pages in (
        ("all", list(truth)),
        ("half looked at", [page for page in truth if not unseen(page)]),
        ("other half", [page for page in truth if unseen(page)]),
    ):
        alone = measures(theirs[page] for page in pages)
        for name, value in measures(ours[page] for page in pages).items():
            reference = f"trafilatura in precision mode alone {alone[name]:.3f}"
            if group == "all":
                reference += "; " + _REFERENCE[name]
            measure = f"main text, {name}, {group} ({len(pages)} pages)"
            found.append(Score(measure=measure, value=value, reference=reference, floor=group != "half looked at"))
    return found


def unseen(page: str) -> bool:
    """Tell whether a page is of the half that nobody looked at when the rules were made."""
    return bool(hashlib.sha256(page.encode()).digest()[0] % 2)


def body(document: Document) -> str:
    """Return what is read of a document: no furniture, and not the title that stands above the text."""
    title = document.title
    top = title.span.end if title and title.span and title.span.start == 0 else 0
    return document.body[top:]


def rates(gold: str, found: str) -> Rates:
    """Return the shares of four-word sequences in both, in ``found`` alone and in ``gold`` alone.

    The three add up to one, so that long texts weigh no more than short ones.
    """
    a, b = _sequences(gold), _sequences(found)
    counts = sum((a & b).values()), sum((b - a).values()), sum((a - b).values())
    total = sum(counts)
    return (counts[0] / total, counts[1] / total, counts[2] / total) if total else (0.0, 0.0, 0.0)


def measures(pages: Iterable[Rates]) -> dict[str, float]:
    """Average precision and recall over pages; F1 is that of the two averages."""
    pages = list(pages)
    precision = statistics.mean(_share(both, more) for both, more, less in pages if both + more > 0)
    recall = statistics.mean(_share(both, less) for both, more, less in pages if both + less > 0)
    exact = statistics.mean(float(more == less == 0) for _, more, less in pages)
    f1 = 2 * precision * recall / (precision + recall)
    return {"F1": f1, "precision": precision, "recall": recall, "exact": exact}


def _share(both: float, other: float) -> float:
    return both / (both + other) if both + other else 0.0


def _sequences(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    return Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3)) if words)


def _trafilatura(data: bytes, url: str) -> str:
    import trafilatura

    return str(trafilatura.extract(data, url=url, include_comments=False, favor_precision=True) or "")
