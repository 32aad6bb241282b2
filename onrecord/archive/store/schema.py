"""The tables of an archive, and how its database is opened: made new, as it is, or read only.

Numbers of documents are never used twice: the index and its tombstones go by them.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from onrecord.archive.store.faults import told
from onrecord.errors import ArchiveError

FILE = "archive.sqlite"
LOCK = "archive.lock"
OURS = (FILE, LOCK, f"{FILE}-wal", f"{FILE}-shm", f"{FILE}-journal", f"{LOCK}-journal", "index", "factchecks")
"""What an archive's folder may hold before there is a whole database in it."""

VERSION = 1
"""The schema's version; an archive of a higher one is refused, one of a lower one is brought up."""

APPLICATION = 0x6F6E7263
"""“onrc”: what tells our databases from all others."""

WAIT = 5.0
"""Seconds that a writer waits for another one before it gives up."""

_CACHE = -32_000  # KiB

_TABLES = """
CREATE TABLE documents (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL,
    place TEXT,
    name TEXT,
    url TEXT,
    published TEXT,
    speaker TEXT,
    organisation TEXT,
    language TEXT,
    media_type TEXT NOT NULL,
    added TEXT NOT NULL,
    length INTEGER NOT NULL,
    facts TEXT NOT NULL,
    removed TEXT
);
CREATE UNIQUE INDEX documents_id ON documents (id) WHERE removed IS NULL;
CREATE INDEX documents_place ON documents (place) WHERE place IS NOT NULL;
CREATE INDEX documents_name ON documents (name) WHERE name IS NOT NULL;
CREATE INDEX documents_there ON documents (number) WHERE removed IS NULL;
CREATE INDEX documents_removed ON documents (number) WHERE removed IS NOT NULL;
CREATE TABLE texts (number INTEGER PRIMARY KEY, data BLOB NOT NULL);
CREATE TABLE appearances (
    number INTEGER NOT NULL,
    place TEXT,
    name TEXT,
    facts TEXT NOT NULL,
    added TEXT NOT NULL,
    PRIMARY KEY (number, facts)
) WITHOUT ROWID;
CREATE INDEX appearances_place ON appearances (place) WHERE place IS NOT NULL;
CREATE INDEX appearances_name ON appearances (name) WHERE name IS NOT NULL;
CREATE TABLE readings (number INTEGER PRIMARY KEY, data BLOB NOT NULL);
CREATE VIEW listed AS
    SELECT number, id, name, url, published, speaker, organisation, language, media_type, added, length
    FROM documents WHERE removed IS NULL;
CREATE VIEW standing AS
    SELECT number, place, name FROM documents WHERE removed IS NULL
    UNION ALL
    SELECT appearances.number, appearances.place, appearances.name
    FROM appearances JOIN documents ON documents.number = appearances.number WHERE documents.removed IS NULL;
"""

WORDS = "CREATE VIRTUAL TABLE words USING fts5 (text, content='', tokenize='ascii')"
"""The full-text index: words that are folded already, and no second copy of the texts."""


def connect(folder: Path) -> tuple[sqlite3.Connection, bool]:
    """Open the database of a folder, making both where there are none; tell whether it can only be read.

    Raises ArchiveError, in one line, when the folder is none of ours or from a newer onrecord.
    """
    with told(folder):
        path = folder / FILE
        if not path.exists():
            _make_folder(folder)
        connection, read_only = _opened(path)
        try:
            _check(connection, folder, read_only=read_only)
        except BaseException:
            connection.close()
            raise
        return connection, read_only


def is_archive(folder: str | Path) -> bool:
    """Tell whether there is an archive in a folder, as far as names tell."""
    try:
        return (Path(folder) / FILE).exists()
    except (OSError, ValueError):
        return False


def _make_folder(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    others = next((path.name for path in folder.iterdir() if path.name not in OURS), None)
    if others is not None:
        raise ArchiveError(
            f"{folder}: it is no archive and holds other files ({others}); name an archive, or a new or empty folder"
        )


def _opened(path: Path) -> tuple[sqlite3.Connection, bool]:
    """Return a connection that can write; one that can only read where nothing can be written."""
    try:
        connection = _connection(path, "mode=rwc")
        connection.execute("PRAGMA journal_mode = WAL")
        # A commit is on disk before it is reported, also when the power goes.
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(f"PRAGMA cache_size = {_CACHE}")
        connection.execute("PRAGMA secure_delete = FAST")  # what was removed is not left between the pages
        return connection, False
    except sqlite3.OperationalError as error:
        name = getattr(error, "sqlite_errorname", None) or ""
        if not path.exists() or not name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
            raise
    try:
        connection = _connection(path, "mode=ro")
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except sqlite3.OperationalError:
        # WAL needs a file beside the database even to read, unless it is promised that nobody writes.
        connection = _connection(path, "mode=ro&immutable=1")
    return connection, True


def _connection(path: Path, mode: str) -> sqlite3.Connection:
    address = f"{path.resolve().as_uri()}?{mode}"
    return sqlite3.connect(address, uri=True, timeout=WAIT, isolation_level=None, cached_statements=256)


def _check(connection: sqlite3.Connection, folder: Path, *, read_only: bool) -> None:
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    application: int = connection.execute("PRAGMA application_id").fetchone()[0]
    tables: int = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    if tables and application != APPLICATION:
        raise ArchiveError(f"{folder}: its {FILE} was made by another program; name another folder")
    if version > VERSION:
        raise ArchiveError(
            f"{folder}: it was made by a newer onrecord (version {version} of its tables; this one knows {VERSION}); "
            "update onrecord"
        )
    if version == VERSION:
        return
    if read_only:
        raise ArchiveError(f"{folder}: there is no archive in it yet, and it cannot be written to")
    _make(connection, folder)


def _make(connection: sqlite3.Connection, folder: Path) -> None:
    """Make the tables, all or none; another process may have done it in the meantime."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        if connection.execute("PRAGMA user_version").fetchone()[0] == 0:
            for statement in (*_TABLES.split(";\n"), WORDS):
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION}")
            connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute("COMMIT")
    except BaseException as error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        if "no such module" in str(error):
            raise ArchiveError(f"{folder}: this Python's SQLite has no full-text search (FTS5); use another") from error
        raise
