"""The nouns of the terminal view: a layer, its entries, and how long a passage they quote."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from onrecord.model import Document, Span

_LONG = 400
"""Code points of a passage that a line quotes before it is cut; a line then shows what fits."""


class Entry(NamedTuple):
    """One thing to say: where it stands, what it is, what else is known, and under whose name."""

    place: Span | None
    text: str
    details: tuple[str, ...] = ()
    group: str | None = None


class Layer(NamedTuple):
    """A heading and its entries; ``size`` is the number of findings, ``shown`` how many to show."""

    heading: str
    entries: Sequence[Entry]
    size: int
    shown: int
    note: str = ""


def words(document: Document, span: Span) -> str:
    """Return the words of a span, or its beginning where it is long."""
    if span.end - span.start <= _LONG:
        return document[span]
    return document[Span(span.start, span.start + _LONG)].rstrip() + "…"
