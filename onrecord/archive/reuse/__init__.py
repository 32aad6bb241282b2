"""Reuse: where the words of a text stand elsewhere in the index."""

from onrecord.archive.reuse.search import Capped, Findings, Found, Part, search
from onrecord.archive.reuse.spread import Link, spread

__all__ = ["Capped", "Findings", "Found", "Link", "Part", "search", "spread"]
