"""Reports without marks, or with marks inside: which clause does a cue report, and who says it?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.model import Span
from onrecord.readers.quotations.complements import Complement, complement
from onrecord.readers.quotations.cues import Cue
from onrecord.readers.quotations.draft import Draft
from onrecord.readers.quotations.ends import clause_end
from onrecord.readers.quotations.phrases import (
    Pieces,
    is_name,
    is_verb,
    looks_past,
    right_phrase,
    span_of,
    starts_phrase,
    subject,
    word_before,
)
from onrecord.readers.quotations.subjects import owner_of, speaker_of
from onrecord.readers.quotations.unsaid import unsaid
from onrecord.readers.quotations.words import Lexicon

_MOST_JOINED = 3
"""How many phrases a source may have behind its own: a report by the Board on the mine in Oster."""


def reports(pieces: Pieces, found: Sequence[Cue], used: set[int], words: Lexicon) -> Iterator[Draft]:
    """Yield the reports of a unit; ``used`` holds the cues that are taken already."""
    by_place = {cue.at: cue for cue in found}
    last_speaker: tuple[int, int] | None = None
    last_content = (0, 0)
    for cue in found:
        if cue.at in used:
            last_speaker = last_speaker or _acting(pieces, cue)
            continue
        if cue.kind == "preposition":
            draft = _according(pieces, cue)
            if draft is not None:
                used.add(cue.at)
                yield draft
            continue
        link = complement(pieces, cue) or _after_aside(pieces, cue)
        if link is None:
            last_speaker = last_speaker or _acting(pieces, cue)
            continue
        speaker = speaker_of(pieces, cue, link, last_speaker)
        if speaker is not None and last_content[0] <= speaker[0] < speaker[1] <= last_content[1] <= cue.at:
            speaker = last_speaker  # "those who say that it is safe should know that"
        if cue.kind == "verb" and speaker is not None and cue.finite:
            last_speaker = speaker
        if is_own_voice(pieces, cue, speaker) or _is_aim(pieces, cue):
            used.add(cue.at)
            continue
        end = clause_end(pieces, link, cue, by_place)
        if end <= link.begin:
            continue
        used.add(cue.at)
        if speaker is None and cue.entry.form == "ing" and _starts_clause(pieces, end):
            # "after arguing that it was close, his team left"
            speaker = _until_verb(pieces, right_phrase(pieces, end + 1))
        last_content = (link.begin, end)
        yield drafted(pieces, cue, last_content, speaker)


def _starts_clause(pieces: Pieces, comma: int) -> bool:
    """Tell whether the main clause begins behind the comma where a report ended."""
    return comma + 1 < len(pieces) and pieces[comma].low == "," and starts_phrase(pieces[comma + 1])


def _until_verb(pieces: Pieces, phrase: tuple[int, int] | None) -> tuple[int, int] | None:
    """Return a phrase up to the first word in it that looks like a verb behind a name: “Hart opened”."""
    if phrase is None:
        return None
    start, end = phrase
    verb = next((at for at in range(start + 1, end) if looks_past(pieces[at]) and is_name(pieces[at - 1])), end)
    return start, verb


def _acting(pieces: Pieces, cue: Cue) -> tuple[int, int] | None:
    """Return the subject of a cue that reports nothing itself, for a verb that "and" joins to it."""
    return subject(pieces, cue.at) if cue.kind == "verb" and cue.finite else None


def drafted(
    pieces: Pieces, cue: Cue, content: tuple[int, int], speaker: tuple[int, int] | None, why: str | None = None
) -> Draft:
    """Make the draft of a report from the indices of its content; ``why`` where the report does not follow its cue."""
    begin, end = content
    while begin < end - 1 and pieces[begin].low == ",":
        begin += 1  # "said that, despite the rain, …"
    atoms = [piece.atom for piece in pieces[begin:end] if piece.atom is not None]
    only = end - begin == 1 and bool(atoms)
    spans = (
        list(atoms[0].contents) if only and atoms[0] is not None else [Span(pieces[begin].start, pieces[end - 1].end)]
    )
    word = " ".join(piece.text for piece in pieces[cue.at : cue.end])
    why = why or f"“{word}” reports the {'words' if atoms else 'clause'} that follow{'' if atoms else 's'}"
    return Draft(
        content=spans,
        mode="mixed" if atoms else "indirect",
        why=unsaid(pieces, cue, speaker) or why,
        speaker=span_of(pieces, speaker) if speaker else None,
        cue=Span(pieces[cue.at].start, pieces[cue.end - 1].end),
        attitude="says" if speaker and is_ruling(pieces, cue, speaker) else cue.entry.row.attitude,
        closed=all(atom.closed for atom in atoms if atom is not None),
    )


def is_ruling(pieces: Pieces, cue: Cue, speaker: tuple[int, int]) -> bool:
    """Tell whether a court gives a judgment with a verb that expresses a thought of others: "the court held that"."""
    phrase = pieces[speaker[0] : speaker[1]]
    head = next((at for at in range(1, len(phrase)) if "preposition" in phrase[at].classes), len(phrase))
    return any("court" in piece.classes for piece in phrase[:head]) and "court verb" in pieces[cue.at].classes


def is_own_voice(pieces: Pieces, cue: Cue, speaker: tuple[int, int] | None) -> bool:
    """Tell whether it is the text's own voice that reports itself in the present."""
    if cue.kind == "verb" and cue.entry.form == "base" and cue.at and "self" in pieces[cue.at - 1].classes:
        return True
    if speaker is None or cue.passive or (cue.entry.form == "past" and cue.kind == "verb"):
        return False
    if cue.entry.form == "base" and pieces[speaker[0]].low == "it" and cue.at and pieces[cue.at - 1].low == "to":
        return True
    first = pieces[speaker[0]].classes
    return "own" in first and (speaker[1] - speaker[0] == 1 or "possessive" not in first)


