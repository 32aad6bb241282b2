"""Does the sentence assert the comparison, deny it, or only suppose it?"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model import Span
from onrecord.readers.comparisons.cases import with_role
from onrecord.readers.comparisons.places import FAR
from onrecord.text import Token, fold, lower, tokens

_BACK = 4
_CLAUSE = 20
_MATRIX = 6
# How far before a cue its clause may begin, in code points.
_REACH = 240


def denial(body: str, sentence: Span, cue: Span) -> Span | None:
    """Return the denying word shortly before a cue, if one stands there."""
    lead = tokens(body, max(sentence.start, cue.start - FAR), cue.start)[-_BACK:]
    for token in reversed(lead):
        if not token.text[0].isalnum():
            return None
        if _has(token, "denial"):
            return token.span
    return None


def supposed(body: str, sentence: Span, cue: Span) -> bool:
    """Tell whether a cue stands in a clause of *if* or *whether*: what it says is supposed and not asserted."""
    for token in reversed(_clause(body, sentence, cue)):
        if _has(token, "consequence"):
            return False
        if _has(token, "condition"):
            return True
    return False


def rejected(body: str, sentence: Span, cue: Span) -> Span | None:
    """Return the word with which somebody rejects the clause of a cue ("we do *not* accept that …")."""
    words = _clause(body, sentence, cue)
    at = next((place for place in range(len(words) - 1, -1, -1) if lower(words[place].text) == "that"), -1)
    matrix = words[max(0, at - _MATRIX) : max(at, 0)]
    denials = [token for token in matrix if _has(token, "denial")]
    refusals = [token for token in matrix if _has(token, "rejecting")]
    if refusals and not denials:
        return refusals[-1].span
    accepted = any(_has(token, "accepting") for token in matrix)
    return denials[-1].span if len(denials) == 1 and accepted and not refusals else None


def _clause(body: str, sentence: Span, cue: Span) -> Sequence[Token]:
    """Return the words before a cue back to the last mark."""
    lead = tokens(body, max(sentence.start, cue.start - _REACH), cue.start)[-_CLAUSE:]
    for place in range(len(lead) - 1, -1, -1):
        if not lead[place].text[0].isalnum():
            return lead[place + 1 :]
    return lead


def _has(token: Token, role: str) -> bool:
    return (lower(fold(token.text)),) in with_role(role)
