"""``onrecord archive``: documents in, out, found, and kept sound."""

from __future__ import annotations

import sys
from typing import Any

import click

from onrecord.cli.ahead import ahead_of
from onrecord.cli.archiving import Run, plain, print_document
from onrecord.cli.options import about, told
from onrecord.cli.progress import Progress
from onrecord.errors import NotInArchive, printable

DIR = click.option("--archive", "folder", metavar="DIR", required=True, help="The archive's folder.")
QUIET = click.option("-q", "--quiet", is_flag=True, help="No progress and no line a document.")


@click.group()
def archive() -> None:
    """Keep statements in an archive: add them, find them, and keep it sound.

    An archive is a folder. It holds each text once, whatever it is called; a changed page under one
    address is a new version. One process writes at a time, any number read.
    """


@archive.command()
@click.argument("sources", nargs=-1, required=True, metavar="FILE|DIR|URL|- ...")
@DIR
@about
@click.option("--workers", type=click.IntRange(1, 256), default=1, show_default=True, help="Processes that load.")
@QUIET
def add(sources: tuple[str, ...], folder: str, workers: int, quiet: bool, **options: Any) -> int:
    """Add statements; each is named as soon as it is safely on disk.

    \b
    Sources are those of onrecord read: text, HTML, PDF, DOCX; folders; web addresses; WARC, feeds,
    tables of documents; "-" is standard input. What is there already is known and adds nothing, so
    that a run that was stopped can simply be started again.

    \b
    onrecord archive add speeches/ --archive record/
    onrecord archive add table.jsonl --archive record/ > added.jsonl
    """
    with Run(quiet=quiet) as run, run.archive(folder, make=True) as opened:
        blobs, total = ahead_of(run.blobs(sources, told(options)))
        run.progress = Progress(total, shown=not quiet)
        run.fill(opened, opened.adding(run.documents(blobs, workers)))
        return run.status()


@archive.command("list")
@DIR
def list_(folder: str) -> int:
    """List the documents, in the order in which they were added."""
    with Run() as run, run.archive(folder) as opened:
        for entry in opened.list():
            run.entry(entry)
    return 0


@archive.command()
@click.argument("key", metavar="ID|NAME|URL")
@DIR
@click.option("--text", "only_text", is_flag=True, help="The text and nothing else.")
def show(key: str, folder: str, only_text: bool) -> int:
    """Show one document: what is known about it, its versions, and its text.

    It is named by its id, the beginning of it, its name or its address; of several versions the last
    is shown.
    """
    with Run() as run, run.archive(folder) as opened:
        entry, document = opened.entry(key), opened.show(key)
        if only_text:
            sys.stdout.buffer.write(document.text.encode("utf-8", "backslashreplace"))
        elif sys.stdout.isatty():
            print_document(opened, entry, document)
        else:
            others = [version.id for version in opened.versions(entry.id)]
            also = [plain(facts) for _, facts in opened.store.appearances(entry.number)]
            facts = {**plain(opened.store.facts(entry.number)), "added": entry.added}
            run.line({"id": entry.id, "text": document.text, **facts, "versions": others, "also": also})
    return 0


@archive.command()
@click.argument("keys", nargs=-1, required=True, metavar="ID|NAME|URL ...")
@DIR
@QUIET
def remove(keys: tuple[str, ...], folder: str, quiet: bool) -> int:
    """Remove documents: they are found no more, and gone from the disk at the next merge."""
    with Run(quiet=quiet) as run, run.archive(folder) as opened:
        for key in keys:
            try:
                (entry,) = opened.remove(key)
            except NotInArchive as error:
                run.miss(error)
            else:
                run.came_out += 1
                run.said("removed", entry.name or entry.id, id=entry.id, name=entry.name)
        return run.status()


@archive.command()
@DIR
def verify(folder: str) -> int:
    """Check that all is sound: the database, each text, the index. Exit status 0 only then."""
    with Run() as run, run.archive(folder) as opened:
        faults = opened.verify()
        for fault in faults:
            run.said("fault", fault, what=fault)
        if not faults:
            run.said("sound", f"{len(opened):,} documents", documents=len(opened))
    return 1 if faults else 0


@archive.command()
@DIR
@QUIET
def rebuild(folder: str, quiet: bool) -> int:
    """Make the index anew from the documents."""
    with Run(quiet=quiet) as run, run.archive(folder) as opened:
        count = opened.rebuild()
        run.said("rebuilt", f"the index of {count:,} documents", documents=count)
    return 0


@archive.command()
@DIR
@QUIET
def merge(folder: str, quiet: bool) -> int:
    """Delete for good what was removed, and make the index small and quick."""
    with Run(quiet=quiet) as run, run.archive(folder) as opened:
        gone = opened.merge()
        run.said("merged", f"{len(opened):,} documents, {gone:,} gone for good", documents=len(opened), gone=gone)
    return 0


@archive.command()
@DIR
@click.option("-o", "--out", metavar="FILE", help="File to write, gzipped when it ends in .gz; else standard output.")
@QUIET
def export(folder: str, out: str | None, quiet: bool) -> int:
    """Write all documents, with all that is known, as JSON Lines; import gives the same archive back."""
    with Run(quiet=quiet) as run, run.archive(folder) as opened:
        if out is not None and out != "-":
            count = opened.export(out)
            if not quiet:
                click.echo(f"wrote {count:,} documents to {printable(out)}", err=True)
            return 0
        from onrecord.archive.store.transfer import lines

        for line in lines(opened.store):
            sys.stdout.buffer.write(line)
        sys.stdout.buffer.flush()
    return 0


@archive.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE|- ...")
@DIR
@QUIET
def import_(files: tuple[str, ...], folder: str, quiet: bool) -> int:
    """Add what an export wrote, gzipped or not; what is there already is known."""
    from onrecord.archive.store.transfer import read

    with Run(quiet=quiet) as run, run.archive(folder, make=True) as opened:
        for file in files:
            run.fill(opened, opened.importing(read(file, run.miss)))
        return run.status()


@archive.command()
@click.argument("query", nargs=-1, required=True, metavar="WORDS")
@DIR
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="The most documents, or places.")
@click.option("--context", is_flag=True, help="Each place on a line of its own, with what stands around it.")
def search(query: tuple[str, ...], folder: str, limit: int, context: bool) -> int:
    """Find the documents that hold some words.

    \b
    onrecord archive search harbour fire* --archive record/
    onrecord archive search '"the port of" -ferry' --context --archive record/

    All words must be there; "words in quotation marks" side by side; begin* is any word that begins
    so; -word must not be there (after -- , or inside quotes). Case and accents make no difference.
    """
    typed = " ".join(query)
    with Run() as run, run.archive(folder) as opened:
        if context:
            for occurrence, _ in zip(opened.in_context(typed), range(limit), strict=False):
                run.came_out += 1
                run.occurrence(occurrence)
        else:
            for hit in opened.search(typed, limit=limit):
                run.came_out += 1
                run.hit(hit)
        return run.status()
