"""Offices: “Russian Ambassador to Serbia”, “Chair of the Union”."""

from __future__ import annotations

from onrecord.readers.mentions.bodies import Bodies
from onrecord.readers.mentions.candidates import Candidate


class Offices(Bodies):
    """Names of offices, with the body or country that they belong to."""

    def office(self, i: int) -> Candidate | None:
        """Return an office: “Russian Ambassador to Norland”, “Chair of the Union”."""
        words = self.words
        at = i
        found = self.entry(i)
        if (
            found
            and found[0].kind in ("adjective", "state", "territory", "organisation", "union")
            and not words.owns[found[1] - 1]
        ):
            at = found[1]
        end = self._office_form(at)
        if end is None:
            return None
        plain = end - at == 1 and at == i
        before = words.low[i - 1] if i else ""
        if before in ("a", "an", "any", "no", "every") and at == i:
            return None
        if i and words.joined(i) and words.raw[i] == "MP" and words.capital[i - 1]:
            return None
        extended = self._office_of(end)
        goes_on = end < len(words) and words.capital[end] and words.joined(end)
        if plain and words.first[i] and extended == end and not goes_on:
            return None
        if words.heading[i] and plain and extended == end and not goes_on:
            return None
        return Candidate(i, extended, "office", f"“{' '.join(words.raw[at:end])}” is the name of an office")

    def _office_form(self, at: int) -> int | None:
        words = self.words
        if at >= len(words):
            return None
        for form in self.lexicon.offices.get(words.low[at], ()):
            end = at + len(form)
            small = len(form) == 3 and not words.capital[at]
            if tuple(words.low[at:end]) == form and (words.capital[at] or small):
                return end
        return None

    def _office_of(self, end: int) -> int:
        words = self.words
        if end >= len(words) or words.owns[end - 1] or words.low[end] not in ("of", "to", "for"):
            return end
        at = end + 1
        if at < len(words) and words.low[at] == "the":
            at += 1
        if at >= len(words) or not words.capital[at] or words.first[at] or self.stop(at):
            return end
        found, headed = self.entry(at), self.headed(at)
        if found and found[0].kind == "adjective" and not headed:
            return end
        last = max(found[1] if found else 0, headed.end if headed else 0, 0 if found else self.run(at))
        if last < len(words) and words.capital[last] and words.joined(last):  # “Speaker of the U.S. House of …”
            body, more = self.headed(last), self.entry(last)
            last = max(last, body.end if body else 0, more[1] if more and more[0].kind == "organisation" else 0)
        joins = words.low[end] == "for" and last + 1 < len(words) and words.low[last] == "and"
        if joins and words.capital[last + 1] and words.low[last + 1] not in self.lexicon.given:
            last = self.run(last + 1)
        return last
