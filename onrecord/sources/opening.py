"""How bytes are opened as a stream: plain or gzipped, and never without a bound."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from onrecord.errors import OnrecordError, TooLarge, Unreadable
from onrecord.sources import blob as limits
from onrecord.sources.blob import Blob, fault, open_file

HEAD = 4096
"""How many bytes are looked at to tell what a file is."""

RATIO = 200
"""Beyond LIMIT, the most bytes that one gzipped byte may become. Text shrinks 3 to 100 times, deflate ends at 1,032."""


@contextmanager
def opened(blob: Blob) -> Iterator[io.BufferedReader]:
    """Open a blob's bytes, unpacked if they are gzipped; raise the errors of ``open_file``, or Unreadable."""
    raw: BinaryIO = open_file(Path(blob.path), blob.name) if blob.path is not None else io.BytesIO(blob.read())
    with raw, buffered(raw) as file:
        if not head(file, blob.name).startswith(b"\x1f\x8b"):
            yield file
            return
        with buffered(_Unpacked(file, blob.name)) as unpacked:
            if head(unpacked, blob.name).startswith(b"\x1f\x8b"):
                raise Unreadable(blob.name, "it is a gzip file inside a gzip file; unpack it first")
            yield unpacked


def buffered(raw: Any) -> io.BufferedReader:
    """Return a stream that can be looked into without being moved on."""
    return io.BufferedReader(raw, 1 << 16)


def head(file: io.BufferedReader, name: str) -> bytes:
    """Return the first bytes of a stream and leave it where it is."""
    try:
        return file.peek(HEAD)[:HEAD]
    except OSError as error:
        raise fault(name, error) from None


def damage(error: Exception) -> str:
    """Return what was wrong with a stream that could not be read to its end."""
    if isinstance(error, EOFError):
        return "it is cut short"
    return f"it is damaged ({str(error)[:120] or type(error).__name__})"


STREAM_FAULTS = (EOFError, OSError, zlib.error)
"""What a stream may raise while it is being read."""


class _Unpacked(io.RawIOBase):
    """The bytes inside a gzipped stream, up to a bound."""

    def __init__(self, packed: BinaryIO, name: str) -> None:
        self._packed = packed
        self._file = gzip.GzipFile(fileobj=packed)
        self._name = name
        self._count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        data = self._file.read1(len(view))
        view[: len(data)] = data
        self._count += len(data)
        if self._count > limits.LIMIT and self._count > RATIO * max(self._packed.tell(), 1):
            raise TooLarge(self._name, f"it unpacks to more than {RATIO} times its size; that is no text")
        return len(data)


def unpack(data: bytes, name: str) -> bytes:
    """Return what gzipped bytes hold; raise TooLarge beyond the limit, Unreadable when they are damaged."""
    try:
        with opened(Blob(key=name, name=name, data=data)) as file:
            inside = file.read(limits.LIMIT + 1)
    except OnrecordError:
        raise
    except STREAM_FAULTS as error:
        raise Unreadable(name, f"{damage(error)}; get it again") from None
    if len(inside) > limits.LIMIT:
        raise TooLarge(name, f"unpacked it is over {limits.LIMIT // 2**20} MB; split it")
    return inside
