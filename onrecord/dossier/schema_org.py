"""What schema.org has words for: the document, its claims, and the reviews that others published.

onrecord issues no review of its own. A matched one is linked, with the rating as it was published.
"""

from __future__ import annotations

import json
import uuid
from typing import Any

from onrecord.model import Claim, Document, FactCheck, Metadatum, Quotation

Json = dict[str, Any]

NAMESPACE = uuid.UUID("5b0d2f5e-8f0b-5c7e-9a52-6f1f0d1c7a44")
"""The namespace of our UUIDs (version 5): an id is made from what it names, never by chance."""


def web_address(url: str | None) -> str | None:
    """Return an address that is safe to link: http or https, without white space or controls."""
    if not url or not url.lower().startswith(("http://", "https://")) or not url.isprintable():
        return None
    return None if any(c.isspace() or c in '<>"{}|\\^`' for c in url) else url


def urn(document_id: str) -> str:
    """Return the name of a text: ``urn:sha256:`` and its hash."""
    return f"urn:{document_id}"


def uuid_of(*parts: object) -> uuid.UUID:
    """Return the UUID of what these parts (values of JSON) name together."""
    return uuid.uuid5(NAMESPACE, json.dumps(parts))


def schema_claim(document: Document, claim: Claim, quotations: dict[str, Quotation]) -> Json:
    """Return the claim as schema.org knows it. No rating, no interpreter: that is for others."""
    value: Json = {
        "id": f"urn:uuid:{uuid_of('claim', document.id, claim.id, list(claim.span))}",
        "type": "schema:Claim",
        "schema:text": document[claim.span],
        "schema:appearance": {"id": web_address(document.url) or urn(document.id)},
    }
    quotation = quotations.get(claim.asserted_by)
    author = document.speaker.value if claim.asserted_by == "author" and document.speaker else None
    if quotation is not None:
        author = quotation.speaker_name or (document[quotation.speaker] if quotation.speaker else None)
    return {**value, "schema:author": {"schema:name": author}} if author else value


def reviewed(check: FactCheck) -> Json:
    """Link a published review, with its rating in its publisher's words."""
    review = check.review
    item: Json = {"type": "schema:Claim", "schema:text": review.claim}
    if review.claimant:
        item["schema:author"] = {"schema:name": review.claimant}
    source: Json = {"type": "schema:Review", "schema:itemReviewed": item}
    address = web_address(review.url)
    if address:
        source = {"id": address, **source}
    if review.publisher:
        source["schema:publisher"] = {"schema:name": review.publisher}
    if review.rating:
        source["schema:reviewRating"] = {"type": "schema:Rating", "schema:alternateName": review.rating}
    if review.published:
        source["schema:datePublished"] = review.published
    return {
        "type": "SpecificResource",
        "purpose": "linking",
        "source": source,
        "onrecord:tier": check.tier,
        "onrecord:score": check.score,
        "onrecord:why": check.why,
    }


def about(document: Document) -> Json:
    """Return what is known about the document, in schema.org's words."""

    def named(fact: Metadatum | None) -> Json | None:
        return {"schema:name": fact.value} if fact else None

    author = named(document.speaker)
    if document.office:
        author = {**(author or {}), "schema:jobTitle": document.office.value}
    facts = {
        "schema:name": document.title.value if document.title else document.name,
        "schema:author": author,
        "schema:publisher": named(document.organisation),
        "schema:datePublished": document.published.value if document.published else None,
        "schema:inLanguage": document.language,
        "schema:encodingFormat": document.media_type,
        "schema:sha256": document.source.sha256 if document.source else None,
        "onrecord:other_languages": [fact.value for fact in document.other_languages] or None,
    }
    known = {key: value for key, value in facts.items() if value is not None}
    return {"id": web_address(document.url) or urn(document.id), "type": "schema:CreativeWork", **known}
