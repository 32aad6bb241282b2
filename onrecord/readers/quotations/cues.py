"""Which words of a unit report, and what do they report? Cues and their complements."""

from __future__ import annotations

from typing import NamedTuple

from onrecord.readers.quotations.phrases import (
    Pieces,
    is_name,
    is_verb,
    left_phrase,
    looks_past,
    plain,
    skips,
)
from onrecord.readers.quotations.relatives import has_plural_head
from onrecord.readers.quotations.words import Entry, Lexicon

MOST = 60
"""How many cues of one unit are looked at; real sentences have a handful."""
_FAR = 12


class Cue(NamedTuple):
    """A cue in its unit: ``at`` and ``end`` are indices of pieces."""

    at: int
    end: int
    entry: Entry
    passive: bool = False
    negated: bool = False

    @property
    def frames(self) -> tuple[str, ...]:
        """The complements that the cue takes."""
        return self.entry.row.frames

    @property
    def kind(self) -> str:
        """``verb``, ``noun``, ``adjective`` or ``preposition``."""
        return self.entry.row.kind

    @property
    def finite(self) -> bool:
        """Tell whether the form can be the verb of a sentence."""
        return self.entry.form in ("past", "s", "base") and not self.passive


def cues(pieces: Pieces, words: Lexicon) -> list[Cue]:
    """Return the cues of a unit in text order, at most ``MOST`` of them."""
    found: list[Cue] = []
    skip_to = 0
    headline = _is_headline(pieces)
    for at, piece in enumerate(pieces):
        entries = words.cues.get(piece.low)
        if (
            entries is None
            or at < skip_to
            or (at and piece.text[0].isupper() and not headline and not _opens(pieces, at))
            or (at and headline and _is_in_name(pieces, at, entries))
        ):
            continue
        cue = _decided(pieces, at, entries)
        if cue is not None:
            found.append(cue)
            skip_to = cue.end
            if len(found) == MOST:
                break
    return found


def _is_headline(pieces: Pieces) -> bool:
    long = [piece.text for piece in pieces if piece.is_word and len(piece.text) > 3]
    return sum(word[0].isupper() for word in long) * 4 >= len(long) * 3


def _is_in_name(pieces: Pieces, at: int, entries: tuple[Entry, ...]) -> bool:
    """Tell whether a plain form with a capital is rather part of a title: Public Advocate Ana Novak."""
    if not pieces[at].text[0].isupper() or at + 1 >= len(pieces) or any(e.form != "base" for e in entries):
        return False
    return is_name(pieces[at - 1]) and is_name(pieces[at + 1]) and not pieces[at - 1].low.endswith("s")


def _opens(pieces: Pieces, at: int) -> bool:
    """Tell whether a word stands where capitals come by position: after a colon, a stop or an opening bracket."""
    return not pieces[at - 1].is_word


def _decided(pieces: Pieces, at: int, entries: tuple[Entry, ...]) -> Cue | None:
    for entry in entries:
        end = at + 1 + len(entry.rest)
        if entry.rest and tuple(p.low for p in pieces[at + 1 : end]) != entry.rest:
            continue
        if entry.row.kind == "noun":
            if _is_noun(pieces, at) and not (len(entries) > 1 and _has_plural_subject(pieces, at)):
                return Cue(at, end, entry)
        elif entry.row.kind == "verb":
            if _is_verb(pieces, at, entry) and not (_opens_with_noun(pieces, at, entry) and _has_noun(entries)):
                return Cue(at, end, entry, _is_passive(pieces, at, entry), _is_negated(pieces, at))
        elif entry.row.kind == "adjective":
            if _after_be(pieces, at) or (at and pieces[at - 1].low == ","):
                return Cue(at, end, entry, False, _is_negated(pieces, at))
        else:
            return Cue(at, end, entry)
    return None


def _before(pieces: Pieces, at: int) -> int:
    """Return the index of the last piece before ``at`` that is no adverb; -1 when there is none."""
    back = at - 1
    while back >= 0 and at - back < 5 and skips(pieces[back]) and "auxiliary" not in pieces[back].classes:
        back -= 1
    return back


def _is_noun(pieces: Pieces, at: int) -> bool:
    if at == 0:
        return True
    last = pieces[at - 1]
    if last.classes & {"auxiliary", "speaker"} and not last.classes & {"be", "possessive", "determiner"}:
        return "have" in last.classes
    if "before verb" in last.classes:
        return False
    if last.classes & {"determiner", "possessive", "preposition"} or last.low.endswith(("'s", "'")):
        return True
    return not (is_name(last) and pieces[at].low.endswith("s"))


