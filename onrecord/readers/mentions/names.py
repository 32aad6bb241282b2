"""Names in capitals: of the tables, by their head word, of persons, by their letters."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.readers.mentions.candidates import Candidate
from onrecord.readers.mentions.evidence import Evidence
from onrecord.readers.mentions.guesses import Guesses
from onrecord.readers.mentions.offices import Offices
from onrecord.readers.mentions.persons import Persons
from onrecord.readers.mentions.roles import role
from onrecord.readers.mentions.tables import Entry


class Names(Offices, Persons, Guesses, Evidence):
    """The whole grammar of names; the longest name at a place wins."""

    def table(self, i: int) -> Candidate | None:
        """Return a name of the tables, with the role in which it stands."""
        found = self.entry(i)
        if found is None:
            return None
        entry, end = found
        if entry.kind == "adjective":
            return self._people(i, end, entry)
        if (
            self.words.first[i]
            and len(entry.words) == 1
            and entry.words[0] in self.small
            and entry.kind not in ("state", "territory")
        ):
            return None
        kind, metonym, why = role(self.words, self.lexicon, entry, (i, end))
        identity = f"city-{entry.id}" if entry.kind == "capital" else entry.id
        return Candidate(i, end, kind, why, identity, metonym) if kind else None

    def _people(self, i: int, end: int, entry: Entry) -> Candidate | None:
        """“The French refuse”: the adjective alone stands for the people."""
        words = self.words
        before = words.low[i - 1] if i else ""
        follows = words.low[end] if end < len(words) and not words.owns[end - 1] else "."
        verb = end + 1 < len(words) and words.low[end + 1] in ("their", "the", "its", "a", "our")
        alone = follows in self.lexicon.acting or not follows[0].isalnum() or verb
        if before == "the" and alone and not words.heading[i]:
            if follows.startswith("-") or follows in ("“", '"', "‘", "("):
                return None
            return Candidate(i, end, "group", f"“the {words.raw[i]}” are a people", f"people-{entry.id}")
        return None

    def at(self, i: int) -> Candidate | None:
        """Return the longest name that begins at word ``i``; tables win over guesses of equal length."""
        found = [c for c in self._all(i) if c is not None]
        if self.words.low[i] in self.lexicon.leads:
            quoted = i > 0 and self.words.raw[i - 1] in '“"‘«'
            found = [c for c in found if c.id or c.type in ("office", "person") or (quoted and c.type == "event")]
        if not found:
            return None
        return max(found, key=lambda c: (c.end - c.start, -found.index(c)))

    def _all(self, i: int) -> Iterator[Candidate | None]:
        strong = [self.table(i), self.directed(i), self.headed(i), self.office(i), self.person(i)]
        headed, person = strong[2], strong[4]
        if headed and person and headed.type == "organisation" and headed.end - i > 2:
            strong[4] = None
        yield from strong
        if not any(strong):
            yield self.unknown(i)
