"""From a source to Documents: files, folders, addresses, standard input, and what lies inside them.

A source becomes blobs (``blobs``), a blob becomes a Document (``document``); ``load`` and
``load_all`` do both. A format is a module of this package.
"""

from __future__ import annotations

import hashlib
import os
import sys
import warnings
from collections.abc import Iterator
from itertools import islice
from os import PathLike
from pathlib import Path

from onrecord.errors import NotFound, OnrecordError, SourceError, Unreadable
from onrecord.model import Document
from onrecord.sources.blob import Blob, LeftOut, read_all, shown
from onrecord.sources.containers import expanded
from onrecord.sources.folders import file_key, folder_blobs
from onrecord.sources.formats import document

Origin = str | PathLike[str] | bytes
"""A path, an http(s) address, ``-`` for standard input, or the bytes themselves."""

_COUNTED = 1_000

__all__ = ["Blob", "LeftOut", "Origin", "blobs", "document", "load", "load_all"]


def _warn(error: OnrecordError) -> None:
    warnings.warn(str(error), stacklevel=3)


def blobs(source: Origin, *, left_out: LeftOut = _warn) -> Iterator[Blob]:
    """Yield what there is to read in a source: a file, a folder's files, a container's records.

    Folders and containers are walked through as the blobs are asked for, in bounded memory. What
    cannot be reached, and files in a folder that hold no text, are handed to ``left_out``.
    """
    try:
        yield from _found(source, left_out)
    except OnrecordError as error:
        left_out(error)


def load(source: Origin) -> Document:
    """Load one document; raise SourceError when there is none, or more than one."""
    faults: list[OnrecordError] = []
    there = blobs(source, left_out=faults.append)
    found = next(there, None)
    count = sum(1 for _ in islice(there, _COUNTED)) + (found is not None)
    if count > 1:
        many = f"more than {_COUNTED:,}" if count > _COUNTED else str(count)
        raise SourceError(_called(source), f"it holds {many} documents; use load_all to read them")
    if faults:
        raise faults[0]
    if found is None:
        raise Unreadable(_called(source), "it holds no document")
    return document(found)


def load_all(*sources: Origin, left_out: LeftOut = _warn) -> Iterator[Document]:
    """Load every document of some sources; what gives none is handed to ``left_out``, the rest comes out."""
    for source in sources:
        for blob in blobs(source, left_out=left_out):
            try:
                made = document(blob)
            except OnrecordError as error:
                left_out(error)
            else:
                yield made


def _found(source: Origin, left_out: LeftOut) -> Iterator[Blob]:
    if isinstance(source, bytes):
        yield from expanded(_of_bytes(source, "bytes"), left_out)
    elif source == "-":
        yield from expanded(_of_bytes(_standard_input(), "stdin"), left_out)
    elif isinstance(source, str) and "://" in source[:12]:
        yield from _of_address(source, left_out)
    else:
        yield from _of_path(source, left_out)


def _of_bytes(data: bytes, name: str) -> Blob:
    return Blob(key=f"{name}:{hashlib.sha256(data).hexdigest()}", name=name, data=data)


def _standard_input() -> bytes:
    if sys.stdin is None:
        raise Unreadable("stdin", "there is no standard input")
    return read_all(sys.stdin.buffer, "stdin")


def _of_address(source: str, left_out: LeftOut) -> Iterator[Blob]:
    from onrecord.sources.address import fetch, is_address

    if not is_address(source):
        raise Unreadable(source, "only http and https addresses are fetched; give a file by its path")
    yield from expanded(fetch(source), left_out)


def _of_path(source: str | PathLike[str], left_out: LeftOut) -> Iterator[Blob]:
    name = os.fsdecode(source)
    path = Path(name)
    if not name:
        raise NotFound("''", "no file is named")
    try:
        is_folder = path.is_dir()
    except (OSError, ValueError):
        is_folder = False  # opening it will say why
    if is_folder:
        for blob in folder_blobs(path, left_out):
            yield from expanded(blob, left_out, strict=True)
    else:
        yield from expanded(Blob(key=file_key(path), name=shown(path.name or name), path=str(path)), left_out)


def _called(source: Origin) -> str:
    if isinstance(source, bytes):
        return "bytes"
    return "stdin" if source == "-" else os.fsdecode(source)
