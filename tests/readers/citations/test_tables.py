"""Is every row of the tables at work in its example, and every form found?"""

from itertools import pairwise

import pytest

from onrecord.readers.citations import find, tables
from onrecord.readers.citations.numbering import council_years_of, sessions_of

SYMBOLS = [row for row, _ in tables.symbols()]


def ids(text, published=None):
    """Return the ids of every candidate in a text."""
    return {one.id for citation in find(text, published) for one in citation.instruments}


def found(text):
    return [text[c.span.start : c.span.end] for c in find(text)]


@pytest.mark.parametrize("row", SYMBOLS, ids=lambda row: row.name)
def test_a_symbol(row):
    given = ids(row.example) if row.identified else {i.title for c in find(row.example) for i in c.instruments}
    assert row.gives in given
    assert any(need in row.example for need in row.needs)


@pytest.mark.parametrize("row", SYMBOLS, ids=lambda row: row.name)
def test_a_symbol_has_its_link(row):
    (one,) = [i for c in find(row.example) for i in c.instruments if row.gives in (i.id, i.title)]
    assert (one.url is None) == (row.url is None)
    assert "{" not in (one.url or "").replace("{%22", "")


@pytest.mark.parametrize("row", tables.named(), ids=lambda row: row.id)
def test_a_name(row):
    assert row.id in {one and one.split("#")[0] for one in ids(row.example)}


def test_every_form_of_every_name():
    for row in tables.named():
        for form in row.forms:
            text = f"They quoted the {form} again."
            assert row.id in ids(text), form
            assert form in found(text), form


def test_ids_stand_once():
    names = [row.id for row in tables.named()]
    assert len(names) == len(set(names))


def test_the_years_of_the_council_leave_no_gap():
    table = tables.council_years()
    for before, after in pairwise(table):
        assert (after.year, after.first) == (before.year + 1, before.last + 1)
    for row in table:
        assert f"S/RES/{row.first}({row.year})" in ids(row.example)
        assert council_years_of(row.last) == (row.year,)


def test_the_sessions_of_the_assembly_run_on():
    table = tables.assembly_sessions()
    for before, after in pairwise(table):
        assert before.first <= before.last < after.first
    for row in table:
        assert f"A/RES/{row.last}({row.session})" in ids(row.example)
        assert sessions_of(row.first) == (row.session,)


@pytest.mark.parametrize("row", tables.bodies(), ids=lambda row: row.form)
def test_a_body(row):
    assert any(row.form in words for words in found(row.example))
    kinds = {"sc": "S/RES/", "ga": "A/RES/", "hrc": "A/HRC/RES/", "ecosoc": "E/RES/"}
    for one in ids(row.example):
        assert one is None if row.body == "other" else one.startswith(kinds[row.body])


@pytest.mark.parametrize("row", tables.cited_nouns(), ids=lambda row: row.form)
def test_a_noun(row):
    assert any(row.form in words.lower() for words in found(row.example)), found(row.example)


@pytest.mark.parametrize("row", tables.issuer_words(), ids=lambda row: row.form)
def test_an_issuer(row):
    assert any(row.form in words for words in found(row.example)), found(row.example)


def test_a_noun_before_another_noun_cites_nothing():
    for head in tables.compound_heads():
        assert found(f"The Kelva treaty was signed; the treaty {head} came later.") == ["Kelva treaty"]


@pytest.mark.parametrize("text", ["Gospel of St. Luke", "Gospel according to Luke", "Book of Kings"])
def test_a_text_without_a_passage_is_unknown(text):
    (one,) = find(f"He opened the {text} again.")
    assert (one.resolution, one.instruments[0].id, one.instruments[0].title) == ("unknown", None, text)
