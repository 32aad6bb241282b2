"""Words between marks and who utters them: “…,” said X; X said: “…”; X called it “…”."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.model import Span
from onrecord.readers.quotations.complements import Complement
from onrecord.readers.quotations.cues import Cue
from onrecord.readers.quotations.draft import Draft
from onrecord.readers.quotations.ends import clause_end
from onrecord.readers.quotations.modes import DASHES, STOPS, is_title, is_utterance, last_sign
from onrecord.readers.quotations.phrases import (
    Pieces,
    is_name,
    is_verb,
    looks_past,
    plain,
    right_phrase,
    span_of,
    starts_phrase,
    subject,
)
from onrecord.readers.quotations.reports import drafted, is_own_voice
from onrecord.readers.quotations.subjects import main_subject, owner_of, speaker_of
from onrecord.readers.quotations.units import Piece
from onrecord.readers.quotations.words import Lexicon

_NEAR = 24
_FAR = 36
_WITHIN = 12
_SHORT = 4
_MOST_PARTS = 50
"""How many stretches the content of one quotation may have."""

Link = tuple[Cue, tuple[int, int] | None]


def spoken(pieces: Pieces, found: Sequence[Cue], used: set[int], words: Lexicon) -> Iterator[Draft]:
    """Yield what a cue beside the marks ascribes to somebody; the cue is then taken (``used``)."""
    by_cue: dict[int, Draft] = {}
    last = -1
    for at, piece in enumerate(pieces):
        if piece.atom is None:
            continue
        first = next(reversed(by_cue), -1)
        if first >= 0 and _resumes(pieces, last, at, first, found):
            draft = by_cue[first]
            if len(draft.content) < _MOST_PARTS:
                draft.content.extend(piece.atom.contents)
                draft.closed = draft.closed and piece.atom.closed
            last = at
            continue
        link = _behind(pieces, at, found) or _ahead(pieces, at, found)
        if link is None:
            continue
        cue, speaker = link
        earlier = by_cue.get(cue.at)
        if earlier is not None:
            if len(earlier.content) < _MOST_PARTS:
                earlier.content.extend(piece.atom.contents)
                earlier.closed = earlier.closed and piece.atom.closed
            continue
        if cue.at in used:
            continue
        used.add(cue.at)
        if is_own_voice(pieces, cue, speaker) and cue.entry.row.attitude == "holds":
            continue
        why = f"“{' '.join(p.text for p in pieces[cue.at : cue.end])}” ascribes the words between the marks"
        draft = drafted(pieces, cue, (at, at + 1), speaker, why)
        alone = at == 0 and cue.at > at  # "“Gut so”, said X"
        whole = alone or is_utterance(piece, words) or (at and pieces[at - 1].low == ":") or last_sign(piece) in STOPS
        draft.mode = "direct" if whole else "mixed"
        by_cue[cue.at] = draft
        last = at
        yield draft


def _resumes(pieces: Pieces, last: int, at: int, cue: int, found: Sequence[Cue]) -> bool:
    """Tell whether marks go on with words that a cue and its asides broke off: “…,” said X, who …, “and …”."""
    if at - last > _FAR or pieces[at - 1].low not in (",", *DASHES) or last_sign(pieces[last]) not in ",-–—…":
        return False
    inside = [cue for cue in found if last < cue.at < at and cue.kind == "verb" and "quote" in cue.frames]
    return len(inside) == 1 and inside[0].at == cue


def _behind(pieces: Pieces, at: int, found: Sequence[Cue]) -> Link | None:
    """Match “…,” said X and “…,” X said and “…,” according to X."""
    here = at + 1
    comma = here < len(pieces) and pieces[here].low in (",", *DASHES)
    here += comma
    here += comma and here < len(pieces) and pieces[here].low in DASHES  # «…», — said X
    cue = next((c for c in found if c.at >= here), None)
    if cue is None or cue.at - here > _NEAR:
        return None
    near = cue.at == here and {"front", "clause"} & set(cue.frames)
    if not comma and last_sign(pieces[at]) not in ",?!.…-—–" and not near:
        return None
    if "coordinator" in pieces[here].classes or (_is_part(pieces, at) and not near):
        return None
    if cue.kind == "preposition":
        return (cue, right_phrase(pieces, cue.end)) if cue.at == here else None
    if cue.kind != "verb" or not {"front", "quote"} & set(cue.frames):
        return None
    if cue.at == here and cue.entry.form in ("past", "s", "base"):
        follower = right_phrase(pieces, cue.end)
        if follower is None or _is_object(pieces[follower[0]]):
            return None
        return cue, follower
    return _subject_first(pieces, here, cue)


def _is_part(pieces: Pieces, at: int) -> bool:
    """Tell whether the marks hold a few words that end a clause of the sentence: they speak of “order”, X said."""
    if at == 0 or not pieces[at - 1].is_word or len(pieces[at].text.split(maxsplit=_SHORT)) > _SHORT:
        return False
    return any(is_verb(piece) for piece in pieces[:at])


def _subject_first(pieces: Pieces, here: int, cue: Cue) -> Link | None:
    """Match “…,” X said, from the piece after the comma."""
    if not cue.finite:
        return None
    between = pieces[here : cue.at]
    if any(piece.low in (";", ":") or (piece.atom is not None and len(piece.text) > 40) for piece in between):
        return None
    speaker = subject(pieces, cue.at, here) or right_phrase(pieces, here)
    if speaker is not None and speaker[0] > here + 1 and speaker[1] == cue.at and _is_pair(pieces, here, speaker[0]):
        speaker = here, cue.at
    if speaker is None or speaker[0] > here + 1:
        return None
    return None if cue.end < len(pieces) and pieces[cue.end].low == "that" else (cue, speaker)


def _is_pair(pieces: Pieces, start: int, second: int) -> bool:
    """Tell whether a phrase that begins at ``start`` is joined by "and" to the one at ``second``."""
    first = right_phrase(pieces, start, second - 1)
    return first is not None and first == (start, second - 1) and "joins names" in pieces[second - 1].classes


def _is_object(piece: Piece) -> bool:
    return "object" in piece.classes and "subject" not in piece.classes


def _ahead(pieces: Pieces, at: int, found: Sequence[Cue]) -> Link | None:
    """Match X said, “…” and X told the house: “…”."""
    if at == 0:
        return None
    colon = pieces[at - 1].low == ":"
    worded = _in_words_of(pieces, at, found)
    if worded is not None:
        return worded
    cue = _nearest(pieces, found, at, colon)
    if cue is None or at - cue.end > _FAR or _only_names(pieces, cue, at):
        return None
    between = pieces[cue.end : at]
    if not between:
        meets = "quote" in cue.frames and not (cue.passive and "apposition" not in pieces[cue.at].classes)
        return (cue, speaker_of(pieces, cue, None, None)) if meets else None
    if not colon and (between[-1].low not in (",", *DASHES) or not is_audience(between[:-1])):
        return None
    return cue, speaker_of(pieces, cue, None, None)


def _in_words_of(pieces: Pieces, at: int, found: Sequence[Cue]) -> Link | None:
    """Match "in the words of X, “…”": whatever stands before it, only the marks hold the words of X."""
    for cue in reversed(found):
        if cue.kind != "preposition" or cue.end > at or at - cue.end > _NEAR or "quote" not in cue.frames:
            continue
        phrase = right_phrase(pieces, cue.end, at)
        if phrase is not None and (phrase[1] == at or pieces[at - 1].low in (",", ":", *DASHES)):
            return cue, phrase
    return None


def _nearest(pieces: Pieces, found: Sequence[Cue], at: int, colon: bool) -> Cue | None:
    """Return the last cue before ``at`` that can announce words; a verb is preferred to a noun beside it."""
    cue: Cue | None = None
    for candidate in found:
        if candidate.at >= at:
            break
        fits = candidate.kind in ("verb", "noun") and ("quote" in candidate.frames or colon)
        if cue is not None and "own" in pieces[candidate.at - 1].classes and candidate.entry.form == "base":
            continue  # "your auditor wrote, and I quote: “…”"
        if fits and (candidate.kind == "verb" or cue is None or candidate.at - cue.end > 10):
            cue = candidate
    return cue


def is_audience(between: Pieces) -> bool:
    """Tell whether only time, place and hearers stand between a cue and the comma before the marks."""
    if len(between) > 14 or any(piece.low == "that" for piece in between[1:]):
        return False
    return not any(is_verb(piece) or piece.atom is not None or piece.low == "but" for piece in between)


def held_inside(pieces: Pieces, found: Sequence[Cue], used: set[int], known: Sequence[Draft]) -> Iterator[Draft]:
    """Yield phrases with marks that a cue governs: called it “…”, praised the “…” of X, accused her of “…”."""
    last: tuple[int, int] | None = None
    by_place = {cue.at: cue for cue in found}
    for at, piece in enumerate(pieces):
        if piece.atom is None:
            continue
        before = (c for c in reversed(found) if c.end <= at)
        cue = next((c for c in before if c.kind == "verb" or _names_words(pieces, c, at)), None)
        if cue is None or cue.at in used or not (cue.kind == "noun" or _governs(pieces, cue, at)):
            continue
        speaker = speaker_of(pieces, cue, None, last)
        if speaker is None and any(draft.holds(Span(piece.start, piece.end)) for draft in known):
            continue
        used.add(cue.at)
        last = speaker or last
        if is_own_voice(pieces, cue, speaker):
            continue
        begin = _object_start(pieces, cue, at)
        end = clause_end(pieces, Complement(begin, "quote"), cue, by_place)
        end = max(at + 1, min(end, _after_atom(pieces, at, begin < at)))
        yield drafted(pieces, cue, (begin, end), speaker)


def _names_words(pieces: Pieces, cue: Cue, at: int) -> bool:
    """Tell whether a noun of speech has the marks behind "of": allegations of “bribery”."""
    if cue.kind != "noun" or cue.entry.row.attitude != "says" or not 1 <= at - cue.end <= 2:
        return False
    return pieces[cue.end].low == "of" and (at - cue.end == 1 or "determiner" in pieces[cue.end + 1].classes)


def _governs(pieces: Pieces, cue: Cue, at: int) -> bool:
    """Tell whether the marks at ``at`` stand in the object of the cue."""
    if at - cue.end > _WITHIN or not {"quote", "whom-of-ing"} & set(cue.frames):
        return False
    if _only_names(pieces, cue, at):
        return False
    return not any(
        is_verb(piece)
        or piece.atom is not None
        or piece.low in (",", ";", ":")
        or ("subordinator" in piece.classes and piece.low != "as")
        for piece in pieces[cue.end : at]
    )


def _only_names(pieces: Pieces, cue: Cue, at: int) -> bool:
    """Tell whether a participle names a thing by the marks after it: the drill called “Red Kite”."""
    if cue.end != at or cue.entry.form != "past" or "apposition" not in pieces[cue.at].classes:
        return False
    return cue.passive or is_title(pieces[at])


def _object_start(pieces: Pieces, cue: Cue, atom: int) -> int:
    """Return where the reported words begin: after "as", after "of", or with the object itself."""
    for at in range(atom - 1, cue.end - 1, -1):
        if "link" in pieces[at].classes and (at == cue.end or pieces[at].low == "as" or "whom-of-ing" in cue.frames):
            return at + 1
    if cue.end < atom and _is_object(pieces[cue.end]) and "possessive" not in pieces[cue.end].classes:
        return cue.end + 1
    return cue.end


def _after_atom(pieces: Pieces, atom: int, is_named: bool) -> int:
    """Return the end of the phrase that goes on after the marks: “barbaric” attacks on the town.

    ``is_named``: it also holds the thing that the marks are said of, as in: called the dam “a sieve” and its
    builders “thieves”.
    """
    at = atom + 1
    while True:
        joined = at < len(pieces) and (pieces[at].low == "," or "coordinator" in pieces[at].classes)
        following = at + 1 + (joined and at + 1 < len(pieces) and "coordinator" in pieces[at + 1].classes)
        if joined and is_named:
            following = _after_object(pieces, following)
        if not joined or following >= len(pieces) or not _is_fragment(pieces[following]):
            break
        at = following + 1  # “reckless” and “cruel”
    while at < len(pieces) and pieces[at].atom is None and not is_verb(pieces[at]):
        if looks_past(pieces[at]) and not (at + 1 < len(pieces) and pieces[at + 1].is_word):
            break  # "allegations of “bribery” followed"
        if pieces[at].low in (",", ".", ";", ":", "–", "—", "(") or pieces[at].classes & {
            "coordinator",
            "subordinator",
        }:
            break
        at += 1
    return at


def _after_object(pieces: Pieces, start: int) -> int:
    """Return where the few words of an object end that marks follow, or ``start``."""
    at = start
    while at < min(len(pieces), start + _SHORT) and plain(pieces[at]) and pieces[at].is_word:
        at += 1
    return at if at < len(pieces) and at > start and pieces[at].atom is not None else start


def _is_fragment(piece: Piece) -> bool:
    """Tell whether marks hold a few words that can stand beside others in a row."""
    return piece.atom is not None and len(piece.text.split(maxsplit=_SHORT)) <= _SHORT


def introduces(pieces: Pieces, found: Sequence[Cue]) -> tuple[Cue | None, tuple[int, int] | None] | None:
    """Match a unit that ends in a colon and announces words to come: "X said:", "And from X:"."""
    if not pieces or pieces[-1].low != ":":
        return None
    cue = next((c for c in reversed(found) if c.kind == "verb" and {"quote", "that"} & set(c.frames)), None)
    if cue is not None and not (cue.at == 0 and cue.entry.form == "base"):  # "Quote from X:"
        return cue, speaker_of(pieces, cue, None, None)
    noun = found[-1] if found and found[-1].kind == "noun" and found[-1].entry.row.attitude == "says" else None
    if noun is not None and noun.end == len(pieces) - 1:
        return noun, owner_of(pieces, noun) or main_subject(pieces, noun.at)  # "X issued the following statement:"
    for at in range(len(pieces) - 2, max(-1, len(pieces) - 20), -1):
        start = at + 1 if "source link" in pieces[at].classes else at
        if start > at or (at == 0 and starts_phrase(pieces[0])):
            phrase = right_phrase(pieces, start)
            if phrase is not None and phrase[1] == len(pieces) - 1 and is_name(pieces[phrase[0]]):
                return None, phrase
    return None


def span_or_none(pieces: Pieces, phrase: tuple[int, int] | None) -> Span | None:
    """Return the place of a phrase, if there is one."""
    return span_of(pieces, phrase) if phrase else None
