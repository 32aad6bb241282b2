"""Knowledge as data: tables in TOML, one row a form, every row with its source and an example.

A table ``lexicons/<language>/<name>.toml`` holds

- ``about``: what the table is for, in a sentence;
- ``reader``: the reader (or room) that uses it, so that a test can run every example;
- ``[sources]``: short keys for where rows come from, each with the full reference;
- ``row``: the rows. Each has ``source`` (a key of ``sources``) and ``example`` (a sentence of our
  own in which the row is at work), and the columns that its row type names.

Tables that hold for every language live under ``lexicons/any``.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from onrecord.errors import LexiconError

FOLDER = Path(__file__).parent


class Row(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What every row of every table has; each reader adds the columns of its own."""

    source: str
    example: str


R = TypeVar("R", bound=Row)


class Header(msgspec.Struct, frozen=True, kw_only=True):
    """What a table says about itself."""

    about: str
    reader: str
    sources: dict[str, str]


def languages(name: str) -> tuple[str, ...]:
    """Return the languages that have a table of this name, in alphabetical order."""
    return tuple(sorted(path.parent.name for path in FOLDER.glob(f"*/{name}.toml")))


@cache
def rows(name: str, row: type[R], language: str = "en") -> tuple[R, ...]:
    """Return the rows of a table as values of ``row``.

    Raises LexiconError when there is no such table or a row lacks a column, has one too many, or
    names a source that the table does not list.
    """
    raw = _raw(name, language)
    try:
        found: tuple[R, ...] = msgspec.convert(raw.get("row", []), tuple[row, ...])  # type: ignore[valid-type]
    except msgspec.ValidationError as error:
        raise LexiconError(f"lexicon {language}/{name}: {error}") from error
    known = raw.get("sources", {})
    for entry in found:
        if entry.source not in known:
            raise LexiconError(f"lexicon {language}/{name}: source {entry.source!r} is not listed under [sources]")
    return found


def header(name: str, language: str = "en") -> Header:
    """Return what a table says about itself."""
    try:
        return msgspec.convert(_raw(name, language), Header)
    except msgspec.ValidationError as error:
        raise LexiconError(f"lexicon {language}/{name}: {error}") from error


def _raw(name: str, language: str) -> dict[str, Any]:
    path = FOLDER / language / f"{name}.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise LexiconError(f"lexicon {language}/{name}: there is no such table") from None
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"lexicon {language}/{name}: {error}") from error
