"""What is cited, and is it identified? One family after another."""

import pytest

from onrecord.model import Document, Reading
from onrecord.readers import citations
from onrecord.readers.citations import find


def cited(text, published=None):
    """Return the words, ids and resolution of each citation."""
    return [
        (text[c.span.start : c.span.end], [one.id for one in c.instruments], c.resolution)
        for c in find(text, published)
    ]


@pytest.mark.parametrize(
    ("text", "words", "ids", "resolution"),
    [
        ("under Resolution 1244 of the UN Security Council.", None, ["S/RES/1244(1999)"], "inferred"),
        ("Security Council resolution 1701 (2006) was read", None, ["S/RES/1701(2006)"], "exact"),
        ("UNSCR 1325 was read", "UNSCR 1325", ["S/RES/1325(2000)"], "inferred"),
        ("the Security Council's landmark resolution 242", None, ["S/RES/242(1967)"], "inferred"),
        ("S/RES/ 2202 (2015)", "S/RES/ 2202 (2015)", ["S/RES/2202(2015)"], "exact"),
        ("UN resolution 1244/99 was read", None, ["S/RES/1244(1999)"], "exact"),
        ("General Assembly resolution 181 (II) was read", None, ["A/RES/181(II)"], "exact"),
        ("resolution 217 A (III) was read", "resolution 217 A (III)", ["A/RES/217(III)A"], "exact"),
        ("resolution 68/262 was read", "resolution 68/262", ["A/RES/68/262"], "exact"),
        ("resolution ES-11/1 was read", "resolution ES-11/1", ["A/RES/ES-11/1"], "exact"),
        ("resolution 3379 was read", "resolution 3379", ["A/RES/3379(XXX)"], "inferred"),
        ("Human Rights Council resolution 49/1 was read", None, ["A/HRC/RES/49/1"], "exact"),
        ("the paper S/PRST/2001/8, of May", "S/PRST/2001/8", ["S/PRST/2001/8"], "exact"),
        ("the paper A/HRC/49/71/Add.1.", "A/HRC/49/71/Add.1", ["A/HRC/49/71/Add.1"], "exact"),
        ("document UNMIK/REG/ 2001/9 of 15 May 2001", None, ["UNMIK/REG/2001/9"], "exact"),
        ("Case C‑311/18 P was heard", "Case C‑311/18 P", ["62018CJ0311"], "inferred"),
        ("Council Regulation (EU) No 833/2014", None, ["32014R0833"], "exact"),
        ("Regulation (EU) 2016/679", None, ["32016R0679"], "exact"),
        ("Regulation (EC) No 45/2001", None, ["32001R0045"], "exact"),
        ("Directive 95/46/EC", None, ["31995L0046"], "exact"),
        ("Council Framework Decision 2002/584/JHA", None, ["32002F0584"], "exact"),
        ("the Vienna Convention was read", None, ["1155 UNTS 331", "500 UNTS 95", "596 UNTS 261"], "ambiguous"),
        ("the Vienna Convention on Consular Relations", None, ["596 UNTS 261"], "exact"),
        ("the Vienna Convention on Road Traffic", "Vienna Convention on Road Traffic", [None], "unknown"),
        ("Minsk agreements failed", "Minsk agreements", ["MINSK-I", "MINSK-II"], "ambiguous"),
        ("Minsk agreements of 12 February 2015 failed", None, ["MINSK-II"], "exact"),
        ("the Brussels Agreement (2013) failed", "Brussels Agreement (2013)", ["BRUSSELS-2013"], "exact"),
        ("the advisory opinion of 22 July 2010", None, ["ICJ 141"], "exact"),
        ("in Norland v. Kelva the judges", "Norland v. Kelva", [None], "unknown"),
        ("the ruling by the Constitutional Court of Norland", None, [None], "unknown"),
        ("the report of the Secretary-General of 3 May was read", None, [None], "unknown"),
        ("the Kelva Schools Act of 1934 was repealed", "Kelva Schools Act of 1934", [None], "unknown"),
    ],
)
def test_one_citation(text, words, ids, resolution):
    (one,) = cited(text)
    assert (one[1], one[2]) == (ids, resolution)
    if words:
        assert one[0] == words


