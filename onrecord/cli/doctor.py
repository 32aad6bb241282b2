"""``onrecord doctor``: what is installed, for people who look for a fault."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator
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

CORE = ("click", "lxml_html_clean", "msgspec", "numba", "numpy", "py3langid", "pypdfium2", "sentencex", "trafilatura")


_SENTENCE = "The mayor of Lunden said that the old bridge would stay open until the end of the year."
_PAGE = f"<!doctype html><html><title>The bridge</title><body><h1>The bridge</h1><p>{_SENTENCE}</p></body></html>"


@click.command()
def doctor() -> int:
    """Say what is installed and what works; paste it into a bug report."""
    import sqlite3

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
    for kind, fault in _faults():
        healthy = healthy and fault is None
        click.echo(f"{'Reads' if fault is None else 'FAILED':<12} {kind}{'' if fault is None else f': {fault}'}")
    click.echo(
        f"A sample sentence gives {len(reading)} findings. {'All is well.' if healthy else 'Something is wrong.'}"
    )
    return 0 if healthy else 1


def _faults() -> Iterator[tuple[str, str | None]]:
    """Read a tiny document of each kind that the core reads, and yield what went wrong, if anything."""
    from onrecord.sources import load

    samples = {"text": _SENTENCE.encode(), "an HTML page": _PAGE.encode(), "a PDF": _pdf(_SENTENCE)}
    for kind, data in samples.items():
        try:
            found = load(data).text
        except Exception as error:
            yield kind, f"{type(error).__name__}: {' '.join(str(error).split())[:300]}"
        else:
            yield kind, None if _SENTENCE in found else "its text did not come out"


def _pdf(sentence: str) -> bytes:
    """Return a PDF of one page with one sentence on it."""
    drawn = f"BT /F1 12 Tf 40 100 Td ({sentence}) Tj ET"
    objects = (
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 200]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(drawn)}>>stream\n{drawn}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    made, places = b"%PDF-1.4\n", []
    for number, inside in enumerate(objects, 1):
        places.append(f"{len(made):010d} 00000 n \n")
        made += f"{number} 0 obj{inside}endobj\n".encode()
    size = len(objects) + 1
    table = f"xref\n0 {size}\n0000000000 65535 f \n{''.join(places)}trailer<</Size {size}/Root 1 0 R>>\n"
    return made + f"{table}startxref\n{len(made)}\n%%EOF\n".encode()


def _version(distribution: str) -> str | None:
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return None
