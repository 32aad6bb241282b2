"""A quotation before it gets its place, its id and its parent."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.model import Attitude, Mode, Span

WHOLE = 3_000
"""A content of so many characters is a whole speech: what is reported inside it counts by itself."""


@dataclass
class Draft:
    """What is known of a quotation while a document is read; ``why`` is a sentence for people."""

    content: list[Span]
    mode: Mode
    why: str
    speaker: Span | None = None
    speaker_name: str | None = None
    cue: Span | None = None
    attitude: Attitude = "says"
    closed: bool = True
    is_turn: bool = False
    confidence: float | None = None

    @property
    def start(self) -> int:
        """Where the content begins."""
        return self.content[0].start

    @property
    def end(self) -> int:
        """Where the content ends."""
        return self.content[-1].end

    def holds(self, span: Span) -> bool:
        """Tell whether a part of the content holds the span."""
        return any(part.start <= span.start and span.end <= part.end for part in self.content)
