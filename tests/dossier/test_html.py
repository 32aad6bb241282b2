from __future__ import annotations

import base64
import hashlib
import os
import re
import subprocess
import sys
import time
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.dossier import Dossier
from onrecord.dossier.html import to_html
from onrecord.dossier.html.edtf import extent
from onrecord.dossier.html.marks import DEEPEST
from onrecord.dossier.html.safe import is_link, passage_url, shorten, shown
from onrecord.dossier.html.timeline import year_name
from onrecord.model import (
    Claim,
    Comparison,
    Document,
    Mention,
    Metadatum,
    Omission,
    Quotation,
    Reading,
    Span,
    Time,
    Wording,
)
from tests.dossier import velmora
from tests.dossier.outline import Outline

HOSTILE = (
    "\"'></title></script></style><script>alert(1)</script><img src=x onerror=alert(2)> &amp; "
    "javascript:alert(3) \u202egnp.exe\u2066 \x00\x07\x85\ud800 --> ]]>"
)
TAGS = {
    "html",
    "head",
    "meta",
    "link",
    "title",
    "style",
    "body",
    "a",
    "header",
    "p",
    "h1",
    "h2",
    "h3",
    "dl",
    "div",
    "dt",
    "dd",
    "bdi",
    "span",
    "nav",
    "fieldset",
    "legend",
    "ul",
    "ol",
    "li",
    "label",
    "input",
    "kbd",
    "main",
    "section",
    "details",
    "summary",
    "aside",
    "table",
    "caption",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "q",
    "em",
    "b",
    "br",
    "figure",
    "figcaption",
    "svg",
    "g",
    "rect",
    "line",
    "text",
    "article",
    "code",
    "script",
}


@pytest.fixture(scope="module")
def page() -> str:
    return to_html(velmora.dossier())


@pytest.fixture(scope="module")
def outline(page: str) -> Outline:
    return Outline(page)


def bare(text: str, *findings: Any, **facts: Any) -> Dossier:
    return Dossier(reading=Reading(document=Document(text=text, **facts), findings=findings))


def claim(start: int, end: int, number: int = 0) -> Claim:
    return Claim(
        span=Span(start, end), id=f"c{number}", types=("event",), checkable=True, by="claims/1", why="it asserts"
    )


# The policy: nothing from elsewhere, nothing inline but what is hashed.


def test_policy_allows_the_page_s_own_style_and_script_only(page: str, outline: Outline):
    policy = next(each for each in outline.of("meta") if "http-equiv" in each.attributes).attributes["content"]
    for tag in ("style", "script"):
        (element,) = outline.of(tag)
        digest = base64.b64encode(hashlib.sha256(element.text.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none';")
    assert "base-uri 'none'" in policy
    assert "form-action 'none'" in policy
    assert "unsafe" not in policy


def test_nothing_is_asked_of_the_network(outline: Outline):
    for element in outline.elements:
        assert not {"src", "srcset", "style", "action", "ping", "data"} & set(element.attributes), element.tag
        assert not any(name.startswith("on") for name in element.attributes), element.tag
        if element.tag == "link":
            assert element.attributes["href"] == "data:,"
    (style,) = outline.of("style")
    assert "url(" not in style.text
    assert "@import" not in style.text


def test_links_lead_outside_with_care_or_to_an_id(outline: Outline):
    ids = {each.attributes["id"] for each in outline.elements if "id" in each.attributes}
    for link in outline.of("a"):
        href = link.attributes["href"]
        if href.startswith("#c="):
            continue
        if href.startswith("#"):
            assert href[1:] in ids, href
        else:
            assert href.startswith("https://")
            assert link.attributes["rel"] == "noopener noreferrer nofollow"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        " https://a.example",
        "https://",
        "https://user@host.example/",
        "https://a.example/\u202etxt",
        "https://a.example/a b",
        'https://a.example/"x',
        "file:///etc/passwd",
        "//a.example",
        "",
        "https://a.example/\ud800",
    ],
)
def test_what_is_no_web_address_is_shown_and_not_linked(url: str):
    assert not is_link(url)
    outline = Outline(to_html(bare("Some words.", url=url)))
    assert not [each for each in outline.of("a") if not each.attributes["href"].startswith("#")]


