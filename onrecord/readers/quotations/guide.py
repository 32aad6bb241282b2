"""What counts as a report in a statement, where the labeller alone has found it?

News annotation takes bare objects and attitudes of any kind for content ("condemned the attack"); in a
statement only clauses, infinitives, gerunds and marked words under a known cue count, and never the
author's own voice in the present.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.model import Span
from onrecord.readers.quotations.draft import Draft
from onrecord.readers.quotations.words import Entry, lexicon
from onrecord.text import fold, lower

_WORD = re.compile(r"[\w’'-]+")
_BEFORE = 60
"""How many characters before a content or a cue are looked at."""
_CLAUSE = frozenset({"finite", "past", "present", "plural verb"})


def counts(body: str, draft: Draft) -> bool:
    """Tell whether a draft of the labeller counts as a report in a statement."""
    cue = entries(body, draft.cue)
    if not cue or _own_voice(body, draft, cue):
        return False
    return draft.mode != "indirect" or _is_clause(body, draft.content)


def entries(body: str, cue: Span | None) -> list[Entry]:
    """Return what the lexicon knows of the words of a cue."""
    words = _words(body[cue.start : cue.end]) if cue else []
    return [entry for word in words for entry in lexicon().cues.get(word, ())]


def _own_voice(body: str, draft: Draft, cue: Sequence[Entry]) -> bool:
    """Tell whether the author reports himself in the present ("I am confident that …")."""
    speaker = _words(body[draft.speaker.start : draft.speaker.end]) if draft.speaker else []
    members = lexicon().members
    if not speaker or not set(speaker) <= members["own voice"]:
        return False
    return not any(entry.form == "past" for entry in cue)


def _is_clause(body: str, content: Sequence[Span]) -> bool:
    """Tell whether a content holds a verb: a clause, an infinitive or a gerund."""
    start = content[0].start
    before = _words(body[max(0, start - _BEFORE) : start])[-1:]
    words = [word for part in content for word in _words(body[part.start : part.end])]
    if before in (["that"], ["to"]) or words[:1] in (["to"], ["that"]) or (words[:1] and words[0].endswith("ing")):
        return True
    classes = lexicon().classes
    return any(classes.get(word, frozenset()) & _CLAUSE or word.endswith("ed") for word in words)


def _words(text: str) -> list[str]:
    return _WORD.findall(lower(fold(text)))
