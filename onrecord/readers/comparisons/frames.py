"""Do two names stand in the same frame? Names in a list, and "Norland farmers … but Sudland farmers"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.model import Span
from onrecord.readers.comparisons.cases import Cases, with_role
from onrecord.text import fold, lower, tokens, trim

_COMMA = re.compile(r",?\s*(?:and|or)?\s*(?:the )?")
_EDGES = ' \n\t.,;:!?”"»—–-'
_DASH = re.compile(r"\s*(?:,|—|–|-)\s*")
_LONGEST = 24
_OPENING = 60


def joined(body: str, names: Sequence[Span], end: int) -> list[Span]:
    """Return the names of the list that a dash or comma closes right before ``end``."""
    if not names or not _DASH.fullmatch(body[names[-1].end : end][:5]) or end - names[-1].end > 5:
        return []
    chain = [names[-1]]
    for name in reversed(names[:-1]):
        between = body[name.end : chain[0].start]
        if len(between) > _LONGEST or not between.strip() or not _COMMA.fullmatch(between):
            break
        chain.insert(0, name)
    return chain


def parallel(
    cue: Span, sentence: Span, earlier: Sequence[Span], known: Cases, body: str
) -> tuple[Span, Span, tuple[Span, ...]] | None:
    """Return two cases in one frame on both sides of "but", and what is said of each.

    The frame is the noun that the names modify ("*Norland* farmers"), or the noun and preposition
    before them ("farmers in *Norland*"). A "but" that opens its sentence looks at the one before.
    """
    opens = not body[sentence.start : cue.start].strip(_EDGES + "“")
    if opens and (not earlier or "\n\n" in body[earlier[-1].end : sentence.start]):
        return None
    first = earlier[-1] if opens else Span(sentence.start, cue.start)
    cases = known.named(sentence)
    left = [case for case in (known.named(first) if opens else cases) if case.end <= first.end]
    right = [case for case in cases if cue.end <= case.start <= cue.end + _OPENING]
    for there in right[:2]:
        for here in left[-4:]:
            frame = _frame(body, here, first.start)
            if frame and frame == _frame(body, there, cue.end) and _name(body, here) != _name(body, there):
                said = (_said(body, here.end, first.end), _said(body, there.end, sentence.end))
                return here, there, tuple(span for span in said if span.end > span.start)
    return None


def _name(body: str, case: Span) -> str:
    return fold(body[case.start : case.end])


def _said(body: str, start: int, end: int) -> Span:
    return trim(body, Span(start, end), _EDGES)


def _frame(body: str, case: Span, low: int) -> tuple[str, ...]:
    words = tokens(body, *case)
    if len(words) > 1 and words[0].text[0].isupper() and words[-1].text[0].islower():
        return ("*", lower(fold(words[-1].text)))
    if words[0].text[0].isupper():
        lead = tokens(body, max(low, case.start - _LONGEST), case.start)[-3:]
        forms = [lower(fold(token.text)) for token in lead if lower(fold(token.text)) != "the"][-2:]
        if len(forms) == 2 and (forms[1],) in with_role("link") and forms[0].isalpha() and len(forms[0]) > 2:
            return (*forms, "*")
    return ()
