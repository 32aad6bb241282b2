"""Is every table what its header says, and is a broken one refused?"""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import msgspec
import pytest

from onrecord import lexicons
from onrecord.errors import LexiconError
from onrecord.lexicons import FOLDER, Row, header, languages, rows

TABLES = sorted(FOLDER.glob("*/*.toml"))
BARRED = {"verdict", "true", "false", "preferred", "correct", "right", "wrong"}


def ids(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def raw(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def keys(value: Any) -> set[str]:
    """Return every key at every depth."""
    if isinstance(value, dict):
        return set(value) | {key for part in value.values() for key in keys(part)}
    return {key for part in value for key in keys(part)} if isinstance(value, list) else set()


@pytest.mark.parametrize("path", TABLES, ids=ids)
def test_header(path):
    head = header(path.stem, path.parent.name)
    assert head.about.strip()
    assert head.reader.strip()
    assert head.sources
    assert all(reference.strip() for reference in head.sources.values())
    assert path.parent.name in languages(path.stem)


@pytest.mark.parametrize("path", TABLES, ids=ids)
def test_every_row_has_a_known_source_and_an_example(path):
    table = raw(path)
    assert table["row"]
    for row in table["row"]:
        assert row["source"] in table["sources"], row
        assert row["example"].strip(), row
    unused = set(table["sources"]) - {row["source"] for row in table["row"]}
    assert not unused, f"no row comes from {unused}"


@pytest.mark.parametrize("path", TABLES, ids=ids)
def test_no_field_rules_on_anything(path):
    assert keys(raw(path)).isdisjoint(BARRED)


@pytest.mark.parametrize("path", TABLES, ids=ids)
def test_no_row_stands_twice(path):
    bare = [{key: value for key, value in row.items() if key not in ("example", "source")} for row in raw(path)["row"]]
    counts = Counter(repr(sorted(row.items())) for row in bare)
    assert [row for row, count in counts.items() if count > 1] == []


class Word(Row, frozen=True, kw_only=True):
    form: str
    weight: int = 1


SOUND = """
about = "Words for a test."
reader = "wording"
row = [ {form = "so-called", source = "own", example = "The so-called experts left."} ]
[sources]
own = "compiled for this test"
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "en").mkdir()
    monkeypatch.setattr(lexicons, "FOLDER", tmp_path)
    rows.cache_clear()
    yield tmp_path / "en"
    rows.cache_clear()


def write(folder: Path, text: str) -> None:
    (folder / "words.toml").write_text(text, encoding="utf-8")


def test_a_sound_table(folder):
    write(folder, SOUND)
    assert rows("words", Word) == (Word(form="so-called", source="own", example="The so-called experts left."),)
    assert header("words").reader == "wording"
    assert languages("words") == ("en",)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (SOUND.replace('source = "own"', 'source = "nobody"'), "nobody"),
        (SOUND.replace(', example = "The so-called experts left."', ""), "example"),
        (SOUND.replace('form = "so-called"', "form = 7"), "str"),
        (SOUND.replace('form = "so-called"', 'shape = "so-called"'), "shape|form"),
        (SOUND.replace('form = "so-called"', 'form = "so-called", colour = "red"'), "colour"),
        (SOUND.replace('row = [ {form = "so-called"', 'row = [ {form = "so-called'), "words"),
    ],
)
def test_a_broken_table_says_which_and_why(folder, text, says):
    write(folder, text)
    with pytest.raises(LexiconError, match=says) as raised:
        rows("words", Word)
    assert "en/words" in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_header_without_its_reader(folder):
    write(folder, SOUND.replace('reader = "wording"', ""))
    with pytest.raises(LexiconError, match="reader"):
        header("words")


def test_no_such_table(folder):
    with pytest.raises(LexiconError, match="no such table"):
        rows("nothing", Word)
    assert languages("nothing") == ()


def test_rows_are_frozen():
    with pytest.raises(AttributeError):
        Word(form="a", source="own", example="a").form = "b"  # type: ignore[misc]
    assert issubclass(Word, msgspec.Struct)
