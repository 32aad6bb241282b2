"""Who and what is named? Persons, bodies, places, events, groups, offices, works."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.model import Document, Finding, Reading
from onrecord.readers.languages import for_languages

__all__ = ["read"]


@for_languages("en")
def read(document: Document, reading: Reading) -> Iterator[Finding]:
    """Yield every name of a document, one finding an occurrence; ``referent`` ties them together."""
    del reading
    from onrecord.readers.mentions.finding import find

    yield from find(document.body)
