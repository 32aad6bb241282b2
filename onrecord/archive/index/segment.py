"""A segment: the columns of some documents in one immutable, memory-mapped file with checksums."""

from __future__ import annotations

import hashlib
import json
import mmap
import zlib
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.archive.index import fold, light
from onrecord.archive.index.build import Built, Columns
from onrecord.archive.index.grams import Grams
from onrecord.archive.index.pairs import Pairs
from onrecord.archive.index.words import Array, Texts, Types
from onrecord.errors import OnrecordError
from onrecord.writing import writing

MAGIC = b"ONRECSEG"
FORMAT = 1
RECIPE = f"{fold.VERSION}, {light.VERSION}"
"""How words were made; a segment of another recipe cannot be searched."""

_ALIGN = 64
_PARTS: tuple[tuple[str, type[Any]], ...] = (("columns", Columns), ("pairs", Pairs), ("grams", Grams))


class IndexFault(OnrecordError):
    """A file of the index is damaged, missing, or of another version; ``archive rebuild`` makes it anew."""


class Segment:
    """Columns of some documents, as they stand on disk; ``dead``: 1 for each document that was removed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with _faults(path), path.open("rb") as file:
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self.header = _header(path, self._map)
        arrays = {name: self._array(*place[:3]) for name, place in self.header["arrays"].items()}
        made = [kind(**{f: arrays[f"{part}.{f}"] for f in kind._fields}) for part, kind in _PARTS]
        self.columns: Columns = made[0]
        self.pairs: Pairs = made[1]
        self.grams: Grams = made[2]
        self.dead = np.zeros(self.columns.number.size, np.uint8)

    @property
    def words(self) -> int:
        """How many words the segment holds."""
        return int(self.columns.token.size)

    def _array(self, dtype: str, offset: int, count: int) -> Array:
        return np.frombuffer(self._map, dtype, count, offset)

    def faults(self) -> list[str]:
        """Return one line for each column whose bytes are not what was written."""
        lines = []
        for name, (dtype, offset, count, crc) in self.header["arrays"].items():
            if zlib.crc32(self._map[offset : offset + count * np.dtype(dtype).itemsize]) != crc:
                lines.append(f"{self.path.name}: {name} is damaged; run: onrecord archive rebuild")
        return lines

    def word(self, begin: int = 0, end: int | None = None) -> Array:
        """Return the types of the words from begin to end."""
        columns = self.columns
        end = columns.token.size if end is None else end
        out = columns.token[begin:end].astype(np.uint32)
        low, high = np.searchsorted(columns.rare_at, (begin, end))
        out[columns.rare_at[low:high] - begin] = columns.rare[low:high]
        return out

    def places(self, document: int) -> tuple[Array, Array]:
        """Return start and length, in code points, of every word of a document (its place in the segment)."""
        begin, end = (int(x) for x in self.columns.first[document : document + 2])
        step, length = self.steps(begin, end)
        return np.cumsum(step, dtype=np.int64), length

    def steps(self, begin: int, end: int) -> tuple[Array, Array]:
        """Return step and length of the words from begin to end."""
        columns = self.columns
        step = columns.step[begin:end].astype(np.uint32)
        word = self.word(begin, end)
        length = columns.at[word + 1] - columns.at[word]
        low, high = np.searchsorted(columns.odd_at, (begin, end))
        odd = columns.odd_at[low:high] - begin
        step[odd], length[odd] = columns.odd_step[low:high], columns.odd_length[low:high]
        return step, length

    def texts(self, documents: Array) -> Texts:
        """Return the words of some documents, with steps for starts, to build another segment from."""
        first = self.columns.first.astype(np.int64)
        sizes = first[documents + 1] - first[documents]
        bounds = np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)])
        rows = np.repeat(first[documents] - bounds[:-1], sizes) + np.arange(int(bounds[-1]))
        step, length = self.steps(0, self.words)
        columns = self.columns
        unspaced = (columns.seed == 2).astype(np.uint8)
        types = Types(columns.hash, columns.at.astype(np.int64), columns.letters, unspaced)
        return Texts(self.word()[rows], step[rows], length[rows], bounds, types)


def joined(parts: list[Texts]) -> Texts:
    """Return the words of several segments over one vocabulary."""
    hashes, chosen, inverse = np.unique(
        np.concatenate([part.types.hash for part in parts]), return_index=True, return_inverse=True
    )
    lengths = np.concatenate([np.diff(part.types.at) for part in parts])[chosen]
    before = np.cumsum([0] + [part.types.letters.size for part in parts])
    begins = np.concatenate([part.types.at[:-1] + b for part, b in zip(parts, before, strict=False)])[chosen]
    at = np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)])
    letters = np.concatenate([part.types.letters for part in parts])
    taken = np.repeat(begins - at[:-1], lengths) + np.arange(int(at[-1]))
    unspaced = np.concatenate([part.types.unspaced for part in parts])[chosen]
    words, firsts, type_at, word_at = [], [np.zeros(1, np.int64)], 0, 0
    for part in parts:
        words.append(inverse[type_at + part.word.astype(np.int64)].astype(np.uint32))
        firsts.append(part.first[1:] + word_at)
        type_at += part.types.hash.size
        word_at += part.word.size
    return Texts(
        np.concatenate(words),
        np.concatenate([part.start for part in parts]),
        np.concatenate([part.length for part in parts]),
        np.concatenate(firsts),
        Types(hashes, at, letters[taken], unspaced),
    )


def write(folder: Path, built: Built) -> Path:
    """Write a segment whole or not at all; its name is a digest of its bytes. Return its path."""
    arrays: dict[str, list[Any]] = {}
    values: list[Array] = []
    at = 0
    for part, _kind in _PARTS:
        for field, value in getattr(built, part)._asdict().items():
            value = np.ascontiguousarray(value)
            data = value.view(np.uint8).reshape(-1)
            arrays[f"{part}.{field}"] = [value.dtype.str, at, int(value.size), zlib.crc32(data.data)]
            values.append(data)
            at = -(-(at + data.size) // _ALIGN) * _ALIGN
    header = {
        "format": FORMAT,
        "recipe": RECIPE,
        "documents": int(built.columns.number.size),
        "words": int(built.columns.token.size),
        "unindexed": built.unindexed,
        "arrays": arrays,
    }
    encoded = _encoded(header)
    path = folder / f"{hashlib.sha256(encoded).hexdigest()[:24]}.segment"
    if not path.exists():
        with writing(path) as temporary, temporary.open("r+b") as file:
            file.write(encoded)
            for (_dtype, offset, _count, _crc), data in zip(arrays.values(), values, strict=True):
                file.seek(len(encoded) + offset)
                file.write(data.data)
            file.truncate(len(encoded) + at)
    return path


def _encoded(header: dict[str, Any]) -> bytes:
    """Return magic, length and checksum of the header, and the header, filled up to whole lines of memory."""
    text = json.dumps(header, sort_keys=True, separators=(",", ":")).encode()
    text += b" " * (-(len(text) + 16) % _ALIGN)
    return MAGIC + len(text).to_bytes(4, "little") + zlib.crc32(text).to_bytes(4, "little") + text


def _header(path: Path, data: mmap.mmap) -> dict[str, Any]:
    length = int.from_bytes(data[8:12], "little")
    text = data[16 : 16 + length]
    if data[:8] != MAGIC or len(text) != length or zlib.crc32(text) != int.from_bytes(data[12:16], "little"):
        raise IndexFault(f"{path}: the head of this segment is damaged; run: onrecord archive rebuild")
    header: dict[str, Any] = json.loads(text)
    if header["format"] != FORMAT or header["recipe"] != RECIPE:
        raise IndexFault(f"{path}: this segment is of another version of onrecord; run: onrecord archive rebuild")
    end = 16 + length
    for name, (dtype, offset, count, crc) in header["arrays"].items():
        header["arrays"][name] = (dtype, end + offset, count, crc)
        if end + offset + count * np.dtype(dtype).itemsize > len(data):
            raise IndexFault(f"{path}: this segment is cut short; run: onrecord archive rebuild")
    return header


class _faults:  # noqa: N801
    """Say what is wrong with a file that cannot be opened."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, (OSError, ValueError)):
            reason = getattr(error, "strerror", None) or str(error)
            raise IndexFault(f"{self.path}: {reason}; run: onrecord archive rebuild") from error
