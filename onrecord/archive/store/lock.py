"""One writer at a time: a lock that ends with the process that holds it, however that ends."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from onrecord.archive.store.faults import BUSY, told
from onrecord.archive.store.schema import LOCK
from onrecord.errors import ArchiveBusy


class Lock:
    """The right to write to an archive's folder; it may be taken again by the one who has it.

    An empty SQLite database, locked: the same on every system, and between threads as well.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._held = 0
        self._connection: sqlite3.Connection | None = None

    @property
    def held(self) -> bool:
        """Tell whether this one holds it."""
        return self._held > 0

    def take(self, wait: float) -> None:
        """Take it, within so many seconds; raise ArchiveBusy when another keeps it."""
        if not self._held:
            with told(self._folder):
                address = (self._folder / LOCK).resolve().as_uri() + "?mode=rwc"
                connection = sqlite3.connect(address, uri=True, timeout=wait, isolation_level=None)
                try:
                    connection.execute("BEGIN EXCLUSIVE")
                except sqlite3.OperationalError as error:
                    connection.close()
                    if getattr(error, "sqlite_errorname", "") == "SQLITE_BUSY":
                        raise ArchiveBusy(f"{self._folder}: {BUSY}") from error
                    raise
                self._connection = connection
        self._held += 1

    def give_back(self) -> None:
        """Give it back, once for each time that it was taken."""
        self._held -= 1
        if not self._held and self._connection is not None:
            self._connection.close()
            self._connection = None
