"""Export and import: an archive as JSON Lines and back, with nothing lost. What was removed stays out."""

from __future__ import annotations

import gzip
import io
import json
import os
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Literal

import msgspec

from onrecord.archive.store.facts import Facts, document_of
from onrecord.contract import decode
from onrecord.errors import ArchiveError, ContractError
from onrecord.model import Document
from onrecord.writing import writing

if TYPE_CHECKING:
    from onrecord.archive.store.store import Added, Store

SCHEMA: Literal["onrecord-archive/1"] = "onrecord-archive/1"


class _Appearance(msgspec.Struct, frozen=True, kw_only=True):
    added: str
    facts: Facts


class Line(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One document of an export: its text, what is known, where else it was met, and its reading."""

    schema: Literal["onrecord-archive/1"]
    id: str
    added: str
    text: str
    facts: Facts
    appearances: tuple[_Appearance, ...] = ()
    reading: msgspec.Raw | None = None


_DECODER = msgspec.json.Decoder(Line)
_ENCODER = msgspec.json.Encoder()


def lines(store: Store) -> Iterator[bytes]:
    """Yield one line of JSON, with its end, for each document, in the order in which they were added."""
    for entry in store.entries():
        reading = store.reading_json(entry.number)
        line = Line(
            schema=SCHEMA,
            id=entry.id,
            added=entry.added,
            text=store.text(entry.number),
            facts=store.facts(entry.number),
            appearances=tuple(
                _Appearance(added=added, facts=facts) for added, facts in store.appearances(entry.number)
            ),
            reading=msgspec.Raw(reading) if reading is not None else None,
        )
        yield _encoded(line) + b"\n"


def _encoded(line: Line) -> bytes:
    try:
        return _ENCODER.encode(line)
    except UnicodeEncodeError:  # lone surrogates leave as escapes, which the fast encoder does not write
        plain: dict[str, Any] = msgspec.to_builtins(msgspec.structs.replace(line, reading=None))
        if line.reading is not None:
            plain["reading"] = json.loads(bytes(line.reading))
        return json.dumps(plain, separators=(",", ":")).encode("ascii")


def unpacked(file: BinaryIO) -> Iterator[bytes]:
    """Yield the lines of an export, gzipped or not."""
    buffered = file if isinstance(file, io.BufferedReader) else io.BufferedReader(file)  # type: ignore[type-var]
    packed = buffered.peek(2)[:2] == b"\x1f\x8b"
    yield from gzip.GzipFile(fileobj=buffered) if packed else buffered


def decoded(data: bytes) -> Line:
    """Return one line of an export; raise ArchiveError when it is none, or its text is not the one of its id."""
    try:
        line = _DECODER.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        line = _decoded_slowly(data, error)
    if Document(text=line.text).id != line.id:
        raise ArchiveError("its text is not the one of its id")
    if line.reading is not None:
        try:
            same = decode(bytes(line.reading))[0].document.id == line.id
        except ContractError as error:
            raise ArchiveError(f"its reading does not fit: {error}") from error
        if not same:
            raise ArchiveError("its reading is of another text")
    return line


def _decoded_slowly(data: bytes, why: Exception) -> Line:
    try:
        plain = json.loads(data)
        reading = plain.pop("reading", None)
        line = msgspec.convert(plain, Line)
        if reading is None:
            return line
        raw = json.dumps(reading, separators=(",", ":")).encode("ascii")
        return msgspec.structs.replace(line, reading=msgspec.Raw(raw))
    except (ValueError, RecursionError, AttributeError, TypeError):
        raise ArchiveError(f"it is no line of an archive's export ({' '.join(str(why).split())[:160]})") from why


def bring(store: Store, lines: Iterable[Line]) -> list[Added]:
    """Put lines of an export on record, all or none; return what became of each."""
    came = []
    with store.transaction():
        for line in lines:
            try:
                documents = [document_of(line.text, line.facts)]
                documents += [document_of(line.text, appearance.facts) for appearance in line.appearances]
            except ValueError as error:
                raise ArchiveError(f"{line.id[:19]}: it does not fit its text: {error}") from error
            added = store.add_many(documents, added=[line.added, *(a.added for a in line.appearances)])[0]
            if line.reading is not None and (added.status != "known" or store.reading_json(added.number) is None):
                store.keep_json(added.number, bytes(line.reading))
            came.append(added)
    return came


def write(store: Store, path: str | PathLike[str]) -> int:
    """Write an export to a file, whole or not at all; gzipped when its name ends in ``.gz``."""
    count = 0
    with writing(path) as temporary, temporary.open("wb") as file:
        # Neither time nor name inside: the same archive gives the same bytes.
        packed = gzip.GzipFile("", "wb", 6, file, mtime=0) if os.fspath(path).endswith(".gz") else None
        for line in lines(store):
            (packed or file).write(line)
            count += 1
        if packed is not None:
            packed.close()
    return count


def read(path: str | PathLike[str], left_out: Callable[[str], object]) -> Iterator[Line]:
    """Yield the lines of an export in a file; those that are none are handed to ``left_out`` with their number.

    ``-`` is standard input. Raises ArchiveError when the file cannot be read.
    """
    name = "stdin" if path == "-" else os.fspath(path)
    try:
        file: BinaryIO = sys.stdin.buffer if path == "-" else Path(path).open("rb")  # noqa: SIM115
        with file:
            number = 0
            for number, data in enumerate(unpacked(file), 1):
                if not data.strip():
                    continue
                try:
                    line = decoded(data)
                except ArchiveError as error:
                    left_out(f"{name}: line {number}: {error}")
                else:
                    yield line
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        left_out(f"{name}: it is damaged after line {number} ({error}): the rest is not read")
    except OSError as error:
        raise ArchiveError(f"{name}: {error.strerror or error}") from error
    except ValueError as error:
        raise ArchiveError(f"{name!r}: no file can have this name") from error
