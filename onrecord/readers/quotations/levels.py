"""The reader's street: marks, levels, units, drafts; then what belongs together is joined."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from onrecord.model import Document, Mention, Span
from onrecord.readers.quotations.cues import cues
from onrecord.readers.quotations.draft import Draft
from onrecord.readers.quotations.marks import Marked, marked
from onrecord.readers.quotations.modes import mode_of_rest
from onrecord.readers.quotations.parentheses import fronted
from onrecord.readers.quotations.phrases import Pieces, span_of
from onrecord.readers.quotations.reports import reports
from onrecord.readers.quotations.signed import signed
from onrecord.readers.quotations.speakers import name_speakers
from onrecord.readers.quotations.speech import held_inside, introduces, span_or_none, spoken
from onrecord.readers.quotations.subjects import acts_after, labels, main_subject
from onrecord.readers.quotations.turns import turns
from onrecord.readers.quotations.units import Piece, Unit, units
from onrecord.readers.quotations.words import Lexicon, lexicon

_MOST_PARTS = 50
_RUN = 3
"""Over how many paragraphs a quotation without a cue takes the speaker of the one before."""
_WHY: dict[str, str] = {
    "name": "the marks set off a name or a word that is mentioned",
    "scare": "it stands between marks without a word that ascribes it to anybody",
}
_BESIDE = "no word reports the words between the marks; they are taken as those of the sentence's subject"
_UNNAMED = "a clause or more stands between marks; nobody is named for it"
_ATTRIBUTED = "the words between the marks follow those of the same speaker, and nobody else is named"


def drafts(document: Document, sentences: Sequence[Span], mentions: Sequence[Mention] = ()) -> list[Draft]:
    """Return the drafts of a document in text order, outer ones first."""
    words = lexicon()
    body = document.body
    found: list[Draft] = list(turns(document, words))
    marks = marked(body)
    inner: dict[int, list[Marked]] = {}
    stack: list[tuple[int, Marked]] = []
    for index, one in enumerate(marks):
        while stack and stack[-1][1].end <= one.start:
            stack.pop()
        inner.setdefault(stack[-1][0] if stack else -1, []).append(one)
        stack.append((index, one))
    outermost = _Level(document, words)
    found.extend(outermost.read(Span(0, len(body)), inner.get(-1, []), sentences))
    found.extend(signed(body, outermost.announced, words))
    for index, one in enumerate(marks):
        if one.whole:
            found.append(_whole(document, one))
        if not one.whole and sum(end - start for start, end in one.contents) < 20:
            continue
        for content in one.contents:
            children = [child for child in inner.get(index, []) if content.holds(Span(child.start, child.end))]
            found.extend(_Level(document, words).read(content, children, sentences))
    found = _distinct(found)
    name_speakers(document, found, words, mentions, sentences)
    return found


def _whole(document: Document, one: Marked) -> Draft:
    speaker = document.speaker
    return Draft(
        list(one.contents),
        "direct",
        "the whole statement stands between marks",
        speaker=speaker.span if speaker else None,
        speaker_name=speaker.value if speaker else None,
        closed=one.closed,
    )


def _distinct(found: list[Draft]) -> list[Draft]:
    """Sort the drafts by place and keep one for each content; fragments of a mixed one go."""
    result: list[Draft] = []
    seen: set[tuple[int, int]] = set()
    for draft in sorted(found, key=lambda d: (d.start, -d.end)):
        if (draft.start, draft.end) not in seen:
            seen.add((draft.start, draft.end))
            result.append(draft)
    return result


class _Level:
    """One level of a document: it walks the units and remembers who spoke last."""

    def __init__(self, document: Document, words: Lexicon) -> None:
        self._body, self._words = document.body, words
        self._last: Draft | None = None
        self._last_end = 0
        self._announced: Draft | None = None
        self._announced_end = 0
        self.announced: list[tuple[int, Draft]] = []
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
        for at, piece in enumerate(unit.pieces):
            if piece.atom is None or any(_covers(draft, piece) for draft in drafted):
                self._note_mark(piece, drafted)
                continue
            known = self._by_mark.get(piece.atom.start)
            if known is not None:
                continue
            draft = self._floating(unit, at, alone)
            if draft is not None:
                found.append(draft)
        return found

    def _note_mark(self, piece: Piece, drafted: list[Draft]) -> None:
        if piece.atom is not None and len(piece.atom.contents) > 1:
            draft = next((d for d in drafted if _covers(d, piece)), None)
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
        if mode != "direct":
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
        signed = _signature(unit, at)
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
        elif self._last is not None and _is_full(pieces) and self._near(self._last_end, pieces[0].start, _RUN):
            return self._last.speaker, _ATTRIBUTED if self._last.speaker else _UNNAMED
        return None, _UNNAMED

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
        self.announced.append((unit.span.end, self._announced))


def _covers(draft: Draft, piece: Piece) -> bool:
    assert piece.atom is not None
    first = piece.atom.contents[0]
    return (
        draft.holds(Span(piece.start, piece.end))
        or draft.holds(first)
        or any(Span(piece.start, piece.end).holds(part) for part in draft.content)
    )


def _is_full(pieces: Pieces) -> bool:
    """Tell whether the marks that open a unit hold a sentence of their own: a capital, and nothing leads on."""
    assert pieces[0].atom is not None
    first = next((c for c in pieces[0].text if c.isalnum()), "")
    return not first.islower()


def _signature(unit: Unit, at: int) -> Span | None:
    """Return the name in “…” — Commissioner X."""
    pieces = unit.pieces
    if at + 2 < len(pieces) and pieces[at + 1].low in ("–", "—", "―", "-") and pieces[at + 2].text[:1].isupper():
        end = len(pieces)
        while end > at + 2 and not pieces[end - 1].is_word:
            end -= 1
        if end - at - 2 <= 14:
            return span_of(pieces, (at + 2, end))
    return None