def _is_aim(pieces: Pieces, cue: Cue) -> bool:
    """Tell whether a thought is only an aim or a means, held by nobody yet: "to understand that …"."""
    before = word_before(pieces, cue.at)
    plain = cue.kind == "verb" and cue.entry.form == "base" and cue.entry.row.attitude == "holds"
    return plain and before >= 0 and pieces[before].low == "to"


def _after_aside(pieces: Pieces, cue: Cue) -> Complement | None:
    """Match "As X has said, …", "As reported by X, …" and "in X's opinion, …"."""
    if cue.kind == "verb" and "front" in cue.frames and pieces[0].low == "as" and cue.at < 20:
        here = cue.end
        if here < len(pieces) and pieces[here].low == "by":
            phrase = right_phrase(pieces, here + 1)
            here = phrase[1] if phrase else here
        while here < min(len(pieces), cue.end + 5) and pieces[here].classes & {"preposition", "time"}:
            here += 1  # "As I wrote in May, …"
        if here + 2 < len(pieces) and pieces[here].low == ",":
            return Complement(here + 1, "aside")
    if cue.kind == "noun" and cue.end + 2 < len(pieces) and pieces[cue.end].low == ",":
        owner = owner_of(pieces, cue)
        if owner is not None and owner[0] and pieces[owner[0] - 1].low == "in":
            return Complement(cue.end + 1, "aside")
    return None


def _according(pieces: Pieces, cue: Cue) -> Draft | None:
    """Make the draft of "According to X, …" or "…, according to X"."""
    phrase = right_phrase(pieces, cue.end)
    if phrase is None:
        return None
    phrase = phrase[0], _with_sources(pieces, phrase[1])
    after = phrase[1]
    while after < len(pieces) and pieces[after].low not in (",", ".", ";", ":") and pieces[after].atom is None:
        after += 1
    last = len(pieces)
    while last and pieces[last - 1].low in (".", ",", ";", "!"):
        last -= 1
    if cue.at <= 2 or pieces[cue.at - 1].low in (":", ";"):
        begin = after + 1
        return drafted(pieces, cue, (begin, last), phrase) if begin < last and after < len(pieces) else None
    if pieces[cue.at - 1].low == "," and "coordinator" in pieces[cue.at - 2].classes and after + 1 < last:
        return drafted(pieces, cue, (after + 1, last), phrase)
    end = cue.at
    while end and pieces[end - 1].low == ",":
        end -= 1
    begin = end
    while begin and pieces[begin - 1].low != ";":
        begin -= 1
    if begin == 0 and "continuer" in pieces[0].classes and end > 1:
        begin = 1
    goes_on = after + 1 < last and pieces[after].low == "," and pieces[cue.at - 1].low == ","
    broken = goes_on and begin == 0 and end > 0 and not any(is_verb(p) or looks_past(p) for p in pieces[:end])
    if end - begin < 3 and not broken:
        return None
    draft = drafted(pieces, cue, (begin, end), phrase)
    if broken:  # "The dam, according to X, is safe."
        draft.content.append(Span(pieces[after + 1].start, pieces[last - 1].end))
    return draft


def _with_sources(pieces: Pieces, end: int) -> int:
    """Return where a phrase ends with those behind it: a report by the Board, two people in Oster."""
    for _ in range(_MOST_JOINED):
        if end + 1 >= len(pieces) or not ("late joiner" in pieces[end].classes or pieces[end].low == "by"):
            break
        following = right_phrase(pieces, end + 1)
        if following is None or "time" in pieces[end + 1].classes:
            break
        end = following[1]
    return end
