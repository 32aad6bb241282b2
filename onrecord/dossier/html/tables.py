"""Sections and tables, and the tables of what is cited, counted, compared and claimed."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.dossier.html.apparatus import Apparatus, Note
from onrecord.dossier.html.cards import named
from onrecord.dossier.html.safe import attribute, quoted, shorten, term, value, words
from onrecord.dossier.html.terms import RELATIONS, RESOLUTIONS, amount
from onrecord.model import Citation, Claim, Comparison, Quantity, Span


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
