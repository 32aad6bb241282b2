"""Where do the sentences begin and end?"""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.lexicons import languages, rows
from onrecord.model import Document, Omission, Span
from onrecord.readers.sentences import LONGEST, Abbreviation, sentences


def split(text: str, language: str | None = "en") -> list[str]:
    document = Document(text=text, language=language)
    return [document[span] for span in sentences(document)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The bridge is open. The road is not.", ["The bridge is open.", "The road is not."]),
        # A quotation of several sentences falls into its sentences, and the marks stay with their words.
        ("He said: “We go. We stay.” She left.", ["He said: “We go.", "We stay.”", "She left."]),
        ("«Oui. Non.» Et puis.", ["«Oui.", "Non.»", "Et puis."]),
        ("He said “yes. ” Then he left.", ["He said “yes. ”", "Then he left."]),
        ('She said, "It is over." he noted.', ['She said, "It is over." he noted.']),
        # An abbreviation before a number or a name ends no sentence.
        ("See Art. 5 of the accord. It is clear.", ["See Art. 5 of the accord.", "It is clear."]),
        ("The bill of Ms. Hart failed.", ["The bill of Ms. Hart failed."]),
        # List items that follow one another in a line are sentences of their own.
        ("1. Close the mine 2. Open the park", ["1. Close the mine", "2. Open the park"]),
        ("• jobs • homes", ["• jobs", "• homes"]),
        # Spaced dots are no stops.
        ("I was . . . not there.", ["I was . . . not there."]),
        # A heading stays alone; a wrapped line goes on; so does a long line that breaks in mid-sentence.
        ("Jobs and homes\nThe council met.", ["Jobs and homes", "The council met."]),
        (
            "The council met in the old hall on\nthe square and voted.",
            ["The council met in the old hall on\nthe square and voted."],
        ),
        ("He left.\n\nShe stayed.", ["He left.", "She stayed."]),
    ],
)
def test_a_text_falls_into_its_sentences(text: str, expected: list[str]) -> None:
    assert split(text) == expected


@pytest.mark.parametrize("language", languages("abbreviations"))
def test_every_abbreviation_keeps_its_example_whole(language: str) -> None:
    for row in rows("abbreviations", Abbreviation, language):
        assert row.form.lower() in row.example.lower()
        assert split(row.example, language) == [row.example]


def test_an_abbreviation_row_is_what_keeps_the_sentence_whole() -> None:
    assert len(split("Vidi čl. 5. ovog zakona.", "sr")) < len(split("Vidi čl. 5. ovog zakona.", "sw"))


def test_furniture_is_not_read_and_joins_nothing() -> None:
    document = Document(text="He left\nMENU\nand went.", omissions=(Omission(Span(8, 12), "menu"),))
    assert [document[s] for s in sentences(document)] == ["He left", "and went."]


@pytest.mark.parametrize(
    "text", ["", " \n", "\ud800. B\0. C", "مرحبا. كيف؟", "a" * 20_000, "a " * 20_000, "“" * 5_000, ". . " * 5_000]
)
def test_any_text_is_split(text: str) -> None:
    found = sentences(Document(text=text))
    assert all(0 < end - start <= LONGEST for start, end in found)
    assert len(text.split()) == 0 or found


@given(
    st.text(alphabet=st.sampled_from("aB.!?\n “”\"'’-,1)\u00a0\ud800é•"), max_size=80),
    st.sampled_from(["en", "sr", "ru", "xx", None]),
)
def test_sentences_cover_the_text_in_order(text: str, language: str | None) -> None:
    document = Document(text=text, language=language)
    found = sentences(document)
    assert all(a.end <= b.start for a, b in pairwise(found))
    covered = "".join(document[span] for span in found)
    assert "".join(covered.split()) == "".join(text.split())
    assert all(document[span] == document[span].strip() for span in found)


def test_a_long_line_takes_bounded_time() -> None:
    began = time.process_time()
    assert sentences(Document(text="word and " * 200_000))
    assert sentences(Document(text="“A. " * 100_000))
    assert time.process_time() - began < 5
