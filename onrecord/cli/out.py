"""Where the results go, and in which form: what ``-f`` and ``-o`` say together."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from onrecord.dossier.files import Format
    from onrecord.sources.blob import Blob

FORMATS = ("text", "json", "jsonl", "html", "annotations", "csv", "parquet")
SUFFIXES = {
    ".txt": "text",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".html": "html",
    ".htm": "html",
    ".jsonld": "annotations",
    ".csv": "csv",
    ".parquet": "parquet",
}


def form_of(form: str | None, out: str | None) -> Format:
    """Return the form that was asked for, or that the ending of the file names, or text.

    An ending that names none is wrong usage: what was meant cannot be known.
    """
    if form is None and out is not None and not _is_folder(out):
        ending = Path(out).suffix.lower()
        if ending and ending not in SUFFIXES and not Path(out).exists():
            known = ", ".join(SUFFIXES)
            raise click.UsageError(f"{out}: the ending {ending} names no form: use one of {known}, or say it with -f.")
        form = SUFFIXES.get(ending)
    return form or "text"  # type: ignore[return-value]


def check_folder(out: str | None, form: Format, *, resume: bool) -> None:
    """Refuse, as wrong usage, what many documents cannot be written to."""
    if out is None:
        if form in ("html", "annotations", "csv", "parquet"):
            raise click.UsageError(f"Many documents as {form} go to a folder: name one with -o.")
        if resume:
            raise click.UsageError("--resume needs the folder of the earlier run: name it with -o.")
    elif os.path.isfile(out):  # noqa: PTH113
        raise click.UsageError(f"{out} is a file, and there are many documents: name a folder with -o.")
    elif not _is_folder(out) and Path(out).suffix.lower() in SUFFIXES:
        raise click.UsageError(
            f"{out} looks like a file, and there are many documents: name a folder with -o ({out}{os.sep} is one)."
        )


def is_current(out: Path, blob: Blob) -> bool:
    """Tell whether a dossier is there and no older than the file that its document stands in."""
    try:
        made = out.stat().st_mtime_ns
        # A document inside a container has the key of that file, with its own number behind it.
        source = blob.path or blob.key.rsplit("#", 1)[0]
        if not blob.path and not os.path.isfile(source):  # noqa: PTH113
            return True  # from an address or standard input: it has no time
        # The second of the two also moves when another file is put in the place of the first.
        status = Path(source).stat()
        return max(status.st_mtime_ns, status.st_ctime_ns if os.name == "posix" else 0) <= made
    except (OSError, ValueError):
        return False  # reading or writing it will say why


def _is_folder(out: str) -> bool:
    return out.endswith(("/", os.sep)) or os.path.isdir(out)  # noqa: PTH112
