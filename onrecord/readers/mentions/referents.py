"""One id for one thing: persons by their names, acronyms in brackets, spellings of one name."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.readers.mentions.candidates import Candidate
from onrecord.readers.mentions.namesakes import Namesakes, spelling
from onrecord.readers.mentions.tables import Lexicon
from onrecord.readers.mentions.words import Words


def referents(words: Words, lexicon: Lexicon, found: Iterable[Candidate]) -> list[str]:
    """Return the referent of each candidate, ``m1`` first, in the order given."""
    ids: dict[str, str] = {}
    persons = Namesakes(words, lexicon)
    result: list[str] = []
    before: Candidate | None = None
    count = 0
    for candidate in found:
        name = persons.name(candidate) if candidate.type == "person" else None
        identity = key(words, candidate)
        referent = persons.known(name) if name else ids.get(identity)
        new = referent is None
        if referent is None and before is not None and _introduced(words, before, candidate):
            referent = result[-1]
        if referent is None:
            count += 1
            referent = f"m{count}"
        if name is None:
            ids.setdefault(identity, referent)
        elif new:
            persons.meet(name, referent)
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
