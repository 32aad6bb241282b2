"""Does a plain text become a document with its text unchanged?"""

from __future__ import annotations

import time
from typing import Any

from hypothesis import given

from onrecord.model import Metadatum, Source, Span
from onrecord.sources.blob import Given
from onrecord.sources.text import from_text
from tests.strategies import texts

PROSE = "The council has decided that the old bridge will stay open until the end of the year."
DUMP = f"""The bridge stays open

By the Belmoran Ambassador to Kestria, H.E. Cy van der Dole

“{PROSE} They will not close it!”


This post is also available in: Polski

Share this post

Leave a Reply

scroll to top"""


def test_a_crawled_page():
    document: Any = from_text(DUMP, name="op-ed.txt")
    assert document.text == DUMP
    assert document.name == "op-ed.txt"
    assert document.language == "en"
    assert document.title == Metadatum("The bridge stays open", Span(0, 21), "text")
    assert document.speaker == Metadatum("Cy van der Dole", Span(67, 82), "text")
    assert document.office == Metadatum("Belmoran Ambassador to Kestria", Span(30, 60), "text")
    assert [(other.value, document[other.span]) for other in document.other_languages] == [("pl", "Polski")]
    (omission,) = document.omissions
    assert document[omission.span] == DUMP[DUMP.index("This post") :]
    assert "Share" not in document.body


def test_what_is_given_wins_and_is_looked_up_in_the_text():
    given = Given(
        speaker="Ada Bell", office="Mayor", title="The bridge stays open", published="2021-05-03", language="fr"
    )
    document: Any = from_text(
        f"{DUMP}\n\nAda Bell wrote this on 3 May 2021.", given=given, origin="table", url="https://b.example"
    )
    at = document.text.index("Ada Bell")
    assert document.speaker == Metadatum("Ada Bell", Span(at, at + 8), "table")
    assert document.office == Metadatum("Mayor", None, "table")
    assert document.title == Metadatum("The bridge stays open", Span(0, 21), "table")
    assert document.published == Metadatum("2021-05-03", Span(at + 23, at + 33), "table")
    assert (document.language, document.url) == ("fr", "https://b.example")


def test_source_and_notes_are_kept():
    source = Source("a.txt", "text/plain", "0" * 64)
    document: Any = from_text(f"Bridge\n\n03/04/2021\n\n{PROSE}", source=source, notes=("first",))
    assert document.source == source
    assert document.notes == ("first", "the date 03/04/2021 was not taken: day and month can be read both ways")
    assert document.published is None


def test_the_language_is_that_of_the_text_and_not_of_its_furniture():
    text = "Мост\n\nСовет решил, что старый мост останется открытым до конца года.\n\nShare this post\n\nLeave a Reply"
    assert from_text(text).language == "ru"


def test_a_megabyte_takes_less_than_seconds():
    wrapped = "\n".join([PROSE, "Home", "More", "By the Mayor", "x" * 30, "|", "1 May"] * 8000)
    for text in (wrapped, PROSE * 12000, "word " * 200_000, "\n" * 1_000_000, "By " * 300_000, "“" * 1_000_000):
        start = time.process_time()
        from_text(text)
        assert time.process_time() - start < 4


@given(texts())
def test_law_any_text_gives_a_document_with_that_text(text):
    document: Any = from_text(text)
    assert document.text == text
    assert len(document.body) == len(text)
    for datum in (document.title, document.speaker, document.office, document.organisation, document.published):
        assert datum is None or (datum.value and datum.span and document[datum.span])
