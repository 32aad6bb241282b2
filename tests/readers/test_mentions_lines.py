"""Where does a line end a name, and which words are no names?"""

import pytest

from onrecord.readers.mentions.finding import find


def named(text):
    """Return the words and the type of each mention."""
    return [(text[m.span.start : m.span.end], m.type) for m in find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Margaret Hartwell\nPublished\n", [("Margaret Hartwell", "person")]),
        ("Contact:\nKevin Hartwell\nNorland Radio\nVienna\n", "Kevin Hartwell"),
        ("Kevin Hartwell\nMary Orlenko\n", [("Kevin Hartwell", "person"), ("Mary Orlenko", "person")]),
        ("Foreign Minister Ada Hartwell\nRadio\n", "Foreign Minister"),
        ("She lives in New\nYork\n", []),
    ],
)
def test_a_line_that_ended_ends_a_name(text, expected):
    found = named(text)
    assert all("\n" not in words for words, _ in found), found
    assert expected in [words for words, _ in found] if isinstance(expected, str) else not expected or found == expected


def test_a_line_broken_for_want_of_room_does_not():
    text = "They recalled that long and quiet day on which they met Kevin\nHartwell of the United\nNations at the gate."
    assert named(text)[0] == ("Kevin\nHartwell", "person")
    wrapped = (
        "They had all come by the early ferry to see the\nenvoy of a body that is known as the United\n"
        "Nations, and the rain went on."
    )
    assert [words for words, _ in named(wrapped)] == ["United\nNations"]


@pytest.mark.parametrize(
    "text",
    [
        "They asked for an Advisory Opinion then.",
        "They read the UNSCR again.",
        "It cost NOK 30 and SEK 40 a head.",
        "It cost 30 CHF a head.",
    ],
)
def test_documents_and_currencies_are_no_persons_and_no_bodies(text):
    assert named(text) == []
