"""The store: each text once, versions by place, everything back as it was."""

import sqlite3

import pytest
from hypothesis import given

from onrecord.archive.store import Store, is_archive
from onrecord.archive.store.schema import FILE
from onrecord.errors import ArchiveBusy, ArchiveError, NotInArchive
from onrecord.model import Document
from onrecord.reading import read
from tests import strategies

HARBOUR = Document.from_text(
    "The harbour of Belmora opens again, Mayor Ruzic said.",
    name="harbour.txt",
    speaker="Mayor Ruzic",
    published="2021-05-03",
    language="en",
)


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path / "record") as opened:
        yield opened


def text(words, **more):
    return Document.from_text(words, **more)


def test_a_document_comes_back_as_it_was(store):
    added = store.add(HARBOUR)
    assert (added.status, added.id, added.name, added.earlier) == ("added", HARBOUR.id, "harbour.txt", None)
    assert store.document(added.number) == HARBOUR
    entry = store.entry(added.number)
    assert (entry.name, entry.speaker, entry.published) == ("harbour.txt", "Mayor Ruzic", "2021-05-03")
    assert entry.length == len(HARBOUR.text)


@given(document=strategies.documents())
def test_any_document_comes_back(tmp_path_factory, document):
    with Store(tmp_path_factory.mktemp("any") / "record") as store:
        number = store.add(document).number
        assert store.document(number) == document
        assert store.document(number).id == store.entry(number).id == document.id


def test_adding_twice_adds_nothing(store):
    first = store.add(HARBOUR)
    before = store.connection.execute("SELECT count(*) FROM appearances").fetchone()
    again = store.add(HARBOUR)
    assert (again.status, again.number) == ("known", first.number)
    assert len(store) == 1
    assert store.connection.execute("SELECT count(*) FROM appearances").fetchone() == before == (0,)


def test_the_same_words_elsewhere_are_a_further_appearance(store):
    number = store.add(text("One wire story.", url="https://a.example/1", published="2020-01-02")).number
    other = text("One wire story.", url="https://b.example/9", published="2020-01-01")
    for _ in range(2):
        assert store.add(other).status == "known"
    assert [(facts.url, facts.published.value) for _, facts in store.appearances(number)] == [
        ("https://b.example/9", "2020-01-01")
    ]
    assert store.find("https://b.example/9").number == number


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"url": "https://a.example/x"}, {"url": "https://a.example/x#top"}),
        ({"name": "speech.txt"}, {"name": "speech.txt"}),
        ({"url": "https://a.example/x", "name": "a"}, {"url": "https://a.example/x", "name": "b"}),
    ],
)
def test_a_changed_page_of_one_place_is_a_new_version(store, first, second):
    old = store.add(text("The ferry runs daily.", **first))
    new = store.add(text("The ferry runs weekly.", **second))
    assert (new.status, new.earlier) == ("version", old.number)
    assert [entry.number for entry in store.versions(old.number)] == [old.number, new.number]
    assert store.text(old.number) == "The ferry runs daily."
    assert store.find(first.get("url") or first["name"]).number == new.number


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({}, {}),
        ({"name": "stdin"}, {"name": "stdin"}),
        ({"name": "table.csv#3"}, {"name": "table.csv#3"}),
        ({"name": "x", "url": "https://a.example/1"}, {"name": "x", "url": "https://a.example/2"}),
        ({"name": "x", "url": "https://a.example/1"}, {"name": "x"}),
    ],
)
def test_other_places_are_other_documents(store, first, second):
    store.add(text("The ferry runs daily.", **first))
    assert store.add(text("The ferry runs weekly.", **second)).status == "added"


def test_a_document_is_found_by_id_beginning_name_or_address(store):
    number = store.add(text("A.", name="a.txt", url="https://a.example/")).number
    whole = store.entry(number).id
    for key in (whole, whole[:15], whole[7:15], "a.txt", "https://a.example/"):
        assert store.find(key).number == number
    for key in ("sha256:", "zzz", "b.txt", "", "0000000"):
        with pytest.raises(NotInArchive):
            store.find(key)


def test_a_name_of_two_documents_is_told(store):
    store.add(text("A.", name="x", url="https://a.example/1"))
    store.add(text("B.", name="x", url="https://a.example/2"))
    with pytest.raises(NotInArchive, match="more than one"):
        store.find("x")