def test_web_addresses_are_linked():
    assert is_link("HTTPS://news.example:8080/a?b=c&d=%20#e")
    assert is_link("http://xn--e1afmkfd.example")


# Other people's text.


def poisoned(value: Any) -> Any:
    """Return a noun with the hostile words in every text field; values of closed lists stay."""
    if isinstance(value, msgspec.Struct):
        info: Any = msgspec.inspect.type_info(type(value))
        kinds = {field.name: field.type for field in info.fields}
        changed = {}
        for name in value.__struct_fields__:
            held = getattr(value, name)
            closed = "Literal" in repr(kinds[name]) and "StrType" not in repr(kinds[name])
            keep = closed or (name == "anchor" and isinstance(held, str)) or name in ("text", "id", "interval")
            changed[name] = held if keep else poisoned(held)
        return msgspec.structs.replace(value, **changed)
    if isinstance(value, Span):
        return value
    if isinstance(value, tuple):
        return tuple(poisoned(each) for each in value)
    return HOSTILE if isinstance(value, str) else value


def test_a_hostile_text_in_every_field_stays_text():
    dossier = velmora.dossier()
    document = msgspec.structs.replace(
        poisoned(dossier.document), text=velmora.TEXT, other_languages=(Metadatum(HOSTILE),)
    )
    reading = msgspec.structs.replace(poisoned(dossier.reading), document=document)
    page = to_html(Dossier(reading=reading, record=poisoned(dossier.record)))
    page.encode("utf-8")
    assert page.count("alert(1)") > 60
    check_inert(page)


def test_a_hostile_statement_stays_text():
    text = f"{HOSTILE}\n\n{HOSTILE * 3}\n\n{HOSTILE}"
    findings = [claim(start, start + 40, start) for start in range(0, len(text) - 40, 7)]
    page = to_html(bare(text, *findings, omissions=(Omission(Span(0, 60), HOSTILE),)))
    check_inert(page)
    assert Outline(page).statement == shown(text)


def check_inert(page: str) -> None:
    outline = Outline(page)
    assert {each.tag for each in outline.elements} <= TAGS
    assert len(outline.of("script")) == len(outline.of("style")) == 1
    for element in outline.elements:
        assert not any(name.startswith("on") or name == "style" for name in element.attributes)
        assert element.attributes.get("href", "#").startswith(("#", "https://", "data:,"))
        for value in element.attributes.values():
            assert not re.search("[\u202a-\u202e\u2066-\u2069]", value)
        own = "".join(piece for piece in element.pieces if isinstance(piece, str))
        if "bidi" not in element.classes:
            assert not re.search("[\u202a-\u202e\u2066-\u2069]", own)
        if element.tag not in ("style", "script"):
            assert not re.search("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]", own)


def test_unshowable_characters_are_replaced_one_for_one():
    text = "a\x00b\x1bc\ud83dd\u2028e\x0cf\r\ng\rh\ti"
    assert len(shown(text)) == len(text)
    assert Outline(to_html(bare(text))).statement == "a\ufffdb\ufffdc\ufffdd\ne\nf\r\ng\rh\ti"


def test_bidi_overrides_are_isolated_and_named():
    outline = Outline(to_html(bare("safe \u202etxt.exe")))
    (found,) = [each for each in outline.of("bdi", "bidi") if each.within("p") and each.within("main")]
    assert found.attributes["data-c"] == "U+202E"
    assert found.text == "\u202e"


# The same dossier, the same bytes.


def test_the_same_dossier_gives_the_same_page(page: str):
    assert to_html(velmora.dossier()) == page


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_page_does_not_hang_on_hash_seeds(page: str, seed: str):
    code = (
        "from tests.dossier import velmora; import sys; sys.stdout.buffer.write(velmora.dossier().to_html().encode())"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
    )
    assert run.stdout.decode() == page


# Structure.


def test_ids_are_unique(outline: Outline):
    ids = [each.attributes["id"] for each in outline.elements if "id" in each.attributes]
    assert len(ids) == len(set(ids))


def test_every_finding_has_a_mark_and_a_note(outline: Outline):
    findings = velmora.dossier().reading.findings
    notes = outline.of("article", "note")
    assert len(notes) == len(findings)
    for note in notes:
        number = note.attributes["id"][1:]
        mark = outline.by_id(note.attributes["data-c"])
        assert mark.attributes["data-n"] == number
        assert note.classes[1] in mark.classes


