"""Does a statement's own head and foot give its title, author, office and date?"""

from __future__ import annotations

from typing import Any

import pytest

from onrecord.lexicons import rows
from onrecord.model import Document, Span
from onrecord.sources.metadata.dates import Months, dates, month_and_year
from onrecord.sources.metadata.people import ByWord, NameStop, OfficeHead, names_organisation, who
from onrecord.sources.text import from_text as read_text

PROSE = "The council has decided that the old bridge will stay open until the end of the year."
MORE = "We thank all who wrote to us about it, and we shall answer every letter that we got."
FIELDS = ("title", "speaker", "office", "organisation", "published")


def from_text(text: str) -> Any:
    return read_text(text)


def read(head: str, foot: str = "") -> dict[str, str]:
    document = from_text(f"{head}\n\n{PROSE} {MORE}\n\n{MORE}" + (f"\n\n{foot}" if foot else ""))
    check(document)
    return {field: datum.value for field in FIELDS if (datum := getattr(document, field))}


def check(document: Document) -> None:
    """Each value that comes from the text stands there."""
    for field in ("title", "speaker", "office", "organisation"):
        datum = getattr(document, field)
        if datum and ";" not in datum.value:
            assert document[datum.span] == datum.value


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (
            "The bridge stays open\nBy Ada Bell, Minister for Transport\n3 May 2021",
            {"speaker": "Ada Bell", "office": "Minister for Transport", "published": "2021-05-03"},
        ),
        (
            "The bridge stays open\n\nBy the Belmoran Ambassador to Kestria, H.E. Cy Dole",
            {"speaker": "Cy Dole", "office": "Belmoran Ambassador to Kestria"},
        ),
        ("The bridge stays open\n\nThe Rt Hon Ada Bell MP", {"speaker": "Ada Bell"}),
        ("The bridge stays open\n\nAda Bell", {"speaker": "Ada Bell"}),
        (
            "The bridge stays open\n\nBy Harbour Foundation • 15 January 2020",
            {"speaker": "Harbour Foundation", "organisation": "Harbour Foundation", "published": "2020-01-15"},
        ),
        ("The bridge stays open\n\n18-07-2019 - 11:37\n\nThe toll is gone", {"published": "2019-07-18"}),
        ("The bridge stays open\n2022-08-04 11:42", {"published": "2022-08-04"}),
        ("The bridge stays open\n\nTuesday, 29 August 2000 FA97", {"published": "2000-08-29"}),
        ("The bridge stays open\n\nMay 2021", {"published": "2021-05"}),
        ("The bridge stays open\n\n31/02/2021", {}),
        ("The bridge stays open\n\n03/04/2021", {}),
        ("The bridge stays open\n\n04/04/2021", {"published": "2021-04-04"}),
        ("The bridge stays open\n\n2 hours ago", {}),
        ("The bridge stays open\n\nUpdated: 5 May 2021", {}),
    ],
)
def test_under_the_title(head, expected):
    assert read(head) == {"title": "The bridge stays open", **expected}


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        (
            "Remarks by President Ada Bell at the Opening of the Harbour Bridge",
            {"speaker": "Ada Bell", "office": "President"},
        ),
        (
            "Foreign Minister Ada Bell’s answers to media questions, Belmora, 3 May 2021",
            {"speaker": "Ada Bell", "office": "Foreign Minister", "published": "2021-05-03"},
        ),
        (
            "Interview of Ambassador Cy Dole with the newspaper Belmora News",
            {"speaker": "Cy Dole", "office": "Ambassador"},
        ),
        (
            "Statement by the Spokesperson of the Ministry of Ports of Kestria on the harbour",
            {
                "office": "Spokesperson of the Ministry of Ports of Kestria",
                "organisation": "Ministry of Ports of Kestria",
            },
        ),
        (
            "Q&A by Spokesperson’s Office of the Kestrian Embassy on Bell's visit to the harbour",
            {"office": "Spokesperson’s Office of the Kestrian Embassy", "organisation": "Kestrian Embassy"},
        ),
        ("Why Kestria must leave the union, by Ada Bell", {"speaker": "Ada Bell"}),
        (
            "Joint statement by Foreign Ministers Ada Bell and Cy Dole on the harbour",
            {"speaker": "Ada Bell; Cy Dole", "office": "Foreign Ministers"},
        ),
        ("The council of Belmora opens a bridge", {}),
        ("A toll abolished by popular demand", {}),
    ],
)
def test_in_the_title(title, expected):
    assert read(title) == {"title": title, **expected}


