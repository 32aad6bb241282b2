"""What are the cases that a sentence could compare? Names, cited instruments, and words that stand for them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from onrecord.lexicons import Row, rows
from onrecord.model import Citation, Document, Mention, Quantity, Quotation, Reading, Span, Time
from onrecord.readers.claims.tags import Words
from onrecord.readers.comparisons.covers import Covers
from onrecord.text import Token, fold, lower, tokens, trim

_TYPES = ("place", "organisation", "event", "group", "person", "work")
_PEOPLE = ("person", "office")
_UPPER = "[A-ZÀ-ÖØ-ÞĀ-ɏΆ-ΫА-Я]"
_BETWEEN = re.compile(r"\s*(?:, )?(?:and|or)\s+(?:the\s+)?")
_BESIDE = ("the", "“", '"')
_REACH = 3
_LEAD = 6
_PHRASE_REACH = 25
_PHRASE = 'dnNz#BPga"'
_LONGEST = 300
_OPENERS = ':“"«(‘—–'
_BEFORE = Token(0, 1, "n")
_MODIFIERS = 3
_SHORT = 3
# Cues look back over a few sentences, each of which several cues may ask about.
_KEPT = 8
_DASHED = re.compile(r"[–—]\s+(?:\w+ ){0,2}$")


class CaseRow(Row, frozen=True, kw_only=True):
    """A word by its ``role``.

    ``head`` makes a case of a name; ``sort`` is a thing that can be a case without a name;
    ``stand-in``, ``pronoun``, ``place`` and ``two`` stand for cases; ``reason``,
    ``reason-after-comma`` and ``opener`` begin grounds; ``denial``, ``copula`` and ``link`` are
    what their names say. ``occasion`` is a time or place that two share; ``condition`` opens a
    clause that is only supposed, ``consequence`` ends one; ``accepting`` (when denied) and
    ``rejecting`` words turn the clause of *that* around.
    """

    form: str
    role: str


@cache
def _name() -> re.Pattern[str]:
    return re.compile(rf"\b{_UPPER}[\w’'-]*(?:(?: v\.? (?:the )?| and Others| of | ){_UPPER}[\w’'-]*){{0,5}}")


class Stop(Row, frozen=True, kw_only=True):
    """Words of a ``kind`` that stand with a capital and are no name."""

    kind: str
    forms: list[str]


@cache
def _stops() -> frozenset[str]:
    return frozenset(lower(fold(form)) for row in rows("capital_stops", Stop) for form in row.forms)


class Case(NamedTuple):
    """A case: where it stands, whether it is only a pronoun, and its parts where it is a list of names.

    A ``loose`` case is a noun phrase without a name ("a small island"); few cues take it.
    """

    span: Span
    pronoun: bool = False
    parts: tuple[Span, ...] = ()
    loose: bool = False


@cache
def with_role(role: str) -> frozenset[tuple[str, ...]]:
    """Return the listed forms of a role, each as its words."""
    return frozenset(tuple(row.form.split()) for row in rows("comparison_cases", CaseRow) if row.role == role)


def _in_phrase(form: str) -> bool:
    """Tell whether a word may stand between a name and the noun that makes a case of it."""
    return Words([Token(0, len(form), form)]).tags in ("n", "N", "z", "g")


class Cases:
    """The cases of a document, to be asked sentence by sentence."""

    def __init__(self, document: Document, reading: Reading, words: Sequence[Token]) -> None:
        self._body = document.body
        self._found: dict[Span, list[Case]] = {}
        self._tagged: dict[Span, Words] = {}
        self._words = words
        self._starts = [word.start for word in words]
        spans = [m.span for m in reading.of(Mention) if m.type in _TYPES] + [c.span for c in reading.of(Citation)]
        self._spans = sorted(span for span in spans if span.end - span.start < _LONGEST)
        self._span_starts = [span.start for span in self._spans]
        self._counts = sorted([t.span for t in reading.of(Time)] + [q.span for q in reading.of(Quantity)])
        self._count_starts = [span.start for span in self._counts]
        persons = Covers(sorted(m.span for m in reading.of(Mention) if m.type in _PEOPLE))
        speakers = {q.speaker for q in reading.of(Quotation) if q.speaker}
        self._times = Covers(sorted(t.span for t in reading.of(Time)))
        self._speakers = Covers(sorted(span for span in speakers if persons.over(span)))

    def timed(self, span: Span) -> bool:
        """Tell whether a span stands in an expression of time."""
        return self._times.over(span)

    def speaks(self, span: Span) -> bool:
        """Tell whether a case is a person who is quoted: two who say different things are no cases."""
        return self._speakers.over(span)

    def within(self, sentence: Span, cue: Span) -> list[Case]:
        """Return the cases of a sentence in text order; none of them overlaps the cue."""
        if sentence not in self._found:
            if len(self._found) >= _KEPT:
                del self._found[next(iter(self._found))]
            self._found[sentence] = self._all(sentence)
        cut = (self._cut(case, cue) for case in self._found[sentence])
        return [case for case in cut if case.span.start < case.span.end]

    def _cut(self, case: Case, cue: Span) -> Case:
        """Draw a case in where a cue overlaps it ("as in the case of" with "case of Norland")."""
        if not case.span.overlaps(cue):
            return case
        if case.span.end > cue.end:
            return case._replace(span=trim(self._body, Span(cue.end, case.span.end)))
        return case._replace(span=trim(self._body, Span(case.span.start, max(case.span.start, cue.start))), parts=())

    def _all(self, sentence: Span) -> list[Case]:
        low, high = bisect_left(self._starts, sentence.start), bisect_left(self._starts, sentence.end)
        forms = [lower(fold(word.text)) for word in self._words[low:high]]
        found = [self._widened(span, low, forms) for span in self._names(sentence)]
        stand_ins = list(self._listed(low, forms, "stand-in"))
        pronouns = [Case(span, True) for span in self._listed(low, forms, "pronoun")]
        places = [Case(span, True) for span in self._listed(low, forms, "place") if not self._exists(span)]
        cases: list[Case] = []
        firm = [*(Case(span) for span in (*found, *stand_ins)), *pronouns, *places]
        for case in sorted([*firm, *self._loose(low, forms)], key=_by_place):
            if cases and cases[-1].span.end > case.span.start:
                continue
            joined = cases and not any(c.pronoun or c.loose for c in (case, cases[-1]))
            between = self._body[cases[-1].span.end : case.span.start] if joined else ""
            if joined and len(between) < 12 and _BETWEEN.fullmatch(between):
                parts = (*(cases[-1].parts or (cases[-1].span,)), case.span)
                cases[-1] = Case(Span(cases[-1].span.start, case.span.end), parts=parts)
            else:
                cases.append(case)
        return cases

    def _exists(self, span: Span) -> bool:
        """Tell whether "there" only says that something exists: "there is", "will there be"."""
        at = bisect_left(self._starts, span.end)
        behind = self._words[at : at + 1]
        return bool(behind) and Words([_BEFORE, *behind]).tags[1] in "fbmhq"

    def first(self, sentence: Span) -> Span | None:
        """Return the named case with which a sentence begins, if it begins with one."""
        named = self.named(sentence)
        lead = self._body[sentence.start : named[0].start] if named else ""
        return named[0] if named and len(lead) < _LEAD else None

    def named(self, sentence: Span) -> list[Span]:
        """Return the cases of a sentence that are neither pronouns nor without a name."""
        return [c.span for c in self.within(sentence, Span(0, 0)) if not (c.pronoun or c.loose)]

    def beside(self, sentence: Span, cue: Span, *, ahead: bool) -> Span | None:
        """Return the noun phrase right after (``ahead``) or right before a cue, whatever it names."""
        if sentence not in self._tagged:
            low, high = bisect_left(self._starts, sentence.start), bisect_left(self._starts, sentence.end)
            self._tagged = {sentence: Words(self._words[low:high])}
        words = self._tagged[sentence]
        low = bisect_left(self._starts, sentence.start)
        edge = bisect_left(self._starts, cue.end if ahead else cue.start) - low
        if ahead and words.tags[edge : edge + 1] == ",":
            edge += 1
        inside = range(edge, min(len(words.tags), edge + _PHRASE_REACH))
        if not ahead:
            inside = range(edge - 1, max(-1, edge - 1 - _PHRASE_REACH), -1)
        chosen: list[int] = []
        for place in inside:
            tag = words.tags[place]
            form = (words.forms[place],)
            if not chosen and not ahead and (tag in ",a" or form in with_role("copula") or form in with_role("degree")):
                continue
            if tag not in _PHRASE and (words.forms[place],) not in with_role("link"):
                break
            chosen.append(place)
        chosen.sort()
        while chosen and words.tags[chosen[0]] in 'raB"':
            chosen.pop(0)
        while chosen and words.tags[chosen[-1]] in "radB":
            chosen.pop()
        if not any(words.tags[place] in "nNzg" for place in chosen):
            return None
        return Span(words.tokens[chosen[0]].start, words.tokens[chosen[-1]].end)

    def around(self, sentence: Span, case: Span) -> Span:
        """Return a case with the noun phrase before it where it stands between dashes: "a deal – with Norland –"."""
        lead = _DASHED.search(self._body, max(sentence.start, case.start - _LONGEST), case.start)
        tail = self._body[case.end : case.end + 2].lstrip()[:1]
        if lead is None or tail not in ("–", "—"):
            return case
        found = self.beside(sentence, Span(lead.start(), lead.start()), ahead=False)
        begin = self._clause(sentence, lead.start())
        return Span(min(found.start if found else case.start, begin), case.end)

    def _clause(self, sentence: Span, end: int) -> int:
        """Return where the clause before a dash begins, behind its first adverb and article."""
        begin = max(sentence.start, *(self._body.rfind(mark, sentence.start, end) + 1 for mark in ",;:—–"))
        for token in tokens(self._body, begin, end):
            degree = (lower(fold(token.text)),) in with_role("degree")
            if not degree and Words([_BEFORE, token]).tags[1] not in "ad":
                return token.start
        return begin

    def _names(self, sentence: Span) -> Iterator[Span]:
        """Yield the names that were found before, and every other run of capitalised words but dates."""
        known = list(_starting(self._spans, self._span_starts, sentence))
        yield from known
        taken = known + list(_starting(self._counts, self._count_starts, sentence))
        ends = sorted(taken)
        at = 0
        reach = -1
        for match in _name().finditer(self._body, sentence.start, sentence.end):
            span = self._unopened(Span(*match.span()), sentence)
            while at < len(ends) and ends[at].start < span.end:
                reach = max(reach, ends[at].end)
                at += 1
            if span.start < span.end and reach <= span.start:
                yield span

    def _unopened(self, span: Span, sentence: Span) -> Span:
        """Leave out the word that is capitalised because a sentence or a quotation begins, and words like *I*."""
        first = tokens(self._body, span.start, span.end)[0]
        if first.end == span.end and span.end - span.start <= _SHORT and self._body[span.end : span.end + 1] == ".":
            return Span(span.end, span.end)
        lead = self._body[max(sentence.start, span.start - 2) : span.start].strip()
        opens = not lead or lead[-1] in _OPENERS
        tag = Words([first]).tags if opens else Words([_BEFORE, first]).tags[1]
        if tag in "nN" and not (opens and lower(fold(first.text)) in _stops()):
            return span
        return trim(self._body, Span(first.end, span.end))

    def _listed(self, low: int, forms: list[str], role: str) -> Iterator[Span]:
        listed = with_role(role)
        longest = max(len(form) for form in listed)
        for place in range(len(forms)):
            for length in range(min(longest, len(forms) - place), 0, -1):
                if tuple(forms[place : place + length]) in listed:
                    yield Span(self._words[low + place].start, self._words[low + place + length - 1].end)
                    break

    def _widened(self, span: Span, low: int, forms: list[str]) -> Span:
        """Take the noun that makes a case of a name into it: "case of X", "the X deal", "X workers are"."""
        heads = with_role("head")
        first = bisect_left(self._starts, span.start) - low
        last = bisect_left(self._starts, span.end) - low
        start, end = span
        back = first - 1 - (first > 0 and forms[first - 1] in _BESIDE)
        if back > 0 and (forms[back],) in with_role("link") and (forms[back - 1],) in heads:
            start = self._words[low + back - 1].start
        for ahead in range(last, min(last + _REACH, len(forms))):
            if (forms[ahead],) in heads:
                return Span(start, self._words[low + ahead].end)
            if not forms[ahead].isalpha() or not _in_phrase(forms[ahead]):
                break
        if start == span.start and self._modifies(first, last, low, forms):
            end = self._words[low + last].end
        return Span(start, end)

    def _modifies(self, first: int, last: int, low: int, forms: list[str]) -> bool:
        """Tell whether a name belongs to the noun after it: "the Norland *ferry*", "Norland *airlines* are"."""
        if last >= len(forms) or not forms[last].isalpha() or not self._words[low + last].text.islower():
            return False
        tags = Words([_BEFORE, *self._words[low + last : low + last + 2]]).tags.ljust(3)
        noun, behind = tags[1], tags[2]
        if first > 0 and forms[first - 1] == "the":
            return noun == "n" and behind not in "nNdz"
        return noun == "z" and behind in "fhmVPS"

    def _loose(self, low: int, forms: list[str]) -> Iterator[Case]:
        """Yield noun phrases of a sort that can be a case: "a small island", "other ports"."""
        sorts = with_role("sort")
        for place, form in enumerate(forms):
            if (form,) not in sorts:
                continue
            begin = place
            while begin > max(0, place - _MODIFIERS) and Words([_BEFORE, self._words[low + begin - 1]]).tags[1] == "n":
                begin -= 1
            yield Case(Span(self._words[low + begin].start, self._words[low + place].end), loose=True)


def _by_place(case: Case) -> tuple[int, bool, int]:
    return case.span.start, case.loose, -case.span.end


def _starting(spans: Sequence[Span], starts: Sequence[int], sentence: Span) -> Iterator[Span]:
    """Yield the spans, in order of their starts, that begin in a sentence."""
    yield from spans[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
