"""A mention in the making."""

from __future__ import annotations

from typing import NamedTuple

from onrecord.model import MentionType


class Candidate(NamedTuple):
    """A name from word ``start`` up to word ``end``; ``id`` is the thing's id in the tables, where it has one."""

    start: int
    end: int
    type: MentionType
    why: str
    id: str | None = None
    metonym: bool = False