def test_a_mark_holds_the_words_of_its_finding(outline: Outline):
    for span in (velmora.at("250,000 islanders"), velmora.at("we will never sign")):
        held = [each for each in outline.elements if each.attributes.get("id") == f"c-{span.start}-{span.end}"]
        assert [each.text for each in held] == [velmora.TEXT[span.start : span.end]] * len(held)
    zone = velmora.at("free zone")
    assert outline.by_id(f"c-{zone.start}-{zone.end}").text == "free zone"


def test_two_findings_on_one_span_have_two_ids(outline: Outline):
    tarn = velmora.at("Tarn")
    outline.by_id(f"c-{tarn.start}-{tarn.end}")
    outline.by_id(f"c-{tarn.start}-{tarn.end}-2")


def test_crossing_marks_are_cut_and_go_on():
    outline = Outline(to_html(bare("one two three four", claim(0, 13, 1), claim(4, 18, 2))))
    pieces = {n: "".join(e.text for e in outline.of("span", "claim") if e.attributes.get("data-n") == n) for n in "12"}
    assert pieces == {"1": "one two three", "2": "two three four"}
    assert outline.statement == "one two three four"


def test_a_mark_over_two_paragraphs_goes_on_in_the_second():
    outline = Outline(to_html(bare("one two\n\nthree four", claim(4, 14))))
    assert [each.text for each in outline.of("span", "claim") if "data-n" in each.attributes] == ["two", "three"]


def test_too_deep_marks_are_counted_and_still_have_ids():
    findings = [claim(0, 40, number) for number in range(DEEPEST + 300)]
    page = to_html(bare("word " * 20, *findings))
    outline = Outline(page)
    assert "300 findings are listed on this page but not underlined" in page
    assert outline.deepest < DEEPEST + 20
    for note in outline.of("article", "note"):
        outline.by_id(note.attributes["data-c"])


def test_layers_are_labelled_and_counted(outline: Outline):
    for name, count in (("quotation", "5"), ("time", "8"), ("citation", "3"), ("remark", "1")):
        box = outline.by_id(f"show-{name}")
        assert box.parent is not None
        assert box.parent.tag == "label"
        (shown_count,) = [each for each in box.parent.pieces if not isinstance(each, str) and "count" in each.classes]
        assert shown_count.text == count
        assert "checked" in box.attributes


def test_landmarks_headings_and_skip_links(outline: Outline):
    assert outline.of("html")[0].attributes["lang"] == "en"
    assert len(outline.of("h1")) == len(outline.of("main")) == len(outline.of("header")) == 1
    assert all("aria-label" in each.attributes for each in [*outline.of("nav"), *outline.of("aside")])
    for link in outline.of("a", "skip"):
        outline.by_id(link.attributes["href"][1:])
    for part in outline.of("section"):
        assert outline.by_id(part.attributes["aria-labelledby"]).tag == "h2"
    assert all(each.attributes.get("dir") == "auto" for each in outline.of("q"))
    assert all(each.attributes.get("dir") == "auto" for each in outline.of("p", "t"))
    assert outline.by_id("edition").attributes["lang"] == "en"


def test_unknown_facts_are_said_to_be_unknown():
    outline = Outline(to_html(bare("Some words.")))
    facts = {dt.text: dd.text for dt, dd in zip(outline.of("dt"), outline.of("dd"), strict=True)}
    for name in ("Speaker", "Office", "Organisation", "Date", "Language", "Other languages"):
        assert facts[name] == "not stated in the text"
    assert facts["Length"] == "2 words"
    assert "No citation was recognised." in outline.by_id("citations").text
    assert "Nothing is known to have been left out" in outline.by_id("left-out").text
    assert not [each for each in outline.elements if each.attributes.get("id") in ("record", "remarks")]


def test_what_is_on_record_is_shown(outline: Outline):
    held = outline.by_id("record").text
    for words in ("A speech at the harbour", "nobody", "no one", "Half right", "Velmora Facts", "5.4 % there"):
        assert words in held


