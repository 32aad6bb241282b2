import gzip
import os
import socket
import sys
from pathlib import Path
from typing import Any, BinaryIO, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import NotFound, OnrecordError, SourceError, TooLarge, Unreadable
from onrecord.sources import blob, document, formats, load, load_all
from onrecord.sources.blob import Blob
from tests.sources.made import SENTENCE, docx, lines, page, paragraph, pdf


def fault(source: Any, kind: type[OnrecordError] = Unreadable) -> str:
    with pytest.raises(kind) as caught:
        load(source)
    said = str(caught.value)
    assert said.isprintable(), "one line, whatever the name holds"
    return said


def test_nothing_there(tmp_path):
    assert "there is no such file; check the path" in fault(tmp_path / "none.txt", NotFound)
    assert "no file is named" in fault("", NotFound)
    (tmp_path / "a.txt").write_text(SENTENCE)
    fault(tmp_path / "a.txt" / "b.txt", NotFound)
    fault(f"{tmp_path}/a\0b", NotFound)
    fault(tmp_path / ("x" * 5000))


def test_empty(tmp_path):
    file = tmp_path / "a.txt"
    for data in (b"", gzip.compress(b"")):
        file.write_bytes(data)
        assert fault(file).endswith("a.txt: it is empty")
    file.write_bytes(b" \n\t ")
    assert "it holds no text" in fault(file)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(20), "a PNG image"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "a JPEG image"),
        (b"GIF89a\1\0\1\0", "a GIF image"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "a WebP image"),
        (b"RIFF\0\0\0\0WAVEfmt ", "a WAV recording; give its transcript"),
        (b"\0\0\0\x18ftypmp42", "MP4"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), r"an old Office file .* convert it to .docx"),
        (b"{\\rtf1\\ansi hello}", "an RTF file; convert it"),
        (b"7z\xbc\xaf\x27\x1c\0\4", "a 7-Zip archive; unpack it"),
        (b"\x7fELF\2\1\1\0", "a program"),
        (b"SQLite format 3\0" + bytes(40), "an SQLite database; export"),
        (bytes(range(256)) * 20, "binary data of an unknown kind"),
    ],
)
def test_binary_says_what_it_seems_to_be(tmp_path, data, said):
    file = tmp_path / "a.txt"
    file.write_bytes(data)
    with pytest.raises(Unreadable, match=said):
        load(file)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.pdf", SENTENCE.encode(), "named a PDF and is none"),
        ("a.docx", SENTENCE.encode(), "named a Word file and is none"),
        ("a.xml", b"<?xml version='1.0'?><TEI>words</TEI>", "no web page and no feed"),
    ],
)
def test_what_is_not_as_it_is_named(name, data, said):
    with pytest.raises(Unreadable, match=said):
        document(Blob(key="k", name=name, data=data))


def test_no_permission(tmp_path, monkeypatch):
    file = tmp_path / "a.txt"
    file.write_text(SENTENCE)

    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("onrecord.sources.blob.os.open", refuse)
    assert "no permission to read it" in fault(file)


def test_a_file_that_vanishes_or_fails_while_it_is_read(tmp_path, monkeypatch):
    file = tmp_path / "a.txt"
    file.write_text(SENTENCE)
    real = os.open

    def vanish(path, *rest):
        Path(path).unlink()
        return real(path, *rest)

    monkeypatch.setattr("onrecord.sources.blob.os.open", vanish)
    fault(file, NotFound)

    class Failing:
        def read(self, _):
            raise OSError(5, "Input/output error")

    with pytest.raises(Unreadable, match="Input/output error"):
        blob.read_all(cast(BinaryIO, Failing()), "a.txt")


