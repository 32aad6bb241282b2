"""What does a cue report? Where the clause, infinitive, gerund or question begins that hangs on it."""

from __future__ import annotations

from typing import NamedTuple

from onrecord.readers.quotations.clauses import ends_in_verb, has_finite
from onrecord.readers.quotations.cues import Cue
from onrecord.readers.quotations.phrases import (
    Pieces,
    is_name,
    is_verb,
    looks_past,
    right_phrase,
    skips,
    starts_phrase,
)
from onrecord.readers.quotations.units import Piece

_FAR = 12
_AFTER_VERB = frozenset({"preposition", "time", "coordinator", "auxiliary", "finite", "adverb"})


class Complement(NamedTuple):
    """Where the report begins, by which frame it is tied to its cue, and who is told, as indices."""

    begin: int
    frame: str
    whom: tuple[int, int] | None = None


def complement(pieces: Pieces, cue: Cue) -> Complement | None:
    """Return where the report that a cue introduces begins; None when nothing of the kind follows."""
    frames, at = cue.frames, cue.end
    at = _over_time(pieces, at)
    if at >= len(pieces):
        return None
    direct = _direct(pieces, at, cue, frames) or _over_aside(pieces, at, cue, frames)
    if direct is not None:
        return direct
    told = tuple(frame[5:] for frame in frames if frame.startswith("whom-"))
    if told and not cue.passive:
        whom = _whom(pieces, at)
        if whom is not None:
            after = _over_time(pieces, whom[1])
            inner = _direct(pieces, after, cue, told) if after < len(pieces) else None
            if inner is not None:
                return Complement(inner.begin, "whom-" + inner.frame, whom)
    if cue.passive and cue.kind == "verb" and "that" in frames and pieces[at].low == "to" and _is_base(pieces, at + 1):
        return Complement(at, "to")  # "is said to be safe"
    if told and cue.passive:
        inner = _direct(pieces, at, cue, told)
        if inner is not None:
            return inner
    if "that" in frames or ("that" in told and (not cue.passive or pieces[at].low == "by")):
        far = _far_that(pieces, at, cue)
        if far is not None:
            return Complement(far, "that")
    if cue.kind == "noun":
        return _through_noun(pieces, at, frames)
    return None


def _over_aside(pieces: Pieces, at: int, cue: Cue, frames: tuple[str, ...]) -> Complement | None:
    """Match "that" behind an aside: "believes, wrongly in my view, that"."""
    if pieces[at].low != "," or "that" not in frames:
        return None
    comma = next((here for here in range(at + 2, min(len(pieces) - 2, at + _FAR)) if pieces[here].low == ","), None)
    if comma is None or pieces[comma + 1].low != "that" or any(p.atom is not None for p in pieces[at:comma]):
        return None
    return _direct(pieces, comma + 1, cue, ("that",))


def _over_time(pieces: Pieces, at: int) -> int:
    """Pass adverbs and "on Tuesday" after a cue."""
    while at < len(pieces):
        piece = pieces[at]
        if piece.low == "there" and at + 1 < len(pieces) and is_verb(pieces[at + 1]):
            return at
        if skips(piece) or ("time" in piece.classes and not _is_clause_time(pieces, at)):
            at += 1
        elif "preposition" in piece.classes and at + 1 < len(pieces) and "time" in pieces[at + 1].classes:
            at += 2
        else:
            return at
    return at


def _is_clause_time(pieces: Pieces, at: int) -> bool:
    """Tell whether a word such as "this" or "next" rather opens the clause that is reported."""
    if pieces[at].text[0].isupper():
        return at + 1 < len(pieces) and "modal" in pieces[at].classes
    return (
        "determiner" in pieces[at].classes and not (at + 1 < len(pieces) and "time" in pieces[at + 1].classes)
    ) or "modal" in pieces[at].classes


