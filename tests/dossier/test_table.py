"""Does the table hold one row a finding, the same columns for all, and nothing that runs?"""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterator

import msgspec
import pytest
from hypothesis import given, settings

from onrecord.dossier import Dossier
from onrecord.dossier.to_table import COMMON, columns, left_out, to_csv, to_parquet
from onrecord.errors import MissingExtra, OutputError
from onrecord.model import KINDS, Document, Reading, Remark, Span, kind_of
from tests.dossier.samples import TEXT, at, document, empty, findings, full, hostile
from tests.strategies import dossiers


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def row(kind: str, number: int = 0) -> dict[str, str]:
    return [one for one in read(to_csv(full())) if one["kind"] == kind][number]


def test_one_row_a_finding_then_the_record():
    kinds = [one["kind"] for one in read(to_csv(full()))]
    assert kinds == [*map(kind_of, findings()), "reuse", "factcheck", "conflict"]


def test_the_columns_are_the_same_for_all():
    header = to_csv(empty())
    assert header.endswith("\r\n")
    assert header.count("\r\n") == 1
    assert to_csv(full()).startswith(header)
    assert tuple(columns())[: len(COMMON)] == COMMON


def test_every_field_of_every_kind_has_a_column():
    for kind in KINDS:
        for field in set(kind.__struct_fields__) - {"span", "by", "why", "confidence", "id"}:
            assert any(name.startswith(f"{kind_of(kind)}_{field}") for name in columns()), f"{kind_of(kind)}.{field}"


def test_common_columns():
    claim = row("claim")
    assert claim["document"] == document().id
    assert claim["document_name"] == "harbour.txt"
    assert claim["id"] == "c1"
    assert TEXT[int(claim["start"]) : int(claim["end"])] == claim["text"]
    assert claim["speaker"] == "Mira Oduya"
    assert claim["by"] == "claims/1"
    assert claim["confidence"] == "0.8125"
    assert row("claim", 1)["speaker"] == "Governor Tallis"


def test_every_row_of_a_finding_shows_its_words():
    for one in read(to_csv(full())):
        assert TEXT[int(one["start"]) : int(one["end"])] == one["text"]


def test_several_spans_are_json_in_a_cell():
    quotation = row("quotation", 1)
    assert json.loads(quotation["quotation_content"]) == ["We shall rebuild", "and nobody will be left behind"]
    assert json.loads(quotation["quotation_content_span"])[0] == list(at("We shall rebuild"))
    assert quotation["quotation_cue"] == "said"
    assert json.loads(row("citation")["citation_instruments"])[0]["id"] == "BEL/RES/17(2021)"
    assert json.loads(row("wording", 1)["wording_others"])[0]["form"] == "Ostrana"


def test_numbers_and_truth_values():
    assert row("quantity")["quantity_value"] == "4000"
    assert row("quantity")["quantity_high"] == ""
    assert row("claim")["claim_checkable"] == "true"
    assert row("time", 1)["time_anchor"] == "published"


def test_spreadsheets_run_nothing():
    hidden = row("remark")
    assert hidden["remark_value"] == "'=cmd()"
    assert hidden["remark_label"] == "'=1+1"
    assert hidden["why"] == "'=HYPERLINK"


@pytest.mark.parametrize("value", ["=1", "+1", "-1", "@a", "\tx", "\rx", "\nx"])
def test_each_beginning_that_runs_is_held_back(value):
    finding = Remark(span=Span(0, 1), by="b/1", why="w", label=value)
    made = msgspec.structs.replace(empty(), reading=Reading(document=Document(text="x"), findings=(finding,)))
    assert read(to_csv(made))[0]["remark_label"] == f"'{value}"


def test_negative_numbers_stay_numbers():
    finding = msgspec.structs.replace(findings()[0], confidence=-0.5)
    made = msgspec.structs.replace(empty(), reading=Reading(document=document(), findings=(finding,)))
    assert read(to_csv(made))[0]["confidence"] == "-0.5"


@given(dossiers())
@settings(max_examples=40, deadline=None)
def test_any_dossier_gives_whole_rows_that_a_file_can_hold(dossier):
    text = to_csv(dossier)
    assert text == to_csv(dossier)
    text.encode("utf-8")
    found = read(text)
    assert len(found) == len(dossier.reading.findings)
    for one, finding in zip(found, dossier.reading, strict=True):
        assert None not in one
        words = "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in dossier.document[finding.span])
        assert one["text"] in (words, f"'{words}")
        for name, kind in columns().items():
            if kind is str:
                assert not one[name].startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


def test_hostile_text_and_numbers_beyond_all_bounds():
    found = read(to_csv(hostile()))
    assert "\ufffd" in found[0]["text"]
    assert next(one for one in found if one["kind"] == "quantity")["quantity_value"] == "inf"


def test_what_is_left_out_is_counted():
    assert left_out(full()) == {"failures": 1, "omissions": 1, "notes": 1, "metadata": 9}
    assert left_out(empty()) == {}


def test_parquet_has_the_same_rows_and_columns(tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "all.parquet"
    assert to_parquet([full(), empty(), hostile()], path) == 22 + 12
    table = parquet.read_table(path)
    assert table.column_names == list(columns())
    assert table.schema.metadata[b"schema"] == b"onrecord/1"
    rows = table.to_pylist()
    assert rows[0]["text"] == TEXT[slice(*findings()[0].span)]
    quantity = next(one for one in rows if one["kind"] == "quantity")
    assert quantity["quantity_value"] == 4000.0
    assert quantity["quantity_high"] is None
    assert [one.name for one in tmp_path.iterdir()] == ["all.parquet"]


def test_parquet_is_written_whole_or_not_at_all(tmp_path):
    pytest.importorskip("pyarrow")

    def broken() -> Iterator[Dossier]:
        yield full()
        raise RuntimeError("the source is gone")

    with pytest.raises(RuntimeError):
        to_parquet(broken(), tmp_path / "all.parquet")
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError):
        to_parquet([], tmp_path / "file" / "all.parquet")


def test_without_pyarrow_it_says_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtra, match=r"onrecord\[parquet\]"):
        to_parquet([full()], tmp_path / "all.parquet")
