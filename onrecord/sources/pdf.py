"""PDF: the text of its pages, line by line as it is set, put together again into paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from onrecord.errors import TooLarge, Unreadable
from onrecord.model import Document, Metadatum, Omission, Source, Span
from onrecord.sources.blob import Given, check_length
from onrecord.sources.given import date, plain
from onrecord.sources.lines import Line, Passage, assembled, title_line
from onrecord.sources.properties import with_properties
from onrecord.sources.text import from_text

PAGES = 3_000
"""The most pages that are read of one PDF."""

_ENCRYPTED = 4  # FPDF_ERR_PASSWORD
_DATE = re.compile(r"D:(\d{4})(\d\d)?(\d\d)?")
_HYPHENS = frozenset("\x02\ufffe\u00ad")


def from_pdf(data: bytes, *, name: str, given: Given, origin: str, source: Source, notes: tuple[str, ...]) -> Document:
    """Return the document of a PDF's text; its running heads and page numbers are marked as omissions.

    Raises Unreadable when it is encrypted, broken or holds no text, TooLarge beyond the limits.
    """
    pages, properties, more = _read(data, name)
    passages, repairs = assembled(pages)
    text, omissions = _joined(passages)
    made = from_text(
        text,
        name=name,
        media_type=source.media_type,
        source=source,
        notes=(*notes, *more, *repairs),
        given=given,
        origin=origin,
        url=given.url,
    )
    made = msgspec.structs.replace(made, omissions=_merged(made.omissions, omissions))
    if given.title is None and (heading := title_line(pages)):
        at = made.body.find(heading)
        if at >= 0:
            made = msgspec.structs.replace(made, title=Metadatum(heading, Span(at, at + len(heading)), "text"))
    return with_properties(made, properties, "pdf")


def _read(data: bytes, name: str) -> tuple[list[list[Line]], Given, list[str]]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _ENCRYPTED or "password" in str(error).lower():
            raise Unreadable(name, "it is encrypted; save a copy without a password") from None
        raise Unreadable(name, "it is a broken PDF; open it in a viewer and save or print it to a new one") from None
    try:
        if len(document) > PAGES:
            raise TooLarge(name, f"it has {len(document):,} pages, over {PAGES:,}; split it")
        pages, broken = _pages(document, name)
        properties = _properties(document.get_metadata_dict(skip_empty=True))
    finally:
        document.close()
    empty = [number for number, lines in enumerate(pages, 1) if not lines and number not in broken]
    if not any(pages):
        raise Unreadable(name, "its pages hold no text (scanned?); run OCR over it and give the result")
    notes = []
    if empty:
        notes.append(f"{_listed(empty)} no text (scanned?)")
    if broken:
        notes.append(f"{_listed(broken)} nothing that could be read (broken)")
    return pages, properties, notes


def _pages(document: Any, name: str) -> tuple[list[list[Line]], list[int]]:
    import pypdfium2

    pages: list[list[Line]] = []
    broken: list[int] = []
    total = 0
    for index in range(len(document)):
        try:
            page = document[index]
            text_page = page.get_textpage()
            total += text_page.count_chars()
            check_length(total, name)
            pages.append(list(_lines(text_page)))
            text_page.close()
            page.close()
        except pypdfium2.PdfiumError:
            broken.append(index + 1)
            pages.append([])
    return pages, broken


def _lines(page: Any) -> Iterator[Line]:
    """Yield the lines of a page in its order; a line that ends in a broken word ends in a soft hyphen."""
    import pypdfium2.raw as raw

    characters = [chr(raw.FPDFText_GetUnicode(page.raw, i)) for i in range(page.count_chars())]
    start = 0
    for at, character in enumerate(characters):
        broken = character in _HYPHENS
        if character not in "\r\n" and not broken:
            continue
        yield from _line(page, characters, start, at, "\u00ad" if broken else "")
        start = at + 1
    yield from _line(page, characters, start, len(characters), "")


def _line(page: Any, characters: list[str], start: int, end: int, mark: str) -> Iterator[Line]:
    import pypdfium2.raw as raw

    while start < end and characters[start] in " \0":
        start += 1
    while end > start and characters[end - 1] in " \0":
        end -= 1
    if start == end:
        return
    text = "".join(characters[start:end])
    # Bullets, footnote marks and code are set in smaller types: of a few letters, the largest tells size and height.
    letters = [i for i in range(start, end) if characters[i].isalnum()] or [start]
    sizes = {i: float(raw.FPDFText_GetFontSize(page.raw, i)) for i in letters[:: max(1, len(letters) // 4)]}
    letter = max(sizes, key=lambda i: sizes[i])
    left, *_ = page.get_charbox(start, loose=True)
    _, bottom, _, top = page.get_charbox(letter, loose=True)
    _, _, right, _ = page.get_charbox(end - 1, loose=True)
    text = text.replace("\0", "\ufffd").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    yield Line(text + mark, left, right, bottom, top, sizes[letter])


def _joined(passages: list[Passage]) -> tuple[str, list[Omission]]:
    """Return the passages as one text, a blank line between them, and where the furniture stands in it."""
    parts: list[str] = []
    omissions: list[Omission] = []
    at = 0
    for passage in passages:
        if parts:
            parts.append("\n\n")
            at += 2
        if passage.why:
            omissions.append(Omission(Span(at, at + len(passage.text)), passage.why))
        parts.append(passage.text)
        at += len(passage.text)
    return "".join(parts), omissions


def _merged(found: tuple[Omission, ...], own: list[Omission]) -> tuple[Omission, ...]:
    """Return both lists in text order; where two overlap, the page's own furniture stays."""
    kept = [omission for omission in found if not any(omission.span.overlaps(other.span) for other in own)]
    return tuple(sorted([*kept, *own], key=lambda omission: omission.span))


def _properties(raw: dict[str, str]) -> Given:
    made = _DATE.match(raw.get("CreationDate", ""))
    day = "-".join(part for part in made.groups() if part) if made else None
    return Given(title=plain(raw.get("Title")), speaker=plain(raw.get("Author")), published=date(day) if day else None)


def _listed(numbers: list[int]) -> str:
    few = ", ".join(map(str, numbers[:20])) + (", …" if len(numbers) > 20 else "")
    return f"page {few} holds" if len(numbers) == 1 else f"pages {few} hold"
