"""Where is the finite verb, and does a clause begin here?"""

from __future__ import annotations

from onrecord.readers.claims.tags import Words, with_role

_NOUNISH = 'nNzSB#)"Qg'
_AFTER_VERB = "dpt#NaQrqnzg"
_OBJECTS = tuple("drtaNp#")
_REACH = 30
_ASIDE = 14
_FARTHEST = 80
_ASIDES = 4


def before(words: Words, place: int, low: int) -> int:
    """Return the place before this one that holds no adverb and no quotation mark, or -1."""
    place -= 1
    low = max(low, place - _ASIDE)
    while place >= low and words.tags[place] in 'a"':
        place -= 1
    return place if place >= low else -1


def after(words: Words, place: int, high: int) -> int:
    """Return the first place from this one on that holds no adverb and no quotation mark."""
    stop = min(high, place + _ASIDE)
    while place < stop and words.tags[place] in 'a"':
        place += 1
    return place


def strong(words: Words, place: int, low: int) -> bool:
    """Tell whether the word is a finite verb wherever it stands."""
    tag = words.tags[place]
    if tag in "fmqV":
        return True
    if tag not in "PSBzhn":
        return False
    last = before(words, place, low)
    if last < 0:
        return False
    if tag == "n":
        return words.tags[last] == "p" and words.forms[last] in with_role("person")
    if tag == "h":
        return words.tags[last] not in "tm"
    if words.tags[last] in "pw":
        return tag != "z" or words.tags[place + 1 : place + 2] in _OBJECTS
    if words.forms[last] in ("that", "this"):
        return tag in "PS" and words.tags[place + 1 : place + 2] in _OBJECTS
    return False


def maybe(words: Words, place: int, low: int, high: int) -> bool:
    """Tell whether the word looks like a finite verb between its neighbours."""
    tag = words.tags[place]
    if tag not in "PSBz":
        return False
    last = before(words, place, low)
    follows = words.tags[place + 1] if place + 1 < high else "."
    if tag == "B" and follows in "pd" and last == low and words.forms[last] in with_role("alone"):
        return True
    if last < 0 or words.tags[last] not in _NOUNISH:
        parted = last > low and words.tags[last] == ","
        return parted and ((tag == "S" and follows in "dtrN") or (tag == "P" and follows == "."))
    if tag == "P":
        fits = follows in _AFTER_VERB + ".," and words.forms[place + 1 : place + 2] != ["by"]
        return fits and (follows != "z" or words.tags[last] in "zN" or not words.forms[place].endswith("ed"))
    if tag == "z":
        return follows == "d" and words.forms[place + 1] != "that" and words.tags[last] in "nN"
    plural = words.tags[last] in "zS" or (words.tags[last] == "N" and words.forms[last].endswith("s"))
    plural = plural or words.forms[last] in with_role("plural")
    if tag == "S":
        return not plural and follows in _AFTER_VERB + "."
    return plural and follows in _AFTER_VERB + ".S"


def finite(words: Words, low: int, high: int) -> int:
    """Return the place of the first finite verb of a stretch, a sure one before a likely one; or -1."""
    likely = -1
    for place in range(low, min(high, low + _FARTHEST)):
        if strong(words, place, low):
            return place
        if likely < 0 and maybe(words, place, low, high):
            likely = place
    return likely


def opens(words: Words, low: int, high: int, *, surely: bool = False) -> bool:
    """Tell whether a clause with a subject of its own begins here; ``surely``: with a certain verb."""
    for _ in range(_ASIDES):
        low = after(words, low, high)
        if low >= high:
            return False
        tag = words.tags[low]
        if tag not in ",r":
            return _opens(words, low, high, surely)
        comma = words.tags.find(",", low + 1, min(high, low + _ASIDE))
        if comma >= 0 and words.tags[comma + 1 : comma + 2] not in ("", "r", "c"):
            low = comma + 1
        elif tag == "," and low + 1 < high and words.tags[low + 1] in "dNpr":
            low += 1
        else:
            return False
    return False


def _opens(words: Words, low: int, high: int, surely: bool) -> bool:
    """Tell whether a clause begins at this very word."""
    tag = words.tags[low]
    if tag == "q":
        return True
    if tag == "p":
        verb = after(words, low + 1, high)
        return verb < high and (words.tags[verb] in "fhmqVPSBz" or strong(words, verb, low))
    if tag in "sij":
        return finite(words, low + 1, min(high, low + _REACH)) >= 0
    return tag in "dNn#zBSgQ" and _subject_and_verb(words, low, high, surely)


def _subject_and_verb(words: Words, low: int, high: int, surely: bool) -> bool:
    """Tell whether a noun phrase and its verb stand here before the next break."""
    owed, likely, place = 0, False, low
    stop = min(high, low + _REACH)
    while place < stop:
        tag = words.tags[place]
        if tag in ";:-sij":
            break
        if tag == ",":
            close = words.tags.find(",", place + 1, min(stop, place + _ASIDE))
            if close < 0 or (owed == 0 and words.tags[place + 1] in "cp"):
                break
            place, owed = close, 0
        elif tag == "w" or (words.forms[place] == "that" and place > low):
            owed += words.tags[place + 1 : place + 2] != "Q"
        elif place > low and strong(words, place, low):
            if owed == 0:
                return True
            owed -= 1
        elif place > low and owed == 0 and maybe(words, place, low, high):
            likely = True
        place += 1
    return likely and not surely


def continues(words: Words, low: int, high: int) -> bool:
    """Tell whether a second finite verb for the same subject begins here."""
    place = after(words, low, high)
    if place >= high:
        return False
    tag = words.tags[place]
    follows = words.tags[place + 1] if place + 1 < high else "."
    if tag in "fmV":
        return True
    if tag == "P":
        return follows in "dpN#tQra" and words.forms[place + 1] != "by"
    return tag == "S" and follows in "dpN#tQan"
