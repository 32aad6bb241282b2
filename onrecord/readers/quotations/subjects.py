"""Whose words does a cue report? The subject of a verb, the owner of a noun, the agent of a passive."""

from __future__ import annotations

from onrecord.readers.quotations.complements import Complement, is_gerund
from onrecord.readers.quotations.cues import Cue
from onrecord.readers.quotations.phrases import (
    Pieces,
    is_name,
    is_verb,
    left_phrase,
    looks_past,
    plain,
    right_phrase,
    skips,
    starts_phrase,
    subject,
    word_before,
)
from onrecord.readers.quotations.relatives import antecedent

_JOINED = 20
_NAME = 9


def speaker_of(
    pieces: Pieces, cue: Cue, link: Complement | None, last: tuple[int, int] | None
) -> tuple[int, int] | None:
    """Return who speaks, as indices; ``last`` is the speaker before in the same unit."""
    if cue.kind == "noun":
        return owner_of(pieces, cue)
    if cue.passive or (link is not None and link.frame == "aside" and pieces[cue.end].low == "by"):
        return _agent(pieces, cue)
    at = cue.at
    if at == 0 and cue.finite and "front" in cue.frames:
        return right_phrase(pieces, cue.end)  # "Said Peter Lang: …"
    before = word_before(pieces, at)
    if cue.entry.form == "ing":
        return _of_participle(pieces, cue, last)
    if cue.entry.form == "base" and before >= 0 and pieces[before].low == "to":
        governor = _governor(pieces, _first_to(pieces, before))
        return (subject(pieces, governor) or last) if governor is not None else last
    if before >= 0 and (pieces[before].low == "," or "continuer" in pieces[before].classes):
        found = subject(pieces, at) if pieces[before].low == "," else None
        if found is None and last is not None and "subordinator" in pieces[0].classes:
            main = main_subject(pieces, at)
            return main if main is not None and main[0] > last[1] else last
        return found or last or main_subject(pieces, at)
    found = antecedent(pieces, at) or subject(pieces, at)
    if found is None and cue.entry.form == "past" and before >= 0 and pieces[before].low.endswith(("'d", "'ve", "'s")):
        return before, before + 1
    return found


def _of_participle(pieces: Pieces, cue: Cue, last: tuple[int, int] | None) -> tuple[int, int] | None:
    if cue.at and "be" in pieces[_skip_back(pieces, cue.at)].classes:
        return subject(pieces, cue.at)
    before = word_before(pieces, cue.at)
    if before >= 0 and before == cue.at - 1 and pieces[before].is_word and plain(pieces[before]):
        found = left_phrase(pieces, cue.at)
        if found is not None and _is_own(pieces, found):
            return found
    if last is not None:
        return last
    return main_subject(pieces, cue.at)


def _is_own(pieces: Pieces, phrase: tuple[int, int]) -> bool:
    """Tell whether a phrase before a participle is its subject: with Lang saying …, three voters saying …"""
    before = pieces[phrase[0] - 1] if phrase[0] else None
    return before is not None and "accompaniment" in before.classes


def main_subject(pieces: Pieces, limit: int) -> tuple[int, int] | None:
    """Return the subject of the sentence, across a clause or phrase that leads into it."""
    begin = 1
    first = pieces[0]
    if first.classes & {"subordinator", "preposition"} or first.low.endswith(("ing", "ed")):
        comma = next((at for at in range(limit - 1) if pieces[at].low == ","), None)
        if comma is not None and starts_phrase(pieces[comma + 1]):
            begin = comma + 2
    for at in range(begin, limit):
        if pieces[at].atom is None and (is_verb(pieces[at]) or looks_past(pieces[at])):
            candidate = subject(pieces, at)
            if candidate is not None:
                return candidate
    return None


def _skip_back(pieces: Pieces, at: int) -> int:
    back = at - 1
    while back > 0 and skips(pieces[back]):
        back -= 1
    return back


def labels(pieces: Pieces, at: int) -> tuple[int, int] | None:
    """Return the name in NAME: “…”, where the marks are at ``at``."""
    phrase = right_phrase(pieces, 0) if pieces[at - 1].low == ":" else None
    if phrase is None or not is_name(pieces[phrase[0]]):
        return None
    apart = pieces[phrase[1]].low == "(" and pieces[at - 2].low == ")"  # "Rep. Ana Novak (R-Oster): “…”"
    return phrase if phrase[1] == at - 1 or apart else None


def acts_after(pieces: Pieces) -> tuple[int, int] | None:
    """Return who acts after the marks that open a unit, whatever the verb: “Go back!” Lang barked."""
    if len(pieces) < 3 or pieces[0].atom is None or not starts_phrase(pieces[1]):
        return None
    for at in range(2, min(len(pieces), _NAME)):
        if looks_past(pieces[at]) or "past" in pieces[at].classes:
            return 1, at
        if not plain(pieces[at]) or "preposition" in pieces[at].classes:
            break
    return None


def _first_to(pieces: Pieces, to: int) -> int:
    """Return the first of several infinitives that "and" joins: refused to sign it and to say why."""
    for at in range(to - 1, max(-1, to - _JOINED), -1):
        if at == to - 1 and not (pieces[at].classes & {"coordinator"} or pieces[at].low == ","):
            return to
        if pieces[at].atom is not None or is_verb(pieces[at]) or pieces[at].low in (";", ":"):
            return to
        if pieces[at].low == "to" and "determiner" not in pieces[at + 1].classes and not is_name(pieces[at + 1]):
            return at
    return to


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
    return to - 1 if to and "coordinator" not in pieces[to - 1].classes else None


def _agent(pieces: Pieces, cue: Cue) -> tuple[int, int] | None:
    """Return the phrase after "by" that follows a passive cue."""
    for at in range(cue.end, min(len(pieces) - 1, cue.end + 3)):
        if pieces[at].low == "by":
            return right_phrase(pieces, at + 1)
    return None


def owner_of(pieces: Pieces, cue: Cue) -> tuple[int, int] | None:
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
        if "light verb" in piece.classes:
            return subject(pieces, at)
        if piece.low == "with" and cue.entry.row.attitude == "says":
            return main_subject(pieces, at)
        if not piece.is_word or piece.classes & {"preposition", "auxiliary"} or looks_past(piece):
            break
        at -= 1
    after = cue.end
    if after + 1 < len(pieces) and "source link" in pieces[after].classes and not is_gerund(pieces[after + 1]):
        return right_phrase(pieces, after + 1)
    return None
