"""Export and import: the same archive again, byte for byte."""

import gzip
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.archive import Archive
from onrecord.archive.store import Store
from onrecord.archive.store.transfer import bring, decoded, lines
from onrecord.errors import ArchiveError
from onrecord.model import Document
from onrecord.reading import read
from tests import strategies


def texts_of(archive):
    return [archive.store.document(entry.number) for entry in archive.list()]


@pytest.fixture
def full(tmp_path):
    with Archive(tmp_path / "full") as archive:
        archive.add(
            [
                Document.from_text("The ferry runs daily.", name="ferry.txt", published="2021-01-01"),
                Document.from_text("The ferry runs weekly.", name="ferry.txt"),
                Document.from_text("The ferry runs daily.", url="https://b.example/"),
                Document.from_text("Removed.", name="removed.txt"),
            ]
        )
        archive.keep(read(Document.from_text("On 3 May 2021 he left.\ud800", name="\udfff")))
        archive.remove("removed.txt")
        yield archive


@pytest.mark.parametrize("name", ["export.jsonl", "export.jsonl.gz"])
def test_an_import_of_an_export_is_the_same_archive(full, tmp_path, name):
    assert full.export(tmp_path / name) == 3
    with Archive(tmp_path / "other") as other:
        counts = other.import_(tmp_path / name)
        assert (counts.added, counts.versions, counts.known) == (3, 1, 0)
        assert texts_of(other) == texts_of(full)
        assert [e.added for e in other.list()] == [e.added for e in full.list()]
        assert len(other.versions("ferry.txt")) == 2
        assert other.entry("https://b.example/").name == "ferry.txt"
        assert other.reading("\\udfff") == full.reading("\\udfff")
        other.export(tmp_path / f"again-{name}")
        assert (tmp_path / f"again-{name}").read_bytes() == (tmp_path / name).read_bytes()
        again = other.import_(tmp_path / name)
        assert (again.added, again.known) == (0, 3)
        assert other.verify() == []


@given(documents=st.lists(strategies.documents(), max_size=4))
def test_any_archive_goes_out_and_comes_back(tmp_path_factory, documents):
    folder = tmp_path_factory.mktemp("any")
    with Store(folder / "a") as store, Store(folder / "b") as other:
        store.add_many(documents)
        out = list(lines(store))
        bring(other, map(decoded, out))
        assert list(lines(other)) == out
        assert [other.document(n) for n in other.numbers()] == [store.document(n) for n in store.numbers()]


@pytest.mark.parametrize(
    "damage",
    [
        lambda line: b"{",
        lambda line: b"[1]",
        lambda line: b"null",
        lambda line: b"\xff\xfe",
        lambda line: b'{"text": "x"}',
        lambda line: b"[" * 200_000,
        lambda line: line.replace(b"daily", b"never"),
        lambda line: line.replace(b"onrecord-archive/1", b"onrecord-archive/9"),
        lambda line: line.replace(b'"added"', b'"when"', 1),
    ],
)
def test_a_damaged_line_is_named_and_the_rest_comes_in(full, tmp_path, damage):
    path = tmp_path / "export.jsonl"
    full.export(path)
    first, *rest = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(damage(first).rstrip(b"\n") + b"\n" + b"\n" + b"".join(rest))
    with Archive(tmp_path / "other") as other:
        missed: list[str] = []
        counts = other.import_(path, left_out=missed.append)
        assert (counts.added, counts.left_out) == (2, 1)
        assert len(missed) == 1
        assert missed[0].startswith(f"{path}: line 1: ")
        with pytest.raises(ArchiveError, match="line 1"):
            other.import_(path)


def test_spans_that_do_not_fit_the_text_are_refused(full, tmp_path):
    path = tmp_path / "export.jsonl"
    full.export(path)
    line = json.loads(path.read_bytes().splitlines()[0])
    line["facts"]["omissions"] = [{"span": [0, 9999], "why": "x"}]
    path.write_text(json.dumps(line))
    with Archive(tmp_path / "other") as other, pytest.raises(ArchiveError, match="does not fit its text"):
        other.import_(path)


def test_a_torn_export_is_told_and_what_stood_before_comes_in(full, tmp_path):
    path = tmp_path / "export.jsonl.gz"
    full.export(path)
    whole = gzip.decompress(path.read_bytes())
    path.write_bytes(gzip.compress(whole * 200, 0)[:-5000])
    with Archive(tmp_path / "other") as other:
        missed: list[str] = []
        assert other.import_(path, left_out=missed.append).added == 3
        assert "the rest is not read" in missed[-1]


@pytest.mark.parametrize("name", ["none.jsonl", "", "a\0b"])
def test_a_file_that_is_not_there_is_told(tmp_path, name):
    with Archive(tmp_path / "other") as other, pytest.raises(ArchiveError):
        other.import_(tmp_path / name if name else tmp_path)
