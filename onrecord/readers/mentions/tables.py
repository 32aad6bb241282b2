"""The tables behind the mentions: one row type each, and one index over all of them."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple, get_args

import msgspec

from onrecord.lexicons import Row, rows
from onrecord.model import MentionType
from onrecord.text import fold, lower, tokens

Class = Literal[
    "state",
    "union",
    "territory",
    "region",
    "capital",
    "town",
    "metonym",
    "adjective",
    "place",
    "organisation",
    "work",
    "event",
    "group",
    "person",
]

Side = Literal["before", "after", "owned", "prefix", "ending", "people", "determiner", "coordination", "later", "stem"]


CueSide = Literal["before", "after", "between", "matter", "fate"]
Sex = Literal["", "man", "woman"]


class Country(Row, frozen=True, kw_only=True):
    """A state or territory with its names, adjectives, peoples and capitals; no form is preferred."""

    id: str
    kind: Literal["state", "union", "territory", "region"]
    forms: tuple[str, ...]
    adjectives: tuple[str, ...]
    peoples: tuple[str, ...]
    capitals: tuple[str, ...]


class Place(Row, frozen=True, kw_only=True):
    """Places of one kind and region."""

    kind: str
    forms: tuple[str, ...]


class Named(Row, frozen=True, kw_only=True):
    """One thing (``id``) and the forms of its name."""

    id: str
    forms: tuple[str, ...]


class Forms(Row, frozen=True, kw_only=True):
    """Forms without more."""

    forms: tuple[str, ...]


class Typed(Row, frozen=True, kw_only=True):
    """Forms of names of one type."""

    type: MentionType
    forms: tuple[str, ...]


class Given(Row, frozen=True, kw_only=True):
    """Given names of one origin; ``sex`` only where all of them are of men, or of women."""

    origin: str
    forms: tuple[str, ...]
    sex: Sex = ""


class Stop(Row, frozen=True, kw_only=True):
    """Capitalised words that are no names by themselves."""

    kind: str
    forms: tuple[str, ...]


class Cue(Row, frozen=True, kw_only=True):
    """Words beside a name that show that a territory is meant."""

    side: CueSide
    forms: tuple[str, ...]


class Sign(Row, frozen=True, kw_only=True):
    """Words on one side of a name of no table, what they show it to be, and how many points each counts."""

    side: Side
    type: str
    points: int
    forms: tuple[str, ...]


class Romanisation(Row, frozen=True, kw_only=True):
    """Letters of a romanised name and what they are compared as."""

    letters: str
    one: str


class Part(Row, frozen=True, kw_only=True):
    """Small parts of names of one kind."""

    kind: Literal["particle", "descent", "article", "direction", "company"]
    forms: tuple[str, ...]


class GroupHead(Row, frozen=True, kw_only=True):
    """A noun for a group or body; ``of`` and ``seat`` say what may follow it."""

    form: str
    type: MentionType
    of: bool = False
    seat: bool = False


class Word(Row, frozen=True, kw_only=True):
    """One form."""

    form: str


class Title(Row, frozen=True, kw_only=True):
    """A title before a name, and whether it is that of a man or a woman."""

    form: str
    sex: Sex = ""


class Head(Row, frozen=True, kw_only=True):
    """A head word and the type of what it heads."""

    form: str
    type: MentionType
    leads: bool = False


class Entry(NamedTuple):
    """What a form of the index stands for; ``exact`` asks for the form's own capitals;
    ``shown`` is what the text itself showed, for names of no table.
    """

    form: str
    words: tuple[str, ...]
    kind: Class
    id: str
    exact: bool
    shown: str | None = None


class Lexicon(msgspec.Struct, frozen=True):
    """Every table in the shape in which the grammar asks for it; words are folded and in lower case."""

    names: dict[str, list[Entry]]
    offices: dict[str, list[tuple[str, ...]]]
    group_heads: dict[str, list[tuple[tuple[str, ...], GroupHead]]]
    parts: dict[str, frozenset[str]]
    heads: dict[str, MentionType]
    prefixes: dict[str, MentionType]
    small: frozenset[str]
    honorifics: dict[str, Sex]
    given: dict[str, Sex]
    stops: frozenset[str]
    leads: frozenset[str]
    events: frozenset[str]
    acting: frozenset[str]
    before: frozenset[str]
    leading: frozenset[str]
    after: frozenset[str]
    routes: frozenset[str]
    matters: frozenset[str]
    fates: frozenset[str]
    office_ends: frozenset[str]
    evidence: dict[Side, dict[str, tuple[str, int]]]
    beside: frozenset[str]

    def ending(self, word: str) -> str | None:
        """Return the type that the last letters of a name speak for, if any."""
        endings = self.evidence["ending"]
        for length in range(min(_LONGEST_ENDING, len(word) - 3), 1, -1):
            if word[-length:] in endings:
                return endings[word[-length:]][0]
        return None


def key(form: str) -> tuple[str, ...]:
    """Return a form as the grammar compares it: its tokens, folded, in lower case."""
    return tuple(_OWNER.sub("", lower(fold(token.text))) for token in tokens(form))


@cache
def romanisations() -> tuple[tuple[str, str], ...]:
    """Return what romanisations of one name write differently, with its common form, in the order of use."""
    return tuple((row.letters, row.one) for row in rows("romanisations", Romanisation))


@cache
def lexicon() -> Lexicon:
    """Return the index over all tables."""
    names: dict[str, list[Entry]] = {}
    for entry in _entries():
        names.setdefault(entry.words[0], []).append(entry)
    for entries in names.values():
        entries.sort(key=lambda e: -len(e.words))
    offices: dict[str, list[tuple[str, ...]]] = {}
    for row in rows("office_heads", Word):
        offices.setdefault(key(row.form)[0], []).append(key(row.form))
    group_heads: dict[str, list[tuple[tuple[str, ...], GroupHead]]] = {}
    for head in rows("group_heads", GroupHead):
        group_heads.setdefault(key(head.form)[0], []).append((key(head.form), head))
    evidence: dict[Side, dict[str, tuple[str, int]]] = {side: {} for side in get_args(Side)}
    for sign in rows("name_evidence", Sign):
        evidence[sign.side].update((lower(fold(form)), (sign.type, sign.points)) for form in sign.forms)
    cues = {
        side: frozenset(f for row in rows("place_cues", Cue) if row.side == side for f in row.forms) for side in _SIDES
    }
    return Lexicon(
        names=names,
        offices={first: sorted(set(forms), key=lambda f: -len(f)) for first, forms in offices.items()},
        group_heads=group_heads,
        parts={row.kind: frozenset(row.forms) for row in rows("name_parts", Part)},
        heads={lower(row.form): row.type for row in rows("name_heads", Head) if not row.leads},
        prefixes={lower(row.form): row.type for row in rows("name_heads", Head) if row.leads},
        small=frozenset(first for first, entries in names.items() if any(not e.form[0].isupper() for e in entries)),
        honorifics={lower(row.form).rstrip("."): row.sex for row in rows("honorifics", Title)},
        given=_given(),
        stops=frozenset(
            form if form.isupper() else lower(form) for row in rows("capital_stops", Stop) for form in row.forms
        ),
        leads=frozenset(lower(f) for row in rows("capital_stops", Stop) if row.kind in _LEADING for f in row.forms),
        events=frozenset(row.form for row in rows("event_nouns", Word)),
        acting=frozenset(row.form for row in rows("acting_words", Word)),
        before=cues["before"],
        leading=frozenset(form.split()[-1] for form in cues["before"]),
        after=cues["after"],
        routes=cues["between"],
        matters=cues["matter"],
        fates=cues["fate"],
        office_ends=frozenset(form[-1] for forms in offices.values() for form in forms),
        evidence=evidence,
        beside=frozenset(
            form.split()[-1 if side in ("before", "prefix") else 0]
            for side in ("before", "prefix", "after", "owned")
            for form in evidence[side]
        ),
    )


_OWNER = re.compile(r"(?<=\w)'s?$")
_KNOWN: dict[str, Class] = {"event": "event", "group": "group", "person": "person"}
_LONGEST_ENDING = 6
_LEADING = ("pronoun", "function", "verb", "adverb")
_SIDES: tuple[CueSide, ...] = get_args(CueSide)


def _given() -> dict[str, Sex]:
    """Return every given name; one of two origins or of both sexes tells no sex."""
    found: dict[str, Sex] = {}
    for row in rows("first_names", Given):
        for form in {lower(fold(form)) for form in row.forms}:
            found[form] = "" if form in found else row.sex
    return found


def _entries() -> list[Entry]:
    found: list[Entry] = []

    def add(kind: Class, identity: str, forms: tuple[str, ...]) -> None:
        for form in forms:
            short = form.isupper() and len(form) <= 5
            found.append(Entry(form, key(form), kind, identity, short))

    for country in rows("countries", Country):
        add(country.kind, country.id, country.forms)
        add("capital", country.id, country.capitals)
        add("adjective", country.id, country.adjectives)
        add("group", f"people-{country.id}", country.peoples)
    for place in rows("places", Place):
        for form in place.forms:
            add("place", "-".join(key(form)), (form,))
    for body in rows("organisations", Named):
        add("organisation", body.id, body.forms)
    for seat in rows("metonyms", Named):
        add("metonym", seat.id, seat.forms)
    for work in rows("works", Forms):
        for form in work.forms:
            add("work", "-".join(key(form)), (form,))
    for known in rows("known_names", Typed):
        for form in known.forms:
            add(_KNOWN[known.type], "-".join(key(form)), (form,))
    return found
