import datetime
import gzip
import json
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet
import pytest

from onrecord.contract import encode
from onrecord.errors import MissingExtra
from onrecord.model import Document, Reading, Record
from onrecord.sources import load, load_all, table
from tests.sources.made import OTHER, SENTENCE, absent, found

ROW = {
    "text": SENTENCE,
    "name": "ferry",
    "title": "Keep the ferry",
    "speaker": "Ada Brook",
    "office": "Mayor of Norhaven",
    "organisation": "Norhaven Council",
    "published": "2024-03-01",
    "language": "en",
    "url": "https://norhaven.example/ferry",
}


def put(tmp_path: Path, name: str, data: bytes | str) -> Path:
    file = tmp_path / name
    file.write_bytes(data if isinstance(data, bytes) else data.encode())
    return file


def jsonl(*rows: Any) -> str:
    return "".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows)


def csv_of(*rows: dict[str, Any], mark: str = ",") -> str:
    columns = list(rows[0])
    cells = [columns, *[[str(row[column]) for column in columns] for row in rows]]
    return "".join(mark.join(f'"{cell}"' for cell in line) + "\r\n" for line in cells)


def parquet(tmp_path: Path, rows: list[dict[str, Any]], name: str = "table.parquet") -> Path:
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows), tmp_path / name)
    return tmp_path / name


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("table.jsonl", jsonl(ROW)),
        ("table.ndjson", jsonl(ROW)),
        ("table.jsonl.gz", gzip.compress(jsonl(ROW).encode())),
        ("table.json", json.dumps([ROW])),
        ("table.json", json.dumps(ROW)),
        ("table.json", jsonl(ROW)),
        ("table.csv", csv_of(ROW)),
        ("table.csv", csv_of(ROW, mark=";")),
        ("table.csv", b"\xef\xbb\xbf" + csv_of(ROW).encode()),
        ("table.csv", csv_of(ROW).encode("utf-16")),
        ("table.csv.gz", gzip.compress(csv_of(ROW).encode())),
        ("table.tsv", csv_of(ROW, mark="\t")),
    ],
)
def test_every_column_arrives(tmp_path, name, data):
    document = load(put(tmp_path, name, data))
    assert document.text == SENTENCE
    assert document.name == "ferry"
    assert document.language == "en"
    assert document.url == "https://norhaven.example/ferry"
    for column in ("title", "speaker", "office", "organisation", "published"):
        value = getattr(document, column)
        assert (value.value, value.source) == (ROW[column], "table")


def test_parquet(tmp_path):
    rows = [ROW | {"published": datetime.date(2024, 3, 1), "more": i} for i in range(200)]
    made, left = found(parquet(tmp_path, rows))
    assert left == []
    assert len(made) == 200
    assert made[0].given.published == "2024-03-01"
    assert len({blob.key for blob in made}) == 200


def test_names_come_from_name_then_id_then_the_row(tmp_path):
    rows = [{"text": SENTENCE, "id": 7}, {"text": SENTENCE}, {"text": SENTENCE, "name": "n", "id": 3}]
    made, _ = found(put(tmp_path, "table.jsonl", jsonl(*rows)))
    assert [blob.name for blob in made] == ["7", "table.jsonl#2", "n"]
    made, _ = found(put(tmp_path, "table.csv", f"title,Text \na,{SENTENCE}\n\nb,{OTHER}\n"))
    assert [(blob.name, blob.given.title) for blob in made] == [("table.csv#1", "a"), ("table.csv#3", "b")]


def test_a_bad_line_names_its_number_and_the_others_come_out(tmp_path):
    data = jsonl({"text": SENTENCE}, "{not json", "[1]", {"text": ""}, {"text": 5}, "", "9" * 5000, {"text": OTHER})
    made, left = found(put(tmp_path, "table.jsonl", data))
    assert [blob.text for blob in made] == [SENTENCE, OTHER]
    assert left[0].startswith("table.jsonl#2: line 2: it is no JSON")
    assert [error.split(":")[0] for error in left] == [f"table.jsonl#{i}" for i in (2, 3, 4, 5, 7)]


