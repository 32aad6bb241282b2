"""Whose words stand in a block without marks, announced by a line before it: "Ana Novak wrote in May:"?

A block is the paragraphs that are set in, or that each begin with ">", or else the one paragraph that
follows the line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onrecord.model import Span
from onrecord.readers.quotations.draft import Draft
from onrecord.readers.quotations.signed import is_running
from onrecord.text import trim

LONGEST = 4_000
"""How many characters a block may have; what is longer is taken for the text itself."""
_BLANK = re.compile(r"[ \t\r]*\n(?:[ \t\r]*\n)?")
_LINE = re.compile(r"([ \t]*)(>?)[ \t]*([^\n]*)\n?")
_WHY = "the line before, which ends in a colon, announces the words"


def blocks(body: str, announced: Sequence[tuple[int, Draft]]) -> Iterator[Draft]:
    """Yield a direct quotation for each block without marks behind a line that announces words.

    ``announced`` holds the ends of the lines that end in a colon, with what they tell.
    """
    for end, known in announced:
        blank = _BLANK.match(body, end)
        if blank is None or known.cue is None or known.attitude != "says":
            continue
        at = blank.end()
        content = list(_set_in(body, at)) or list(_paragraph(body, at, body.count("\n", end, at)))
        if content:
            yield Draft(content, "direct", _WHY, speaker=known.speaker, cue=known.cue)


def _set_in(body: str, at: int) -> Iterator[Span]:
    """Yield the lines from ``at`` on that are set in or quoted as in a letter; set-in ones as one span."""
    quoted: list[Span] = []
    begin = last = -1
    limit = at + LONGEST
    while at < len(body) and at < limit:
        line = _LINE.match(body, at)
        assert line is not None
        words = Span(line.start(3), line.start(3) + len(line.group(3).rstrip()))
        if words.start == words.end:
            at = line.end()
            continue
        if line.group(2) and begin < 0:
            quoted.append(words)
        elif len(line.group(1).expandtabs(4)) >= 2 and not line.group(2) and not quoted:
            begin, last = (words.start if begin < 0 else begin), words.end
        else:
            break
        at = line.end()
    if quoted:
        yield from quoted
    elif begin >= 0 and is_running(body[begin:last]):
        yield Span(begin, last)


def _paragraph(body: str, at: int, breaks: int) -> Iterator[Span]:
    """Yield the paragraph at ``at``, where a blank line parts it from the line that announces it."""
    end = body.find("\n\n", at, at + LONGEST)
    content = trim(body, Span(at, end if end >= 0 else min(len(body), at + LONGEST)))
    at_end = end >= 0 or content.end >= len(body.rstrip())
    text = body[content.start : content.end]
    if breaks >= 2 and at_end and text[:1].isupper() and is_running(text):
        yield content
