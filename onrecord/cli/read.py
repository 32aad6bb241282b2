"""``onrecord read``: the dossier of one statement, or of many."""

from __future__ import annotations

import errno
import json
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli.ahead import ahead_of
from onrecord.cli.options import about, told
from onrecord.cli.out import FORMATS, check_folder, form_of, is_current
from onrecord.cli.progress import Progress
from onrecord.errors import OnrecordError, OutputError, printable
from onrecord.writing import sweep

if TYPE_CHECKING:
    from onrecord.batch import Outcome
    from onrecord.dossier.files import Format, Job, Made
    from onrecord.sources.blob import Blob


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="FILE|DIR|URL|- ...")
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="Form of the dossier; else by the ending of OUT; else text.",
)
@click.option(
    "-o", "--out", metavar="OUT", help="File for one document, folder for many. Without it, or as -: standard output."
)
@click.option("--workers", type=click.IntRange(1, 256), default=1, show_default=True, help="Processes that read.")
@click.option(
    "--resume",
    is_flag=True,
    help="Go on where an earlier run into the same folder stopped; what has changed since is read again.",
)
@about
@click.option("--no-color", is_flag=True, help="No colour; NO_COLOR does the same.")
@click.option("-q", "--quiet", is_flag=True, help="No progress and no line a document.")
@click.option("-v", "--verbose", is_flag=True, help="Say how each text was got, too.")
def read(sources: tuple[str, ...], form: str | None, out: str | None, **options: Any) -> int:
    """Read statements and print their dossiers, or write them with -o.

    \b
    Sources: text, HTML, PDF, DOCX; folders; web addresses; WARC, RSS and Atom, tables of documents
    (JSON Lines, CSV, Parquet with a column "text"); "-" is standard input. Only an address given
    here opens the network.

    \b
    onrecord read op-ed.txt
    onrecord read op-ed.html -o op-ed.dossier.html
    onrecord read speeches/ -f jsonl -o readings/ --workers 2
    """
    if out == "":
        raise click.UsageError("-o names no file: leave it away to get the dossier on standard output.")
    out = None if out == "-" else out
    run = _Run(form=form_of(form, out), out=out, options=options)
    head = list(islice(run.blobs(sources), 2))
    many = len(head) > 1 or any(os.path.isdir(source) for source in sources if source != "-")  # noqa: PTH112
    if head:
        if many:
            run.many(chain(head, run.rest))
        else:
            run.one(iter(head))
    return run.status()