def _direct(pieces: Pieces, at: int, cue: Cue, frames: tuple[str, ...]) -> Complement | None:
    """Match a complement that begins at ``at``."""
    piece = pieces[at]
    following = pieces[at + 1] if at + 1 < len(pieces) else None
    if following is None:
        return None
    if piece.low == "that" and "that" in frames:
        verbal = is_verb(following) or "plural verb" in following.classes or looks_past(following)
        relative = verbal and following.text[0].islower()
        if cue.kind == "noun":
            relative = relative or _lacks_object(pieces, at + 1) or _names_marks(pieces, cue)
        return Complement(at + 1, "that") if "time" not in following.classes and not relative else None
    if piece.low == "to":
        if "to" in frames and _is_base(pieces, at + 1) and not (cue.kind == "noun" and following.atom is not None):
            return Complement(at - ("negation" in pieces[at - 1].classes), "to")
        return Complement(at + 1, "ing") if "to-ing" in frames and is_gerund(following) else None
    if "wh" in frames and "question" in piece.classes and (piece.low != "if" or "bare" not in frames):
        if "clause pronoun" in piece.classes or following.low in (",", "."):
            return None
        return Complement(at, "wh")
    if "ing" in frames and is_gerund(piece) and not cue.passive:
        return Complement(at, "ing")
    if "preposition" in piece.classes and piece.low + "-ing" in frames and is_gerund(following):
        return Complement(at + 1, "ing")
    if "bare" in frames and cue.kind in ("verb", "adjective") and not cue.passive:
        alone = "no object" in pieces[cue.at].classes and ends_in_verb(pieces, at)
        return Complement(at, "bare") if alone or _is_clause(pieces, at) else None
    return None


def _names_marks(pieces: Pieces, cue: Cue) -> bool:
    """Tell whether a noun stands beside words in marks, so that a relative clause follows: “…”, a claim that …"""
    return (
        cue.at > 2
        and "article" in pieces[cue.at - 1].classes
        and pieces[cue.at - 1].low != "the"
        and pieces[cue.at - 3].atom is not None
    )


def _lacks_object(pieces: Pieces, begin: int) -> bool:
    """Tell whether "that" opens a relative clause: the offer that Lang made on Sunday."""
    for at in range(begin + 1, min(len(pieces), begin + _FAR)):
        piece = pieces[at]
        if piece.atom is not None or not piece.is_word:
            return False
        if "takes object" in piece.classes:
            after = pieces[at + 1] if at + 1 < len(pieces) else None
            ends = after is None or (after.atom is None and (not after.is_word or bool(after.classes & _AFTER_VERB)))
            return ends and "be" not in pieces[at - 1].classes
        if is_verb(piece) and "auxiliary" not in piece.classes:
            return False
    return False


def _is_base(pieces: Pieces, at: int) -> bool:
    while at < len(pieces) and skips(pieces[at]):
        at += 1
    if at >= len(pieces) or not pieces[at].is_word:
        return at < len(pieces) and pieces[at].atom is not None
    piece = pieces[at]
    return not (piece.classes & {"determiner", "possessive", "object", "preposition", "speaker"}) and not is_name(piece)


def is_gerund(piece: Piece) -> bool:
    """Tell whether a word looks like a gerund or present participle."""
    return piece.low.endswith("ing") and len(piece.low) > 5 and piece.text[0].islower()


def _is_clause(pieces: Pieces, at: int) -> bool:
    """Tell whether a clause without "that" begins here: a subject, and a verb after it."""
    piece = pieces[at]
    if (
        piece.atom is not None
        or not piece.is_word
        or ("preposition" in piece.classes and "opens clause" not in piece.classes)
    ):
        return False
    if piece.classes & {"object"} and "subject" not in piece.classes and "possessive" not in piece.classes:
        return False
    if piece.low == "in" and any(here.low == "that" for here in pieces[at : at + _FAR]):
        return False  # "said in a letter that …"
    if is_verb(piece):
        return "'" in piece.low and "negation" not in piece.classes  # "they're", "she'll"
    if "coordinator" in piece.classes:
        return False
    if piece.low.endswith("ing") and len(piece.low) > 5 and piece.text[0].islower() and not piece.classes:
        return has_finite(pieces, at, min(len(pieces), at + 14))
    if piece.low == "if" or "subordinator" in piece.classes:
        return piece.low == "if" and has_finite(pieces, at, len(pieces))
    if starts_phrase(piece) or (piece.text[0].islower() and piece.low.endswith("s")):
        return has_finite(pieces, at, _phrase_limit(pieces, at))
    return has_finite(pieces, at, min(at + 6, _phrase_limit(pieces, at)))


