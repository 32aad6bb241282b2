"""Laws of the whole street, on any text and any bytes."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import onrecord
from onrecord.contract import decode, encode, within
from onrecord.errors import SourceError
from onrecord.model import Document, Record
from tests.strategies import texts as any_texts

texts = any_texts()
SENTENCES = st.lists(
    st.sampled_from(
        [
            "“We will not leave,” said Mayor Dana Ruzic, “before the bridge is open.”",
            "On 3 March 2013 Orland closed the port; more than 40,000 people lost their road.",
            "Resolution 1244 (1999) and Article 51 of the UN Charter say so.",
            "According to the union, prices rose by 12 percent since last May.",
            "This is not another Gibraltar, because nobody disputes a border.",
            "The so-called notice never reached “our office“.",
            "Q: Why?\n\nA: They promised to return the money.",
            "\u202e\u0000\ud800😀 “",
            "\n\n",
            "Share this post\n\nLeave a Reply",
        ]
    ),
    max_size=12,
).map(" ".join)


def stopped(reading):
    """Return the readers that raised; one that leaves out what is over a stated bound has not."""
    return [failure for failure in reading.failures if failure.error.startswith("stopped")]


@given(texts | SENTENCES)
@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
def test_no_text_makes_a_reader_stop_and_all_spans_lie_inside(text):
    for language in ("en", None):
        reading = onrecord.read(Document.from_text(text, language=language, published="2024-05-12"))
        assert not stopped(reading)
        assert all(within(finding, len(text)) for finding in reading)
        assert reading.document.text == text


@given(texts | SENTENCES)
def test_json_comes_back_and_is_the_same_bytes_again(text):
    reading = onrecord.read(Document.from_text(text, language="en"))
    data = encode(reading, Record())
    back, record = decode(data)
    assert (back.findings, back.document, record) == (reading.findings, reading.document, Record())
    assert encode(back, record) == data
    assert encode(onrecord.read(Document.from_text(text, language="en")), Record()) == data


@given(st.binary(max_size=400) | texts.map(lambda t: t.encode("utf-8", "surrogatepass")))
def test_any_bytes_give_a_document_or_one_clear_line(data):
    try:
        document = onrecord.load(data)
    except SourceError as error:
        assert "\n" not in str(error)  # noqa: PT017
    else:
        assert document.text.strip()
        assert all(0 <= o.span.start < o.span.end <= len(document.text) for o in document.omissions)


@given(texts)
def test_every_export_takes_any_text(text):
    dossier = onrecord.dossier(Document.from_text(text, language="en"))
    for made in (dossier.to_html(), dossier.to_annotations(), dossier.to_table(), dossier.to_text(), dossier.to_json()):
        made.encode("utf-8")


WORST = {
    "one long line": "a" * 250_000,
    "one word repeated": "said " * 50_000,
    "opening marks": "“" * 50_000,
    "straight marks": '"' * 50_000,
    "brackets": "(" * 50_000,
    "digits": "9" * 250_000,
    "numbers": "1,000 " * 40_000,
    "blank lines": "\n" * 250_000,
    "capitals": "The President Of The Republic " * 7_500,
    "that": "he said that she believed that " * 7_500,
    "articles": "Article 5, paragraph 2 and " * 8_750,
    "resolutions": "resolution 1160 (1998), " * 10_000,
    "months": "from May to June " * 15_000,
    "hyphens": "-" * 125_000,
    "apostrophes": "'tis the mayors' " * 12_500,
    "full stops": "." * 125_000,
    "commas": "a, " * 75_000,
    "and": "and " * 62_500,
    "emoji": "😀" * 62_500,
    "openings of markup": "<![CDATA[" * 8_000,
    "surrogates": "\ud800" * 62_500,
}


@pytest.mark.slow
@pytest.mark.parametrize("text", WORST.values(), ids=WORST.keys())
def test_the_time_is_linear_in_the_worst_text(text):
    """Four times the text takes about four times as long: a bound on growth, not on speed."""

    def taken(part):
        document = Document.from_text(part, language="en", published="2024-05-12")
        began = time.process_time()
        reading = onrecord.read(document)
        assert not stopped(reading)
        return time.process_time() - began

    quarter = len(text) // 4
    small = min(taken(text[:quarter]), taken(text[:quarter]))
    assert taken(text) < 10 * small + 2.0
