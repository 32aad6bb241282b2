"""HTML to a Document: the main text under the page's title, furniture marked, metadata found."""

from __future__ import annotations

import hashlib
import logging
import re
from typing import Any

from onrecord.errors import Unreadable
from onrecord.model import Document, Metadatum, Source, Span
from onrecord.sources.blob import Given
from onrecord.sources.decoding import decode
from onrecord.sources.furniture import furniture
from onrecord.sources.languages import language_of
from onrecord.sources.layout import key, layout
from onrecord.sources.metadata import Metadata, in_the_text, known, located
from onrecord.sources.metadata.authors import bylined
from onrecord.sources.page import Page, page_of
from onrecord.sources.stripping import depth, strip_tags

DEEPEST = 250
"""Pages nested deeper are not given to the parser: libxml2 stops at 256 and its callers recurse."""
LARGEST = 6_000_000
"""Pages of more characters than this are not given to the extractor, which needs seconds for each million."""
MOST_TAGS = 100_000
"""Pages of more tags than this take the extractor over ten seconds …"""
MOST_TABLES = 1_500
"""… and so do pages of more tables than this: its time grows with their square."""
_SHORT = 200
"""Under this many characters, the extractor is asked again, to be less strict …"""
_MUCH_MORE = 3
"""… and believed if it then finds this many times as much."""
_NEXT_TO_NOTHING = 40
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"""\A\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,40})""")
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0e-\x1f\ufeff]")
"""What no parser of HTML takes; the text of a page is extracted, so no offset is lost."""
_FROM_TOP = 4
Parsed = tuple[str, Page, tuple[str, ...]]


def from_html(  # noqa: PLR0913 - what a document is made of
    data: bytes,
    *,
    name: str,
    charset: str | None = None,
    url: str | None = None,
    given: Given = Given(),  # noqa: B008 - frozen
    origin: str = "given",
    source: Source | None = None,
    notes: tuple[str, ...] = (),
) -> Document:
    """Make a Document of a page's bytes: its title, a blank line, its main text.

    Nothing is fetched. Raises Unreadable when the page holds no text (made by scripts, or empty).
    A page that is too large or nested too deep for the extractor gives all its text, with a note.
    """
    page, more = decode(data, charset or _declared(data), name)
    body, about, how = _read(_NOT_TEXT.sub(" ", page), given.url or url)
    if not any(c.isalnum() for c in body):
        raise Unreadable(name, "the page holds no text (scripts may make it); save it from a browser as a full page")
    text, title = _titled(body, about)
    lines = layout(text)
    omissions = furniture(text, lines)
    language = given.language or language_of(text) or about.language
    found = _with_page(text, in_the_text(text, lines, omissions, language), about, title)
    found = known(text, found, given, origin)
    return Document(
        text=text,
        name=name,
        media_type="text/html",
        language=language,
        title=found.title,
        speaker=found.speaker,
        office=found.office,
        organisation=found.organisation,
        published=found.published,
        other_languages=_others(found, about, language),
        url=given.url or url or about.url,
        source=source or Source(name, "text/html", hashlib.sha256(data).hexdigest()),
        omissions=omissions,
        notes=(*notes, *more, *how, *found.notes),
    )


def _declared(data: bytes) -> str | None:
    """Return the charset that the page's own first 4,096 bytes declare."""
    match = _CHARSET.search(data[:4096]) or _XML_CHARSET.search(data[:400])
    return match[1].decode("ascii", "replace") if match else None


def _read(page: str, url: str | None) -> Parsed:
    """Return the main text, what the page says about itself, and how the text was got."""
    if len(page) > LARGEST:
        return strip_tags(page), Page(), (f"over {LARGEST:,} characters of HTML: all text was taken, menus too",)
    if depth(page, DEEPEST) >= DEEPEST:
        return strip_tags(page), Page(), (f"elements nested over {DEEPEST} deep: all text was taken, menus too",)
    if page.count("<") > MOST_TAGS or page.lower().count("<table") > MOST_TABLES:
        return strip_tags(page), Page(), ("too many elements for the extractor: all text was taken, menus too",)
    try:
        return _extracted(page, url)
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError, AssertionError) as error:
        note = f"the extractor failed ({type(error).__name__}): all text was taken, menus too"
        return strip_tags(page), Page(), (note,)


