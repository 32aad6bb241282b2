"""Whom does a pronoun or a short name mean?"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from onrecord.model import Document, Mention, Span
from onrecord.readers.quotations.draft import Draft
from onrecord.readers.quotations.words import Lexicon
from onrecord.text import fold, lower

_KEPT = 200
_RECENT = 8
_REACH = 3_000
"""How many characters lie at most between a pronoun and the name it stands for."""
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_OUTSIDE = -1
_TITLE = 12
"""How far after a comma the name of a person in apposition may begin, behind a title."""


class _Point(NamedTuple):
    """A place where somebody is named or referred to: a speaker (``draft``) or a mention."""

    at: int
    draft: int
    mention: int


class _Person(NamedTuple):
    """Somebody a pronoun may mean; ``leads`` tells whether the name opens its sentence.

    ``name`` is None where the text does not tell which bearer of a surname it is.
    """

    at: int
    name: str | None
    sex: str
    sentence: int
    leads: bool


def name_speakers(
    document: Document, drafts: list[Draft], words: Lexicon, mentions: Sequence[Mention], sentences: Sequence[Span]
) -> None:
    """Fill ``speaker_name`` of the drafts, which are in text order, as far as the text allows.

    A pronoun of the third person takes the last single person who was named, though not inside the
    words of somebody else; "I" and "we" the document's speaker, or that of the quotation around; a
    name takes its fullest form.
    """
    named = _Names(document, words, mentions, sentences)
    for at, draft in enumerate(drafts):
        if draft.speaker is not None and draft.speaker_name is None:
            drafts[at].speaker_name = named.of(draft.speaker)
    _resolve(document, drafts, words, named)
    own = document.speaker.value if document.speaker else None
    stack: list[Draft] = []
    for draft in drafts:
        while stack and not stack[-1].holds(Span(draft.start, draft.end)):
            stack.pop()
        if draft.speaker is not None and draft.speaker_name is None and "own" in named.classes(draft.speaker):
            outer = next((d for d in reversed(stack) if d.mode == "direct"), None)
            draft.speaker_name = outer.speaker_name if outer else own
        stack.append(draft)


def _resolve(document: Document, drafts: list[Draft], words: Lexicon, named: _Names) -> None:
    """Go through the places in text order; whoever was named last within the same words is meant by a pronoun."""
    points = [_Point(d.speaker.start, at, -1) for at, d in enumerate(drafts) if d.speaker is not None]
    points += [_Point(m.span.start, -1, at) for at, m in enumerate(named.persons)]
    points.sort()
    recent: dict[int, deque[_Person]] = defaultdict(lambda: deque(maxlen=_RECENT))
    for point, scope in zip(points, _scopes(drafts, points), strict=True):
        if point.draft < 0 and not named.is_apart(named.persons[point.mention].span):
            recent[scope[-1]].append(named.person(named.persons[point.mention]))
        if point.draft < 0:
            continue
        draft = drafts[point.draft]
        assert draft.speaker is not None
        sex = named.classes(draft.speaker) & {"feminine", "masculine"}
        if named.labels(draft.speaker):
            continue
        if sex and draft.speaker_name is None and not named.is_rivalled(point.at):
            draft.speaker_name = _meant(drafts, recent, scope, next(iter(sex)), point.at)
        if draft.speaker_name is None and named.is_office(draft.speaker):
            recent[scope[-1]].append(named.place(draft.speaker, None, ""))
        if draft.speaker_name and (sex or (named.is_one(draft.speaker) and draft.mode != "scare")):
            found = named.place(draft.speaker, draft.speaker_name, next(iter(sex), ""))
            recent[scope[-1]].append(found)


def _meant(
    drafts: list[Draft], recent: dict[int, deque[_Person]], scope: tuple[int, ...], sex: str, at: int
) -> str | None:
    """Return the name of the person meant: the last named in these words, else around them."""
    for level in reversed(scope):
        fits = [p for p in recent[level] if at - p.at < _REACH and (not p.sex or p.sex == sex)]
        for around in scope:
            if around != _OUTSIDE and drafts[around].mode == "direct":
                fits = [p for p in fits if p.name is None or p.name != drafts[around].speaker_name]
        if not fits and level != _OUTSIDE and drafts[level].is_turn:
            return None
        if fits:
            last = fits[-1]
            return next((p.name for p in fits if p.leads and p.sentence == last.sentence), last.name)
    return None


def _scopes(drafts: list[Draft], points: Sequence[_Point]) -> Iterator[tuple[int, ...]]:
    """Yield for every point whose words it stands in: indices of drafts, the innermost last."""
    parts = sorted((part.start, -part.end, at) for at, draft in enumerate(drafts) for part in draft.content)
    open_: list[tuple[int, int]] = []
    here = 0
    for point in points:
        while here < len(parts) and parts[here][0] <= point.at:
            open_ = [one for one in open_ if one[0] > parts[here][0]]
            open_.append((-parts[here][1], parts[here][2]))
            here += 1
        open_ = [one for one in open_ if one[0] > point.at]
        yield (_OUTSIDE, *(at for _, at in open_[-_RECENT:] if drafts[at].mode not in ("scare", "name")))


class _Names:
    """What the names of a document are, and who is a person."""

    def __init__(
        self, document: Document, words: Lexicon, mentions: Sequence[Mention], sentences: Sequence[Span]
    ) -> None:
        self._document, self._words, self._sentences = document, words, sentences
        self._mentions = sorted(mentions, key=lambda m: (m.span.start, -m.span.end))
        self._starts = [m.span.start for m in self._mentions]
        self.persons = [m for m in self._mentions if m.type == "person"]
        self._fullest: dict[str, str] = {}
        for mention in self.persons:
            name = self._text(mention.span)
            if len(name) > len(self._fullest.get(mention.referent, "")):
                self._fullest[mention.referent] = name
        self._surnames = {name.split()[-1] for name in self._fullest.values() if " " in name}
        self._full: dict[str, str] = {}

    def of(self, speaker: Span) -> str | None:
        """Return the name in a speaker's phrase, or of the person in apposition to it."""
        said = self._text(speaker)
        first = self._classes_of(said.split()[0])
        if self.labels(speaker) and "turn label" in self._classes_of(said):
            return None  # "Q" and "MODERATOR" tell a part in the talk, no name
        unnamed = first & {"indefinite"} and not first & {"article"}  # "a spokeswoman, Ida Lind,"
        if first & {"indefinite", "speaker", "own", "feminine", "masculine"} and " " not in said:
            return None
        inside = [m for m in self._between(speaker.start, speaker.end) if m.span.end <= speaker.end]
        persons = [m for m in inside if m.type == "person"]
        if len(persons) == 1 and self._is_head(persons[0], speaker):
            return self._name(persons[0])
        if not persons and (not unnamed or said.lower().startswith("one of ")):
            follows = self._in_apposition(speaker)
            if follows is not None:
                return self._name(follows)
        if first & {"indefinite", "subject", "number word"}:
            return None
        if self._mentions and (inside or " " in said or said.endswith("s")):
            return said if inside and not first & {"possessive"} else None
        if not said[:1].isupper() or first & {"determiner", "possessive"}:
            return None
        last = said.split()[-1]
        if " " in said and len(self._full) < _KEPT:
            self._full.setdefault(last, said)
        return self._full.get(last, said)

    def classes(self, speaker: Span) -> frozenset[str]:
        """Return the classes of a speaker that is one word; of a longer one none."""
        said = self._text(speaker)
        return self._classes_of(said) if " " not in said else frozenset()

    def is_one(self, speaker: Span) -> bool:
        """Tell whether the phrase of a named speaker means one person, as far as is known."""
        if not self._mentions:
            return " and " not in self._text(speaker)
        inside = [m for m in self._between(speaker.start, speaker.end) if m.type == "person"]
        return len(inside) == 1 or (not inside and self._in_apposition(speaker) is not None)

    def person(self, mention: Mention) -> _Person:
        """Return the person of a mention."""
        return self.place(mention.span, self._name(mention), "")

    def _name(self, mention: Mention) -> str | None:
        """Return the fullest name of a person; None for a surname alone that others bear with a given name."""
        name = self._fullest[mention.referent]
        return None if " " not in name and name in self._surnames else name

    def place(self, span: Span, name: str | None, sex: str) -> _Person:
        """Return a person at a place, with the sex that a title before the name tells."""
        at = bisect_right(self._sentences, (span.start, len(self._document.text))) - 1
        start = self._sentences[at].start if at >= 0 else 0
        before = _WORD.findall(self._document.text[max(start, span.start - 60) : span.start])
        title = self._classes_of(before[-1]) if before else frozenset()
        first = title | self._classes_of(self._text(span).split()[0])
        sex = sex or ("feminine" if "her title" in first else "masculine" if "his title" in first else "")
        leads = span.start - start < 60 and len(before) <= 4
        return _Person(span.start, name, sex, at, leads)

    def _between(self, start: int, end: int) -> list[Mention]:
        first = bisect_right(self._starts, start - 1)
        return self._mentions[first : bisect_right(self._starts, end - 1)]

    def _is_head(self, mention: Mention, speaker: Span) -> bool:
        """Tell whether a person in the phrase is the one who speaks: its last words, or its first."""
        if mention.span.end == speaker.end:
            return not self._text(Span(speaker.start, mention.span.start)).endswith((" of", " for", " to", " with"))
        before = self._text(Span(speaker.start, mention.span.start)).split()
        titled = all("title" in self._classes_of(word) for word in before)
        return titled and self._document.text[mention.span.end] == " "

    def _in_apposition(self, speaker: Span) -> Mention | None:
        """Return the person named between commas after the phrase: the Foreign Minister, X, …"""
        text = self._document.text
        if text[speaker.end : speaker.end + 2] != ", ":
            return None
        for mention in self._between(speaker.end + 2, speaker.end + _TITLE):
            title = text[speaker.end + 2 : mention.span.start]
            closed = text[mention.span.end : mention.span.end + 1] in (",", ".", ";", "") or (
                text[mention.span.end : mention.span.end + 2] == " ("
            )
            if mention.type == "person" and closed and (not title or "title" in self._classes_of(title.strip())):
                return mention
        return None

    def labels(self, span: Span) -> bool:
        """Tell whether a name is the label of a turn in a transcript."""
        return self._document.text[span.end : span.end + 1] == ":"

    def is_apart(self, span: Span) -> bool:
        """Tell whether a name is no part of the running text: the label of a turn, or the byline."""
        own = self._document.speaker.span if self._document.speaker else None
        return self.labels(span) or (own is not None and own.start <= span.start and span.end <= own.end)

    def is_office(self, speaker: Span) -> bool:
        """Tell whether somebody without a name is meant by an office: the minister."""
        parts = self._text(speaker).split()
        opens = bool(self._classes_of(parts[0]) & {"article", "possessive"})
        return opens and len(parts) == 2 and parts[1].islower() and "title" in self._classes_of(parts[1])

    def is_rivalled(self, at: int) -> bool:
        """Tell whether somebody without a name stands between the start of the sentence and a pronoun at ``at``."""
        index = bisect_right(self._sentences, (at, at)) - 1
        start = self._sentences[index].start if index >= 0 else 0
        words = _WORD.findall(self._document.text[max(start, at - 200) : at])
        return any(
            "title" in self._classes_of(word)
            and word.islower()
            and self._classes_of(before) & {"article", "possessive"}
            and not after[:1].isupper()
            for before, word, after in zip(words, words[1:], [*words[2:], ""], strict=False)
        )

    def _classes_of(self, word: str) -> frozenset[str]:
        low = lower(fold(word)).strip(".,")
        return self._words.classes.get(low, self._words.classes.get(low.split("'")[0], frozenset()))

    def _text(self, span: Span) -> str:
        return " ".join(self._document[span].split())
