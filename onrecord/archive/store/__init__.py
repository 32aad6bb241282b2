"""The store of an archive: SQLite, content-addressed, one writer and many readers."""

from onrecord.archive.store.facts import Facts
from onrecord.archive.store.holdings import Entry
from onrecord.archive.store.schema import is_archive
from onrecord.archive.store.search import Hit, Occurrence
from onrecord.archive.store.store import Added, Store

__all__ = ["Added", "Entry", "Facts", "Hit", "Occurrence", "Store", "is_archive"]
