"""One id for one thing: surnames after full names, acronyms in brackets, spellings of one name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from onrecord.readers.mentions.candidates import Candidate
from onrecord.readers.mentions.tables import romanisations
from onrecord.readers.mentions.words import Words


@lru_cache(maxsize=1 << 12)
def spelling(name: str) -> str:
    """Return a key under which the usual romanisations of one name fall together (Sergey, Sergei)."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(c))
    for letters, one in romanisations():
        plain = plain.replace(letters, one)
    return re.sub(r"(.)\1", r"\1", plain)


def referents(words: Words, found: Iterable[Candidate]) -> list[str]:
    """Return the referent of each candidate, ``m1`` first, in the order given."""
    ids: dict[str, str] = {}
    surnames: dict[str, str] = {}
    firsts: dict[str, str | None] = {}
    result: list[str] = []
    before: Candidate | None = None
    count = 0
    for candidate in found:
        name = key(words, candidate)
        referent = ids.get(name)
        if referent is None and candidate.type == "person":
            referent = surnames.get(spelling(words.low[candidate.end - 1]))
            if referent is None and candidate.end - candidate.start == 1:
                referent = firsts.get(words.low[candidate.start])
        if referent is None and before is not None and _introduced(words, before, candidate):
            referent = result[-1]
        if referent is None:
            count += 1
            referent = f"m{count}"
        ids.setdefault(name, referent)
        if candidate.type == "person" and candidate.end - candidate.start > 1:
            surnames.setdefault(spelling(words.low[candidate.end - 1]), referent)
            first = words.low[candidate.start]  # two persons of one given name: it names neither alone
            firsts[first] = referent if firsts.get(first, referent) == referent else None
        result.append(referent)
        before = candidate
    return result


def key(words: Words, candidate: Candidate) -> str:
    """Return the key of what a candidate names: its id in the tables, else its spelling."""
    if candidate.id:
        return candidate.id
    name = " ".join(words.low[candidate.start : candidate.end]).replace("- ", "-")
    return f"person {spelling(name)}" if candidate.type == "person" else name


def _introduced(words: Words, before: Candidate, candidate: Candidate) -> bool:
    """“Kelva Liberation Army (KLA)”: a bracket right after a name gives its other form."""
    gap = words.text[words.end[before.end - 1] : words.start[candidate.start]].strip()
    return gap in ("(", "(“", '("', "(the")
