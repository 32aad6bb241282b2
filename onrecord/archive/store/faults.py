"""What SQLite and the operating system say, as one clear line that names the archive."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from onrecord.errors import ArchiveBusy, ArchiveError

BUSY = "another process is writing to it; try again when that has ended"
_DAMAGED = "the database is damaged; restore the folder from a copy, or import an export into a new folder"
_READ_ONLY = "it cannot be written to; change the folder's mode, or work on a copy"
_FULL = "the disk is full; free some space and run it again; what was reported is kept"

_SAID = {
    "SQLITE_FULL": _FULL,
    "SQLITE_READONLY": _READ_ONLY,
    "SQLITE_PERM": _READ_ONLY,
    "SQLITE_CANTOPEN": "its database could not be opened; check the folder's mode and that it is there",
    "SQLITE_NOTADB": "archive.sqlite is no SQLite database; name another folder",
    "SQLITE_CORRUPT": _DAMAGED,
    "SQLITE_IOERR": "the disk could not be written to or read from (it may be full); what was reported is kept",
    "SQLITE_TOOBIG": "a document is too large for the database; split it",
    "SQLITE_NOMEM": "there is not enough memory",
}

_SYSTEM = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: _FULL,
    errno.EACCES: _READ_ONLY,
    errno.EPERM: _READ_ONLY,
    errno.EROFS: _READ_ONLY,
    errno.ENOTDIR: "a part of that path is a file, not a folder",
    errno.EEXIST: "it is a file, not a folder",
    errno.ENAMETOOLONG: "that name is too long for the file system",
}


@contextmanager
def told(folder: Path) -> Iterator[None]:
    """Turn what goes wrong with an archive's files into an ArchiveError of one line."""
    try:
        yield
    except sqlite3.Error as error:
        name = (getattr(error, "sqlite_errorname", None) or "").split("_")
        key = "_".join(name[:2])
        if key in ("SQLITE_BUSY", "SQLITE_LOCKED"):
            raise ArchiveBusy(f"{folder}: {BUSY}") from error
        raise ArchiveError(f"{folder}: {_SAID.get(key) or ' '.join(str(error).split())}") from error
    except OSError as error:
        reason = _SYSTEM.get(error.errno or 0) or error.strerror or str(error)
        raise ArchiveError(f"{folder}: {reason}") from error
