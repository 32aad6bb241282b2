"""Reports before or around their cue: the talks failed, X said; the talks, X said, have failed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.model import Span
from onrecord.readers.quotations.clauses import has_finite
from onrecord.readers.quotations.cues import Cue
from onrecord.readers.quotations.draft import Draft
from onrecord.readers.quotations.modes import last_sign
from onrecord.readers.quotations.phrases import (
    Pieces,
    is_verb,
    right_phrase,
    skips,
    starts_phrase,
    subject,
)
from onrecord.readers.quotations.reports import drafted, is_own_voice
from onrecord.readers.quotations.units import Piece

_CLAUSE = 40
"""From this many characters on, the words between marks are taken to have a verb of their own."""
_ENDS = (",", ".", ";", "!", "?")


def fronted(pieces: Pieces, found: Sequence[Cue], used: set[int]) -> Iterator[Draft]:
    """Yield reports whose cue follows or stands inside: the talks failed, X said."""
    for cue in found:
        if cue.at in used or cue.kind != "verb" or not cue.finite or "front" not in cue.frames or cue.at < 3:
            continue
        link = _inverted(pieces, cue) or _parenthesis(pieces, cue)
        if link is None or link[1] < 2:
            continue
        speaker, end = link
        begin = _clause_start(pieces, end)
        if end - begin < 2:
            continue
        used.add(cue.at)
        if is_own_voice(pieces, cue, speaker):
            continue
        word = " ".join(piece.text for piece in pieces[cue.at : cue.end])
        why = f"“{word}” after the comma reports the clause before it"
        draft = drafted(pieces, cue, (begin, end), speaker, why)
        rest = _resumed(pieces, cue, speaker)
        if rest is not None:
            draft.content.append(rest)
        yield draft


def _inverted(pieces: Pieces, cue: Cue) -> tuple[tuple[int, int], int] | None:
    """Match ", said X": the speaker, and where the comma is."""
    if pieces[cue.at - 1].low != ",":
        return None
    phrase = right_phrase(pieces, cue.end)
    if phrase is None:
        return None
    first = pieces[phrase[0]]
    if "object" in first.classes and "subject" not in first.classes:
        return None
    following = pieces[phrase[1]] if phrase[1] < len(pieces) else None
    ends = following is None or "preposition" in following.classes or not (following.is_word or following.low == "'")
    goes_on = following is not None and following.low == ","  # "The dam, says X, is safe"
    return (phrase, cue.at - 1) if ends and (goes_on or _has_verb(pieces[: cue.at - 1])) else None


def _parenthesis(pieces: Pieces, cue: Cue) -> tuple[tuple[int, int], int] | None:
    """Match ", X said": the speaker, and where the comma is."""
    found = subject(pieces, cue.at)
    if found is None or found[0] == 0:
        return None
    before = _before_speaker(pieces, found[0] - 1)
    if pieces[before].low == "as" and before > 1 and pieces[before - 1].low == ",":
        before -= 1  # "…, as some have said"
    if pieces[before].atom is not None and last_sign(pieces[before]) == ",":
        before += 1
    elif pieces[before].low != ",":
        return None
    if cue.end < len(pieces) and pieces[cue.end].low == "," and before < cue.at and not _has_verb(pieces[:before]):
        return found, before
    told = any(frame.startswith("whom-") for frame in cue.frames) and right_phrase(pieces, cue.end) is not None
    if not (told or cue.end >= len(pieces) or pieces[cue.end].low in _ENDS or _is_tail(pieces[cue.end])):
        return None
    if pieces[cue.end : cue.end + 1] and pieces[cue.end].low == "," and _goes_on(pieces, cue.end + 1):
        return found, before
    leads_in = bool(pieces[0].classes & {"subordinator", "preposition"}) or not _has_verb(pieces[:before])
    first_comma = next((at for at in range(before) if pieces[at].low == ","), before)
    if leads_in and not any(is_verb(piece) for piece in pieces[first_comma:before]):
        return None  # "On Monday, X said": what stands before the comma is no clause
    return found, before


def _goes_on(pieces: Pieces, start: int) -> bool:
    """Tell whether the clause that the cue broke into comes after it: despite the plan, X noted, it fell."""
    rest = pieces[start:]
    if not rest or not starts_phrase(rest[0]) or any(piece.atom is not None for piece in rest):
        return False
    return not rest[0].classes & {"relative"} and has_finite(pieces, start, len(pieces))


def _before_speaker(pieces: Pieces, at: int) -> int:
    while at > 0 and pieces[at].low != "," and (pieces[at].classes & {"determiner", "time"} or skips(pieces[at])):
        at -= 1
    return at


def _has_verb(pieces: Pieces) -> bool:
    return any(
        is_verb(piece) or piece.low.endswith("ed") or (piece.atom is not None and len(piece.text) > _CLAUSE)
        for piece in pieces
    )


def _is_tail(piece: Piece) -> bool:
    """Tell whether time, place or circumstance may begin here after "X said"."""
    return bool(piece.classes & {"time", "preposition", "subordinator", "adverb"}) and "no tail" not in piece.classes


def _clause_start(pieces: Pieces, comma: int) -> int:
    begin = comma
    while begin and pieces[begin - 1].low not in (";", ":"):
        before = pieces[begin - 1]
        if before.atom is not None and last_sign(before) in ".?!":
            break
        begin -= 1
    return begin + 1 if begin < comma and (pieces[begin].low == "," or "continuer" in pieces[begin].classes) else begin


def _resumed(pieces: Pieces, cue: Cue, speaker: tuple[int, int]) -> Span | None:
    """Return the rest of a report that its cue interrupts: the talks, X said, had failed."""
    after = max(cue.end, speaker[1])
    limit = min(len(pieces) - 1, after + 10)
    while after < limit and pieces[after].low != ",":
        if is_verb(pieces[after]) or pieces[after].atom is not None:
            return None
        after += 1
    if after >= limit:
        return None
    following = pieces[after + 1]
    broken = not _has_verb(pieces[: cue.at - 2]) and _has_verb(pieces[after + 1 :])
    gloss = following.atom is not None or following.classes & {"relative", "determiner"}
    if not broken and (gloss or following.low.endswith("ing")):
        return None
    end = len(pieces)
    while end > after + 1 and pieces[end - 1].low in _ENDS:
        end -= 1
    return Span(pieces[after + 1].start, pieces[end - 1].end) if end - after > 2 else None
