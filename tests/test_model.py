"""Do the nouns keep their promises: spans, documents, their blanked copy, and their ids?"""

from __future__ import annotations

import hashlib
import pickle

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import (
    KINDS,
    Claim,
    Document,
    Mention,
    Metadatum,
    Omission,
    Quotation,
    Reading,
    Span,
    kind_of,
)
from tests.dossier.samples import findings
from tests.strategies import documents, spans, texts


def test_span_holds_and_overlaps():
    assert Span(0, 5).holds(Span(0, 5))
    assert Span(0, 5).holds(Span(2, 3))
    assert not Span(0, 5).holds(Span(2, 6))
    assert Span(0, 5).overlaps(Span(4, 9))
    assert not Span(0, 5).overlaps(Span(5, 9))
    assert not Span(5, 9).overlaps(Span(0, 5))


@given(spans(20), spans(20))
def test_span_laws(one, other):
    shared = set(range(*one)) & set(range(*other))
    assert one.overlaps(other) == other.overlaps(one) == bool(shared)
    assert one.holds(other) == set(range(*other)).issubset(range(*one))


def test_words_of_a_span():
    document = Document(text="a🌉e\u0301z")
    assert document[Span(1, 2)] == "🌉"
    assert document[(2, 4)] == "e\u0301"
    assert document[Span(0, 0)] == ""
    assert document[Span(5, 5)] == ""


@pytest.mark.parametrize("span", [(-1, 2), (0, 6), (3, 2), (6, 6), (-2, -1)])
def test_a_span_outside_the_text_is_an_error(span):
    with pytest.raises(IndexError, match="outside the text of 5"):
        Document(text="12345")[Span(*span)]


@pytest.mark.parametrize("span", [(0, 0), (-1, 2), (2, 6), (4, 3)])
def test_an_omission_outside_the_text_is_refused(span):
    with pytest.raises(ValueError, match="outside the text"):
        Document(text="12345", omissions=(Omission(Span(*span), "menu"),))


def test_id_is_the_hash_of_the_text_alone():
    document = Document(text="Größe", name="a")
    assert document.id == "sha256:" + hashlib.sha256("Größe".encode()).hexdigest()
    assert document.id == Document(text="Größe", name="b", language="de").id
    assert document.id != Document(text="Grösse").id


def test_id_of_a_lone_surrogate():
    assert Document(text="\ud800").id != Document(text="\udfff").id


def test_body_blanks_what_was_left_out():
    document = Document(text="Menu | Home\nWords", omissions=(Omission(Span(0, 11), "menu"),))
    assert document.body == "\n" * 12 + "Words"


def test_body_of_omissions_that_overlap_or_come_in_any_order():
    left = (Omission(Span(4, 8), "b"), Omission(Span(0, 6), "a"), Omission(Span(5, 7), "c"))
    assert Document(text="0123456789", omissions=left).body == "\n" * 8 + "89"


@given(documents())
def test_body_keeps_every_offset(document):
    blank = {i for omission in document.omissions for i in range(*omission.span)}
    assert len(document.body) == len(document.text)
    for i, (here, there) in enumerate(zip(document.body, document.text, strict=True)):
        assert here == ("\n" if i in blank else there)


def test_from_text_marks_what_stands_in_the_text():
    document = Document.from_text(
        "The bridge. By Mira Oduya. Mira Oduya is Minister.",
        title="The bridge",
        speaker="Mira Oduya",
        office="Governor",
        published="2021-05",
        language="en",
        name="bridge.txt",
        url="https://ports.example",
    )
    assert document.title == Metadatum("The bridge", Span(0, 10), "given")
    assert document.speaker == Metadatum("Mira Oduya", Span(15, 25), "given")
    assert document.office == Metadatum("Governor", None, "given")
    assert document.organisation is None
    assert document.published == Metadatum("2021-05", None, "given")
    assert (document.language, document.name, document.url) == ("en", "bridge.txt", "https://ports.example")


@given(texts(), st.text(max_size=3))
def test_from_text_spans_are_the_words(text, title):
    document = Document.from_text(text, title=title)
    if document.title and document.title.span:
        assert document[document.title.span] == title
    elif title:
        assert title not in text
    else:
        assert document.title is None


def test_nouns_are_frozen():
    with pytest.raises(AttributeError):
        Document(text="a").text = "b"  # type: ignore[misc]


def test_documents_travel_between_processes():
    document = Document.from_text("The bridge", title="bridge")
    assert document.id
    assert document.body
    assert pickle.loads(pickle.dumps(document)) == document


def test_kinds_have_the_names_of_the_contract():
    assert [kind_of(kind) for kind in KINDS] == [
        *("quotation", "time", "quantity", "mention", "citation", "claim", "comparison", "wording", "remark")
    ]
    for finding in findings():
        assert msgspec.to_builtins(finding)["kind"] == kind_of(finding)


def test_a_reading_is_its_findings():
    reading = Reading(document=Document(text="x" * 1000), findings=findings())
    assert len(reading) == len(findings())
    assert tuple(reading) == findings()
    assert all(isinstance(one, Quotation) for one in reading.of(Quotation))
    assert len(reading.of(Quotation)) == 3
    assert len(reading.of(Mention)) == 3
    assert [one.id for one in reading.of(Claim)] == ["c1", "c2"]


def test_representations_are_short():
    document = Document(text="word " * 10_000, name="long.txt")
    assert len(repr(document)) < 150
    assert "long.txt" in repr(document)
    assert len(repr(Reading(document=document, findings=findings()))) < 250
