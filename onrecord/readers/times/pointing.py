"""Which way does a pointing word point, and what does an expression count from?"""

from __future__ import annotations

FROM_PUBLISHED = "counted from the date of publication"
FROM_BEFORE = "counted from the Time before it"
NO_ANCHOR = "there is nothing to count from"
_STEPS = {"back": -1, "before": -1, "on": 1, "after": 1}


def step(sense: str) -> int:
    """Return -1 for a sense that points back, 1 for one that points on, 0 for this, that and same.

    The sense of a word stands in the table of time words: ``back`` (last), ``before`` (previous),
    ``on`` (next), ``after`` (following), ``this``, ``that``, ``same``, ``latest``.
    """
    return _STEPS.get(sense, 0)
