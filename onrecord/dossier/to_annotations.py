"""The dossier as W3C Web Annotations (JSON-LD): one annotation a finding, or one a part of it.

Positions are code points of the document's text, as the standard asks; every passage has both a
position and a quotation with its surroundings, so that it can be found in other copies.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from math import isfinite
from typing import TYPE_CHECKING, Any

import msgspec

from onrecord.contract import SCHEMA
from onrecord.dossier.characters import widened
from onrecord.dossier.schema_org import Json, about, reviewed, schema_claim, urn, uuid_of, web_address
from onrecord.model import (
    AnyFinding,
    Citation,
    Claim,
    Conflict,
    Document,
    FactCheck,
    Quotation,
    Reuse,
    Span,
    kind_of,
)

if TYPE_CHECKING:
    from onrecord.dossier import Dossier

AROUND = 32
"""Code points of the text on either side of a quotation; more where a character would be cut."""

CONTEXT: list[Any] = [
    "http://www.w3.org/ns/anno.jsonld",
    {"onrecord": "urn:onrecord:1#", "prov": "http://www.w3.org/ns/prov#"},
]

MOTIVATIONS = {
    "quotation": "describing",
    "time": "identifying",
    "quantity": "identifying",
    "mention": "identifying",
    "citation": "linking",
    "claim": "classifying",
    "comparison": "describing",
    "wording": "classifying",
    "remark": "tagging",
    "reuse": "linking",
    "conflict": "linking",
}
"""Why the standard would say that each kind was made."""

_CLASSES = ("mode", "attitude", "type", "resolution", "types", "relation", "label", "slot")


def to_annotations(dossier: Dossier, *, indent: bool = False) -> str:
    """Return an AnnotationCollection with one page that holds every annotation, in JSON-LD.

    The same dossier gives the same text: ids come from what is annotated, and no clock is asked.
    Lone surrogates leave as escapes; the text is then ASCII.
    """
    document = dossier.document
    items = list(_items(dossier))
    collection = f"urn:uuid:{uuid_of('collection', document.id, [item['id'] for item in items])}"
    value = {
        "@context": CONTEXT,
        "id": collection,
        "type": "AnnotationCollection",
        "label": f"onrecord: {document.title.value if document.title else document.name or document.id}",
        "creator": _software(),
        "total": len(items),
        "onrecord:schema": SCHEMA,
        "schema:about": about(document),
        "prov:wasDerivedFrom": [{"id": urn} for urn in _origins(document)],
        "prov:wasGeneratedBy": _activity(dossier, collection),
        "onrecord:failures": [f"{failure.reader}: {failure.error}" for failure in dossier.reading.failures],
        "onrecord:notes": list(document.notes),
        "onrecord:left_out": {f"onrecord:{what}": count for what, count in left_out(dossier).items()},
        "first": {"id": f"{collection}#page-1", "type": "AnnotationPage", "startIndex": 0, "items": items},
    }
    text = json.dumps(value, ensure_ascii=False, indent=2 if indent else None)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        text = json.dumps(value, indent=2 if indent else None)
    return text


def left_out(dossier: Dossier) -> dict[str, int]:
    """Count what annotations cannot carry.

    That is omissions, where the document's metadata stands, and fact-checks of no known claim.
    """
    document = dossier.document
    facts = [document.title, document.speaker, document.office, document.organisation, document.published]
    placed = [fact for fact in (*facts, *document.other_languages) if fact and fact.span]
    claims = {claim.id for claim in dossier.reading.of(Claim)}
    counts = {
        "omissions": len(document.omissions),
        "metadata_spans": len(placed),
        "factchecks": sum(check.claim not in claims for check in dossier.record.factchecks),
    }
    return {what: count for what, count in counts.items() if count}


def _items(dossier: Dossier) -> Iterator[Json]:
    """Yield the annotations in text order: the findings, then what is on record."""
    reviews: dict[str, list[FactCheck]] = {}
    for check in dossier.record.factchecks:
        reviews.setdefault(check.claim, []).append(check)
    quotations = {quotation.id: quotation for quotation in dossier.reading.of(Quotation)}
    seen: Counter[str] = Counter()
    for finding in dossier.reading:
        data = _plain(finding)
        bodies = _bodies(dossier.document, finding, data)
        if isinstance(finding, Claim):
            bodies.append(schema_claim(dossier.document, finding, quotations))
            bodies += [reviewed(check) for check in reviews.get(finding.id, ())]
        spans = finding.content if isinstance(finding, Quotation) and finding.content else (finding.span,)
        yield from _annotations(dossier.document, kind_of(finding), spans, (data, bodies, finding.by), seen)
    entries: tuple[Reuse | Conflict, ...] = (*dossier.record.reuse, *dossier.record.conflicts)
    for entry in entries:
        kind = type(entry).__name__.lower()
        data = _plain(entry)
        bodies = _record_bodies(entry, kind, data)
        yield from _annotations(dossier.document, kind, (entry.span,), (data, bodies, None), seen)


def _annotations(
    document: Document,
    kind: str,
    spans: tuple[Span, ...],
    content: tuple[Json, list[Json], str | None],
    seen: Counter[str],
) -> Iterator[Json]:
    """Yield one annotation, or one a part: all parts share the stem of their ids."""
    data, bodies, by = content
    name = json.dumps(["annotation", document.id, kind, data])
    stem = f"urn:uuid:{uuid_of(name, seen[name])}"
    seen[name] += 1
    creator = _software() if by is None else {**_software(), "onrecord:reader": by}
    for number, span in enumerate(spans, 1):
        part = _text("describing", f"part {number} of {len(spans)} of one {kind}")
        yield {
            "id": stem if len(spans) == 1 else f"{stem}#part-{number}",
            "type": "Annotation",
            "motivation": MOTIVATIONS[kind],
            "creator": creator,
            "body": bodies if len(spans) == 1 else [*bodies, part],
            "target": _target(document, span),
        }


def _target(document: Document, span: Span) -> Json:
    text = document.text
    before, after = widened(text, max(0, span.start - AROUND), min(len(text), span.end + AROUND))
    return {
        "source": web_address(document.url) or urn(document.id),
        "state": {"type": "TimeState", "cached": urn(document.id)},
        "selector": [
            {"type": "TextPositionSelector", "start": span.start, "end": span.end},
            {
                "type": "TextQuoteSelector",
                "exact": document[span],
                "prefix": text[before : span.start],
                "suffix": text[span.end : after],
            },
        ],
    }


def _bodies(document: Document, finding: AnyFinding, data: Json) -> list[Json]:
    """Say what a finding is: tags, the reason, the whole of it as JSON, and what it links to."""
    bodies = [_text("tagging", kind_of(finding))]
    for field in _CLASSES:
        value = data.get(field)
        bodies += [
            _text("tagging", tag) for tag in (value if isinstance(value, list | tuple) else [value] if value else [])
        ]
    bodies += [{**_text("describing", finding.why), "language": "en"}, _json(data)]
    if isinstance(finding, Quotation) and finding.speaker:
        bodies.append(_text("identifying", finding.speaker_name or document[finding.speaker]))
    if isinstance(finding, Citation):
        for instrument in finding.instruments:
            address = web_address(instrument.url)
            if address:
                bodies.append({"type": "SpecificResource", "purpose": "linking", "source": address})
    return bodies


def _record_bodies(entry: Reuse | Conflict, kind: str, data: Json) -> list[Json]:
    label = entry.relation if isinstance(entry, Reuse) else entry.slot
    other: Json = {
        "type": "SpecificResource",
        "purpose": "linking",
        "source": urn(entry.document.id),
        "selector": {"type": "TextPositionSelector", "start": entry.other_span.start, "end": entry.other_span.end},
    }
    return [_text("tagging", kind), _text("tagging", label), _json(data), other]


def _activity(dossier: Dossier, collection: str) -> Json:
    found = {finding.by for finding in dossier.reading}
    silent = {name for name in dossier.reading.readers if not any(by.startswith(f"{name}/") for by in found)}
    readers = sorted(found | silent)
    return {
        "id": f"{collection}#reading",
        "type": "prov:Activity",
        "prov:used": {"id": urn(dossier.document.id)},
        "prov:wasAssociatedWith": {"id": _software()["id"]},
        "onrecord:readers": readers,
    }


def _origins(document: Document) -> list[str]:
    """Return what the annotations were made from: the text, and the bytes it was got from."""
    return [urn(document.id), *([f"urn:sha256:{document.source.sha256}"] if document.source else [])]


def _software() -> Json:
    from onrecord import __version__

    return {"id": f"urn:uuid:{uuid_of('software', __version__)}", "type": "Software", "name": f"onrecord {__version__}"}


def _text(purpose: str, value: str) -> Json:
    return {"type": "TextualBody", "purpose": purpose, "value": value}


def _json(data: Json) -> Json:
    """Return a body that holds the whole of a finding, as the contract writes it."""
    value = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return {"type": "TextualBody", "purpose": "describing", "format": "application/json", "value": value}


def _plain(value: object) -> Json:
    """Return a noun as the contract writes it; what JSON has no number for is null."""
    plain: Json = msgspec.to_builtins(value)
    return {key: None if isinstance(part, float) and not isfinite(part) else part for key, part in plain.items()}
