"""Plain text to a Document: the text as it is, with its furniture marked and its metadata found."""

from __future__ import annotations

from onrecord.model import Document, Source
from onrecord.sources.blob import Given
from onrecord.sources.furniture import furniture
from onrecord.sources.languages import language_of
from onrecord.sources.layout import layout
from onrecord.sources.metadata import in_the_text, known


def from_text(  # noqa: PLR0913 - what a document is made of
    text: str,
    *,
    name: str | None = None,
    media_type: str = "text/plain",
    source: Source | None = None,
    notes: tuple[str, ...] = (),
    given: Given = Given(),  # noqa: B008 - frozen
    origin: str = "given",
    url: str | None = None,
) -> Document:
    """Make a Document of a text, never changing it; raises on no text.

    ``given`` is what the caller or a container knows; it wins over what is found, and ``origin``
    says where it comes from. Linear in the text.
    """
    lines = layout(text)
    omissions = furniture(text, lines)
    language = given.language or _language(text, [omission.span for omission in omissions])
    found = known(text, in_the_text(text, lines, omissions, language), given, origin)
    return Document(
        text=text,
        name=name,
        media_type=media_type,
        language=language,
        title=found.title,
        speaker=found.speaker,
        office=found.office,
        organisation=found.organisation,
        published=found.published,
        other_languages=found.other_languages,
        url=given.url or url,
        source=source,
        omissions=omissions,
        notes=(*notes, *found.notes),
    )


def _language(text: str, omitted: list[tuple[int, int]] | list) -> str | None:  # type: ignore[type-arg]
    parts, at = [], 0
    for start, end in omitted:
        parts.append(text[at:start])
        at = end
    return language_of("".join([*parts, text[at:]]))
