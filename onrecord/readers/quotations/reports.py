"""Reports without marks, or with marks inside: which clause does a cue report, and who says it?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.model import Span
from onrecord.readers.quotations.complements import Complement, complement, is_gerund
from onrecord.readers.quotations.cues import Cue
from onrecord.readers.quotations.draft import Draft
from onrecord.readers.quotations.ends import clause_end
from onrecord.readers.quotations.phrases import (
    Pieces,
    is_verb,
    left_phrase,
    looks_past,
    right_phrase,
    skips,
    span_of,
    subject,
    word_before,
)
from onrecord.readers.quotations.words import Lexicon


def reports(pieces: Pieces, found: Sequence[Cue], used: set[int], words: Lexicon) -> Iterator[Draft]:
    """Yield the reports of a unit; ``used`` holds the cues that are taken already."""
    by_place = {cue.at: cue for cue in found}
    last_speaker: tuple[int, int] | None = None
    for cue in found:
        if cue.at in used:
            continue
        if cue.kind == "preposition":
            draft = _according(pieces, cue)
            if draft is not None:
                used.add(cue.at)
                yield draft
            continue
        link = complement(pieces, cue) or _after_aside(pieces, cue)
        if link is None:
            continue
        speaker = speaker_of(pieces, cue, link, last_speaker)
        if cue.kind == "verb" and speaker is not None and cue.finite:
            last_speaker = speaker
        if is_own_voice(pieces, cue, speaker) or _is_aim(pieces, cue):
            used.add(cue.at)
            continue
        end = clause_end(pieces, link, cue, by_place)
        if end <= link.begin:
            continue
        used.add(cue.at)
        yield drafted(pieces, cue, (link.begin, end), speaker)


def drafted(pieces: Pieces, cue: Cue, content: tuple[int, int], speaker: tuple[int, int] | None) -> Draft:
    """Make the draft of a report from the indices of its content."""
    begin, end = content
    atoms = [piece.atom for piece in pieces[begin:end] if piece.atom is not None]
    only = end - begin == 1 and bool(atoms)
    spans = (
        list(atoms[0].contents) if only and atoms[0] is not None else [Span(pieces[begin].start, pieces[end - 1].end)]
    )
    word = " ".join(piece.text for piece in pieces[cue.at : cue.end])
    why = f"“{word}” reports the {'words' if atoms else 'clause'} that follow{'' if atoms else 's'}"
    if cue.negated:
        why = f"“{word}” is negated: the words are said not to have been said or held"
    return Draft(
        content=spans,
        mode="mixed" if atoms else "indirect",
        why=why,
        speaker=span_of(pieces, speaker) if speaker else None,
        cue=Span(pieces[cue.at].start, pieces[cue.end - 1].end),
        attitude=cue.entry.row.attitude,
        closed=all(atom.closed for atom in atoms if atom is not None),
    )


def is_own_voice(pieces: Pieces, cue: Cue, speaker: tuple[int, int] | None) -> bool:
    """Tell whether it is the text's own voice that reports itself in the present."""
    if cue.kind == "verb" and cue.entry.form == "base" and cue.at and "self" in pieces[cue.at - 1].classes:
        return True
    if speaker is None or cue.passive or (cue.entry.form == "past" and cue.kind == "verb"):
        return False
    if cue.entry.form == "base" and pieces[speaker[0]].low == "it" and cue.at and pieces[cue.at - 1].low == "to":
        return True
    return "own" in pieces[speaker[0]].classes


def _is_aim(pieces: Pieces, cue: Cue) -> bool:
    """Tell whether a thought is only an aim or a means, held by nobody yet: "to understand that …"."""
    before = word_before(pieces, cue.at)
    plain = cue.kind == "verb" and cue.entry.form == "base" and cue.entry.row.attitude == "holds"
    return plain and before >= 0 and pieces[before].low == "to"


def _after_aside(pieces: Pieces, cue: Cue) -> Complement | None:
    """Match "As X has said, …", "As reported by X, …" and "in X's opinion, …"."""
    if cue.kind == "verb" and "front" in cue.frames and pieces[0].low == "as" and cue.at < 20:
        here = cue.end
        if here < len(pieces) and pieces[here].low == "by":
            phrase = right_phrase(pieces, here + 1)
            here = phrase[1] if phrase else here
        if here + 2 < len(pieces) and pieces[here].low == ",":
            return Complement(here + 1, "aside")
    if cue.kind == "noun" and cue.end + 2 < len(pieces) and pieces[cue.end].low == ",":
        owner = _owner(pieces, cue)
        if owner is not None and owner[0] and pieces[owner[0] - 1].low == "in":
            return Complement(cue.end + 1, "aside")
    return None