def test_what_is_removed_is_found_no_more_and_gone_after_a_merge(store):
    secret = "An unrepeatable zygomorphic sentence."
    kept, gone = store.add(HARBOUR).number, store.add(text(secret, name="gone.txt")).number
    assert store.remove([gone, gone, 999]) == [gone]
    assert store.numbers() == [kept]
    for ask in (store.text, store.entry, store.document, store.facts):
        with pytest.raises(NotInArchive):
            ask(gone)
    with pytest.raises(NotInArchive):
        store.find("gone.txt")
    assert store.merge() == 1
    assert store.connection.execute("SELECT count(*) FROM texts").fetchone() == (1,)
    store.close()
    left = b"".join(path.read_bytes() for path in store.folder.iterdir() if path.is_file())
    assert b"zygomorphic" not in left


def test_a_number_is_never_used_twice(store):
    first = store.add(HARBOUR).number
    store.remove([first])
    again = store.add(HARBOUR)
    assert again.status == "added"
    assert again.number > first
    store.remove([again.number])
    store.merge()
    assert store.add(HARBOUR).number > again.number


def test_a_batch_comes_in_whole_or_not_at_all(store):
    def broken():
        yield HARBOUR
        raise RuntimeError("the source broke")

    with pytest.raises(RuntimeError):
        store.add_many(broken())
    assert len(store) == 0
    assert store.add(HARBOUR).status == "added"


def test_a_reading_is_kept_and_comes_back(store):
    reading = read(HARBOUR)
    with pytest.raises(NotInArchive):
        store.keep(reading)
    number = store.add(HARBOUR).number
    assert store.reading(number) is None
    store.keep(reading)
    back = store.reading(number)
    assert (back.document, back.findings) == (reading.document, reading.findings)


def test_two_stores_of_one_folder_see_each_other(store):
    with Store(store.folder) as other:
        number = store.add(HARBOUR).number
        assert other.text(number) == HARBOUR.text
        before = other.changes()
        store.remove([number])
        assert other.changes() != before
        assert len(other) == 0


def test_one_writes_at_a_time(store):
    with Store(store.folder) as other, store.writing():
        assert len(other) == 0
        with pytest.raises(ArchiveBusy, match="another process is writing"), other.writing(wait=0.05):
            pass
    with Store(store.folder) as other:
        assert other.add(HARBOUR).status == "added"


def test_other_rooms_make_their_tables(store):
    script = "CREATE TABLE IF NOT EXISTS a (x TEXT DEFAULT ';'); CREATE TABLE IF NOT EXISTS b (y);"
    for _ in range(2):
        store.script(script)
    assert store.connection.execute("SELECT count(*) FROM a, b").fetchone() == (0,)


# Folders that are none


def test_a_folder_of_other_files_is_left_alone(tmp_path):
    (tmp_path / "letter.txt").write_text("x")
    with pytest.raises(ArchiveError, match=r"holds other files \(letter.txt\)"):
        Store(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]
    assert not is_archive(tmp_path)


@pytest.mark.parametrize("content", [b"no database at all, but long enough to be read as one" * 40, b"\x00" * 4096])
def test_a_file_that_is_no_database_is_told(tmp_path, content):
    (tmp_path / FILE).write_bytes(content)
    with pytest.raises(ArchiveError, match="no SQLite database|damaged"):
        Store(tmp_path)
    assert (tmp_path / FILE).read_bytes() == content


def test_another_programs_database_is_told(tmp_path):
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute("CREATE TABLE recipes (x)")
    connection.close()
    with pytest.raises(ArchiveError, match="another program"):
        Store(tmp_path)


def test_an_archive_of_a_newer_version_is_told(store):
    store.connection.execute("PRAGMA user_version = 7")
    store.close()
    with pytest.raises(ArchiveError, match="newer onrecord .version 7"):
        Store(store.folder)


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path):
    (tmp_path / "record").write_text("x")
    with pytest.raises(ArchiveError, match="a file, not a folder"):
        Store(tmp_path / "record")
    with pytest.raises(ArchiveError, match="not a folder"):
        Store(tmp_path / "record" / "deep")


def test_a_full_disk_loses_nothing(store):
    store.add(HARBOUR)
    pages = store.connection.execute("PRAGMA page_count").fetchone()[0]
    store.connection.execute(f"PRAGMA max_page_count = {pages + 4}")
    with pytest.raises(ArchiveError, match="the disk is full"):
        store.add_many(text(f"{n} " + "word " * 5000) for n in range(10))
    assert len(store) == 1
    assert store.text(1) == HARBOUR.text


@pytest.mark.parametrize(
    "words",
    ["", "a" * 3_000_000, "said " * 600_000, "\x00\ud800\n" * 10_000],
    ids=["empty", "one word", "one word again and again", "no words"],
)
def test_any_text_is_kept(store, words):
    number = store.add(text(words)).number
    assert store.text(number) == words
    store.remove([number])
    store.merge()
    assert len(store) == 0
