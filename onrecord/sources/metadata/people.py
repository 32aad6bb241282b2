"""Who and what office a line names: personal names, offices and organisations, with their spans."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from onrecord.lexicons import Row, rows
from onrecord.model import Span
from onrecord.phrases import Phrases
from onrecord.text import Token, fold, lower, tokens

_MOST_NAME = 6
_BREAKS = frozenset("•|–—:;([·/")
_MOST_RUN = 40
"""A line of more tokens than this names nobody in a way that is read here."""


class ByWord(Row, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A row of ``bylines``: a word or phrase and what it does in a byline."""

    form: str
    kind: str


class OfficeHead(Row, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A row of ``byline_offices``: the head of an office's name."""

    form: str


class NameStop(Row, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A row of ``name_stops``: a word that no personal name in a byline holds."""

    form: str
    kind: str


class Who(NamedTuple):
    """What a line names, with spans in the text; in each tuple in text order."""

    people: tuple[Span, ...] = ()
    offices: tuple[Span, ...] = ()
    organisations: tuple[Span, ...] = ()
    covered: float = 0.0
    """The share of the line's words that belong to names, offices and what goes with them."""


@cache
def words_of(kind: str) -> Phrases[str]:
    """Return the phrases of one kind in ``bylines``."""
    return Phrases((row.form, row.form) for row in rows("bylines", ByWord) if row.kind == kind)


@cache
def _forms(kind: str) -> frozenset[str]:
    return frozenset(row.form for row in rows("bylines", ByWord) if row.kind == kind)


@cache
def _stops() -> dict[str, str]:
    return {row.form: row.kind for row in rows("name_stops", NameStop)}


@cache
def _heads() -> Phrases[str]:
    return Phrases((row.form, row.form) for row in rows("byline_offices", OfficeHead))


def stretch(text: str, span: Span) -> Span:
    """Return the beginning of a stretch up to the first word that no list of names and offices holds."""
    found = tokens(text, span.start, span.end)
    office_ends = {found_span.end for found_span, _ in _heads().find(text, found)}
    inside = {place.start for kind in ("honorific", "particle") for place, _ in words_of(kind).find(text, found)}
    for i, token in enumerate(found):
        form = _bare(token)
        if token.text[0].isdigit() or token.text in _BREAKS:
            return Span(span.start, token.start)
        if not token.text[0].isalpha() or _capital(token) or token.start in inside or token.end in office_ends:
            continue
        if form in _forms("first_complement") and i and found[i - 1].end in office_ends:
            continue
        if any(form in _forms(kind) for kind in ("complement", "and", "article")):
            continue
        if any(token.start >= place.start and token.end <= place.end for place, _ in _heads().find(text, found)):
            continue
        return Span(span.start, token.start)
    return span


def names_organisation(piece: str) -> bool:
    """Tell whether one of a name's words is that of an organisation (Foundation, Ministry)."""
    return any(_kind(token) == "organisation" for token in tokens(piece))


def who(text: str, span: Span) -> Who:
    """Read the names, offices and organisations in a stretch of a line."""
    found = tokens(text, span.start, span.end)
    if not found or len(found) > _MOST_RUN:
        return Who()
    return _Line(text, found).read()


def _bare(token: Token) -> str:
    """A token in lower case, without a possessive ending."""
    form = lower(fold(token.text))
    return form[:-2] if form.endswith("'s") else form


def _kind(token: Token) -> str | None:
    return _stops().get(_bare(token))


def _capital(token: Token) -> bool:
    return token.text[0].isupper() or (
        token.text[0].isalpha() and not token.text[0].islower() and not token.text.islower()
    )


class _Line:
    """One line's tokens, and which of them are taken."""

    def __init__(self, text: str, found: list[Token]) -> None:
        self.text, self.tokens = text, found
        self.role: list[str] = [""] * len(found)
        self.people: list[Span] = []
        self.offices: list[Span] = []
        self.organisations: list[Span] = []

    def read(self) -> Who:
        for kind in ("honorific", "postnominal"):
            self._mark(kind)
        at = 0
        for start, end in self._office_heads():
            if start < at:
                continue
            at = self._office(start, end, at)
        self._names()
        words = [i for i, token in enumerate(self.tokens) if token.text[0].isalnum()]
        taken = sum(1 for i in words if self.role[i] or self._small(i))
        covered = taken / len(words) if words else 0.0
        return Who(tuple(self.people), tuple(self.offices), tuple(self.organisations), covered)

    def _mark(self, kind: str) -> None:
        for span, _ in words_of(kind).find(self.text, self.tokens):
            for i in self._indices(span):
                # A postnominal is written in capitals and stands after something; "am" and "do" are not.
                if kind == "honorific" or (
                    i
                    and len(self.tokens[i].text) > 1
                    and not self.tokens[i].text[1].islower()
                    and _capital(self.tokens[i])
                ):
                    self.role[i] = kind

    def _indices(self, span: Span) -> list[int]:
        return [i for i, token in enumerate(self.tokens) if span.start <= token.start and token.end <= span.end]

    def _office_heads(self) -> list[tuple[int, int]]:
        found = []
        for span, _ in _heads().find(self.text, self.tokens):
            inside = self._indices(span)
            if inside:
                found.append((inside[0], inside[-1] + 1))
        return found

    def _office(self, start: int, end: int, floor: int) -> int:
        """Take the office around its head; return the index behind it."""
        left = start
        while left > floor and _capital(self.tokens[left - 1]) and not self.role[left - 1] and self._joined(left):
            left -= 1
        if left < start and self._named_before(left, start):
            left = start
        right = end
        while right < len(self.tokens):
            more = self._complement(right, first=right == end)
            if more is None:
                break
            right = more
        for i in range(left, right):
            self.role[i] = "office"
        self.offices.append(Span(self.tokens[left].start, self._end(right - 1)))
        self._organisation_in(end, right)
        return right

    def _named_before(self, left: int, start: int) -> bool:
        """Tell whether the capitalised words before a head are a person's name (Ada Bell Foreign Minister)."""
        return start - left >= 2 and all(_kind(self.tokens[i]) is None for i in range(left, start)) and left == 0

    def _joined(self, i: int) -> bool:
        """Tell whether nothing but a blank stands before a token."""
        return self.text[self.tokens[i - 1].end : self.tokens[i].start] == " "

    def _complement(self, at: int, *, first: bool) -> int | None:
        """Return the index behind "of the X", "for X and Y" that begins at ``at``; None without one."""
        form = _bare(self.tokens[at])
        after_and = form in _forms("and")
        if not (after_and or form in _forms("complement") or (first and form in _forms("first_complement"))):
            return None
        start = at + 1
        while start < len(self.tokens) and _bare(self.tokens[start]) in _forms("article"):
            start += 1
        end = start
        while (
            end < len(self.tokens)
            and _capital(self.tokens[end])
            and not self.role[end]
            and (end == start or self._joined(end))
        ):
            end += 1
        if end > start and self.tokens[end - 1].text.endswith(("'s", "’s")):
            return None
        if after_and and self._begins_person_or_office(start, end):
            return None
        end = self._without_name(start, end)
        return end if end > start else None

    def _begins_person_or_office(self, start: int, end: int) -> bool:
        """Tell whether what follows an "and" is another person or office, not more of this one."""
        if end == start:
            return True
        piece = Span(self.tokens[start].start, self.tokens[end - 1].end)
        if any(
            found.start == piece.start for found, _ in _heads().find(self.text[: piece.end], self.tokens[start:end])
        ):
            return True
        return all(_kind(self.tokens[i]) is None for i in range(start, end)) and end - start >= 2

    def _without_name(self, start: int, end: int) -> int:
        """Cut the name of a person off the end of a run: ministers' names follow their portfolios."""
        run = end - start
        if run < 3:
            return end
        name = end
        while name > start + 1 and end - name < 3 and _kind(self.tokens[name - 1]) is None:
            name -= 1
        if end - name < 2:
            return end
        return max(name, end - 2) if _kind(self.tokens[start]) is None else name

    def _organisation_in(self, start: int, end: int) -> None:
        while start < end and not _capital(self.tokens[start]):
            start += 1
        if any(_kind(self.tokens[i]) == "organisation" for i in range(start, end)):
            self.organisations.append(Span(self.tokens[start].start, self._end(end - 1)))

    def _end(self, i: int) -> int:
        """Where a token ends without a possessive ending."""
        token = self.tokens[i]
        return (
            token.end - 2
            if lower(fold(token.text)).endswith("'s") and _bare(token) not in _forms("talk")
            else token.end
        )

    def _small(self, i: int) -> bool:
        form = _bare(self.tokens[i])
        return any(form in _forms(kind) for kind in ("complement", "first_complement", "and", "article"))

    def _names(self) -> None:
        """Take the runs of capitalised words that are left: people, or organisations."""
        at = 0
        while at < len(self.tokens):
            end = self._run(at)
            if end == at:
                at += 1
                continue
            if any(_kind(self.tokens[i]) == "organisation" for i in range(at, end)):
                more = self._complement(end, first=True) if end < len(self.tokens) else None
                while more is not None:
                    end = more
                    more = self._complement(end, first=True) if end < len(self.tokens) else None
            self._take(at, end)
            at = end

    def _run(self, at: int) -> int:
        """Return the index behind the run of name words that begins at ``at``."""
        end = at
        while end < len(self.tokens) and not self.role[end]:
            token = self.tokens[end]
            initial = token.text == "." and end > at and len(self.tokens[end - 1].text) == 1
            particle = end > at and _bare(token) in _forms("particle") and end + 1 < len(self.tokens)
            if not (_capital(token) or initial or particle):
                break
            if end > at and not initial and self.text[self.tokens[end - 1].end : token.start] != " ":
                break
            end += 1
            if token.text.endswith(("'s", "’s")):
                break
        while end > at and _bare(self.tokens[end - 1]) in _forms("particle") and not _capital(self.tokens[end - 1]):
            end -= 1
        return end

    def _take(self, start: int, end: int) -> None:
        kinds = [_kind(self.tokens[i]) for i in range(start, end) if _capital(self.tokens[i])]
        span = Span(self.tokens[start].start, self._end(end - 1))
        if "organisation" in kinds and end - start >= 2 and "other" not in kinds:
            self.organisations.append(span)
            role = "organisation"
        elif any(kinds) or end - start > _MOST_NAME or any(c.isdigit() for c in self.text[span.start : span.end]):
            return
        elif end - start >= 2 or (start and self.role[start - 1] in ("honorific", "office")):
            self.people.append(span)
            role = "person"
        else:
            return
        for i in range(start, end):
            self.role[i] = role
