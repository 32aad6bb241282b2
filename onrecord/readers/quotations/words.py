"""The words that the reader knows: cues with their complements, and the small words of English."""

from __future__ import annotations

from functools import cache
from typing import Literal, NamedTuple

from onrecord.lexicons import Row, rows
from onrecord.model import Attitude


class CueRow(Row, frozen=True, kw_only=True):
    """A word that reports: its plain form, what it expresses, and the complements it takes.

    ``frames``: ``that`` (a clause with "that"), ``bare`` (one without), ``wh`` (a question), ``to``
    and ``ing`` (an infinitive, a gerund), ``of-ing`` and the like (a gerund after that preposition),
    ``whom-…`` (the same after somebody who is told), ``quote`` (words between marks), ``front`` (the
    report may stand before the cue), ``as`` and ``clause``. Regular forms are made by rule.
    """

    form: str
    kind: Literal["verb", "noun", "adjective", "preposition"]
    attitude: Attitude
    frames: tuple[str, ...]
    past: str | None = None
    participle: str | None = None


class WordRow(Row, frozen=True, kw_only=True, rename={"name": "class"}):
    """A class of small words, with its members."""

    name: str
    forms: tuple[str, ...]


class Entry(NamedTuple):
    """A cue in one of its forms: ``base``, ``s``, ``past``, ``ing``, ``noun``, ``adjective`` or ``preposition``."""

    row: CueRow
    form: str
    rest: tuple[str, ...]


class Lexicon(NamedTuple):
    """Everything the reader looks up, by word in lower case."""

    cues: dict[str, tuple[Entry, ...]]
    classes: dict[str, frozenset[str]]
    members: dict[str, frozenset[str]]


@cache
def lexicon() -> Lexicon:
    """Return the reader's words, loaded once."""
    cues: dict[str, list[Entry]] = {}
    for row in rows("cues", CueRow):
        head, *rest = row.form.split()
        for word, form in _forms(row, head):
            cues.setdefault(word, []).append(Entry(row, form, tuple(rest)))
    members = {row.name: frozenset(row.forms) for row in rows("report_words", WordRow)}
    classes: dict[str, set[str]] = {}
    for name, forms in members.items():
        for form in forms:
            classes.setdefault(form, set()).add(name)
    ordered = {word: tuple(sorted(found, key=_precedence)) for word, found in cues.items()}
    return Lexicon(ordered, {word: frozenset(names) for word, names in classes.items()}, members)


def _precedence(entry: Entry) -> tuple[int, bool]:
    """Order entries of one word: longer ones first, adjectives before others."""
    return -len(entry.rest), entry.row.kind != "adjective"


def _forms(row: CueRow, head: str) -> list[tuple[str, str]]:
    if row.kind == "noun":
        return [(head, "noun"), (_s(head), "noun")]
    if row.kind != "verb":
        return [(head, row.kind)]
    past = row.past or _ed(head)
    doubled = past == head + head[-1] + "ed" and head[-1] not in "aeio"
    ing = head[:-1] if head.endswith("e") and not head.endswith(("ee", "oe", "ye")) else head
    forms = [(head, "base"), (_s(head), "s"), (past, "past"), ((head + head[-1] if doubled else ing) + "ing", "ing")]
    participle = row.participle
    return [*forms, (participle, "past")] if participle and participle != past else forms


def _s(word: str) -> str:
    if word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "sh", "ch", "x", "o")) else "s")


def _ed(word: str) -> str:
    if word.endswith("e"):
        return word + "d"
    return word[:-1] + "ied" if word.endswith("y") and word[-2] not in "aeiou" else word + "ed"
