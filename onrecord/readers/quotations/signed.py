"""Whose words stand in a block without marks, announced by a line before it and signed by a line after it?

As in "The mayor wrote to us:", a paragraph, and "— Mayor Pavlo Dursun" on a line of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onrecord.model import Span
from onrecord.readers.quotations.draft import Draft
from onrecord.readers.quotations.words import Lexicon
from onrecord.text import fold, lower, trim

_LINE = re.compile(r"^[ \t]*[–—―][ \u00a0]?([^\W\d_a-z][^\n]{1,90})$", re.MULTILINE)
_LONGEST = 3_000
"""How many characters a block may have that a line signs."""
_MOST_PARAGRAPHS = 4
_MOST_WORDS = 12
_NO_BLOCK = re.compile(r"[–—―*•·\-\"“”«»‘'„]")
_CLOSES = re.compile(r"[.!?…;:]$")


def signed(body: str, announced: Sequence[tuple[int, Draft]], words: Lexicon) -> Iterator[Draft]:
    """Yield a direct quotation for each block between a line that announces words and one that signs them.

    ``announced`` holds the ends of lines that end in a colon, in text order, with what they tell.
    """
    at = 0
    for match in _LINE.finditer(body):
        before = None
        while at < len(announced) and announced[at][0] <= match.start():
            before, at = announced[at], at + 1
        if before is None or not names(match.group(1), words):
            continue
        end, known = before
        if known.speaker is not None and lower(body[known.speaker.start : known.speaker.end]) in words.members["own"]:
            continue  # "I say to you all:" opens a letter that its author signs
        if match.start() - end > _LONGEST or "\n" not in body[end : end + 3]:
            continue
        content = trim(body, Span(end, match.start()))
        if content.start < content.end and is_running(body[content.start : content.end]):
            yield Draft(
                [content],
                "direct",
                "a line announces the words, and the name after the dash signs them",
                speaker=trim(body, Span(match.start(1), match.end(1))),
                cue=known.cue,
                attitude=known.attitude,
            )


def names(line: str, words: Lexicon) -> bool:
    """Tell whether what follows a dash on a line is a name or office, and no sentence or list item."""
    parts = line.split()
    if len(parts) > _MOST_WORDS or _CLOSES.search(line.rstrip()):
        return False
    first = words.classes.get(lower(fold(parts[0])).strip("."), frozenset())
    capital = sum(part[0].isupper() for part in parts)
    small = {"finite", "past", "subject", "subordinator", "preposition", "determiner"}
    if len(parts) < 2 or capital < 2 or (first & small and "title" not in first):
        return False
    return not any("finite" in words.classes.get(part, ()) for part in parts)


def is_running(text: str) -> bool:
    """Tell whether lines are running text without marks around them: sentences, not a list."""
    paragraphs = [part for part in text.split("\n") if part.strip()]
    if len(paragraphs) > _MOST_PARAGRAPHS and text.count("\n\n") >= _MOST_PARAGRAPHS:
        return False
    return text[-1] in ".!?…" and not any(_NO_BLOCK.match(part.lstrip()) for part in paragraphs)
