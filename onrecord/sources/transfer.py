"""How a server packs a page on its way: in chunks, and in content codings. Both are undone within bounds."""

from __future__ import annotations

import io
import zlib
from importlib import import_module

from onrecord.errors import TooLarge, Unreadable
from onrecord.sources import blob as limits

_PIECE = 1 << 18

RATIO = 200
"""The most bytes that one packed byte may become, once the whole is over ``SMALL``. Text shrinks 3 to 100 times."""

SMALL = 16 * 1024 * 1024
"""Bytes below which the ratio does not matter."""


def decoded(data: bytes, coding: str | None, name: str) -> bytes:
    """Return a body without its content codings (the value of Content-Encoding).

    A body that is not packed as declared is returned as it stands: servers and archives err. Raises
    TooLarge beyond the limit, and Unreadable for a coding that nothing here knows or a damaged body.
    """
    for one in reversed([part.strip().lower() for part in (coding or "").split(",")]):
        if one in ("", "identity", "none"):
            continue
        if one in ("gzip", "x-gzip"):
            data = _inflated(data, 31, name) if data.startswith(b"\x1f\x8b") else data
        elif one == "deflate":
            data = _inflated(data, 15 if data[:1] == b"\x78" else -15, name)
        elif one in ("br", "zstd"):
            data = _by_library(data, one, name)
        else:
            raise Unreadable(name, f"it is packed as {one[:40]!r}, which onrecord cannot unpack; save the page as HTML")
    return data


def unchunked(data: bytes) -> bytes:
    """Return a body without HTTP's chunk sizes; a body that holds none is returned as it stands."""
    parts: list[bytes] = []
    at = 0
    while at < len(data):
        end = data.find(b"\r\n", at, at + 1000)
        size = _size(data[at:end]) if end >= 0 else None
        if size is None:  # an archive that kept the header and dropped the chunks, or damage: keep all
            return b"".join([*parts, data[at:]])
        if size == 0:
            break
        parts.append(data[end + 2 : end + 2 + size])
        at = end + 2 + size + 2
    return b"".join(parts)


def _size(line: bytes) -> int | None:
    digits = line.split(b";")[0].strip()
    if not 0 < len(digits) <= 16 or digits.strip(b"0123456789abcdefABCDEF"):
        return None
    return int(digits, 16)


def _inflated(data: bytes, window: int, name: str) -> bytes:
    parts: list[bytes] = []
    total, packed = 0, len(data)
    machine = zlib.decompressobj(window)
    try:
        while data:
            part = machine.decompress(data, _PIECE)
            total += len(part)
            if total > limits.LIMIT:
                raise TooLarge(name, f"unpacked it is over {limits.LIMIT // 2**20} MB")
            if total > SMALL and total > RATIO * packed:
                raise TooLarge(name, f"it unpacks to more than {RATIO} times its size; that is no text")
            parts.append(part)
            if machine.eof:
                break
            data = machine.unconsumed_tail
    except zlib.error as error:
        raise Unreadable(name, f"its {'gzip' if window == 31 else 'deflate'} packing is damaged ({error})") from None
    return b"".join(parts)


def _by_library(data: bytes, coding: str, name: str) -> bytes:
    """Unpack with the readers of fastwarc, which whoever reads WARC files has."""
    try:
        library = import_module("fastwarc.stream_io")
    except ImportError:
        raise Unreadable(name, f"it is packed as {coding}; pip install 'onrecord[warc]', or save the page") from None
    reader = (library.BrotliReader if coding == "br" else library.ZstdReader)(io.BytesIO(data))
    parts: list[bytes] = []
    total = 0
    try:
        while part := reader.read(_PIECE):
            total += len(part)
            if total > limits.LIMIT:
                raise TooLarge(name, f"unpacked it is over {limits.LIMIT // 2**20} MB")
            parts.append(part)
    except (OSError, ValueError) as error:
        raise Unreadable(name, f"its {coding} packing is damaged ({error})") from None
    return b"".join(parts)