def test_deep_nesting_is_a_bad_line(tmp_path):
    made, left = found(put(tmp_path, "table.jsonl", jsonl("[" * 100_000, {"text": OTHER})))
    assert len(made) == 1
    assert "nested too deep" in left[0]
    made, left = found(put(tmp_path, "table.json", "[" * 100_000))
    assert made == []
    assert "nested too deep" in left[0]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("t.csv", f"id,body\n1,{SENTENCE}\n2,{OTHER}\n"),
        ("t.jsonl", jsonl({"id": 1, "body": SENTENCE}, {"id": 2, "body": OTHER})),
        ("t.json", json.dumps({"id": 1, "body": SENTENCE})),
    ],
)
def test_no_text_column_is_one_error(tmp_path, name, data):
    made, left = found(put(tmp_path, name, data))
    assert made == []
    assert left == [f"{name}: it has no column “text”; rename the one that holds the statements (id, body)"]


def test_parquet_without_a_text_column(tmp_path):
    made, left = found(parquet(tmp_path, [{"id": 1, "body": SENTENCE}]))
    assert made == []
    assert "(id, body)" in left[0]


def test_some_lines_without_text_are_told_once(tmp_path):
    made, left = found(put(tmp_path, "t.jsonl", jsonl({"a": 1}, {"text": SENTENCE}, {"a": 2})))
    assert len(made) == 1
    assert left == ["t.jsonl: 2 line(s) have no column “text” (1, 3)"]


def test_long_cells_and_breaks_inside_them(tmp_path):
    long = "word " * 100_000 + "\nnext “line”, with a comma"
    (made,), left = found(put(tmp_path, "t.csv", f'text,name\n"{long}",x\n'))
    assert made.text == long
    assert left == []


def test_a_row_with_too_many_cells_is_left_out(tmp_path):
    made, left = found(put(tmp_path, "t.csv", f"text,name\nWell, yes, indeed\n{OTHER},b\n"))
    assert [blob.name for blob in made] == ["b"]
    assert "3 cells for 2 columns" in left[0]


def test_an_endless_line_is_bounded(tmp_path, monkeypatch):
    monkeypatch.setattr(table, "LINE", 1000)
    for name, head in (("t.csv", "text\nfine words\n"), ("t.jsonl", jsonl({"text": "fine words"}))):
        made, left = found(put(tmp_path, name, head + "x" * 5000))
        assert [blob.text for blob in made] == ["fine words"]
        assert "the rest is not read" in left[0]


def test_a_quote_that_never_closes_is_bounded(tmp_path, monkeypatch):
    monkeypatch.setattr(table, "LINE", 1000)
    made, left = found(put(tmp_path, "t.csv", 'text\nfine words\n"' + "x\n" * 5000))
    assert [blob.text for blob in made] == ["fine words"]
    assert "row 2 cannot be parsed" in left[0]


def test_bytes_that_are_no_utf8_are_decoded_and_told(tmp_path):
    data = f"text,name\n{SENTENCE},a\nThe café — closed,b\n".encode("cp1252")
    made, _ = found(put(tmp_path, "t.csv", data))
    assert [blob.text for blob in made] == [SENTENCE, "The café — closed"]
    assert made[0].notes == ()
    assert made[1].notes
    data = jsonl({"text": SENTENCE}).encode() + '{"text": "The café — closed"}\n'.encode("cp1252")
    made, _ = found(put(tmp_path, "t.jsonl", data))
    assert made[1].text == "The café — closed"


