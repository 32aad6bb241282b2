"""What does it rest on? Resolutions, charters, treaties, agreements, cases, acts, documents.

``find`` reads a text, ``read`` a document. Finding and resolving are two steps: each family finds
its forms, then overlaps are settled and short forms get their antecedents.
"""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.model import Citation, Document, Finding, Reading, Span
from onrecord.readers.languages import for_languages

__all__ = ["find", "read"]


def find(text: str, published: str | None = None, office: str = "") -> list[Citation]:
    """Return the citations of a text in text order; ``published`` is its date in EDTF, ``office`` the speaker's."""
    from onrecord.readers.citations.families import find as find_in

    return find_in(text, published, office)


@for_languages("en")
def read(document: Document, reading: Reading) -> Iterator[Finding]:
    """Yield every citation of a document; its own title (“Statement by the Minister …”) cites nothing."""
    del reading
    office = ", ".join(given.value for given in (document.office, document.organisation) if given)
    title = document.title.span if document.title else None
    for found in find(document.body, document.published.value if document.published else None, office):
        if title is None or not _is_title(found, title):
            yield found


def _is_title(found: Citation, title: Span) -> bool:
    """Tell whether a citation is the document's own title: a statement, described from the title's first word on."""
    itself = all(one.id is None and one.kind in ("statement", "report", "document") for one in found.instruments)
    return itself and found.span.start == title.start