def speaker_of(
    pieces: Pieces, cue: Cue, link: Complement | None, last: tuple[int, int] | None
) -> tuple[int, int] | None:
    """Return who speaks, as indices; ``last`` is the speaker before in the same unit."""
    if cue.kind == "noun":
        return _owner(pieces, cue)
    if cue.passive or (link is not None and link.frame == "aside" and pieces[cue.end].low == "by"):
        return _agent(pieces, cue)
    at = cue.at
    before = word_before(pieces, at)
    if cue.entry.form == "ing":
        return _of_participle(pieces, cue, last)
    if cue.entry.form == "base" and before >= 0 and pieces[before].low == "to":
        governor = _governor(pieces, before)
        return subject(pieces, governor) if governor is not None else last
    if before >= 0 and (pieces[before].low in (",", "and", "but", "or", "then")):
        found = subject(pieces, at) if pieces[before].low == "," else None
        return found or last or _first_subject(pieces, at)
    found = subject(pieces, at)
    if found is None and cue.entry.form == "past" and before >= 0 and pieces[before].low.endswith(("'d", "'ve", "'s")):
        return before, before + 1
    return found


def _of_participle(pieces: Pieces, cue: Cue, last: tuple[int, int] | None) -> tuple[int, int] | None:
    if cue.at and "be" in pieces[_skip_back(pieces, cue.at)].classes:
        return subject(pieces, cue.at)
    if last is not None:
        return last
    return _first_subject(pieces, cue.at)


def _skip_back(pieces: Pieces, at: int) -> int:
    back = at - 1
    while back > 0 and skips(pieces[back]):
        back -= 1
    return back


def _first_subject(pieces: Pieces, limit: int) -> tuple[int, int] | None:
    """Return the subject of the last clause that begins before ``limit``."""
    found: tuple[int, int] | None = None
    for at in range(1, limit):
        if pieces[at].atom is None and (is_verb(pieces[at]) or looks_past(pieces[at])):
            candidate = subject(pieces, at)
            if candidate is not None:
                found = candidate
                break
    return found


def _governor(pieces: Pieces, to: int) -> int | None:
    """Return the verb on which an infinitive hangs: "refused to", "went on to"."""
    for at in range(to - 1, max(-1, to - 6), -1):
        piece = pieces[at]
        if piece.low in (",", ";") or piece.atom is not None:
            return None
        if is_verb(piece) or looks_past(piece) or "present" in piece.classes or piece.low.endswith("ing"):
            return at
        if piece.classes & {"speaker"} and piece.low != "to":
            return at + 1
    return to - 1 if to else None


def _agent(pieces: Pieces, cue: Cue) -> tuple[int, int] | None:
    """Return the phrase after "by" that follows a passive cue."""
    for at in range(cue.end, min(len(pieces) - 1, cue.end + 3)):
        if pieces[at].low == "by":
            return right_phrase(pieces, at + 1)
    return None


def _owner(pieces: Pieces, cue: Cue) -> tuple[int, int] | None:
    """Return whose claim, wish or decision it is: a possessive before the noun, or "by X" after it."""
    at = cue.at - 1
    farthest = max(-1, cue.at - 4)
    while at > farthest:
        piece = pieces[at]
        if "possessive" in piece.classes:
            return at, at + 1
        if piece.low.endswith(("'s", "s'")):
            return left_phrase(pieces, at + 1)
        if piece.low == "'" and at:
            return left_phrase(pieces, at)
        if not piece.is_word or piece.classes & {"determiner", "preposition", "auxiliary"}:
            break
        at -= 1
    after = cue.end
    if after + 1 < len(pieces) and pieces[after].low in ("by", "from", "of") and not is_gerund(pieces[after + 1]):
        return right_phrase(pieces, after + 1)
    return None


def _according(pieces: Pieces, cue: Cue) -> Draft | None:
    """Make the draft of "According to X, …" or "…, according to X"."""
    phrase = right_phrase(pieces, cue.end)
    if phrase is None:
        return None
    after = phrase[1]
    while after < len(pieces) and pieces[after].low not in (",", ".", ";", ":") and pieces[after].atom is None:
        after += 1
    last = len(pieces)
    while last and pieces[last - 1].low in (".", ",", ";", "!"):
        last -= 1
    if cue.at <= 2 or pieces[cue.at - 1].low in (":", ";"):
        begin = after + 1
        return drafted(pieces, cue, (begin, last), phrase) if begin < last and after < len(pieces) else None
    end = cue.at
    while end and pieces[end - 1].low == ",":
        end -= 1
    begin = end
    while begin and pieces[begin - 1].low != ";":
        begin -= 1
    if begin == 0 and pieces[0].low in ("but", "and") and end > 1:
        begin = 1
    if end - begin < 3:
        return None
    return drafted(pieces, cue, (begin, end), phrase)
