"""The dossier for a terminal: the facts at a glance, then layer by layer, each line with its place.

Places are ``[start-end]`` in code points. Nothing that a document holds can steer the terminal.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from onrecord.contract import SCHEMA
from onrecord.dossier.entries import Entry, Layer
from onrecord.dossier.layers import layers
from onrecord.dossier.terminal import cut, harmless, wrap
from onrecord.dossier.unread import unread
from onrecord.model import KINDS, Document, kind_of

if TYPE_CHECKING:
    from onrecord.dossier import Dossier

NARROWEST = 24
"""Columns below which no line can be read; a narrower terminal is treated as this wide."""

_BOLD, _FAINT, _PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"
_PLURALS = {"quantity": "quantities", "mention": "names", "wording": "wordings"}


def to_text(dossier: Dossier, *, width: int = 80, colour: bool = False) -> str:
    """Return the dossier as lines of at most ``width`` columns, ending in a line feed.

    Long layers are cut, and say by how much. ``colour`` makes headings bold and places faint; it
    never carries a meaning.
    """
    page = _Page(max(width, NARROWEST), colour)
    _head(page, dossier)
    for layer in layers(dossier):
        page.layer(layer)
    _foot(page, dossier)
    return "\n".join(page.lines) + "\n"


class _Page:
    """Lines of one width, as they are written."""

    def __init__(self, width: int, colour: bool) -> None:
        self.lines: list[str] = []
        self.width = width
        self._colour = colour

    def heading(self, text: str) -> None:
        """Write a heading, wrapped."""
        self.lines += [self._styled(line, _BOLD) for line in wrap(harmless(text), self.width, rest="")]

    def words(self, text: str, indent: str = "") -> None:
        """Write a paragraph, wrapped."""
        self.lines += wrap(harmless(text), self.width, indent, indent)

    def layer(self, layer: Layer) -> None:
        """Write one layer: heading with its count, entries by group, and how many are not shown."""
        self.lines.append("")
        self.heading(f"{layer.heading} ({layer.size})")
        if layer.note:
            self.words(layer.note)
        sizes = Counter(entry.group for entry in layer.entries)
        group: str | None = None
        for entry in layer.entries[: layer.shown]:
            if entry.group != group and entry.group is not None:
                self.words(cut(f"{entry.group} ({sizes[entry.group]})", self.width - 2), "  ")
            group = entry.group
            self._entry(entry)
        more = len(layer.entries) - layer.shown
        if more > 0:
            self.lines.append(f"  … and {more} more (use -f json)")

    def _entry(self, entry: Entry) -> None:
        indent = "  " if entry.group is None else "    "
        first = f"{indent}[{entry.place.start}-{entry.place.end}] " if entry.place else indent
        written = wrap(cut(entry.text, 3 * self.width), self.width, first, f"{indent}  ")
        if entry.place:
            written[0] = self._styled(first, _FAINT) + written[0][len(first) :]
        self.lines += written
        for detail in entry.details:
            self.lines += wrap(cut(detail, 3 * self.width), self.width, f"{indent}  ", f"{indent}    ")

    def _styled(self, text: str, style: str) -> str:
        return f"{style}{text}{_PLAIN}" if self._colour and text else text


def _head(page: _Page, dossier: Dossier) -> None:
    """Write what is known about the document, and what was found in it."""
    document = dossier.document
    page.heading(cut(document.title.value if document.title else document.name or "A statement", 3 * page.width))
    facts = (document.speaker, document.office, document.organisation, document.published)
    known = [cut(fact.value, page.width) for fact in facts if fact]
    if known:
        page.words(" · ".join(known))
    page.words(" · ".join(cut(part, page.width) for part in _source(document)))
    if document.url:
        page.words(cut(document.url, 3 * page.width))
    if document.other_languages:
        also = ", ".join(cut(fact.value, page.width) for fact in document.other_languages)
        page.words(f"Also available in: {also}")
    counts = Counter(kind_of(finding) for finding in dossier.reading)
    found = [f"{counts[name]} {_plural(name, counts[name])}" for name in map(kind_of, KINDS) if counts[name]]
    page.lines.append("")
    page.words(f"Found: {' · '.join(found)}." if found else "Nothing was found.")
    missed = unread(dossier.reading)
    absent = [name for name in map(kind_of, KINDS) if not counts[name] and name != "remark"]
    missing = [_plural(name, 0) for name in absent if name not in missed]
    if found and missing:
        page.words(f"Not found: {', '.join(missing)}.")
    if missed:
        page.words(f"Not read: {', '.join(_plural(name, 0) for name in missed)}.")
    if dossier.reading.failures:
        page.words("Not all was read: the last layer says what was not.")


def _foot(page: _Page, dossier: Dossier) -> None:
    from onrecord import __version__

    page.lines.append("")
    page.words(f"{dossier.document.id}")
    page.words(f"Read by onrecord {__version__}, schema {SCHEMA}. It finds what stands where; it rules on nothing.")


def _source(document: Document) -> list[str]:
    parts = [document.name] if document.name and document.title else []
    parts.append(document.media_type)
    parts.append(f"language {document.language}" if document.language else "language not known")
    return [*parts, f"{len(document.text):,} characters"]


def _plural(kind: str, count: int) -> str:
    if count == 1:
        return "name" if kind == "mention" else kind
    return _PLURALS.get(kind, f"{kind}s")
