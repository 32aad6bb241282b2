"""What a command of ``onrecord archive`` prints, and what has become of it so far."""

from __future__ import annotations

import errno
import json
import os
import sys
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli.progress import Progress
from onrecord.errors import ArchiveError, OnrecordError, printable

if TYPE_CHECKING:
    from onrecord.archive import Archive
    from onrecord.archive.store import Added, Entry, Hit, Occurrence
    from onrecord.model import Document
    from onrecord.sources.blob import Blob


class Run:
    """One run of a command: what it prints, and what has become of it so far."""

    def __init__(self, *, quiet: bool = False) -> None:
        self.quiet = quiet
        self.shown = sys.stdout.isatty()
        self.came_out = 0
        self.left_out = 0
        self.progress = Progress(None, shown=False)

    def __enter__(self) -> Run:
        return self

    def __exit__(self, *_: object) -> None:
        self.progress.clear()

    def archive(self, folder: str, *, make: bool = False) -> Archive:
        """Open an archive; only what adds to it makes one."""
        from onrecord.archive import Archive
        from onrecord.archive.store import is_archive

        if not folder:
            raise click.UsageError("--archive names no folder.")
        if not make and not is_archive(folder):
            raise ArchiveError(f"{folder}: there is no archive; onrecord archive add makes one")
        return Archive(folder)

    def status(self) -> int:
        """Return the exit status of the run so far."""
        if not self.came_out:
            return 1
        return 3 if self.left_out else 0

    def miss(self, what: OnrecordError | str) -> None:
        """Name something that was left out, on standard error."""
        self.left_out += 1
        self.progress.clear()
        click.echo(f"onrecord: {what}", err=True)

    def fill(self, opened: Archive, lines: Generator[Added, None, None]) -> None:
        """Name each document as soon as it is on disk; when something stops it, what was named is kept."""
        try:
            with closing(lines):
                for added in lines:
                    self.progress.step()
                    self.added(opened, added)
            opened.close()
        except OnrecordError as error:
            opened.leave()
            self.miss(f"{error} (what was added is kept; run it again to go on)" if self.came_out else error)

    def blobs(self, sources: Iterable[str], known: dict[str, str]) -> Iterator[Blob]:
        """Yield what there is to load, with what was told about it."""
        import msgspec

        from onrecord.sources import blobs

        for source in sources:
            missed, found = self.left_out, False
            for blob in blobs(source, left_out=self.miss):
                found = True
                given = msgspec.structs.replace(blob.given, **known)
                yield msgspec.structs.replace(blob, given=given) if known else blob
            if not found and self.left_out == missed:
                self.miss(f"{printable(source)}: it holds no document")

    def documents(self, blobs: Iterator[Blob], workers: int) -> Iterator[Document]:
        """Yield the documents of blobs; what gives none is named on standard error."""
        from onrecord.batch import each
        from onrecord.sources import document
        from onrecord.sources.decoding import GUESSED

        with closing(each(document, blobs, workers=workers)) as outcomes:
            for outcome in outcomes:
                if outcome.result is None:
                    self.progress.step(left_out=True)
                    name, reason = printable(outcome.item.name), str(outcome.error)
                    self.miss(reason if reason.startswith(name) else f"{name}: {reason}")
                    continue
                for note in outcome.result.notes:
                    if GUESSED in note:
                        self.progress.clear()
                        click.echo(f"onrecord: {printable(outcome.item.name)}: {note}", err=True)
                yield outcome.result

    def added(self, opened: Archive, added: Added) -> None:
        """Name a document that is on disk now."""
        self.came_out += 1
        status = "known" if added.status == "known" else "added"
        earlier = opened.store.id_of(added.earlier) if added.earlier is not None else None
        name = added.name or added.id
        shown = f"{name} (a new version)" if earlier else name
        self.said(status, shown, id=added.id, name=added.name, version_of=earlier)

    def said(self, status: str, shown: str, **fields: object) -> None:
        """Write the line of something that was done: words on a terminal, else JSON."""
        if self.quiet and status != "fault":
            return
        self.progress.clear()
        if self.shown:
            self._write(lambda: click.echo(f"{status} {printable(shown)}"))
        else:
            self._write(lambda: click.echo(json.dumps({"status": status, **fields})))

    def line(self, fields: dict[str, object]) -> None:
        """Write one line of JSON."""
        click.echo(json.dumps(fields))

    def entry(self, entry: Entry) -> None:
        """Write the line of a document in a list."""
        if self.shown:
            facts = (entry.published or "undated", entry.name or entry.id[:19], entry.speaker or entry.organisation)
            click.echo(f"{entry.id[7:19]}  " + "  ".join(printable(fact) for fact in facts if fact))
        else:
            self.line(_entry(entry))

    def hit(self, hit: Hit) -> None:
        """Write a document that holds what was looked for."""
        if self.shown:
            click.echo(f"{printable(hit.entry.name or hit.entry.id)} ({hit.count} place{'s' if hit.count > 1 else ''})")
            click.echo("    " + " ".join(printable(" ".join(hit.text.split())).split()))
        else:
            places = {"count": hit.count, "spans": hit.spans, "snippet": {"span": hit.snippet, "text": hit.text}}
            self.line({"document": _entry(hit.entry), **places})

    def occurrence(self, found: Occurrence) -> None:
        """Write one place where it stands, with what is around."""
        if self.shown:
            before, words, after = (
                printable(" ".join(part.split())) for part in (found.before, found.words, found.after)
            )
            click.echo(
                f"{before[-50:]:>50} [{words}] {after[:50]}  {printable(found.entry.name or found.entry.id[7:19])}"
            )
        else:
            place = {"span": found.span, "before": found.before, "words": found.words, "after": found.after}
            self.line({"document": _entry(found.entry), **place})

    def _write(self, echo: Callable[[], None]) -> None:
        """Write to standard output; when nobody listens any more, the work goes on in silence."""
        try:
            echo()
            sys.stdout.flush()
        except OSError as error:
            if error.errno not in (errno.EPIPE, errno.EBADF):
                raise
            self.quiet = True
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _entry(entry: Entry) -> dict[str, object]:
    """Return an entry as it is printed; numbers are the archive's own affair."""
    fields = plain(entry)
    del fields["number"]
    return fields


def plain(value: Any) -> dict[str, Any]:
    """Return a noun as plain values, by the names of its fields."""
    import msgspec

    fields: dict[str, Any] = {name: getattr(value, name) for name in value.__struct_fields__}
    return {name: msgspec.to_builtins(part) for name, part in fields.items()}


def print_document(opened: Archive, entry: Entry, document: Document) -> None:
    """Print a document for people: what is known, the versions, the text."""
    known = {
        "id": entry.id,
        "name": entry.name,
        "title": document.title and document.title.value,
        "speaker": entry.speaker,
        "organisation": entry.organisation,
        "published": entry.published,
        "language": entry.language,
        "url": entry.url,
        "added": entry.added,
    }
    for label, value in known.items():
        if value:
            click.echo(f"{label:<13} {printable(value)}")
    for _, facts in opened.store.appearances(entry.number):
        click.echo(f"{'also':<13} {printable(facts.url or facts.name or 'without a name')}")
    versions = opened.versions(entry.id)
    for version in versions if len(versions) > 1 else ():
        this = " (this one)" if version.id == entry.id else ""
        click.echo(f"{'version':<13} {version.id[7:19]} added {version.added}{this}")
    click.echo()
    click.echo("\n".join(printable(line) for line in document.text.split("\n")))
