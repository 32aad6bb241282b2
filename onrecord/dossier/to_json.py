"""The dossier as JSON, the contract ``onrecord/1``, and the JSON Schema of that contract."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from onrecord import contract
from onrecord.errors import ContractError
from onrecord.model import Conflict, Reuse

if TYPE_CHECKING:
    from onrecord.dossier import Dossier

SCHEMA_ID = "urn:onrecord:schema:1"
"""The schema's own name. Nothing is fetched from it."""

SCHEMA_FILE = Path(__file__).with_name("onrecord-1.schema.json")
"""The schema as it is shipped; ``schema()`` makes the same."""

_NAMES = {"DossierJson": "Dossier", "_DocumentJson": "Document"}


def to_json(dossier: Dossier, *, indent: bool = False) -> str:
    """Return the dossier as one line of JSON, or as indented lines for people.

    The same dossier gives the same text. A lone surrogate leaves as an escape (``\\ud800``), so
    that the result can always be written as UTF-8.
    """
    line = contract.encode(dossier.reading, dossier.record)
    if not indent:
        return line.decode("utf-8")
    try:
        return msgspec.json.format(line, indent=2).decode("utf-8")
    except msgspec.DecodeError:  # escapes of lone surrogates
        return json.dumps(json.loads(line), indent=2)


def from_json(data: bytes | str) -> Dossier:
    """Return the dossier that ``to_json`` wrote, one line or indented.

    Raises ContractError when the JSON is of another schema, does not fit it, is not about its own
    text, or has a span outside the text.
    """
    from onrecord.dossier import Dossier

    reading, record = contract.decode(data)
    length = len(reading.document.text)
    entries: tuple[Reuse | Conflict, ...] = (*record.reuse, *record.conflicts)
    for entry in entries:
        if not 0 <= entry.span.start < entry.span.end <= length:
            raise ContractError(f"{type(entry).__name__} at {tuple(entry.span)} lies outside the text")
    return Dossier(reading=reading, record=record)


def schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of the contract.

    Every property is required, since unknown values are null and never left out, and nothing
    beyond the contract is allowed.
    """
    raw = _renamed(msgspec.json.schema(contract.DossierJson))
    fields = tomllib.loads(Path(__file__).with_name("fields.toml").read_text(encoding="utf-8"))
    definitions = {name: _definition(name, raw["$defs"][name], fields) for name in sorted(raw["$defs"])}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "An onrecord dossier",
        "description": "What stands where in a public statement, who found it, and why. It never says that a claim "
        "holds or does not hold.",
        "$ref": raw["$ref"],
        "$defs": definitions,
    }


def schema_text() -> str:
    """Return the JSON Schema as the text of the file that is shipped."""
    return json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"


def _renamed(raw: dict[str, Any]) -> dict[str, Any]:
    """Call the structs of the contract what the contract calls them."""
    text = json.dumps(raw)
    for ours, name in _NAMES.items():
        text = text.replace(f"#/$defs/{ours}", f"#/$defs/{name}").replace(f'"{ours}"', f'"{name}"')
    renamed: dict[str, Any] = json.loads(text)
    return renamed


def _definition(name: str, raw: dict[str, Any], fields: dict[str, dict[str, str]]) -> dict[str, Any]:
    """Close one definition: everything required, nothing else allowed, every field described."""
    words = " ".join(raw["description"].replace("``", "").split())
    if raw["type"] == "array":
        offset = {"type": "integer", "minimum": 0}
        return {"description": words, "type": "array", "prefixItems": [offset, offset], "items": False, "minItems": 2}
    known = {**(fields["Finding"] if "kind" in raw["properties"] and name != "Instrument" else {}), **fields[name]}
    properties = {}
    for field, value in raw["properties"].items():
        properties[field] = {"description": known[field], **_value(value)}
    if name == "Document":
        properties["id"]["pattern"] = "^sha256:[0-9a-f]{64}$"
    if name == "Source":
        properties["sha256"]["pattern"] = "^[0-9a-f]{64}$"
    return {
        "description": words,
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _value(raw: dict[str, Any]) -> dict[str, Any]:
    """Write one value plainly: no defaults (nothing is left out), no words of other standards."""
    kept = {key: value for key, value in raw.items() if key not in ("default", "discriminator")}
    if len(kept.get("enum", ())) == 1:
        kept = {"const": kept["enum"][0]}
    if "items" in kept and isinstance(kept["items"], dict):
        kept["items"] = _value(kept["items"])
    return kept
