"""Word files (.docx): paragraphs and tables in the order of the document, then its footnotes."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from onrecord.errors import OnrecordError, TooLarge, Unreadable
from onrecord.model import Document, Source
from onrecord.sources import blob as limits
from onrecord.sources.blob import Given
from onrecord.sources.extras import need
from onrecord.sources.given import date, plain
from onrecord.sources.properties import with_properties
from onrecord.sources.text import from_text

RATIO = 250
"""The most bytes that one packed byte may become, once the whole is over ``SMALL``. Word's XML shrinks 5 to 40."""

SMALL = 16 * 1024 * 1024
"""Bytes below which the ratio does not matter."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_NOTES = "/word/footnotes.xml", "/word/endnotes.xml"
_NOT_READ = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_W}txbxContent", f"{_W}pict", f"{_W}drawing", f"{_MC}Fallback"})
_MARKS = {
    f"{_W}tab": "\t",
    f"{_W}br": "\n",
    f"{_W}cr": "\n",
    f"{_W}noBreakHyphen": "\u2011",
    f"{_W}softHyphen": "\u00ad",
}


def from_docx(data: bytes, *, name: str, given: Given, origin: str, source: Source, notes: tuple[str, ...]) -> Document:
    """Return the document of a Word file, with tracked changes as if accepted.

    Raises Unreadable when it is broken, TooLarge when it unpacks to more than the limits, and
    MissingExtra without python-docx.
    """
    check_zip(data, name)
    library = need("docx", name=name, what="reading Word files", extra="docx")
    try:
        word = library.Document(io.BytesIO(data))
        body = word.element.body
        blocks = list(_blocks(body))
        foot = list(_notes_text(word.part.package, name))
        said = _properties(word.core_properties)
    except OnrecordError:
        raise
    except (
        KeyError,
        ValueError,
        SyntaxError,
        OSError,
        EOFError,
        AttributeError,
        zlib.error,
        zipfile.BadZipFile,
    ) as error:
        reason = str(error).strip("'\"")[:120] or type(error).__name__
        raise Unreadable(
            name, f"it is a broken Word file ({reason}); open it in a word processor and save it again"
        ) from None
    made = from_text(
        "\n\n".join([*blocks, *foot]),
        name=name,
        media_type=source.media_type,
        source=source,
        notes=(*notes, *_said_about(body, len(foot))),
        given=given,
        origin=origin,
        url=given.url,
    )
    return with_properties(made, said, "docx")


def check_zip(data: bytes, name: str) -> list[str]:
    """Return the names of a ZIP's entries; raise Unreadable when it is broken, TooLarge when it is a bomb.

    The declared sizes bound the reading too: ``zipfile`` reads no entry beyond its declared size.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            entries = packed.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, IndexError) as error:
        raise Unreadable(name, f"it is a broken ZIP or Word file ({error}); get it again") from None
    if any(entry.flag_bits & 1 for entry in entries):
        raise Unreadable(name, "it is encrypted; save a copy without a password")
    total = sum(entry.file_size for entry in entries)
    if total > limits.LIMIT or len(entries) > 20_000:
        raise TooLarge(name, f"unpacked it is over {limits.LIMIT // 2**20} MB; save it again without its pictures")
    if total > SMALL and total > RATIO * len(data):
        raise TooLarge(name, f"it unpacks to more than {RATIO} times its size; that is no ordinary Word file")
    return [entry.filename for entry in entries]


def _blocks(parent: Any) -> Iterator[str]:
    """Yield the paragraphs and tables below an element as text, in document order."""
    for child in parent:
        if child.tag == f"{_W}p":
            if text := _text(child).strip():
                yield text
        elif child.tag == f"{_W}tbl":
            if text := "\n".join(row for row in _rows(child) if row.strip()):
                yield text
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}moveTo", f"{_W}customXml"):
            yield from _blocks(child)


def _rows(table: Any) -> Iterator[str]:
    for row in table.iter(f"{_W}tr"):
        if next(row.iterancestors(f"{_W}tbl")) is table:  # a table inside a cell is read with that cell
            yield "\t".join(" ".join(_blocks(cell)) for cell in row.iter(f"{_W}tc") if _row_of(cell) is row)


def _row_of(cell: Any) -> Any:
    return next(cell.iterancestors(f"{_W}tr"))


def _text(paragraph: Any) -> str:
    """Return a paragraph's words: insertions in, deletions and text boxes out, a field as its last result."""
    parts: list[str] = []
    stack = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        if element.tag in _NOT_READ:
            continue
        if element.tag == f"{_W}t":
            parts.append(element.text or "")
        elif mark := _MARKS.get(element.tag):
            if _in_run(element):
                parts.append(mark)
        else:
            stack += reversed(element)
    return "".join(parts)


def _in_run(element: Any) -> bool:
    """Tell a tab that is typed from one that a paragraph's settings define."""
    parent = element.getparent()
    return parent is not None and parent.tag == f"{_W}r"


def _notes_text(package: Any, name: str) -> Iterator[str]:
    """Yield the footnotes and endnotes as paragraphs."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    for part in package.iter_parts():
        if str(part.partname) not in _NOTES:
            continue
        for note in etree.fromstring(part.blob, parser):
            if note.get(f"{_W}type") in (None, "normal") and (text := " ".join(_blocks(note))):
                yield text


def _said_about(body: Any, footnotes: int) -> list[str]:
    notes = []
    if footnotes:
        notes.append(f"{_count(footnotes, 'footnote')} stand at the end of the text")
    inserted, deleted = (sum(1 for _ in body.iter(f"{_W}{tag}")) for tag in ("ins", "del"))
    if inserted or deleted:
        notes.append(f"tracked changes were read as if accepted: {inserted} insertions in, {deleted} deletions out")
    boxes = sum(1 for box in body.iter(f"{_W}txbxContent") if not any(box.iterancestors(f"{_MC}Fallback")))
    if boxes:
        notes.append(f"{_count(boxes, 'text box')} not read")
    comments = sum(1 for _ in body.iter(f"{_W}commentReference"))
    if comments:
        notes.append(f"{_count(comments, 'comment')} not read")
    return notes


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}{'es' if what.endswith('x') else 's'}"


def _properties(core: Any) -> Given:
    made = core.created
    return Given(
        title=plain(core.title), speaker=plain(core.author), published=date(made.isoformat()) if made else None
    )
