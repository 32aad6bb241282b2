"""What verify names, and what rebuild mends."""

import re

import pytest

from onrecord.archive.store import Store
from onrecord.archive.store.search import search
from onrecord.archive.store.soundness import faults, rebuild_words
from onrecord.errors import ArchiveError
from onrecord.model import Document


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path / "record") as opened:
        opened.add_many(Document.from_text(f"The ferry runs {n} times.", name=f"{n}.txt") for n in range(5))
        yield opened


def test_a_sound_store_has_no_faults(store):
    assert list(faults(store)) == []
    store.remove([2])
    assert list(faults(store)) == []
    store.merge()
    assert list(faults(store)) == []


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        ("UPDATE texts SET data = CAST('The ferry runs 9 times.' AS BLOB) WHERE number = 3", "2.txt .*not the one"),
        ("UPDATE texts SET data = x'ff00' WHERE number = 3", "2.txt .*not the one"),
        ("DELETE FROM texts WHERE number = 3", "2.txt .*its text is gone"),
        ("UPDATE documents SET length = 1 WHERE number = 3", "2.txt .*length"),
        ("UPDATE documents SET facts = '{' WHERE number = 3", "2.txt .*cannot be read"),
        ("INSERT INTO texts VALUES (77, x'00')", "1 texts belong to no document"),
        ("INSERT INTO words (words) VALUES ('delete-all')", "full-text index lacks 5"),
        ("INSERT INTO words (rowid, text) VALUES (99, 'x')", "1 too many"),
    ],
)
def test_damage_is_named(store, damage, words):
    store.connection.execute(damage)
    found = "\n".join(faults(store))
    assert re.search(words, found), found


def test_a_damaged_full_text_index_is_named_and_made_anew(store):
    store.connection.execute("UPDATE words_data SET block = x'00' WHERE id > 10")
    assert "archive rebuild mends it" in "\n".join(faults(store))
    rebuild_words(store)
    assert list(faults(store)) == []
    assert len(search(store, "ferry")) == 5


def test_a_document_whose_text_is_damaged_can_be_removed_and_added_again(store):
    store.connection.execute("UPDATE texts SET data = x'ff00' WHERE number = 3")
    with pytest.raises(ArchiveError, match="damaged"):
        store.text(3)
    rebuild_words(store)
    assert store.remove([3]) == [3]
    assert store.add(Document.from_text("The ferry runs 2 times.", name="2.txt")).status == "added"
    assert list(faults(store)) == []
    assert len(search(store, "ferry")) == 5


def test_flipped_bytes_in_the_database_are_told_and_nothing_raises_but_one_line(store):
    store.add_many(Document.from_text(f"{n} " + "word " * 3000, name=f"long {n}") for n in range(20))
    store.close()
    path = store.folder / "archive.sqlite"
    data = bytearray(path.read_bytes())
    for at in range(40_000, len(data), 9_000):
        data[at : at + 40] = b"\xff" * 40
    path.write_bytes(data)
    try:
        with Store(store.folder) as damaged:
            assert list(faults(damaged))
    except ArchiveError as error:
        assert "\n" not in str(error)  # noqa: PT017
