"""What does a time expression stand among: its tokens, the day of publication, the Times before it."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

import msgspec

from onrecord.model import Span, TimeModifier, TimeType
from onrecord.readers import numerals
from onrecord.readers.shapes import Shaped
from onrecord.readers.times.calendar import Point, first_day, fitted, unit_of
from onrecord.readers.times.grammar import Match, grammar

REACH = 3000
"""How many characters back an expression such as “that year” looks for the Time it points to."""
_CLAUSE = 24
"""How many tokens on either side the tense of a clause is looked for in."""
UNKNOWN = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "FN": "XXXX-WXX", "M": "XXXX-XX", "Q": "XXXX-QX", "HY": "XXXX-HX"}
UNKNOWN |= {"Y": "XXXX", "DE": "XXX", "CE": "XX", "ML": "X"}
Anchor = Span | Literal["published"] | None


@cache
def _codes(names: tuple[str, ...]) -> str:
    codes = grammar().lexer.codes
    return "".join(codes.get(name, "") for name in names)


class Draft(msgspec.Struct):
    """A Time in the making: the tokens ``first`` to ``last`` (excluded) and what they stand for."""

    first: int
    last: int
    type: TimeType
    value: str | None
    why: str
    interval: str | None = None
    modifier: TimeModifier | None = None
    anchor: Anchor = None
    open_year: bool = False
    fixed: bool = False
    """True when ``interval`` was set on purpose, even to None, and is not to follow from ``value``."""
    whole: bool = False
    """True when a day and a time of day have been joined: nothing more is drawn in."""


class Scene:
    """The place where a rule is put to work."""

    def __init__(self, shaped: Shaped, published: Point | None) -> None:
        self.shaped = shaped
        self.published = published
        self.before: list[tuple[Span, str]] = []
        self.lexer = grammar().lexer

    def tags(self, *names: str) -> str:
        """Return the codes of these tags."""
        return _codes(names)

    def tag_at(self, at: int, *names: str) -> bool:
        """Tell whether the token at a place has one of these tags."""
        return 0 <= at < len(self.shaped.codes) and self.shaped.codes[at] in self.tags(*names)

    def value(self, match: Match, group: str) -> str:
        """Return what the first token of a group stands for."""
        return self.shaped.value(match.groups[group][0]) if match.has(group) else ""

    def text(self, match: Match, group: str) -> str:
        """Return the words of a group in lower case."""
        if not match.has(group):
            return ""
        first, last = match.groups[group]
        return self.shaped.lowered[self.shaped.starts[first] : self.shaped.ends[last - 1]]

    def sense(self, match: Match, group: str) -> str:
        """Return what the pointing words of a group mean together: the last that the table explains."""
        senses = [self.shaped.value(at) for at in range(*match.groups.get(group, (0, 0)))]
        return next((sense for sense in reversed(senses) if sense), "")

    def words(self, match: Match) -> str:
        """Return the words of a whole match as they stand, for people."""
        span = self.shaped.span(match.first, match.last)
        return " ".join(self.shaped.text[span.start : span.end].split())

    def number(self, match: Match, group: str) -> int | float | None:
        """Return the number that a group spells, None when it spells none."""
        first, last = match.groups[group]
        return numerals.number(self.shaped, self.lexer, first, last)

    def ordinal(self, match: Match, group: str) -> int | None:
        """Return the number of a day or an ordinal: 24, 24th, twenty-fourth."""
        total = 0
        for at in range(*match.groups[group]):
            word, value = self.shaped.word(at), self.shaped.value(at)
            if self.tag_at(at, "second"):
                total += 2
            elif value.isdecimal():
                total += int(value)
            elif word[:1].isdecimal():
                figures = word.rstrip("stndrh")
                total += int(figures) if figures.isdecimal() and len(figures) < 4 else 0
        return total or None

    def year(self, match: Match, group: str) -> int | None:
        """Return the year that a group names: 1999, ’99, nineteen ninety-nine; None outside 1 to 9999."""
        first, last = match.groups[group]
        word = self.shaped.word(first)
        if self.tag_at(first, "yyyy"):
            year = int(word)
        elif self.tag_at(first, "yy"):
            year = short_year(int(word[1:]))
        else:
            year = self._spelled_year(first, last)
        return year if 1 <= year <= 9999 else None

    def _spelled_year(self, first: int, last: int) -> int:
        if any(self.tag_at(at, "hundred", "scale") for at in range(first, last)):
            return int(numerals.number(self.shaped, self.lexer, first, last) or 0)
        parts = [int(float(self.shaped.value(at))) for at in range(first, last) if self.shaped.value(at)]
        if len(parts) < 2:
            return 0
        head, rest = (parts[0] + parts[1], parts[2:]) if parts[0] >= 20 and parts[1] < 10 else (parts[0], parts[1:])
        return head * 100 + sum(rest)

    def ahead(self, at: int) -> bool:
        """Tell whether the clause around a token looks ahead: the nearest verb decides, else the past."""
        while self.tag_at(at - 1, "clock", "dd", "ampm", "zone", "noon", "oclock"):
            at -= 1
        if self.tag_at(at - 1, "by", "until", "as-soon-as"):
            return not self.opens(at - 1)
        if self.scheduled(at):
            return True
        future, past, stops = self.tags("future-verb"), self.tags("past-verb"), self.tags("stop", "gap", "dot")
        best = (_CLAUSE + 1, False)
        for step in (-1, 1):
            for distance in range(1, _CLAUSE):
                place = at + step * distance
                if not 0 <= place < len(self.shaped.codes):
                    break
                if self.shaped.codes[place] in stops and not self.initial(place):
                    break
                if self.shaped.codes[place] in future:
                    best = min(best, (distance, True))
                    break
                if self.shaped.codes[place] in past or self.regular_past(place):
                    best = min(best, (distance, False))
                    break
        return best[1]

    def initial(self, at: int) -> bool:
        """Tell whether a dot ends an initial (Daniel P. Arden) and no sentence."""
        return self.tag_at(at, "dot") and at > 0 and len(self.shaped.word(at - 1)) == 1

    def scheduled(self, at: int) -> bool:
        """Tell whether a verb in the present stands right before a date: the vote is on 12 January."""
        before = at - 1
        while self.tag_at(before, "on", "the", "weekday", "comma") and before > at - 5:
            before -= 1
        return before < at - 1 and self.tag_at(before, "present-verb")

    def regular_past(self, at: int) -> bool:
        """Tell whether a token looks like a regular past tense (in lower case: the United States is none)."""
        start = self.shaped.starts[at]
        return self.tag_at(at, "other") and self.shaped.word(at).endswith("ed") and self.shaped.text[start].islower()

    def opens(self, at: int) -> bool:
        """Tell whether a token opens its sentence, or stands second in it (But by Monday …)."""
        if at <= 1 or self.tag_at(at - 2, "stop", "gap", "dot"):
            return self.shaped.text[self.shaped.starts[max(at - 1, 0)]].isupper()
        return self.shaped.text[self.shaped.starts[at]].isupper()

    def titled(self, at: int) -> bool:
        """Tell whether a word of time is part of a title: a capital behind another one (Russia Today)."""
        starts, text = self.shaped.starts, self.shaped.text
        if at == 0 or not text[starts[at]].isupper() or text[starts[at] : self.shaped.ends[at]].isupper():
            return False
        named = self.tag_at(at - 1, "other") and text[starts[at - 1]].isupper()
        quoted = at > 1 and self.tag_at(at - 2, "mark") and self.shaped.touching(at - 1)
        return named or (quoted and text[starts[at - 1]].isupper())

    def quarter_named(self, first: int) -> tuple[Span, str] | None:
        """Return the latest quarter named before a token that has ended: the one that a report is about.

        Where no ended one is named, the latest of all (quarters of a fiscal year run ahead of the calendar).
        """
        start = self.shaped.starts[first]
        near = [
            item for item in self.before[-12:] if start - item[0].end <= REACH and re.fullmatch(r"\d{4}-Q\d", item[1])
        ]
        running = fitted(self.published, "Q") if self.published else None
        ended = [item for item in near if running and item[1] < running]
        return max(ended or near, key=lambda item: item[1]) if near else None

    def previous(self, first: int, *, finest: str | None = None) -> tuple[Span, str, Point] | None:
        """Return the last Time before a token that has a place on the calendar: span, value, first point.

        ``finest`` asks for one that is known at least to this unit (``D`` for a day).
        """
        start = self.shaped.starts[first]
        for span, value in reversed(self.before):
            if start - span.end > REACH:
                return None
            at = first_day(value)
            if at is not None and (finest != "D" or at.day is not None):
                return span, value, at
        return None

    def unit_before(self, first: int) -> str | None:
        """Return the unit of the last placed Time before a token."""
        found = self.previous(first)
        return unit_of(found[1]) if found else None


def short_year(two: int) -> int:
    """Return the year that two digits mean: 00 to 39 lie in the 2000s, the others in the 1900s."""
    return 2000 + two if two < 40 else 1900 + two
