"""Was it said at all? Reports that are negated, refused, supposed or asked about."""

from __future__ import annotations

from onrecord.readers.quotations.cues import Cue
from onrecord.readers.quotations.phrases import Pieces, skips

_FAR = 25
"""How far before a cue the word may stand that opens its condition."""


def unsaid(pieces: Pieces, cue: Cue, speaker: tuple[int, int] | None) -> str | None:
    """Return a sentence on why the words of a report have not been said or held; None where they have."""
    if cue.kind not in ("verb", "adjective"):
        return None
    word = " ".join(piece.text for piece in pieces[cue.at : cue.end])
    if cue.negated or (speaker is not None and "negation" in pieces[speaker[0]].classes):
        return f"“{word}” is negated: the words are said not to have been said or held"
    back = _governor(pieces, cue.at)
    if "refusal" in pieces[back].classes:
        return f"“{word}” is negated by “{pieces[back].text}”: the words are said not to have been said or held"
    if "modal" in pieces[back].classes:
        return f"“{word}” is only supposed (“{pieces[back].text}”): the words are not said to have been said or held"
    opener = _condition(pieces, cue)
    if opener is not None:
        return f"“{word}” stands in a condition (“{opener}”): the words are not said to have been said or held"
    if "auxiliary" in pieces[0].classes and pieces[-1].low == "?":
        return f"“{word}” stands in a question: the words are not said to have been said or held"
    return None


def _governor(pieces: Pieces, at: int) -> int:
    """Return the word on which a cue hangs, across adverbs, "to" and "have": refused to say, might have said."""
    back = max(0, at - 1)
    while back and (skips(pieces[back]) or pieces[back].low == "to" or "have" in pieces[back].classes):
        back -= 1
    return back


def _condition(pieces: Pieces, cue: Cue) -> str | None:
    """Return the word that opens the condition in which a cue stands: if X says; had X said."""
    for at in range(cue.at - 1, max(-1, cue.at - _FAR), -1):
        piece = pieces[at]
        if piece.atom is not None or piece.low in (",", ";", ":"):
            break
        if "supposition" in piece.classes:
            return piece.text
    return pieces[0].text if "inverts" in pieces[0].classes and cue.at < _FAR and pieces[-1].low != "?" else None
