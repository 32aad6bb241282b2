"""What do the marks do? Speech, a name, or words ascribed to nobody, as far as the form shows."""

from __future__ import annotations

import re

from onrecord.model import Mode
from onrecord.readers.quotations.phrases import Pieces, is_name
from onrecord.readers.quotations.units import Piece
from onrecord.readers.quotations.words import Lexicon
from onrecord.text import fold, lower

STOPS = ",.?!…;:"
DASHES = ("–", "—", "―", "-", "--")
_MARKS = "“”\"'‘’«»„‟‹›` "
_CODE = re.compile(r"(?:\w[(\[]|[={%] ?|[\"'] ?: ?)$")
_CLEAR = 8
"""From this many words on, marks hold speech; shares by length are in the evaluation's README."""


def is_utterance(piece: Piece, words: Lexicon) -> bool:
    """Tell whether the words between marks are a clause or more, as far as their form shows."""
    if piece.atom is None:
        return False
    content = piece.text.strip(_MARKS)
    parts = content.split(maxsplit=_CLEAR)
    if len(parts) >= _CLEAR or len(piece.atom.contents) > 1:
        return True
    classes = (words.classes.get(lower(fold(part)).strip(STOPS), frozenset()) for part in parts)
    verb = any(found & {"finite", "past", "present"} for found in classes)
    ends = content[-1:] in STOPS
    return (len(parts) >= 3 and (verb or ends) and content[:1].isupper()) or (len(parts) >= 4 and verb)


def last_sign(piece: Piece) -> str:
    """Return the last character between the marks; a space when there is none."""
    if piece.atom is None:
        return " "
    offset = piece.atom.contents[-1].end - piece.start
    held = piece.text[:offset].rstrip(_MARKS)
    return held[-1] if offset > 0 and held else " "


def is_title(piece: Piece) -> bool:
    """Tell whether every long word between the marks has a capital, as in a name or title."""
    if len(piece.text) > 200:
        return False
    long = [part for part in piece.text.strip(_MARKS).split() if len(part) > 3]
    return bool(long) and all(part[:1].isupper() or part[:1].isdigit() for part in long)


def _is_noun(piece: Piece) -> bool:
    """Tell whether a word before the marks can be the noun that they name: the report “Rising Tides”."""
    return piece.is_word and not piece.classes and not piece.low.endswith(("ly", "ed", "ing"))


def mode_of_rest(pieces: Pieces, at: int, words: Lexicon) -> Mode:
    """Decide what marks do that no cue ascribes to anybody: speech, a name, or words of nobody named."""
    piece = pieces[at]
    before = pieces[at - 1] if at else None
    if is_utterance(piece, words) and not is_title(piece):
        opens = before is None or before.low in (":", ".", ",", *DASHES)
        if opens or len(piece.text.split(maxsplit=6)) >= 6:
            return "direct"
    if before is None:
        return "scare"
    named = at - 2 if "determiner" not in before.classes else at - 3  # "known as the “Fair Rent Act”"
    names = any("apposition" in word.classes for word in pieces[max(0, named) : at])
    distant = any("distance" in word.classes for word in pieces[max(0, at - 3) : at])
    if (names and not distant) or before.low == "(" or (is_title(piece) and (is_name(before) or _is_noun(before))):
        return "name"
    return "scare"


def is_code(body: str, at: int) -> bool:
    """Tell whether a straight mark opens a value in code: print("x"), x = "a", a["b"], {"c": "d"}."""
    return body[at] in "\"'" and _CODE.search(body, max(0, at - 4), at) is not None
