"""What the store holds: documents by number, id, name and place; to be read while others write."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from onrecord.archive.store.facts import Facts, document_of, from_json, plain
from onrecord.archive.store.faults import told
from onrecord.contract import decode
from onrecord.errors import ArchiveError, NotInArchive
from onrecord.model import Document, Reading


class Entry(msgspec.Struct, frozen=True):
    """A document of the store, as a list shows it; ``length`` is in code points, ``added`` in UTC (ISO 8601)."""

    number: int
    id: str
    name: str | None
    url: str | None
    published: str | None
    speaker: str | None
    organisation: str | None
    language: str | None
    media_type: str
    added: str
    length: int


PREFIX = "sha256:"
"""What every id begins with."""


class Holdings:
    """The documents of one archive, as one connection to its database sees them."""

    def __init__(self, folder: Path, connection: sqlite3.Connection, *, read_only: bool) -> None:
        self.folder = folder
        self.connection = connection
        self.read_only = read_only

    def __len__(self) -> int:
        """Return how many documents there are."""
        count: int = self._rows("SELECT count(*) FROM documents WHERE removed IS NULL")[0][0]
        return count

    @contextmanager
    def snapshot(self) -> Iterator[sqlite3.Connection]:
        """Read one state of the archive, whatever others write meanwhile; to be short."""
        with told(self.folder):
            inside = self.connection.in_transaction
            if not inside:
                self.connection.execute("BEGIN")
            try:
                yield self.connection
            finally:
                if not inside and self.connection.in_transaction:
                    self.connection.execute("COMMIT")

    def reading(self, number: int) -> Reading | None:
        """Return the reading that is kept of a document, None when there is none."""
        data = self.reading_json(number)
        return decode(data)[0] if data is not None else None

    def reading_json(self, number: int) -> bytes | None:
        """Return the same in the JSON contract."""
        rows = self._rows("SELECT data FROM readings WHERE number = ?", (number,))
        return zlib.decompress(rows[0][0]) if rows else None

    def text(self, number: int, *, removed: bool = False) -> str:
        """Return the text of a document; of one that was removed only when asked for, until the next merge."""
        rows = self._rows("SELECT data, removed FROM texts JOIN documents USING (number) WHERE number = ?", (number,))
        if not rows or (rows[0][1] is not None and not removed):
            raise NotInArchive(f"{self.folder}: it holds no document number {number}")
        data: bytes = rows[0][0]
        try:
            return data.decode("utf-8", "surrogatepass")
        except UnicodeDecodeError as error:
            raise ArchiveError(
                f"{self.folder}: the text of document {number} is damaged; archive verify names it"
            ) from error

    def texts(self, numbers: Iterable[int]) -> Iterator[tuple[int, str]]:
        """Yield numbers and texts, as the index takes them."""
        for number in numbers:
            yield number, self.text(number)

    def numbers(self) -> list[int]:
        """Return the numbers of all documents, in order."""
        return [
            number for (number,) in self._rows("SELECT number FROM documents WHERE removed IS NULL ORDER BY number")
        ]

    def state(self) -> tuple[int, int, int]:
        """Return how many documents there are, the highest number, and the sum of the numbers."""
        rows = self._rows("SELECT count(*), max(number), sum(number) FROM documents WHERE removed IS NULL")
        return rows[0][0], rows[0][1] or 0, rows[0][2] or 0

    def changes(self) -> tuple[int, int]:
        """Return what changes whenever this or another process has written."""
        return self._rows("PRAGMA data_version")[0][0], self.connection.total_changes

    def entry(self, number: int) -> Entry:
        """Return what a list shows of a document."""
        rows = self._rows("SELECT * FROM listed WHERE number = ?", (number,))
        if not rows:
            raise NotInArchive(f"{self.folder}: it holds no document number {number}")
        return Entry(*rows[0])

    def id_of(self, number: int) -> str | None:
        """Return the id of a document, None when it is not there."""
        rows = self._rows("SELECT id FROM documents WHERE number = ? AND removed IS NULL", (number,))
        return rows[0][0] if rows else None

    def entries(self) -> Iterator[Entry]:
        """Yield what a list shows of each document, in the order in which they were added."""
        last = 0
        page = "SELECT * FROM listed WHERE number > ? ORDER BY number LIMIT 1000"
        while rows := self._rows(page, (last,)):
            for row in rows:
                yield Entry(*row)
            last = rows[-1][0]

    def facts(self, number: int) -> Facts:
        """Return what is known about a document beside its text."""
        rows = self._rows("SELECT facts FROM documents WHERE number = ? AND removed IS NULL", (number,))
        if not rows:
            raise NotInArchive(f"{self.folder}: it holds no document number {number}")
        return from_json(rows[0][0])

    def document(self, number: int) -> Document:
        """Return the document as it was added."""
        return document_of(self.text(number), self.facts(number))

    def appearances(self, number: int) -> list[tuple[str, Facts]]:
        """Return the further places where a document's text was met: when, and what was known there."""
        rows = self._rows("SELECT added, facts FROM appearances WHERE number = ? ORDER BY added, facts", (number,))
        return [(added, from_json(facts)) for added, facts in rows]

    def versions(self, number: int) -> list[Entry]:
        """Return the documents that stand, or stood, in a document's place, itself among them, oldest first."""
        rows = self._rows("SELECT place FROM documents WHERE number = ?", (number,))
        if not rows or rows[0][0] is None:
            return [self.entry(number)]
        found = self._rows("SELECT number FROM standing WHERE place = ?", (rows[0][0],))
        return [self.entry(n) for n in sorted({number, *(n for (n,) in found)})]

    def find(self, key: str) -> Entry:
        """Return the document of an id, of the beginning of one that fits no other, or of a name or address.

        Of several versions under one name it is the last. Raises NotInArchive when there is none,
        or more than one.
        """
        numbers, several = self._of_id(key)
        if not numbers:
            numbers, several = self._of_name(key)
        if not numbers:
            raise NotInArchive(f"{self.folder}: it holds no document {key}; archive list names them")
        if several:
            ids = ", ".join(self.entry(number).id[: len(PREFIX) + 12] for number in numbers[:3])
            raise NotInArchive(f"{self.folder}: {key} names more than one document ({ids} …); name one by its id")
        return self.entry(numbers[-1])

    def _of_id(self, key: str) -> tuple[list[int], bool]:
        begun = key if key.startswith(PREFIX) else PREFIX + key
        digits = begun[len(PREFIX) :]
        if not (4 <= len(digits) <= 64) or set(digits) - set("0123456789abcdef"):
            return [], False
        query = "SELECT number FROM documents WHERE id >= ? AND id < ? AND removed IS NULL LIMIT 4"
        numbers = [number for (number,) in self._rows(query, (begun, begun + "g"))]
        return numbers, len(numbers) > 1

    def _of_name(self, key: str) -> tuple[list[int], bool]:
        """Return the documents of a name or address, and whether they are more than versions of one."""
        name = plain(key)
        rows = self._rows("SELECT number, place FROM standing WHERE name = ?", (name,))
        rows += self._rows("SELECT number, place FROM standing WHERE place = ?", ("url " + name.split("#", 1)[0],))
        numbers, places = sorted({number for number, _ in rows}), {place for _, place in rows}
        return numbers, len(numbers) > 1 and (len(places) > 1 or None in places)

    def _rows(self, query: str, values: tuple[object, ...] = ()) -> list[tuple[Any, ...]]:
        with told(self.folder):
            return self.connection.execute(query, values).fetchall()
