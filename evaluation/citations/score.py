"""Score the citations: Security Council texts, probe phrases, the gold statements, and speed."""

from __future__ import annotations

import gzip
import json
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from evaluation.gold import loaded, statements
from evaluation.spans import Prf, match
from evaluation.task import Score
from onrecord.model import Citation
from onrecord.readers.citations import find

NEEDS: tuple[str, ...] = ("data/cr-unsc", "statements")
PROBES = Path(__file__).parent / "probes.toml"


def score(shared: Path) -> list[Score]:
    """Measure on every set and return the numbers."""
    found = [*council(shared)]
    hits, total, _ = probes()
    found.append(
        Score(measure="probes", value=hits / total, reference="own phrases; a 14-pattern sketch found 29 of 33")
    )
    spans, ids = gold(shared)
    found += [
        Score(measure="gold statements F1", value=spans.f1, reference="two annotators .89; goal .90"),
        Score(measure="gold statements precision", value=spans.precision, floor=False),
        Score(measure="gold statements recall", value=spans.recall, floor=False),
        Score(measure="gold statements equal ids", value=ids, reference="among matched"),
    ]
    return found


def council(shared: Path) -> Iterator[Score]:
    """Measure recall and precision on the silver pairs of the Security Council's own texts, and speed."""
    hits = predicted = correct = gold_items = words = 0
    spent = 0.0
    find("The tables are loaded before the clock runs.")
    for record in records(shared):
        began = time.process_time()
        citations = find(record["text"])
        spent += time.process_time() - began
        words += len(record["text"].split())
        there, right, wanted, found = compare(record, citations)
        hits, correct, gold_items, predicted = hits + there, correct + right, gold_items + wanted, predicted + found
    yield Score(
        measure="Security Council recall",
        value=hits / gold_items,
        reference="sketch of 14 patterns .655, .793 with dates in lists",
    )
    yield Score(measure="Security Council precision", value=correct / predicted, reference="share on silver; goal .99")
    yield Score(measure="words per CPU second", value=words / spent, reference="goal 150,000", floor=False)


def records(shared: Path) -> Iterator[dict[str, Any]]:
    """Yield the development half of CR-UNSC."""
    with gzip.open(shared / "data" / "cr-unsc" / "dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def compare(record: dict[str, Any], citations: list[Citation]) -> tuple[int, int, int, int]:
    """Return silver pairs found, citations on silver, silver pairs, and Security Council citations.

    A silver pair that disagrees with the numbers is of another body or a slip: not wanted.
    """
    silver = [c for c in record["citations"] if c["agrees"] is not False]
    ours = [
        (c.span, c.instruments[0].id)
        for c in citations
        if c.instruments and (c.instruments[0].id or "").startswith("S/RES/") and c.antecedent is None
    ]
    there = right = 0
    for pair in silver:
        identity = f"S/RES/{pair['number']}({pair['year']})"
        there += any(i == identity and s.start < pair["end"] and pair["start"] < s.end for s, i in ours)
    for span, ours_id in ours:
        right += any(
            ours_id == f"S/RES/{p['number']}({p['year']})" and span.start < p["end"] and p["start"] < span.end
            for p in silver
        )
    return there, right, len(silver), len(ours)


def probes() -> tuple[int, int, list[str]]:
    """Return how many probes give exactly the expected ids, how many there are, and those that do not."""
    rows = tomllib.loads(PROBES.read_text(encoding="utf-8"))["probe"]
    wrong = []
    for row in rows:
        got = [[i.id or "?" for i in c.instruments] for c in find(row["text"], row.get("published"))]
        flat = sorted({identity for ids in got for identity in ids})
        if flat != sorted(row["ids"]):
            wrong.append(f"{row['text']} → {flat}, expected {row['ids']}")
    return len(rows) - len(wrong), len(rows), wrong


def gold(shared: Path) -> tuple[Prf, float]:
    """Return span counts at one-to-one Jaccard .5, and the share of matched items with equal ids."""
    total, same, matched = Prf(0, 0, 0), 0, 0
    for statement in statements(shared):
        document = loaded(shared, statement.name)
        ours = find(document.body, document.published.value if document.published else None)
        items = statement.of("citation")
        pairs = match([c.span for c in ours], [tuple(item["at"]) for item in items])
        total += Prf(len(pairs), len(ours), len(items))
        for i, j in pairs:
            ids = {one.id for one in ours[i].instruments if one.id}
            same += ids == set(items[j]["ids"])
            matched += 1
    return total, same / matched if matched else 0.0
