"""The store: what comes in and goes out, whole or not at all."""

from __future__ import annotations

import datetime
import hashlib
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import msgspec

from onrecord.archive.store import schema
from onrecord.archive.store.facts import Facts, facts_of, place_of, plain, to_json, value_of
from onrecord.archive.store.faults import told
from onrecord.archive.store.holdings import PREFIX, Holdings
from onrecord.archive.store.lock import Lock
from onrecord.archive.store.soundness import rebuild_words
from onrecord.archive.store.words import plain_words
from onrecord.contract import encode
from onrecord.errors import ArchiveError
from onrecord.model import Document, Reading, Record


class Added(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a document: ``added``, ``known``, or ``version`` of the one with number ``earlier``."""

    status: Literal["added", "known", "version"]
    number: int
    id: str
    name: str | None
    earlier: int | None = None


class Store(Holdings):
    """The documents of one archive, in ``folder/archive.sqlite``.

    Opening makes the folder and the database where there are none. One process writes at a time,
    any number read meanwhile; each sees whole transactions only. To be used from one thread.
    """

    def __init__(self, folder: str | Path) -> None:
        connection, read_only = schema.connect(Path(folder))
        super().__init__(Path(folder), connection, read_only=read_only)
        self._lock = Lock(self.folder)

    def close(self) -> None:
        """Close the database."""
        with told(self.folder):
            self.connection.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def writing(self, *, wait: float = schema.WAIT) -> Iterator[None]:
        """Hold the right to write, for the index too; raise ArchiveBusy when another keeps it.

        It may be asked for again inside. It begins no transaction: see ``transaction``.
        """
        if self.read_only:
            raise ArchiveError(f"{self.folder}: it cannot be written to; change the folder's mode, or work on a copy")
        self._lock.take(wait)
        try:
            yield
        finally:
            self._lock.give_back()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Do all of what stands inside, or nothing; it is on disk at the end."""
        if self.connection.in_transaction:
            yield self.connection  # a part of one that has begun
            return
        with self.writing(), told(self.folder):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection
                self.connection.execute("COMMIT")
            except BaseException:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise

    def script(self, sql: str) -> None:
        """Run the statements by which another room makes its own tables; each must say IF NOT EXISTS.

        Where all are there, nothing is written, and it works on an archive that can only be read.
        """
        with told(self.folder):
            for statement in _statements(sql):
                self.connection.execute(statement)

    def add(self, document: Document) -> Added:
        """Put one document on record; it is on disk when this returns."""
        return self.add_many([document])[0]

    def add_many(self, documents: Iterable[Document], *, added: Sequence[str] = ()) -> list[Added]:
        """Put documents on record, all or none; return what became of each, in their order.

        A text that is there already adds no document; what is known of it in another place is kept
        as a further appearance. ``added`` says when, of documents that come from an export.
        """
        now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
        with self.transaction():
            return [self._add(document, added[n] if n < len(added) else now) for n, document in enumerate(documents)]

    def _add(self, document: Document, when: str) -> Added:
        facts, place = facts_of(document), place_of(document)
        told_of = to_json(facts)
        run = self.connection.execute
        there = run("SELECT number, facts FROM documents WHERE id = ? AND removed IS NULL", (document.id,)).fetchone()
        if there is not None:
            number, first = there
            if first != told_of:
                row = (number, place, plain(document.name) if document.name else None, told_of, when)
                run("INSERT OR IGNORE INTO appearances VALUES (?, ?, ?, ?, ?)", row)
            return Added(status="known", number=number, id=document.id, name=document.name)
        earlier = self._latest_at(place)
        number = self._insert(document, facts, place, told_of, when)
        status: Literal["added", "version"] = "added" if earlier is None else "version"
        return Added(status=status, number=number, id=document.id, name=document.name, earlier=earlier)

    def _insert(self, document: Document, facts: Facts, place: str | None, told_of: str, when: str) -> int:
        row = (
            document.id,
            place,
            plain(document.name) if document.name is not None else None,
            plain(document.url) if document.url is not None else None,
            value_of(facts.published),
            value_of(facts.speaker),
            value_of(facts.organisation),
            plain(document.language) if document.language is not None else None,
            plain(document.media_type),
            when,
            len(document.text),
            told_of,
        )
        run = self.connection.execute
        number = run(
            "INSERT INTO documents (id, place, name, url, published, speaker, organisation, language, media_type, "
            "added, length, facts) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            row,
        ).lastrowid
        assert number is not None
        run("INSERT INTO texts VALUES (?, ?)", (number, document.text.encode("utf-8", "surrogatepass")))
        run("INSERT INTO words (rowid, text) VALUES (?, ?)", (number, plain_words(document.text)))
        return number

    def _latest_at(self, place: str | None) -> int | None:
        if place is None:
            return None
        numbers = self.connection.execute("SELECT number FROM standing WHERE place = ?", (place,)).fetchall()
        return max((number for (number,) in numbers), default=None)

    def remove(self, numbers: Iterable[int]) -> list[int]:
        """Take documents off the record; their words are gone at once, their texts at the next merge.

        Return the numbers that were there.
        """
        when = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
        gone = []
        with self.transaction() as connection:
            damaged = False
            for number in numbers:
                update = "UPDATE documents SET removed = ? WHERE number = ? AND removed IS NULL"
                if connection.execute(update, (when, number)).rowcount:
                    damaged = not self._forget_words(number) or damaged
                    gone.append(number)
            if damaged:
                rebuild_words(self)
        return gone

    def _forget_words(self, number: int) -> bool:
        """Take a text's words out of the full-text index; tell whether it was still the text that went in."""
        run = self.connection.execute
        row = run("SELECT id, data FROM documents JOIN texts USING (number) WHERE number = ?", (number,)).fetchone()
        if row is None or PREFIX + hashlib.sha256(row[1]).hexdigest() != row[0]:
            return False
        words = plain_words(row[1].decode("utf-8", "surrogatepass"))
        run("INSERT INTO words (words, rowid, text) VALUES ('delete', ?, ?)", (number, words))
        return True

    def merge(self) -> int:
        """Delete what was removed for good, and bring the database in order; return how many were deleted."""
        with self.transaction() as connection:
            gone = connection.execute("SELECT number FROM documents WHERE removed IS NOT NULL").fetchall()
            for table in ("texts", "appearances", "readings", "documents"):
                connection.executemany(f"DELETE FROM {table} WHERE number = ?", gone)  # noqa: S608
            connection.execute("INSERT INTO words (words) VALUES ('optimize')")
        with self.writing(), told(self.folder):
            self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return len(gone)

    def keep(self, reading: Reading) -> None:
        """Keep the reading of a document that is on record, in the place of an older one."""
        self.keep_json(self.find(reading.document.id).number, encode(reading, Record()))

    def keep_json(self, number: int, data: bytes) -> None:
        """Keep a reading that is in the JSON contract already."""
        with self.transaction() as connection:
            connection.execute("INSERT OR REPLACE INTO readings VALUES (?, ?)", (number, zlib.compress(data, 3)))


def _statements(sql: str) -> Iterator[str]:
    begun = ""
    for part in sql.split(";"):
        begun += part + ";"
        if begun.strip() != ";" and sqlite3.complete_statement(begun):
            yield begun
            begun = ""