class _Run:
    """One run of the command: what to make, and what has become of it so far."""

    def __init__(self, *, form: Format, out: str | None, options: dict[str, Any]) -> None:
        self.form = form
        self.out = out
        self.workers: int = options["workers"]
        self.resume: bool = options["resume"]
        self.quiet: bool = options["quiet"]
        self.verbose: bool = options["verbose"]
        self.colour = sys.stdout.isatty() and not options["no_color"] and not os.environ.get("NO_COLOR")
        self.told = told(options)
        self.progress = Progress(None, shown=False)
        self.came_out = 0
        self.left_out = 0
        self.rest: Iterator[Blob] = iter(())

    def status(self) -> int:
        """Return the exit status of the run so far."""
        if not self.came_out:
            return 1
        return 3 if self.left_out else 0

    def blobs(self, sources: Iterable[str]) -> Iterator[Blob]:
        """Yield what there is to read; what is not there is named on standard error."""
        self.rest = self._blobs(sources)
        return self.rest

    def _blobs(self, sources: Iterable[str]) -> Iterator[Blob]:
        import msgspec

        from onrecord.sources import blobs

        for source in sources:
            missed, found = self.left_out, False
            try:
                for blob in blobs(source, left_out=self.miss):
                    found = True
                    if self.told:
                        given = msgspec.structs.replace(blob.given, **self.told)
                        yield msgspec.structs.replace(blob, given=given)
                    else:
                        yield blob
            except OnrecordError as error:
                self.miss(error)
            if not found and self.left_out == missed:
                self.miss(f"{printable(source)}: it holds no document")

    def miss(self, what: OnrecordError | str) -> None:
        """Name something that was left out, on standard error."""
        self.left_out += 1
        self.progress.clear()
        click.echo(f"onrecord: {what}", err=True)

    def remark(self, name: str, failures: tuple[str, ...], notes: tuple[str, ...] = ()) -> None:
        """Name the readers that stopped, in one line; say what was guessed and, with -v, how the text was got."""
        if failures:
            self.miss(f"{printable(name)}: {_gathered(failures)}")
        from onrecord.sources.decoding import GUESSED

        for note in notes:
            if self.verbose or GUESSED in note:
                self.progress.clear()
                click.echo(f"onrecord: {printable(name)}: {note}", err=True)

    def one(self, blobs: Iterator[Blob]) -> None:
        """Make the one dossier, on standard output or in the file that was named."""
        from onrecord.dossier.files import Job, Names, make

        blob = next(blobs)
        out = self.out
        if out is not None and (out.endswith(("/", os.sep)) or os.path.isdir(out)):  # noqa: PTH112
            out = str(Names(Path(out), self.form).path(blob))
        if out is not None and blob.path is not None and _same_file(out, blob.path):
            raise click.UsageError(f"{out} is the statement itself: name another file with -o.")
        if self.form == "parquet" and out is None:
            raise click.UsageError("A Parquet table goes to a file: name one with -o.")
        width = min(shutil.get_terminal_size().columns, 100)
        try:
            made = make(Job(blob=blob, format=self.form, out=out, width=width, colour=self.colour))
        except OutputError:
            raise
        except OnrecordError as error:
            self.miss(error)
            return
        self.came_out += 1
        if made.data is not None:
            _print(made.data)
        elif not self.quiet:
            click.echo(f"wrote {printable(str(out))}", err=True)
        self.remark(made.name, made.failures, made.notes)

    def many(self, blobs: Iterator[Blob]) -> None:
        """Make the dossiers of many documents, each as soon as it is ready."""
        check_folder(self.out, self.form, resume=self.resume)
        ahead, total = ahead_of(blobs)
        with Progress(total, shown=not self.quiet) as self.progress:
            try:
                if self.out is not None and self.form == "jsonl":
                    self._to_shards(ahead, self.out)
                else:
                    self._to_files(ahead)
            except OutputError as error:
                kept = " (stopped; what was finished is kept, --resume goes on)" if self.came_out else ""
                self.miss(f"{error}{kept}")
            finally:
                if self.out is not None and (self.workers > 1 or self.resume):
                    sweep(self.out)  # of what a process that was killed left there

    def _to_shards(self, blobs: Iterator[Blob], out: str) -> None:
        from onrecord.shards import shard_lines

        with closing(shard_lines(blobs, out, workers=self.workers, resume=self.resume)) as found:
            for line in found:
                if line.status == "left_out":
                    self.progress.step(left_out=True)
                    self.miss(line.reason or line.name)
                    continue
                self.came_out += 1
                self.progress.step()
                self._line(line.status, line.name, line.out, line.id)
                self.remark(line.name, line.failures, line.notes)

    def _to_files(self, blobs: Iterator[Blob]) -> None:
        from onrecord.batch import each
        from onrecord.dossier.files import make

        with closing(each(make, self._jobs(blobs), workers=self.workers)) as outcomes:
            for outcome in outcomes:
                self._settle(outcome)

    def _settle(self, outcome: Outcome[Job, Made]) -> None:
        """Print what was made of one document, or why nothing was."""
        made = outcome.result
        self.progress.step(left_out=made is None)
        if outcome.fatal:
            raise OutputError(str(outcome.error))
        if made is None:
            reason = str(outcome.error)
            name = outcome.item.blob.name
            self.miss(reason if reason.startswith(printable(name)) else f"{printable(name)}: {reason}")
            return
        self.came_out += 1
        if made.data is not None:
            self.progress.clear()
            _print(made.data)
        else:
            self._line("read", made.name, outcome.item.out, made.id)
        self.remark(made.name, made.failures, made.notes)

    def _jobs(self, blobs: Iterator[Blob]) -> Iterator[Any]:
        from onrecord.dossier.files import Job, Names

        names = Names(Path(self.out), self.form) if self.out is not None else None
        form = "jsonl" if self.out is None and self.form == "json" else self.form
        width = min(shutil.get_terminal_size().columns, 100)
        for blob in blobs:
            out = names.path(blob) if names is not None else None
            if self.resume and not self.told and out is not None and is_current(out, blob):
                self.came_out += 1
                self.progress.step()
                self._line("known", blob.name, str(out), None)
                continue
            out_name = str(out) if out is not None else None
            yield Job(blob=blob, format=form, out=out_name, width=width, colour=self.colour)

    def _line(self, status: str, name: str, out: str | None, found: str | None) -> None:
        """Write the line of one finished document to standard output."""
        if self.quiet:
            return
        self.progress.clear()
        try:
            if sys.stdout.isatty():
                click.echo(f"{status} {printable(name)}" + (f" → {printable(out)}" if out else ""))
            else:
                click.echo(json.dumps({"status": status, "id": found, "name": name, "out": out}))
        except OSError as error:
            if error.errno not in (errno.EPIPE, errno.EBADF):
                raise
            self.quiet = True  # nobody listens; the work in the folder goes on
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _gathered(failures: tuple[str, ...]) -> str:
    """Return the readers that failed in one line; those that failed alike share their reason."""
    alike: dict[str, list[str]] = {}
    for failure in failures:
        reader, _, reason = failure.partition(": ")
        alike.setdefault(reason, []).append(reader)
    return printable("; ".join(f"{', '.join(readers)}: {reason[:300]}" for reason, readers in alike.items()))


def _print(data: bytes) -> None:
    sys.stdout.buffer.write(data if data.endswith(b"\n") else data + b"\n")
    sys.stdout.buffer.flush()


def _same_file(out: str, path: str) -> bool:
    try:
        return os.path.samefile(out, path)  # noqa: PTH121
    except (OSError, ValueError):
        return False  # one of them is not there, or cannot be looked at: reading or writing it will say why
