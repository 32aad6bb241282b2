"""The files of a folder: all of them, in order, each once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from onrecord.errors import NotFound, Unreadable
from onrecord.sources.blob import Blob, LeftOut, fault, shown
from onrecord.sources.sniff import suffix


def folder_blobs(folder: Path, left_out: LeftOut) -> Iterator[Blob]:
    """Yield the files below a folder, sorted by name; names count from the folder.

    Hidden files and folders are passed over. A folder that several links lead to is read once, so
    that links in a circle end.
    """
    seen: set[tuple[int, int]] = set()
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        name = shown(path.relative_to(folder).as_posix() if path != folder else folder.name or str(folder))
        try:
            if path.is_dir():
                status = path.stat()
                if (status.st_dev, status.st_ino) not in seen:
                    seen.add((status.st_dev, status.st_ino))
                    waiting += _inside(path)
                continue
            if path.is_symlink() and not path.exists():
                left_out(NotFound(name, "it is a link to a file that is not there; repair or remove it"))
                continue
        except OSError as error:
            left_out(fault(name, error))
            continue
        yield Blob(key=file_key(path), name=name, path=str(path))


def _inside(folder: Path) -> list[Path]:
    """Return what stands in a folder, last name first, so that the first is taken from the end."""
    with os.scandir(folder) as entries:
        names = sorted((entry.name for entry in entries if not entry.name.startswith(".")), reverse=True)
    return [folder / name for name in names]


def file_key(path: Path) -> str:
    """Return the key of a file: its absolute path, in characters that can be written anywhere."""
    return os.path.abspath(path).encode("utf-8", "backslashreplace").decode()  # noqa: PTH100  (it also folds "..")


def unknown_type(name: str) -> Unreadable:
    """Return why a file found in a folder is not read, though a file of that kind could be named by itself."""
    return Unreadable(
        name, f"files ending in {suffix(name)} are not read from a folder; name the file itself to read it as text"
    )
