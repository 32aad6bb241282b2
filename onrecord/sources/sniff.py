"""What bytes are: by how they begin, then by what was declared, then by the ending of the name."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from urllib.parse import urlsplit

TEXT = "text/plain"
HTML = "text/html"
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ZIP = "application/zip"
GZIP = "application/gzip"
WARC = "application/warc"
FEED = "application/rss+xml"
XML = "application/xml"
JSON = "application/json"
JSONL = "application/jsonl"
CSV = "text/csv"
TSV = "text/tab-separated-values"
PARQUET = "application/vnd.apache.parquet"

CONTAINERS = frozenset({WARC, FEED, JSON, JSONL, CSV, TSV, PARQUET})
"""The types that may hold several documents."""

_SUFFIXES = {
    ".txt": TEXT,
    ".text": TEXT,
    ".md": TEXT,
    ".markdown": TEXT,
    ".rst": TEXT,
    ".html": HTML,
    ".htm": HTML,
    ".xhtml": HTML,
    ".pdf": PDF,
    ".docx": DOCX,
    ".warc": WARC,
    ".rss": FEED,
    ".atom": FEED,
    ".xml": XML,
    ".json": JSON,
    ".jsonl": JSONL,
    ".ndjson": JSONL,
    ".csv": CSV,
    ".tsv": TSV,
    ".tab": TSV,
    ".parquet": PARQUET,
}

_DECLARED = {
    **{known: known for known in (HTML, PDF, DOCX, WARC, FEED, XML, JSON, JSONL, CSV, TSV, PARQUET)},
    "application/xhtml+xml": HTML,
    "application/atom+xml": FEED,
    "application/feed+json": JSON,
    "application/x-ndjson": JSONL,
    "application/ndjson": JSONL,
    "application/x-ndjson+json": JSONL,
    "application/x-pdf": PDF,
    "text/xml": XML,
    "text/markdown": TEXT,
    "application/x-parquet": PARQUET,
}

_CONVERT = "convert it to .docx, PDF or text"
_NO_TEXT = "which holds no text to read"
_UNPACK = "unpack it and name the files in it"

# Where, which bytes, what that is, and what to do.
_MAGIC_TEXT: tuple[tuple[int, bytes, str, str], ...] = (
    (0, b"{\\rtf", "an RTF file", _CONVERT),
    (0, b"%!PS", "a PostScript file", "convert it to PDF"),
    (0, b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "a web archive (.mht)", "save the page as HTML"),
)
_MAGIC: tuple[tuple[int, bytes, str, str], ...] = (
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (.doc, .xls, .ppt)", _CONVERT),
    (0, b"bplist00", "a Safari web archive", "save the page as HTML"),
    (0, b"\x89PNG\r\n\x1a\n", "a PNG image", _NO_TEXT),
    (0, b"\xff\xd8\xff", "a JPEG image", _NO_TEXT),
    (0, b"GIF8", "a GIF image", _NO_TEXT),
    (0, b"II*\0", "a TIFF image", _NO_TEXT),
    (0, b"MM\0*", "a TIFF image", _NO_TEXT),
    (0, b"\0\0\1\0", "an icon", _NO_TEXT),
    (8, b"WEBP", "a WebP image", _NO_TEXT),
    (8, b"WAVE", "a WAV recording", "give its transcript"),
    (8, b"AVI ", "an AVI film", "give its transcript"),
    (4, b"ftyp", "an MP4 or HEIC file", "give its transcript"),
    (0, b"ID3", "an MP3 recording", "give its transcript"),
    (0, b"\xff\xfb", "an MP3 recording", "give its transcript"),
    (0, b"OggS", "an Ogg recording", "give its transcript"),
    (0, b"fLaC", "a FLAC recording", "give its transcript"),
    (0, b"\x1a\x45\xdf\xa3", "a Matroska or WebM film", "give its transcript"),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", _UNPACK),
    (0, b"Rar!\x1a\x07", "a RAR archive", _UNPACK),
    (0, b"\xfd7zXZ\0", "an xz archive", _UNPACK),
    (0, b"\x28\xb5\x2f\xfd", "a Zstandard archive", _UNPACK),
    (4, b"1AY&SY", "a bzip2 archive", _UNPACK),
    (257, b"ustar", "a tar archive", _UNPACK),
    (0, b"SQLite format 3\0", "an SQLite database", "export its table as CSV or JSON Lines"),
    (0, b"ARROW1", "an Arrow file", "save it as Parquet"),
    (0, b"Obj\x01", "an Avro file", "save it as Parquet or JSON Lines"),
    (0, b"\x7fELF", "a program", _NO_TEXT),
    (0, b"MZ", "a program", _NO_TEXT),
    (0, b"\xca\xfe\xba\xbe", "a program", _NO_TEXT),
    (0, b"\0asm", "a program", _NO_TEXT),
    (0, b"wOF", "a font", _NO_TEXT),
)

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_LEAD = re.compile(r"(?:\s|<\?xml[^>]{0,200}\?>|<!--.{0,2000}?-->)*+", re.DOTALL)
_HTML_TAG = re.compile(r"<(?:!doctype\s+html|html|head|body|title|meta|article|main)[\s>/]", re.IGNORECASE)
_FEED_TAG = re.compile(r"<(?:rss|feed|rdf:RDF)[\s>]")
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]{0,500}>\s*", re.IGNORECASE)


def suffix(name: str) -> str:
    """Return the ending of a file name or an address, in lower case, with its dot; without a final ``.gz``."""
    path = urlsplit(name).path if re.match(r"https?://", name) and _splits(name) else name.replace("\\", "/")
    path = path.lower().removesuffix(".gz")
    return PurePosixPath(path).suffix


def media_type(name: str, declared: str | None, head: bytes) -> str:
    """Return the media type of bytes that begin with ``head``; ``text/plain`` when nothing says otherwise."""
    begun = by_head(head)
    if begun is not None and begun != XML:
        return begun
    said = _DECLARED.get((declared or "").split(";")[0].strip().lower())
    if said is None or said == XML:
        said = _SUFFIXES.get(suffix(name), said)
    return said or begun or TEXT


def by_head(head: bytes) -> str | None:
    """Return the media type that the first bytes show; None when they could be any text."""
    if head.startswith(b"\x1f\x8b"):
        return GZIP
    if head.startswith(b"PK\x03\x04"):
        return ZIP
    if head.startswith(b"PAR1"):
        return PARQUET
    if head.startswith(b"WARC/"):
        return WARC
    if b"%PDF-" in head[:1024] and head.lstrip()[:1] != b"<":
        return PDF
    return _by_tag(_begin(head))


def foreign(head: bytes) -> str | None:
    """Return why bytes that begin so cannot be read: what they seem to be, and what to do; None if they can."""
    # A binary format without a single NUL in its first bytes is rarer than a text that begins like one.
    for at, magic, what, advice in _MAGIC_TEXT + (_MAGIC if b"\0" in head else ()):
        if head[at : at + len(magic)] == magic:
            return f"it looks like {what}; {advice}" if advice is not _NO_TEXT else f"it looks like {what}, {advice}"
    if _is_binary(head):
        return f"it looks like binary data of an unknown kind, {_NO_TEXT}"
    return None


def known(name: str) -> bool:
    """Tell whether the ending of a name is one that onrecord reads, or there is none."""
    ending = suffix(name)
    return not ending or ending in _SUFFIXES


def _by_tag(text: str) -> str | None:
    at = _LEAD.match(text)
    start = at.end() if at else 0
    if _HTML_TAG.match(text, start):
        return HTML
    doctype = _DOCTYPE.match(text, start)
    after = _LEAD.match(text, doctype.end()) if doctype else at
    if _FEED_TAG.match(text, after.end() if after else start):
        return FEED
    return XML if text.lstrip().startswith("<?xml") else None


def _begin(head: bytes) -> str:
    for mark, encoding in _BOMS:
        if head.startswith(mark):
            return head[len(mark) :].decode(encoding, "replace")
    return head.decode("latin-1")


def _is_binary(head: bytes) -> bool:
    """Tell bytes from text: NULs that are not every second byte, or many control characters."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")):
        return False
    nuls = head.count(0)
    if nuls:
        odd, even = head[1::2].count(0), head[::2].count(0)
        return not (min(odd, even) * 20 <= max(odd, even) and max(odd, even) * 5 >= len(head) // 2)
    control = sum(head.count(c) for c in range(32) if c not in (7, 8, 9, 10, 11, 12, 13, 27))
    return len(head) > 16 and control * 20 > len(head)


def _splits(name: str) -> bool:
    try:
        urlsplit(name)
    except ValueError:
        return False
    return True
