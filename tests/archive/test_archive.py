"""The archive as a whole: store and index keep together, whatever happens in between."""

import time

import pytest

import onrecord
from onrecord import Archive, ArchiveError, Document
from onrecord.archive.store.batches import DOCUMENTS, batches
from onrecord.errors import ArchiveBusy, NotInArchive

TEXTS = [f"Speaker number {n} told the council of Belmora that ferry {n} would sail." for n in range(20)]


def documents(texts=TEXTS):
    return [Document.from_text(text, name=f"{n}.txt") for n, text in enumerate(texts)]


def test_nothing_is_made_before_it_is_used(tmp_path):
    archive = Archive(tmp_path / "record")
    archive.close()
    assert not (tmp_path / "record").exists()
    assert list(archive.list()) == []
    assert (tmp_path / "record").is_dir()
    assert archive


def test_adding_listing_and_adding_again(tmp_path):
    with Archive(tmp_path / "record") as archive:
        counts = archive.add(documents())
        assert (counts.added, counts.known, counts.versions) == (20, 0, 0)
        assert archive.add(documents()[3]).known == 1
        assert [entry.name for entry in archive.list()] == [f"{n}.txt" for n in range(20)]
        assert archive.show("7.txt") == documents()[7]
        assert len(archive) == 20
    with Archive(tmp_path / "record") as archive:
        assert archive.add(documents()).known == 20
        assert archive.verify() == []


def test_each_is_named_once_it_is_on_disk(tmp_path):
    with Archive(tmp_path / "record") as archive:
        for added in archive.adding(documents()):
            with Archive(tmp_path / "record") as reader:
                assert reader.show(added.id).name == added.name


def test_the_index_holds_what_the_store_holds_after_closing(tmp_path):
    with Archive(tmp_path / "record") as archive:
        archive.add(documents())
    with Archive(tmp_path / "record") as archive:
        assert set(archive._covering.index.numbers()) == set(archive.store.numbers())
        archive.remove("3.txt", "4.txt")
    with Archive(tmp_path / "record") as archive:
        assert set(archive._covering.index.numbers()) == set(archive.store.numbers())
        assert archive.merge() == 2
        assert archive.verify() == []


def test_the_index_catches_up_after_a_run_that_was_broken_off(tmp_path):
    with pytest.raises(KeyboardInterrupt), Archive(tmp_path / "record") as archive:
        archive.add(documents())
        raise KeyboardInterrupt
    with Archive(tmp_path / "record") as archive:
        assert len(archive._covering.lacking()[0]) == 20
        assert len(archive.index.numbers()) == 20
        archive.store.remove([1])  # and killed before the index heard of it
        archive.store.add(Document.from_text("One more."))
        assert archive._covering.lacking() == ([21], [1])
        assert set(archive.index.numbers()) == set(archive.store.numbers())
        assert archive._covering.catch_up(wait=0) == 0


def test_a_reader_beside_a_writer_is_told_what_is_not_searched(tmp_path):
    with Archive(tmp_path / "record") as archive, Archive(tmp_path / "record") as reader:
        lines = archive.adding(documents())
        next(lines)
        with pytest.warns(UserWarning, match="20 documents are not in the index yet"):
            assert len(reader.index.numbers()) == 0
        lines.close()
        assert len(reader.index.numbers()) == 20


def test_a_second_writer_is_told_in_one_line(tmp_path, monkeypatch):
    monkeypatch.setattr(onrecord.archive, "WAIT", 0.05)
    with Archive(tmp_path / "record") as archive, Archive(tmp_path / "record") as other:
        lines = archive.adding(documents())
        next(lines)
        for change in (lambda: other.add(documents()), other.rebuild, other.merge):
            with pytest.raises(ArchiveBusy, match="another process is writing to it; try again"):
                change()
        lines.close()
        assert other.add(documents()).known == 20


def test_removing_takes_all_or_none(tmp_path):
    with Archive(tmp_path / "record") as archive:
        archive.add(documents())
        with pytest.raises(NotInArchive):
            archive.remove("3.txt", "none.txt")
        assert len(archive) == 20
        assert [entry.name for entry in archive.remove("3.txt", archive.entry("3.txt").id)] == ["3.txt"]


def test_a_flipped_byte_in_the_index_is_named_and_rebuild_mends_it(tmp_path):
    with Archive(tmp_path / "record") as archive:
        archive.add(documents())
    for path in (tmp_path / "record" / "index").iterdir():
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 0x55
        path.write_bytes(data)
        with Archive(tmp_path / "record") as archive:
            assert "rebuild" in "\n".join(archive.verify())
            assert archive.rebuild() == 20
            assert archive.verify() == []


def test_the_index_can_be_thrown_away(tmp_path):
    import shutil

    with Archive(tmp_path / "record") as archive:
        archive.add(documents())
    shutil.rmtree(tmp_path / "record" / "index")
    with Archive(tmp_path / "record") as archive:
        assert len(archive.index.numbers()) == 20


def test_a_reading_is_kept_with_its_document(tmp_path):
    reading = onrecord.read(documents()[0])
    with Archive(tmp_path / "record") as archive:
        archive.keep(reading)
        back = archive.reading("0.txt")
        assert back is not None
        assert back.findings == reading.findings


def test_a_folder_that_is_no_archive_is_told(tmp_path):
    (tmp_path / "notes.txt").write_text("x")
    with pytest.raises(ArchiveError, match="no archive and holds other files"), Archive(tmp_path) as archive:
        archive.add(documents())
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_many_empty_and_many_equal_documents_are_one(tmp_path):
    began = time.process_time()
    with Archive(tmp_path / "record") as archive:
        counts = archive.add(Document(text="") for _ in range(20_000))
        assert (counts.added, counts.known) == (1, 19_999)
        counts = archive.add(Document(text="The same.", name="same.txt") for _ in range(20_000))
        assert (counts.added, counts.known) == (1, 19_999)
        assert archive.verify() == []
    assert time.process_time() - began < 20


def test_documents_go_to_disk_in_batches_and_none_waits_for_a_slow_one():
    assert [len(batch) for batch in batches(documents() * 120)] == [DOCUMENTS, DOCUMENTS, 400]

    def slow():
        for document in documents()[:3]:
            time.sleep(0.08)
            yield document

    assert [len(batch) for batch in batches(slow())] == [1, 1, 1]
    heavy = [Document.from_text("word " * 900_000) for _ in range(3)]
    assert [len(batch) for batch in batches(heavy)] == [2, 1]


def test_the_encoder_is_named_by_the_call_or_by_the_environment(tmp_path, monkeypatch):
    assert Archive(tmp_path).encoder is None
    monkeypatch.setenv("ONRECORD_ENCODER", "weights")
    assert str(Archive(tmp_path).encoder) == "weights"
    assert str(Archive(tmp_path, encoder="mine").encoder) == "mine"
