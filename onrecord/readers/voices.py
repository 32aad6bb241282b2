"""Whose words stand here: the author's, or those of a quotation?"""

from __future__ import annotations

from onrecord.model import Document, Quotation, Reading, Span

_REPORTS = ("direct", "indirect", "mixed")
_WHOLE = 0.6


def reports(document: Document, reading: Reading) -> tuple[list[Quotation], str | None]:
    """Return the quotations that make somebody say something, and the id of the one that is the whole statement.

    A statement that stands between marks as a whole is one outer quotation; its words are the
    author's. It is taken for that when it holds three fifths of the text.
    """
    found = [q for q in reading.of(Quotation) if q.mode in _REPORTS]
    least = _WHOLE * len(document.body.strip())
    for quotation in found:
        length = sum(span.end - span.start for span in quotation.content)
        if length >= least > 0 and quotation.mode == "direct" and quotation.parent is None:
            return [q for q in found if q.id != quotation.id], quotation.id
    return found, None


class Voices:
    """The innermost quotation around a place; places are asked in text order."""

    def __init__(self, document: Document, reading: Reading) -> None:
        quotations, _ = reports(document, reading)
        self._document = document
        self._open: list[Quotation] = []
        self._rest = quotations[::-1]

    def at(self, span: Span) -> Quotation | None:
        """Return the innermost quotation that holds a span, or None where the author speaks."""
        while self._rest and self._rest[-1].span.start <= span.start:
            self._open.append(self._rest.pop())
        self._open = [q for q in self._open if q.span.end > span.start]
        around = [q for q in self._open if any(content.holds(span) for content in q.content)]
        return min(around, key=lambda q: q.span.end - q.span.start) if around else None

    def name(self, quotation: Quotation) -> str:
        """Return who speaks in a quotation, in words."""
        if quotation.speaker_name:
            return quotation.speaker_name
        return " ".join(self._document[quotation.speaker].split()) if quotation.speaker else "somebody not named"
