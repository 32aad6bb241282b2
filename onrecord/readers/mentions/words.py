"""The text as a row of words: which are capitalised, which begin a sentence, which stand in headings."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from itertools import pairwise

from onrecord.model import Span
from onrecord.text import fold, lines, lower, tokens

_POSSESSIVE = re.compile(r"['’ʼ]s?$")
_ENDS = frozenset(".!?:…•*|;")
_OPENERS = frozenset("“\"‘'«„([—–-")
_SHORT = 40  # characters; a line that ends before them was not broken for want of room
_LONG = 120  # characters; no text is set in wider lines, so that a longer line is a paragraph
_BLANK = re.compile(r"\n[^\S\n]*\n")


class Words:
    """Parallel lists over the tokens of a text.

    ``low`` is the folded word in lower case without its possessive, ``end`` where that word ends;
    ``owns`` says that a possessive follows; ``capital`` that it begins with a capital and is not a
    compound like “Russian-backed”; ``first`` that it begins a sentence or a line of its own.
    """

    def __init__(self, text: str, honorifics: Container[str]) -> None:
        self.text = text
        found = tokens(text)
        self.raw = [token.text for token in found]
        self.start = [token.start for token in found]
        self.end = [token.end for token in found]
        self.owns = [False] * len(found)
        self.capital = [False] * len(found)
        self.low = lower(fold("\n".join(self.raw))).split("\n") if found else []
        for i, word in enumerate(self.raw):
            if len(word) > 1 and ("'" in word or "’" in word or "ʼ" in word):
                self._split(i, word)
            if word[0].isupper():
                self.capital[i] = _is_name_word(self.raw[i])
        self.cut = self._cuts()
        self.first = self._firsts(honorifics)
        self.heading, self.shout = self._headings()

    def __len__(self) -> int:
        return len(self.raw)

    def _cuts(self) -> list[bool]:
        """Mark the words that begin a line where the line before was ended, not broken for want of room.

        A line was ended if it is short, or if the word would have found room in the longest line of its block.
        """
        cuts, at = [False] * len(self.raw), 0
        for block in self._blocks():
            room = max(line.end - line.start for line in block)
            for before, line in pairwise(block):
                while at < len(self.raw) and self.start[at] < line.start:
                    at += 1
                if at < len(self.raw) and self.start[at] < line.end:
                    length = before.end - before.start
                    cuts[at] = length < _SHORT or length + 1 + self.end[at] - self.start[at] <= room
        return cuts

    def _blocks(self) -> Iterator[list[Span]]:
        """Yield the lines of each paragraph, as blank lines part them; a very long line is one by itself."""
        block: list[Span] = []
        for line in lines(self.text):
            apart = line.end - line.start > _LONG or (block and block[-1].end - block[-1].start > _LONG)
            if block and (apart or self.text.count("\n", block[-1].end, line.start) > 1):
                yield block
                block = []
            block.append(line)
        if block:
            yield block

    def broken(self, i: int, j: int) -> bool:
        """Tell whether a line is ended between word ``i`` and the word before ``j``."""
        return any(self.cut[i + 1 : j])

    def _split(self, i: int, word: str) -> None:
        mark = _POSSESSIVE.search(word)
        if mark and mark.start():
            self.owns[i] = True
            self.raw[i] = word[: mark.start()]
            self.end[i] = self.start[i] + mark.start()
            self.low[i] = self.low[i][: mark.start()]

    def _firsts(self, honorifics: Container[str]) -> list[bool]:
        firsts = []
        for i, word in enumerate(self.raw):
            if not self.capital[i]:
                firsts.append(False)
                continue
            j = i - 1
            while j >= 0 and self.raw[j] in _OPENERS and self.raw[j] != "-":
                j -= 1
            if j < 0:
                firsts.append(True)
            elif self.raw[j] in _ENDS:
                abbreviation = (
                    j > 0
                    and self.raw[j] == "."
                    and (self.low[j - 1] in honorifics or (len(self.raw[j - 1]) == 1 and self.raw[j - 1].isupper()))
                )
                firsts.append(not abbreviation or not word)
            else:
                gap = self.text[self.end[j] : self.start[i]]
                firsts.append("\n" in gap and _BLANK.search(gap) is not None)
        return firsts

    def _headings(self) -> tuple[list[bool], list[bool]]:
        """Mark the words of lines in which nearly every word has a capital, and of lines all in capitals."""
        heading, shout = [False] * len(self.raw), [False] * len(self.raw)
        at = 0
        for line in lines(self.text):
            while at < len(self.raw) and self.start[at] < line.start:
                at += 1
            end = at
            while end < len(self.raw) and self.start[end] < line.end:
                end += 1
            long = [w for w in self.raw[at:end] if len(w) > 3 and w[0].isalpha()]
            capitals = sum(1 for w in long if w[0].isupper())
            loud = len(long) > 1 and all(w.isupper() for w in long)
            told = self.raw[end - 1] in ".!?" if end > at else False
            if loud or (len(long) > 3 and capitals >= 0.8 * len(long) and not told):
                for i in range(at, end):
                    heading[i], shout[i] = True, loud
            at = end
        return heading, shout

    def span(self, i: int, j: int) -> Span:
        """Return the place of the words from ``i`` up to ``j``, without a possessive at the end."""
        return Span(self.start[i], self.end[j - 1])

    def joined(self, i: int) -> bool:
        """Tell whether word ``i`` follows the word before it with nothing but a space or one line break."""
        if i <= 0 or i >= len(self.raw) or self.owns[i - 1] or self.cut[i]:
            return False
        gap = self.text[self.end[i - 1] : self.start[i]]
        return gap in (" ", "\n", "\u00a0") or (gap.isspace() and gap.count("\n") < 2)


def _is_name_word(word: str) -> bool:
    """Tell whether a capitalised word can stand in a name: no compound that goes on in lower case."""
    parts = re.split("[-‐‑]", word)
    return not (len(parts) > 1 and len(parts[0]) > 1 and parts[-1][:1].islower() and len(parts[-1]) > 2)
