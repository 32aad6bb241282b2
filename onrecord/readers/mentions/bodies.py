"""Names known by their head word: “Constitutional Court of Norland”, “Ibar River”, “Operation Dawn”."""

from __future__ import annotations

from onrecord.readers.mentions.candidates import Candidate
from onrecord.readers.mentions.grammar import Grammar


class Bodies(Grammar):
    """Bodies, places and events that say in their name what they are."""

    def headed(self, i: int) -> Candidate | None:
        """Return a name known by its head word: “Constitutional Court of Norland”, “Ibar River”."""
        words, lexicon = self.words, self.lexicon
        j = self.run(i)
        at = next((k for k in range(j - 1, i - 1, -1) if words.low[k] in lexicon.heads), None)
        if at is None:
            return None
        kind = lexicon.heads[words.low[at]]
        end = at + 1
        if at == i and j > i + 1 and kind == "event":  # “Operation Storm”, “Hurricane Ida”
            return Candidate(i, j, kind, f"“{words.raw[i]}” before a name")
        if kind in ("organisation", "place"):
            end = self._complements(end, kind)
        if end == at + 1 and at == i:
            return self._alone(i, kind)
        end = self._suffix(end)
        if (
            kind == "event" and end < len(words) and words.joined(end) and words.raw[end][-1].isdigit()
        ):  # “Flight AB-12”
            return Candidate(i, end + 1, kind, f"“{words.raw[at]}” before a number")
        if end == i + 1 or (kind == "event" and at == i):
            return None
        if (
            words.low[at] in ("state", "states")
            and at == i + 1
            and (found := self.entry(i))
            and found[0].kind == "adjective"
        ):
            return None
        return Candidate(i, end, kind, f"“{words.raw[at]}” names the kind of thing")

    def _suffix(self, end: int) -> int:
        """Add “, Inc.” and the stop of an abbreviation to the name of a company."""
        words = self.words
        if end + 1 < len(words) and words.raw[end] == "," and words.low[end + 1] in self.lexicon.parts["company"]:
            end += 2
        if (
            end < len(words)
            and words.low[end - 1] in self.lexicon.parts["company"]
            and words.raw[end] == "."
            and words.start[end] == words.end[end - 1]
        ):
            end += 1
        return end

    def _alone(self, i: int, kind: str) -> Candidate | None:
        """“The Court”, “our Organization”: a head word alone with a capital inside a sentence."""
        words = self.words
        before = words.low[i - 1] if i else ""
        if kind != "organisation" or words.first[i] or words.heading[i] or before not in ("the", "our", "this", "that"):
            return None
        if i + 2 < len(words) and words.low[i + 1] in ("of", "for") and words.capital[i + 2]:
            return None
        return Candidate(i, i + 1, "organisation", f"“{words.raw[i]}” with a capital stands for a body named before")

    def _complements(self, end: int, kind: str) -> int:
        """Add “of the …”, “for …”, “on …” and, for bodies, “in …” to a name."""
        words = self.words
        links = ("of", "for", "on", "in", "against") if kind == "organisation" else ("of",)
        for _ in range(3):
            if end >= len(words) or words.owns[end - 1] or words.low[end] not in links:
                break
            at = end + 1
            if at < len(words) and words.low[at] == "the" and not self.entry(at):
                at += 1
            if at >= len(words) or not words.capital[at] or words.first[at]:
                break
            found = self.entry(at)
            if words.low[end] in ("on", "against") and words.owns[self.run(at) - 1]:
                break
            if words.low[end] == "in" and not (found and found[0].kind in ("capital", "place", "state", "territory")):
                break
            end = max(found[1] if found else 0, self.run(at))
            while (
                end + 1 < len(words)
                and words.low[end] == "and"
                and words.capital[end + 1]
                and not self.entry(end + 1)
                and words.low[end + 1] not in self.lexicon.given
                and not words.owns[end - 1]
            ):
                end = self.run(end + 1)
        return end

    def directed(self, i: int) -> Candidate | None:
        """“South Kelva”, “Greater Kelva”: a direction before a place of the tables."""
        words = self.words
        if words.low[i] not in self.lexicon.parts["direction"] or words.first[i] or not words.joined(i + 1):
            return None
        found = self.entry(i + 1)
        if found and found[0].kind in ("state", "territory", "region", "place", "capital"):
            return Candidate(i, found[1], "place", f"“{words.raw[i]}” before the name of a place")
        return None
