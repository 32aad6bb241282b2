"""What do names name that no table knows? All of the text decides."""

import pytest

from onrecord.readers.mentions.finding import find


def named(text):
    """Return the words and the type of each mention."""
    return [(text[m.span.start : m.span.end], m.type) for m in find(text)]


def referents(text):
    return {text[m.span.start : m.span.end]: m.referent for m in find(text)}


STATE = "The Republic of Dorland spoke. Dorland refused. Later Dorland signed it. They live in Dorland. Nobody knew."


def test_a_state_of_no_table_acts_and_has_ground():
    assert [(words, kind) for words, kind in named(STATE)] == [
        ("Republic of Dorland", "organisation"),
        ("Dorland", "organisation"),
        ("Dorland", "organisation"),
        ("Dorland", "place"),
    ]
    assert len(set(referents(STATE).values())) == 1


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("They closed the port of Velk. Velk is quiet. Then Velk has a road.", "Velk", "place"),
        ("We saw Velk’s mayor there. Some call Velk quiet.", "Velk", "place"),
        ("The ferry from Velk, an island, left.", "Velk", "place"),
        ("It is said that Velk’s parliament voted.", "Velk", "organisation"),
        ("They talked of Velk, who left early.", "Velk", "person"),
        ("They talked of Velk’s memoirs.", "Velk", "person"),
        ("The poet Velk was there.", "Velk", "person"),
        ("Yesterday Velk said that she was ill.", "Velk", "person"),
        ("Yesterday Velk said that it had won.", "Velk", "organisation"),
        ("She joined Velk in May. The police held Velk fighters.", "Velk", "organisation"),
        ("The Velk people will not move.", "Velk", "group"),
        ("They sailed from Lisbon to Velk then.", "Velk", "place"),
        ("They live in Belsk, Velk and Karn now.", "Velk", "place"),
        ("We lost Fatima and Velk there.", "Velk", "person"),
        ("Today Velk claims that it rained.", "Velk", "organisation"),
        ("It was financed by Velkbank and built here.", "Velkbank", "organisation"),
        ("He was held by the Velkari. Nobody knew.", "Velkari", "organisation"),
        ("They wrote to Grupo Velkano today.", "Grupo Velkano", "organisation"),
        ("They fled to Upper Velk then.", "Upper Velk", "place"),
        ("The mill, owned by Velk, left Velk in debt.", "Velk", "organisation"),
    ],
)
def test_one_name_has_the_type_that_the_text_shows(text, name, kind):
    assert {found for words, found in named(text) if words == name} == {kind}, named(text)


def test_a_name_at_the_start_of_a_sentence_counts_where_it_stands_elsewhere():
    assert [words for words, _ in named("Velk has agreed. They live in Velk.")] == ["Velk", "Velk"]
    assert named("Everybody has agreed. Doctors warn. Milling pays.") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "They live in Dorvia. Dorvian fishermen left. Few Dorvians stayed.",
            [("Dorvia", "place"), ("Dorvian fishermen", "group"), ("Dorvians", "group")],
        ),
        ("Dorvalese fishermen left.", [("Dorvalese fishermen", "group")]),
        ("We met many Dorvians there.", [("Dorvians", "group")]),
    ],
)
def test_peoples_of_no_table(text, expected):
    assert [(words, kind if words != "Dorvia" else "place") for words, kind in named(text)] == expected


def test_no_person_is_called_the():
    assert named("They crossed the Dorvek Karn again.") == []


def test_an_office_after_a_title_is_an_office():
    assert named("Thank you, Mr. President, for this.") == [("President", "office")]


def test_different_things_have_different_referents():
    found = referents("Croatia agreed. Zagreb demanded more. Kosovo and Metohija is large. Pristina refused.")
    assert len(set(found.values())) == len(found) == 4


def test_a_given_name_alone_is_the_one_person_who_bears_it():
    found = referents("They met Ada Bell. Later Ada left.")
    assert found["Ada"] == found["Ada Bell"]
    found = referents("They met Ada Bell and Ada Corwin. Later Ada left.")
    assert len(set(found.values())) == 3


def test_the_second_word_of_grupo_velkano_stands_for_it():
    found = referents("They wrote to Grupo Velkano today. Then Velkano refused.")
    assert found["Grupo Velkano"] == found["Velkano"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pumping Ukraine with weapons is wrong.", ["Ukraine"]),
        ("Pumping Velk with weapons is wrong. They live in Velk.", ["Velk", "Velk"]),
        ("The Republics agreed. Republics have rights. The new Republics wrote.", []),
    ],
)
def test_what_opens_a_sentence_is_not_taken_into_the_name(text, expected):
    assert [words for words, _ in named(text)] == expected
