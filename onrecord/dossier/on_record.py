"""The layers of the terminal view that an archive fills: reuse, fact-checks and other values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.dossier.entries import Entry, Layer, words
from onrecord.model import Claim, Conflict, Document, FactCheck, Reference, Reuse

if TYPE_CHECKING:
    from onrecord.dossier import Dossier

_STOOD = {True: "stood earlier in", False: "stands later in", None: "stands also in"}


def on_record(dossier: Dossier) -> list[Layer]:
    """Return what an archive holds about the statement; the layers may be empty."""
    document, record = dossier.document, dossier.record
    claims = {claim.id: claim for claim in dossier.reading.of(Claim)}
    return [
        Layer("SAID BEFORE OR ELSEWHERE", [_reuse(document, one) for one in record.reuse], len(record.reuse), 12),
        Layer(
            "PUBLISHED FACT-CHECKS",
            [_factcheck(check, claims.get(check.claim)) for check in record.factchecks],
            len(record.factchecks),
            12,
            "The ratings are their publishers'; onrecord gives none.",
        ),
        Layer(
            "OTHER VALUES ELSEWHERE",
            [_conflict(document, one) for one in record.conflicts],
            len(record.conflicts),
            12,
        ),
    ]


def _reuse(document: Document, reuse: Reuse) -> Entry:
    there = f"there [{reuse.other_span.start}-{reuse.other_span.end}], {reuse.bits:.0f} bits shared"
    edits = (f"{edit.op}: here “{edit.here}”, there “{edit.there}”" for edit in reuse.edits[:3])
    where = f"{reuse.relation}, {_STOOD[reuse.earlier]} {_other(reuse.document)}"
    return Entry(reuse.span, words(document, reuse.span), (where, there, *edits))


def _factcheck(check: FactCheck, claim: Claim | None) -> Entry:
    review = check.review
    rated = f"{review.publisher or 'An unnamed publisher'}: “{review.rating or 'no rating'}”"
    about = f"on “{review.claim}”" + (f", said by {review.claimant}" if review.claimant else "")
    source = " · ".join(part for part in (review.published, review.url) if part)
    details = (about, f"{check.tier} match with {check.claim}: {check.why}", *([source] if source else []))
    return Entry(claim.span if claim else None, rated, details)


def _conflict(document: Document, conflict: Conflict) -> Entry:
    place = f"[{conflict.other_span.start}-{conflict.other_span.end}] of {_other(conflict.document)}"
    return Entry(conflict.span, words(document, conflict.span), (f"{conflict.slot}: {conflict.why}", place))


def _other(document: Reference) -> str:
    published = f" ({document.published})" if document.published else ""
    return f"{document.name or document.id[:19]}{published}"
