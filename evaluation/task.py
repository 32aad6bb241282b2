"""What a task of the evaluation is: a module ``evaluation/<name>/score.py`` with two names.

- ``NEEDS``: the folders under the shared data that it reads; when one is missing, it is skipped.
- ``score(shared)``: returns its Scores.
"""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import msgspec

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
"""Where the data stand: beside the checkout. They never enter it."""


class Score(msgspec.Struct, frozen=True, kw_only=True):
    """One measured number, higher is better, and what it stands beside.

    ``reference`` says in a few words what others reach on the same data; ``floor`` is false for
    numbers that are printed and not guarded.
    """

    measure: str
    value: float
    reference: str = ""
    floor: bool = True


class Task(Protocol):
    """The module of a task."""

    NEEDS: tuple[str, ...]

    def score(self, shared: Path) -> list[Score]:
        """Measure, and return every number."""
        ...
