"""What a file says about itself: worth less than what stands in its text, and used only where that is silent."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from onrecord.model import Document, Metadatum, Span
from onrecord.sources.blob import Given

_FILE_NAME = re.compile(r"\.(?:docx?|odt|rtf|pdf|indd|pages|tex|pptx?|qxd|dvi|txt|html?)$", re.IGNORECASE)
_PROGRAM = re.compile(r"^(?:Microsoft \w+ - |untitled|document\d*$|slide \d)", re.IGNORECASE)


def with_properties(document: Document, said: Given, origin: str) -> Document:
    """Fill in what the document lacks from the properties of its file (``origin`` is ``pdf`` or ``docx``).

    A title that is a file's name is not used. An author is used only when that name stands in the
    text, because the property mostly names who typed the file; it is noted otherwise.
    """
    new: dict[str, Any] = {}
    notes: list[str] = []
    if document.title is None and said.title and not (_FILE_NAME.search(said.title) or _PROGRAM.search(said.title)):
        new["title"] = Metadatum(said.title, _place(document.text, said.title), origin)
    if document.speaker is None and said.speaker:
        place = _place(document.body, said.speaker)
        if place and " " in said.speaker:
            new["speaker"] = Metadatum(said.speaker, place, origin)
        else:
            notes.append(f"the file names “{said.speaker[:80]}” as its author, which may be who typed it: not used")
    if document.published is None and said.published:
        new["published"] = Metadatum(said.published, None, origin)
        notes.append("the date is the day on which the file was made, which need not be the day of publication")
    if notes:
        new["notes"] = (*document.notes, *notes)
    return msgspec.structs.replace(document, **new) if new else document


def _place(text: str, value: str) -> Span | None:
    at = text.find(value)
    return Span(at, at + len(value)) if at >= 0 else None
