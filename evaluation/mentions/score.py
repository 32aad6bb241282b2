"""Score the mentions: the gold statements by type and referent, names on web text, and speed."""

from __future__ import annotations

import gzip
import time
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path

from evaluation.gold import loaded, statements
from evaluation.spans import Prf, match
from evaluation.task import Score
from onrecord.model import Mention
from onrecord.readers.mentions.finding import find
from onrecord.readers.mentions.tables import key, lexicon

NEEDS: tuple[str, ...] = ("data/UNER_English-EWT", "statements")
Labelled = tuple[int, int, str]
_TYPES = {"person": "PER", "place": "LOC", "organisation": "ORG", "work": "ORG"}


def score(shared: Path) -> list[Score]:
    """Measure on every set and return the numbers."""
    typed, spans, linked = gold(shared)
    found = [
        Score(measure="gold statements typed F1", value=typed.f1, reference="two annotators .93, type .95; goal .80"),
        Score(measure="gold statements span F1", value=spans.f1, reference="two annotators .93"),
        Score(measure="gold statements referent links F1", value=linked.f1, reference="pairs of matched mentions"),
    ]
    names, words, spent = web(shared)
    found += [
        Score(measure="UNER EWT dev F1", value=names.f1, reference="rules with gazetteers .55-.57; goal .60"),
        Score(measure="UNER EWT dev precision", value=names.precision, floor=False),
        Score(measure="UNER EWT dev recall", value=names.recall, floor=False),
        Score(measure="words per CPU second", value=words / spent, reference="goal 150,000", floor=False),
    ]
    return found


def gold(shared: Path) -> tuple[Prf, Prf, Prf]:
    """Return typed counts, counts without type, and counts of coreferent pairs among matched mentions."""
    typed = spans = linked = Prf(0, 0, 0)
    for statement in statements(shared):
        ours, items = find(loaded(shared, statement.name).body), statement.of("mention")
        pairs = match([m.span for m in ours], [tuple(item["at"]) for item in items])
        hits = sum(ours[i].type == items[j]["type"] for i, j in pairs)
        typed += Prf(hits, len(ours), len(items))
        spans += Prf(len(pairs), len(ours), len(items))
        for (a, b), (c, d) in combinations(pairs, 2):
            same, wanted = ours[a].referent == ours[c].referent, items[b]["referent"] == items[d]["referent"]
            linked += Prf(same and wanted, same, wanted)
    return typed, spans, linked


def web(shared: Path) -> tuple[Prf, int, float]:
    """Return exact counts of persons, places and bodies on UNER EWT dev, words read and seconds spent."""
    total, words, spent = Prf(0, 0, 0), 0, 0.0
    find("The tables are loaded before the clock runs.")
    for text, wanted in documents(shared):
        began = time.process_time()
        ours = find(text)
        spent += time.process_time() - began
        words += len(text.split())
        read = set(as_uner(text, ours))
        total += Prf(len(read & set(wanted)), len(read), len(wanted))
    return total, words, spent


def as_uner(text: str, mentions: Sequence[Mention]) -> list[Labelled]:
    """Return mentions in UNER's three types: there a state is a place, whatever it does."""
    found = []
    for mention in mentions:
        label = _TYPES.get(mention.type)
        form = text[mention.span.start : mention.span.end]
        entries = lexicon().names.get(key(form)[0], ())
        if any(e.words == key(form) and e.kind in ("state", "territory", "capital") for e in entries):
            label = "LOC"
        if label:
            found.append((*mention.span, label))
    return found


def documents(shared: Path) -> Iterator[tuple[str, list[Labelled]]]:
    """Yield each document, a sentence a paragraph, with its names as (start, end, label)."""
    parts: list[str] = []
    found: list[Labelled] = []
    at = 0
    with gzip.open(shared / "data" / "UNER_English-EWT" / "dev.iob2.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("# newdoc") and parts:
                yield "\n\n".join(parts), found
                parts, found, at = [], [], 0
            elif line.startswith("# text = "):
                at = sum(map(len, parts)) + 2 * len(parts)
                base = at
                parts.append(line.removeprefix("# text = ").rstrip("\n"))
            elif line.strip() and not line.startswith("#"):
                _, token, tag, *_ = line.split("\t")
                start = base + parts[-1].index(token, at - base)
                at = start + len(token)
                if tag.startswith("B-"):
                    found.append((start, at, tag[2:]))
                elif tag.startswith("I-") and found:
                    found[-1] = (found[-1][0], at, found[-1][2])
    yield "\n\n".join(parts), found
