"""How many documents are read: shard by shard, in several processes, in a run that can be resumed.

A shard is ``shard-000012.jsonl``: one dossier a line, in the JSON contract. Beside it lies
``shard-000012.keys`` with the keys of its documents; it is written first, so that a shard that is
there is always known whole. A run that was stopped at any moment leaves whole shards only.

Each key has a stamp beside it, of the source and of what was told about it. A run that is resumed
reads again what has another stamp now, into a new shard, and takes the old line out at its end.
"""

from __future__ import annotations

import hashlib
import os
import re
import warnings
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from os import PathLike
from pathlib import Path

import msgspec

from onrecord.batch import Outcome, chunks, each
from onrecord.contract import encode
from onrecord.errors import OnrecordError, OutputError
from onrecord.model import Document, Record
from onrecord.reading import read
from onrecord.sources import blobs, document
from onrecord.sources.blob import Blob
from onrecord.writing import sweep, writing

SHARD = 64
"""How many documents a shard holds: what a stopped run may have to do again."""

_NAME = re.compile(r"shard-(\d{6,})\.jsonl")


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one document: ``read``, ``known`` (read in an earlier run) or ``left_out``."""

    status: str
    key: str
    name: str
    id: str | None = None
    out: str | None = None
    reason: str | None = None
    failures: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class Counts(msgspec.Struct, kw_only=True):
    """How many documents were read, were known already, and were left out."""

    read: int = 0
    known: int = 0
    left_out: int = 0


class _Known(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A line of a ``.keys`` file: a document in the shard, and what it was read from."""

    key: str
    stamp: str = ""
    id: str | None = None
    out: str | None = None


class _Shard(msgspec.Struct, frozen=True):
    """One unit of work: the shard's path without its ending, and what goes into it."""

    stem: str
    items: tuple[Blob | Document, ...]


def read_many(
    documents: Iterable[Document | Blob | str | PathLike[str]],
    to: str | PathLike[str],
    *,
    workers: int = 1,
    resume: bool = False,
    left_out: Callable[[str], object] | None = None,
) -> Counts:
    """Read documents, or what the named sources hold, into shards of JSON Lines in a folder.

    ``workers`` is the number of processes (a script that asks for more than one guards its entry
    with ``if __name__ == "__main__":``). ``resume`` goes on where an earlier run into the same
    folder stopped. Each document that gives no reading is handed to ``left_out`` in one line; by
    default it becomes a warning. A source that has changed since, or of which something else is told,
    is read again, and its older reading goes. Raises OutputError when the folder cannot be written.
    """
    tell = left_out or (lambda message: warnings.warn(message, stacklevel=2))
    counts = Counts()
    for line in shard_lines(_items(documents, tell, counts), to, workers=workers, resume=resume):
        setattr(counts, line.status, getattr(counts, line.status) + 1)
        if line.status == "left_out":
            tell(line.reason or line.name)
    return counts


def shard_lines(
    items: Iterable[Document | Blob], to: str | PathLike[str], *, workers: int = 1, resume: bool = False
) -> Generator[Line, None, None]:
    """Read items into shards and yield a Line for each as soon as its shard is on disk."""
    folder = Path(to)
    first = _first(folder, resume=resume)
    done = _tidied(folder) if resume else {}
    news = _News(items, done)
    shards = (_Shard(str(folder / f"shard-{first + n:06d}"), chunk) for n, chunk in enumerate(chunks(news, SHARD)))
    try:
        with closing(each(_read_shard, shards, workers=workers)) as outcomes:
            for outcome in outcomes:
                yield from news.known()
                for line in outcome.result if outcome.result is not None else _rescued(outcome, workers):
                    yield line
                    yield from news.became(line)
        yield from news.known()
        if resume and news.renewed:
            _tidied(folder)
    finally:
        if workers > 1:
            sweep(folder)  # of what a process that was killed left there


