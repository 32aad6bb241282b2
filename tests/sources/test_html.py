"""Does a page give its title and main text, its metadata, and one clear error when it gives none?"""

from __future__ import annotations

import hashlib
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import Unreadable
from onrecord.model import Metadatum
from onrecord.sources.blob import Given
from onrecord.sources.html import from_html
from onrecord.sources.stripping import depth, strip_tags
from tests.strategies import texts

PARAGRAPHS = [
    "The council has decided that the old bridge over the river will stay open until the end of the year.",
    "“We thank all who wrote to us about it,” said the mayor, who had asked for the study in the spring of 2019.",
    "The toll will be abolished in two steps, and the harbour board will report to the council in the autumn.",
    "Nobody has to cross by ferry any more, and those who like to do so may still buy a ticket at the pier.",
]
BODY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
MENU = (
    "<nav><ul><li><a href='/'>Home</a></li><li><a href='/n'>News</a></li><li><a href='/c'>Contact</a></li></ul></nav>"
)
SHARE = "<div class='share'><a href='#'>Share on Facebook</a> <a href='#'>Tweet</a></div>"
FOOT = "<footer><p>© Town of Belmora 2021</p><a href='/p'>Privacy</a></footer>"
JSON_LD = (
    '<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [{"@type": "WebSite"}, '
    '{"@type": "NewsArticle", "headline": "The bridge stays open", "datePublished": "2021-05-03T23:10:00-04:00", '
    '"author": {"@type": "Person", "name": "Ada Bell", "jobTitle": "Mayor"}, '
    '"publisher": {"@type": "Organization", "name": "Belmora News"}}]}</script>'
)


def page(head: str = "", body: str = BODY, title: str = "The bridge stays open") -> bytes:
    return (
        f"<!DOCTYPE html><html lang='en'><head><title>{title} | Belmora News</title>{head}</head><body>{MENU}"
        f"<main><article><h1>{title}</h1>{SHARE}{body}</article></main>{FOOT}</body></html>"
    ).encode()


def load(data: bytes, **more: Any) -> Any:
    return from_html(data, name="page.html", **more)


def test_title_blank_line_main_text():
    document = load(page())
    assert document.text == "\n\n".join(["The bridge stays open", *PARAGRAPHS])
    assert document.title.value == document[document.title.span] == "The bridge stays open"
    assert (document.media_type, document.language, document.notes) == ("text/html", "en", ())
    assert document.source.sha256 == hashlib.sha256(page()).hexdigest()
    assert (document.speaker, document.published, document.organisation) == (None, None, None)


def test_what_the_page_itself_says():
    links = (
        "<link rel='canonical' href='https://belmora.example/bridge'>"
        "<link rel='alternate' hreflang='it' href='/it'><link rel='alternate' hreflang='sr-Latn-RS' href='/sr'>"
        "<link rel='alternate' hreflang='en-GB' href='/en'><link rel='alternate' hreflang='x-default' href='/'>"
        "<link rel='alternate' type='application/rss+xml' href='/feed'>"
    )
    document = load(page(JSON_LD + links))
    assert document.speaker == Metadatum("Ada Bell", None, "json-ld")
    assert document.office == Metadatum("Mayor", None, "json-ld")
    assert document.published == Metadatum("2021-05-03", None, "json-ld")
    assert document.organisation is None
    assert [(other.value, other.source) for other in document.other_languages] == [("it", "meta"), ("sr-Latn", "meta")]
    assert document.url == "https://belmora.example/bridge"


def test_the_text_goes_before_the_page_and_the_caller_before_both():
    body = f"<p>By Cy Dole, Minister for Ports</p><p>4 May 2021</p>{BODY}"
    document = load(page(JSON_LD, body))
    assert (document.speaker.value, document.speaker.source) == ("Cy Dole", "text")
    assert document[document.speaker.span] == "Cy Dole"
    assert (document.office.value, document.published.value) == ("Minister for Ports", "2021-05-04")
    told = load(page(JSON_LD, body), given=Given(speaker="Eve Fox", published="2021-05-04"), origin="warc")
    assert told.speaker == Metadatum("Eve Fox", None, "warc")
    assert told[told.published.span] == "4 May 2021"


def test_meta_elements_and_the_address():
    meta = (
        "<meta name='author' content='Ada Bell'><meta property='og:site_name' content='Belmora News'>"
        "<meta property='article:published_time' content='2021-05-03T10:00:00Z'>"
    )
    document = load(page(meta))
    assert document.speaker == Metadatum("Ada Bell", None, "meta")
    assert document.published == Metadatum("2021-05-03", None, "meta")
    dated = load(page(), url="https://belmora.example/2021/05/03/bridge")
    assert dated.published == Metadatum("2021-05-03", None, "url")
    assert dated.url == "https://belmora.example/2021/05/03/bridge"


