"""What does it rest on? Resolutions, charters, treaties, agreements, cases, acts, documents.

``find`` reads a text, ``read`` a document. Finding and resolving are two steps: each family finds
its forms, then overlaps are settled and short forms get their antecedents.
"""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.model import Citation, Document, Finding, Reading
from onrecord.readers.languages import for_languages

__all__ = ["find", "read"]


def find(text: str, published: str | None = None) -> list[Citation]:
    """Return the citations of a text in text order; ``published`` is its date in EDTF."""
    from onrecord.readers.citations.families import find as find_in

    return find_in(text, published)


@for_languages("en")
def read(document: Document, reading: Reading) -> Iterator[Finding]:
    """Yield every citation of a document."""
    del reading
    yield from find(document.body, document.published.value if document.published else None)
