"""Which words carry a position? Words and labels with their reasons; none says that a word is wrong."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from onrecord.model import Citation, Document, Finding, Mention, Reading, Span, Wording
from onrecord.readers.claims.tags import Words
from onrecord.readers.languages import for_languages
from onrecord.readers.split import words_of
from onrecord.readers.voices import Voices
from onrecord.readers.wording.terms import Term, phrases, rank
from onrecord.text import Token, fold, lower

BY = "wording/1"
_LONGEST_NAME = 300
_VERBS = "fmhVPB"
_REASONS = {
    "distancing": "“{words}” holds what it names at a distance",
    "absolute": "“{words}” leaves no exception and no degree",
    "generalisation": "“{words}” speaks of many as of one",
    "loaded": "“{words}” evaluates where a plain word would do",
    "contested-name": "“{words}” is one of {number} names in use; it is used by {used_by}",
}


@for_languages("en")
def read(document: Document, reading: Reading) -> Iterator[Finding]:
    """Yield the wordings of a document in text order; a word inside a quotation is the quoted person's."""
    body = document.body
    words = words_of(body)
    starts = [word.start for word in words]
    named: list[Mention | Citation] = [*reading.of(Mention), *reading.of(Citation)]
    exempt = _Cover([finding.span for finding in named if _exempts(finding)])
    voices, condition = Voices(document, reading), _Condition(body)
    held: tuple[Span, Term] | None = None
    for span, terms in phrases().find(body, words):
        place = bisect_left(starts, span.start)
        last = bisect_left(starts, span.end) - 1
        term = next((t for t in sorted(terms, key=rank) if _holds(t, words, (place, last), body, condition)), None)
        if term is None or (term.label == "loaded" and _in_name(body, span, words, place, last, exempt)):
            continue
        if term.label == "contested-name" and _in_longer_name(span, words, place, exempt):
            continue
        if term.article:
            span = Span(words[place - 1].start, span.end)
        if held and term.label == "loaded" and body[held[0].end : span.start] in _joints(held[1]):
            held = (Span(held[0].start, span.end), term)
            continue
        if held:
            yield _wording(document, *held, voices)
        held = (span, term)
    if held:
        yield _wording(document, *held, voices)


def _joints(term: Term) -> tuple[str, ...]:
    """Return what may stand between a term and a loaded word that make one wording ("rebels *and* butchers")."""
    if term.label == "loaded":
        return " ", " and "
    return (" and ",) if term.label == "contested-name" and term.form.islower() else ()


def _wording(document: Document, span: Span, term: Term, voices: Voices) -> Wording:
    said = _REASONS[term.label].format(words=document[span], number=len(term.others) + 1, used_by=term.used_by)
    quotation = voices.at(span)
    voice = f"inside the words of {voices.name(quotation)}" if quotation else ""
    return Wording(span=span, by=BY, why=f"{said}; {voice}" if voice else said, label=term.label, others=term.others)


def _holds(term: Term, words: Sequence[Token], at: tuple[int, int], body: str, has: _Condition) -> bool:
    """Tell whether a term holds where it stands: its capitals, its neighbours, and what the text must hold."""
    first, last = at
    surface = body[words[first].start : words[last].end]
    if term.label == "contested-name":
        return _cased(term.form, surface) and has(term)
    if not _cased(term.form, surface) or (term.article and not _after_article(words, first)):
        return False
    if term.group:
        ahead = Words(words[last : last + 5]).tags[1:].lstrip("a")[:1]
        return ahead != "" and ahead in _VERBS
    if term.unless:
        beside = [words[i].text for i in (first - 1 - term.article, last + 1) if 0 <= i < len(words)]
        return not any(lower(word) in term.unless for word in beside)
    return True


def _after_article(words: Sequence[Token], place: int) -> bool:
    """Tell whether *the* stands right before a place."""
    return place > 0 and lower(words[place - 1].text) == "the"


def _cased(form: str, surface: str) -> bool:
    """Tell whether every capital of a form is a capital in the text."""
    return all(not a.isupper() or b.isupper() for a, b in zip(form, surface, strict=False)) or surface.isupper()


def _exempts(finding: Mention | Citation) -> bool:
    """Tell whether the words of a finding are a name, so that they are no choice of the speaker's."""
    if isinstance(finding, Mention) and finding.type not in ("organisation", "work", "person", "place"):
        return False
    return finding.span.end - finding.span.start < _LONGEST_NAME


def _in_name(body: str, span: Span, words: Sequence[Token], first: int, last: int, names: _Cover) -> bool:
    """Tell whether a word is part of a longer name: found as one, or written like one."""
    if not body[span.start].isupper():
        return False
    if names.covers(span):
        return True
    after = words[last + 1 : last + 2]
    before = words[first - 1 : first] if first else []
    return any(
        len(word.text) > 1 and word.text[0].isupper() and word.text not in ("The", "A") for word in (*after, *before)
    )


def _in_longer_name(span: Span, words: Sequence[Token], first: int, names: _Cover) -> bool:
    """Tell whether a contested name is only the end of another name ("People's Republic of China")."""
    before = words[first - 1].text if first else ""
    if not before[:1].isupper():
        return False
    return fold(before).endswith("'s") or names.covers(span)


class _Condition:
    """Whether the text holds what a contested name asks for: some words, or (``*``) another form of it."""

    def __init__(self, body: str) -> None:
        self._body = body
        self._known: dict[tuple[str, str], bool] = {}

    def __call__(self, term: Term) -> bool:
        if not term.where:
            return True
        key = (term.where, term.form)
        if key not in self._known:
            asked = [other.form for other in term.others] if term.where == "*" else [term.where]
            self._known[key] = any(words in self._body for words in asked)
        return self._known[key]


class _Cover:
    """Spans in text order, to be asked in text order whether one is longer than a span and holds it."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = sorted(spans)
        self._at = 0

    def covers(self, span: Span) -> bool:
        while self._at < len(self._spans) and self._spans[self._at].end <= span.start:
            self._at += 1
        held = self._spans[self._at : self._at + 3]
        return any(other.holds(span) and other != span for other in held)
