"""How a document is read: every reader in turn, and what stops one becomes a record."""

from importlib.metadata import EntryPoint

import pytest

import onrecord.reading
from onrecord import READERS, Document, Quotation, Remark, Span, read
from onrecord.readers.languages import for_languages
from onrecord.reading import name_of

DOCUMENT = Document.from_text("The mayor spoke. The council listened.", language="en")


def remark(start, end, label="test"):
    return Remark(span=Span(start, end), by="test/1", why="for the test", label=label)


def test_findings_come_in_text_order_the_longer_first():
    def backwards(document, reading):
        yield remark(4, 9)
        yield remark(0, 3)
        yield remark(0, 16)

    reading = read(DOCUMENT, readers=[backwards])
    assert [tuple(f.span) for f in reading] == [(0, 16), (0, 3), (4, 9)]


def test_a_reader_that_found_nothing_is_named_among_those_that_ran():
    def finds_nothing(document, reading):
        return iter(())

    assert read(DOCUMENT, readers=[finds_nothing]).readers == ("finds_nothing",)


def test_a_later_reader_sees_what_an_earlier_one_found():
    def first(document, reading):
        yield remark(0, 3)

    def second(document, reading):
        assert [f.label for f in reading.of(Remark)] == ["test"]
        assert [document[s] for s in reading.sentences] == ["The mayor spoke.", "The council listened."]
        yield remark(4, 9, "seen")

    reading = read(DOCUMENT, readers=[first, second])
    assert [f.label for f in reading.of(Remark)] == ["test", "seen"]


def test_a_reader_that_stops_leaves_a_failure_and_what_it_had_found():
    def stops(document, reading):
        yield remark(0, 3)
        raise RuntimeError("no\nmore")

    def goes_on(document, reading):
        yield remark(4, 9)

    reading = read(DOCUMENT, readers=[stops, goes_on])
    assert len(reading) == 2
    assert [(f.reader, f.error) for f in reading.failures] == [("stops", "stopped: RuntimeError: no more")]


@pytest.mark.parametrize("span", [(0, 0), (5, 4), (0, 999), (-1, 4)])
def test_a_finding_outside_the_text_is_left_out_and_said_so(span):
    def reader(document, reading):
        yield remark(*span)

    reading = read(DOCUMENT, readers=[reader])
    assert len(reading) == 0
    assert "not inside the text" in reading.failures[0].error


def test_the_spans_of_all_parts_must_lie_inside_the_text():
    def reader(document, reading):
        yield Quotation(
            span=Span(0, 3), by="test/1", why="for the test", id="q1", content=(Span(0, 3), Span(0, 99)), mode="direct"
        )

    assert len(read(DOCUMENT, readers=[reader])) == 0


def test_what_is_no_finding_is_left_out_and_said_so():
    def reader(document, reading):
        yield "a string"

    assert read(DOCUMENT, readers=[reader]).failures[0].error == "it yielded str, which is no finding: left out"


def test_a_reader_is_not_run_on_a_language_it_does_not_read():
    @for_languages("en")
    def english(document, reading):
        yield remark(0, 3)

    assert len(read(DOCUMENT, readers=[english])) == 1
    french = Document.from_text("Le maire a parlé.", language="fr-CA")
    reading = read(french, readers=[english])
    assert len(reading) == 0
    assert reading.failures[0].error == "it reads en; this document is in fr-CA: not read"
    assert len(read(Document.from_text("The mayor."), readers=[english])) == 1


def test_other_packages_add_readers_through_the_entry_point(monkeypatch):
    point = EntryPoint(name="hedges", value="tests.test_reading:hedges", group="onrecord.readers")
    broken = EntryPoint(name="broken", value="no_such_module:read", group="onrecord.readers")
    monkeypatch.setattr(onrecord.reading, "plug_ins", lambda: (broken, point))
    reading = read(Document.from_text("It was reportedly closed.", language="en"))
    assert [f.label for f in reading.of(Remark)] == ["hedge"]
    assert [f.reader for f in reading.failures] == ["broken"]


def hedges(document, reading):
    at = document.text.find("reportedly")
    yield Remark(span=Span(at, at + 10), by="hedges/1", why="“reportedly”", label="hedge")


def test_every_reader_is_called_by_the_name_of_its_question():
    assert [name_of(reader) for reader in READERS] == [
        "citations",
        "times",
        "quantities",
        "mentions",
        "quotations",
        "claims",
        "comparisons",
        "wording",
    ]
