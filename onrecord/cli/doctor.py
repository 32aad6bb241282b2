"""``onrecord doctor``: what is installed, for people who look for a fault."""

from __future__ import annotations

import platform
import sqlite3
import sys
from importlib import metadata
from importlib.util import find_spec

import click

EXTRAS = {
    "docx": ("docx", "python-docx", "Word documents"),
    "feeds": ("feedparser", "feedparser", "RSS and Atom feeds"),
    "warc": ("fastwarc", "FastWARC", "WARC files"),
    "parquet": ("pyarrow", "pyarrow", "Parquet tables"),
}
"""Extra: the module it brings, the distribution, and what it is for."""

CORE = ("click", "lxml_html_clean", "msgspec", "numpy", "py3langid", "pypdfium2", "sentencex", "trafilatura")


@click.command()
def doctor() -> int:
    """Say what is installed and what works; paste it into a bug report."""
    import onrecord
    from onrecord.lexicons import FOLDER
    from onrecord.readers import READERS, plug_ins
    from onrecord.reading import name_of

    healthy = True
    click.echo(f"onrecord {onrecord.__version__}")
    click.echo(f"Python {platform.python_version()} on {platform.system()} {platform.machine()}, {sys.maxunicode:#x}")
    click.echo(f"SQLite {sqlite3.sqlite_version}")
    for name in CORE:
        version = _version(name)
        healthy = healthy and version is not None
        click.echo(f"  {name:<12} {version or 'MISSING: install onrecord again'}")
    click.echo("Extras")
    for extra, (module, distribution, use) in EXTRAS.items():
        there = _version(distribution) if find_spec(module) else None
        click.echo(f"  {extra:<12} {there or 'not installed'}  ({use}; pip install 'onrecord[{extra}]')")
    tables = sorted(FOLDER.glob("*/*.toml"))
    click.echo(f"Lexicons     {len(tables)} tables in {', '.join(sorted({t.parent.name for t in tables}))}")
    click.echo(f"Readers      {', '.join(name_of(reader) for reader in READERS)}")
    for point in plug_ins():
        click.echo(f"Plug-in      {point.name} ({point.value})")
    sample = onrecord.Document.from_text("The mayor said on 3 May 2021 that 40 houses had burned.", language="en")
    reading = onrecord.read(sample)
    for failure in reading.failures:
        healthy = False
        click.echo(f"FAILED       {failure.reader}: {failure.error}")
    click.echo(
        f"A sample sentence gives {len(reading)} findings. {'All is well.' if healthy else 'Something is wrong.'}"
    )
    return 0 if healthy else 1


def _version(distribution: str) -> str | None:
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return None
