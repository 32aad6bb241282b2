"""Noun phrases and clauses without a parser: who stands before or after a verb, and where a clause ends."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model import Span
from onrecord.readers.quotations.units import Piece

Pieces = Sequence[Piece]
LONGEST_NAME = 14
"""How many pieces a noun phrase that names a speaker may have."""
_SMALL = 60
_ASIDE_OPENERS = {",": (",",), ")": ("(",), "-": ("-",), "–": ("–",), "—": ("—",), "―": ("―",)}
"""What opens an aside, by the sign that closes it."""
_INNER = frozenset("'’.&")


def is_verb(piece: Piece) -> bool:
    """Tell whether a word looks like a finite verb or an auxiliary."""
    if "time" in piece.classes and piece.text[0].isupper():
        return False  # "May"
    return bool(piece.classes & {"finite", "past", "present"})


def is_name(piece: Piece) -> bool:
    """Tell whether a word is written with a capital and is no small word."""
    return piece.is_word and piece.text[0].isupper() and not piece.classes & {"time", "preposition", "subordinator"}


def looks_past(piece: Piece) -> bool:
    """Tell whether a word has the ending of a past form."""
    return piece.is_word and piece.low.endswith("ed") and len(piece.low) > 4 and not piece.text[0].isupper()


def skips(piece: Piece) -> bool:
    """Tell whether a word may stand between a subject and its verb, or between a verb and its report."""
    if "determiner" in piece.classes and "adverb" not in piece.classes:
        return False
    return bool(piece.classes & {"adverb", "negation"}) or (
        piece.low.endswith("ly") and len(piece.low) > 4 and piece.text[0].islower()
    )


def starts_phrase(piece: Piece) -> bool:
    """Tell whether a noun phrase can begin here."""
    if piece.classes & {"determiner", "possessive", "subject", "number word"}:
        return True
    return is_name(piece) or piece.text[0].isdigit()


def plain(piece: Piece) -> bool:
    """Tell whether a word can be part of a noun phrase at all: no verb, sign or connecting word."""
    if piece.atom is not None or not (piece.is_word or piece.low in _INNER or piece.low in "-$%/"):
        return False
    if piece.classes & {"auxiliary", "subordinator", "coordinator", "negation"} - {"negation"}:
        return False
    return not (is_verb(piece) and piece.text[0].islower())


def left_phrase(pieces: Pieces, end: int, least: int = 0) -> tuple[int, int] | None:
    """Return the noun phrase that ends before ``end``, as indices; None when there is none."""
    stop = end
    while stop > least and pieces[stop - 1].classes & {"time"} and not is_name_like(pieces, stop - 1):
        stop -= 1
    if stop <= least:
        return None
    if stop - 1 > least and pieces[stop - 1].low.endswith(("self", "selves")):
        stop -= 1
    last = pieces[stop - 1]
    if last.classes & {"speaker", "subject"}:
        if "relative" in last.classes and stop - 1 > least:
            return _antecedent(pieces, stop - 1, least)
        part = stop - 3 >= least and pieces[stop - 2].low == "of" and "many" in pieces[stop - 3].classes
        none = stop - 2 >= least and pieces[stop - 2].low == "no" and last.low == "one"
        return (stop - 3 if part else stop - 2 if none else stop - 1), stop
    if "object" in last.classes and stop - 2 >= least and "preposition" in pieces[stop - 2].classes:
        pass
    elif not plain(last) or last.classes & {"preposition", "object", "adverb"}:
        return None
    start = _phrase_start(pieces, stop, least)
    while start < stop and (pieces[start].classes & {"preposition", "time", "adverb"} or not pieces[start].is_word):
        start += 1
    while start < stop - 1 and start > least and _is_verbal(pieces[start], pieces[start - 1]):
        start += 1
    if start - 2 > least and pieces[start - 1].low == "," and all(piece.text.isdigit() for piece in pieces[start:stop]):
        return left_phrase(pieces, start - 1, least)  # "Pavel Dursun, 54, who said"
    return (start, stop) if start < stop else None


def _is_verbal(piece: Piece, before: Piece) -> bool:
    """Tell whether a participle at the head of a phrase is rather the verb before it: by slamming critics, who say …"""
    if piece.low.endswith("ing") and piece.text[0].islower() and len(piece.low) > 5:
        return "preposition" in before.classes
    return looks_past(piece) and before.is_word and not before.classes & {"coordinator", "preposition", "auxiliary"}


def is_name_like(pieces: Pieces, at: int) -> bool:
    """Tell whether a time word is rather part of a name ("May", "April" before another name)."""
    return pieces[at].text[0].isupper() and at > 0 and "title" in pieces[at - 1].classes


def _phrase_start(pieces: Pieces, stop: int, least: int) -> int:
    at = stop
    while at > least and stop - at < LONGEST_NAME:
        piece = pieces[at - 1]
        if "joins names" in piece.classes:
            if at - 2 >= least and is_name(pieces[at]) and (is_name(pieces[at - 2]) or pieces[at - 2].low == ","):
                at -= 2
                continue
            break
        if not plain(piece):
            break
        if looks_past(piece) and at - 2 >= least and at < stop and is_name(pieces[at - 2]) and is_name(pieces[at]):
            break  # "Hart argued Lang's plan": a verb between two names
        if "preposition" in piece.classes:
            head = at - 2 >= least and plain(pieces[at - 2]) and not pieces[at - 2].classes & {"preposition", "time"}
            if not ("joiner" in piece.classes and head):
                break
        at -= 1
        if piece.classes & {"determiner", "possessive"} and not _continues_left(pieces, at, least):
            if at > least and pieces[at - 1].classes & {"determiner", "possessive"}:
                continue
            break
    return at


def _continues_left(pieces: Pieces, at: int, least: int) -> bool:
    """Tell whether a determiner is governed by "of" and the like, so that the phrase began earlier."""
    if at - 2 < least or "joiner" not in pieces[at - 1].classes:
        return False
    head = pieces[at - 2]
    if "many" in head.classes and not (at - 2 > least and "preposition" in pieces[at - 3].classes):
        return True  # "some in the capital", "those on the island"
    if not plain(head) or head.classes & {"preposition", "time", "adverb", "determiner"}:
        return False
    return "belonging" in pieces[at - 1].classes or is_name(head) or head.low.endswith(("s", "r", "n", "t"))


def _antecedent(pieces: Pieces, at: int, least: int) -> tuple[int, int] | None:
    """Return the phrase that a relative pronoun at ``at`` points back to."""
    stop = at - 1 if at > least and pieces[at - 1].low == "," else at
    if stop <= least or not plain(pieces[stop - 1]):
        return (at, at + 1) if pieces[at].low == "who" else None
    return left_phrase(pieces, stop, least)


def subject(pieces: Pieces, verb: int, least: int = 0) -> tuple[int, int] | None:
    """Return who does what the verb at ``verb`` says: the phrase on its left, across auxiliaries."""
    at = verb
    while at > least and (
        "auxiliary" in pieces[at - 1].classes or skips(pieces[at - 1]) or pieces[at - 1].classes & {"time"}
    ):
        if "subject" in pieces[at - 1].classes:
            break  # "Nobody said"
        at -= 1
    if at - 1 > least and pieces[at - 1].low == "both" and is_name(pieces[at - 2]):
        at -= 1  # "Hart and Novak both said"
    if at <= least:
        return None
    last = pieces[at - 1]
    if last.low in _ASIDE_OPENERS:
        return _before_apposition(pieces, at - 1, least)
    if "thing pronoun" in last.classes and at - 1 > least:
        return _antecedent(pieces, at - 1, least)
    return _joined(pieces, _with_head(pieces, left_phrase(pieces, at, least), least), least)


def _with_head(pieces: Pieces, found: tuple[int, int] | None, least: int) -> tuple[int, int] | None:
    """Return a phrase that hangs on a preposition with its head: a source close to the talks, two men at the gate."""
    if found is None or found[0] - 1 <= least or "preposition" not in pieces[found[0] - 1].classes:
        return found
    start = found[0] - 1
    while start > least and found[1] - start < LONGEST_NAME and plain(pieces[start - 1]):
        if pieces[start - 1].low in _INNER:
            break
        start -= 1
    first = pieces[start]
    led = first.classes & {"preposition", "adverb", "time", "subject", "object"} or not first.is_word or skips(first)
    heads = starts_phrase(first) or first.low.endswith("s")
    return found if led or not heads or (start > least and is_verb(pieces[start - 1])) else (start, found[1])


def _joined(pieces: Pieces, found: tuple[int, int] | None, least: int) -> tuple[int, int] | None:
    """Return a phrase with the one that "and" joins to it where both together open the sentence: nurses and drivers."""
    if found is None or found[0] - 1 <= least or "coordinator" not in pieces[found[0] - 1].classes:
        return found
    if pieces[found[0] - 1].low != "and":  # "neither Blake nor Reed"
        paired = pieces[least].classes & {"negation", "determiner"} and found[0] - least <= LONGEST_NAME
        return (least, found[1]) if paired and all(plain(p) for p in pieces[least + 1 : found[0] - 1]) else found
    first = left_phrase(pieces, found[0] - 1, least)
    return (first[0], found[1]) if first is not None and first[0] == least else found


def _before_apposition(pieces: Pieces, comma: int, least: int) -> tuple[int, int] | None:
    """Return the phrase before "NAME, the head of X," whose second comma stands at ``comma``."""
    farthest = max(least, comma - 25)
    openers = _ASIDE_OPENERS[pieces[comma].low]
    double = comma - 1 > farthest and pieces[comma - 1].low == "-"
    for at in range(comma - 1 - double, farthest - 1, -1):
        if pieces[at].atom is not None and len(pieces[at].text) > _SMALL:
            return None
        if pieces[at].low in openers and at > least:
            found = left_phrase(pieces, at - double, least)
            if found and all(piece.text.isdigit() for piece in pieces[slice(*found)]):
                continue  # "Pavel Dursun, 54, of Brenn,"
            if found and (is_name(pieces[found[1] - 1]) or starts_phrase(pieces[found[0]])):
                if pieces[found[0]].classes & {"time"}:
                    return None
                return _named_before(pieces, found, least) or found
            return None
    return None


def _named_before(pieces: Pieces, found: tuple[int, int], least: int) -> tuple[int, int] | None:
    """Return the name that "the head of X" stands beside: Ana Novak, the head of the union, Oster, said."""
    comma = found[0] - 1
    if comma <= least or pieces[comma].low != "," or not pieces[found[0]].classes & {"determiner", "possessive"}:
        return None
    name = left_phrase(pieces, comma, least)
    return name if name and is_name(pieces[name[1] - 1]) and is_name(pieces[name[0]]) and name[0] <= least + 1 else None


def _joins_on(piece: Piece) -> bool:
    """Tell whether a preposition keeps a phrase after the cue going: "of" and "for" do."""
    return "joiner" in piece.classes and "late joiner" not in piece.classes


def right_phrase(pieces: Pieces, start: int, limit: int | None = None) -> tuple[int, int] | None:
    """Return the noun phrase that begins at ``start``; titles and names are taken in, clauses are not."""
    end = min(len(pieces), start + LONGEST_NAME) if limit is None else min(limit, len(pieces))
    at = start
    while at < end:
        piece = pieces[at]
        if (
            piece.low == "."
            and at + 1 < end
            and at > start
            and len(pieces[at - 1].text) <= 4
            and is_name(pieces[at + 1])
        ):
            at += 1
            continue
        if (
            "coordinator" in piece.classes
            and piece.low == "and"
            and at + 1 < end
            and is_name(pieces[at + 1])
            and at > start
        ):
            at += 1
            continue
        if not plain(piece) or piece.low in "-$%/":
            break
        if piece.classes & {"time"} and at > start and not is_name_like(pieces, at):
            break
        if "preposition" in piece.classes and (
            at == start or "joiner" not in piece.classes or "late joiner" in piece.classes
        ):
            break
        if piece.classes & {"subject", "object"} and at > start and pieces[at - 1].low != "of":
            break
        at += 1
        if piece.classes & {"speaker", "object"}:
            break
    while at > start and (pieces[at - 1].classes & {"preposition", "adverb", "determiner"} or skips(pieces[at - 1])):
        at -= 1
    while at > start and not pieces[at - 1].is_word and pieces[at - 1].low != "'":
        at -= 1
    return (start, at) if at > start and pieces[start].is_word else None


def word_before(pieces: Pieces, at: int) -> int:
    """Return the index of the word before ``at`` across adverbs and auxiliaries; -1 at the start."""
    back = at - 1
    while back >= 0 and (skips(pieces[back]) or "auxiliary" in pieces[back].classes):
        back -= 1
    return back


def span_of(pieces: Pieces, phrase: tuple[int, int]) -> Span:
    """Return the place of a phrase in the text, without the possessive ending."""
    start, end = pieces[phrase[0]].start, pieces[phrase[1] - 1].end
    last = pieces[phrase[1] - 1].text
    if len(last) > 2 and last[-2:] in ("'s", "’s"):
        end -= 2
    elif len(last) > 2 and last[-1] in "'’":
        end -= 1
    return Span(start, end)
