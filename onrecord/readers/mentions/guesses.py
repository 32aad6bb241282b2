"""Names of no table: what their letters, their length and their neighbours tell."""

from __future__ import annotations

from onrecord.readers.mentions.candidates import Candidate
from onrecord.readers.mentions.grammar import Grammar

UNKNOWN = "a name of no table"
_AT = ("in", "near", "from", "around")


class Guesses(Grammar):
    """Guesses at names that nothing else knows."""

    def unknown(self, i: int) -> Candidate | None:
        """Return a name of no table: by its letters, its length and what stands beside it."""
        words, lexicon = self.words, self.lexicon
        if words.heading[i] or self._breaks(i):
            return self._listed(i) if words.heading[i] and not self._breaks(i) else None
        end = self.run(i)
        if words.low[i] in lexicon.prefixes and end - i > 1 and words.joined(i + 1):
            kind = lexicon.prefixes[words.low[i]]
            return Candidate(i, min(end, i + 2), kind, f"“{words.raw[i]}” begins names of this kind")
        cut = next((k for k in range(i + 1, end) if self._breaks(k)), end)
        titled = cut < end and self.stop(cut)  # “Free Trade Agreement”
        if titled or (cut < end and words.first[i]) or self._glued(i, cut):
            return None
        return self._word(i) if cut == i + 1 else self._several(i, cut)

    def _word(self, i: int) -> Candidate | None:
        """One word: letters, a given name, a place after “in”, or somebody who acts."""
        words, lexicon = self.words, self.lexicon
        raw, before = words.raw[i], words.low[i - 1] if i else ""
        if raw.isupper() and raw.isalpha() and 2 <= len(raw) <= 7:
            if len(raw) == 2 and (before == "in" or (before == "," and i > 1 and words.capital[i - 2])):
                return Candidate(i, i + 1, "place", "letters after a place")
            return Candidate(i, i + 1, "organisation", "an acronym")
        if words.low[i] in lexicon.given and words.low[i] not in self.small:
            return Candidate(i, i + 1, "person", f"“{raw}” is a given name")
        if words.low[i] in self.people:
            return Candidate(i, i + 1, "person", "what stands beside this name in the text speaks of a person")
        if words.first[i] or len(raw) < 3:
            return None
        if before in _AT:
            return Candidate(i, i + 1, "place", f"a name after “{before}”")
        return None

    def _several(self, i: int, end: int) -> Candidate | None:
        """Several words of no table: a long name or one with letters is a body, others a person."""
        words, before = self.words, self.words.low[i - 1] if i else ""
        if words.first[i] and words.low[i] in self.small:
            return None
        if before in _AT and end - i < 3:
            return Candidate(i, end, "place", f"a name after “{before}”")
        if end - i > 3:
            return Candidate(i, end, "organisation", "a long name")
        if any(words.raw[k].isdigit() or words.raw[k].isupper() for k in range(i, end)):
            return Candidate(i, end, "organisation", "a name with an acronym in it")
        if any(self.abstract(words.low[k]) for k in range(i, end)):
            return None
        if before == "the":
            return None  # no person is called so, and what else it is nothing tells
        return Candidate(i, end, "person", UNKNOWN)

    def _listed(self, i: int) -> Candidate | None:
        """Two unknown words between commas in a line of names."""
        words, end = self.words, self.run(i)
        before = words.raw[i - 1] if i else ""
        after = words.raw[end] if end < len(words) else ""
        if end - i == 2 and not words.shout[i] and "," in (before, after) and not self._breaks(i + 1):
            return Candidate(i, end, "person", "two words in a list of names")
        if end - i == 1 and words.low[i] in self.lexicon.given:
            return Candidate(i, end, "person", f"“{words.raw[i]}” is a given name")
        return None
