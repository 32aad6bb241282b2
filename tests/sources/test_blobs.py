import gzip
import hashlib
import io
import json
import sys

import pytest

import onrecord.sources
from onrecord.errors import NotFound, OnrecordError, SourceError, Unreadable
from onrecord.sources import document, load, load_all
from onrecord.sources.blob import Blob, Given
from tests.sources.made import OTHER, SENTENCE, docx, found, lines, page, paragraph, pdf

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"


def test_a_file(tmp_path):
    file = tmp_path / "op-ed.txt"
    file.write_text(SENTENCE)
    made = load(file)
    assert made.text == SENTENCE
    assert made.name == "op-ed.txt"
    assert made.source is not None
    assert made.source.sha256 == hashlib.sha256(SENTENCE.encode()).hexdigest()
    assert made.source.name == "op-ed.txt"
    assert load(str(file)) == made


def test_bytes_and_standard_input(monkeypatch):
    assert load(SENTENCE.encode()).text == SENTENCE
    assert SENTENCE in load(page(SENTENCE)).text
    assert load(page(SENTENCE)).media_type == "text/html"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(OTHER.encode())))
    made = load("-")
    assert (made.text, made.name) == (OTHER, "stdin")


def test_a_folder_is_walked_in_order_and_nothing_vanishes(tmp_path):
    for name in ("b.txt", "a/z.txt", "a/b/c.md", "README", ".hidden.txt", ".git/config.txt"):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(SENTENCE)
    (tmp_path / "a.pdf").write_bytes(pdf(lines(OTHER)))
    (tmp_path / "c.docx").write_bytes(docx(paragraph(OTHER)))
    (tmp_path / "image.png").write_bytes(PNG)
    (tmp_path / "image.txt").write_bytes(PNG)
    (tmp_path / "style.css").write_text("p { color: red }")
    (tmp_path / "rows.jsonl").write_text(json.dumps({"text": SENTENCE}) + "\n" + json.dumps({"text": OTHER}) + "\n")
    made, left = found(tmp_path)
    assert [blob.name for blob in made] == [
        "README",
        "a/b/c.md",
        "a/z.txt",
        "a.pdf",
        "b.txt",
        "c.docx",
        "rows.jsonl#1",
        "rows.jsonl#2",
    ]
    assert left == [
        "image.png: it looks like a PNG image, which holds no text to read",
        "image.txt: it looks like a PNG image, which holds no text to read",
        "style.css: files ending in .css are not read from a folder; name the file itself to read it as text",
    ]
    assert [text.text for text in load_all(tmp_path, left_out=lambda _: None)].count(OTHER) == 3
    assert load(tmp_path / "style.css").text == "p { color: red }"


def test_keys_are_unique_and_stable(tmp_path):
    for name in ("a.txt", "b/a.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(SENTENCE)
    keys = [blob.key for blob in found(tmp_path)[0]]
    assert len(set(keys)) == 2
    assert keys == [blob.key for blob in found(tmp_path)[0]]
    assert keys == [blob.key for name in ("a.txt", "b/a.txt") for blob in found(tmp_path / name)[0]]


def test_links_in_a_circle_end_and_dead_links_are_told(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x.txt").write_text(SENTENCE)
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "b").symlink_to(tmp_path / "a")
    (tmp_path / "dead.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "self").symlink_to(tmp_path / "self")
    made, left = found(tmp_path)
    assert [blob.name for blob in made] == ["a/x.txt"]
    assert len(left) == 2
    assert left[0] == "dead.txt: it is a link to a file that is not there; repair or remove it"


def test_an_empty_folder(tmp_path):
    assert found(tmp_path) == ([], [])
    with pytest.raises(Unreadable, match="it holds no document"):
        load(tmp_path)


def test_load_says_how_many_and_what_to_use(tmp_path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(SENTENCE)
    with pytest.raises(SourceError, match="it holds 2 documents; use load_all"):
        load(tmp_path)
    many = tmp_path / "many.jsonl"
    many.write_text((json.dumps({"text": SENTENCE}) + "\n") * 1500)
    with pytest.raises(SourceError, match="it holds more than 1,000 documents"):
        load(many)


def test_load_all_goes_on_after_every_fault(tmp_path):
    (tmp_path / "a.txt").write_text(SENTENCE)
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "z.txt").write_text(OTHER)
    left: list[OnrecordError] = []
    texts = [made.text for made in load_all(tmp_path / "none", tmp_path, b"", left_out=left.append)]
    assert texts == [SENTENCE, OTHER]
    assert [type(error) for error in left] == [NotFound, Unreadable, Unreadable]


def test_what_is_left_out_warns_unless_told_otherwise(tmp_path):
    with pytest.warns(UserWarning, match="there is no such file"):
        assert list(load_all(tmp_path / "none")) == []


def test_gzipped_documents(tmp_path):
    file = tmp_path / "page.html.gz"
    file.write_bytes(gzip.compress(page(SENTENCE)))
    made = load(file)
    assert SENTENCE in made.text
    assert made.media_type == "text/html"
    assert made.source is not None
    assert made.source.sha256 == hashlib.sha256(file.read_bytes()).hexdigest()


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        ("a.txt", page(SENTENCE), "text/html"),
        ("a.txt", b"\xef\xbb\xbf  <!-- x --><HTML><p>" + SENTENCE.encode() + b"</p></HTML>", "text/html"),
        ("a", b'<?xml version="1.0"?>\n' + page(SENTENCE), "text/html"),
        ("a.html", SENTENCE.encode(), "text/html"),
        ("a.txt", SENTENCE.encode("utf-16"), "text/plain"),
        ("a.txt", b"<angle> " + SENTENCE.encode(), "text/plain"),
        ("a.txt", pdf(lines(SENTENCE)), "application/pdf"),
        ("a.txt", b"The new WAVE of protests, ID3 and PK and %PDF are in this text.", "text/plain"),
        ("a.unknown", SENTENCE.encode(), "text/plain"),
    ],
)
def test_bytes_decide_before_names(name, data, media_type):
    assert document(Blob(key="k", name=name, data=data)).media_type == media_type


def test_what_a_container_says_reaches_the_document():
    given = Given(title="Keep the ferry", speaker="Ada Brook", published="2024-03-01", url="https://norhaven.example/")
    made = document(Blob(key="k", name="n", text=SENTENCE, given=given, origin="table", notes=("a note",)))
    assert made.title is not None
    assert (made.title.value, made.title.source) == ("Keep the ferry", "table")
    assert made.url == "https://norhaven.example/"
    assert made.notes[0] == "a note"


def test_the_public_names():
    assert {"blobs", "document", "load", "load_all"} <= set(onrecord.sources.__all__)