def test_pipes_sockets_and_devices_do_not_hang(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with socket.socket(socket.AF_UNIX) as listening:
        here = Path.cwd()
        os.chdir(tmp_path)  # the path of a socket may have 108 bytes only
        try:
            listening.bind("socket")
        finally:
            os.chdir(here)
        for special in (tmp_path / "pipe", tmp_path / "socket", "/dev/zero"):
            assert "a pipe, socket or device" in fault(special)
        left: list[OnrecordError] = []
        assert list(load_all(tmp_path, left_out=left.append)) == []
        assert len(left) == 2


@pytest.mark.parametrize("name", ["a\nb.txt", "a\x1b[31mb.txt", "a\u202eb.txt", os.fsdecode(b"a\xff.txt")])
def test_odd_names_are_shown_escaped(tmp_path, name):
    file = tmp_path / name
    file.write_text("")
    said = fault(file)
    assert "\\" in said
    file.write_text(SENTENCE)
    (made,) = load_all(tmp_path)
    assert made.name is not None
    assert made.name.isprintable()
    made.name.encode()


def test_too_large(tmp_path, monkeypatch):
    monkeypatch.setattr("onrecord.sources.blob.LIMIT", 1000)
    file = tmp_path / "a.txt"
    file.write_text("word " * 1000)
    assert "split it" in fault(file, TooLarge)
    file.write_bytes(gzip.compress(b"word " * 1000))
    assert "unpacked" in fault(file, TooLarge)
    bomb = tmp_path / "b.jsonl.gz"
    bomb.write_bytes(gzip.compress(bytes(3_000_000)))
    assert "times its size" in fault(bomb, TooLarge)


def test_gzip_in_gzip(tmp_path):
    file = tmp_path / "a.txt.gz"
    file.write_bytes(gzip.compress(gzip.compress(SENTENCE.encode())))
    assert "a gzip file inside a gzip file; unpack it first" in fault(file)
    with pytest.raises(Unreadable, match="a gzip file inside"):
        document(Blob(key="k", name="a.txt.gz", path=str(file)))


def test_a_damaged_gzip(tmp_path):
    file = tmp_path / "a.txt.gz"
    whole = gzip.compress(SENTENCE.encode())
    file.write_bytes(whole[:-12])
    assert "cut short" in fault(file)
    file.write_bytes(whole[:-8] + bytes(8))
    assert "damaged" in fault(file)


def test_no_standard_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", None)
    assert "no standard input" in fault("-")


def test_a_fault_inside_a_parser_is_one_clear_line(monkeypatch):
    def fail(*_, **__):
        raise RecursionError("maximum recursion\ndepth")

    monkeypatch.setattr(formats, "_read", fail)
    assert "it could not be read (RecursionError: maximum recursion depth)" in fault(SENTENCE.encode())


def test_a_container_is_no_document():
    with pytest.raises(Unreadable, match="not one document"):
        document(Blob(key="k", name="a.csv", data=b"text\nx\n"))
    with pytest.raises(Unreadable, match="neither a path nor bytes"):
        document(Blob(key="k", name="a"))


WHOLE = (
    page(SENTENCE),
    pdf(lines(SENTENCE)),
    docx(paragraph(SENTENCE)),
    gzip.compress(page(SENTENCE)),
    b'{"text": "words"}\n{"text": "more"}\n',
    b"<rss version='2.0'><channel><item><description>words</description></item></channel></rss>",
)


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.binary(max_size=400), st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace"))))
def test_any_bytes_give_documents_or_clear_errors(data):
    left: list[OnrecordError] = []
    for made in load_all(data, left_out=left.append):
        assert made.text
    assert all(isinstance(error, SourceError) and str(error).isprintable() for error in left)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(WHOLE), st.data())
def test_damaged_files_give_documents_or_clear_errors(whole, data):
    broken = bytearray(whole[: data.draw(st.integers(1, len(whole)))])
    for _ in range(data.draw(st.integers(0, 5))):
        broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(st.integers(0, 255))
    left: list[OnrecordError] = []
    list(load_all(bytes(broken), left_out=left.append))
    assert all(str(error).isprintable() for error in left)


@pytest.mark.parametrize("text", ["\u200b\u2060\ufeff", "\xa0\u2028 \xad", "\u202e\u200f\n\x01"])
def test_a_text_of_nothing_visible_holds_no_text(text):
    assert "no text" in fault(text.encode())


def test_too_many_characters(monkeypatch):
    monkeypatch.setattr("onrecord.sources.blob.CHARACTERS", 200)
    for whole in ((SENTENCE * 3).encode(), page(SENTENCE * 3), docx(paragraph(SENTENCE * 3))):
        assert "over 200 characters; split it" in fault(whole, TooLarge)


def test_too_little_memory_is_said_so(monkeypatch):
    def fail(*_, **__):
        raise MemoryError

    monkeypatch.setattr(formats, "_read", fail)
    assert "there is not enough memory" in fault(SENTENCE.encode())


def test_a_folder_that_cannot_be_opened_is_named(tmp_path, monkeypatch):
    def refuse(_):
        raise PermissionError(13, "Permission denied")

    (tmp_path / "closed").mkdir()
    monkeypatch.setattr("onrecord.sources.folders.os.scandir", refuse)
    left: list[OnrecordError] = []
    assert list(load_all(tmp_path / "closed", left_out=left.append)) == []
    assert str(left[0]).startswith("closed: no permission")
