"""The JSON contract ``onrecord/1``: how a reading and its record become bytes, and come back."""

from __future__ import annotations

import json
import math
from typing import Any, Literal

import msgspec

from onrecord.errors import ContractError
from onrecord.model import (
    AnyFinding,
    Document,
    Failure,
    Finding,
    Metadatum,
    Omission,
    Reading,
    Record,
    Source,
)

SCHEMA: Literal["onrecord/1"] = "onrecord/1"


class _DocumentJson(msgspec.Struct, frozen=True, kw_only=True):
    """The document as the contract writes it: the values of the noun, and its id."""

    id: str
    name: str | None
    text: str
    media_type: str
    language: str | None
    omissions: tuple[Omission, ...]
    title: Metadatum | None
    speaker: Metadatum | None
    office: Metadatum | None
    organisation: Metadatum | None
    published: Metadatum | None
    other_languages: tuple[Metadatum, ...]
    url: str | None
    source: Source | None
    notes: tuple[str, ...]


class DossierJson(msgspec.Struct, frozen=True, kw_only=True):
    """The whole contract, in its order; the JSON Schema is made from this."""

    schema: Literal["onrecord/1"]
    document: _DocumentJson
    findings: tuple[AnyFinding, ...]
    record: Record
    failures: tuple[Failure, ...]
    readers: tuple[str, ...]


_VALUES = tuple(name for name in _DocumentJson.__struct_fields__ if name != "id")
_DECODER = msgspec.json.Decoder(DossierJson)


def encode(reading: Reading, record: Record) -> bytes:
    """Return one line of JSON in UTF-8. The same reading gives the same bytes.

    Lone surrogates, which UTF-8 cannot hold, leave as ``\\ud800`` escapes; the line is then ASCII.
    """
    document = reading.document
    value = DossierJson(
        schema=SCHEMA,
        document=_DocumentJson(id=document.id, **{name: getattr(document, name) for name in _VALUES}),
        findings=reading.findings,
        record=record,
        failures=reading.failures,
        readers=reading.readers,
    )
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:
        plain = _finite(msgspec.to_builtins(value))
        return json.dumps(plain, separators=(",", ":"), allow_nan=False).encode("ascii")


def _finite(value: Any) -> Any:
    """Put null where a number is not finite, as the fast encoder does."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {key: _finite(part) for key, part in value.items()}
    return [_finite(part) for part in value] if isinstance(value, list | tuple) else value


def decode(data: bytes | str) -> tuple[Reading, Record]:
    """Return the reading and the record of one dossier in JSON.

    Raises ContractError when the JSON is of another schema, does not fit it, when the id is not
    the text's, or when a span lies outside the text.
    """
    value = _decoded(data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data)
    try:
        document = Document(**{name: getattr(value.document, name) for name in _VALUES})
    except ValueError as error:
        raise ContractError(f"this is not a dossier of schema {SCHEMA}: {error}") from error
    if document.id != value.document.id:
        raise ContractError(f"the text is not the one that was read: its id is {document.id}, not {value.document.id}")
    for finding in value.findings:
        if not within(finding, len(document.text)):
            raise ContractError(f"{type(finding).__name__} at {tuple(finding.span)} lies outside the text")
    reading = Reading(document=document, findings=value.findings, failures=value.failures, readers=value.readers)
    return reading, value.record


def _decoded(data: bytes) -> DossierJson:
    try:
        return _DECODER.decode(data)
    except msgspec.ValidationError as error:
        raise ContractError(f"this is not a dossier of schema {SCHEMA}: {error}") from error
    except (msgspec.DecodeError, UnicodeDecodeError):
        pass  # lone surrogates are legal in JSON's escapes; the slower decoder knows them
    try:
        raw: Any = json.loads(data.decode("utf-8", "surrogatepass"))
        return msgspec.convert(raw, DossierJson)
    except (ValueError, RecursionError) as error:
        raise ContractError(f"this is not a dossier of schema {SCHEMA}: {error}") from error


def within(finding: Finding, length: int) -> bool:
    """Tell whether all spans of a finding lie inside a text of that length and are not empty."""
    return all(0 <= start < end <= length for start, end in spans(finding))


def spans(finding: Finding) -> list[tuple[int, int]]:
    """Return every span that a finding holds: its own, then those of its parts."""
    found: list[tuple[int, int]] = [finding.span]
    for name in finding.__struct_fields__:
        value = getattr(finding, name)
        if name == "span" or not isinstance(value, tuple) or not value:
            continue
        if isinstance(value[0], int):
            found.append((value[0], value[1]))
        elif isinstance(value[0], tuple):
            found.extend((part[0], part[1]) for part in value)
    return found
