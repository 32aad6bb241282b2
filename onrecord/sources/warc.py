"""Web archives: every page of a WARC file, as its server sent it, without the wrapping."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from email.message import Message
from email.parser import BytesHeaderParser
from typing import Any, NamedTuple

from onrecord.errors import OnrecordError, TooLarge, Unreadable
from onrecord.sources import blob as limits
from onrecord.sources.blob import Blob, Given, LeftOut, shown
from onrecord.sources.extras import need
from onrecord.sources.opening import HEAD, STREAM_FAULTS, damage
from onrecord.sources.sniff import DOCX, HTML, PDF, TEXT, by_head, foreign
from onrecord.sources.transfer import decoded, unchunked

_READ = frozenset({HTML, PDF, DOCX, TEXT, "application/xhtml+xml", "text/markdown"})
_PIECE = 1 << 16
_HEADER_END = re.compile(rb"\r?\n\r?\n")
_STATUS = re.compile(rb"HTTP/[\d.]+ +(\d{3})")


class _Cut(Exception):  # noqa: N818
    """The file ends inside a record."""


class _Page(NamedTuple):
    """How a record's payload was served; what of its body came with the header, and how many bytes both took."""

    status: int
    header: Message
    begun: bytes
    taken: int

    @property
    def media_type(self) -> str:
        return self.header.get_content_type() if self.header.get("Content-Type") else ""


class _Stream:
    """A stream that gives what it has: a buffered read of a cut file would lose its last whole records."""

    def __init__(self, file: io.BufferedReader) -> None:
        self._file = file
        self._at = 0

    def read(self, size: int = -1) -> bytes:
        data = self._file.read1(size if size > 0 else _PIECE)
        self._at += len(data)
        return data

    def tell(self) -> int:
        return self._at


def warc_blobs(blob: Blob, file: io.BufferedReader, left_out: LeftOut) -> Iterator[Blob]:
    """Yield the text, HTML, PDF and Word payloads of a web archive's records, in its order.

    Records of other types and pages that a server refused are counted and handed to ``left_out``
    in one piece at the end. A file cut short or damaged gives the records before that place.
    """
    library = need("fastwarc.warc", name=blob.name, what="reading web archives (WARC)", extra="warc")
    kinds = library.WarcRecordType
    passed: Counter[str] = Counter()
    number = 0
    try:
        for number, record in enumerate(library.ArchiveIterator(_Stream(file), parse_http=False), 1):
            _check_whole(record)
            if record.record_type not in (kinds.response, kinds.resource, kinds.conversion):
                continue
            try:
                page = _page(record)
                if reason := _not_a_page(page):
                    passed[reason] += 1
                else:
                    yield _record_blob(blob, record, number, page)
            except OnrecordError as error:
                left_out(error)
    except _Cut:
        left_out(Unreadable(blob.name, f"it is cut short in record {number}: that record and the rest are not read"))
    except STREAM_FAULTS as error:
        left_out(Unreadable(blob.name, f"{damage(error)} in or after record {number}: the rest is not read"))
    if passed:
        sorts = ", ".join(f"{sort}: {count}" for sort, count in passed.most_common(8))
        left_out(Unreadable(blob.name, f"{sum(passed.values())} of its records hold no page to read ({sorts})"))


def _check_whole(record: Any) -> None:
    if not (record.headers.get("Content-Length") or "").strip().isdigit():
        raise _Cut


def _page(record: Any) -> _Page:
    begun = _read(record, _PIECE)
    if not begun.startswith(b"HTTP/"):
        header = Message()
        if declared := record.headers.get("Content-Type"):
            header["Content-Type"] = declared
        return _Page(200, header, begun, len(begun))
    end = _HEADER_END.search(begun)
    if end is None:
        raise Unreadable(_uri(record), "its HTTP header does not end")
    status = _STATUS.match(begun)
    lines = begun[: end.start()].split(b"\n", 1)[1:]
    header = BytesHeaderParser().parsebytes(lines[0] if lines else b"")
    return _Page(int(status.group(1)) if status else 200, header, begun[end.end() :], len(begun))


def _not_a_page(page: _Page) -> str | None:
    """Return why a record is passed over, in two words; None when it is a page to read."""
    if not 200 <= page.status < 300:
        return f"status {page.status}"
    if page.media_type and page.media_type not in _READ:
        return page.media_type[:60]
    if not page.media_type and (by_head(page.begun) not in (HTML, PDF) and foreign(page.begun[:HEAD])):
        return "unknown type"
    return None if page.begun else "empty"


def _record_blob(blob: Blob, record: Any, number: int, page: _Page) -> Blob:
    uri = _uri(record)
    body = page.begun + _read(record, limits.LIMIT + 1 - len(page.begun), page.taken)
    if len(body) > limits.LIMIT:
        raise TooLarge(uri, f"it is over {limits.LIMIT // 2**20} MB")
    if "chunked" in str(page.header.get("Transfer-Encoding")).lower():
        body = unchunked(body)
    captured = (record.headers.get("WARC-Date") or "")[:10]
    return Blob(
        key=f"{blob.key}#{number}",
        name=uri or f"{blob.name}#{number}",
        data=decoded(body, str(page.header.get("Content-Encoding") or ""), uri),
        media_type=page.media_type or None,
        charset=page.header.get_content_charset(),
        given=Given(url=uri or None),
        origin="warc",
        notes=(f"the page was captured on {captured}",) if captured else (),
    )


def _read(record: Any, size: int, start: int = 0) -> bytes:
    """Return up to so many bytes of a record's content from there on; raise _Cut when the file ends inside it."""
    parts: list[bytes] = []
    wanted = size
    while wanted > 0 and (part := record.reader.read(wanted)):
        parts.append(part)
        wanted -= len(part)
    data = b"".join(parts)
    if wanted > 0 and start + len(data) < int(record.headers.get("Content-Length")):
        raise _Cut
    return data


def _uri(record: Any) -> str:
    return shown((record.headers.get("WARC-Target-URI") or "").strip().strip("<>"))
