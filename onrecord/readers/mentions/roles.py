"""Does a state, a capital or a building act, or is its ground meant?"""

from __future__ import annotations

from onrecord.model import MentionType
from onrecord.readers.mentions.tables import Entry, Lexicon
from onrecord.readers.mentions.words import Words

_CUE = 3  # words of the longest cue
_ROW = 12  # names of a row that are looked through
Role = tuple[MentionType | None, bool, str]
_PLAIN: dict[str, MentionType] = {
    "place": "place",
    "organisation": "organisation",
    "work": "work",
    "event": "event",
    "group": "group",
    "person": "person",
}


def role(words: Words, lexicon: Lexicon, entry: Entry, at: tuple[int, int]) -> Role:
    """Return the type of a name of the tables, whether it is a metonym, and why."""
    name = entry.form
    if entry.kind == "town":
        after = words.low[at[1]] if at[1] < len(words) and not words.owns[at[1] - 1] else ""
        if after in lexicon.acting and after not in lexicon.stops and not _ground(words, lexicon, at):
            return "organisation", False, f"“{name}” is the subject of “{after}”"
        return "place", False, entry.shown or ""
    if entry.shown is not None and entry.kind in _PLAIN:
        return _PLAIN[entry.kind], False, entry.shown
    if entry.kind in _PLAIN:
        return _PLAIN[entry.kind], False, f"“{name}” is in the table of names"
    if entry.kind == "metonym":
        return _seat(words, entry, at)
    owned = words.owns[at[1] - 1] and at[1] < len(words) and words.low[at[1]] not in lexicon.after
    owned = owned and not _undergoes(words, lexicon, at[1])
    ground = None if owned and not words.capital[at[1]] else _ground(words, lexicon, at)
    if entry.kind == "region" and not _subject(words, lexicon, at):
        return "place", False, f"“{name}” is in the table of names"
    if entry.kind == "capital":
        acts = None if ground else _acts(words, lexicon, at)
        if acts:
            return "organisation", True, f"“{name}” {acts}: the power is meant"
        return "place", False, f"“{name}” is a city"
    if ground:
        return "place", False, f"“{ground}” beside “{name}”: the territory is meant"
    return "organisation", False, f"“{name}” is named as a power that acts or is acted upon"


def _subject(words: Words, lexicon: Lexicon, at: tuple[int, int]) -> bool:
    """Tell whether a verb of acting follows a name at once."""
    end = at[1]
    return end < len(words) and not words.owns[end - 1] and words.low[end] in lexicon.acting


def _seat(words: Words, entry: Entry, at: tuple[int, int]) -> Role:
    """“The West”, “the Kremlin”: only with an article, and a direction only where no name goes on."""
    start, end = at
    before = words.low[start - 1] if start else ""
    direction = len(entry.form) == 4 and entry.form in ("West", "East")
    goes_on = end < len(words) and (words.low[end] == "of" or (words.capital[end] and words.joined(end)))
    if direction and (before != "the" or goes_on or words.first[start]):
        return None, False, ""
    return "organisation", True, f"“{entry.form}” stands for a power"


def _ground(words: Words, lexicon: Lexicon, at: tuple[int, int]) -> str | None:
    """Return the word that shows that the territory is meant."""
    start, end = at
    low, k = words.low, start - 1
    if k >= 0 and low[k] == "the":
        k -= 1
    if k >= 0:
        if led := _led(words, lexicon, k):
            return led
        if not _subject(words, lexicon, at) and (listed := _listed(words, lexicon, k)):
            return listed
    if end < len(words):
        if words.owns[end - 1] and _undergoes(words, lexicon, end):
            return low[end]
        if low[end] in lexicon.matters and not words.owns[end - 1]:
            return low[end]
        if low[end] in lexicon.after and not words.capital[end]:
            return low[end]
        if words.owns[end - 1] and end + 1 < len(words) and words.capital[end] and low[end + 1] in lexicon.after:
            return low[end + 1]
    return None


def _undergoes(words: Words, lexicon: Lexicon, k: int) -> bool:
    """“Norland’s annexation”, but not “Norland’s annexation of Kelva”."""
    return words.low[k] in lexicon.fates and words.low[k + 1 : k + 2] != ["of"]


def _listed(words: Words, lexicon: Lexicon, k: int) -> str | None:
    """“In Norland, Dorland and Kelva”: return the word before the first name of a row that ends before ``k``."""
    low = words.low
    for _ in range(_ROW):
        if k <= 0 or low[k] not in ("and", "or", ",") or not words.capital[k - 1]:
            return None
        k -= 1
        while k > 0 and words.capital[k - 1] and words.joined(k):
            k -= 1
        k -= 1
        if k >= 0 and low[k] == "the":
            k -= 1
        if led := _led(words, lexicon, k):
            return led
    return None


def _led(words: Words, lexicon: Lexicon, k: int) -> str | None:
    """Return the one to three words that end with word ``k`` and that speak of ground, if any do."""
    if k < 0 or words.low[k] not in lexicon.leading:
        return None
    ends = (" ".join(words.low[k - length + 1 : k + 1]) for length in range(1, min(_CUE, k + 1) + 1))
    return next((cue for cue in ends if cue in lexicon.before), None)


def _acts(words: Words, lexicon: Lexicon, at: tuple[int, int]) -> str | None:
    """Say what shows that a capital stands for its power, or None."""
    start, end = at
    low, size = words.low, len(words)
    before = low[start - 1] if start else ""
    if before == "official":
        return "after “official”"
    if words.owns[end - 1]:
        after = low[end] if end < size else ""
        return None if after in lexicon.after or (end < size and words.capital[end]) else "owns what follows"
    if (
        end + 2 < size
        and low[end] == "and"
        and words.capital[end + 1]
        and low[end + 2] in lexicon.acting
        and before not in ("in", "between")
    ):
        return f"is a subject of “{words.raw[end + 2]}”"
    if before == "between" and end + 1 < size and low[end] == "and" and words.capital[end + 1]:
        return None if start > 1 and low[start - 2] in lexicon.routes else "is one side of two"
    if before == "and" and start > 2 and low[start - 3] == "between" and words.capital[start - 2]:
        return None if start > 3 and low[start - 4] in lexicon.routes else "is one side of two"
    if end < size and low[end] in lexicon.acting and before not in ("of", "to", "at"):
        return f"is the subject of “{words.raw[end]}”"
    if start and end + 1 < size and low[end] == "," and not words.capital[end + 1]:
        sentence = words.first[start] or before in ("when", "that", "while", "because", "if")
        return "opens a clause" if sentence else None
    if end < size and low[end].endswith("ed") and before not in ("of", "to", "at", "from"):
        return f"is the subject of “{words.raw[end]}”"
    if before == "for" and words.first[start - 1] and end < size and low[end] == "and":
        return "is the side of which a view is told"
    return None
