"""One level of a document, unit by unit: what is said in it, and who spoke last where no word tells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from onrecord.model import Document, Span
from onrecord.readers.quotations.cues import cues
from onrecord.readers.quotations.draft import Draft
from onrecord.readers.quotations.marks import Marked
from onrecord.readers.quotations.modes import DASHES, is_code, last_sign, mode_of_rest
from onrecord.readers.quotations.parentheses import fronted
from onrecord.readers.quotations.phrases import Pieces, is_name, span_of
from onrecord.readers.quotations.reports import is_own_voice, is_ruling, reports
from onrecord.readers.quotations.speech import held_inside, introduces, is_audience, span_or_none, spoken
from onrecord.readers.quotations.subjects import acts_after, labels, main_subject
from onrecord.readers.quotations.taken import Taken, covers
from onrecord.readers.quotations.units import Piece, Unit, units
from onrecord.readers.quotations.words import Lexicon

_MOST_PARTS = 50
_SAYING = 3
"""From this many words on, what a name after a dash signs is speech."""
_RUN = 3
"""Over how many paragraphs a quotation without a cue takes the speaker of the one before."""
_WHY: dict[str, str] = {
    "name": "the marks set off a name or a word that is mentioned",
    "scare": "it stands between marks without a word that ascribes it to anybody",
}
_BESIDE = "no word reports the words between the marks; they are taken as those of the sentence's subject"
_BEFORE = "the words between the marks follow a sentence whose subject is named, and nobody else is"
_UNNAMED = "a clause or more stands between marks; nobody is named for it"
_ATTRIBUTED = "the words between the marks follow those of the same speaker, and nobody else is named"


class Level:
    """One level of a document: it walks the units and remembers who spoke last."""

    def __init__(self, document: Document, words: Lexicon) -> None:
        self._body, self._words = document.body, words
        self._last: Draft | None = None
        self._last_end = 0
        self._announced: Draft | None = None
        self._announced_end = 0
        self._actor: Span | None = None
        self._actor_end = 0
        self._actor_reach = 0
        self.announced: list[tuple[int, Draft, bool]] = []
        self._by_mark: dict[int, Draft] = {}
        self._by_content: dict[tuple[int, int], Draft] = {}

    def read(self, region: Span, inside: Sequence[Marked], sentences: Sequence[Span]) -> list[Draft]:
        """Return the drafts of the region."""
        found: list[Draft] = []
        for unit in units(self._body, region, inside, sentences, self._words):
            found.extend(self._unit(unit))
        return found

    def _unit(self, unit: Unit) -> list[Draft]:
        pieces, words = unit.pieces, self._words
        found = cues(pieces, words)
        has_atoms = any(piece.atom is not None for piece in pieces)
        if not found and not has_atoms:
            self._note_actor(unit, [])
            self._announce(unit)
            return []
        used: set[int] = set()
        drafted: list[Draft] = []
        if has_atoms:
            drafted.extend(self._settled(spoken(pieces, found, used, words)))
        drafted.extend(reports(pieces, found, used, words))
        drafted.extend(fronted(pieces, found, used))
        if has_atoms:
            drafted.extend(held_inside(pieces, found, used, drafted))
            drafted.extend(self._rest(unit, drafted))
        self._note_actor(unit, drafted)
        self._announce(unit)
        return drafted

    def _settled(self, spoken: Iterable[Draft]) -> list[Draft]:
        """Give a quotation over several paragraphs the speaker who is named beside its last one."""
        found = []
        for draft in spoken:
            known = self._by_content.get((draft.start, draft.end))
            if known is None:
                found.append(draft)
            elif known.cue is None:
                known.speaker, known.cue, known.why, known.attitude = (
                    draft.speaker,
                    draft.cue,
                    draft.why,
                    draft.attitude,
                )
            self._remember(known or draft)
        return found

    def _remember(self, draft: Draft) -> None:
        self._by_content[draft.start, draft.end] = draft
        self._last, self._last_end = draft, max(draft.end, draft.cue.end if draft.cue else 0)

    def _rest(self, unit: Unit, drafted: list[Draft]) -> list[Draft]:
        """Draft the marks of a unit that nothing has ascribed so far."""
        found: list[Draft] = []
        alone = all(piece.atom is not None or not piece.is_word for piece in unit.pieces)
        taken = Taken(drafted)
        for at, piece in enumerate(unit.pieces):
            if piece.atom is None:
                continue
            if taken.covers(piece):
                self._note_mark(piece, drafted)
                continue
            if piece.atom.start in self._by_mark or is_code(self._body, piece.start):
                continue
            draft = self._floating(unit, at, alone)
            if draft is not None:
                found.append(draft)
        return found

    def _note_mark(self, piece: Piece, drafted: list[Draft]) -> None:
        if piece.atom is not None and len(piece.atom.contents) > 1:
            draft = next((d for d in drafted if covers(d, piece)), None)
            if draft is not None:
                self._by_mark[piece.atom.start] = draft

    def _floating(self, unit: Unit, at: int, alone: bool) -> Draft | None:
        piece = unit.pieces[at]
        assert piece.atom is not None
        contents = list(piece.atom.contents)
        mode = mode_of_rest(unit.pieces, at, self._words)
        if at == 0 and (alone or mode == "direct") and self._near(self._announced_end, piece.start, 1):
            announced = self._as_announced(piece.atom)
            if announced is not None:
                return announced
        signed = _signature(unit, at)
        if signed is not None and mode == "scare" and at == 0 and len(piece.text.split(maxsplit=_SAYING)) >= _SAYING:
            mode = "direct"
        ends = alone and at == 0 and last_sign(piece) in ".!?…" and self._last is not None
        if mode != "direct" and not (ends and self._last is not None and self._continues(self._last, piece)):
            return Draft(contents, mode, _WHY[mode], closed=piece.atom.closed)
        last = self._last
        if last is not None and at == 0 and alone and self._continues(last, piece):
            last.content.extend(contents)
            last.closed = last.closed and piece.atom.closed
            self._last_end = piece.end
            self._by_mark[piece.atom.start] = last
            return None
        speaker, why = self._silent(unit, at)
        draft = Draft(contents, "direct", why, speaker=speaker, closed=piece.atom.closed)
        if signed is not None:
            draft.speaker, draft.why = signed, "the name after the dash signs the words between the marks"
        self._by_mark[piece.atom.start] = draft
        self._remember(draft)
        return draft

    def _silent(self, unit: Unit, at: int) -> tuple[Span | None, str]:
        """Return who speaks where no cue tells: the subject of the sentence around, or who spoke before."""
        pieces = unit.pieces
        phrase = main_subject(pieces, at) or labels(pieces, at) if at else acts_after(pieces)
        if at or phrase is not None:
            if phrase is not None:
                return span_of(pieces, phrase), _BESIDE
        elif (
            self._actor is not None
            and self._actor_end > self._last_end
            and _is_full(pieces)
            and self._near(self._actor_end, pieces[0].start, self._actor_reach)
        ):
            return self._actor, _BEFORE
        elif self._last is not None and _is_full(pieces) and self._near(self._last_end, pieces[0].start, _RUN):
            return self._last.speaker, _ATTRIBUTED if self._last.speaker else _UNNAMED
        return None, _UNNAMED

    def _note_actor(self, unit: Unit, drafted: list[Draft]) -> None:
        """Keep who acts or reports in a sentence: Hart spoke first. “…”; Hart said that it rained. “…”"""
        pieces = unit.pieces
        told = [d for d in drafted if d.mode in ("indirect", "mixed") and d.speaker and d.attitude == "says"]
        if told:
            self._actor, self._actor_end, self._actor_reach = told[-1].speaker, unit.span.end, 1
            return
        if drafted or any(piece.atom is not None for piece in pieces):
            return
        phrase = main_subject(pieces, len(pieces)) if pieces and is_name(pieces[0]) else None
        opens = phrase is not None and phrase[0] <= 1 and is_name(pieces[phrase[1] - 1])
        self._actor = span_of(pieces, phrase) if phrase is not None and opens else None
        self._actor_end, self._actor_reach = unit.span.end, 0

    def _as_announced(self, one: Marked) -> Draft | None:
        """Draft the words that the line before announced, if it announced any."""
        known, self._announced = self._announced, None
        if known is None:
            return None
        draft = Draft(
            list(one.contents), "direct", known.why, known.speaker, None, known.cue, known.attitude, one.closed
        )
        self._by_mark[one.start] = draft
        self._remember(draft)
        return draft

    def _continues(self, last: Draft, piece: Piece) -> bool:
        """Tell whether marks that stand alone go on with the words of the quotation before them."""
        return last.mode == "direct" and len(last.content) < _MOST_PARTS and self._near(self._last_end, piece.start, 0)

    def _near(self, before: int, start: int, blocks: int) -> bool:
        """Tell whether at most so many line breaks lie between two places."""
        if before > start or start - before > 4_000:
            return False
        lines = self._body[before:start].split("\n")
        return len(lines) == 1 if blocks == 0 else sum(bool(line.strip()) for line in lines) <= blocks + 1

    def _announce(self, unit: Unit) -> None:
        """Keep what a line that ends in a colon announces, for the words that follow it."""
        self._announced = None
        if not unit.pieces or unit.pieces[-1].low != ":":
            return
        link = introduces(unit.pieces, cues(unit.pieces, self._words))
        if link is None:
            return
        cue, speaker = link
        self._announced_end = unit.span.end
        self._announced = Draft(
            [],
            "direct",
            "the line before, which ends in a colon, announces the words",
            speaker=span_or_none(unit.pieces, speaker),
            cue=Span(unit.pieces[cue.at].start, unit.pieces[cue.end - 1].end) if cue else None,
            attitude=cue.entry.row.attitude if cue else "says",
        )
        if cue is not None and speaker is not None and is_ruling(unit.pieces, cue, speaker):
            self._announced.attitude = "says"
        meets = cue is not None and is_audience(unit.pieces[cue.end : -1])
        if cue is not None and is_own_voice(unit.pieces, cue, speaker):
            meets = False  # "I say to you all:"
        self.announced.append((unit.span.end, self._announced, meets))


def _is_full(pieces: Pieces) -> bool:
    """Tell whether the marks that open a unit hold a sentence of their own: a capital, and nothing leads on."""
    assert pieces[0].atom is not None
    first = next((c for c in pieces[0].text if c.isalnum()), "")
    return not first.islower()


def _signature(unit: Unit, at: int) -> Span | None:
    """Return the name in “…” — Commissioner X."""
    pieces = unit.pieces
    begin = at + 1
    while begin < min(len(pieces), at + 3) and pieces[begin].low in DASHES:
        begin += 1
    if at + 1 < begin < len(pieces) and pieces[begin].text[:1].isupper():
        end = next((here for here in range(begin, len(pieces)) if pieces[here].low == ","), len(pieces))
        while end > begin and not pieces[end - 1].is_word:
            end -= 1
        if begin < end <= begin + 14:
            return span_of(pieces, (begin, end))
    return None
