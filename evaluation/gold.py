"""The gold statements: the text of each, its gold items, and what onrecord reads in it."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

import onrecord
from onrecord.model import Document, Reading, Span
from onrecord.sources import document as load_blob
from onrecord.sources.blob import Blob


class Statement(msgspec.Struct, frozen=True):
    """One gold statement: its items by the guide, the metadata, and the facts known from outside."""

    name: str
    text: str
    items: tuple[dict[str, Any], ...]
    metadata: dict[str, Any]
    meta: dict[str, Any]

    def of(self, kind: str) -> list[dict[str, Any]]:
        """Return the gold items of one kind; ``at`` is the span of each."""
        return [item for item in self.items if item["kind"] == kind]


@cache
def statements(shared: Path) -> tuple[Statement, ...]:
    """Return every statement that has gold, by name."""
    found = []
    for folder in sorted((shared / "statements").iterdir()):
        if (folder / "gold.json").is_file():
            gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
            text = (folder / "text.txt").read_bytes().decode("utf-8")
            meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
            found.append(Statement(folder.name, text, tuple(gold["items"]), gold["metadata"], meta))
    return tuple(found)


@cache
def loaded(shared: Path, name: str) -> Document:
    """Return the document that onrecord makes of a statement's text; nothing from outside is told to it."""
    path = shared / "statements" / name / "text.txt"
    return load_blob(Blob(key=name, name="text.txt", path=str(path)))


@cache
def reading(shared: Path, name: str) -> Reading:
    """Return onrecord's reading of a statement."""
    return onrecord.read(loaded(shared, name))


def span(at: list[int] | None) -> Span | None:
    """Turn a gold span into a Span."""
    return Span(at[0], at[1]) if at else None
