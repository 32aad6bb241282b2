"""The tables of wording: terms with their label, contested names in sets, and names of whole groups."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from onrecord.lexicons import Row, header, rows
from onrecord.model import Form, WordingLabel
from onrecord.phrases import Phrases

# How much the label of the longer or surer reading is worth where two tables know the same words.
_LABELS: tuple[WordingLabel, ...] = ("contested-name", "distancing", "absolute", "generalisation", "loaded")
_THE = "the "


class TermRow(Row, frozen=True, kw_only=True):
    """A word or phrase with its ``label``; ``unless`` lists words beside it that exempt it."""

    form: str
    label: WordingLabel
    unless: str = ""


class NameRow(Row, frozen=True, kw_only=True):
    """One form of a contested name: its ``set``, who uses it, and words the text must hold (``where``)."""

    set: str
    form: str
    used_by: str
    where: str = ""


class GroupRow(Row, frozen=True, kw_only=True):
    """The name of a people, party or creed, plural."""

    form: str


class Term(NamedTuple):
    """A term as it is looked up; an ``article`` that must stand before it is no part of ``form``.

    So a longer name that begins with the same word is found first ("the West", "the West Bank").
    """

    form: str
    label: WordingLabel
    unless: frozenset[str] = frozenset()
    where: str = ""
    used_by: str = ""
    others: tuple[Form, ...] = ()
    article: bool = False
    group: bool = False


@cache
def phrases() -> Phrases[Term]:
    """Return every term of the tables, ready for one walk through a text."""
    terms = [_term(row) for row in rows("wording", TermRow)]
    terms += [Term(row.form, "generalisation", article=True, group=True) for row in rows("whole_groups", GroupRow)]
    return Phrases((term.form, term) for term in [*terms, *names()])


def _term(row: TermRow) -> Term:
    unless = frozenset(row.unless.split(", ")) - {""}
    article = row.label == "generalisation" and row.form.startswith(_THE)
    return Term(row.form.removeprefix(_THE) if article else row.form, row.label, unless, article=article)


@cache
def names() -> tuple[Term, ...]:
    """Return the contested names, each with the other forms of its set in alphabetical order."""
    sources = header("contested_names").sources
    sets: dict[str, list[NameRow]] = {}
    for row in rows("contested_names", NameRow):
        sets.setdefault(row.set, []).append(row)
    found = []
    for members in sets.values():
        ordered = sorted(members, key=lambda row: (row.form.lower(), row.form))
        for row in members:
            others = tuple(Form(o.form, o.used_by, sources[o.source]) for o in ordered if o.form != row.form)
            found.append(Term(row.form, "contested-name", where=row.where, used_by=row.used_by, others=others))
    return tuple(found)


def rank(term: Term) -> int:
    """Return the order in which terms over the same words are tried."""
    return _LABELS.index(term.label)
