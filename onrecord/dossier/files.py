"""Dossiers of many documents: one rendering each, to a file of its own or back to the caller."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Literal

import msgspec

from onrecord.dossier import Dossier, dossier
from onrecord.errors import OutputError
from onrecord.sources import document
from onrecord.sources.blob import Blob
from onrecord.writing import write

Format = Literal["text", "json", "jsonl", "html", "annotations", "csv", "parquet"]

ENDINGS: dict[Format, str] = {
    "text": ".dossier.txt",
    "json": ".dossier.json",
    "jsonl": ".dossier.jsonl",
    "html": ".dossier.html",
    "annotations": ".annotations.jsonld",
    "csv": ".findings.csv",
    "parquet": ".findings.parquet",
}
_UNSAFE = re.compile(r"[^\w.()\[\]+,@=-]+")


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """One document to be read, the form its dossier takes, and where that goes (None: back)."""

    blob: Blob
    format: Format
    out: str | None = None
    width: int = 80
    colour: bool = False


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """What was made of one document; ``data`` is its rendering unless that went to a file."""

    id: str
    name: str
    data: bytes | None
    findings: int
    failures: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def make(job: Job) -> Made:
    """Load, read and render one document, and write it where the job says.

    Raises SourceError or MissingExtra when there is no document, OutputError when the rendering
    cannot be written.
    """
    made = dossier(document(job.blob))
    if job.out is not None and job.format == "parquet":
        made.to_parquet(job.out)
        data = None
    else:
        data = render(made, job)
        if job.out is not None:
            write(job.out, data)
            data = None
    return Made(
        id=made.document.id,
        name=made.document.name or job.blob.name,
        data=data,
        findings=len(made.reading),
        failures=tuple(f"{failure.reader}: {failure.error}" for failure in made.reading.failures),
        notes=made.document.notes,
    )


def render(made: Dossier, job: Job) -> bytes:
    """Return a dossier in the form that a job asks for."""
    if job.format == "json":
        text = made.to_json(indent=True) + "\n"
    elif job.format == "jsonl":
        text = made.to_json() + "\n"
    elif job.format == "html":
        text = made.to_html()
    elif job.format == "annotations":
        text = made.to_annotations()
    elif job.format == "csv":
        text = made.to_csv()
    elif job.format == "parquet":
        raise OutputError("a Parquet table goes to a file: name one with -o")
    else:
        text = made.to_text(width=job.width, colour=job.colour)
    return text.encode("utf-8", "replace")


class Names:
    """Give each document of a run a file name of its own in one folder, the same in every run."""

    def __init__(self, folder: Path, form: Format) -> None:
        self._folder = folder
        self._ending = ENDINGS[form]
        self._used: set[str] = set()

    def path(self, blob: Blob) -> Path:
        """Return where the dossier of a blob goes."""
        name = blob.name.split("://", 1)[-1]
        plain = _UNSAFE.sub("_", name).strip("._") or "document"
        mark = hashlib.sha256(blob.key.encode("utf-8", "surrogatepass")).hexdigest()[:8]
        if len(plain.encode()) > 150:
            plain = f"{plain[:48]}-{mark}"
        if plain.lower() in self._used:
            plain = f"{plain}-{mark}"
        while plain.lower() in self._used:  # the same source given again
            plain += "-again"
        self._used.add(plain.lower())
        return self._folder / f"{plain}{self._ending}"
