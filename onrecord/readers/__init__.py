"""The readers: one question each, one file each, from a Document to findings.

A reader is a function of the document and of what was found before it; it yields findings. Its
module holds a function ``read``. Other packages add readers of their own through the entry point
group ``onrecord.readers``.
"""

from __future__ import annotations

from importlib.metadata import EntryPoint, entry_points

from onrecord.model import Reader
from onrecord.readers import citations, claims, comparisons, mentions, quantities, quotations, times, wording

READERS: tuple[Reader, ...] = (
    citations.read,
    times.read,
    quantities.read,
    mentions.read,
    quotations.read,
    claims.read,
    comparisons.read,
    wording.read,
)
"""Every reader in the order of its work: a later one may look at what the earlier ones found."""

PLUG_INS = "onrecord.readers"
"""The entry point group through which other packages add readers."""


def plug_ins() -> tuple[EntryPoint, ...]:
    """Return the readers that other packages offer, in the order of their names, not yet loaded."""
    return tuple(sorted(entry_points(group=PLUG_INS), key=lambda point: (point.name, point.value)))
