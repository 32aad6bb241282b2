"""The rules and the labeller together: what each found is weighed, and of two that clash the likelier is kept."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Sequence
from dataclasses import replace

from onrecord.model import Attitude, Document, Mention, Mode, Span
from onrecord.readers.quotations import weighing
from onrecord.readers.quotations.draft import WHOLE, Draft
from onrecord.readers.quotations.features import Seen
from onrecord.readers.quotations.guide import counts
from onrecord.readers.quotations.labeller import Labelled, labelled
from onrecord.readers.quotations.levels import drafts
from onrecord.readers.quotations.marks import marked
from onrecord.readers.quotations.voice import is_report
from onrecord.readers.quotations.weighing import Candidate, confidence
from onrecord.readers.quotations.words import lexicon
from onrecord.text import fold, lower

_MARK = re.compile("[“”„\"«»]|``|''")
_OUTER = " \t\r\n\u00a0.,;:!?…“”„\"'`‘’«»()[]–—-"
_WORD = re.compile(r"\w+")
_UNSAID = ("scare", "name")
"""Marks that quote nobody."""

_SAME = 0.5
"""From this share of shared characters on, two contents are the same quotation."""

_LONGEST_LABEL = 2_000
"""How many characters a stretch may have that the labeller alone takes for reported; marks that are lost draw it on."""

_SIGNS = 2
"""How many signs may end a paragraph of a content: what covers all but those is that paragraph over again."""

_LEAST = 0.4
"""In news, what is less likely than this to be a quotation is not shown; it gives the best F1 on held-out news."""
_LEAST_IN_STATEMENTS = 0.6
"""The labeller learned from news; what it alone finds in a statement must be likelier than that."""


def joined(document: Document, language: str, sentences: Sequence[Span], before: Seen) -> list[Draft]:
    """Return the likely quotations of a document in text order, outer ones first, each with its confidence.

    What the labeller alone has found in a statement must count by the guide too: it learned from news.
    """
    names = sorted({mention.span for mention in before.mentions if mention.type != "event"})
    found = candidates(document, language, before)
    if is_news(document, sentences, before):
        kept = _of_news(document.body, language, found, names)
    else:
        kept = _of_statement(document.body, language, found, names)
    near = _Near(kept)
    for draft in before.drafts:
        if draft.mode in _UNSAID and not any(_clash(draft, kept[n]) for n in near.to(draft.content)):
            kept.append(draft)
    return sorted(kept, key=lambda draft: (draft.start, -draft.end))


def _of_news(body: str, language: str, found: Sequence[Candidate], names: Sequence[Span]) -> list[Draft]:
    """Return the likely ones; of two that clash, the likelier."""
    likely = []
    for one in found:
        share = confidence(one, language)
        if share >= _LEAST or (one.rule is not None and _is_given(one.rule)):
            likely.append(replace(drafted(body, one, names), confidence=round(share, 3)))
    return _likelier(likely)


def _of_statement(body: str, language: str, found: Sequence[Candidate], names: Sequence[Span]) -> list[Draft]:
    """Return what the rules drafted, and what else is likely, counts by the guide, and shares no word with it."""
    kept = [
        replace(one.rule, confidence=round(weighing.in_statement(confidence(one, language)), 3))
        for one in found
        if one.rule is not None
    ]
    near = _Near(kept)
    for one in found:
        share = confidence(one, language)
        if one.rule is None and share >= _LEAST_IN_STATEMENTS:
            draft = replace(drafted(body, one, names), confidence=round(weighing.in_statement(share), 3))
            if counts(body, draft) and not any(_clash(draft, kept[n]) for n in near.to(draft.content)):
                near.add(len(kept), draft)
                kept.append(draft)
    return kept


def is_news(document: Document, sentences: Sequence[Span], before: Seen) -> bool:
    """Tell whether a document is read as news: nobody is known to speak in it, and it reports others."""
    if (document.language or "en")[:2].lower() != "en":
        return True
    known = document.speaker or document.organisation
    return known is None and is_report(document.body, sentences, before.drafts)


def _is_given(draft: Draft) -> bool:
    """Tell whether marks or the layout alone make a draft a quotation: direct words, a turn, the whole statement."""
    return draft.mode == "direct" or draft.is_turn or draft.end - draft.start >= WHOLE


def _likelier(found: list[Draft]) -> list[Draft]:
    """Return the drafts without those that clash with a likelier one."""
    kept: list[Draft] = []
    near = _Near(kept)
    for draft in sorted(found, key=lambda d: -(d.confidence or 0)):
        if not any(_clash(draft, kept[n]) for n in near.to(draft.content)):
            near.add(len(kept), draft)
            kept.append(draft)
    return kept


def _clash(one: Draft, other: Draft) -> bool:
    """Tell whether two drafts cannot both stand: they share words, and neither is said inside the other."""
    inner, outer = sorted((one, other), key=lambda draft: draft.end - draft.start)
    if outer.mode == "direct" and inner.mode not in _UNSAID and all(outer.holds(part) for part in inner.content):
        return any(inner.start <= part.start and inner.end + _SIGNS >= part.end for part in outer.content)
    return _shared(one.content, other.content) > 0


def seen(document: Document, sentences: Sequence[Span], mentions: Sequence[Mention]) -> Seen:
    """Return what is read before the labeller: marks in any language, drafts by the rules in English."""
    in_english = (document.language or "en").lower().startswith("en")
    return Seen(marked(document.body), drafts(document, sentences, mentions) if in_english else (), mentions)


def candidates(document: Document, language: str, before: Seen) -> list[Candidate]:
    """Return what the rules or the labeller take for quotations."""
    body = document.body
    labels = [one for raw in labelled(body, language, before) if (one := _trimmed(body, raw)) is not None]
    rules = [draft for draft in before.drafts if draft.mode not in _UNSAID]
    near = _Near(rules)
    taken: set[int] = set()
    found = []
    for one in labels:
        pairs = [(_shared(one.content, rules[n].content), -n) for n in near.to(one.content) if n not in taken]
        share, number = max(pairs, default=(0.0, 0))
        if share >= _SAME:
            taken.add(-number)
            found.append(Candidate(rules[-number], one, share))
        elif all(end - start <= _LONGEST_LABEL for start, end in one.content):
            found.append(Candidate(None, one, 0.0))
    found.extend(Candidate(draft, None, 0.0) for n, draft in enumerate(rules) if n not in taken)
    return found


class _Near:
    """Which drafts share a character with a content; not those of a whole speech, which hold too much."""

    def __init__(self, found: Sequence[Draft]) -> None:
        self._parts: list[tuple[int, int, int]] = []
        for number, draft in enumerate(found):
            self.add(number, draft)

    def add(self, number: int, draft: Draft) -> None:
        """Add a draft under its number."""
        if draft.end - draft.start < WHOLE:
            for part in draft.content:
                insort(self._parts, (part.start, part.end, number))

    def to(self, content: Sequence[Span]) -> set[int]:
        """Return the numbers of the drafts."""
        numbers = set()
        for start, end in content:
            at = bisect_left(self._parts, (end,)) - 1
            while at >= 0 and self._parts[at][0] > start - WHOLE:
                if self._parts[at][1] > start:
                    numbers.add(self._parts[at][2])
                at -= 1
        return numbers


def drafted(body: str, one: Candidate, names: Sequence[Span]) -> Draft:
    """Return the quotation that a candidate makes: the labeller's, but direct words as the rules cut them."""
    rule, label = one.rule, one.label
    if label is None:
        assert rule is not None
        return replace(rule)
    if rule is not None and rule.is_turn:
        return replace(rule)  # the layout tells whose turn it is
    speaker = label.speaker and _whole(label.speaker, names)
    cue = body[label.cue.start : label.cue.end] if label.cue else ""
    if rule is not None:
        direct = rule.mode == "direct"
        return replace(
            rule,
            content=rule.content if direct else list(label.content),
            mode=rule.mode if direct else _mode(body, label.content),
            speaker=speaker or rule.speaker,
            cue=label.cue or rule.cue,
        )
    why = "a trained model reads these words as reported" + (f", with “{cue}”" if cue else "")
    entries = (entry for word in _WORD.findall(lower(fold(cue))) for entry in lexicon().cues.get(word, ()))
    attitude: Attitude = next((entry.row.attitude for entry in entries), "says")
    content = list(label.content)
    return Draft(content, _mode(body, content), why, speaker=speaker, cue=label.cue, attitude=attitude)


