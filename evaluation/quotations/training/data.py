"""What the labeller learns from: PolNeAR's train part, treebanks, and running political text."""

from __future__ import annotations

import gzip
import json
from bisect import bisect_left
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from onrecord.readers.quotations.features import encode
from onrecord.text import Token, tokens

OUTER = " \t\n\r\u00a0\"“”‘’'`.,;:!?-–—()[]…«»„*"
Run = tuple[int, int]


class Example(NamedTuple):
    """A document: features, flags, labels, and its attributions as runs of tokens."""

    ids: NDArray[np.int32]
    flags: NDArray[np.float32]
    labels: NDArray[np.int64]
    links: list[tuple[list[Run], list[Run], list[Run]]]


def polnear(path: Path) -> Iterator[Example]:
    """Yield the documents of a part of PolNeAR; only the first annotator of each is taken."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            words = tokens(record["text"])
            if words:
                yield _example(record["text"], words, record["versions"][0]["attributions"])


def _example(text: str, words: list[Token], attributions: list[dict[str, Any]]) -> Example:
    starts = [word.start for word in words]
    labels = np.zeros(len(words), dtype=np.int64)
    links = []
    longest = sorted(attributions, key=lambda a: -sum(s["end"] - s["start"] for s in a["content"]))
    for attribution in longest:
        parts = [_runs(text, words, starts, attribution[part]) for part in ("content", "source", "cue")]
        links.append((parts[0], parts[1], parts[2]))
        for runs, first in zip(parts, (1, 3, 5), strict=True):
            for begin, end in runs:
                if begin < end and not labels[begin:end].any():
                    labels[begin] = first
                    labels[begin + 1 : end] = first + 1
    return Example(*encode(text, words), labels, links)


def _runs(text: str, words: list[Token], starts: list[int], spans: list[dict[str, Any]]) -> list[Run]:
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


def treebank(path: Path) -> Iterator[tuple[NDArray[np.int32], NDArray[np.float32], list[str]]]:
    """Yield the sentences of a CoNLL-U file: features, flags, and the part of speech of each token ("" if none)."""
    text = ""
    words: list[tuple[str, str]] = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for raw in lines:
            line = raw.rstrip("\n")
            if line.startswith("# text = "):
                text = line[9:]
            elif not line:
                if text:
                    yield _tagged(text, words)
                text, words = "", []
            elif line[0] != "#":
                fields = line.split("\t")
                if fields[0].isdigit():
                    words.append((fields[1], fields[3]))


def _tagged(text: str, words: list[tuple[str, str]]) -> tuple[NDArray[np.int32], NDArray[np.float32], list[str]]:
    at, tags = 0, {}
    for word, tag in words:
        found = text.find(word, at)
        if found >= 0:
            tags[found] = tag
            at = found + len(word)
    units = tokens(text)
    return *encode(text, units), [tags.get(unit.start, "") for unit in units]


def running_text(shared: Path) -> Iterator[str]:
    """Yield plain text for the first stage: General Assembly speeches, and PolNeAR's train part twice."""
    with gzip.open(shared / "reuse-job" / "archive-10k.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)["text"]
    for _ in range(2):
        with gzip.open(shared / "data" / "polnear" / "train.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)["text"]
