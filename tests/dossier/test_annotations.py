"""Do the annotations point at the right words, carry everything, and stay the same?"""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings

from onrecord.dossier.schema_org import web_address
from onrecord.dossier.to_annotations import AROUND, left_out, to_annotations
from onrecord.model import AnyFinding, Document, Quotation, Reading
from tests.dossier.samples import at, document, empty, findings, full, hostile, record
from tests.strategies import dossiers


def items(dossier) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(to_annotations(dossier))["first"]["items"]
    return found


def selectors(item: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    position, quotation = item["target"]["selector"]
    assert position["type"] == "TextPositionSelector"
    assert quotation["type"] == "TextQuoteSelector"
    return position, quotation


def whole(item: dict[str, Any]) -> dict[str, Any]:
    (body,) = [body for body in item["body"] if body.get("format") == "application/json"]
    data: dict[str, Any] = json.loads(body["value"])
    return data


def agree(text: str, item: dict[str, Any]) -> None:
    position, quotation = selectors(item)
    start, end = position["start"], position["end"]
    assert text[start:end] == quotation["exact"]
    assert text[:start].endswith(quotation["prefix"])
    assert text[end:].startswith(quotation["suffix"])
    assert len(quotation["prefix"]) >= min(AROUND, start)
    assert len(quotation["suffix"]) >= min(AROUND, len(text) - end)


def test_quotation_and_position_agree():
    dossier = full()
    for item in items(dossier):
        agree(dossier.document.text, item)


def test_words_after_an_emoji_a_combining_mark_and_arabic_keep_their_place():
    exact = {selectors(item)[1]["exact"] for item in items(full())}
    assert {"Governor Tallis", "Tallis"} & exact
    assert {"Os\u0308trand", "الجسر لنا", "4 %"} <= exact


@given(dossiers())
@settings(max_examples=60, deadline=None)
def test_they_agree_on_any_text(dossier):
    text = to_annotations(dossier)
    text.encode("utf-8")
    assert text == to_annotations(dossier)
    found = json.loads(text)["first"]["items"]
    assert len({item["id"] for item in found}) == len(found)
    for item in found:
        agree(dossier.document.text, item)


def test_surroundings_do_not_cut_a_character():
    family = "\U0001f469\u200d\U0001f469\u200d\U0001f467"
    text = f"{family}{'x' * (AROUND - 1)}here{'y' * (AROUND - 1)}e\u0301{family}"
    item = items(_one(text, "here"))[0]
    _, quotation = selectors(item)
    assert quotation["prefix"].startswith(family)
    assert quotation["suffix"].endswith("e\u0301")


def _one(text: str, words: str):
    finding = msgspec.structs.replace(findings()[0], span=at(words, text))
    return msgspec.structs.replace(empty(), reading=Reading(document=Document(text=text), findings=(finding,)))


def test_the_whole_finding_travels():
    kinds = json.loads(msgspec.json.encode(findings()))
    carried = [whole(item) for item in items(full()) if "kind" in whole(item)]
    for finding in kinds:
        assert finding in carried
    assert msgspec.convert(carried[0], AnyFinding) in findings()


def test_an_interrupted_quotation_is_one_annotation_a_part():
    parts = [item for item in items(full()) if whole(item).get("id") == "q2"]
    (quotation,) = [one for one in findings() if isinstance(one, Quotation) and one.id == "q2"]
    assert [selectors(part)[0]["start"] for part in parts] == [span.start for span in quotation.content]
    stems = {part["id"].split("#")[0] for part in parts}
    assert len(stems) == 1
    assert [part["id"].split("#")[1] for part in parts] == ["part-1", "part-2"]
    assert all(any("of 2" in body.get("value", "") for body in part["body"]) for part in parts)


def test_who_made_it_and_from_what():
    data = json.loads(to_annotations(full()))
    assert data["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert data["type"] == "AnnotationCollection"
    assert data["total"] == len(data["first"]["items"])
    assert data["onrecord:schema"] == "onrecord/1"
    urn = f"urn:{document().id}"
    assert {"id": urn} in data["prov:wasDerivedFrom"]
    assert "quotations/1" in data["prov:wasGeneratedBy"]["onrecord:readers"]
    for item in data["first"]["items"]:
        assert item["creator"]["type"] == "Software"
        assert item["creator"]["name"].startswith("onrecord ")
        assert item["target"]["source"] == document().url
        assert item["target"]["state"]["cached"] == urn


def test_without_an_address_the_text_is_named_by_its_hash():
    dossier = full()
    plain = document(url=None)
    reading = msgspec.structs.replace(dossier.reading, document=plain)
    sources = {item["target"]["source"] for item in items(msgspec.structs.replace(dossier, reading=reading))}
    assert sources == {f"urn:{plain.id}"}


def test_no_clock():
    text = to_annotations(full())
    assert '"generated"' not in text
    assert '"created"' not in text


def test_reviews_are_linked_as_they_were_published_and_none_is_ours():
    text = to_annotations(full())
    assert "ClaimReview" not in text
    (claim,) = [item for item in items(full()) if whole(item).get("id") == "c2"]
    (body,) = [body for body in claim["body"] if "onrecord:tier" in body]
    assert body["source"]["id"] == "https://checker.example/families"
    assert body["source"]["schema:publisher"] == {"schema:name": "The Belmora Checker"}
    assert body["source"]["schema:reviewRating"]["schema:alternateName"] == "Needs context"
    (ours,) = [body for body in claim["body"] if body["type"] == "schema:Claim"]
    assert ours["schema:author"] == {"schema:name": "Governor Tallis"}
    assert "schema:reviewRating" not in ours


def test_only_web_addresses_are_linked():
    links = [body["source"] for item in items(full()) for body in item["body"] if body["type"] == "SpecificResource"]
    assert "https://law.example/17" in links
    assert "javascript" not in json.dumps(links)
    assert web_address("javascript:alert(1)") is None
    assert web_address("https://a.example/\u202etxt") is None
    assert web_address("http://a b") is None
    assert web_address("HTTPS://ports.example/?a=1#b") == "HTTPS://ports.example/?a=1#b"


def test_lone_surrogates_leave_as_escapes():
    text = to_annotations(hostile())
    assert text.isascii()
    assert "\\ud800" in text
    for item in items(hostile()):
        agree(hostile().document.text, item)


def test_the_record_is_linked():
    (reuse,) = [item for item in items(full()) if item["body"][0]["value"] == "reuse"]
    assert reuse["motivation"] == "linking"
    assert reuse["body"][-1]["source"] == "urn:sha256:" + "a" * 64
    assert reuse["body"][-1]["selector"]["start"] == 10


def test_what_is_left_out_is_counted():
    assert left_out(full()) == {"omissions": 1, "metadata_spans": 3}
    lost = msgspec.structs.replace(record().factchecks[0], claim="c99")
    dossier = msgspec.structs.replace(full(), record=msgspec.structs.replace(record(), factchecks=(lost,)))
    assert left_out(dossier)["factchecks"] == 1
    data = json.loads(to_annotations(dossier))
    assert data["onrecord:left_out"]["onrecord:factchecks"] == 1
    assert data["onrecord:failures"] == ["wording: stopped: ValueError: nothing to say"]
    assert data["onrecord:notes"] == ["The encoding was given as UTF-8."]


@pytest.mark.parametrize("indent", [False, True])
def test_an_empty_dossier(indent):
    data = json.loads(to_annotations(empty(), indent=indent))
    assert data["total"] == 0
    assert data["first"]["items"] == []
