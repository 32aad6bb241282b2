"""How a result is written: whole, under a temporary name first, then renamed; or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from onrecord.errors import OutputError

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

PART = ".onrecord.part"
"""The ending of what is being written; hidden, and gone when it is whole."""

_ADVICE = {
    errno.ENOSPC: "the disk is full; free some space and run it again",
    errno.EDQUOT: "the disk quota is used up; free some space and run it again",
    errno.EACCES: "no permission to write there; choose another folder with -o",
    errno.EPERM: "no permission to write there; choose another folder with -o",
    errno.EROFS: "that file system is read-only; choose another folder with -o",
    errno.ENOTDIR: "a part of that path is a file, not a folder",
    errno.EEXIST: "a part of that path is a file, not a folder",
    errno.EISDIR: "that is a folder, not a file",
    errno.ENAMETOOLONG: "that name is too long for the file system",
}


def write(path: str | os.PathLike[str], data: bytes) -> None:
    """Write a file whole or not at all; raise OutputError, in one clear line, when it cannot be."""
    with writing(path) as temporary:
        temporary.write_bytes(data)


@contextmanager
def writing(path: str | os.PathLike[str]) -> Iterator[Path]:
    """Give a temporary path beside ``path``; what stands there is renamed to it at the end.

    The file is on disk before it gets its name. On any error the temporary file is gone and an
    older file of that name stands as it was. A link stays a link: what it leads to is written. A
    device or a pipe is written into, never replaced.
    """
    temporary: Path | None = None
    held: int | None = None
    try:
        device = _is_device(path)
        target = Path(path) if device else Path(os.path.realpath(path))
        folder = Path(tempfile.gettempdir()) if device else target.parent
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{target.name[:20]}.", suffix=PART, dir=folder)
        temporary = Path(name)
        held = _hold(handle)
        yield temporary
        if device:
            with temporary.open("rb") as made, target.open("wb") as out:
                shutil.copyfileobj(made, out)
        else:
            _settle(temporary, target)
    except OSError as error:
        reason = _ADVICE.get(error.errno or 0, error.strerror or str(error))
        raise OutputError(f"{os.fspath(path)}: not written: {reason}") from error
    except ValueError as error:
        if "null byte" not in str(error):
            raise
        raise OutputError(f"{os.fspath(path)!r}: not written: no file can have this name") from error
    finally:
        if held is not None:
            os.close(held)
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink()


def sweep(folder: str | os.PathLike[str]) -> None:
    """Remove what a killed run left half-written in a folder; what another run is writing now stays."""
    if fcntl is None:
        return
    with contextlib.suppress(OSError):
        for part in Path(folder).glob(f".*{PART}"):
            with contextlib.suppress(OSError):
                handle = os.open(part, os.O_RDWR | os.O_NOFOLLOW)
                try:
                    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    part.unlink()
                finally:
                    os.close(handle)


def _is_device(path: str | os.PathLike[str]) -> bool:
    there = Path(path)
    return there.exists() and not there.is_file() and not there.is_dir()


def _hold(handle: int) -> int | None:
    """Lock a temporary file while it is written, so that ``sweep`` can tell it from one that was left."""
    if fcntl is None:
        os.close(handle)
        return None
    with contextlib.suppress(OSError):  # a file system without locks
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    return handle


def _settle(temporary: Path, target: Path) -> None:
    """Bring the bytes to disk, give the file the usual mode, and rename it."""
    with temporary.open("rb") as file:
        os.fsync(file.fileno())
    mask = os.umask(0)
    os.umask(mask)
    temporary.chmod(0o666 & ~mask)
    temporary.replace(target)