def test_a_joint_release():
    line = "Joint media release Minister for Ports, Ada Bell, Attorney-General, The Hon Cy Dole AM QC MP"
    assert read(f"{line}\n\nTuesday, 29 August 2000 FA97\n\nThe bridge stays open") == {
        "title": "The bridge stays open",
        "speaker": "Ada Bell; Cy Dole",
        "office": "Minister for Ports; Attorney-General",
        "published": "2000-08-29",
    }


def test_a_release_without_a_person_has_no_speaker():
    assert read("Press release\nEmbassy of Kestria in Belmora\n\nThe bridge stays open") == {
        "title": "The bridge stays open",
        "organisation": "Embassy of Kestria in Belmora",
    }


@pytest.mark.parametrize(
    "foot", ["Cy Dole\nMayor of Belmora", "– Cy Dole, Mayor of Belmora", "Cy Dole is the Mayor of Belmora."]
)
def test_at_the_end(foot):
    assert read("The bridge stays open", foot) == {
        "title": "The bridge stays open",
        "speaker": "Cy Dole",
        "office": "Mayor of Belmora",
    }


def test_a_date_at_the_end_and_in_a_dateline():
    assert read("The bridge stays open", "Belmora, 3 May 2021")["published"] == "2021-05-03"
    assert from_text(f"BELMORA, 3 May 2021 (BNA) — {PROSE}").published.value == "2021-05-03"
    assert from_text(f"On 3 May 2021 the bridge fell. {PROSE}").published is None


def test_a_verbatim_record():
    document = from_text(
        f"Mr. Dole (Kestria) (spoke in French): {PROSE}\n12/40 21-00417\n29/09/2021 A/76/PV.16\n{MORE}"
    )
    assert document.speaker.value == "Dole"
    assert document.organisation.value == "Kestria"
    assert document.published.value == "2021-09-29"


@pytest.mark.parametrize(
    "text",
    [
        f"{PROSE}\n\n{MORE}",
        f"Dear friends,\n\n{PROSE}",
        f"Ladies and gentlemen!\n\n{PROSE}",
        "The council has decided that the old bridge over the river is to stay\nopen until the end of this year.",
        "One line only",
    ],
)
def test_no_title_where_there_is_none(text):
    document = from_text(text)
    assert (document.title, document.speaker, document.office) == (None, None, None)


def test_the_order_of_day_and_month_follows_the_language():
    text = "Мост остаётся открытым\n\n03.04.2021\n\nСовет решил, что старый мост останется открытым до конца года."
    assert from_text(text).published.value == "2021-04-03"


@pytest.mark.parametrize("row", rows("months", Months, "any"), ids=lambda row: row.language)
def test_months(row):
    assert len(row.months) == 12
    assert [found.value for found in dates(row.example)] == ["2021-05-03"]
    assert month_and_year(row.months[0][0] + " 2021") is not None


@pytest.mark.parametrize("row", rows("byline_offices", OfficeHead), ids=lambda row: row.form)
def test_offices(row):
    assert who(row.example, Span(3, len(row.example))).offices


@pytest.mark.parametrize("row", rows("bylines", ByWord), ids=lambda row: f"{row.kind} {row.form}")
def test_words_of_bylines(row):
    assert row.form in row.example.lower().replace("’", "'")


@pytest.mark.parametrize("row", rows("name_stops", NameStop), ids=lambda row: row.form)
def test_words_that_no_name_holds(row):
    found = who(row.example, Span(0, len(row.example)))
    assert not any(row.form in row.example[a:b].lower().split() for a, b in found.people)
    assert names_organisation(row.example) or row.kind != "organisation"
