"""On what grounds is a comparison made? Clauses of reason, what a colon opens, and the next sentence."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model import Span
from onrecord.readers.comparisons.cases import with_role
from onrecord.text import Token, fold, lower, tokens, trim

_EDGES = ' \n\t.,;:!?”"»—–-'
_OPENING = 60
_LONGEST = 600


def grounds(body: str, sentence: Span, parts: Sequence[Span], following: Span | None) -> tuple[Span, ...]:
    """Return the spans that give the reason for a comparison whose cases and cue are ``parts``.

    ``following`` is the next sentence where the grounds may stand there.
    """
    inside = _behind(body, sentence, max(part.end for part in parts))
    inside = inside or _ahead(body, sentence, min(part.start for part in parts))
    if inside or following is None:
        return inside
    return _next(body, sentence, parts, following)


def _behind(body: str, sentence: Span, after: int) -> tuple[Span, ...]:
    """Return the clause of *because* or its like, or what a colon opens, behind the parts."""
    words = tokens(body, after, sentence.end)
    for place in range(len(words)):
        length = _reason(words, place)
        if length and place + length < len(words):
            return _trimmed(body, words[place + length].start, sentence.end)
    return ()


def _ahead(body: str, sentence: Span, before: int) -> tuple[Span, ...]:
    """Return the clause of reason with which a sentence begins: "Because it voted, Norland is …"."""
    words = tokens(body, sentence.start, min(before, sentence.start + _LONGEST))
    length = _reason(words, 0) if words else 0
    if not length or words[0].text == ":":
        return ()
    for word in words[length:]:
        if word.text == ",":
            return _trimmed(body, words[length].start, word.start)
    return ()


def _reason(words: Sequence[Token], place: int) -> int:
    """Return how many words of reason stand at a place: "as" after a comma only, "since" before no year."""
    form = lower(fold(words[place].text))
    if form == ":":
        return 1
    behind = words[place + 1].text if place + 1 < len(words) else ""
    if (form, lower(behind)) in with_role("reason"):
        return 2
    if (form,) not in with_role("reason") or behind[:1].isdigit():
        return 0
    after_comma = place > 0 and words[place - 1].text == ","
    return 1 if after_comma or (form,) not in with_role("reason-after-comma") else 0


def _next(body: str, sentence: Span, parts: Sequence[Span], following: Span) -> tuple[Span, ...]:
    """Return the next sentence where it goes on about a case by its name, about "there", or opens a reason."""
    if "\n\n" in body[sentence.end : following.start] or following.end - following.start > _LONGEST:
        return ()
    words = [lower(fold(word.text)) for word in tokens(body, following.start, following.end)[:6]]
    openers = with_role("opener")
    if any(tuple(words[:length]) in openers for length in range(1, 5)):
        existential = len(words) > 1 and ((words[1],) in with_role("copula"))
        return () if existential and len(words[0]) > 4 else _trimmed(body, following.start, following.end)
    opening = body[following.start : min(following.end, following.start + _OPENING)]
    names = {body[part.start : part.end] for part in parts}
    if any(name[:1].isupper() and name in opening for name in names):
        return _trimmed(body, following.start, following.end)
    return ()


def _trimmed(body: str, start: int, end: int) -> tuple[Span, ...]:
    span = trim(body, Span(start, end), _EDGES)
    return (span,) if span.end > span.start else ()
