"""The index as a whole: adding, removing and merging documents."""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Collection, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.archive.index import segment as segments
from onrecord.archive.index.build import from_texts, from_words
from onrecord.archive.index.segment import IndexFault, Segment
from onrecord.writing import sweep, write

FORMAT = 1

DOCUMENTS, LETTERS = 32_768, 48_000_000
"""A segment is full at so many documents or code points (about 8 million words)."""

TIER = 4
"""So many segments of about one size are merged into one."""


class Index:
    """The segments in ``folder/index``; a missing folder is an empty index.

    One process writes at a time (the store sees to that); any number reads. Texts are numbered by
    the caller; a number stands for one text for ever.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = Path(folder) / "index"
        self._segments: list[Segment] = []
        self._removed: frozenset[int] = frozenset()
        self._seen: tuple[int, ...] | None = None

    # --- reading -------------------------------------------------------------------------------

    @property
    def segments(self) -> list[Segment]:
        """The segments as the manifest names them now."""
        self._refresh()
        return self._segments

    @property
    def words(self) -> int:
        """How many words the index holds, those of removed documents included until a merge."""
        return sum(segment.words for segment in self.segments)

    def numbers(self) -> Collection[int]:
        """Return the numbers of the documents in the index."""
        found: set[int] = set()
        for segment in self.segments:
            found.update(segment.columns.number[segment.dead == 0].tolist())
        return found

    def size(self) -> int:
        """Return how many bytes the index takes on disk."""
        return sum(segment.path.stat().st_size for segment in self.segments)

    def verify(self) -> list[str]:
        """Return one line for each fault: a file missing, damaged, or of another version."""
        try:
            named = self._manifest()["segments"]
        except IndexFault as error:
            return [str(error)]
        lines: list[str] = []
        for name in named:
            try:
                lines += Segment(self.folder / name).faults()
            except IndexFault as error:
                lines.append(str(error))
        return lines

    def _refresh(self) -> None:
        """Open what the manifest names, when it has changed."""
        for attempt in range(3):
            try:
                status = self._path.stat()
                seen: tuple[int, ...] | None = (status.st_mtime_ns, status.st_size, status.st_ino)
            except OSError:
                seen = None
            if seen == self._seen and (seen is not None or not self._segments):
                return
            try:
                self._open()
            except IndexFault:
                if attempt == 2:  # not just another process that merged in between
                    raise
                continue
            self._seen = seen
            return

    def _open(self) -> None:
        manifest = self._manifest()
        held = {segment.path.name: segment for segment in self._segments}
        opened = [held.get(name) or Segment(self.folder / name) for name in manifest["segments"]]
        removed = np.array(manifest["removed"], np.int64)
        for segment in opened:
            segment.dead = np.isin(segment.columns.number, removed).astype(np.uint8)
        self._segments, self._removed = opened, frozenset(manifest["removed"])

    @property
    def _path(self) -> Path:
        return self.folder / "manifest.json"

    def _manifest(self) -> dict[str, Any]:
        try:
            data = self._path.read_bytes()
        except FileNotFoundError:
            return {"segments": [], "removed": []}
        except OSError as error:
            raise IndexFault(f"{self._path}: {error.strerror}") from error
        line, _, rest = data.partition(b"\n")
        try:
            manifest: dict[str, Any] = json.loads(line)
            sound = zlib.crc32(line) == int(rest)
        except ValueError:
            sound = False
        if not sound:
            raise IndexFault(f"{self._path}: the manifest is damaged; run: onrecord archive rebuild")
        if manifest["format"] != FORMAT:
            raise IndexFault(f"{self._path}: made by another version of onrecord; run: onrecord archive rebuild")
        return manifest

    # --- writing -------------------------------------------------------------------------------

    def add(self, documents: Iterable[tuple[int, str]], *, workers: int | None = None) -> int:
        """Add texts under their numbers; return how many. What is in the index already is passed over."""
        known = set(self.numbers()) | self._removed
        self.folder.mkdir(parents=True, exist_ok=True)
        sweep(self.folder)
        count = 0
        paths = [segment.path for segment in self.segments]
        workers = workers or min(2, os.cpu_count() or 1)
        with ThreadPoolExecutor(workers) as pool:
            waiting: list[Future[Path]] = []
            for numbers, texts in _groups(documents, known, workers):
                count += len(numbers)
                waiting.append(pool.submit(self._made, numbers, texts))
                if len(waiting) > workers:
                    paths.append(waiting.pop(0).result())
            paths += [future.result() for future in waiting]
        if count:
            self._commit(list(dict.fromkeys(paths)), self._removed)
            self._settle()
        return count

    def remove(self, numbers: Iterable[int]) -> None:
        """Take documents out of all results; their words go at the next merge."""
        gone = set(numbers) & set(self.numbers())
        if gone:
            self._commit([segment.path for segment in self.segments], self._removed | gone)

    def merge(self) -> None:
        """Write all segments anew, documents in the order of their numbers, removed ones left out.

        The bytes depend only on the documents, not on the order in which they came.
        """
        held = self.segments
        rows = [(int(n), s, d) for s, segment in enumerate(held) for d, n in enumerate(segment.columns.number)]
        alive = sorted((n, s, d) for n, s, d in rows if not held[s].dead[d])
        paths = []
        for group in _filled(alive, held):
            paths.append(self._merged([(held[s], d) for _n, s, d in group]))
        self._commit(paths, frozenset())

    def clear(self) -> None:
        """Make the index empty, damaged or not."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._segments, self._removed = [], frozenset()
        self._commit([], frozenset())

    def _made(self, numbers: list[int], texts: list[str]) -> Path:
        return segments.write(self.folder, from_texts(numbers, texts))

    def _merged(self, rows: list[tuple[Segment, int]]) -> Path:
        """Write one segment of documents that stand in several; they keep the order given."""
        sources = list(dict.fromkeys(segment for segment, _d in rows))
        numbers = np.array([segment.columns.number[d] for segment, d in rows], np.int64)
        parts = [segment.texts(np.array([d for other, d in rows if other is segment], np.int64)) for segment in sources]
        texts = segments.joined(parts)
        place: dict[tuple[int, int], int] = {}
        for segment in sources:
            for d in (d for other, d in rows if other is segment):
                place[id(segment), d] = len(place)
        order = np.array([place[id(segment), d] for segment, d in rows], np.int64)
        sizes = np.diff(texts.first)[order]
        first = np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)])
        taken = np.repeat(texts.first[order] - first[:-1], sizes) + np.arange(int(first[-1]))
        texts = texts._replace(
            word=texts.word[taken], start=texts.start[taken], length=texts.length[taken], first=first
        )
        return segments.write(self.folder, from_words(numbers, texts))

    def _settle(self) -> None:
        """Merge segments of about one size as long as there are many of them."""
        while True:
            tiers: dict[int, list[Segment]] = {}
            for segment in self.segments:
                if segment.words * TIER <= LETTERS // 6 and segment.columns.number.size * TIER <= DOCUMENTS:
                    tiers.setdefault(int(np.log2(segment.words + 64)) // 2, []).append(segment)
            many = [tier for _size, tier in sorted(tiers.items()) if len(tier) >= TIER]
            if not many:
                return
            rows = [(s, d) for s in many[0] for d in range(s.columns.number.size) if not s.dead[d]]
            rows.sort(key=lambda row: int(row[0].columns.number[row[1]]))
            kept = [segment.path for segment in self.segments if segment not in many[0]]
            gone = {int(n) for s in many[0] for n in s.columns.number[s.dead == 1]}
            self._commit(kept + ([self._merged(rows)] if rows else []), self._removed - gone)

    def _commit(self, paths: list[Path], removed: frozenset[int]) -> None:
        """Write the manifest, then drop the files that it no longer names."""
        names = sorted(path.name for path in paths)
        manifest = {"format": FORMAT, "segments": names, "removed": sorted(removed)}
        line = json.dumps(manifest, separators=(",", ":")).encode()
        write(self._path, line + b"\n" + str(zlib.crc32(line)).encode() + b"\n")
        self._seen = None
        self._refresh()
        for path in self.folder.glob("*.segment"):
            if path.name not in names:
                path.unlink(missing_ok=True)


def _groups(
    documents: Iterable[tuple[int, str]], known: set[int], workers: int
) -> Iterator[tuple[list[int], list[str]]]:
    """Yield documents for one segment each; what is less than a full one is shared between the workers."""
    numbers: list[int] = []
    texts: list[str] = []
    size = 0
    for number, text in documents:
        if number in known:
            continue
        known.add(number)
        numbers.append(number)
        texts.append(text)
        size += len(text)
        if size >= LETTERS or len(numbers) >= DOCUMENTS:
            yield numbers, texts
            numbers, texts, size = [], [], 0
    if numbers:
        yield numbers, texts


def _filled(rows: list[tuple[int, int, int]], held: list[Segment]) -> Iterator[list[tuple[int, int, int]]]:
    """Yield documents in groups that make a full segment."""
    group: list[tuple[int, int, int]] = []
    words = 0
    firsts = [segment.columns.first.astype(np.int64) for segment in held]
    for row in rows:
        group.append(row)
        words += int(firsts[row[1]][row[2] + 1] - firsts[row[1]][row[2]])
        if words * 6 >= LETTERS or len(group) >= DOCUMENTS:
            yield group
            group, words = [], 0
    if group:
        yield group
