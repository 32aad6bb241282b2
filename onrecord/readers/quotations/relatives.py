"""Who acts when something stands between a subject and its verb? Those who live here say; critics of the plan say."""

from __future__ import annotations

from onrecord.readers.quotations.phrases import Pieces, is_verb, left_phrase, looks_past, skips
from onrecord.readers.quotations.words import lexicon

_FAR = 20
_LONG = 60
"""From this many characters on, marks inside a relative clause are no word of it."""


def antecedent(pieces: Pieces, verb: int) -> tuple[int, int] | None:
    """Return whom "who …" before a verb belongs to, where the verb is not the clause's own: those who left say."""
    stop = _own_start(pieces, verb)
    who = next((at for at in range(stop - 1, max(0, stop - _FAR), -1) if _bars(pieces, at)), 0)
    if who < 1 or pieces[who].low != "who" or not pieces[who - 1].is_word:
        return None
    first = who + 1
    while first < stop and (skips(pieces[first]) or "auxiliary" in pieces[first].classes):
        first += 1
    if first >= stop or not pieces[first].is_word or pieces[first].classes & {"determiner", "possessive", "subject"}:
        return None
    told = first + 1 < stop and not (
        pieces[first + 1].classes & {"object", "negation"} or pieces[first + 1].low == "to"
    )
    if told and any({"that", "bare"} & set(entry.row.frames) for entry in lexicon().cues.get(pieces[first].low, ())):
        return None  # "those who say the council argues that"
    if any(_is_second_verb(pieces, at) for at in range(first + 1, stop)):
        return None
    return left_phrase(pieces, who)


def has_plural_head(pieces: Pieces, verb: int) -> bool:
    """Tell whether the phrase before a plain form has a plural head that the word before the verb hides."""
    stop = _own_start(pieces, verb)
    found = antecedent(pieces, verb)
    if found is not None:
        return _is_plural(pieces, found[0], found[1])
    start = next((at + 1 for at in range(stop - 1, max(-1, stop - _FAR), -1) if _parts(pieces, at)), 0)
    link = next((at for at in range(start + 1, stop) if "preposition" in pieces[at].classes), stop)
    if link >= stop - 1 or any(_is_second_verb(pieces, at) for at in range(start + 1, stop)):
        return False
    return _is_plural(pieces, start, link)


def _is_plural(pieces: Pieces, start: int, stop: int) -> bool:
    """Tell whether a phrase, as far as its first preposition, means several: those, many, the critics."""
    link = next((at for at in range(start + 1, stop) if "preposition" in pieces[at].classes), stop)
    head = pieces[link - 1]
    if head.atom is not None or any("preposition" in piece.classes for piece in pieces[start:link]):
        return False
    return (
        "many" in head.classes
        or "many" in pieces[start].classes
        or (head.is_word and head.low.endswith("s") and not head.low.endswith(("ss", "'s")))
    )


def _own_start(pieces: Pieces, verb: int) -> int:
    at = verb
    while at and (pieces[at - 1].classes & {"auxiliary", "time"} or skips(pieces[at - 1])):
        at -= 1
    return at


def _bars(pieces: Pieces, at: int) -> bool:
    piece = pieces[at]
    if piece.atom is not None:
        return len(piece.text) > _LONG
    return piece.low in (",", ";", ":", "–", "—", "(", ")", "but") or "subordinator" in piece.classes


def _parts(pieces: Pieces, at: int) -> bool:
    return _bars(pieces, at) or "coordinator" in pieces[at].classes


def _is_second_verb(pieces: Pieces, at: int) -> bool:
    piece, before = pieces[at], pieces[at - 1]
    if piece.atom is not None or "coordinator" in before.classes or not piece.text[0].islower():
        return False
    if "be" in before.classes:
        return False  # "who asked not to be named"
    if looks_past(piece) or "plural verb" in piece.classes:
        plain = "plural verb" in piece.classes
        led = bool(before.classes & {"determiner", "possessive", "preposition"} or "distance" in piece.classes)
        return not led and (not plain or before.low.endswith("s") or "subject" in before.classes)
    return is_verb(piece)