def _has_plural_subject(pieces: Pieces, at: int) -> bool:
    """Tell whether a plain form before "that" is the verb of a plural subject: "the envoys of Oster demand that"."""
    if at < 2 or at + 1 >= len(pieces) or pieces[at + 1].low != "that" or not is_name(pieces[at - 1]):
        return False
    phrase = left_phrase(pieces, at)
    if phrase is None or any(is_verb(piece) or looks_past(piece) for piece in pieces[:at]):
        return False
    head = next((here for here in range(*phrase) if pieces[here].low == "of"), phrase[0])
    return head > phrase[0] and pieces[head - 1].low.endswith("s")


def _is_verb(pieces: Pieces, at: int, entry: Entry) -> bool:
    back = _before(pieces, at)
    last = pieces[back] if back >= 0 else None
    if last is None:
        titled = entry.form == "s" and at + 1 < len(pieces) and "preposition" in pieces[at + 1].classes
        return not titled
    nominal = (last.classes & {"determiner", "possessive"} and "many" not in last.classes) or last.low.endswith(
        ("'s", "’s")
    )
    if entry.form == "ing":
        return not (nominal and not last.classes & {"object"}) or back < at - 1
    if nominal and not last.classes & {"subject", "relative"}:
        return False
    if entry.form == "past":
        return "before noun" not in last.classes
    return _is_inverted(pieces, at, entry) or _is_present(pieces, at, back, entry)


def _opens_with_noun(pieces: Pieces, at: int, entry: Entry) -> bool:
    """Tell whether a form in -s that opens a sentence before "that" is a noun: "Reports that it leaks are untrue"."""
    return at == 0 and entry.form == "s" and len(pieces) > 1 and pieces[1].low == "that"


def _has_noun(entries: tuple[Entry, ...]) -> bool:
    return any(entry.row.kind == "noun" for entry in entries)


def _is_inverted(pieces: Pieces, at: int, entry: Entry) -> bool:
    """Tell whether a plain form is the verb of a question or a condition: "Should Hart claim that …"."""
    opens = entry.form == "base" and at > 1 and "auxiliary" in pieces[0].classes
    return opens and left_phrase(pieces, at, 1) == (1, at)


def _is_present(pieces: Pieces, at: int, back: int, entry: Entry) -> bool:
    """Tell whether a plain form or one in -s is a verb, by the word before it at ``back``."""
    last = pieces[back]
    if last.low == "to" or "auxiliary" in last.classes:
        return entry.form == "base" and "be" not in last.classes
    if "preposition" in last.classes:
        return False
    if last.classes & {"subject", "relative", "coordinator"} or last.atom is not None:
        return True
    if last.low in (",", ")"):
        return entry.form != "base" or _closes_apposition(pieces, back)
    following = pieces[at + 1] if at + 1 < len(pieces) else None
    led = following is not None and bool(
        following.classes & {"determiner", "subject", "possessive"} or following.low == "to"
    )
    opens = led or (following is not None and (following.low == "that" or following.atom is not None))
    if entry.form == "base" and opens and last.is_word and has_plural_head(pieces, at):
        return True
    if is_verb(last) or looks_past(last) or not last.is_word or last.classes & {"plural verb", "number word"}:
        return False
    if last.text[0].isdigit() or (back and "have" in pieces[back - 1].classes and not is_name(last)):
        return False
    if _has_plural_subject(pieces, at):
        return entry.form == "base"
    if entry.form == "s":
        introduces = at + 1 < len(pieces) and pieces[at + 1].low == "that"
        return not last.low.endswith("s") or last.low.endswith("ss") or is_name(last) or introduces
    if last.low.endswith("s") and not last.classes:
        return True
    if "many" in last.classes:  # "many say", but "most state laws"
        clear = "determiner" not in last.classes or "plural verb" in pieces[at].classes
        return clear or led or (following is not None and following.low == "that")
    return led and not is_name(last) and plain(last) and not skips(last)


def _closes_apposition(pieces: Pieces, comma: int) -> bool:
    return any(piece.low == "," for piece in pieces[max(0, comma - 14) : comma])


def _after_be(pieces: Pieces, at: int) -> bool:
    back = _before(pieces, at)
    return back >= 0 and ("be" in pieces[back].classes or pieces[back].low.endswith(("'m", "'re", "'s")))


def _is_passive(pieces: Pieces, at: int, entry: Entry) -> bool:
    return entry.form == "past" and _after_be(pieces, at)


def _is_negated(pieces: Pieces, at: int) -> bool:
    for back in range(at - 1, max(-1, at - 4), -1):
        if "negation" in pieces[back].classes:
            return True
        if not pieces[back].classes & {"auxiliary", "adverb"} and not skips(pieces[back]):
            return False
    return False