def test_a_list_with_dates_inside():
    text = "Security Council resolutions 713 (1991) of 25 September 1991, 727 (1992) of 8 January 1992, and 743 (1992)"
    assert [ids for _, ids, _ in cited(text)] == [["S/RES/713(1991)"], ["S/RES/727(1992)"], ["S/RES/743(1992)"]]
    assert cited(text)[0][0].startswith("Security Council resolutions 713")
    assert cited(text)[2][0] == "743 (1992)"


def test_a_year_that_stands_once():
    text = "Security Council resolutions 425 and 426 (1978)"
    assert [ids for _, ids, _ in cited(text)] == [["S/RES/425(1978)"], ["S/RES/426(1978)"]]


def test_a_list_does_not_run_into_the_next_paragraph():
    text = "It recalls Security Council resolutions 385 (1976) and 435 (1978),\n\n1. Condemns the delay;"
    assert [ids for _, ids, _ in cited(text)] == [["S/RES/385(1976)"], ["S/RES/435(1978)"]]


@pytest.mark.parametrize(
    "text",
    [
        "Resolution 1 of our party congress was read",
        "the European Parliament resolution 1244 was read",
        "PACE resolution 1784 was read",
        "Resolution 99999 of the Security Council was read",
        "State Duma resolution 5 was read",
    ],
)
def test_the_body_is_never_guessed_and_nothing_made_up(text):
    (one,) = cited(text)
    assert one[1:] == ([None], "unknown")


def test_no_body_is_a_set_of_candidates():
    assert cited("Resolution 1244 was read")[0][1:] == (["S/RES/1244(1999)", "A/RES/1244(XIII)"], "ambiguous")


def test_number_and_year_that_disagree_are_both_kept():
    (one,) = find("Security Council resolution 1244 (2005)")
    assert one.resolution == "ambiguous"
    assert [i.id for i in one.instruments] == ["S/RES/1244(1999)", None]
    assert "1244 (2005)" in (one.instruments[1].title or "")
    assert "disagree" in one.why


def test_numbers_past_the_table_are_bound_by_the_date_of_the_text():
    text = "Security Council resolution 2850 (2026)"
    assert cited(text, "2026-11-02")[0][1:] == (["S/RES/2850(2026)"], "exact")
    assert cited(text, "2019-11-02")[0][1:] == ([None], "unknown")
    assert cited("Security Council resolution 9000 (2026)")[0][1:] == ([None], "unknown")


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Article 51 of the UN Charter", ["UN-CHARTER#51"]),
        ("Art. 2 (4) of the Charter of the United Nations", ["UN-CHARTER#2(4)"]),
        ("Article 2, paragraph 4, of the UN Charter", ["UN-CHARTER#2(4)"]),
        ("Articles 1, 2 and 55 of the UN Charter", ["UN-CHARTER#1", "UN-CHARTER#2", "UN-CHARTER#55"]),
        ("Articles 39 to 41 of the UN Charter", ["UN-CHARTER#39", "UN-CHARTER#40", "UN-CHARTER#41"]),
        ("Chapters VI and VII of the UN Charter", ["UN-CHARTER#VI", "UN-CHARTER#VII"]),
        ("the UN Charter's Article 51", ["UN-CHARTER#51"]),
        ("Article 17 of Regulation (EU) 2016/679", ["32016R0679#17"]),
        ("Article 5 of the Washington Treaty", ["34 UNTS 243#5"]),
        ("the United Nations acted under Chapter VII", ["UN-CHARTER#VII"]),
    ],
)
def test_articles_and_chapters(text, ids):
    assert [i for _, found, _ in cited(text) for i in found] == ids


def test_other_charters_are_other_charters():
    assert cited("Article 8 of the Charter of Fundamental Rights")[0][1] == ["12012P#8"]
    assert cited("the Charter of Paris")[0][1] == ["CHARTER-OF-PARIS"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The Genocide Convention binds us. The Convention is clear.", "The Convention"),
        ("The Genocide Convention binds us. Under Article 9, courts decide.", "Article 9"),
        (
            "The Genocide Convention binds us. Under Article 9 of the Convention, courts decide.",
            "Article 9 of the Convention",
        ),
        ("Under Security Council resolution 1244, we stay. That resolution holds.", "That resolution"),
        ("Under Security Council resolution 1244, we stay. Many oppose 1244.", "1244"),
        ("They signed the agreement with Norland. The deal failed.", "The deal"),
    ],
)
def test_short_forms_point_back(text, words):
    first, short = find(text)
    assert text[short.span.start : short.span.end] == words
    assert short.antecedent == first.span
    assert [i.id and i.id.split("#")[0] for i in short.instruments] == [i.id for i in first.instruments]


