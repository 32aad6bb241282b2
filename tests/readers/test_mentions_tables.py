"""Is every row and every form of the tables behind the mentions at work?"""

import pytest

from onrecord.lexicons import rows
from onrecord.readers.mentions import tables
from onrecord.readers.mentions.finding import find
from onrecord.readers.mentions.namesakes import spelling


def named(text):
    """Return the words and the type of each mention."""
    return [(text[m.span.start : m.span.end], m.type) for m in find(text)]


def types(text):
    return dict(named(text))


_SHOWS = {
    "place": {"place"},
    "town": {"place"},
    "state": {"place", "organisation", "group"},
    "organisation": {"organisation"},
    "power": {"organisation"},
    "person": {"person"},
    "group": {"group"},
    "bare": {"place", "organisation"},
}


@pytest.mark.parametrize("row", rows("name_evidence", tables.Sign), ids=lambda row: f"{row.side}-{row.type}")
def test_what_stands_beside_names(row):
    for form in row.forms:
        assert tables.lexicon().evidence[row.side][form.lower()] == (row.type, row.points), form
    kinds = {kind for words, kind in named(row.example) if "Dor" in words}
    if row.side == "determiner" or row.type == "abstract":
        assert "person" not in kinds
    else:
        assert kinds & _SHOWS[row.type], named(row.example)


def test_letters_of_romanisations():
    for row in rows("romanisations", tables.Romanisation):
        one, _, two, *_ = row.example.split()
        assert row.letters in one.lower() + two.lower()
        assert spelling(one) == spelling(two), row.example


def of_text(text, form):
    """Return the mentions that cover a form."""
    at = text.index(form)
    return [m for m in find(text) if m.span.start <= at and at + len(form) <= m.span.end]


@pytest.mark.parametrize("row", rows("countries", tables.Country), ids=lambda row: row.id)
def test_a_country(row):
    assert of_text(row.example, row.forms[0])
    for form in row.forms:
        assert of_text(f"Envoys wrote to {form} again.", form), form
    for form in row.adjectives:
        text = f"We met {form} leaders there."
        assert [m.type for m in of_text(text, form)] == ["group"], form
    for form in row.peoples:
        assert [m.type for m in of_text(f"We met {form} there.", form)] == ["group"], form
    for form in row.capitals:
        assert [m.type for m in of_text(f"He lives in {form} now.", form)] == ["place"], form
        (power,) = of_text(f"Yesterday {form} has agreed.", form)
        assert power.metonym, form


@pytest.mark.parametrize("name", ["places", "works", "organisations", "metonyms", "known_names"])
def test_names_of_the_tables(name):
    shape = {"places": tables.Place, "works": tables.Forms, "known_names": tables.Typed}.get(name, tables.Named)
    for row in rows(name, shape):
        assert any(of_text(row.example, form) for form in row.forms if form in row.example), row.example
        for form in row.forms:
            (mention,) = of_text(f"They wrote about {'' if form.startswith('The ') else 'the '}{form} again.", form)
            assert mention.type == getattr(row, "type", mention.type), form


def test_given_names():
    for row in rows("first_names", tables.Given):
        assert "person" in types(row.example).values()
        for form in row.forms:
            assert types(f"We met {form} Hartwell there.").get(f"{form} Hartwell") == "person", form


def test_titles():
    for row in rows("honorifics", tables.Title):
        assert "person" in types(row.example).values(), row.form


def test_offices():
    for row in rows("office_heads", tables.Word):
        assert (
            any(kind == "office" or kind == "organisation" for kind in types(row.example).values())
            or row.form[0].islower()
        ), row.form


def test_heads():
    for row in rows("name_heads", tables.Head):
        assert row.type in types(row.example).values(), row.form
    for group in rows("group_heads", tables.GroupHead):
        assert [m.type for m in of_text(group.example, group.form)] == [group.type], group.form


def test_event_nouns():
    for row in rows("event_nouns", tables.Word):
        assert "event" in types(row.example).values(), row.form


def test_words_that_are_no_names():
    for row in rows("capital_stops", tables.Stop):
        assert any(form in row.example for form in row.forms)
        for form in row.forms:
            assert form not in types(f"They said {form} then."), form


def test_cues():
    for row in rows("place_cues", tables.Cue):
        for form in row.forms:
            text = {
                "before": f"They were {form} Austria.",
                "after": f"The Austria {form} was quiet.",
                "fate": f"They recalled Austria’s {form}.",
                "matter": f"The Austria {form} came up.",
                "between": f"The {form} between Lisbon and Tunis was late.",
            }[row.side]
            assert set(types(text).values()) == {"place"}, text
        assert "place" in types(row.example).values() or "Norland" in row.example


def test_acting_words():
    for row in rows("acting_words", tables.Word):
        (mention,) = of_text(row.example, "Moscow")
        assert mention.metonym, row.form


def test_parts_of_names():
    for row in rows("name_parts", tables.Part):
        (mention,) = find(row.example)
        assert any(form in row.example[mention.span.start : mention.span.end].lower() for form in row.forms)
