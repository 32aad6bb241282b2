"""Where does a report end?"""

from __future__ import annotations

from onrecord.readers.quotations.clauses import has_finite, may_be_verb
from onrecord.readers.quotations.complements import Complement, complement
from onrecord.readers.quotations.cues import Cue
from onrecord.readers.quotations.modes import last_sign
from onrecord.readers.quotations.phrases import (
    Pieces,
    is_name,
    is_verb,
    looks_past,
    plain,
    skips,
    starts_phrase,
    word_before,
)
from onrecord.readers.quotations.units import Piece

FARTHEST = 400
"""How many pieces the content of one report may have."""
_LED = 8
"""How far the cue may stand behind the auxiliary that opens a condition: "Had Lang said that …, we"."""
_DASHES = ("–", "—", "―")
_STOPS = (".", "?", "!")
_TRAILING = ("?", ",", ".", ";", ":", "!", "–", "—", "-", "…", "and", "(")


def clause_end(pieces: Pieces, link: Complement, cue: Cue, by_place: dict[int, Cue]) -> int:
    """Return the index after the last piece of a report that begins at ``link.begin``.

    ``by_place`` holds the cues of the unit by the place of their first piece.
    """
    stop = min(len(pieces), link.begin + FARTHEST)
    relative = _is_relative(pieces, cue)
    clause = (link.frame != "aside" and _is_led_in(pieces, cue), relative or _is_aside(pieces, cue))
    dashes = [at for at in range(link.begin, stop) if pieces[at].low in _DASHES]
    gloss = dashes[-1] if len(dashes) % 2 else -1
    end = stop
    for at in range(link.begin, stop):
        if pieces[at].is_word and "coordinator" not in pieces[at].classes:
            if at > link.begin and _adds(pieces, at, by_place):
                end = at
                break
            continue
        ends = (at == gloss and _is_gloss(pieces, at)) or _ends_at(pieces, at, cue, clause, by_place)
        ends = ends or _leaves(pieces, at, link)
        if ends and at > link.begin:
            end = at
            break
    if (cue.kind == "noun" or relative) and link.frame != "aside" and _is_subject(pieces, cue):
        end = _before_main_verb(pieces, link, end, by_place)
    while end > link.begin and pieces[end - 1].low in _TRAILING:
        end -= 1
    return end


def _leaves(pieces: Pieces, at: int, link: Complement) -> bool:
    """Tell whether the sentence goes on without the report: after whole words in marks, or with ", and we did"."""
    if at + 2 >= len(pieces):
        return False
    piece, following = pieces[at], pieces[at + 1]
    if piece.low in _STOPS:
        return following.atom is not None
    if piece.low != ",":
        return False
    if at == link.begin + 1 and pieces[link.begin].atom is not None and "article" in following.classes:
        return True
    joined = link.frame.endswith(("to", "ing")) and "continuer" in following.classes
    return joined and "subject" in pieces[at + 2].classes and has_finite(pieces, at + 2, len(pieces))


def _is_gloss(pieces: Pieces, dash: int) -> bool:
    """Tell whether a single dash opens a remark of the author's rather than a part of the report."""
    return dash + 1 < len(pieces) and "gloss" not in pieces[dash + 1].classes


def _ends_at(pieces: Pieces, at: int, cue: Cue, clause: tuple[bool, bool], by_place: dict[int, Cue]) -> bool:
    """Tell whether a sign or "and" ends the report; ``clause``: the cue leads in, or is in a relative clause."""
    piece = pieces[at]
    following = pieces[at + 1] if at + 1 < len(pieces) else None
    if piece.low in (";", ":"):
        return following is None or following.low != "that"
    if piece.low == "(":
        return _is_last_bracket(pieces, at)
    if piece.low == ",":
        return following is not None and _comma_ends(pieces, at, clause, by_place)
    if "coordinator" in piece.classes:
        return _joins_cue(pieces, at, cue, by_place) or _same_auxiliary(pieces, at, cue)
    return False


def _is_subject(pieces: Pieces, cue: Cue) -> bool:
    """Tell whether a noun cue stands before its clause's verb: "The claim that … caused a stir"."""
    before = pieces[: cue.at if cue.kind == "noun" else word_before(pieces, cue.at)]
    return not any(is_verb(piece) or looks_past(piece) or piece.low.endswith("ing") for piece in before)