@pytest.mark.parametrize(
    "text",
    [
        "relevant resolutions and international law",
        "The agreement is near. The Convention of teachers meets. The deal to come.",
        "Article 5 comes before anything else.",
        "We won 1244 votes and 338 seats; in 1992 (1993) nobody did.",
        "A resolution of the matter; the case for reform; in that case.",
        "UN treaty bodies need reform.",
        "A photograph in high resolution 300 pixels wide.",
    ],
)
def test_what_is_no_citation(text):
    assert cited(text) == []


def test_the_reader_reads_the_body_with_its_date():
    document = Document.from_text("Security Council resolution 2850 (2026)", published="2019-01-01")
    (one,) = citations.read(document, Reading(document=document))
    assert one.by == "citations/1"
    assert one.resolution == "unknown"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The United Nations were told: Article 2(4) and Article 51 of the Charter bind Norland.",
            [("UN-CHARTER#2(4)", "inferred"), ("UN-CHARTER#51", "inferred")],
        ),
        ("Article 2(4) and Article 51 of the Charter bind Kelva.", [(None, "unknown"), (None, "unknown")]),
        ("Article 5 of the Convention binds Kelva.", [(None, "unknown")]),
        ("Article 5 binds Kelva.", []),
    ],
)
def test_articles_of_a_charter_that_is_only_implied(text, expected):
    assert [(ids[0], resolution) for _, ids, resolution in cited(text)] == expected


def test_the_speakers_office_implies_the_charter():
    found = find("Article 51 of the Charter binds Kelva.", None, "Permanent Representative to the United Nations")
    assert [c.instruments[0].id for c in found] == ["UN-CHARTER#51"]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("Norland broke resolutions 242 (1967), 338 (1973) and 2334.", ("2334", ["S/RES/2334(2016)"], "inferred")),
        ("Kelva obeyed resolutions 242 (1967) and 338.", ("338", ["S/RES/338(1973)"], "inferred")),
        ("It cost resolutions 242 (1967) and 338 (1973) and 500 men.", ("338 (1973)", ["S/RES/338(1973)"], "exact")),
    ],
)
def test_the_last_of_a_list_may_stand_without_its_year(text, last):
    assert cited(text)[-1] == last


def test_the_documents_own_title_is_no_citation():
    title = "Statement by the Permanent Representative of Norland to the United Nations of 3 May 2011"
    text = f"{title}\n\nThe statement of the Foreign Minister of Kelva of 4 May 2011 was false."
    named = Document.from_text(text, title=title, language="en")
    found = [text[c.span.start : c.span.end] for c in citations.read(named, Reading(document=named))]
    assert len(found) == 1
    assert "Kelva" in found[0]
    assert len(find(text)) == 2


def test_words_over_a_blank_line_belong_to_no_citation():
    text = "Statement by the Permanent Representative of Norland\n\nThe Assembly met."
    assert [words for words, _, _ in cited(text)] == ["Statement by the Permanent Representative of Norland"]


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("The court ruled in [2024] UKSC 22 on it.", "[2024] UKSC 22", "judgment"),
        ("It ruled in Tell v Norland [2023] EWCA Civ 12 so.", "Tell v Norland [2023] EWCA Civ 12", "judgment"),
        ("The Waste Directive (91/271/EEC) applies.", "Directive (91/271/EEC)", "regulation"),
        ("Section 94 of the Kelva Water Act 1991 applies.", "Section 94 of the Kelva Water Act 1991", "statute"),
        ("They obey:\nRegulation (EU) 2016/679\n", "Regulation (EU) 2016/679", "regulation"),
    ],
)
def test_courts_directives_and_sections_are_cited_whole(text, words, kind):
    (found,) = find(text)
    assert (text[found.span.start : found.span.end], found.instruments[0].kind) == (words, kind)


def test_a_section_of_no_act_is_no_citation():
    assert find("Section 94 of the report is long, as is Section 3.") == []
