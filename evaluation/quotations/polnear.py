"""PolNeAR beside what is read in it: spans, attributions, speakers, modes."""

from __future__ import annotations

import gzip
import json
import re
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

import onrecord
from evaluation import spans
from evaluation.quotations.reliability import Judged
from evaluation.spans import Pair, Prf
from onrecord.model import Document, Quotation, Reader, Reading, Span
from onrecord.readers.mentions import read as mentions
from onrecord.readers.quotations import read

_OUTER = " \t\r\n\u00a0.,;:!?…“”„\"'`‘’«»()[]–—-"
_MARK = re.compile("[“”„\"«»]|``|''")
_WORD = re.compile(r"\w+")
_SPEECH = re.compile(
    r":|accord|\b(?:say|said|tell|told|add|not(?:e[sd]?|ing)|ask|wr[io]te|writ|tweet|report|announc|argu|claim|warn|insist"
    r"|stat(?:e[sd]?|ing)|declar|explain|repl|respon|acknowledg|admit|suggest|call|describ|urg|continu|declin|conclud"
    r"|predict|confirm|assert|contend|complain|joke|promis|vow|pledg|recall|accus|den[iy])"
)


class Attribution(NamedTuple):
    """Content, speaker and cue as stripped spans."""

    content: tuple[Pair, ...]
    speaker: Pair | None
    cue: Pair | None


class Tally(msgspec.Struct):
    """The counts of a run over documents."""

    exact: Prf = Prf(0, 0, 0)
    overlap: Prf = Prf(0, 0, 0)
    token: Prf = Prf(0, 0, 0)
    attribution: Prf = Prf(0, 0, 0)
    speech: Prf = Prf(0, 0, 0)
    speaker: Prf = Prf(0, 0, 0)
    named: Prf = Prf(0, 0, 0)
    modes: dict[str, Prf] = {}
    judged: list[Judged] = []
    words: int = 0
    seconds: float = 0.0


