"""A document's metadata: what stands in the text, what its page says, and what the caller knows."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from onrecord.model import Metadatum, Omission, Span
from onrecord.sources.blob import Given
from onrecord.sources.languages import points_to
from onrecord.sources.layout import Line
from onrecord.sources.metadata.dates import dates
from onrecord.sources.metadata.head import Head, head_of

FIELDS = ("title", "speaker", "office", "organisation", "published")
_LOOKED_AT = 4000


class Metadata(msgspec.Struct, frozen=True, kw_only=True):
    """The facts about one document; each value with its span where it stands in the text."""

    title: Metadatum | None = None
    speaker: Metadatum | None = None
    office: Metadatum | None = None
    organisation: Metadatum | None = None
    published: Metadatum | None = None
    other_languages: tuple[Metadatum, ...] = ()
    notes: tuple[str, ...] = ()


def in_the_text(text: str, lines: Sequence[Line], omissions: Sequence[Omission], language: str | None) -> Metadata:
    """Return what the text says about itself; ``omissions`` are its furniture, in text order."""
    omitted = _omitted(lines, omissions)
    head = head_of(text, lines, omitted, day_first=bool(language) and language != "en")
    return Metadata(
        title=_named(text, (head.title,) if head.title else ()),
        speaker=_named(text, head.author.people) or _speaking_organisation(text, head),
        office=_named(text, head.author.offices),
        organisation=_named(text, head.author.organisations[:1]),
        published=Metadatum(head.published.value, head.published.span, "text")
        if head.published and head.published.value
        else None,
        other_languages=_other_languages(text, lines, omitted, language),
        notes=head.notes,
    )


def known(text: str, found: Metadata, given: Given, origin: str) -> Metadata:
    """Put what the caller or the container says in the place of what was found, with its span."""
    values: dict[str, Metadatum] = {}
    for field in FIELDS:
        value = getattr(given, field)
        if value:
            values[field] = Metadatum(value, _place(text, field, value, getattr(found, field)), origin)
    return msgspec.structs.replace(found, **values) if values else found


def located(text: str, field: str, value: str, source: str) -> Metadatum:
    """Make a metadatum of a value from the page's own data, with its span if the text has it."""
    return Metadatum(value, _place(text, field, value, None), source)


def _place(text: str, field: str, value: str, found: Metadatum | None) -> Span | None:
    if found is not None and found.value == value:
        return found.span
    if field == "published":
        for dated in dates(text[:_LOOKED_AT]):
            if dated.value == value:
                return dated.span
        return None
    at = text.find(value)
    return Span(at, at + len(value)) if at >= 0 else None


def _omitted(lines: Sequence[Line], omissions: Sequence[Omission]) -> list[bool]:
    found, at = [], 0
    for line in lines:
        while at < len(omissions) and omissions[at].span.end <= line.start:
            at += 1
        found.append(at < len(omissions) and omissions[at].span.start <= line.start)
    return found


def _named(text: str, spans: Sequence[Span]) -> Metadatum | None:
    """Join several names; the span then runs from the first to the last."""
    if not spans:
        return None
    names = list(dict.fromkeys(" ".join(text[start:end].split()) for start, end in spans))
    whole = Span(spans[0].start, spans[-1].end if len(names) > 1 else spans[0].end)
    return Metadatum("; ".join(names), whole, "text")


def _speaking_organisation(text: str, head: Head) -> Metadatum | None:
    return _named(text, head.author.organisations[:1]) if head.author.by_organisation else None


def _other_languages(
    text: str, lines: Sequence[Line], omitted: Sequence[bool], language: str | None
) -> tuple[Metadatum, ...]:
    found: dict[str, Metadatum] = {}
    for line, out in zip(lines, omitted, strict=True):
        if not out or line.end - line.start > 300:
            continue
        for named in points_to(text[line.start : line.end]):
            if named.language != language:
                span = Span(line.start + named.span.start, line.start + named.span.end)
                found.setdefault(named.language, Metadatum(named.language, span, "text"))
    return tuple(found.values())
