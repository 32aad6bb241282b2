"""One thing to be read, before it is read: where it stands and what is known about it."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import msgspec

from onrecord.errors import NotFound, OnrecordError, TooLarge, Unreadable

LIMIT = 256 * 1024 * 1024
"""The most bytes that one document may have, packed or unpacked."""

CHARACTERS = 20_000_000
"""The most characters that one document may have: reading takes minutes and gigabytes for this many."""

LeftOut = Callable[[OnrecordError], object]
"""Where the reason goes when something gives no document."""


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """What a container (a table, a feed, a WARC) says about one of its documents."""

    title: str | None = None
    speaker: str | None = None
    office: str | None = None
    organisation: str | None = None
    published: str | None = None
    language: str | None = None
    url: str | None = None


class Blob(msgspec.Struct, frozen=True, kw_only=True):
    """A file, the bytes of a record, or the text of a table's cell: exactly one of the three.

    ``key`` is unique among the blobs of one source and the same in the next run, so that a run can
    be resumed; ``name`` is what the document will be called; ``origin`` says where the values of
    ``given`` come from (``feed``, ``table``, ``warc`` …). ``notes`` go to the document.
    """

    key: str
    name: str
    path: str | None = None
    data: bytes | None = None
    text: str | None = None
    media_type: str | None = None
    charset: str | None = None
    given: Given = Given()
    origin: str = "given"
    notes: tuple[str, ...] = ()

    def read(self) -> bytes:
        """Return the bytes; raise NotFound, Unreadable or TooLarge when there are none to be had."""
        if self.text is not None:
            return self.text.encode("utf-8", "surrogatepass")
        if self.data is not None:
            return self.data
        if self.path is None:
            raise Unreadable(self.name, "it has neither a path nor bytes")
        return read_file(Path(self.path), self.name)


def read_file(path: Path, name: str) -> bytes:
    """Return the bytes of a regular file below the limit, with every fault as one clear error."""
    with open_file(path, name) as file:
        return read_all(file, name)


def read_all(file: BinaryIO, name: str) -> bytes:
    """Return what an open file still holds; raise TooLarge when that is over the limit."""
    try:
        data = file.read(LIMIT + 1)
    except OSError as error:
        raise fault(name, error) from None
    if len(data) > LIMIT:
        raise TooLarge(name, f"it is over {LIMIT // 2**20} MB; split it")
    return data


def open_file(path: Path, name: str) -> BinaryIO:
    """Open a regular file to read; a pipe, socket, device or folder is refused without waiting for it."""
    try:
        _check_regular(path.stat().st_mode, name)
        number = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        file = os.fdopen(number, "rb", buffering=1 << 16)
    except OSError as error:
        raise fault(name, error) from None
    except ValueError:  # a NUL in the path
        raise NotFound(name, "no file can have this name; check the path") from None
    try:  # again, on what was opened: between the two calls the path may have come to name something else
        _check_regular(os.fstat(file.fileno()).st_mode, name)
    except BaseException:
        file.close()
        raise
    return file


def _check_regular(mode: int, name: str) -> None:
    if stat.S_ISDIR(mode):
        raise Unreadable(name, "it is a folder; name its files, or give the folder to load_all to read all of them")
    if not stat.S_ISREG(mode):
        raise Unreadable(name, "it is a pipe, socket or device, not a file; pipe it in and name - instead")


def check_length(characters: int, name: str) -> None:
    """Raise TooLarge when a text has more characters than a document may have."""
    if characters > CHARACTERS:
        raise TooLarge(name, f"it holds over {CHARACTERS:,} characters; split it")


def fault(name: str, error: OSError) -> OnrecordError:
    """Return what the operating system said as one clear error."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return NotFound(name, "there is no such file; check the path")
    if isinstance(error, PermissionError):
        return Unreadable(name, "no permission to read it; change the file's mode or read it as its owner")
    return Unreadable(name, f"it could not be read ({error.strerror or error})")


def shown(name: str) -> str:
    """Return a name in printable characters: control characters and lone surrogates become escapes."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in name)
