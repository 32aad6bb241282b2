"""Persons: after a title, by a given name, by initials."""

from __future__ import annotations

import re

from onrecord.readers.mentions.candidates import Candidate
from onrecord.readers.mentions.grammar import Grammar

_ARTICLE = re.compile(r"(?:al|el|ul|as|ar|an|ad|bin)-[A-Z]")  # al-Norlandi


class Persons(Grammar):
    """Names of persons."""

    def person(self, i: int) -> Candidate | None:
        """Return a person: after a title, by a given name, or by initials."""
        words, lexicon = self.words, self.lexicon
        at, titled, saint = i, False, False
        while at < len(words) and words.low[at].rstrip(".") in lexicon.honorifics and words.capital[at]:
            saint = words.low[at].rstrip(".") in ("st", "saint")
            nxt = at + 1
            if nxt < len(words) and words.raw[nxt] == ".":
                nxt += 1
            if nxt >= len(words) or not words.capital[nxt] or words.owns[at]:
                break
            at, titled = nxt, True
        if titled and words.low[at] in lexicon.offices and not (at + 1 < len(words) and words.capital[at + 1]):
            return None  # “Mr. President”
        start = i if saint else at
        if at >= len(words) or not words.capital[at] or (not titled and self.stop(at)):
            return None
        end = self._person_end(at)
        known = words.low[at] in lexicon.given or words.low[at].split("-")[0] in lexicon.given or self._begins(at)
        if titled:
            return Candidate(start, end, "person", f"a name after the title “{words.raw[i]}”")
        if known and end - at > 1:
            return Candidate(at, end, "person", f"“{words.raw[at]}” begins a person’s name")
        initial = len(words.raw[at].rstrip(".")) == 1 or words.raw[at].count(".") > 1
        glued = words.start[at] > 0 and words.text[words.start[at] - 1] in ".-/"
        if initial and not glued and end - at > 1 and words.raw[at].upper() not in ("U.S.", "I", "A"):
            return Candidate(at, end, "person", "initials before a name")
        return None

    def _begins(self, at: int) -> bool:
        """“Kelvan bin Hartwell”, “Abbas Ibrahim” where Abbas is known: what stands after shows a full name."""
        words, lexicon, after = self.words, self.lexicon, at + 1
        if after >= len(words) or not words.joined(after) or self.stop(at):
            return False
        if words.low[after] in lexicon.parts["descent"]:
            return after + 1 < len(words) and words.capital[after + 1] and words.joined(after + 1)
        found = self.entry(at)
        known = found is not None and found[0].kind == "person" and found[1] == after
        return (known or words.low[at] in self.people) and words.capital[after] and words.low[after] in lexicon.given

    def holder(self, i: int) -> Candidate | None:
        """Return the person whose name follows an office at once: “Minister Kelvan”."""
        words = self.words
        if i >= len(words) or not words.capital[i] or not words.joined(i) or self._breaks(i) or words.heading[i]:
            return None
        if words.low[i].rstrip(".") in self.lexicon.honorifics and (titled := self.person(i)):
            return titled
        return Candidate(i, self._person_end(i), "person", "a name after an office")

    def _person_end(self, at: int) -> int:
        """Return where a personal name that begins at ``at`` ends: up to five words, initials, particles."""
        words, lexicon, end = self.words, self.lexicon, at + 1
        while end < len(words) and end - at < 6 and not words.owns[end - 1]:
            initial = len(words.raw[end - 1]) == 1 and words.raw[end] == "."
            if (
                (initial and end + 1 < len(words) and words.capital[end + 1])
                or _ARTICLE.match(words.raw[end])
                or (
                    words.low[end] in lexicon.parts["particle"]
                    and words.joined(end)
                    and (
                        words.capital[end + 1 : end + 2] == [True]
                        or (
                            words.low[end + 1 : end + 2] != []
                            and words.low[end + 1] in lexicon.parts["particle"]
                            and words.capital[end + 2 : end + 3] == [True]
                        )
                    )
                )
                or (
                    words.capital[end]
                    and (words.joined(end) or words.raw[end - 1] == ".")
                    and (not words.first[end] or words.raw[end - 1] == ".")
                    and not self.stop(end)
                    and (words.low[end] not in lexicon.offices or self._surname(at, end))
                )
            ):
                end += 1
            else:
                break
        return end

    def _surname(self, at: int, end: int) -> bool:
        """Tell whether the word of an office is a surname: “Martin King said”."""
        words = self.words
        last = end + 1 >= len(words) or not (words.capital[end + 1] and words.joined(end + 1))
        return end == at + 1 and last and words.low[at] in self.lexicon.given