def test_quotations_are_grouped_and_nested(outline: Outline):
    outer = next(each for each in outline.of("li") if each.within("section") and each.text.startswith("the Minister"))
    inner = [each for each in outer.pieces if not isinstance(each, str) and each.tag == "ul"]
    assert len(inner) == 1
    assert inner[0].text.startswith("Ana Kolar: we will never sign")


def test_quotations_in_a_ring_are_still_listed():
    ring = [
        Quotation(
            span=Span(at, at + 4), id=name, parent=parent, content=(Span(at, at + 4),), mode="direct", by="q/1", why=""
        )
        for at, name, parent in ((0, "a", "b"), (5, "b", "a"), (10, "c", "c"))
    ]
    held = Outline(to_html(bare("aaaa bbbb cccc", *ring))).by_id("quotations").text
    assert all(words in held for words in ("aaaa", "bbbb", "cccc"))


def test_claims_come_in_order_of_priority(outline: Outline):
    held = outline.by_id("claims").text
    assert held.index("0.94") < held.index("0.90") < held.index("0.61") < held.index("0.10")
    assert "no score of credibility" in held


def test_a_capital_is_no_heading_where_its_power_is_named():
    by: dict[str, Any] = {"by": "mentions/1", "why": "a name"}
    names = [
        Mention(span=Span(0, 9), type="organisation", referent="m1", metonym=True, **by),
        Mention(span=Span(10, 14), type="organisation", referent="m1", **by),
    ]
    outline = Outline(to_html(bare("Tarnograd Tarn", *names)))
    assert outline.by_id("name-1").text == "Tarn also Tarnograd 2 ¶ 1, ¶ 1"


def test_furniture_is_kept_grey_and_listed(outline: Outline):
    assert [each.text for each in outline.of("span", "omitted")][-1] == "Photo: V. Osei"
    assert "photo credit" in outline.by_id("left-out").text
    assert "ValueError" in outline.by_id("left-out").text
    (fold,) = outline.of("details", "fold")
    assert "Subscribe" in fold.text


def test_how_it_was_read_is_stated(outline: Outline):
    held = outline.by_id("how").text
    assert velmora.document().id in held
    assert "ab" * 32 in held
    assert "quotations/1" in held


def test_lines_that_were_wrapped_stay_one_paragraph():
    wrapped = "\n".join(["word " * 14 + "end"] * 3)
    assert len(Outline(to_html(bare(wrapped))).of("p", "t")) == 1
    assert len(Outline(to_html(bare("Dear all,\nhello\nthere"))).of("p", "t")) == 3
    assert len(Outline(to_html(bare("a\n" * 5000))).of("p", "t")) == 1


def test_passages_are_found_at_their_source():
    assert passage_url("https://a.example/x#y", "well-known, he said") == (
        "https://a.example/x#:~:text=well%2Dknown%2C%20he%20said"
    )
    assert shorten("a " * 400, 60).count(" … ") == 1


# Dates on a line.


@pytest.mark.parametrize(
    ("edtf", "low", "high"),
    [
        ("1995", 1995, 1996),
        ("199X", 1990, 2000),
        ("19XX", 1900, 2000),
        ("1995/1999", 1995, 2000),
        ("1995-07", 1995.5, 1995 + 7 / 12),
        ("2004-06?/2006-08~", 2004 + 5 / 12, 2006 + 8 / 12),
        ("../1999", None, 2000),
        ("1389/..", 1389, None),
        ("1389/", 1389, None),
        ("-0043", -43, -42),
        ("Y-17000", -17000, -16999),
        ("Y17E7", 170000000, 170000001),
        ("2001-21", 2001 + 2 / 12, 2001 + 5 / 12),
        ("2001-34", 2001.25, 2001.5),
        ("1999/1995", 1996, 1999),
        ("[1667,1672]", 1667, 1673),
        ("2023-03-01T10:00:00Z", 2023 + 2 / 12, 2023 + (2 + 1 / 31) / 12),
    ],
)
def test_edtf_on_a_line(edtf: str, low: float | None, high: float | None):
    found = extent(edtf)
    assert found is not None
    assert [found.low, found.high] == pytest.approx([low, high])


@pytest.mark.parametrize("edtf", ["", "..", "/", "../..", "soon", "1995-13", "1995-02-30", "XXXX-05", "1/2/3", "P8Y"])
def test_what_has_no_place_on_a_line(edtf: str):
    assert extent(edtf) is None


