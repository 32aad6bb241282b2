"""Is page furniture marked, and nothing else?"""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given

from onrecord.lexicons import rows
from onrecord.sources.furniture import Furniture, Pattern, furniture
from onrecord.sources.layout import layout
from onrecord.sources.text import from_text
from tests.strategies import texts

PROSE = "The council has decided that the old bridge will stay open until the end of the year."
MORE = "We thank all who wrote to us about it, and we shall answer every letter that we got."


def marked(text: str) -> list[str]:
    return [text[omission.span.start : omission.span.end] for omission in furniture(text, layout(text))]


def test_one_omission_an_unbroken_stretch():
    tail = "This post is also available in: Italiano\n\nShare this post\n\nLeave a Reply\n\nscroll to top"
    assert marked(f"The bridge stays\n\n{PROSE}\n\n\n{tail}") == [tail]


def test_stretches_parted_by_prose_are_two():
    assert marked(f"{PROSE}\nRead more: The ferry is late\n{MORE}\nShare on Facebook\n") == [
        "Read more: The ferry is late",
        "Share on Facebook",
    ]


@pytest.mark.parametrize(
    "head",
    ["Subscribe for £2 a month", "Sign in", "4 min read", "Subscribe from $1 a week\nLog in\nOPINION", "OPINION"],
)
def test_what_stands_above_the_headline_is_not_the_title(head):
    found = from_text(f"{head}\nThe bridge must stay\nBy Ada Bell\n5 min read\n\n{PROSE}\n{MORE}")
    assert found.title is not None
    assert found.title.value == "The bridge must stay"
    assert found.speaker is not None
    assert found.speaker.value == "Ada Bell"


def test_a_menu_before_the_title_and_not_the_title():
    menu = "Mayor's Home\n\nSpeeches\n\nMedia Releases"
    assert marked(f"{menu}\n\nThe bridge stays\n\nBy Ada Bell\n\n3 May 2021\n\n{PROSE}\n{MORE}") == [menu]


def test_a_list_of_short_lines_is_no_menu():
    text = f"{PROSE}\n\nPeace\n\nWork\n\nBread\n\n{MORE}"
    assert marked(text) == []


def test_menu_words_as_headings_inside_the_prose_stay():
    assert marked(f"{PROSE}\n\nEconomy\n\n{MORE}\n\nEducation\n\n{PROSE}\n\nHealth\n\n{MORE}") == []


def test_bars_between_the_words_of_a_menu():
    foot = "Home | Search | Site Index\n\n © Town of Belmora 2021 | Disclaimer | Privacy"
    assert marked(f"{PROSE}\n\n {foot}\n") == [foot]


def test_running_heads_of_a_verbatim_record_inside_a_sentence():
    text = f"It condemned the illegal\n12/40 21-00417\n\x0c\n03/05/2021 A/75/PV.64\nclosing of the bridge. {PROSE}"
    assert marked(text) == ["12/40 21-00417\n\x0c\n03/05/2021 A/75/PV.64"]


def test_a_bare_number_is_a_page_number_only_at_a_page_break():
    assert marked(f"{PROSE}\n17\n\x0c{MORE}") == ["17"]
    assert marked(f"{PROSE}\n17\n{MORE}") == []


@pytest.mark.parametrize(
    "line",
    [
        "By the Belmoran Ambassador to Kestria, H.E. Cy Dole",
        "BELMORA, 3 May 2021",
        "Signed: Ada Bell",
        "Follow me, said the mayor, and we followed her to the old bridge at dawn.",
        "More on that will be said tomorrow.",
        "Read our lips: there will be no new toll on this bridge.",
        "Next we come to the harbour.",
        "Related questions were put to the council by the harbour board in the spring.",
        "Share of the vote by district",
        "We sign the treaty today.",
        "Comments made by the mayor were not helpful to anybody in the harbour.",
    ],
)
def test_what_looks_like_furniture_and_is_none(line):
    assert marked(f"{PROSE}\n\n{line}\n\n{MORE}") == []


def test_a_wrapped_sentence_is_not_cut():
    assert marked(f"{PROSE} And anyone who would like to\nshare this post\nmay do so. {MORE}") == []


def test_a_pointer_to_another_language():
    assert marked(f"{PROSE}\n\nBu açıklamanın Türkçe’sini buradan okuyabilirsiniz.\n\n{MORE}") == [
        "Bu açıklamanın Türkçe’sini buradan okuyabilirsiniz."
    ]
    assert marked(f"English | Français | Español\n\n{PROSE}") == ["English | Français | Español"]


def test_short_lines_between_furniture_after_the_prose_belong_to_it():
    tail = "Related articles\nThe ferry is late\nA new crane for the port\nLeave a comment"
    assert marked(f"{PROSE}\n{tail}") == [tail]


@pytest.mark.parametrize("row", rows("furniture", Furniture), ids=lambda row: f"{row.at} {row.form}")
def test_every_row_is_at_work_in_its_example(row):
    menu = "Home\nNews\nContact"
    text = {
        "anywhere": f"{PROSE}\n{row.example}\n{MORE}",
        "edge": f"{PROSE}\n{row.example}\nscroll to top",
        "menu": f"{PROSE}\n{row.example}\n{menu}",
    }[row.where]
    assert any(row.example in piece for piece in marked(text))


@pytest.mark.parametrize("row", rows("furniture_patterns", Pattern, "any"), ids=lambda row: row.example)
def test_every_pattern_is_at_work_in_its_example(row):
    assert re.fullmatch(row.form, row.example.lower())
    assert any(row.example in piece for piece in marked(f"{PROSE}\n{row.example}\nscroll to top"))


@given(texts())
def test_law_omissions_are_inside_in_order_and_apart(text):
    spans = [omission.span for omission in furniture(text, layout(text))]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(a.end < b.start for a, b in pairwise(spans))
