"""Does the contract come back as it went, and refuse what is not it?"""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings

from onrecord.contract import SCHEMA, decode, encode, spans, within
from onrecord.errors import ContractError, OnrecordError
from onrecord.model import Citation, Document, Quotation, Reading, Record, Span, Time
from tests.dossier.samples import findings, full, hostile, record
from tests.strategies import readings


def coded() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(encode(full().reading, record()))
    return data


@given(readings())
@settings(max_examples=60, deadline=None)
def test_round_trip(reading):
    data = encode(reading, Record())
    assert data == encode(reading, Record())
    assert b"\n" not in data
    assert decode(data) == (reading, Record())
    assert decode(data.decode("utf-8")) == (reading, Record())


def test_record_and_surrogates_come_back():
    for dossier in (full(), hostile()):
        data = encode(dossier.reading, dossier.record)
        assert decode(data) == (dossier.reading, dossier.record)
    assert data.isascii()


def test_unknown_values_are_null_and_never_left_out():
    data = json.loads(encode(Reading(document=Document(text="x")), Record()))
    assert data["schema"] == SCHEMA
    assert data["document"]["title"] is None
    assert data["document"]["other_languages"] == []
    assert data["record"] == {"reuse": [], "factchecks": [], "conflicts": []}
    for finding, raw in zip(findings(), coded()["findings"], strict=True):
        assert set(raw) == {"kind", *finding.__struct_fields__}
        assert raw["span"] == list(finding.span)


def test_sentences_are_no_part_of_it():
    reading = Reading(document=Document(text="x y"), sentences=(Span(0, 1),))
    assert decode(encode(reading, Record()))[0].sentences == ()


def test_an_id_after_the_text_was_changed():
    data = coded()
    data["document"]["text"] += "!"
    with pytest.raises(ContractError, match="not the one that was read"):
        decode(json.dumps(data))


@pytest.mark.parametrize("span", [[0, 0], [5, 4], [-1, 4], [0, 10_000]])
@pytest.mark.parametrize("field", ["span", "speaker", "cue"])
def test_a_span_outside_the_text(field, span):
    data = coded()
    next(one for one in data["findings"] if one["kind"] == "quotation")[field] = span
    with pytest.raises(ContractError, match="Quotation at"):
        decode(json.dumps(data))


def test_a_part_outside_the_text():
    data = coded()
    next(one for one in data["findings"] if one["kind"] == "quotation")["content"].append([3, 10_000])
    with pytest.raises(ContractError, match="outside the text"):
        decode(json.dumps(data))


def test_an_omission_outside_the_text():
    data = coded()
    data["document"]["omissions"][0]["span"] = [0, 10_000]
    with pytest.raises(ContractError, match="omission"):
        decode(json.dumps(data))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data.update(schema="onrecord/0"),
        lambda data: data.pop("schema"),
        lambda data: data.pop("document"),
        lambda data: data.pop("findings"),
        lambda data: data["document"].pop("text"),
        lambda data: data["document"].update(text=7),
        lambda data: data["findings"][0].update(kind="verdict"),
        lambda data: data["findings"][0].pop("kind"),
        lambda data: data["findings"][0].pop("why"),
        lambda data: data["findings"][0].update(span=[1]),
        lambda data: data["findings"][0].update(span="1-2"),
        lambda data: data["record"]["reuse"][0].update(relation="stolen"),
        lambda data: data["failures"].append("wording"),
    ],
)
def test_what_does_not_fit(spoil):
    data = coded()
    spoil(data)
    with pytest.raises(ContractError, match=SCHEMA):
        decode(json.dumps(data))


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"[]", b"null", b"\xff\xfe", b'"\\ud800"', "{", "\ud800", b"[" * 100_000, b'{"schema": "onrecord/1"}'],
)
def test_what_is_no_dossier_at_all(data):
    with pytest.raises(OnrecordError) as raised:
        decode(data)
    assert isinstance(raised.value, ContractError)
    assert "\n" not in str(raised.value)


def test_all_spans_of_a_finding():
    quotation = next(one for one in findings() if isinstance(one, Quotation) and len(one.content) == 2)
    assert set(spans(quotation)) == {quotation.span, *quotation.content, quotation.speaker, quotation.cue}
    time = next(one for one in findings() if isinstance(one, Time) and one.anchor == "published")
    assert spans(time) == [time.span]
    assert spans(msgspec.structs.replace(time, anchor=Span(1, 2))) == [time.span, (1, 2)]
    citation = next(one for one in findings() if isinstance(one, Citation) and one.antecedent)
    assert set(spans(citation)) == {citation.span, citation.antecedent}


def test_within():
    time = findings()[0]
    assert within(time, time.span.end)
    assert not within(time, time.span.end - 1)
    assert not within(msgspec.structs.replace(time, span=Span(4, 4)), 10)
