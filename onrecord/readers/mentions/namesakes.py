"""Which person does a name name? Full names by surname and given names, then surnames alone."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import zip_longest

from onrecord.readers.mentions.candidates import Candidate
from onrecord.readers.mentions.tables import Lexicon, Sex, romanisations
from onrecord.readers.mentions.words import Words

_MOST = 40  # persons of one surname that are compared; keeps a text of nothing but namesakes linear
_TITLES = 3


@lru_cache(maxsize=1 << 12)
def spelling(name: str) -> str:
    """Return a key under which the usual romanisations of one name fall together (Sergey, Sergei)."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(c))
    for letters, one in romanisations():
        plain = plain.replace(letters, one)
    return re.sub(r"(.)\1", r"\1", plain)


def bare(surname: str, lexicon: Lexicon) -> str:
    """Return a surname without an article that is joined to it (“al-Norlandi”)."""
    head, _, rest = surname.partition("-")
    return rest if rest and head in lexicon.parts["article"] else surname


@dataclass(slots=True)
class Name:
    """The parts of a person's name as they are compared, and the sex that title or given name tells."""

    given: tuple[str, ...]
    surname: str
    sex: Sex


@dataclass(slots=True)
class Person:
    """One person of the text; ``given`` is empty where no full name has stood yet."""

    referent: str
    given: tuple[str, ...]
    sex: Sex


@dataclass(slots=True)
class Namesakes:
    """The persons of one text by surname and by first name.

    ``unsure`` holds the referents of bare surnames of which the text has told no single bearer.
    """

    words: Words
    lexicon: Lexicon
    bearers: dict[str, list[Person]] = field(default_factory=dict)
    firsts: dict[str, Person | None] = field(default_factory=dict)
    unsure: dict[tuple[str, Sex], str] = field(default_factory=dict)
    many: dict[tuple[str, ...], str] = field(default_factory=dict)

    def name(self, candidate: Candidate) -> Name:
        """Take the name of a person apart: “al-”, “Al”, “bin”, “van” go with the surname that follows."""
        low, parts = self.words.low, self.lexicon.parts
        said = [low[k] for k in range(candidate.start, candidate.end) if low[k][0].isalnum()] or [low[candidate.start]]
        while len(said) > 1 and said[0] in self.lexicon.honorifics:
            said = said[1:]
        at = len(said) - 1
        while at and (said[at - 1] in parts["particle"] or said[at - 1] in parts["article"]):
            at -= 1
        last = bare(said[-1], self.lexicon)
        if at == 0 and len(said) > 1 and said[0] in self.lexicon.given and spelling(last) not in self.bearers:
            at = 1  # “Al Hartwell”, where no other Hartwell has been named
        descent = next((word for word in said[at:-1] if word in parts["descent"]), None)
        surname = spelling(last) if descent is None else f"bin {spelling(last)}"
        given = tuple(spelling(word) for word in said[:at])
        sex = self._title(candidate.start) or (self.lexicon.given.get(said[0], "") if at else "")
        return Name(given, surname, sex)

    def _title(self, start: int) -> Sex:
        """Return the sex that the titles before a name tell (“Mr”, “Dame”)."""
        k = start - 1
        for _ in range(_TITLES):
            if k > 0 and self.words.raw[k] == ".":
                k -= 1
            title = self.words.low[k].rstrip(".") if k >= 0 else ""
            if title not in self.lexicon.honorifics:
                break
            if self.lexicon.honorifics[title]:
                return self.lexicon.honorifics[title]
            k -= 1
        return ""

    def known(self, name: Name) -> str | None:
        """Return the referent of a name of a person named before, or None."""
        bearers = self.bearers.get(name.surname, [])
        fitting = [person for person in bearers if _compatible(person, name)]
        if name.given:
            same = [person for person in fitting if person.given == name.given]
            person = (same or fitting)[0] if same or len(fitting) == 1 else None
            if person is None:
                return self.many.get((*name.given, name.surname))
            return self._told(person, name)
        told = [person for person in fitting if name.sex and person.sex == name.sex]
        fitting = told or fitting
        if len(fitting) == 1:
            return self._told(fitting[0], name)
        first = None if bearers else self.firsts.get(name.surname)
        if first is not None and _agree(first.sex, name.sex):
            return first.referent
        return self.unsure.get((name.surname, name.sex))

    def _told(self, person: Person, name: Name) -> str:
        """Keep what a further name of a person tells."""
        person.sex = person.sex or name.sex
        if name.given:
            parts = zip_longest(person.given, name.given, fillvalue="")
            person.given = tuple(one if len(one) >= len(two) else two for one, two in parts)
            self._first(person)
        return person.referent

    def meet(self, name: Name, referent: str) -> None:
        """Enter a person whose name has not stood before, or a surname that could be that of several."""
        bearers = self.bearers.setdefault(name.surname, [])
        if not name.given and any(_compatible(person, name) for person in bearers):
            self.unsure[name.surname, name.sex] = referent
        elif len(bearers) >= _MOST:
            self.many[(*name.given, name.surname)] = referent
        else:
            person = Person(referent, name.given, name.sex)
            bearers.append(person)
            self._first(person)

    def _first(self, person: Person) -> None:
        """Two persons of one given name: it names neither alone."""
        if person.given:
            other = self.firsts.get(person.given[0], person)
            self.firsts[person.given[0]] = person if other is person else None


def _agree(one: Sex, two: Sex) -> bool:
    return not one or not two or one == two


def _compatible(person: Person, name: Name) -> bool:
    """Tell whether a name can be that of a person: no given name and no title speaks against it."""
    return _agree(person.sex, name.sex) and all(
        not one or not two or one == two or (1 in (len(one), len(two)) and one[0] == two[0])
        for one, two in zip_longest(person.given, name.given)
    )
