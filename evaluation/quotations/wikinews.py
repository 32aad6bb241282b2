"""German news quotations beside what is read in them: the measures of their authors' scorer.

Macro precision and recall over pairs of predicted and gold quotations, by tokens: of the message
(content), of its roles (speaker, cue, frame, addressee), and of both together. A role that one side
lacks counts for the other side alone. Pairs are made best first; the authors' optimal assignment
differs only where overlaps tie across.
"""

from __future__ import annotations

import gzip
import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import onrecord
from onrecord.model import Document, Quotation, Reader, Span

ROLES = ("speaker", "cue", "frame", "addressee")
_MARKS = frozenset("„“”\"»«‚‘’›‹'")
_BEFORE = frozenset({"dass", "daß"})


class Group(NamedTuple):
    """A quotation as sets of token numbers."""

    message: frozenset[int]
    roles: dict[str, frozenset[int]]


class Scores(NamedTuple):
    """Macro F1 of messages, roles, and both."""

    message: float
    roles: float
    joint: float


def score(path: Path, reader: Reader) -> Scores:
    """Read every document of a part and score."""
    precision: dict[str, list[float]] = {name: [] for name in ("message", *ROLES)}
    recall: dict[str, list[float]] = {name: [] for name in ("message", *ROLES)}
    for record in _records(path):
        for mine, theirs in _paired(_read(record, reader), _gold(record)):
            for name in precision:
                found, expected = _part(mine, name), _part(theirs, name)
                if found:
                    precision[name].append(len(found & expected) / len(found))
                if expected:
                    recall[name].append(len(found & expected) / len(expected))
    return Scores(*(_f1(precision, recall, names) for names in (("message",), ROLES, ("message", *ROLES))))


def _records(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _gold(record: dict[str, Any]) -> list[Group]:
    starts = [token[0] for token in record["tokens"]]

    def numbers(spans: list[dict[str, Any]]) -> frozenset[int]:
        return frozenset(
            n for s in spans for n in range(bisect_left(starts, s["start"]), bisect_left(starts, s["end"]))
        )

    return [Group(numbers(q["quote"]), {role: numbers(q[role]) for role in ROLES}) for q in record["quotations"]]


def _read(record: dict[str, Any], reader: Reader) -> list[Group]:
    """Return what the reader finds, in the data's conventions: marks and "dass" belong to the content."""
    text = record["text"]
    if not text.strip():
        return []
    tokens: list[tuple[int, int]] = [(a, b) for a, b in record["tokens"]]
    starts = [a for a, _ in tokens]
    words = [text[a:b] for a, b in tokens]

    def numbers(span: Span) -> list[int]:
        return list(range(max(0, bisect_right(starts, span.start) - 1), bisect_left(starts, span.end)))

    found = []
    for quotation in onrecord.read(Document.from_text(text, language="de"), readers=[reader]).of(Quotation):
        if quotation.mode in ("scare", "name"):
            continue
        message = {n for part in quotation.content for n in _drawn_out(numbers(part), words)}
        roles = {role: frozenset[int]() for role in ROLES}
        for role, span in (("speaker", quotation.speaker), ("cue", quotation.cue)):
            roles[role] = frozenset(numbers(span)) if span else frozenset()
        if roles["cue"]:
            roles["frame"] = _frame(record, tokens, message, roles["cue"])
        found.append(Group(frozenset(message), roles))
    return found


def _drawn_out(run: list[int], words: Sequence[str]) -> list[int]:
    first, last = run[0], run[-1]
    while first > 0 and (words[first - 1] in _MARKS or words[first - 1].lower() in _BEFORE):
        first -= 1
    closing = last + 1
    while closing < len(words) and closing <= last + 2 and (words[closing] in _MARKS or words[closing] in ".,!?"):
        if words[closing] in _MARKS:
            last = closing
        closing += 1
    return list(range(first, last + 1))


def _frame(
    record: dict[str, Any], tokens: list[tuple[int, int]], message: set[int], cue: frozenset[int]
) -> frozenset[int]:
    """Return the rest of the sentence in which the cue stands: what the data call the frame."""
    at = tokens[min(cue)][0]
    sentence = next(((a, b) for a, b in record["sentences"] if a <= at < b), (at, at))
    inside = {n for n, (a, _) in enumerate(tokens) if sentence[0] <= a < sentence[1]} - message
    words = {n: record["text"][tokens[n][0] : tokens[n][1]] for n in inside}
    return frozenset(n for n in inside if words[n] not in ".!?" or n - 1 in inside)


def _paired(found: list[Group], expected: list[Group]) -> list[tuple[Group, Group]]:
    none = Group(frozenset(), {role: frozenset() for role in ROLES})
    shares = sorted(
        (
            (2 * len(a.message & b.message) / (len(a.message) + len(b.message)), i, j)
            for i, a in enumerate(found)
            for j, b in enumerate(expected)
            if a.message & b.message
        ),
        key=lambda item: (-item[0], item[1], item[2]),
    )
    mine, theirs = set(range(len(found))), set(range(len(expected)))
    pairs = []
    for _, i, j in shares:
        if i in mine and j in theirs:
            mine.remove(i)
            theirs.remove(j)
            pairs.append((found[i], expected[j]))
    return [*pairs, *((found[i], none) for i in sorted(mine)), *((none, expected[j]) for j in sorted(theirs))]


def _part(group: Group, name: str) -> frozenset[int]:
    return group.message if name == "message" else group.roles[name]


def _f1(precision: dict[str, list[float]], recall: dict[str, list[float]], names: Sequence[str]) -> float:
    p = [value for name in names for value in precision[name]]
    r = [value for name in names for value in recall[name]]
    if not p or not r:
        return 0.0
    mean_p, mean_r = sum(p) / len(p), sum(r) / len(r)
    return 2 * mean_p * mean_r / (mean_p + mean_r) if mean_p + mean_r else 0.0
