"""NewsQuant, its development half: the values of a sentence, and whether each is a bound or a change."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from evaluation.spans import Prf
from onrecord.model import Document, Quantity, Reading, Time
from onrecord.readers import quantities, times

_UNCOUNTED = re.compile(
    r"(?i)(?:\w+ than )?(?:doubl|tripl|trebl|quadrupl|halv|twice|thrice)"
    r"|(?:several|a few)\b(?! (?:hundred|thousand|million|billion))"
)
"""Words that carry a number without naming one, which NewsQuant does not mark."""
Range = tuple[float, float]
_SIGNS = {"more than": ">", "at least": ">", "up to": "<", "fewer than": "<", "about": "~"}
_TIMEX = {"MORE_THAN": ">", "EQUAL_OR_MORE": ">", "LESS_THAN": "<", "EQUAL_OR_LESS": "<", "APPROX": "~"}


def records(shared: Path) -> Iterator[dict[str, Any]]:
    """Yield the sentences."""
    with (shared / "data" / "newsquant" / "dev.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def gold(record: dict[str, Any]) -> list[tuple[Range, str]]:
    """Return the gold values of a sentence, each as a range, with its sign."""
    found = []
    for item in record["quantities"]:
        numbers = [float(n) for n in re.findall(r"(?:(?<=^)-)?\d+(?:\.\d+)?(?:e[+-]?\d+)?", item["value"])]
        if numbers:
            found.append(((abs(numbers[0]), abs(numbers[-1])), item["change"]))
    return found


def found(text: str) -> list[tuple[Range, str]]:
    """Return our values: quantities, and durations (which NewsQuant counts as quantities) of whole units."""
    document = Document.from_text(text, language="en")
    timed = [f for f in times.read(document, Reading(document=document)) if isinstance(f, Time)]
    values: list[tuple[Range, str]] = []
    for t in timed:
        number = re.fullmatch(r"PT?(\d+(?:\.\d+)?)[A-Z]+", t.value or "")
        words = document[t.span]
        if (
            t.type == "DURATION"
            and number
            and not re.search(r"-|\b(?:a|an|the)\b", words.replace("the past", "").replace("the last", ""))
        ):
            values.append((_duration(document[t.span], float(number[1])), _TIMEX.get(t.modifier or "", "=")))
    reading = Reading(document=document, findings=tuple(timed))
    for q in quantities.read(document, reading):
        if isinstance(q, Quantity) and not _UNCOUNTED.match(document[q.span]):
            values.append((_range(q), q.change or _SIGNS.get(q.modifier or "", "=")))
    return values


def _duration(words: str, number: float) -> Range:
    """Return the number as NewsQuant has it: half a century is 0.5, three decades are 3."""
    if re.search(r"decade", words):
        number /= 10
    elif re.search(r"centur", words):
        number /= 100
    elif re.search(r"quarter", words):
        number /= 3
    return number, number


def _range(q: Quantity) -> Range:
    """Return our range; "millions of" is one to ten million in NewsQuant."""
    if q.value is not None:
        return float(q.value), float(q.value)
    low = float(q.low or 0)
    if q.high is not None:
        scale = low / 2 if str(int(low)).rstrip("0") == "2" and q.high == 5 * low else low
        return scale, float(q.high)
    return low / 2, low * 5


def split_ranges(theirs: list[tuple[Range, str]], ours: list[tuple[Range, str]]) -> list[tuple[Range, str]]:
    """Make two values of a gold range that we read as two (from 4.8 to 4.7 percent), as the guide has it."""
    exact = {low for (low, high), _ in ours if low == high}
    result = []
    for (low, high), sign in theirs:
        both = low != high and low in exact and high in exact
        result += [((low, low), sign), ((high, high), sign)] if both else [((low, high), sign)]
    return result


def score(shared: Path) -> tuple[Prf, Prf]:
    """Return value, and value with change."""
    valued = changed = Prf(0, 0, 0)
    for record in records(shared):
        ours = found(record["text"])
        theirs = split_ranges(gold(record), ours)
        valued += Prf(_hits([v for v, _ in ours], [v for v, _ in theirs]), len(ours), len(theirs))
        changed += Prf(_hits(ours, theirs), len(ours), len(theirs))
    return valued, changed


def _hits(ours: list[Any], theirs: list[Any]) -> int:
    left, hits = list(theirs), 0
    for item in ours:
        match = next((other for other in left if _same(item, other)), None)
        if match is not None:
            left.remove(match)
            hits += 1
    return hits


def _same(a: Any, b: Any) -> bool:
    if isinstance(a[0], tuple):
        return _same(a[0], b[0]) and a[1] == b[1]
    return all(abs(x - y) <= 1e-3 * max(1.0, abs(y)) for x, y in zip(a, b, strict=True))
