"""The tables behind the citations: one row type each, and loaded on first use."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from onrecord.lexicons import Row, rows
from onrecord.model import InstrumentKind


class Symbol(Row, frozen=True, kw_only=True):
    """An issuer's own numbering: ``pattern`` finds it where one of ``needs`` stands in the text.

    ``id`` and ``url`` are templates over the pattern's groups (``{0}`` the whole match, ``{id}``
    the id); ``gives`` is the id that the example yields.
    """

    name: str
    needs: tuple[str, ...]
    pattern: str
    kind: InstrumentKind
    id: str
    gives: str
    url: str | None = None
    identified: bool = True


class Named(Row, frozen=True, kw_only=True):
    """An instrument by name. The same form in several rows names several candidates."""

    id: str
    kind: InstrumentKind
    title: str
    forms: tuple[str, ...]
    date: str | None = None
    url: str | None = None


class CouncilYear(Row, frozen=True, kw_only=True):
    """The numbers of the Security Council's resolutions of one year."""

    year: int
    first: int
    last: int


class AssemblySession(Row, frozen=True, kw_only=True):
    """Numbers known to belong to one session of the General Assembly."""

    session: str
    year: int
    first: int
    last: int


class Body(Row, frozen=True, kw_only=True):
    """A body that adopts resolutions, and whose numbering it has."""

    form: str
    body: Literal["sc", "ga", "ecosoc", "hrc", "other"]


class CitedNoun(Row, frozen=True, kw_only=True):
    """A noun for an instrument, and what must stand beside it before it counts as one."""

    form: str
    kind: InstrumentKind
    needs: Literal["body", "court", "dated", "parties", "topic", "symbol", "titled"]
    short: bool = False


class IssuerWord(Row, frozen=True, kw_only=True):
    """A word in the name of a body or office that issues instruments."""

    form: str
    court: bool


class Opener(Row, frozen=True, kw_only=True):
    """Capitalised words of one kind that are no names by themselves."""

    kind: str
    forms: tuple[str, ...]


class CompoundHead(Row, frozen=True, kw_only=True):
    """A noun before which a noun for an instrument is a mere modifier."""

    form: str


@cache
def compound_heads() -> frozenset[str]:
    """Return the nouns before which a noun for an instrument cites nothing."""
    return frozenset(row.form for row in rows("compound_heads", CompoundHead))


@cache
def symbols() -> tuple[tuple[Symbol, re.Pattern[str]], ...]:
    """Return the rows of the symbol table with their patterns, bounded on both sides."""
    return tuple(
        (row, re.compile(rf"(?<![\w/.-]){row.pattern}(?!\w)"))
        for row in rows("citation_symbols", Symbol, language="any")
    )


@cache
def named() -> tuple[Named, ...]:
    """Return every instrument that has a name: treaties, charters, agreements, cases, reports."""
    return rows("treaties", Named) + rows("agreements", Named)


@cache
def council_years() -> tuple[CouncilYear, ...]:
    """Return the years of the Security Council in order."""
    return rows("security_council_years", CouncilYear, language="any")


@cache
def assembly_sessions() -> tuple[AssemblySession, ...]:
    """Return the numbered sessions of the General Assembly in order."""
    return rows("general_assembly_sessions", AssemblySession, language="any")


@cache
def bodies() -> tuple[Body, ...]:
    """Return the bodies that adopt resolutions."""
    return rows("resolution_bodies", Body)


@cache
def cited_nouns() -> tuple[CitedNoun, ...]:
    """Return the nouns of instruments, the longest first."""
    return tuple(sorted(rows("cited_nouns", CitedNoun), key=lambda row: -len(row.form)))


@cache
def issuer_words() -> tuple[IssuerWord, ...]:
    """Return the words by which an issuer is known."""
    return rows("issuer_words", IssuerWord)


@cache
def sentence_openers() -> frozenset[str]:
    """Return words that stand in capitals at the head of a sentence and begin no name, in lower case."""
    kinds = ("pronoun", "function", "verb", "adverb")
    return frozenset(form.lower() for row in rows("capital_stops", Opener) if row.kind in kinds for form in row.forms)