class _News:
    """The items that are to be read: each key once. Of the others it knows what became of them."""

    def __init__(self, items: Iterable[Document | Blob], done: dict[str, _Known]) -> None:
        self._items = items
        self._done = done
        self._now: set[str] = set()
        self.renewed = False
        self._failed: dict[str, str | None] = {}
        self._taken: dict[str, list[str]] = {}
        self._lines: list[Line] = []

    def __iter__(self) -> Iterator[Document | Blob]:
        for item in self._items:
            key = key_of(item)
            if key in self._failed or key in self._now or self._is_done(key, item):
                self._lines.append(self._again(key, _name(item)))
            elif key in self._taken:
                self._taken[key].append(_name(item))
            else:
                self._taken[key] = []
                yield item

    def _is_done(self, key: str, item: Document | Blob) -> bool:
        known = self._done.get(key)
        if known is None or key in self._taken:
            return False
        same = known.stamp == stamp_of(item)
        self.renewed = self.renewed or not same
        return same

    def known(self) -> Iterator[Line]:
        """Yield the lines of items met so far that need not be read."""
        lines, self._lines = self._lines, []
        yield from lines

    def became(self, line: Line) -> Iterator[Line]:
        """Take note of what became of an item; yield the same for those given again since."""
        if line.status == "left_out":
            self._failed[line.key] = line.reason
        else:
            self._now.add(line.key)
            self._done[line.key] = _Known(key=line.key, id=line.id, out=line.out)
        for name in self._taken.pop(line.key, ()):
            yield self._again(line.key, name)

    def _again(self, key: str, name: str) -> Line:
        if key in self._failed:
            return Line(status="left_out", key=key, name=name, reason=self._failed[key])
        known = self._done[key]
        return Line(status="known", key=key, name=name, id=known.id, out=known.out)


def key_of(item: Document | Blob) -> str:
    """Return what tells one item of a run from all others, and is the same in the next run."""
    return item.key if isinstance(item, Blob) else f"{item.id} {item.name or ''}"


def stamp_of(item: Document | Blob) -> str:
    """Return what tells an item from what stood in its place before: its source, and what is told about it.

    Of a file it is the size and the time of the last change, of anything else the content.
    """
    if isinstance(item, Document):
        told = (item.language, item.title, item.speaker, item.office, item.organisation, item.published, item.url)
        return _hash(repr(told).encode("utf-8", "backslashreplace"))
    given = msgspec.json.encode(msgspec.to_builtins(item.given))
    what = f"{item.media_type} {item.charset} {item.origin} ".encode("utf-8", "backslashreplace") + given
    if item.path is None:
        return _hash(what + b" " + item.read())
    try:
        status = os.stat(item.path)  # noqa: PTH116
    except (OSError, ValueError):
        return ""  # reading it will say why
    return _hash(what + f" {status.st_size} {status.st_mtime_ns}".encode())


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:32]


def _rescued(outcome: Outcome[_Shard, list[Line]], workers: int) -> Iterator[Line]:
    """When a whole shard failed, read its documents one by one, each into a shard of its own."""
    shard = outcome.item
    if outcome.fatal:
        raise OutputError(outcome.error)
    if len(shard.items) == 1 or workers <= 1:
        for item in shard.items:
            reason = outcome.error or "it gave no reading"
            yield Line(status="left_out", key=key_of(item), name=_name(item), reason=f"{_name(item)}: {reason}")
        return
    folder, number = Path(shard.stem).parent, int(Path(shard.stem).name.removeprefix("shard-"))
    # 7 digits: beside the run's own numbers and never among them.
    singles = (_Shard(str(folder / f"shard-{number:06d}{n:03d}"), (item,)) for n, item in enumerate(shard.items))
    for single in each(_read_shard, singles, workers=workers):
        yield from single.result if single.result is not None else _rescued(single, 1)


