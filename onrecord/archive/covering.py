"""How the index keeps up with the store: it holds what the store holds, and nothing else.

The store is written first. Whatever happens between the two, the index catches up from the store.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from onrecord.archive.index import Index
from onrecord.archive.store import Store
from onrecord.errors import ArchiveBusy

State = tuple[int, int, int]
"""How many documents there are, the highest number, and the sum of the numbers."""


class Covering:
    """One store and the index beside it."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.index = Index(store.folder)
        self._covered: State | None = None
        self._seen: tuple[int, int] | None = None

    def lacking(self) -> tuple[list[int], list[int]]:
        """Return the numbers that the index lacks, and those that it has too many."""
        there, indexed = self.store.numbers(), set(self.index.numbers())
        return [number for number in there if number not in indexed], sorted(indexed.difference(there))

    def catch_up(self, *, wait: float) -> int:
        """Bring the index up to the store, if there is anything to do; return how many documents it still lacks.

        That is none unless another process is writing, or the archive can only be read.
        """
        if self._is_covered():
            return 0
        if self.store.read_only:
            return len(self.lacking()[0])
        try:
            with self.store.writing(wait=wait):
                missing, surplus = self.lacking()
                if surplus:
                    self.index.remove(surplus)
                if missing:
                    self.index.add(self._texts(missing))
                return 0
        except ArchiveBusy:
            return len(self.lacking()[0])

    def rebuild(self) -> int:
        """Make the index anew; return how many documents it holds."""
        with self.store.writing():
            self.index.clear()
            return self.index.add(self._texts(self.store.numbers()))

    def _texts(self, numbers: Iterable[int]) -> Iterator[tuple[int, str]]:
        return self.store.texts(numbers)

    def _is_covered(self) -> bool:
        """Tell, at once where nothing was written since, whether both hold the same documents."""
        seen = self.store.changes()
        if seen != self._seen or self._covered is None:
            self._covered, self._seen = self.store.state(), seen
        return self._covered == self._indexed()

    def _indexed(self) -> State:
        count = highest = total = 0
        for segment in self.index.segments:
            numbers = segment.columns.number[segment.dead == 0]
            if numbers.size:
                count += int(numbers.size)
                highest = max(highest, int(numbers.max()))
                total += int(numbers.sum())
        return count, highest, total
