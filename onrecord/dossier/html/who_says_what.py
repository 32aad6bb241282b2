"""Who says what: a line for each speaker, then the quotations under their speakers, nested as they are said."""

from __future__ import annotations

from collections import Counter

from onrecord.dossier.html.apparatus import Apparatus, Note
from onrecord.dossier.html.safe import quoted, shorten, term, value, words
from onrecord.dossier.html.tables import section, table
from onrecord.dossier.html.terms import MODES, counted
from onrecord.dossier.terms import unsaid
from onrecord.model import Quotation

DEEPEST = 12
"""How deep quotations inside quotations are indented."""
_PLACES = 12
_UNNAMED = "not named"


def said(apparatus: Apparatus) -> str:
    """Return who says what: a count for each speaker, then the quotations under their speakers."""
    notes = [note for note in apparatus.of(Quotation) if isinstance(note.finding, Quotation)]
    reports = [note for note in notes if _of(note).mode not in ("scare", "name")]
    body = _Said(apparatus, reports).body() if reports else ""
    rows = [
        [
            quoted(apparatus.document[note.finding.span], 160),
            term(MODES, _of(note).mode),
            apparatus.to(note.finding.span, note.anchor),
        ]
        for note in notes
        if _of(note).mode in ("scare", "name")
    ]
    return section(
        "quotations",
        "Who says what",
        (body or apparatus.nothing("quotation", "No quotation was recognised."))
        + table("Words in marks that nobody here utters", ["Words", "What", "Where"], rows),
    )


def _of(note: Note) -> Quotation:
    assert isinstance(note.finding, Quotation)
    return note.finding


class _Said:
    """The quotations of a page by speaker, and which stand inside which."""

    def __init__(self, apparatus: Apparatus, notes: list[Note]) -> None:
        self._apparatus, self._notes = apparatus, notes
        self._by_id = {_of(note).id: note for note in notes}
        self._groups: dict[str, list[Note]] = {}
        self._children: dict[str, list[Note]] = {}
        for note in notes:
            self._groups.setdefault(self._speaker(note).casefold(), []).append(note)
            if self._parent(note) is not None:
                self._children.setdefault(str(_of(note).parent), []).append(note)
        self._shown: set[int] = set()

    def body(self) -> str:
        """Return the table of speakers and the lists under them, as HTML."""
        ordered = sorted(
            self._groups.values(), key=lambda held: (not self._speaker(held[0]), -len(held), held[0].number)
        )
        heads = ["Speaker", "Quotations", "How", "Quoted by", "Where"]
        rows = [self._row(held) for held in ordered]
        if not self._children:
            heads, rows = [*heads[:3], heads[4]], [[*row[:3], row[4]] for row in rows]
        parts = [table("Speakers", heads, rows, quiet=True)]
        for held in ordered:
            items = [self._item(note, 0) for note in held if self._parent(note) is None]
            if any(items):
                name = self._speaker(held[0])
                parts.append(f'<h3>{value(name) if name else "Not named"}</h3><ul class="said">{"".join(items)}</ul>')
        # Parents that point at one another in a ring hang under no speaker; they are listed all the same.
        rest = [self._item(note, 0) for note in self._notes if note.number not in self._shown]
        if any(rest):
            parts.append(f'<h3>Inside one another</h3><ul class="said">{"".join(rest)}</ul>')
        return "".join(parts)

    def _row(self, held: list[Note]) -> list[str]:
        name = self._speaker(held[0])
        kinds = Counter(_of(note).mode for note in held)
        return [
            value(name) if name else _UNNAMED,
            str(len(held)),
            words(", ".join(counted(mode, count) for mode, count in kinds.most_common())),
            self._around(held),
            self._apparatus.places(held[:_PLACES]) + (" …" if len(held) > _PLACES else ""),
        ]

    def _around(self, held: list[Note]) -> str:
        """Return in whose words a speaker's quotations stand, if in another's, with how many where it is not all."""
        around = [self._speaker(parent) for note in held if (parent := self._parent(note)) is not None]
        outer = Counter(name for name in around if name.casefold() != self._speaker(held[0]).casefold())
        names = [
            (value(shorten(name, 60)) if name else _UNNAMED) + (f" ({count})" if count < len(held) else "")
            for name, count in outer.most_common(6)
        ]
        return ", ".join(names)

    def _speaker(self, note: Note) -> str:
        return self._apparatus.speaker(_of(note))

    def _parent(self, note: Note) -> Note | None:
        finding = _of(note)
        return self._by_id.get(finding.parent) if finding.parent and finding.parent != finding.id else None

    def _item(self, note: Note, depth: int) -> str:
        """Return a quotation with those inside it; nothing where it was shown already."""
        if note.number in self._shown:
            return ""
        self._shown.add(note.number)
        finding, document = _of(note), self._apparatus.document
        said = shorten(" […] ".join(document[part] for part in finding.content), 360)
        reason = unsaid(finding)
        cue = f" {quoted(document[finding.cue], 60)}" if finding.cue and reason is None else ""
        facts = [term(MODES, finding.mode) + cue]
        if finding.attitude == "holds":
            facts.append("thought or wanted")
        if reason is not None:
            facts.append(words(reason))
        if not finding.closed:
            facts.append("a quotation mark is missing")
        who = f"<b>{value(self._speaker(note) or _UNNAMED)}</b>: " if depth else ""
        inner = ""
        if depth < DEEPEST:
            inner = "".join(self._item(child, depth + 1) for child in self._children.get(finding.id, []))
        return (
            f"<li>{who}{quoted(said or document[finding.span], 360)} "
            f'<span class="soft">{" · ".join(facts)}</span> {self._apparatus.to(finding.span, note.anchor)}'
            f"{f'<ul>{inner}</ul>' if inner else ''}</li>"
        )
