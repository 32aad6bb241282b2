"""What is on record: the same words elsewhere, published fact-checks, passages that do not agree."""

from __future__ import annotations

from onrecord.dossier.html.apparatus import Apparatus
from onrecord.dossier.html.safe import link, quoted, shorten, term, value, words
from onrecord.dossier.html.tables import section, table
from onrecord.dossier.html.terms import number
from onrecord.model import Claim, Record, Reference, Reuse, Span

RELATIONS = {
    "verbatim": "word for word",
    "altered": "with changes",
    "formula": "a formula that many use",
    "paraphrase": "in other words",
}
ORDERS = {True: "stood there first", False: "stands there later", None: "order unknown"}


def record(apparatus: Apparatus, held: Record) -> str:
    """Return the section on what an archive holds; nothing when it holds nothing."""
    body = _reuse(apparatus, held) + _factchecks(apparatus, held) + _conflicts(apparatus, held)
    return section("record", "On record", body) if body else ""


def _words(apparatus: Apparatus, span: Span, limit: int = 240) -> tuple[str, str]:
    """Return the words of a span and a link to them; a span outside the text has neither."""
    start, end = span
    if not 0 <= start < end <= len(apparatus.document.text):
        return "outside the text", ""
    return quoted(apparatus.document[span], limit), apparatus.to(Span(start, end))


def _named(reference: Reference) -> str:
    date = f", {value(reference.published)}" if reference.published else ""
    return f"{value(shorten(reference.name or reference.id, 120))}{date}"


def _at(span: Span) -> str:
    return f'<br><span class="soft">characters {span[0]}–{span[1]}</span>'


def _edits(reuse: Reuse) -> str:
    rows = [
        f"<li>{words(edit.op)}: {quoted(edit.here, 80) if edit.here else 'nothing'} here, "
        f"{quoted(edit.there, 80) if edit.there else 'nothing'} there</li>"
        for edit in reuse.edits[:20]
    ]
    more = f"<li>and {len(reuse.edits) - 20} more</li>" if len(reuse.edits) > 20 else ""
    return f'<ul class="plain">{"".join(rows)}{more}</ul>' if rows else ""


def _reuse(apparatus: Apparatus, held: Record) -> str:
    rows = []
    for reuse in held.reuse:
        passage, where = _words(apparatus, reuse.span)
        rows.append(
            [
                passage,
                f"{_named(reuse.document)}{_at(reuse.other_span)}, {term(ORDERS, reuse.earlier)}",
                f"{term(RELATIONS, reuse.relation)}, {number(round(reuse.bits, 1))} bits{_edits(reuse)}",
                where,
            ]
        )
    lead = (
        '<p class="lead">Bits say how unlikely it is that the same words stand in both by chance.</p>' if rows else ""
    )
    return table("The same words elsewhere", ["Words here", "Other document", "How", "Where"], rows) + lead


def _factchecks(apparatus: Apparatus, held: Record) -> str:
    claims = {note.finding.id: note for note in apparatus.of(Claim) if isinstance(note.finding, Claim)}
    rows = []
    for check in held.factchecks:
        review, note = check.review, claims.get(check.claim)
        publisher = value(review.publisher or "publisher unknown")
        dated = f", {value(review.published)}" if review.published else ""
        said = f"<br>said by {value(review.claimant)}" if review.claimant else ""
        rows.append(
            [
                quoted(apparatus.document[note.finding.span], 240) if note else value(check.claim),
                f"{quoted(review.claim, 240)}{said}",
                f"{link(review.url, publisher) if review.url else publisher}{dated}<br>rating as published: "
                f"{quoted(review.rating, 120) if review.rating else 'none'}",
                f"{words(check.tier)} match, {check.score:.2f}<br><span class='soft'>{words(check.why)}</span>",
                apparatus.to(note.finding.span, note.anchor) if note else "",
            ]
        )
    heads = ["Claim here", "Claim reviewed", "Published by", "Match", "Where"]
    lead = (
        '<p class="lead">The ratings are their publishers’. '
        "A match says that two claims are alike, not that they are one.</p>"
    )
    return table("Published fact-checks", heads, rows) + (lead if rows else "")


def _conflicts(apparatus: Apparatus, held: Record) -> str:
    rows = []
    for conflict in held.conflicts:
        passage, where = _words(apparatus, conflict.span)
        other = f"{_named(conflict.document)}{_at(conflict.other_span)}"
        if conflict.document.id == apparatus.document.id:
            inner, there = _words(apparatus, conflict.other_span)
            other = f"{inner} {there}"
        rows.append([passage, other, f"{words(conflict.slot)}: {words(conflict.why)}", where])
    return table("Passages that do not agree", ["Words here", "Other passage", "What differs", "Where"], rows)
