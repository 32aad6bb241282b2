"""TimeBank and AQUAINT as cleaned for TempEval-3: spans and values."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from evaluation import spans
from evaluation.spans import Prf
from onrecord.model import Document, Reading, Time
from onrecord.readers import times

FILES = ("timebank", "aquaint")
_TOUCH = 1e-9


def records(shared: Path, name: str) -> Iterator[dict[str, Any]]:
    """Yield the documents of one collection."""
    with gzip.open(shared / "data" / "tempeval3" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def found(text: str, published: str | None) -> list[Time]:
    """Return the Times of a text."""
    document = Document.from_text(text, published=published, language="en")
    return [f for f in times.read(document, Reading(document=document)) if isinstance(f, Time)]


def plain(value: str | None) -> str | None:
    """Bring notations of one value together: 2000-W6 and 2000-W06, 196X and 196, 19XX and 19, T16 and T16:00."""
    if value is None:
        return None
    value = re.sub(r"-W(\d)$", r"-W0\1", value)
    value = re.sub(r"T(\d\d)$", r"T\1:00", value)
    return re.sub(r"^(\d{2,3})X{1,2}$", r"\1", value)


def score(shared: Path, name: str) -> tuple[Prf, Prf, Prf, Prf]:
    """Return relaxed, strict, relaxed with type, relaxed with value."""
    relaxed = strict = typed = valued = Prf(0, 0, 0)
    for record in records(shared, name):
        gold = [(x["start"], x["end"]) for x in record["timexes"]]
        predicted = found(record["text"], record["created"][:10])
        places = [(f.span.start, f.span.end) for f in predicted]
        pairs = spans.match(places, gold, _TOUCH)
        size = (len(places), len(gold))
        relaxed += Prf(len(pairs), *size)
        strict += Prf(sum(places[i] == gold[j] for i, j in pairs), *size)
        typed += Prf(sum(predicted[i].type == record["timexes"][j]["type"] for i, j in pairs), *size)
        valued += Prf(sum(plain(predicted[i].value) == plain(record["timexes"][j]["value"]) for i, j in pairs), *size)
    return relaxed, strict, typed, valued
