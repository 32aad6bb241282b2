"""Whether the store is what it says it is, and how its full-text index is made anew."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from onrecord.archive.store.facts import from_json
from onrecord.archive.store.faults import told
from onrecord.archive.store.schema import WORDS
from onrecord.archive.store.words import plain_words
from onrecord.errors import printable

if TYPE_CHECKING:
    from onrecord.archive.store.store import Store

_MOST = 20
"""How many faults of the database itself are told."""


def faults(store: Store) -> Iterator[str]:
    """Yield one line for each fault: of the database, of a document's text or facts, of the full-text index."""
    with told(store.folder):
        for (fault,) in store.connection.execute(f"PRAGMA integrity_check({_MOST})").fetchall():
            if fault != "ok":
                yield f"the database is damaged: {' '.join(fault.split())}"
    seen: set[int] = set()
    for number in store.numbers():
        seen.add(number)
        yield from _of_document(store, number)
    with told(store.folder):
        run = store.connection.execute
        kept = "SELECT count(*) FROM texts WHERE number NOT IN (SELECT number FROM documents)"
        if lost := run(kept).fetchone()[0]:
            yield f"{lost} texts belong to no document"
        found = {number for (number,) in run("SELECT id FROM words_docsize")}
    if found != seen:
        yield (
            f"the full-text index lacks {len(seen - found)} documents and has {len(found - seen)} too many; "
            "archive rebuild mends it"
        )
    yield from _of_words(store)


def _of_document(store: Store, number: int) -> Iterator[str]:
    with told(store.folder):
        row = store.connection.execute(
            "SELECT id, name, facts, length, data FROM documents LEFT JOIN texts USING (number) WHERE number = ?",
            (number,),
        ).fetchone()
    if row is None:
        return  # it was removed in the meantime
    id_, name, facts, length, data = row
    called = f"{printable(name or '')} ({id_[:19]})".strip()
    again = "remove it and add it again"
    if data is None:
        yield f"{called}: its text is gone; {again}"
    elif "sha256:" + hashlib.sha256(data).hexdigest() != id_:
        yield f"{called}: its text is not the one that was added; {again}"
    elif len(data.decode("utf-8", "surrogatepass")) != length:
        yield f"{called}: its text has not the length that is noted; {again}"
    try:
        from_json(facts)
    except (ValueError, TypeError):
        yield f"{called}: what was known about it cannot be read; {again}"


def _of_words(store: Store) -> Iterator[str]:
    if store.read_only:
        return
    try:
        with store.transaction() as connection:
            connection.execute("INSERT INTO words (words) VALUES ('integrity-check')")
    except Exception as error:
        if "damaged" not in str(error) and "malformed" not in str(error):
            raise
        yield "the full-text index is damaged; archive rebuild mends it"


def rebuild_words(store: Store) -> None:
    """Make the full-text index anew from the texts, whole or not at all."""
    with store.transaction() as connection:
        connection.execute("DROP TABLE IF EXISTS words")
        connection.execute(WORDS)
        for number in store.numbers():
            (data,) = connection.execute("SELECT data FROM texts WHERE number = ?", (number,)).fetchone() or (b"",)
            row = (number, plain_words(data.decode("utf-8", "replace" if _is_damaged(data) else "surrogatepass")))
            connection.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", row)


def _is_damaged(data: bytes) -> bool:
    try:
        data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return True
    return False
