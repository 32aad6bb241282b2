"""Are codes said in words, and is a layer that nobody read told from one without findings?"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.dossier import Dossier
from onrecord.dossier.html import to_html
from onrecord.dossier.terms import between_marks, coded, fraction, in_words
from onrecord.dossier.to_text import to_text
from onrecord.dossier.unread import unread
from onrecord.model import Claim, Document, Failure, Quantity, Quotation, Reading, Span, Time
from onrecord.reading import read
from tests.dossier.outline import Outline

FRENCH = "La ministre Odile Tarn a promis une réponse.\n\nPlus de 300 familles attendent."


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("P5Y", "5 years"),
        ("PXD", "some days"),
        ("P1CE", "1 century"),
        ("PT2H", "2 hours"),
        ("PRESENT_REF", "now (the time of writing)"),
        ("2023-21", "spring 2023"),
        ("2023-WI", "winter 2023"),
        ("2023-Q3", "third quarter of 2023"),
        ("2023-02-14", "14 February 2023"),
        ("2023-02-14T06:00", "14 February 2023, 06:00"),
        ("2023-02-14TEV", "14 February 2023, evening"),
        ("199X", "the 1990s"),
        ("19", "the years 1900 to 1999"),
        ("-0043", "44 BC"),
        ("1389/..", "since 1389"),
        ("../2023~", "until about 2023"),
        ("1914-07/1918-11-11", "July 1914 to 11 November 1918"),
        ("2023-W07-2", "Tuesday, week 7 of 2023"),
        ("XXXX-12-25", "25 December"),
        ("Y-17E7", "Y-17E7"),
        ("2023-77", "2023-77"),
        ("/", "/"),
        ("", ""),
    ],
)
def test_codes_in_words(code: str, said: str):
    assert coded(code) == said


@pytest.mark.parametrize(
    ("code", "said"), [("P1W", "every week"), ("P2W", "every 2 weeks"), ("XXXX-WXX-1", "every Monday")]
)
def test_what_recurs(code: str, said: str):
    assert coded(code, repeated=True) == said


def test_an_open_year_is_taken_from_the_calendar():
    time = Time(span=Span(0, 3), by="t/1", why="w", type="DATE", value="XXXX-12-25", interval="2023-12-25")
    assert in_words(time) == "25 December 2023"


@pytest.mark.parametrize(
    ("amount", "said", "words"),
    [
        (0.333333, "a third", "one third"),
        (2 / 3, "2/3", "two thirds"),
        (0.5, "half", "one half"),
        (0.75, "three quarters", "three quarters"),
        (0.25, "0.25", ""),
        (0.34, "0.34", ""),
        (3.0, "three", ""),
        (None, "", ""),
        (float("nan"), "", ""),
    ],
)
def test_fractions(amount: float | None, said: str, words: str):
    assert fraction(amount, said) == words


@given(st.text() | st.from_regex(r"P?[-XT\d]{1,12}[A-Z?~/]{0,3}[-X\d]{0,8}", fullmatch=True))
def test_any_code_is_said_or_stands_as_it_is(code: str):
    assert bool(coded(code)) == bool(code)
    assert coded(code, repeated=True) or not code


def test_words_with_marks_get_no_others():
    assert between_marks("“never” again") == "“never” again"
    assert between_marks('it was "never"') == 'it was "never"'
    assert between_marks("’twas long ago") == "“’twas long ago”"
    assert between_marks("long ago") == "“long ago”"


def outlined(dossier: Dossier) -> Outline:
    return Outline(to_html(dossier))


def test_layers_in_another_language_are_not_called_empty():
    dossier = Dossier(reading=read(Document(text=FRENCH, language="fr")))
    page = outlined(dossier)
    for name in ("times", "citations", "quantities", "comparisons", "claims", "wordings", "names"):
        assert "Not read: the reader of this layer does not read fr." in page.by_id(name).text
    assert to_html(dossier).count("recognised") == 1  # quotations are read by their marks
    (notice,) = page.of("p", "notice")
    assert "quotations" not in notice.text
    assert "dates and times" in notice.text
    assert {count.text for count in page.of("span", "count")} == {"–", "0"}
    assert "Findings– · not read" in page.of("dl", "facts")[0].text
    assert "Not read: times" in to_text(dossier)
    assert "Not found" not in to_text(dossier)


def test_a_reader_that_stopped_is_told_from_one_that_found_nothing():
    failure = Failure("times", "stopped: ValueError: no")
    reading = Reading(document=Document(text="Odile Tarn."), failures=(failure,), readers=("times", "quotations"))
    assert unread(reading)["time"] == "stopped: ValueError: no"
    assert "quotation" not in unread(reading)
    assert unread(reading)["claim"] == "was not asked"
    page = outlined(Dossier(reading=reading))
    assert "Not read: the reader of this layer stopped" in page.by_id("times").text
    assert "No quotation was recognised." in page.by_id("quotations").text


def test_a_whole_reading_has_no_notice():
    page = outlined(Dossier(reading=read(Document(text="Odile Tarn spoke.", language="en"))))
    assert page.of("p", "notice") == []
    assert "–" not in {count.text for count in page.of("span", "count")}


def test_margin_and_tables_speak_in_words():
    text = "Odile Tarn said “no way” every week.\n\nA third stayed away, as the harbour log shows."
    by: dict[str, Any] = {"by": "any/1", "why": "because"}

    def at(words: str) -> Span:
        begin = text.index(words)
        return Span(begin, begin + len(words))

    quotations = [
        Quotation(
            span=at(words),
            id=f"q{n}",
            content=(at(words),),
            mode="direct",
            speaker_name="Odile Tarn",
            closed=True,
            **by,
        )
        for n, words in enumerate(("“no way”", "no way"))
    ]
    third = Quantity(span=at("A third"), value=0.333333, low=0.333333, high=0.333333, **by)
    week = Time(span=at("every week"), type="SET", value="P1W", **by)
    log = Claim(
        span=at("A third stayed away, as the harbour log shows"), id="c1", types=("event",), checkable=True, **by
    )
    dossier = Dossier(reading=Reading(document=Document(text=text), findings=(*quotations, week, third, log)))
    page = outlined(dossier)
    margin = " ".join(each.text for each in page.of("div", "margin"))
    assert "every week" in margin
    assert "one third" in margin
    assert "A third stayed away" in margin
    assert "event" not in margin
    assert "2 direct quotations" in page.by_id("quotations").text
    own = [each for each in page.of("q", "own") if each.text == "“no way”"]
    assert own
    assert "P1W" in page.by_id("notes").text
    assert "every week" in to_text(dossier)
    assert "→ one third" in to_text(dossier)