def test_years_before_christ_have_names():
    assert [year_name(year) for year in (-43, 0, 1, 1995, 17000)] == ["44 BC", "1 BC", "1", "1995", "17,000"]


def dated(*intervals: str) -> Dossier:
    findings = [
        Time(span=Span(3 * n, 3 * n + 2), type="DATE", value=edtf, interval=edtf, by="times/1", why="a year")
        for n, edtf in enumerate(intervals)
    ]
    return bare("ab " * len(intervals), *findings)


def test_a_time_line_has_a_bar_for_each_interval_and_skips_empty_ages():
    outline = Outline(to_html(dated("-0043", "1389/..", "1995", "1995", "1996-03", "../2003", "Y17E7", "whenever")))
    assert len(outline.of("rect", "bar")) == 6
    assert outline.of("line", "skipped")
    assert len(outline.of("line", "open")) == 2
    assert "whenever" in outline.by_id("times").text


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.text(max_size=12),
            st.from_regex(r"\A(Y?-?[0-9X]{1,9}|\.\.)(-[0-9X]{2}){0,2}[?~%]?(/(\.\.|-?[0-9X]{4})?)?\Z"),
        ),
        max_size=9,
    )
)
def test_any_interval_can_be_drawn(intervals: list[str]):
    outline = Outline(to_html(dated(*intervals)))
    for bar in outline.of("rect", "bar"):
        left, width = (float(bar.attributes[name].rstrip("%")) for name in ("x", "width"))
        assert 0 <= left <= 100
        assert 0.7 <= width <= 100


# Laws.

ANY = st.text(
    st.one_of(st.characters(exclude_categories=()), st.sampled_from("\n\r \t\u2028\x0c\u202e<>&\"'🌊é\u0301")),
    max_size=120,
)


@st.composite
def dossiers(draw: st.DrawFn) -> Dossier:
    text = draw(ANY.filter(bool))

    def span() -> Span:
        start = draw(st.integers(0, len(text) - 1))
        return Span(start, draw(st.integers(start + 1, len(text))))

    findings: list[Any] = []
    for number in range(draw(st.integers(0, 8))):
        here = span()
        by: dict[str, Any] = {"by": "any/1", "why": "because"}
        findings.append(
            draw(
                st.sampled_from(
                    [
                        claim(*here, number),
                        Mention(span=here, type="place", referent=text[:3], **by),
                        Wording(span=here, label="loaded", **by),
                        Quotation(span=here, id=text[:2], content=(here,), mode="direct", parent=text[:2], **by),
                        Comparison(span=here, source_case=here, target_case=span(), relation="likens", **by),
                    ]
                )
            )
        )
    omissions = tuple(Omission(span(), "furniture") for _ in range(draw(st.integers(0, 2))))
    document = Document(text=text, omissions=omissions, title=Metadatum(text[:9], span()))
    return Dossier(reading=Reading(document=document, findings=tuple(findings)))


@settings(max_examples=150, deadline=None)
@given(dossiers())
def test_the_column_holds_the_text_character_by_character(dossier: Dossier):
    page = to_html(dossier)
    page.encode("utf-8")
    outline = Outline(page)
    assert outline.statement == shown(dossier.document.text)
    ids = [each.attributes["id"] for each in outline.elements if "id" in each.attributes]
    assert len(ids) == len(set(ids))
    assert all(note.attributes["data-c"] in ids for note in outline.of("article", "note"))


# Size.


def test_a_page_grows_with_its_findings_and_not_faster():
    def made(paragraphs: int) -> tuple[float, int]:
        text = (velmora.FREE_ZONE + " all.\n\n") * paragraphs
        findings = [claim(at, at + 30, at) for at in range(0, len(text) - 30, 25)]
        begin = time.perf_counter()
        size = len(to_html(bare(text, *findings)))
        return time.perf_counter() - begin, size

    made(10)
    small, large = made(100), made(800)
    assert large[1] < 10 * small[1]
    assert large[0] < 40 * small[0] + 0.5


def test_a_short_statement_is_well_under_a_megabyte():
    text = (velmora.FREE_ZONE + " all.\n\n") * 50
    findings = [claim(at, at + 15, at) for at in range(0, len(text) - 15, 16)]
    assert len(to_html(bare(text, *findings)).encode()) < 700_000
