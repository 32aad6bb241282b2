"""What is listed before the first document is read, so that a bar knows its end; within bounds."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.sources.blob import Blob

COUNTED = 100_000
"""Up to how many documents are listed …"""

CARRIED = 2_000_000
"""… and how many bytes or characters they may carry with them, as the rows of a table do."""


def ahead_of(blobs: Iterator[Blob]) -> tuple[Iterator[Blob], int | None]:
    """Return the same blobs, and how many there are; None when that would take too much to know."""
    first: deque[Blob] = deque()
    size = 0
    for blob in blobs:
        first.append(blob)
        size += len(blob.data or blob.text or "")
        if len(first) >= COUNTED or size > CARRIED:
            return chain(_drained(first), blobs), None
    return _drained(first), len(first)


def _drained(first: deque[Blob]) -> Iterator[Blob]:
    while first:  # what was read need not be kept
        yield first.popleft()