def documents(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the records of a part of PolNeAR."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def strip(text: str, start: int, end: int) -> Pair | None:
    """Draw a span in over outer punctuation and a leading "that"; None when nothing is left."""
    while start < end and text[start] in _OUTER:
        start += 1
    if text[start : start + 5].lower() == "that " and end - start > 5:
        start += 5
        while start < end and text[start] in _OUTER:
            start += 1
    while start < end and text[end - 1] in _OUTER:
        end -= 1
    return (start, end) if start < end else None


def gold(record: dict[str, Any]) -> list[Attribution]:
    """Return the attributions of the first version of a document that have a content."""
    text = record["text"]
    found = []
    for item in record["versions"][0]["attributions"]:
        pieces = [strip(text, s["start"], s["end"]) for s in item["content"]]
        content = tuple(piece for piece in pieces if piece)
        if content:
            found.append(Attribution(content, _hull(text, item["source"]), _hull(text, item["cue"], keep=":")))
    return found


def _hull(text: str, parts: list[dict[str, Any]], keep: str = "") -> Pair | None:
    if not parts:
        return None
    start, end = parts[0]["start"], parts[-1]["end"]
    return (start, end) if keep and text[start:end].strip() in keep else strip(text, start, end)


def predicted(text: str, reader: Reader = read) -> list[Attribution]:
    """Return what onrecord reads in a text, without names and words held at a distance."""
    return [one for one, _ in sure(*before(text), reader)]


def before(text: str) -> tuple[Document, Reading]:
    """Return a document and what is read before its quotations."""
    document = Document.from_text(text, language="en")
    return document, onrecord.read(document, readers=[mentions])


def sure(document: Document, reading: Reading, reader: Reader) -> list[tuple[Attribution, float | None]]:
    """Return what is read in a document, each with its confidence."""
    text, found = document.text, []
    for finding in reader(document, reading):
        if not isinstance(finding, Quotation) or finding.mode in ("scare", "name"):
            continue
        content = tuple(s for part in finding.content if (s := strip(text, *part)))
        if content:
            one = Attribution(content, _pair(text, finding.speaker), _pair(text, finding.cue))
            found.append((one, finding.confidence))
    return found


def _pair(text: str, span: Span | None) -> Pair | None:
    return strip(text, *span) if span else None


def mode(text: str, one: Attribution) -> str:
    """Say how much of a content stands between marks."""
    hull = text[max(0, one.content[0][0] - 3) : one.content[-1][1] + 3]
    inner = text[one.content[0][0] : one.content[-1][1]]
    if not _MARK.search(hull):
        return "indirect"
    begins = _MARK.search(text[max(0, one.content[0][0] - 3) : one.content[0][0]])
    ends = _MARK.search(text[one.content[-1][1] : one.content[-1][1] + 3])
    return "direct" if begins and ends else "mixed" if _MARK.search(inner) or begins or ends else "indirect"


def is_speech(text: str, one: Attribution) -> bool:
    """Tell whether an attribution is speech: by its cue, or because words stand in marks."""
    cue = text[one.cue[0] : one.cue[1]].lower() if one.cue else ""
    return bool(_SPEECH.search(cue)) or mode(text, one) != "indirect"


def _words(text_words: list[Pair], one: Attribution) -> frozenset[int]:
    return frozenset(i for a, b in one.content for i, (s, e) in enumerate(text_words) if a <= s and e <= b)


def pairs(text: str, found: list[Attribution], expected: list[Attribution]) -> list[tuple[int, int]]:
    """Pair predicted with gold attributions one to one: word Jaccard of the contents at least a half."""
    marks = [(m.start(), m.end()) for m in _WORD.finditer(text)]
    p, g = [_words(marks, one) for one in found], [_words(marks, one) for one in expected]
    by_word: dict[int, list[int]] = defaultdict(list)
    for j, inside in enumerate(g):
        for word in inside:
            by_word[word].append(j)
    candidates = []
    for i, inside in enumerate(p):
        for j in {j for word in inside for j in by_word[word]}:
            share = len(inside & g[j]) / len(inside | g[j])
            if share >= 0.5:
                candidates.append((-share, i, j))
    result, used_p, used_g = [], set(), set()
    for _, i, j in sorted(candidates):
        if i not in used_p and j not in used_g:
            used_p.add(i)
            used_g.add(j)
            result.append((i, j))
    return result


def tally(path: Path, reader: Reader = read) -> Tally:
    """Read every document of a part and count."""
    total = Tally(modes={}, judged=[])
    for record in documents(path):
        text = record["text"]
        expected = gold(record)
        known = before(text)
        began = time.process_time()
        found = sure(*known, reader)
        total.seconds += time.process_time() - began
        total.words += len(text.split())
        matched = _add(total, text, [one for one, _ in found], expected)
        total.judged += [Judged(c, i in matched) for i, (_, c) in enumerate(found) if c is not None]
    return total


def _add(total: Tally, text: str, found: list[Attribution], expected: list[Attribution]) -> set[int]:
    """Count one document; return which of the found are right."""
    p = sorted({span for one in found for span in one.content})
    g = sorted({span for one in expected for span in one.content})
    total.exact += spans.exact(p, g)
    total.overlap += spans.overlap(p, g)
    total.token += spans.token(text, p, g)
    matched = pairs(text, found, expected)
    total.attribution += Prf(len(matched), len(found), len(expected))
    speech = [is_speech(text, one) for one in expected]
    to_gold = dict(matched)
    hits = sum(speech[j] for j in to_gold.values())
    claimed = sum(speech[to_gold[i]] if i in to_gold else is_speech(text, one) for i, one in enumerate(found))
    total.speech += Prf(hits, claimed, sum(speech))
    for i, j in matched:
        mine, theirs = found[i].speaker, expected[j].speaker
        right = (mine is None) == (theirs is None) and (mine is None or spans.jaccard(mine, theirs or (0, 0)) >= 0.5)
        total.speaker += Prf(int(right), 1, 1)
        touched = mine is not None and theirs is not None and mine[0] < theirs[1] and theirs[0] < mine[1]
        total.named += Prf(int(touched or (mine is None and theirs is None)), 1, 1)
    reached = set(to_gold.values())
    for j, one in enumerate(expected):
        kind = mode(text, one)
        total.modes[kind] = total.modes.get(kind, Prf(0, 0, 0)) + Prf(int(j in reached), 0, 1)
    return set(to_gold)
