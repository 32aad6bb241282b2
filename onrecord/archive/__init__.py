"""The archive: a folder that holds statements for years, and says where else their words stand.

``Archive`` is thin: each of its rooms (``store``, ``index``, ``reuse``, ``passages``, ``factchecks``)
is imported by the first method that needs it.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from onrecord.errors import ArchiveError
from onrecord.model import Document, Reading

if TYPE_CHECKING:
    import builtins

    from onrecord.archive.covering import Covering
    from onrecord.archive.index import Index
    from onrecord.archive.store import Added, Entry, Hit, Occurrence, Store
    from onrecord.archive.store.transfer import Line

ENCODER = "ONRECORD_ENCODER"
"""The environment variable that names the folder of an encoder, where the call does not."""

WAIT = 5.0
"""Seconds that are waited for another process that writes."""

FULL = 32_768
"""So many new documents make a segment of the index."""

__all__ = ["Archive", "Counts"]


class Counts(msgspec.Struct, kw_only=True):
    """How many documents came in new, how many of them as a new version, how many were known or left out."""

    added: int = 0
    versions: int = 0
    known: int = 0
    left_out: int = 0

    def take(self, added: Added) -> None:
        """Count one document."""
        self.known += added.status == "known"
        self.added += added.status != "known"
        self.versions += added.status == "version"


class Archive:
    """An archive in a folder, which is made on first use.

    ``encoder`` is the folder of a sentence encoder, by default what ``ONRECORD_ENCODER`` names; none
    is needed. One process writes at a time, any number read. Every method raises ArchiveError, in
    one line, when the folder cannot be used. It is to be used from one thread, and closed.
    """

    def __init__(self, path: str | PathLike[str], *, encoder: str | PathLike[str] | None = None) -> None:
        self.folder = Path(path)
        named = encoder if encoder is not None else os.environ.get(ENCODER) or None
        self.encoder = Path(named) if named is not None else None
        self._unindexed = 0

    def __repr__(self) -> str:
        return f"Archive({str(self.folder)!r})"

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self.close()
        else:
            self.leave()

    def __len__(self) -> int:
        """Return how many documents there are."""
        return len(self.store)

    def __bool__(self) -> bool:
        """Tell that there is an archive, also when it is empty."""
        return True

    @cached_property
    def store(self) -> Store:
        """The documents; opened, and made, on first use."""
        from onrecord.archive.store import Store

        return Store(self.folder)

    @cached_property
    def _covering(self) -> Covering:
        from onrecord.archive.covering import Covering

        return Covering(self.store)

    @property
    def index(self) -> Index:
        """The index, brought up to the store as far as that can be done now.

        Documents that it still lacks, since another process is writing or nothing can be written
        here, are not searched: a warning says how many.
        """
        lacking = self._covering.catch_up(wait=0.5)
        self._unindexed = 0
        if lacking:
            warnings.warn(
                f"{self.folder}: {lacking} documents are not in the index yet and are not searched; "
                "another process is writing, or the folder cannot be written to",
                stacklevel=3,
            )
        return self._covering.index

    def close(self) -> None:
        """Bring the index up to the store, when this archive was written to, and close the files.

        What is asked of it afterwards opens it again.
        """
        try:
            if self._unindexed:
                self._covering.catch_up(wait=WAIT)
        finally:
            self.leave()

    def leave(self) -> None:
        """Close the files, and leave it to the next one who writes to bring the index up to the store."""
        self._unindexed = 0
        self.__dict__.pop("_covering", None)
        if "store" in self.__dict__:
            self.__dict__.pop("store").close()

    # What comes in and goes out

    def add(self, documents: Document | Iterable[Document]) -> Counts:
        """Put documents on record and return how many were new and how many known.

        What was added when the call is broken off stays, and is known in the next one.
        """
        counts = Counts()
        with closing(self.adding([documents] if isinstance(documents, Document) else documents)) as lines:
            for added in lines:
                counts.take(added)
        return counts

    def adding(self, documents: Iterable[Document]) -> Generator[Added, None, None]:
        """Put documents on record and yield what became of each as soon as it is on disk.

        It holds the right to write until it ends or is closed.
        """
        from onrecord.archive.store.batches import batches

        with self.store.writing(wait=WAIT):
            for batch in batches(documents):
                yield from self._came(self.store.add_many(batch))
                if self._unindexed >= FULL:
                    self._covering.catch_up(wait=WAIT)
                    self._unindexed = 0

    def importing(self, lines: Iterable[Line]) -> Generator[Added, None, None]:
        """Put lines of an export on record and yield what became of each, as ``adding`` does."""
        from onrecord.archive.store.transfer import bring
        from onrecord.batch import chunks

        with self.store.writing(wait=WAIT):
            for batch in chunks(lines, 500):
                yield from self._came(bring(self.store, batch))

    def _came(self, came: builtins.list[Added]) -> builtins.list[Added]:
        self._unindexed += sum(added.status != "known" for added in came)
        return came

    def remove(self, *keys: str) -> builtins.list[Entry]:
        """Take documents off the record, each named by its id, the beginning of it, its name or its address.

        They are found no more; at the next ``merge`` they are gone from the disk. Returns what they were.
        Raises NotInArchive, and removes nothing, when one is not there or a name is several documents'.
        """
        with self.store.writing():
            entries = list({entry.number: entry for entry in map(self.store.find, keys)}.values())
            self.store.remove(entry.number for entry in entries)
            self._unindexed += len(entries)
        return entries

    def keep(self, reading: Reading) -> None:
        """Keep a reading beside its document, which is added if need be."""
        with self.store.writing():
            self.add(reading.document)
            self.store.keep(reading)

    def export(self, path: str | PathLike[str]) -> int:
        """Write the archive as JSON Lines, gzipped when the name ends in ``.gz``; return how many documents.

        ``import_`` gives the same archive back. The file is written whole or not at all.
        """
        from onrecord.archive.store.transfer import write

        return write(self.store, path)

    def import_(self, path: str | PathLike[str], *, left_out: Callable[[str], object] | None = None) -> Counts:
        """Put what ``export`` wrote on record; what is there already is known.

        A line that is damaged is handed to ``left_out`` with its number; without it, it raises ArchiveError.
        """
        counts = Counts()

        def missed(reason: str) -> None:
            counts.left_out += 1
            if left_out is None:
                raise ArchiveError(reason)
            left_out(reason)

        from onrecord.archive.store.transfer import read

        with closing(self.importing(read(path, missed))) as lines:
            for added in lines:
                counts.take(added)
        return counts

    # What is there

    def list(self) -> Iterator[Entry]:
        """Yield what is on record, one entry a document, in the order in which they were added."""
        return self.store.entries()

    def entry(self, key: str) -> Entry:
        """Return the entry of an id, the beginning of one, a name or an address; of versions the last."""
        return self.store.find(key)

    def show(self, key: str) -> Document:
        """Return a document exactly as it was added."""
        return self.store.document(self.store.find(key).number)

    def versions(self, key: str) -> builtins.list[Entry]:
        """Return the documents that stand, or stood, in one place, oldest first."""
        return self.store.versions(self.store.find(key).number)

    def reading(self, key: str) -> Reading | None:
        """Return the reading that was kept of a document, None when there is none."""
        return self.store.reading(self.store.find(key).number)

    def search(self, query: str, *, limit: int = 20) -> builtins.list[Hit]:
        """Return the documents that hold some words, best first, with every place and a snippet.

        All ``words`` must be there; ``"words side by side"`` in that order; ``begin*`` is any word
        that begins so; ``-word`` must not be there. Case and accents make no difference.
        """
        from onrecord.archive.store.search import search

        return search(self.store, query, limit=limit)

    def in_context(self, query: str, *, width: int = 60) -> Iterator[Occurrence]:
        """Yield each place where a word or phrase of the query stands, with ``width`` code points on both sides."""
        from onrecord.archive.store.search import in_context

        return in_context(self.store, query, width=width)

    # Keeping it sound

    def verify(self) -> builtins.list[str]:
        """Return one line for each fault of the store, of the index, and between the two; none when all is sound.

        An index that is merely behind, after a run that was killed, is brought up to the store first.
        """
        from onrecord.archive.store.soundness import faults

        of_index = self._covering.index.verify()
        if not of_index:
            self._covering.catch_up(wait=0.5)  # what a killed run left to do is no fault
            self._unindexed = 0
        found = [*faults(self.store), *of_index]
        if not of_index:
            missing, surplus = self._covering.lacking()
            if missing or surplus:
                found.append(
                    f"the index lacks {len(missing)} documents and has {len(surplus)} too many; "
                    "the next writing mends it, and so does archive rebuild"
                )
        return found

    def rebuild(self) -> int:
        """Make the index and the full-text index anew from the store; return how many documents they hold."""
        from onrecord.archive.store.soundness import rebuild_words

        with self.store.writing(wait=WAIT):
            rebuild_words(self.store)
            self._unindexed = 0
            return self._covering.rebuild()

    def merge(self) -> int:
        """Delete for good what was removed, and bring store and index in order; return how many were deleted."""
        with self.store.writing(wait=WAIT):
            gone = self.store.merge()
            self._covering.catch_up(wait=WAIT)
            self._covering.index.merge()
            self._unindexed = 0
        return gone
