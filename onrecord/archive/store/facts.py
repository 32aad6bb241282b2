"""What is known about a document beside its text, as JSON that gives the same document back."""

from __future__ import annotations

import json
import re
from operator import attrgetter

import msgspec

from onrecord.model import Document, Metadatum, Omission, Source

_PLACELESS = re.compile(r"(?:stdin|bytes)(?:#\d+)?|.*#\d+", re.DOTALL)
"""Names that say how a document came in and not where it stands: another text may bear them next time."""


class Facts(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A document without its text."""

    name: str | None = None
    media_type: str = "text/plain"
    language: str | None = None
    title: Metadatum | None = None
    speaker: Metadatum | None = None
    office: Metadatum | None = None
    organisation: Metadatum | None = None
    published: Metadatum | None = None
    other_languages: tuple[Metadatum, ...] = ()
    url: str | None = None
    source: Source | None = None
    omissions: tuple[Omission, ...] = ()
    notes: tuple[str, ...] = ()


_NAMES = Facts.__struct_fields__
_VALUES = attrgetter(*_NAMES)
_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(Facts)


def facts_of(document: Document) -> Facts:
    """Return what is known about a document."""
    return Facts(**dict(zip(_NAMES, _VALUES(document), strict=True)))


def to_json(value: msgspec.Struct) -> str:
    """Return a value as one line of JSON; lone surrogates leave as escapes."""
    try:
        return _ENCODER.encode(value).decode()
    except UnicodeEncodeError:
        return json.dumps(msgspec.to_builtins(value), separators=(",", ":"))


def from_json(data: str) -> Facts:
    """Return the facts that ``to_json`` wrote; raise ValueError when it did not."""
    try:
        return _DECODER.decode(data)
    except msgspec.DecodeError:  # lone surrogates are legal in JSON's escapes; the slower decoder knows them
        return msgspec.convert(json.loads(data), Facts)


def document_of(text: str, facts: Facts) -> Document:
    """Return the whole document again."""
    return Document(text=text, **dict(zip(_NAMES, _VALUES(facts), strict=True)))


def place_of(document: Document | Facts) -> str | None:
    """Return where a document stands: its address without the fragment, else its name; None for neither.

    Two texts of one place are versions of one document.
    """
    if document.url:
        return "url " + plain(document.url.split("#", 1)[0])
    if document.name and not _PLACELESS.fullmatch(document.name):
        return "name " + plain(document.name)
    return None


def plain(value: str) -> str:
    """Return a string that a database can hold: lone surrogates become escapes."""
    return value.encode("utf-8", "backslashreplace").decode()


def value_of(fact: Metadatum | None) -> str | None:
    """Return the value of a fact, as a database can hold it."""
    return plain(fact.value) if fact is not None else None
