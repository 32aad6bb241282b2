"""Does the JSON hold everything, come back as it was, and fit its schema?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
from hypothesis import given, settings

from onrecord.dossier import Dossier
from onrecord.dossier.to_json import SCHEMA_FILE, from_json, schema, schema_text, to_json
from onrecord.errors import ContractError
from onrecord.model import KINDS, Span, kind_of
from tests.dossier.samples import document, empty, findings, full, hostile
from tests.strategies import dossiers

GOLDEN = sorted((Path(__file__).parent.parent / "golden").glob("*.dossier.json"))
VALIDATOR = jsonschema.Draft202012Validator(schema())

CONTRACT: dict[str, set[str]] = {
    "quotation": {"content", "mode", "speaker", "speaker_name", "cue", "attitude", "parent", "closed", "id"},
    "time": {"type", "value", "interval", "modifier", "anchor"},
    "quantity": {"value", "low", "high", "unit", "modifier", "change"},
    "mention": {"type", "referent", "metonym"},
    "citation": {"instruments", "resolution", "antecedent"},
    "claim": {"id", "types", "checkable", "asserted_by", "profile", "priority"},
    "comparison": {"source_case", "target_case", "relation", "grounds", "cue", "asserted_by"},
    "wording": {"label", "others"},
    "remark": {"label", "value"},
}


def same(one: Dossier, other: Dossier) -> bool:
    return msgspec.structs.replace(one.reading, sentences=()) == other.reading and one.record == other.record


@pytest.mark.parametrize("make", [full, hostile, empty])
def test_round_trip(make):
    dossier = make()
    for indent in (False, True):
        text = to_json(dossier, indent=indent)
        assert same(dossier, from_json(text))
        assert same(dossier, from_json(text.encode("utf-8")))


def test_one_line_unless_indented():
    assert "\n" not in to_json(full())
    assert to_json(full(), indent=True).count("\n") > 100
    assert json.loads(to_json(full())) == json.loads(to_json(full(), indent=True))


def test_same_dossier_same_text():
    assert to_json(full()) == to_json(full())


@given(dossiers())
@settings(max_examples=60, deadline=None)
def test_any_dossier_comes_back_and_fits_the_schema(dossier):
    text = to_json(dossier)
    assert text == to_json(dossier)
    back = from_json(text.encode("utf-8"))
    assert same(dossier, back)
    assert to_json(back) == text
    VALIDATOR.validate(json.loads(text))


@pytest.mark.parametrize("make", [full, hostile, empty])
def test_samples_fit_the_schema(make):
    VALIDATOR.validate(json.loads(to_json(make())))


def test_the_shipped_schema_is_the_one_the_code_makes():
    shipped = SCHEMA_FILE.read_text(encoding="utf-8")
    assert shipped == schema_text(), "write it anew: SCHEMA_FILE.write_text(schema_text(), encoding='utf-8')"


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_golden_dossiers_fit_the_schema(path):
    VALIDATOR.validate(json.loads(path.read_text(encoding="utf-8")))


def test_the_schema_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(schema())


def objects() -> dict[str, Any]:
    return {name: value for name, value in schema()["$defs"].items() if value["type"] == "object"}


def test_everything_is_required_described_and_closed():
    assert {"Dossier", "Document", "Record", "Failure", "Claim"} <= set(objects())
    for name, value in objects().items():
        assert value["required"] == list(value["properties"]), name
        assert value["additionalProperties"] is False
        assert value["description"]
        for field, rule in value["properties"].items():
            assert rule["description"], f"{name}.{field}"
            assert "default" not in rule


def test_every_kind_has_its_tag_and_the_fields_of_the_contract():
    for kind in KINDS:
        rule = objects()[kind.__name__]
        assert rule["properties"]["kind"]["const"] == kind_of(kind)
        own = set(rule["properties"]) - {"kind", "span", "by", "why", "confidence"}
        assert own == CONTRACT[kind_of(kind)]
    assert set(objects()["Document"]["properties"]) >= {
        *("id", "name", "text", "media_type", "language", "omissions", "title", "speaker", "office"),
        *("organisation", "published", "other_languages"),
    }


def test_no_field_rules_on_truth():
    names = {field for value in objects().values() for field in value["properties"]}
    assert names.isdisjoint({"true", "false", "verdict", "truth", "credibility"})


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data.pop("record"),
        lambda data: data["findings"][0].pop("confidence"),
        lambda data: data["findings"][0].update(kind="verdict"),
        lambda data: data["findings"][0].update(verdict=None),
        lambda data: data["findings"][0].update(span=[-1, 4]),
        lambda data: data["findings"][0].update(span=[1, 4, 5]),
        lambda data: data["document"].update(id="sha256:0"),
        lambda data: data.update(schema="onrecord/2"),
    ],
)
def test_the_schema_refuses_what_is_not_the_contract(spoil):
    data = json.loads(to_json(full()))
    spoil(data)
    assert not VALIDATOR.is_valid(data)


def test_a_record_outside_the_text_is_refused():
    dossier = full()
    reuse = msgspec.structs.replace(dossier.record.reuse[0], span=Span(0, len(document().text) + 1))
    record = msgspec.structs.replace(dossier.record, reuse=(reuse,))
    with pytest.raises(ContractError, match="Reuse"):
        from_json(to_json(msgspec.structs.replace(dossier, record=record)))


def test_the_samples_hold_every_kind():
    assert {type(finding) for finding in findings()} == set(KINDS)