def _before_main_verb(pieces: Pieces, link: Complement, end: int, by_place: dict[int, Cue]) -> int:
    """Return where the report ends whose noun is the subject: before the verb that follows it."""
    wanted = 1 if link.frame == "that" else 0
    sure = _verb_after(pieces, link.begin, end, (wanted, False), by_place)
    return sure or _verb_after(pieces, link.begin, end, (wanted, True), by_place) or end


def _verb_after(pieces: Pieces, begin: int, end: int, which: tuple[int, bool], by_place: dict[int, Cue]) -> int | None:
    """Return where the verb after so many others begins; ``which``: how many, and whether words in -s may be verbs."""
    wanted, guess = which
    seen = 0
    at = begin
    while at < end:
        piece = pieces[at]
        passive = at > begin and "be" in pieces[at - 1].classes and looks_past(piece)  # "to be named"
        if passive and wanted == seen == 0:
            at += 1
            continue
        cue = by_place.get(at) if at > begin else None
        if piece.atom is None and (
            (cue is not None and cue.kind == "verb" and cue.entry.form == "base" and cue.finite and not wanted)
            or is_verb(piece)
            or (looks_past(piece) and at > begin)
            or (guess and at > begin and (may_be_verb(pieces, at) or _is_guessed(pieces, at)))
        ):
            if seen == wanted and at > begin + 1:
                return at
            seen += 1
            while at + 1 < end and _is_verbal(pieces[at + 1]) and not _is_guessed(pieces, at):
                at += 1
        elif piece.classes & {"relative", "subordinator"} and piece.atom is None:
            wanted += 1
        at += 1
    return None


def _is_guessed(pieces: Pieces, at: int) -> bool:
    """Tell whether a word in -s is a verb before the main one: "the claim that the dam leaks is false"."""
    piece, before = pieces[at], pieces[at - 1]
    if not piece.low.endswith("s") or piece.classes or not piece.text[0].islower() or at + 1 >= len(pieces):
        return False
    noun = before.is_word and not before.classes and not before.low.endswith("s")
    return noun and "be" in pieces[at + 1].classes


def _is_verbal(piece: Piece) -> bool:
    return is_verb(piece) or looks_past(piece) or skips(piece) or "auxiliary" in piece.classes


def _is_led_in(pieces: Pieces, cue: Cue) -> bool:
    """Tell whether the cue stands in a clause or phrase that leads into the sentence ("After saying …, he")."""
    begin = 2 if len(pieces) > 2 and pieces[1].low == "," and skips(pieces[0]) else 0
    first = pieces[begin]
    if "auxiliary" in first.classes and pieces[-1].low != "?" and "negation" not in first.classes:
        # "Had Lang said that …, we …"
        return cue.at < begin + _LED and not any(piece.low == "," for piece in pieces[begin : cue.at])
    participle = cue.at == begin and cue.kind == "verb" and cue.entry.form in ("ing", "past")
    if not (first.classes & {"subordinator", "preposition"} or participle):
        return False
    return not any(piece.low == "," for piece in pieces[begin : cue.at])


def _is_relative(pieces: Pieces, cue: Cue) -> bool:
    before = word_before(pieces, cue.at)
    return before >= 1 and "clause pronoun" in pieces[before].classes and cue.kind == "verb"


def _is_aside(pieces: Pieces, cue: Cue) -> bool:
    """Tell whether a participle between commas is the cue: Hart, asked whether it was safe, left."""
    told = cue.kind == "verb" and cue.entry.form == "past" and any(frame.startswith("whom-") for frame in cue.frames)
    return told and cue.at > 1 and pieces[cue.at - 1].low == "," and is_name(pieces[cue.at - 2])


