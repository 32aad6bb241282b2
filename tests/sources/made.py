"""Files made by hand for the tests: every byte of them is known."""

import hashlib
import io
import struct
import zipfile
from collections.abc import Sequence
from typing import Any

from onrecord.errors import OnrecordError
from onrecord.sources import blobs

Row = tuple[float, float, float, str]

_PAD = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")


def lines(*texts: str, y: float = 700, x: float = 72, size: float = 12, lead: float = 15) -> list[Row]:
    """Set lines of text one below the other."""
    return [(x, y - i * lead, size, text) for i, text in enumerate(texts)]


def pdf(*pages: Sequence[Row], info: str = "", password: str | None = None) -> bytes:
    """Make a PDF of pages, each a list of (x, y, size, text)."""
    count = len(pages)
    kids = " ".join(f"{6 + 2 * i} 0 R" for i in range(count))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        f"<< {info} >>".encode("latin-1"),
        _encryption(password),
    ]
    for i, page in enumerate(pages):
        shown = "".join(f"/F1 {size} Tf 1 0 0 1 {x} {y} Tm ({text}) Tj\n" for x, y, size, text in page)
        content = f"BT\n{shown}ET".encode("cp1252")
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> "
            + f"/Contents {7 + 2 * i} 0 R >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n" % len(content) + content + b"\nendstream")
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    locked = b"/Encrypt 5 0 R /ID [<00> <00>] " if password else b""
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info 4 0 R " % (len(objects) + 1) + locked + b">>\n"
    return out + b"startxref\n%d\n%%%%EOF\n" % start


def _encryption(password: str | None) -> bytes:
    """Make the encryption dictionary of the PDF 1.4 standard security handler, 40 bits."""
    if password is None:
        return b"null"
    padded = (password.encode() + _PAD)[:32]
    owner = _rc4(hashlib.md5(padded).digest()[:5], padded)
    key = hashlib.md5(padded + owner + struct.pack("<i", -4) + b"\0").digest()[:5]
    user = _rc4(key, _PAD)
    return f"<< /Filter /Standard /V 1 /R 2 /P -4 /O <{owner.hex()}> /U <{user.hex()}> >>".encode()


def _rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out = bytearray()
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    '<Override PartName="/docProps/core.xml" '
    'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
    '<Override PartName="/word/footnotes.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"/></Types>'
)
_LINKS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/>'
    '<Relationship Id="r2" '
    'Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" '
    'Target="docProps/core.xml"/></Relationships>'
)
_MORE_LINKS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" '
    'Target="footnotes.xml"/></Relationships>'
)
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def paragraph(inside: str) -> str:
    """Make a paragraph; what holds no tag becomes a run of text."""
    return f"<w:p>{inside if '<' in inside else run(inside)}</w:p>"


def run(text: str) -> str:
    """Make a run of text."""
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def docx(body: str, *, footnotes: str = "", core: str = "", prolog: str = "") -> bytes:
    """Make a Word file of a body in WordprocessingML."""
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _LINKS,
        "word/document.xml": f"{head}{prolog}<w:document {W}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": _MORE_LINKS,
        "word/footnotes.xml": f"{head}<w:footnotes {W}>{footnotes}</w:footnotes>",
        "docProps/core.xml": (
            '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
            f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{core}</cp:coreProperties>'
        ),
    }
    return packed(parts)


def packed(parts: dict[str, str]) -> bytes:
    """Make a ZIP file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts.items():
            file.writestr(name, text)
    return out.getvalue()


def record(uri: str, content: bytes, *, kind: str = "response", media_type: str = "application/http") -> bytes:
    """Make one record of a WARC file."""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{hashlib.md5(uri.encode()).hexdigest()}>\r\n"
        f"WARC-Date: 2024-01-02T03:04:05Z\r\nWARC-Target-URI: {uri}\r\nContent-Type: {media_type}\r\n"
        f"Content-Length: {len(content)}\r\n\r\n"
    )
    return head.encode() + content + b"\r\n\r\n"


def served(body: bytes, *headers: str, status: str = "200 OK", media_type: str = "text/html; charset=utf-8") -> bytes:
    """Make an answer of a web server."""
    head = "\r\n".join([f"HTTP/1.1 {status}", f"Content-Type: {media_type}", *headers])
    return head.encode() + b"\r\n\r\n" + body


def page(words: str) -> bytes:
    """Make a web page with one paragraph."""
    return (
        f"<!doctype html><html><head><title>A page</title></head><body><article><h1>A page</h1><p>{words}</p>"
        "</article></body></html>"
    ).encode()


SENTENCE = "The harbour council of Norhaven voted on Monday to keep the ferry running through the winter months."
OTHER = "Opponents of the plan replied that the money would be better spent on the road across the hills."


def found(source: Any) -> tuple[list[Any], list[str]]:
    """Return the blobs of a source, and what was said about the rest."""
    left: list[OnrecordError] = []
    return list(blobs(source, left_out=left.append)), [str(error) for error in left]


def absent(module: str) -> Any:
    """Stand in for the import of a library that is not installed."""
    raise ImportError(module)