def _phrase_limit(pieces: Pieces, at: int) -> int:
    """Return how far a verb is looked for: to the second comma or the end of the unit."""
    commas = 0
    for index in range(at, min(len(pieces), at + 40)):
        if pieces[index].low == ",":
            commas += 1
            nxt = pieces[index + 1] if index + 1 < len(pieces) else None
            if commas == 1 and not (nxt is not None and nxt.classes & {"relative", "determiner"}):
                return index
            if commas == 2:
                return min(len(pieces), index + 8)
    return len(pieces)


def _whom(pieces: Pieces, at: int) -> tuple[int, int] | None:
    """Return the phrase of those who are told something."""
    piece = pieces[at]
    if piece.classes & {"object"}:
        return at, at + 1
    if piece.atom is not None or not piece.is_word or piece.classes & {"subordinator", "coordinator", "preposition"}:
        return None
    stop = at
    while stop < len(pieces) and stop - at < _FAR:
        here = pieces[stop]
        if "opens report" in here.classes and stop > at:
            break
        if "preposition" in here.classes and stop + 1 < len(pieces) and is_gerund(pieces[stop + 1]) and stop > at:
            return at, stop
        if (
            here.atom is not None
            or here.classes & {"subordinator", "finite"}
            or not (here.is_word or here.low in "'’,-")
        ):
            break
        stop += 1
    if stop == at or stop >= len(pieces):
        return None
    phrase = right_phrase(pieces, at, stop)
    if "opens report" in pieces[stop].classes:
        return at, stop
    return phrase


def _far_that(pieces: Pieces, at: int, cue: Cue) -> int | None:
    """Find "that" behind a phrase: "said in a statement on Monday that", "told the house that"."""
    if cue.kind == "noun" and "source link" not in pieces[at].classes:
        return None
    opened = "preposition" in pieces[at].classes
    told = any(frame.startswith("whom") for frame in cue.frames)
    if not opened and not told and pieces[at].low != "it":
        return None
    commas = 0
    for index in range(at, min(len(pieces) - 1, at + 18)):
        piece = pieces[index]
        if piece.low == "that" and index > at and "preposition" not in pieces[index - 1].classes:
            nxt = pieces[index + 1]
            return None if is_verb(nxt) and nxt.low != "is" else index + 1
        if piece.low == ",":
            commas += 1
            if commas > 2:
                return None
        elif piece.atom is not None or is_verb(piece) or looks_past(piece) or "subordinator" in piece.classes:
            return None
    return None


def _through_noun(pieces: Pieces, at: int, frames: tuple[str, ...]) -> Complement | None:
    """Match what follows a noun across "by X", or "is" and "was": "its position is that"."""
    here = at
    if here < len(pieces) and pieces[here].low == "by":
        phrase = right_phrase(pieces, here + 1)
        here = phrase[1] if phrase else here
    if here > at and here + 1 < len(pieces) and pieces[here].low == "to" and "to" in frames:
        return Complement(here, "to") if _is_base(pieces, here + 1) else None
    if "to" in frames and _is_made_to(pieces, here):
        return Complement(here + 2, "to")
    for index in range(here, min(len(pieces) - 2, here + 5)):
        if "copula" in pieces[index].classes:
            nxt = pieces[index + 1]
            if nxt.low == "that" and "that" in frames:
                return Complement(index + 2, "that")
            if nxt.low == "to" and "to" in frames and _is_base(pieces, index + 2):
                return Complement(index + 1, "to")
            return None
    return None


def _is_made_to(pieces: Pieces, at: int) -> bool:
    """Match "were made to" after a noun: "decisions were made to close the mine"."""
    if at + 2 >= len(pieces) or "be" not in pieces[at].classes or pieces[at + 2].low != "to":
        return False
    return _is_base(pieces, at + 3) and (looks_past(pieces[at + 1]) or is_verb(pieces[at + 1]))
