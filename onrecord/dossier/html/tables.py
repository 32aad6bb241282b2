"""Sections and tables, and the tables of who says what, what is cited, counted, compared and claimed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from onrecord.dossier.html.apparatus import Apparatus, Note
from onrecord.dossier.html.cards import named
from onrecord.dossier.html.safe import attribute, quoted, shorten, term, value, words
from onrecord.dossier.html.terms import MODES, RELATIONS, RESOLUTIONS, amount, counted
from onrecord.model import Citation, Claim, Comparison, Quantity, Quotation, Span

DEEPEST = 12
"""How deep quotations inside quotations are indented."""


def section(name: str, title: str, body: str) -> str:
    """Return a section of the page with the id ``name``; ``body`` is HTML."""
    return f'<section id="{name}" aria-labelledby="{name}-h"><h2 id="{name}-h">{title}</h2>{body}</section>'


def table(
    caption: str, heads: Sequence[str], rows: Sequence[Sequence[str]], *, folded: bool = False, quiet: bool = False
) -> str:
    """Return a table (cells are HTML) that becomes a list of cards on a phone; nothing without rows.

    ``folded`` puts it behind its caption; ``quiet`` keeps the caption for those who hear the page.
    """
    if not rows:
        return ""
    head = "".join(f'<th scope="col">{name}</th>' for name in heads)
    labels = [f'<td data-h="{attribute(name)}">' for name in heads]
    body = "".join(
        f"<tr>{''.join(f'{label}{cell}</td>' for label, cell in zip(labels, row, strict=True))}</tr>" for row in rows
    )
    hidden = ' class="quiet"' if quiet else ""
    title = "" if folded else f"<caption{hidden}>{caption}</caption>"
    inner = f"<table>{title}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    return f"<details><summary>{caption} ({len(rows)})</summary>{inner}</details>" if folded else inner


def said(apparatus: Apparatus) -> str:
    """Return who says what: a count for each speaker, then the quotations under their speakers."""
    notes = apparatus.of(Quotation)
    reports = [
        note for note in notes if isinstance(note.finding, Quotation) and note.finding.mode not in ("scare", "name")
    ]
    apart = [note for note in notes if isinstance(note.finding, Quotation) and note.finding.mode in ("scare", "name")]
    body = _speakers(apparatus, reports) if reports else apparatus.nothing("quotation", "No quotation was recognised.")
    rows = [
        [
            quoted(apparatus.document[note.finding.span], 160),
            term(MODES, note.finding.mode),
            apparatus.to(note.finding.span, note.anchor),
        ]
        for note in apart
        if isinstance(note.finding, Quotation)
    ]
    return section(
        "quotations",
        "Who says what",
        body + table("Words in marks that nobody here utters", ["Words", "What", "Where"], rows),
    )


def _speakers(apparatus: Apparatus, notes: list[Note]) -> str:
    groups: dict[str, list[Note]] = {}
    known = {note.finding.id for note in notes if isinstance(note.finding, Quotation)}
    children: dict[str, list[Note]] = {}
    for note in notes:
        if isinstance(note.finding, Quotation):
            groups.setdefault(apparatus.speaker(note.finding), []).append(note)
            if note.finding.parent in known and note.finding.parent != note.finding.id:
                children.setdefault(str(note.finding.parent), []).append(note)
    nested = {note.number for held in children.values() for note in held}
    ordered = sorted(groups.items(), key=lambda group: (not group[0], -len(group[1]), group[1][0].number))
    rows = []
    for name, held in ordered:
        kinds = Counter(note.finding.mode for note in held if isinstance(note.finding, Quotation))
        rows.append(
            [
                value(name) if name else "not named",
                str(len(held)),
                words(", ".join(counted(mode, count) for mode, count in kinds.most_common())),
                apparatus.places(held[:12]) + (" …" if len(held) > 12 else ""),
            ]
        )
    shown: set[int] = set()
    parts = [table("Speakers", ["Speaker", "Quotations", "How", "Where"], rows, quiet=True)]
    for name, held in ordered:
        items = [_quotation(apparatus, note, children, shown, 0) for note in held if note.number not in nested]
        if any(items):
            parts.append(f'<h3>{value(name) if name else "Not named"}</h3><ul class="said">{"".join(items)}</ul>')
    # Parents that point at one another in a ring hang under no speaker; they are listed all the same.
    rest = [_quotation(apparatus, note, children, shown, 0) for note in notes if note.number not in shown]
    if any(rest):
        parts.append(f'<h3>Inside one another</h3><ul class="said">{"".join(rest)}</ul>')
    return "".join(parts)


def _quotation(apparatus: Apparatus, note: Note, children: dict[str, list[Note]], shown: set[int], depth: int) -> str:
    finding = note.finding
    if not isinstance(finding, Quotation) or note.number in shown:
        return ""
    shown.add(note.number)
    cue = f" {quoted(apparatus.document[finding.cue], 60)}" if finding.cue else ""
    who = f"{value(apparatus.speaker(finding) or 'not named')}: " if depth else ""
    inner = ""
    if depth < DEEPEST:
        inner = "".join(
            _quotation(apparatus, child, children, shown, depth + 1) for child in children.get(finding.id, [])
        )
    return (
        f"<li>{who}{quoted(apparatus.document[finding.span], 360)} "
        f'<span class="soft">{term(MODES, finding.mode)}{cue}</span> {apparatus.to(finding.span, note.anchor)}'
        f"{f'<ul>{inner}</ul>' if inner else ''}</li>"
    )


def citations(apparatus: Apparatus) -> str:
    """Return what the statement rests on: each instrument once, with the places that cite it."""
    groups: dict[object, list[Note]] = {}
    for note in apparatus.of(Citation):
        finding = note.finding
        if isinstance(finding, Citation):
            key = (finding.instruments or apparatus.document[finding.span], finding.resolution)
            groups.setdefault(key, []).append(note)
    rows = []
    for notes in groups.values():
        first = notes[0].finding
        if not isinstance(first, Citation):
            continue
        names = [f"<li>{named(each)}</li>" for each in first.instruments[:20]]
        forms = dict.fromkeys(shorten(apparatus.document[note.finding.span], 80) for note in notes)
        back = [note for note in notes if isinstance(note.finding, Citation) and note.finding.antecedent]
        points = (
            f'<br><span class="soft">{len(back)} of {len(notes)} point back to an earlier citation</span>'
            if back
            else ""
        )
        rows.append(
            [
                f'<ul class="plain">{"".join(names)}</ul>' if names else "not identified",
                f"{words(first.resolution)}: {term(RESOLUTIONS, first.resolution)}{points}",
                ", ".join(quoted(form, 80) for form in list(forms)[:6]),
                apparatus.places(notes),
            ]
        )
    body = table("Instruments", ["Instrument", "Resolution", "Words", "Where"], rows, quiet=True)
    return section(
        "citations", "What it rests on", body or apparatus.nothing("citation", "No citation was recognised.")
    )


def quantities(apparatus: Apparatus) -> str:
    """Return the table of quantities."""
    rows = []
    for note in apparatus.of(Quantity):
        finding = note.finding
        if isinstance(finding, Quantity):
            change = {"up": "upwards", "down": "downwards", None: ""}[finding.change]
            rows.append(
                [
                    quoted(apparatus.document[finding.span], 80),
                    words(amount(finding, apparatus.document[finding.span])) or "no figure",
                    value(shorten(finding.unit, 60)) if finding.unit else "none stated",
                    " ".join(part for part in (value(finding.modifier) if finding.modifier else "", change) if part),
                    apparatus.to(finding.span, note.anchor),
                ]
            )
    body = table("Quantities", ["Words", "Amount", "Of what", "Modifier, change", "Where"], rows, quiet=True)
    return section("quantities", "Quantities", body or apparatus.nothing("quantity", "No quantity was recognised."))


def comparisons(apparatus: Apparatus) -> str:
    """Return the table of cases."""
    document = apparatus.document
    rows = []
    for note in apparatus.of(Comparison):
        finding = note.finding
        if isinstance(finding, Comparison):
            cue = f"<br>{quoted(document[finding.cue], 60)}" if finding.cue else ""
            grounds = "".join(f"<li>{quoted(document[ground], 200)}</li>" for ground in finding.grounds[:12])
            rows.append(
                [
                    quoted(document[finding.source_case], 120),
                    f"<em>{term(RELATIONS, finding.relation)}</em>{cue}",
                    quoted(document[finding.target_case], 120) if finding.target_case else "no other case",
                    f'<ul class="plain">{grounds}</ul>' if grounds else "none stated",
                    apparatus.asserted(finding.asserted_by),
                    apparatus.to(finding.span, note.anchor),
                ]
            )
    body = table("Cases", ["Case", "Relation", "Other case", "Grounds", "By whom", "Where"], rows, quiet=True)
    return section(
        "comparisons",
        "How cases are compared",
        body or apparatus.nothing("comparison", "No comparison was recognised."),
    )


def claims(apparatus: Apparatus) -> str:
    """Return the claims, those that come first for checking on top, and apart the ones nobody can check."""
    notes = [note for note in apparatus.of(Claim) if isinstance(note.finding, Claim)]
    notes.sort(key=lambda note: -_priority(note))
    heads = ["Claim", "Types", "Asserted by", "Priority", "Where"]
    checkable = [_claim(apparatus, note) for note in notes if getattr(note.finding, "checkable", False)]
    rest = [_claim(apparatus, note) for note in notes if not getattr(note.finding, "checkable", False)]
    lead = (
        '<p class="lead">Priority orders claims for checking. It is no score of credibility: '
        "it says nothing on whether a claim holds.</p>"
    )
    body = table("Checkable", heads, checkable)
    body += table("Not checkable by anybody: values, promises, predictions, generalities", heads, rest, folded=True)
    return section(
        "claims", "What it claims", lead + body if body else apparatus.nothing("claim", "No claim was recognised.")
    )


def _priority(note: Note) -> float:
    held = note.finding.priority if isinstance(note.finding, Claim) else None
    return held if held is not None and held == held else -1.0


def _claim(apparatus: Apparatus, note: Note) -> list[str]:
    finding = note.finding
    if not isinstance(finding, Claim):
        return []
    priority = _priority(note)
    return [
        quoted(apparatus.document[finding.span], 320),
        words(", ".join(finding.types)) or "none",
        apparatus.asserted(finding.asserted_by),
        f"{priority:.2f}" if priority >= 0 else "not measured",
        apparatus.to(Span(*finding.span), note.anchor),
    ]
