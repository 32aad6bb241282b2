"""Has a stretch of words a finite verb, as far as its form and its neighbours show?"""

from __future__ import annotations

from onrecord.readers.quotations.phrases import Pieces, is_verb, looks_past, skips
from onrecord.readers.quotations.units import Piece

_FAR = 60
_SHORT = 5


def has_finite(pieces: Pieces, start: int, end: int) -> bool:
    """Tell whether a clause in the range has a verb: it begins with its subject and a verb follows soon."""
    if "speaker" in pieces[start].classes and not pieces[start].classes & {"possessive", "relative"}:
        at = start + 1
        while at < end and skips(pieces[at]):
            at += 1
        return at < end and (_follows_pronoun(pieces[at]) or pieces[at].atom is not None)
    owed = 0
    for at in range(start + 1, min(end, start + _FAR)):
        piece = pieces[at]
        if piece.atom is not None:
            return at > start + 1
        if piece.low in (",", ";", ":", "–", "—", "(") and at - start < 2:
            return False
        if piece.low in (";", ":", "–", "—"):
            return False
        if "relative" in piece.classes:
            owed += 1  # the next verb is that of "who …", "that …"
        elif is_verb(piece) or "plural verb" in piece.classes or looks_past(piece) or may_be_verb(pieces, at):
            if not owed:
                return True
            if not (is_verb(pieces[at - 1]) or skips(pieces[at - 1])):
                owed -= 1
    return False


def may_be_verb(pieces: Pieces, at: int) -> bool:
    """Tell whether a word in -s may be a verb by its neighbours: "the levy pays for …"."""
    piece, before = pieces[at], pieces[at - 1]
    if not piece.low.endswith("s") or piece.classes or not piece.text[0].islower() or at + 1 >= len(pieces):
        return False
    noun = before.is_word and not before.classes and not before.low.endswith("s")
    return noun and bool(pieces[at + 1].classes & {"preposition", "determiner", "possessive", "object", "adverb"})


def ends_in_verb(pieces: Pieces, start: int) -> bool:
    """Tell whether a short clause ends with a word in -s that is its verb: "(said) the dam leaks"."""
    if "determiner" not in pieces[start].classes and "possessive" not in pieces[start].classes:
        return False
    for at in range(start + 2, min(len(pieces), start + _SHORT)):
        piece, before = pieces[at], pieces[at - 1]
        if not before.is_word or before.classes or before.low.endswith("s"):
            return False
        last = at + 1 == len(pieces) or not pieces[at + 1].is_word or "coordinator" in pieces[at + 1].classes
        if piece.is_word and last:
            return piece.low.endswith("s") and not piece.classes and piece.text[0].islower()
    return False


def _follows_pronoun(piece: Piece) -> bool:
    """Tell whether a word after a pronoun can be its verb."""
    if is_verb(piece) or "plural verb" in piece.classes:
        return True
    return piece.is_word and piece.text[0].islower() and piece.low.endswith(("s", "ed", "'ve", "'d"))
