"""Wording: labels, contested names on all sides, quoted words, and every row of the tables at work."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.lexicons import rows
from onrecord.model import Document, Mention, Quotation, Reading, Span, Wording
from onrecord.readers.sentences import sentences
from onrecord.readers.wording import read
from onrecord.readers.wording.terms import GroupRow, NameRow, TermRow
from onrecord.text import fold


def wordings(text: str, *findings: Quotation | Mention) -> list[Wording]:
    document = Document(text=text, language="en")
    reading = Reading(document=document, findings=findings, sentences=sentences(document))
    return [word for word in read(document, reading) if isinstance(word, Wording)]


def labelled(text: str, *findings: Quotation | Mention) -> list[tuple[str, str]]:
    return [(text[word.span.start : word.span.end], word.label) for word in wordings(text, *findings)]


def spot(text: str, words: str) -> Span:
    at = text.index(words)
    return Span(at, at + len(words))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The so-called council of Norland met.", [("so-called", "distancing")]),
        ("Norland never broke the treaty.", [("never", "absolute")]),
        ("The West wants a deal.", [("The West", "generalisation")]),
        ("The Germans want a deal.", [("The Germans", "generalisation")]),
        ("A letter to the Germans of the valley came.", []),
        ("The barbaric raid failed.", [("barbaric", "loaded")]),
        ("The reckless and shameful plan failed.", [("reckless and shameful", "loaded")]),
        ("The West Bank is dry.", []),
        ("The sanctions regime ended.", []),
        ("Every day it rained.", []),
        ("The inn stands on the west coast.", []),
        ("He is a member of the Fascist Party of Norland.", []),
    ],
)
def test_labels(text: str, expected: list[tuple[str, str]]) -> None:
    assert labelled(text) == expected


def test_contested_names_list_the_other_forms_in_alphabetical_order() -> None:
    (word,) = wordings("Sheep graze on the Malvinas.")
    forms = [other.form for other in word.others]
    assert word.label == "contested-name"
    assert forms == sorted(forms, key=str.lower)
    assert "Falkland Islands" in forms
    assert "Malvinas" not in forms
    assert all(other.used_by and other.source for other in word.others)


@pytest.mark.parametrize(
    "forms",
    [
        ("terrorists", "militants", "freedom fighters", "resistance fighters", "separatists"),
        ("terrorist", "freedom fighter"),
        ("special military operation in Ukraine", "invasion of Ukraine"),
        ("Israeli settlements", "Israeli colonies"),
    ],
)
def test_every_side_of_a_set_gets_the_same_label(forms: tuple[str, ...]) -> None:
    assert {tuple(label for _, label in labelled(f"A film shows the {form}.")) for form in forms} == {
        ("contested-name",)
    }


def test_a_loaded_word_joined_to_a_contested_one_makes_one_wording() -> None:
    for form in ("terrorists", "freedom fighters"):
        assert labelled(f"The {form} and thugs left.") == [(f"{form} and thugs", "loaded")]


def test_every_occurrence_is_marked() -> None:
    assert len(wordings("Ships left Takeshima. Ships reached Takeshima. Gulls left Dokdo.")) == 3


def test_a_name_needs_its_capitals() -> None:
    assert labelled("A walk on the rock of Gibraltar.") == []


def test_the_end_of_a_longer_name_is_no_contested_name() -> None:
    assert labelled("Letters came from the People's Republic of China.") == []
    assert len(labelled("Letters came from the Republic of China.")) == 1


def test_a_shared_name_is_marked_only_beside_another_form() -> None:
    assert labelled("Buses reach South Ossetia.") == []
    assert len(labelled("Buses reach South Ossetia, the Tskhinvali region.")) == 2


def test_quoted_words_are_the_quoted_person_s() -> None:
    text = "The mayor said that the barbaric raid failed."
    span = spot(text, "the barbaric raid failed")
    speaker = spot(text, "The mayor")
    quotation = Quotation(span=span, by="t", why="", id="q1", content=(span,), mode="indirect", speaker=speaker)
    (word,) = wordings(text, quotation)
    assert "inside the words of The mayor" in word.why


def test_words_of_names_are_no_choice() -> None:
    text = "The Liberation Army of Norland met. The town recalls its liberation."
    name = Mention(span=spot(text, "Liberation Army of Norland"), by="t", why="", type="organisation", referent="m1")
    assert labelled(text, name) == [("liberation", "loaded")]


def test_no_side_stands_alone() -> None:
    sets: dict[str, list[NameRow]] = {}
    for row in rows("contested_names", NameRow):
        sets.setdefault(row.set, []).append(row)
    assert len(sets) >= 60
    for name, members in sets.items():
        assert len({row.form for row in members}) == len(members), name
        assert len({row.used_by for row in members}) > 1, f"{name}: one side only"


def test_no_form_is_preferred() -> None:
    assert not any("prefer" in field for field in NameRow.__struct_fields__)


@pytest.mark.parametrize("row", rows("contested_names", NameRow), ids=lambda row: f"{row.set}-{row.form}")
def test_name_rows(row: NameRow) -> None:
    found = [
        word for word in wordings(row.example) if fold(row.example[word.span.start : word.span.end]) == fold(row.form)
    ]
    assert any(word.label == "contested-name" for word in found)
    others = {other.form for word in found for other in word.others}
    assert others == {other.form for other in rows("contested_names", NameRow) if other.set == row.set} - {row.form}


@pytest.mark.parametrize("row", rows("wording", TermRow), ids=lambda row: f"{row.form}-{row.label}")
def test_term_rows(row: TermRow) -> None:
    found = [(form.lower(), label) for form, label in labelled(row.example)]
    assert any(row.form.lower() in form and label == row.label for form, label in found)


@pytest.mark.parametrize("row", rows("whole_groups", GroupRow), ids=lambda row: row.form)
def test_group_rows(row: GroupRow) -> None:
    assert (f"The {row.form}", "generalisation") in labelled(row.example)


@given(st.text(max_size=120))
@settings(deadline=None, max_examples=60)
def test_any_text(text: str) -> None:
    assert all(0 <= word.span.start < word.span.end <= len(text) for word in wordings(text))


def test_findings_do_not_overlap() -> None:
    found = wordings("The so-called council of the West never left Kiev, and that the West wants Kyiv.")
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    assert len(found) == 6


@pytest.mark.parametrize("piece", ["the West ", "terrorists and ", "every every ", "“", "the "])
def test_long_texts_take_linear_time(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    started = time.process_time()
    document = Document(text=text, language="en")
    list(read(document, Reading(document=document)))
    assert time.process_time() - started < 2
