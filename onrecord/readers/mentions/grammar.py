"""What every part of the grammar of names needs: the words, the tables, the run of capitals."""

from __future__ import annotations

from onrecord.readers.mentions.tables import Entry, Lexicon
from onrecord.readers.mentions.words import Words

_LONGEST = 12
_JOINS = frozenset("/@_#\\")


class Grammar:
    """The words of one text and the tables; looks up entries and runs of capitalised words."""

    def __init__(self, words: Words, lexicon: Lexicon) -> None:
        self.words = words
        self.lexicon = lexicon
        low = words.low
        self.local: dict[str, list[Entry]] = {}
        self.people: set[str] = set()
        self.bodies: set[str] = set()
        self.small = {low[i] for i, raw in enumerate(words.raw) if raw[0].islower()}

    def entry(self, i: int) -> tuple[Entry, int] | None:
        """Return the longest entry of the tables at word ``i`` and the word after it."""
        words = self.words
        low = words.low[i]
        known = self.lexicon.names.get(low, ())
        for entry in (*known, *self.local[low]) if low in self.local else known:
            end = i + len(entry.words)
            if end > len(words) or (len(entry.words) > 1 and tuple(words.low[i:end]) != entry.words):
                continue
            if not words.capital[i] and entry.form[0].isupper():
                continue
            if entry.exact and (words.raw[i] != entry.form or (words.shout[i] and entry.form in ("US", "WHO", "IT"))):
                continue
            if len(entry.words) > 1 and words.broken(i, end):
                continue
            if "'" not in entry.form and any(words.owns[k] for k in range(i, end - 1)):
                continue
            return entry, end
        return None

    def run(self, i: int) -> int:
        """Return the end of the run of capitalised words that begins at ``i``."""
        words, j = self.words, i + 1
        while j < len(words) and j - i < _LONGEST:
            if words.capital[j] and not words.first[j] and (words.joined(j) or words.low[j - 1] == "people"):
                j += 1
            elif (
                len(words.raw[j - 1]) == 1 and words.raw[j] == "." and j + 1 < len(words) and words.capital[j + 1]
            ) or (words.raw[j] == "&" and j + 1 < len(words) and words.capital[j + 1] and words.joined(j)):
                j += 2
            else:
                break
        return j

    def stop(self, i: int) -> bool:
        """Tell whether a capitalised word is no name by itself; what is listed in capitals stops only in capitals."""
        return self.words.low[i] in self.lexicon.stops or self.words.raw[i] in self.lexicon.stops

    def abstract(self, low: str) -> bool:
        """Tell whether a word ends as abstract nouns and adjectives do."""
        return self.lexicon.ending(low) == "abstract"

    def _breaks(self, k: int) -> bool:
        """Tell whether an unknown name ends before word ``k``."""
        low = self.words.low[k]
        return self.stop(k) or low in self.lexicon.offices or self.entry(k) is not None

    def _glued(self, i: int, end: int) -> bool:
        """Tell whether a word is a part of an address, a file name or a symbol."""
        text = self.words.text
        before = text[self.words.start[i] - 1 : self.words.start[i]]
        after = text[self.words.end[end - 1] : self.words.end[end - 1] + 2]
        return (
            before in _JOINS or after[:1] in _JOINS or (after[:1] == "." and after[1:].isalnum())
            if before or after
            else False
        )
