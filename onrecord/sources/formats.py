"""From one blob to one Document: what its bytes are decides who reads them."""

from __future__ import annotations

import hashlib
import re

from onrecord.errors import OnrecordError, Unreadable
from onrecord.model import Document, Source
from onrecord.sources import sniff
from onrecord.sources.blob import Blob, check_length
from onrecord.sources.opening import HEAD, unpack

_OFFICE = (
    ("xl/", "an Excel workbook", "save the sheet with the statements as CSV"),
    ("ppt/", "a PowerPoint file", "save it as PDF"),
    ("META-INF/container.xml", "an e-book (EPUB)", "convert it to HTML or text"),
    ("content.xml", "an OpenDocument file (.odt, .ods)", "save it as .docx or PDF"),
)

_VISIBLE = re.compile(
    r"[^\s\x00-\x1f\xad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff]"
)


def document(blob: Blob) -> Document:
    """Turn one blob into a Document; raise SourceError or MissingExtra when it gives none."""
    try:
        made = _document(blob)
    except OnrecordError:
        raise
    except MemoryError:
        raise Unreadable(blob.name, "there is not enough memory to read it; split it, or use fewer --workers") from None
    except Exception as error:  # a fault of a parser: one bad file must not end a run over many
        reason = " ".join(str(error).split())[:160]
        raise Unreadable(blob.name, f"it could not be read ({type(error).__name__}: {reason})") from error
    check_length(len(made.text), blob.name)
    if _VISIBLE.search(made.text) is None:
        raise Unreadable(blob.name, "it holds no text")
    return made


def _document(blob: Blob) -> Document:
    raw = blob.read()
    if not raw:
        raise Unreadable(blob.name, "it is empty")
    digest = hashlib.sha256(raw).hexdigest()
    if blob.text is not None:
        return _text(blob, blob.text, Source(blob.name, sniff.TEXT, digest), blob.notes)
    data = unpack(raw, blob.name) if raw.startswith(b"\x1f\x8b") else raw
    if not data:
        raise Unreadable(blob.name, "it is empty")
    kind = _kind(blob, data)
    return _read(blob, data, Source(blob.name, kind, digest))


def _kind(blob: Blob, data: bytes) -> str:
    """Return the media type of a document's bytes; raise Unreadable for what gives no text."""
    begun = data[:HEAD]
    kind = sniff.media_type(blob.name, blob.media_type, begun)
    if kind == sniff.ZIP:
        return _zip_kind(blob, data)
    if kind not in (sniff.PDF, sniff.PARQUET) and (reason := sniff.foreign(begun)):
        raise Unreadable(blob.name, reason)
    if kind == sniff.DOCX:
        raise Unreadable(blob.name, "it is named a Word file and is none; get it again")
    if kind == sniff.PDF and b"%PDF-" not in data[:1024]:
        raise Unreadable(blob.name, "it is named a PDF and is none; get it again")
    if kind in sniff.CONTAINERS:
        raise Unreadable(
            blob.name, "it is a table, feed or web archive, not one document; save it as a file of its own for load_all"
        )
    if kind == sniff.XML:
        raise Unreadable(blob.name, "it is XML, but no web page and no feed; save its words as text or HTML")
    return kind


def _zip_kind(blob: Blob, data: bytes) -> str:
    from onrecord.sources.docx import check_zip

    names = check_zip(data, blob.name)
    if any(name.startswith("word/") for name in names):
        return sniff.DOCX
    for start, what, advice in _OFFICE:
        if any(name.startswith(start) for name in names):
            raise Unreadable(blob.name, f"it looks like {what}; {advice}")
    raise Unreadable(blob.name, "it looks like a ZIP archive; unpack it and name the files in it")


def _read(blob: Blob, data: bytes, source: Source) -> Document:
    """Hand the bytes to the module of their format. Each is imported for the first of its kind."""
    if source.media_type == sniff.HTML:
        from onrecord.sources.html import from_html

        return from_html(
            data,
            name=blob.name,
            charset=blob.charset,
            url=blob.given.url,
            given=blob.given,
            origin=blob.origin,
            source=source,
            notes=blob.notes,
        )
    if source.media_type == sniff.PDF:
        from onrecord.sources.pdf import from_pdf

        return from_pdf(data, name=blob.name, given=blob.given, origin=blob.origin, source=source, notes=blob.notes)
    if source.media_type == sniff.DOCX:
        from onrecord.sources.docx import from_docx

        return from_docx(data, name=blob.name, given=blob.given, origin=blob.origin, source=source, notes=blob.notes)
    from onrecord.sources.decoding import decode

    text, notes = decode(data, blob.charset, blob.name)
    return _text(blob, text, source, (*blob.notes, *notes))


def _text(blob: Blob, text: str, source: Source, notes: tuple[str, ...]) -> Document:
    from onrecord.sources.text import from_text

    check_length(len(text), blob.name)
    return from_text(
        text,
        name=blob.name,
        media_type=source.media_type,
        source=source,
        notes=notes,
        given=blob.given,
        origin=blob.origin,
        url=blob.given.url,
    )
