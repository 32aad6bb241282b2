"""Records in JSON and JSON Lines: the rows of a table, and the documents of onrecord's own dossiers."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

from onrecord.errors import SourceError, Unreadable
from onrecord.sources.blob import Blob, Given, LeftOut, read_all, shown
from onrecord.sources.decoding import decode
from onrecord.sources.given import plain
from onrecord.sources.opening import STREAM_FAULTS, buffered, damage, head
from onrecord.sources.rows import Rows, repaired
from onrecord.sources.table import text_lines

_SCHEMA = "onrecord/"


def jsonl_blobs(blob: Blob, file: io.BufferedReader, left_out: LeftOut) -> Iterator[Blob]:
    """Yield the objects of a JSON Lines file; a line that holds none is handed to ``left_out`` with its number."""
    rows = Rows(blob, left_out, "line")
    number = 0
    try:
        for number, line in enumerate(text_lines(file, head(file, blob.name)), 1):
            if not line.strip():
                continue
            try:
                line, notes = repaired(line, blob.name)
                value = json.loads(line)
            except SourceError as error:
                rows.leave_out(number, error.reason)
                continue
            except (ValueError, RecursionError) as error:
                rows.leave_out(number, f"it is no JSON ({_reason(error)})")
                continue
            yield from _record(blob, rows, number, value, notes)
    except (*STREAM_FAULTS, UnicodeError) as error:
        left_out(Unreadable(blob.name, f"{damage(error)} after line {number}: the rest is not read"))
    rows.finish()


def json_blobs(blob: Blob, file: io.BufferedReader, left_out: LeftOut) -> Iterator[Blob]:
    """Yield the objects of a JSON array, the one object, or the document of a dossier."""
    try:
        text, notes = decode(read_all(file, blob.name), "utf-8", blob.name)
    except SourceError as error:
        left_out(error)
        return
    except STREAM_FAULTS as error:
        left_out(Unreadable(blob.name, f"{damage(error)}; get it again"))
        return
    text = text.removeprefix("\ufeff")
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        if _begins_with_object(text):  # JSON Lines under another ending
            lines = buffered(io.BytesIO(text.encode("utf-8", "surrogatepass")))
            yield from jsonl_blobs(blob, lines, left_out)
            return
        left_out(Unreadable(blob.name, f"it is no JSON ({_reason(error)})"))
        return
    rows = Rows(blob, left_out, "item")
    if isinstance(value, list):
        for number, item in enumerate(value, 1):
            yield from _record(blob, rows, number, item, tuple(notes))
    else:
        yield from _record(blob, rows, 1, value, tuple(notes))
    rows.finish()


def _record(blob: Blob, rows: Rows, number: int, value: Any, notes: tuple[str, ...]) -> Iterator[Blob]:
    if not isinstance(value, dict):
        rows.leave_out(number, "it is no JSON object with a “text”")
    elif str(value.get("schema", "")).startswith(_SCHEMA) and isinstance(value.get("document"), dict):
        rows.count += 1
        yield from _dossier(blob, rows, number, value["document"], notes)
    else:
        yield from rows.blob(number, value, notes)


def _dossier(blob: Blob, rows: Rows, number: int, document: dict[str, Any], notes: tuple[str, ...]) -> Iterator[Blob]:
    """Yield the document of a dossier, to be read again: its text, and what was known about it."""
    text = document.get("text")
    if not isinstance(text, str) or not text.strip():
        rows.leave_out(number, "the dossier holds no text")
        return
    known = {name: _value(document.get(name)) for name in ("title", "speaker", "office", "organisation", "published")}
    yield Blob(
        key=f"{blob.key}#{number}",
        name=shown(plain(document.get("name")) or f"{blob.name}#{number}"),
        text=text,
        given=Given(language=plain(document.get("language")), url=plain(document.get("url")), **known),
        origin="dossier",
        notes=(*notes, "the text was taken from a dossier of an earlier reading"),
    )


def _value(metadatum: object) -> str | None:
    return plain(metadatum.get("value")) if isinstance(metadatum, dict) else None


def _begins_with_object(text: str) -> bool:
    lines = text.lstrip().split("\n", 1)
    try:
        return len(lines) == 2 and isinstance(json.loads(lines[0]), dict)
    except (ValueError, RecursionError):
        return False


def _reason(error: Exception) -> str:
    return "it is nested too deep" if isinstance(error, RecursionError) else str(error)[:120]