def _extracted(page: str, url: str | None) -> Parsed:
    import trafilatura

    # Without a handler of its own, the extractor's complaints about empty pages would go to stderr.
    logger = logging.getLogger("trafilatura")
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())
    tree = trafilatura.load_html(page) if page.strip() else None
    if tree is None or not len(tree):
        return strip_tags(page), Page(), ()
    about = page_of(tree, url)
    text = _main_text(trafilatura, tree, url, precision=True)
    notes: tuple[str, ...] = ()
    if len(text) < _SHORT:
        more = _main_text(trafilatura, tree, url, precision=False)
        # In one line, it is the extractor's last resort: the whole page without its structure.
        if len(more) > _MUCH_MORE * len(text) and "\n" in more:
            text = more
        if len(text) < _NEXT_TO_NOTHING:
            text, notes = strip_tags(page), ("no main text was recognised: all text was taken, menus too",)
    return text, about, notes


def _main_text(trafilatura: Any, tree: Any, url: str | None, *, precision: bool) -> str:
    text = trafilatura.extract(
        tree, url=url, favor_precision=precision, include_comments=False, include_formatting=False, output_format="txt"
    )
    return str(text or "")


def _titled(body: str, about: Page) -> tuple[str, Metadatum | None]:
    """Put the page's title above its text, once; a line a paragraph, a blank line between two."""
    lines = [line.strip() for line in body.split("\n") if line.strip()]
    forms = {key(title) for title in about.titles}
    title = about.title
    if title is None:
        return _paragraphs(lines), None
    lines = [line for i, line in enumerate(lines) if i >= _FROM_TOP or key(line) not in forms]
    value = " ".join(title[0].split())
    return "\n\n".join(filter(None, (value, _paragraphs(lines)))), Metadatum(value, Span(0, len(value)), title[1])


def _paragraphs(lines: list[str]) -> str:
    """Join lines by blank lines, but items of a list and rows of a table by line ends."""
    parts: list[str] = []
    for before, line in zip(["", *lines], lines, strict=False):
        close = any(before.startswith(mark) and line.startswith(mark) for mark in ("- ", "| ", "|"))
        parts += [("\n" if close else "\n\n") if parts else "", line]
    return "".join(parts)


def _with_page(text: str, found: Metadata, about: Page, title: Metadatum | None) -> Metadata:
    """Fill from the page's own data what the text does not say."""

    def either(field: str, value: tuple[str, str] | None) -> Metadatum | None:
        here: Metadatum | None = getattr(found, field)
        return here or (located(text, field, value[0], value[1]) if value else None)

    speaker = either("speaker", about.speaker)
    office = either("office", about.office if found.speaker is None else None)
    organisation = either("organisation", about.organisation)
    if speaker is None and about.byline:
        people, offices, organisations = bylined(about.byline)
        speaker = located(text, "speaker", people, "guess") if people else None
        office = office or (located(text, "office", offices, "guess") if offices else None)
        if organisations and found.organisation is None:
            organisation = located(text, "organisation", organisations, "guess")
    return Metadata(
        title=title or found.title,
        speaker=speaker,
        office=office,
        organisation=organisation,
        published=either("published", about.published),
        other_languages=found.other_languages,
        notes=found.notes,
    )


def _others(found: Metadata, about: Page, language: str | None) -> tuple[Metadatum, ...]:
    here = {(language or "").split("-")[0]}
    others = {other.value: other for other in found.other_languages}
    for tag in about.other_languages:
        if tag.split("-")[0] not in here:
            others.setdefault(tag, Metadatum(tag, None, "meta"))
    return tuple(others.values())
