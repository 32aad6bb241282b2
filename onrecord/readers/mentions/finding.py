"""Find the mentions of a text: names first, then what is described by them, then who is who."""

from __future__ import annotations

from onrecord.model import Mention
from onrecord.readers.mentions.candidates import Candidate
from onrecord.readers.mentions.described import Described
from onrecord.readers.mentions.guesses import UNKNOWN
from onrecord.readers.mentions.names import Names
from onrecord.readers.mentions.namesakes import bare, spelling
from onrecord.readers.mentions.referents import key, referents
from onrecord.readers.mentions.tables import lexicon
from onrecord.readers.mentions.words import Words

BY = "mentions/1"


def find(text: str) -> list[Mention]:
    """Return the mentions of a text in text order."""
    index = lexicon()
    words = Words(text, index.honorifics)
    names = Names(words, index)
    names.gather()
    described = Described(names)
    found = _reconsidered(words, names, _scan(words, names, described))
    events = list(described.happenings(found))
    everything = sorted([*found, *_outermost(events)], key=lambda c: (c.start, -c.end))
    return [
        Mention(
            span=words.span(candidate.start, candidate.end),
            by=BY,
            why=candidate.why,
            type=candidate.type,
            referent=referent,
            metonym=candidate.metonym,
        )
        for candidate, referent in zip(everything, referents(words, index, everything), strict=True)
    ]


def _scan(words: Words, names: Names, described: Described) -> list[Candidate]:
    """Go through the words once; the longest name at a place wins, and the next begins after it."""
    found: list[Candidate] = []
    heads = names.lexicon.group_heads
    small = names.lexicon.small
    i, size = 0, len(words)
    while i < size:
        low = words.low[i]
        best: Candidate | None = None
        if words.capital[i]:
            options = (names.at(i), described.after_adjective(i), described.of_place(i) if low in heads else None)
            best = max(
                (c for c in options if c and not words.broken(c.start, c.end)), key=lambda c: c.end, default=None
            )
        elif low in heads:
            best = described.of_place(i)
        elif low == "western":
            best = described.after_adjective(i)
        elif low in small:
            best = names.table(i)
        if best is None or words.broken(best.start, best.end):
            i += 1
            continue
        found.append(best)
        i = best.end
        holder = names.holder(i) if best.type == "office" else None
        if holder is not None:
            found.append(holder)
            i = holder.end
    return found


def _reconsidered(words: Words, names: Names, found: list[Candidate]) -> list[Candidate]:
    """A surname alone is the person of that surname, wherever in the text the full name stands."""
    surnames = {
        spelling(bare(words.low[c.end - 1], names.lexicon))
        for c in found
        if c.type == "person" and c.end - c.start > 1 and c.why != UNKNOWN
    }
    bodies = _first_words(words, names, found)
    taken = {k for c in found for k in range(c.start, c.end)}
    particles = [[particle] for particle in names.lexicon.parts["particle"]]
    result = []
    for c in found:
        guessed = (
            c.end - c.start == 1
            and c.id in (None, words.low[c.start])
            and (c.type in ("place", "person") or words.low[c.start - 1 : c.start] in particles)
            and words.capital[c.start - 1 : c.start] != [True]
        )
        if guessed and spelling(bare(words.low[c.start], names.lexicon)) in surnames:
            c = c._replace(type="person", why="the surname of a person named in full")
        result.append(c)
    for i, low in enumerate(words.low):
        if not words.capital[i] or i in taken:
            continue
        if low in bodies:
            result.append(Candidate(i, i + 1, "organisation", "a word of a body named in full", bodies[low]))
            continue
        surname = bare(low, names.lexicon)
        common = low in names.small and surname == low
        if spelling(surname) in surnames and not common and not names.stop(i):
            result.append(Candidate(i, i + 1, "person", "the surname of a person named in full"))
    return sorted(result)


def _first_words(words: Words, names: Names, found: list[Candidate]) -> dict[str, str]:
    """Return the telling words of bodies named in full that are no words or names otherwise, with the bodies' keys.

    The telling word is the first, or the second after “Grupo” and its like.
    """
    prefixes = names.lexicon.prefixes
    return {
        words.low[c.start + (words.low[c.start] in prefixes)]: key(words, c)
        for c in reversed(found)
        if c.type == "organisation"
        and c.end - c.start > 1
        and c.id is None
        and words.low[c.start] not in names.small
        and words.low[c.start] not in names.lexicon.given
        and words.low[c.start] not in names.lexicon.heads
        and not names.stop(c.start)
        and names.entry(c.start) is None
    }


def _outermost(events: list[Candidate]) -> list[Candidate]:
    """Keep of happenings that overlap the first and longest."""
    kept: list[Candidate] = []
    for event in events:
        if not kept or event.start >= kept[-1].end:
            kept.append(event)
    return kept
