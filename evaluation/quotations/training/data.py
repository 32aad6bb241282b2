"""What the labeller learns from: PolNeAR's train part in English, the train part of Wikinews in German."""

from __future__ import annotations

import gzip
import json
from bisect import bisect_left
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

import onrecord
from onrecord.model import Document, Mention
from onrecord.readers.mentions import read as mentions
from onrecord.readers.quotations.features import encode
from onrecord.readers.quotations.joined import seen
from onrecord.text import Token, tokens

OUTER = " \t\n\r\u00a0\"“”‘’'`.,;:!?-–—()[]…«»„*"
Run = tuple[int, int]
Spans = list[dict[str, Any]]


class Example(NamedTuple):
    """A document: features, flags, labels, and its attributions as runs of tokens: content, speaker, cue."""

    ids: NDArray[np.int32]
    flags: NDArray[np.float32]
    labels: NDArray[np.int64]
    links: list[tuple[list[Run], list[Run], list[Run]]]


def polnear(path: Path) -> Iterator[Example]:
    """Yield the documents of a part of PolNeAR; only the first annotator of each is taken."""
    for record in _records(path):
        attributions = record["versions"][0]["attributions"]
        yield _example(record["text"], "en", [(a["content"], a["source"], a["cue"]) for a in attributions])


def wikinews(path: Path) -> Iterator[Example]:
    """Yield the documents of a part of the German news quotations."""
    for record in _records(path):
        found = record["quotations"]
        yield _example(record["text"], "de", [(q["quote"], q["speaker"], q["cue"]) for q in found])


def _records(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            if record["text"].strip():
                yield record


def _example(text: str, language: str, attributions: list[tuple[Spans, Spans, Spans]]) -> Example:
    document = Document.from_text(text, language=language)
    reading = onrecord.read(document, readers=[mentions])
    words = tokens(document.body)
    starts = [word.start for word in words]
    labels = np.zeros(len(words), dtype=np.int64)
    links = []
    for attribution in sorted(attributions, key=lambda a: -sum(s["end"] - s["start"] for s in a[0])):
        parts = [_runs(text, words, starts, part) for part in attribution]
        links.append((parts[0], parts[1], parts[2]))
        for runs, first in zip(parts, (1, 3, 5), strict=True):
            for begin, end in runs:
                if begin < end and not labels[begin:end].any():
                    labels[begin] = first
                    labels[begin + 1 : end] = first + 1
    before = seen(document, reading.sentences, reading.of(Mention))
    return Example(*encode(document.body, words, before), labels, links)


def _runs(text: str, words: list[Token], starts: list[int], spans: Spans) -> list[Run]:
    found = []
    for span in spans:
        start, end = span["start"], span["end"]
        while start < end and text[start] in OUTER:
            start += 1
        while end > start and text[end - 1] in OUTER:
            end -= 1
        if start < end:
            first = bisect_left(starts, start)
            if first and words[first - 1].end > start:
                first -= 1
            found.append((first, bisect_left(starts, end)))
    return found
