"""Tables in CSV, TSV and Parquet: one document a row, read row by row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from onrecord.errors import SourceError, Unreadable
from onrecord.sources.blob import Blob, LeftOut
from onrecord.sources.extras import need
from onrecord.sources.opening import HEAD, STREAM_FAULTS, damage, head
from onrecord.sources.rows import COLUMNS, Rows, named, no_text_column, repaired
from onrecord.sources.sniff import TSV, media_type

LINE = 64 * 1024 * 1024
"""The most characters that one line or one cell of a table may have."""

_BATCH = 64


def csv_blobs(blob: Blob, file: io.BufferedReader, left_out: LeftOut) -> Iterator[Blob]:
    """Yield the rows of a table in CSV or TSV whose first row names the columns."""
    begun = head(file, blob.name)
    is_tsv = media_type(blob.name, blob.media_type, begun[:HEAD]) == TSV
    rows = Rows(blob, left_out)
    number = 0
    csv.field_size_limit(LINE)  # the library's own bound, 131,072, is shorter than a long speech
    try:
        lines = text_lines(file, begun)
        first = next(lines, "")
        ended = _Ended()
        reader = csv.reader(ended.after(first, lines), delimiter="\t" if is_tsv else _delimiter(first))
        columns = next(reader, [])
        if "text" not in named(dict.fromkeys(columns)):
            left_out(no_text_column(blob.name, columns))
            return
        for number, cells in enumerate(reader, 1):
            if not any(cells):
                continue  # a blank line
            if ended.yes:  # the reader asked for one line more before it had the whole row
                rows.leave_out(
                    number, "a quotation mark in it is never closed: the rest of the table is inside; close it"
                )
                continue
            if len(cells) > len(columns):
                rows.leave_out(number, f"it has {len(cells)} cells for {len(columns)} columns; quote the cells")
                continue
            yield from _row_blob(rows, number, columns, cells)
    except csv.Error as error:
        left_out(Unreadable(blob.name, f"row {number + 1} cannot be parsed ({error}): the rest is not read"))
    except (*STREAM_FAULTS, UnicodeError) as error:
        left_out(Unreadable(blob.name, f"{damage(error)} after row {number}: the rest is not read"))


def parquet_blobs(blob: Blob, file: io.BufferedReader, left_out: LeftOut) -> Iterator[Blob]:
    """Yield the rows of a table in Parquet, a small batch at a time."""
    library = need("pyarrow.parquet", name=blob.name, what="reading Parquet tables", extra="parquet")
    if not file.seekable():
        left_out(Unreadable(blob.name, "a gzipped Parquet file cannot be read; unpack it first"))
        return
    rows = Rows(blob, left_out)
    number = 0
    try:
        table = library.ParquetFile(file, pre_buffer=False)
        columns = list(table.schema_arrow.names)
        if "text" not in named(dict.fromkeys(columns)):
            left_out(no_text_column(blob.name, columns))
            return
        wanted = [column for column in columns if column.strip().lower() in COLUMNS]
        for batch in table.iter_batches(batch_size=_BATCH, columns=wanted):
            for row in batch.to_pylist():
                number += 1
                yield from rows.blob(number, row)
    except (*STREAM_FAULTS, ValueError, TypeError, NotImplementedError) as error:  # Arrow's errors derive from these
        reason = str(error).splitlines()[0][:160] if str(error) else type(error).__name__
        left_out(Unreadable(blob.name, f"it is damaged ({reason}) after row {number}: the rest is not read"))


def text_lines(file: io.BufferedReader, begun: bytes) -> Iterator[str]:
    """Yield the lines of a table as text, with their ends; bytes that are no UTF-8 come as surrogate escapes.

    Raises OSError at a line that is over the limit: nothing of it is kept.
    """
    wide = begun.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = io.TextIOWrapper(
        file,
        encoding="utf-16" if wide else "utf-8-sig",
        errors="replace" if wide else "surrogateescape",
        newline="",
    )
    number = 0
    try:
        while line := text.readline(LINE + 1):
            number += 1
            if len(line) > LINE:
                raise OSError(f"line {number} has over {LINE:,} characters")
            yield line
    finally:
        text.detach()


class _Ended:
    """Knows whether the last line of a table has been asked for and was not there."""

    yes = False

    def after(self, first: str, lines: Iterator[str]) -> Iterator[str]:
        yield first
        yield from lines
        self.yes = True


def _delimiter(first: str) -> str:
    """Return the mark that parts the columns: the one that sets off one called ``text`` in the first line."""
    for mark in (",", ";", "\t", "|"):
        if "text" in named(dict.fromkeys(next(csv.reader([first], delimiter=mark), []))):
            return mark
    return max((",", ";", "\t", "|"), key=first.count)


def _row_blob(rows: Rows, number: int, columns: list[str], cells: list[str]) -> Iterable[Blob]:
    row: dict[str, object] = {}
    notes: list[str] = []
    try:
        for column, cell in zip(columns, cells, strict=False):
            value, more = repaired(cell, rows.table.name)
            row.setdefault(column, value)
            notes += [note for note in more if note not in notes]
    except SourceError as error:
        rows.leave_out(number, error.reason)
        return ()
    return rows.blob(number, row, tuple(notes))