def test_dates_and_odd_values(tmp_path):
    rows = [
        {"text": SENTENCE, "published": "2024-03-01T10:00:00Z", "speaker": ["Ada Brook", "Ben Hill"]},
        {"text": SENTENCE, "published": "01/03/2024", "speaker": {"first": "Ada"}},
        {"text": SENTENCE, "published": 1999},
        {"text": SENTENCE, "published": "2024-13-41"},
    ]
    made, left = found(put(tmp_path, "t.jsonl", jsonl(*rows)))
    assert left == []
    assert [blob.given.published for blob in made] == ["2024-03-01", None, "1999", None]
    assert made[0].given.speaker == "Ada Brook, Ben Hill"
    assert any("01/03/2024" in note for note in made[1].notes)
    assert any("speaker" in note for note in made[1].notes)


def test_lone_surrogates_and_nul_in_json(tmp_path):
    document = load(put(tmp_path, "t.jsonl", '{"text": "odd \\ud800 and \\u0000 here, but words all the same"}\n'))
    assert "\ud800" in document.text
    assert document.id.startswith("sha256:")


def test_a_gzip_cut_short_gives_the_lines_before(tmp_path):
    packed = gzip.compress(jsonl(*({"text": f"{i} {SENTENCE}", "x": i * i % 7919} for i in range(5000))).encode())
    made, left = found(put(tmp_path, "t.jsonl.gz", packed[:-200]))
    assert len(made) > 1000
    assert "cut short" in left[0]


def test_broken_parquet_and_json(tmp_path):
    for name, data in (("t.parquet", b"PAR1" + bytes(100)), ("t.json", "{nothing"), ("t.json", '["a"]')):
        made, left = found(put(tmp_path, name, data))
        assert made == []
        assert len(left) == 1
        assert "\n" not in left[0]


def test_a_dossier_is_read_again(tmp_path):
    dossier = {
        "schema": "onrecord/1",
        "document": {
            "id": "sha256:0",
            "name": "op-ed.txt",
            "text": SENTENCE,
            "language": "en",
            "url": None,
            "speaker": {"value": "Ada Brook", "span": None, "source": "given"},
            "title": None,
        },
        "findings": [],
    }
    for name, data in (("op-ed.json", json.dumps(dossier)), ("many.jsonl", jsonl(dossier))):
        document = load(put(tmp_path, name, data))
        assert document.text == SENTENCE
        assert document.name == "op-ed.txt"
        assert document.speaker is not None
        assert document.speaker.value == "Ada Brook"
        assert any("dossier" in note for note in document.notes)


def test_records_on_standard_input_and_in_bytes():
    assert [document.text for document in load_all(jsonl({"text": SENTENCE}, {"text": OTHER}).encode())] == [
        SENTENCE,
        OTHER,
    ]
    assert load(json.dumps([{"title": "x", "text": SENTENCE}]).encode()).text == SENTENCE
    assert load(b'{"a brace": "in a text"} is no record.').text.startswith("{")


def test_without_the_extra(tmp_path, monkeypatch):
    path = parquet(tmp_path, [ROW])

    monkeypatch.setattr("onrecord.sources.extras.importlib.import_module", absent)
    with pytest.raises(MissingExtra, match=r"pip install 'onrecord\[parquet\]'"):
        load(path)


def test_a_dossier_that_was_really_written(tmp_path):
    was = Document.from_text(f"{SENTENCE} \ud800", name="op-ed.txt", speaker="Ada Brook", published="2024-03-01")
    again = load(put(tmp_path, "op-ed.json", encode(Reading(document=was), Record())))
    assert again.id == was.id
    assert again.published is not None
    assert again.published.value == "2024-03-01"


def test_a_quote_that_never_closes_is_told(tmp_path):
    file = put(tmp_path, "a.csv", f'text,id\n"{SENTENCE}",1\n"{SENTENCE},2\n{OTHER},3\n')
    made, said = found(file)
    assert [blob.name for blob in made] == ["1"]
    assert said == ["a.csv#2: row 2: a quotation mark in it is never closed: the rest of the table is inside; close it"]
    whole = put(tmp_path, "b.csv", f'text,id\n{SENTENCE},1\n"{OTHER}\nand more","2"')
    assert [blob.name for blob in found(whole)[0]] == ["1", "2"]
