"""Which stretches of a sentence are clauses that stand on their own?

No parser: a sentence is cut at semicolons, and at colons, dashes, commas and coordinators where a
clause with a finite verb begins; relative clauses that add a statement become clauses of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from onrecord.readers.claims.frames import concession, start
from onrecord.readers.claims.tags import Words, with_role
from onrecord.readers.claims.verbs import after, continues, finite, maybe, opens, strong

_BACK = 14
_ASIDE = 14
_COMMAS = 6
_FARTHEST = 80


class Clause(NamedTuple):
    """A clause: its first token, the token after its last, and what made it one."""

    low: int
    high: int
    how: str


def supposed(words: Words) -> Iterator[Clause]:
    """Yield what a question takes for granted: the clause of *when* or *if* after *how* and *why*."""
    if not any(form in with_role("question") for form in words.forms[:3]):
        return
    for place in range(len(words.tags) - 1, 2, -1):
        if words.tags[place] in "ij" and opens(words, place + 1, len(words.tags)):
            yield Clause(place + 1, len(words.tags), f"a question takes it for granted after “{words.forms[place]}”")
            return


def clauses(words: Words) -> Iterator[Clause]:
    """Yield the stretches of a sentence, each with what made it one, in text order."""
    yield from sorted(_Scan(words).run())


class _Scan:
    """One walk through a sentence; ``start`` is where the clause under way began."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.high = len(words.tags)
        self.found: list[Clause] = []
        self.granted = False
        self.begin(0, "the sentence is a clause")

    def begin(self, place: int, how: str) -> None:
        self.start, self.how, self.verb = place, how, False
        low = start(self.words, place, self.high, subordinate=True).low if place < self.high else place
        self.subordinate = low < self.high and (
            self.words.tags[low] in "sj" or concession(self.words, low, self.high) > 0
        )

    def cut(self, end: int, place: int, how: str) -> int:
        """Close the clause under way, begin the next one, and return the place to go on from."""
        self.found.append(Clause(self.start, end, self.how))
        self.begin(place, how)
        return place

    def run(self) -> list[Clause]:
        place = 0
        while place < self.high:
            place = self.step(place)
        self.found.append(Clause(self.start, self.high, self.how))
        return [clause for clause in self.found if clause.low < clause.high]

    def step(self, place: int) -> int:
        """Deal with one token and return the place of the next one to look at."""
        words, tag = self.words, self.words.tags[place]
        if tag == ";":
            return self.cut(place, place + 1, "it stands after a semicolon")
        if tag in ":-":
            return self.dash(place)
        if tag in ",(":
            return self.comma(place)
        if tag == "c":
            if self.verb and self.coordinated(place):
                return self.cut(place, place + 1, f"it follows “{words.forms[place]}”")
        elif self.restrictive(place):
            return self.relative(place, place, place)
        elif tag == "j" and self.verb and place > self.start and self.past_when(place):
            return self.cut(place, place + 1, "it follows “when”")
        elif words.forms[place] == "that" and words.forms[place - 1 : place] == ["fact"]:
            self.fact(place)
        elif not self.verb:
            self.verb = strong(words, place, self.start) or maybe(words, place, self.start, self.high)
        return place + 1

    def dash(self, place: int) -> int:
        words, tag = self.words, self.words.tags[place]
        mark = "a dash" if tag == "-" else "a colon"
        follows = place + 1
        if not self.verb or follows >= self.high:
            return follows
        if words.tags[follows] == "Q":
            return self.cut(place, follows, f"it stands after {mark}") if tag == "-" else follows
        begin = follows + (words.tags[follows] == "c")
        if opens(words, begin, self.high) or (tag == ":" and words.tags.find("Q", follows) > 0):
            return self.cut(place, follows, f"it stands after {mark}")
        word = self.relative_at(follows)
        if word:
            return self.relative(place, follows, word)
        if tag == "-" and words.tags.find("-", follows) < 0 and self.high - place > 1.4 * (place - self.start):
            self.found.append(Clause(self.start, place, self.how))
            self.start = self.high
            return self.high
        return follows

    def coordinated(self, place: int) -> bool:
        words = self.words
        follows = after(words, place + 1, self.high)
        if follows < self.high and words.tags[follows] == ",":
            close = words.tags.find(",", follows + 1, follows + _ASIDE)
            follows = after(words, close + 1, self.high) if close > 0 else self.high
        if follows >= self.high or words.forms[place : place + 2] == ["so", "that"]:
            return False
        tag = words.tags[follows]
        if words.tags[place - 1] in "fmhbtrd":
            return False
        if tag in "fm":
            return words.tags[place - 1] not in "fm"
        if words.forms[place] == "nor":
            return False
        if tag in "pqd":
            return opens(words, place + 1, self.high)
        return tag in "zN#" and words.forms[place] != "or" and opens(words, place + 1, self.high, surely=True)

    def comma(self, place: int) -> int:
        """Deal with a comma or an opening bracket; return the place to go on from."""
        words, high, follows = self.words, self.high, place + 1
        if follows >= high:
            return follows
        tag = words.tags[follows]
        word = self.relative_at(follows)
        if word or (tag == "j" and not self.verb):
            return self.relative(place, follows, word or follows)
        if not self.verb or words.tags[place] == "(":
            return follows
        if tag == "c":
            if opens(words, follows + 1, high) or continues(words, follows + 1, high):
                return self.cut(place, follows + 1, f"it follows “{words.forms[follows]}”")
        elif self.subordinate:
            if opens(words, follows, high):
                return self.cut(place, follows, "it follows a clause that depends on it")
        elif tag == "s":
            if words.forms[follows] in with_role("contrast") and finite(words, follows, high) >= 0:
                return self.cut(place, follows, f"it is the clause of “{words.forms[follows]}”")
        elif tag == "a" and continues(words, follows, high) and words.tags[after(words, follows, high)] in "VP":
            place = self.cut(place, follows, "it is a second verb of the same subject")
            self.verb = True
            return place
        return follows

    def relative_at(self, place: int) -> int:
        """Return the place of the relative word of a clause that begins here, or 0."""
        tags = self.words.tags
        if tags[place] == "w":
            return place
        for ahead in (1, 2, 3):
            if tags[place + ahead : place + ahead + 1] == "w" and tags[place + ahead - 1] == "r":
                return place + ahead
        return 0

    def relative(self, end: int, begin: int, word: int) -> int:
        """Close a relative clause: at the end of the sentence, or inside a clause without a verb so far."""
        words, high = self.words, self.high
        how = f"it is the clause of “{words.forms[word]}”"
        if words.tags[end] == "(":
            close = words.tags.find(")", word)
        elif self.verb:
            if finite(words, word, high) >= 0:
                self.cut(end, begin, how)
            return word + 1
        else:
            close = self.resumes(begin, word)
        if close < 0:
            return word + 1
        if finite(words, word, close) >= 0:
            self.found.append(Clause(begin, close, how))
        if words.tags[word] == "j":
            self.start = close + 1
        return close + (words.tags[close : close + 1] in (",", ")"))

    def resumes(self, begin: int, word: int) -> int:
        """Return the place where the main clause goes on after a relative or *when* clause, or -1."""
        words = self.words
        if words.tags[begin - 1] != ",":
            verb = finite(words, word, self.high)
            for place in range(verb + 1, min(self.high, verb + _FARTHEST)):
                if strong(words, place, word):
                    return place
            return -1
        comma = words.tags.find(",", word)
        for _ in range(_COMMAS):
            if words.tags[word] != "j" or comma < 0 or self.after_when(word, comma):
                break
            comma = words.tags.find(",", comma + 1)
        said = comma + 1 + (words.tags[comma + 1 : comma + 2] == '"')
        while comma > 0 and words.tags[said : said + 1] == "Q":
            comma = said = said + 1
        return comma

    def after_when(self, word: int, comma: int) -> bool:
        """Tell whether a clause with *when* ends at a comma and the main clause begins."""
        return finite(self.words, word, comma) >= 0 and opens(self.words, comma + 1, self.high, surely=True)

    def restrictive(self, place: int) -> bool:
        """Tell whether a relative clause about something newly named begins here."""
        words = self.words
        if words.forms[place] not in with_role("restrictive") or place <= self.start + 1:
            return False
        if words.tags[place - 1] not in 'nNzS)"#B':
            return False
        verb = after(words, place + 1, self.high)
        if verb >= self.high or not strong(words, verb, place):
            return False
        for back in range(place - 1, max(self.start, place - _BACK) - 1, -1):
            if words.tags[back] == "d":
                return words.forms[back] in with_role("indefinite")
        return False

    def past_when(self, place: int) -> bool:
        words = self.words
        verb = finite(words, place + 1, self.high)
        return verb >= 0 and (words.tags[verb] in "VP" or words.forms[verb] in with_role("past"))

    def fact(self, place: int) -> None:
        """Add the clause of "the fact that", which is taken for granted."""
        if not self.granted and not self.subordinate and opens(self.words, place + 1, self.high):
            self.granted = True
            self.found.append(Clause(place + 1, self.high, "it follows “the fact that”"))
