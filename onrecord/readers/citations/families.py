"""Find the citations of a text: every family in turn, then overlaps, then short forms."""

from __future__ import annotations

import re

from onrecord.model import Citation, Span
from onrecord.readers.citations import articles, described, european, named, numbering, resolutions, symbols
from onrecord.readers.citations.draft import Draft, Scene
from onrecord.readers.citations.resolve import free, resolve, settle

BY = "citations/1"


def find(text: str, published: str | None = None) -> list[Citation]:
    """Return the citations of a text in text order.

    ``published`` is the date of the text in EDTF; it bounds what can have been cited. An
    instrument that cannot be identified has no id: none is ever made up.
    """
    year = re.match(r"-?\d{4}", published or "")
    scene = Scene(text, int(year.group()) if year else None)
    drafts: list[Draft] = [
        *symbols.find(scene),
        *resolutions.find(scene),
        *named.find(scene),
        *european.find(scene),
    ]
    drafts = settle(_checked(scene, drafts))
    drafts = settle([*drafts, *free(described.titled(scene), drafts)])
    spans = [draft.span for draft in drafts]
    drafts += [*resolutions.pairs(scene, spans), *resolutions.sessions(scene, spans)]
    found, taken = described.find(scene, drafts)
    drafts = [draft for draft in drafts if draft.span not in taken] + found
    found, taken = articles.find(scene, drafts)
    drafts = [draft for draft in drafts if draft.span not in taken] + found
    return [
        _citation(draft) for draft in sorted(resolve(scene, settle(drafts)), key=lambda d: (d.span, d.article or ""))
    ]


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
