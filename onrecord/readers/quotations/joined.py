"""The rules and the labeller together: the rules say what is direct, the labeller finds the rest."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from onrecord.model import Attitude, Mention, Mode, Span
from onrecord.readers.quotations.draft import Draft
from onrecord.readers.quotations.labeller import Labelled, labelled
from onrecord.readers.quotations.words import lexicon
from onrecord.text import fold, lower, tokens

_MARK = re.compile("[“”„\"«»]|``|''")
_OUTER = " \t\r\n\u00a0.,;:!?…“”„\"'`‘’«»()[]–—-"
_WORD = re.compile(r"\w+")


def joined(body: str, rules: Sequence[Draft], mentions: Sequence[Mention] = ()) -> list[Draft]:
    """Return the drafts of a text: direct ones by the rules, the rest labelled.

    What the rules found beside that stays where the labeller found nothing. A speaker is drawn out
    to the whole of a name that it cuts.
    """
    words = tokens(body)
    kept = [draft for draft in rules if draft.mode == "direct"]
    # What holds most of the text is the statement itself, and what is reported inside it counts.
    taken = _Stretches(draft for draft in kept if (draft.end - draft.start) * 2 < len(body))
    found = [draft for one in labelled(body, words) if (draft := _draft(body, one)) and not taken.meet(draft)]
    names = sorted({mention.span for mention in mentions if mention.type != "event"})
    for draft in found:
        draft.speaker = draft.speaker and _whole(draft.speaker, names)
    labels = _Stretches(found)
    rest = [draft for draft in rules if draft.mode != "direct" and not labels.meet(draft)]
    return sorted([*kept, *found, *rest], key=lambda draft: (draft.start, -draft.end))


class _Stretches:
    """The stretches of text that some drafts hold, joined where they touch."""

    def __init__(self, drafts: Iterable[Draft]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(part for draft in drafts for part in draft.content):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(end, self._ends[-1])
            else:
                self._starts.append(start)
                self._ends.append(end)

    def meet(self, draft: Draft) -> bool:
        """Tell whether a draft shares a character with them."""
        for start, end in draft.content:
            at = bisect_left(self._starts, end) - 1
            if at >= 0 and self._ends[at] > start:
                return True
        return False


def _whole(speaker: Span, names: Sequence[Span]) -> Span:
    """Return a speaker with the names that it cuts taken in whole."""
    start, end = speaker
    for name in names[max(0, bisect_left(names, (start,)) - 1) :]:
        if name.start >= end:
            break
        if name.end > start:
            start, end = min(start, name.start), max(end, name.end)
    return Span(start, end)


def _draft(body: str, one: Labelled) -> Draft | None:
    content = [span for part in one.content if (span := _trimmed(body, part)) is not None]
    if not content:
        return None
    cue = body[one.cue.start : one.cue.end] if one.cue else ""
    why = "a trained model reads these words as reported" + (f", with “{cue}”" if cue else "")
    entries = (entry for word in _WORD.findall(lower(fold(cue))) for entry in lexicon().cues.get(word, ()))
    attitude: Attitude = next((entry.row.attitude for entry in entries), "says")
    return Draft(content, _mode(body, content), why, speaker=one.speaker, cue=one.cue, attitude=attitude)


def _trimmed(body: str, span: Span) -> Span | None:
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


def _mode(body: str, content: Sequence[Span]) -> Mode:
    first, last = content[0], content[-1]
    opened = _MARK.search(body, max(0, first.start - 2), first.start)
    closed = _MARK.search(body, last.end, last.end + 2)
    if opened and closed:
        return "direct"
    return "mixed" if opened or closed or _MARK.search(body, first.start, last.end) else "indirect"
