"""How many documents go to disk at once: enough to be fast, few enough that their lines come soon."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator

from onrecord.model import Document

DOCUMENTS, LETTERS = 1000, 8_000_000
"""The most documents, and about the most code points, in one batch …"""

SECONDS = 0.2
"""… and about how long the first of them waits; each batch costs one write that the disk confirms."""


def batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """Yield documents in batches, as they come; one that was slow to come waits for no other."""
    batch: list[Document] = []
    letters, began = 0, time.monotonic()
    asked = began
    for document in documents:
        now = time.monotonic()
        if not batch:
            began = now
        batch.append(document)
        letters += len(document.text)
        slow = now - asked > SECONDS / 4  # the next one may take as long
        if slow or len(batch) >= DOCUMENTS or letters >= LETTERS or now - began >= SECONDS:
            yield batch
            batch, letters = [], 0
        asked = time.monotonic()
    if batch:
        yield batch