def _whole(speaker: Span, names: Sequence[Span]) -> Span:
    """Return a speaker with the names that it cuts taken in whole."""
    start, end = speaker
    for name in names[max(0, bisect_left(names, (start,)) - 1) :]:
        if name.start >= end:
            break
        if name.end > start:
            start, end = min(start, name.start), max(end, name.end)
    return Span(start, end)


def _mode(body: str, content: Sequence[Span]) -> Mode:
    first, last = content[0], content[-1]
    opened = _MARK.search(body, max(0, first.start - 2), first.start)
    closed = _MARK.search(body, last.end, last.end + 2)
    if opened and closed:
        return "direct"
    return "mixed" if opened or closed or _MARK.search(body, first.start, last.end) else "indirect"


def _shared(one: Sequence[Span], other: Sequence[Span]) -> float:
    """Return the shared characters of two contents by all of them."""
    both = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one for b in other)
    return both / (sum(a.end - a.start for a in one) + sum(b.end - b.start for b in other) - both)


def _trimmed(body: str, one: Labelled) -> Labelled | None:
    content = tuple(span for part in one.content if (span := _drawn_in(body, part)) is not None)
    return one._replace(content=content) if content else None


def _drawn_in(body: str, span: Span) -> Span | None:
    """Draw a content in over outer marks and stops, and over the "that" before its clause."""
    start, end = span
    while start < end and body[start] in _OUTER:
        start += 1
    if lower(body[start : start + 5]) == "that " and end - start > 5:
        start += 5
        while start < end and body[start] in _OUTER:
            start += 1
    while start < end and body[end - 1] in _OUTER:
        end -= 1
    return Span(start, end) if start < end else None