def test_a_release_without_a_person_has_an_organisation_and_no_speaker():
    document = load(page("<meta property='og:site_name' content='Town of Belmora'>"))
    assert document.speaker is None
    assert document.organisation == Metadatum("Town of Belmora", None, "meta")


def test_a_byline_outside_the_main_text():
    head = "<div class='byline'>By Ada Bell, Mayor of Belmora</div>"
    document = load(page().replace(b"<main>", head.encode() + b"<main>"))
    assert document.speaker.value == "Ada Bell"
    assert document.office.value == "Mayor of Belmora"


def test_furniture_that_the_extractor_leaves_is_marked():
    body = BODY.replace("</p><p>The toll", "</p><p>Read more: The ferry is late again this week</p><p>The toll")
    document = load(page(body=body))
    assert "Read more" not in document.body
    assert all(paragraph in document.body for paragraph in PARAGRAPHS)


@pytest.mark.parametrize(
    "head", ["<script type='application/ld+json'>{broken", "<script type='application/ld+json'>[[[1]]]</script>"]
)
def test_broken_data_in_a_page_are_passed_over(head):
    assert PARAGRAPHS[3] in load(page(head + "</script>")).text


def test_lists_keep_their_items_on_lines_of_their_own():
    body = f"{BODY}<ul><li>The bridge stays open all year.</li><li>The toll goes in two steps.</li></ul>{BODY[:103]}"
    assert "- The bridge stays open all year.\n- The toll goes in two steps." in load(page(body=body)).text


@pytest.mark.parametrize("declared", ["windows-1251", "koi8-r"])
def test_the_charset_that_the_page_declares(declared):
    body = "<p>Совет решил, что старый мост останется открытым до конца года. Мы благодарим всех, кто писал.</p>" * 2
    data = page(f"<meta http-equiv='Content-Type' content='text/html; charset={declared}'>", body, "Мост открыт")
    document = load(data.decode().encode(declared))
    assert document.text.startswith("Мост открыт\n\nСовет решил")
    assert document.language == "ru"


def test_a_fragment_without_a_head():
    assert load(BODY.encode()).text == "\n\n".join(PARAGRAPHS)


@pytest.mark.parametrize(
    "data",
    [
        b"<html></html>",
        b"<html><head><title>Belmora</title><script>render('<p>The bridge</p>')</script></head><body></body></html>",
        b"<!-- only a comment -->",
        b"<div></div>",
    ],
)
def test_a_page_without_text_is_one_clear_error(data):
    with pytest.raises(Unreadable, match=r"^page\.html: the page holds no text") as caught:
        load(data)
    assert "\n" not in str(caught.value)


def test_deep_nesting_gives_the_text_and_a_note():
    document = load(("<div>" * 100_000 + BODY + "</div>" * 100_000).encode())
    assert document.text == "\n\n".join(PARAGRAPHS)
    assert "nested" in document.notes[0]


@pytest.mark.parametrize(
    "data",
    [
        b"<" * 500_000 + b"bridge",
        b"<!--" * 200_000 + b" bridge",
        b"<script>" * 100_000 + b"bridge",
        b"<a " * 200_000 + b"bridge",
        b"&" * 500_000 + b"bridge",
        b"<p>" + b"The bridge is open. " * 350_000,
        b"<p>bridge" * 10_000,
        b"<table><tr><td>" * 20_000 + b"bridge",
        b"<table><tr><td>bridge</td></tr></table>" * 20_000,
        b"<i>bridge</i>" * 60_000,
    ],
    ids=range(10),
)
def test_monstrous_pages_end_soon(data):
    start = time.process_time()
    assert load(data).text.strip()
    assert time.process_time() - start < 8


def test_depth_counts_what_is_open_and_no_more():
    assert depth("<div><p>a<p>b<br></div><div></div>", 9) == 1
    assert depth("<div><span><span></div>" * 50, 9) <= 9
    assert depth("<b>" * 50, 9) == 9
    assert depth("<script>'<div><div><div>'</script><i></i>", 3) == 1


def test_tags_are_stripped_and_blocks_parted():
    html = "<style>p {}</style><p>The <b>old</b> bridge &amp; the toll</p><!-- no --><ul><li>one<li>two</ul>"
    assert strip_tags(html) == "The old bridge & the toll\n\none\n\ntwo"


@given(texts(), st.sampled_from([b"<p>", b"<html><body><div>", b"<title>", b"<![CDATA[", b"<svg><p>"]))
def test_law_any_page_gives_a_document_or_one_clear_error(text, before):
    try:
        document = load(before + text.encode("utf-8", "surrogatepass") + b"</p>")
    except Unreadable as error:
        assert "\n" not in str(error)  # noqa: PT017
    else:
        assert document.text.strip()
