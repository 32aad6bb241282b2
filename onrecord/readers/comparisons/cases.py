"""What are the cases that a sentence could compare? Names, cited instruments, and words that stand for them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from onrecord.lexicons import Row, rows
from onrecord.model import Citation, Document, Mention, Reading, Span
from onrecord.readers.claims.tags import Words
from onrecord.text import Token, fold, lower, tokens, trim

_TYPES = ("place", "organisation", "event", "group", "person", "work")
_NAME = re.compile(r"[A-Z][\w’'-]*(?:(?: v\.? (?:the )?| and Others| of | )[A-Z][\w’'-]*){0,5}")
_BETWEEN = re.compile(r"\s*(?:, )?(?:and|or)\s+(?:the\s+)?")
_BESIDE = ("the", "“", '"')
_REACH = 3
_LEAD = 6
_PHRASE_REACH = 25
_PHRASE = 'dnNz#BPga"'
_LONGEST = 300


class CaseRow(Row, frozen=True, kw_only=True):
    """A word by its ``role``: ``head``, ``stand-in``, ``pronoun``, ``reason`` or ``denial``."""

    form: str
    role: str


class Case(NamedTuple):
    """A case: where it stands, whether it is only a pronoun, and its parts where it is a list of names."""

    span: Span
    pronoun: bool = False
    parts: tuple[Span, ...] = ()


@cache
def with_role(role: str) -> frozenset[tuple[str, ...]]:
    """Return the listed forms of a role, each as its words."""
    return frozenset(tuple(row.form.split()) for row in rows("comparison_cases", CaseRow) if row.role == role)


def _in_phrase(form: str) -> bool:
    """Tell whether a word may stand between a name and the noun that makes a case of it."""
    return Words([Token(0, len(form), form)]).tags in ("n", "N", "z", "d", "g")


class Cases:
    """The cases of a document, to be asked sentence by sentence."""

    def __init__(self, document: Document, reading: Reading, words: Sequence[Token]) -> None:
        self._body = document.body
        self._found: dict[Span, list[Case]] = {}
        self._tagged: dict[Span, Words] = {}
        self._words = words
        self._starts = [word.start for word in words]
        mentions = [m.span for m in reading.of(Mention) if m.type in _TYPES]
        self._named = bool(mentions)
        spans = mentions + [c.span for c in reading.of(Citation)]
        self._spans = sorted(span for span in spans if span.end - span.start < _LONGEST)
        self._span_starts = [span.start for span in self._spans]

    def within(self, sentence: Span, cue: Span) -> list[Case]:
        """Return the cases of a sentence in text order; none of them overlaps the cue."""
        if sentence not in self._found:
            self._found = {sentence: self._all(sentence)}
        cut = (self._cut(case, cue) for case in self._found[sentence])
        return [case for case in cut if case.span.start < case.span.end]

    def _cut(self, case: Case, cue: Span) -> Case:
        """Draw a case in where a cue overlaps it ("as in the case of" with "case of Norland")."""
        if not case.span.overlaps(cue):
            return case
        if case.span.end > cue.end:
            return Case(trim(self._body, Span(cue.end, case.span.end)), case.pronoun, case.parts)
        return Case(trim(self._body, Span(case.span.start, max(case.span.start, cue.start))), case.pronoun)

    def _all(self, sentence: Span) -> list[Case]:
        low, high = bisect_left(self._starts, sentence.start), bisect_left(self._starts, sentence.end)
        forms = [lower(fold(word.text)) for word in self._words[low:high]]
        found = [self._widened(span, low, forms) for span in self._names(sentence)]
        stand_ins = list(self._listed(low, forms, "stand-in"))
        pronouns = [Case(span, True) for span in self._listed(low, forms, "pronoun")]
        cases: list[Case] = []
        for case in sorted(
            [*(Case(s) for s in (*found, *stand_ins)), *pronouns], key=lambda c: (c.span[0], -c.span[1])
        ):
            if cases and cases[-1].span.end > case.span.start:
                continue
            joined = cases and not case.pronoun and not cases[-1].pronoun
            between = self._body[cases[-1].span.end : case.span.start] if joined else ""
            if joined and len(between) < 12 and _BETWEEN.fullmatch(between):
                parts = (*(cases[-1].parts or (cases[-1].span,)), case.span)
                cases[-1] = Case(Span(cases[-1].span.start, case.span.end), parts=parts)
            else:
                cases.append(case)
        return cases

    def first(self, sentence: Span) -> Span | None:
        """Return the named case with which a sentence begins, if it begins with one."""
        named = [case.span for case in self.within(sentence, Span(0, 0)) if not case.pronoun]
        lead = self._body[sentence.start : named[0].start] if named else ""
        return named[0] if named and len(lead) < _LEAD else None

    def beside(self, sentence: Span, cue: Span, *, ahead: bool) -> Span | None:
        """Return the noun phrase right after (``ahead``) or right before a cue, whatever it names."""
        if sentence not in self._tagged:
            low, high = bisect_left(self._starts, sentence.start), bisect_left(self._starts, sentence.end)
            self._tagged = {sentence: Words(self._words[low:high])}
        words = self._tagged[sentence]
        low = bisect_left(self._starts, sentence.start)
        edge = bisect_left(self._starts, cue.end if ahead else cue.start) - low
        inside = range(edge, min(len(words.tags), edge + _PHRASE_REACH))
        if not ahead:
            inside = range(edge - 1, max(-1, edge - 1 - _PHRASE_REACH), -1)
        chosen: list[int] = []
        for place in inside:
            tag = words.tags[place]
            if tag == "," and not chosen and not ahead:
                continue
            if tag not in _PHRASE and (words.forms[place],) not in with_role("link"):
                break
            chosen.append(place)
        chosen.sort()
        while chosen and words.tags[chosen[0]] in 'ra"':
            chosen.pop(0)
        while chosen and words.tags[chosen[-1]] in "radB":
            chosen.pop()
        if not any(words.tags[place] in "nNzg" for place in chosen):
            return None
        return Span(words.tokens[chosen[0]].start, words.tokens[chosen[-1]].end)

    def _names(self, sentence: Span) -> Iterator[Span]:
        if self._named:
            for place in range(bisect_left(self._span_starts, sentence.start), len(self._spans)):
                if self._spans[place].start >= sentence.end:
                    return
                yield self._spans[place]
            return
        for match in _NAME.finditer(self._body, sentence.start, sentence.end):
            start, end = match.span()
            if start == sentence.start:
                first = tokens(self._body, start, end)[0]
                if Words([first]).tags not in ("n", "N"):
                    start = first.end
            span = trim(self._body, Span(start, end))
            if span.start < span.end:
                yield span

    def _listed(self, low: int, forms: list[str], role: str) -> Iterator[Span]:
        listed = with_role(role)
        longest = max(len(form) for form in listed)
        for place in range(len(forms)):
            for length in range(min(longest, len(forms) - place), 0, -1):
                if tuple(forms[place : place + length]) in listed:
                    yield Span(self._words[low + place].start, self._words[low + place + length - 1].end)
                    break

    def _widened(self, span: Span, low: int, forms: list[str]) -> Span:
        """Take the noun that makes a case of a name into it: "case of X", "the X deal"."""
        heads = with_role("head")
        first = bisect_left(self._starts, span.start) - low
        last = bisect_left(self._starts, span.end) - low
        start, end = span
        back = first - 1 - (first > 0 and forms[first - 1] in _BESIDE)
        if back > 0 and (forms[back],) in with_role("link") and (forms[back - 1],) in heads:
            start = self._words[low + back - 1].start
        for ahead in range(last, min(last + _REACH, len(forms))):
            if (forms[ahead],) in heads:
                end = self._words[low + ahead].end
                break
            if not forms[ahead].isalpha() or not _in_phrase(forms[ahead]):
                break
        return Span(start, end)