def _comma_ends(pieces: Pieces, at: int, clause: tuple[bool, bool], by_place: dict[int, Cue]) -> bool:
    """Tell whether the report ends at the comma at ``at``."""
    leads, relative = clause
    following = pieces[at + 1]
    if _is_ascribed(pieces, at, by_place):
        return True
    cue = by_place.get(at + 1)
    if cue is not None and cue.kind == "verb" and cue.entry.form == "ing" and cue.entry.row.attitude == "says":
        return _introduces(pieces, cue)
    if cue is not None and cue.kind == "preposition":
        return True
    if leads and (starts_phrase(following) or following.atom is not None) and not following.classes & {"relative"}:
        return any(is_verb(p) or looks_past(p) or "plural verb" in p.classes for p in pieces[at + 1 : at + 16])
    if relative and (is_verb(following) or looks_past(following)):
        return True
    if following.classes & {"subordinator", "preposition"} and "concession" in following.classes:
        return True
    if following.classes & {"coordinator", "contrast"}:
        if following.low == "but" and at + 2 < len(pieces) and starts_phrase(pieces[at + 2]):
            return True
        return _joins_cue(pieces, at + 1 + _has_pronoun(pieces, at + 2), None, by_place) or (
            "contrast" in following.classes and _has_cue(pieces, at + 2, by_place)
        )
    return False


def _adds(pieces: Pieces, at: int, by_place: dict[int, Cue]) -> bool:
    """Tell whether a participle after marks that end in a comma opens a report of its own: “…,” adding “…”."""
    cue = by_place.get(at)
    before = pieces[at - 1]
    if cue is None or cue.kind != "verb" or cue.entry.form != "ing" or before.atom is None or last_sign(before) != ",":
        return False
    return cue.entry.row.attitude == "says" and _introduces(pieces, cue)


def _is_ascribed(pieces: Pieces, comma: int, by_place: dict[int, Cue]) -> bool:
    """Tell whether the sentence ends by ascribing all before it to another: the mayor denied it, X reports."""
    for at in range(comma + 2, min(len(pieces), comma + 9)):
        cue = by_place.get(at)
        if cue is None and plain(pieces[at]):
            continue
        if cue is None or cue.kind != "verb" or cue.entry.form not in ("past", "s") or "front" not in cue.frames:
            return False
        ends = cue.end >= len(pieces) or pieces[cue.end].low in _STOPS
        return ends and cue.entry.row.attitude == "says" and starts_phrase(pieces[comma + 1])
    return False


def _joins_cue(pieces: Pieces, at: int, cue: Cue | None, by_place: dict[int, Cue]) -> bool:
    """Tell whether "and", "but" at ``at`` joins a second reporting verb rather than a part of the report."""
    here = at + 1
    while here < len(pieces) and here - at < 4 and (skips(pieces[here]) or "auxiliary" in pieces[here].classes):
        here += 1
    other = by_place.get(here)
    if other is None or other.kind != "verb" or not other.finite or other.entry.row.attitude != "says":
        return False
    return cue is None or other.entry.form == cue.entry.form or other.entry.form == "past"


def _has_pronoun(pieces: Pieces, at: int) -> bool:
    """Tell whether the speaker is taken up before a second reporting verb: ", and she warned that"."""
    return (
        at < len(pieces) and bool(pieces[at].classes & {"feminine", "masculine"}) and "object" not in pieces[at].classes
    )


def _introduces(pieces: Pieces, cue: Cue) -> bool:
    """Tell whether a participle after a comma opens a report of its own."""
    if complement(pieces, cue) is not None:
        return True
    return any(piece.atom is not None for piece in pieces[cue.end : cue.end + 10])


def _is_last_bracket(pieces: Pieces, at: int) -> bool:
    """Tell whether a bracket that opens here runs to the end of the sentence."""
    return not any(piece.is_word for piece in pieces[_closing(pieces, at) :])


def _closing(pieces: Pieces, at: int) -> int:
    return next((index for index in range(at, len(pieces)) if pieces[index].low == ")"), len(pieces))


def _same_auxiliary(pieces: Pieces, at: int, cue: Cue) -> bool:
    """Tell whether "and has …" takes up the auxiliary of the cue itself: "has said … and has signed"."""
    return (
        cue.at > 0
        and at + 1 < len(pieces)
        and "auxiliary" in pieces[cue.at - 1].classes
        and pieces[at + 1].low == pieces[cue.at - 1].low
    )


def _has_cue(pieces: Pieces, at: int, by_place: dict[int, Cue]) -> bool:
    for here in range(at, min(len(pieces), at + 8)):
        if pieces[here].low == ",":
            return False
        other = by_place.get(here)
        if other is not None and other.kind == "verb" and other.finite:
            return True
    return False