def _read_shard(shard: _Shard) -> list[Line]:
    """Read the documents of one shard and write it; runs in a worker."""
    lines: list[Line] = []
    stamps: list[str] = []
    out = f"{shard.stem}.jsonl"
    with writing(out) as temporary:
        with temporary.open("wb") as file:
            for item in shard.items:
                key, name = key_of(item), _name(item)
                stamp = stamp_of(item)  # before it is read: a later change then gives another one
                try:
                    found = item if isinstance(item, Document) else document(item)
                    reading = read(found)
                    file.write(encode(reading, Record()) + b"\n")
                except OSError:
                    raise
                except OnrecordError as error:
                    lines.append(Line(status="left_out", key=key, name=name, reason=str(error)))
                except MemoryError:
                    reason = f"{name}: there is not enough memory to read it; split it, or use fewer --workers"
                    lines.append(Line(status="left_out", key=key, name=name, reason=reason))
                except Exception as error:
                    reason = f"{name}: {type(error).__name__}: {' '.join(str(error).split())[:300]}"
                    lines.append(Line(status="left_out", key=key, name=name, reason=reason))
                else:
                    failures = tuple(f"{failure.reader}: {failure.error}" for failure in reading.failures)
                    name = found.name or name
                    made = Line(status="read", key=key, name=name, id=found.id, out=out)
                    lines.append(msgspec.structs.replace(made, failures=failures, notes=found.notes))
                    stamps.append(stamp)
        there = [x for x in lines if x.status == "read"]
        _write_keys(
            Path(out), [_Known(key=x.key, stamp=stamp, id=x.id) for x, stamp in zip(there, stamps, strict=True)]
        )
    return lines


def _first(folder: Path, *, resume: bool) -> int:
    """Return the number of the first shard that a run adds to a folder."""
    shards = _shards(folder)
    if shards and not resume:
        raise OutputError(f"{folder}: it holds shards of an earlier run; add --resume to go on, or name another folder")
    if resume:
        sweep(folder)
    return max(map(_number, shards), default=-1) + 1


def _tidied(folder: Path) -> dict[str, _Known]:
    """Return what a folder's shards hold; of a document that was read again, the older lines are taken out."""
    done: dict[str, _Known] = {}
    for path in sorted(_shards(folder), key=lambda path: (_number(path), path.name), reverse=True):
        there = _keys(path)
        kept = [n for n, known in enumerate(there) if known.key not in done]
        if len(kept) < len(there):
            lines = path.read_bytes().splitlines(keepends=True)
            if len(lines) == len(there):  # else a run was stopped right here, and they are out already
                with writing(path) as temporary:
                    temporary.write_bytes(b"".join(lines[n] for n in kept))
            _write_keys(path, [there[n] for n in kept])
        done.update((there[n].key, msgspec.structs.replace(there[n], out=str(path))) for n in kept)
    return done


def _shards(folder: Path) -> list[Path]:
    return [path for path in _listed(folder) if _NAME.fullmatch(path.name)]


def _number(path: Path) -> int:
    """Return the number of a shard; one of a single document has three digits more than its shard had."""
    digits = path.stem.removeprefix("shard-")
    return int(digits[:-3] if len(digits) > 8 else digits)


def _keys(shard: Path) -> list[_Known]:
    """Return the keys beside a shard; those of an older onrecord have no stamp, and fit nothing."""
    path = shard.with_suffix(".keys")
    if not path.exists():
        return []
    found = (msgspec.json.decode(line, type=_Known | str) for line in path.read_bytes().splitlines())
    return [known if isinstance(known, _Known) else _Known(key=known) for known in found]


def _write_keys(shard: Path, known: Iterable[_Known]) -> None:
    with writing(shard.with_suffix(".keys")) as keys:
        keys.write_bytes(b"".join(msgspec.json.encode(one) + b"\n" for one in known))


def _listed(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir()) if folder.exists() else []
    except OSError as error:
        raise OutputError(f"{folder}: it could not be looked into: {error.strerror or error}") from error


def _items(
    documents: Iterable[Document | Blob | str | PathLike[str]], tell: Callable[[str], object], counts: Counts
) -> Iterator[Document | Blob]:
    def missed(error: OnrecordError) -> None:
        counts.left_out += 1
        tell(str(error))

    for item in documents:
        if isinstance(item, Document | Blob):
            yield item
        else:
            yield from blobs(item, left_out=missed)


def _name(item: Document | Blob) -> str:
    return item.name or item.id[:19] if isinstance(item, Document) else item.name
