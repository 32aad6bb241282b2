"""Find the citations of a text: every family in turn, then overlaps, then short forms."""

from __future__ import annotations

import re

import msgspec

from onrecord.model import Citation, Span
from onrecord.readers.citations import articles, described, european, named, numbering, resolutions, symbols
from onrecord.readers.citations.draft import Draft, Scene
from onrecord.readers.citations.resolve import free, resolve, settle
from onrecord.text import trim

BY = "citations/1"
_GAP = 3
"""How many characters may stand between the name of a case and its number: a comma and white space."""


def find(text: str, published: str | None = None, office: str = "") -> list[Citation]:
    """Return the citations of a text in text order.

    ``published`` is the date of the text in EDTF; it bounds what can have been cited. ``office`` may
    name the body that the speaker speaks for. An
    instrument that cannot be identified has no id: none is ever made up.
    """
    year = re.match(r"-?\d{4}", published or "")
    scene = Scene(text, int(year.group()) if year else None, office)
    drafts: list[Draft] = [
        *symbols.find(scene),
        *resolutions.find(scene),
        *named.find(scene),
        *european.find(scene),
    ]
    drafts = _reported(text, settle(_trimmed(text, _checked(scene, drafts))))
    drafts = settle([*drafts, *free(described.titled(scene), drafts)])
    spans = [draft.span for draft in drafts]
    drafts += [*resolutions.pairs(scene, spans), *resolutions.sessions(scene, spans)]
    found, taken = described.find(scene, drafts)
    drafts = [draft for draft in drafts if draft.span not in taken] + found
    found, taken = articles.find(scene, drafts)
    drafts = [draft for draft in drafts if draft.span not in taken] + found
    drafts = settle(_trimmed(text, drafts))
    return [_citation(draft) for draft in sorted(resolve(scene, drafts), key=lambda d: (d.span, d.article or ""))]


def _reported(text: str, drafts: list[Draft]) -> list[Draft]:
    """Join the name of a case with the number that stands right after it: Tell v Norland [2024] UKSC 22."""
    joined: list[Draft] = []
    for draft in drafts:
        case = joined[-1] if joined else None
        if case and _is_case(case) and _is_case(draft) and case.instruments[0].id is None and draft.instruments[0].id:
            between = text[case.span.end : draft.span.start]
            if len(between) <= _GAP and between.strip() in ("", ","):
                named = msgspec.structs.replace(draft.instruments[0], title=case.instruments[0].title)
                joined[-1] = msgspec.structs.replace(
                    draft, span=Span(case.span.start, draft.span.end), instruments=(named,)
                )
                continue
        joined.append(draft)
    return joined


def _is_case(draft: Draft) -> bool:
    return len(draft.instruments) == 1 and draft.instruments[0].kind == "judgment"


def _trimmed(text: str, drafts: list[Draft]) -> list[Draft]:
    """Cut white space from both ends of every span."""
    return [msgspec.structs.replace(draft, span=trim(text, draft.span)) for draft in drafts]


def _checked(scene: Scene, drafts: list[Draft]) -> list[Draft]:
    """Send a Security Council symbol through the table of years."""
    checked = []
    for draft in drafts:
        match = re.fullmatch(r"S/RES/(\d+)\((\d{4})\)", draft.instruments[0].id or "") if draft.instruments else None
        if match and scene.text.startswith("S/", draft.span.start):
            words = scene.text[draft.span.start : draft.span.end]
            instruments, resolution, why = numbering.decide(
                numbering.Parts(match[1], "", match[2], None, "sc"), scene, words
            )
            draft = Draft(span=draft.span, instruments=instruments, resolution=resolution, why=why)
        checked.append(draft)
    return checked


def _citation(draft: Draft) -> Citation:
    return Citation(
        span=Span(*draft.span),
        by=BY,
        why=draft.why,
        instruments=draft.instruments,
        resolution=draft.resolution,
        antecedent=draft.antecedent,
    )
