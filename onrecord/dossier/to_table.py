"""The dossier as a table: one row a finding, the same columns for every dossier.

After the findings come the entries of the record (``reuse``, ``factcheck``, ``conflict``), one row
each. A column belongs to all kinds, or to the kind that its name begins with. What a cell cannot
hold (lists, several spans) is JSON text; spans are ``[start,end]``.
"""

from __future__ import annotations

import csv
import io
import json
import os
import types
import typing
from collections.abc import Iterable, Iterator
from functools import cache
from math import isfinite
from typing import TYPE_CHECKING, Any

import msgspec

from onrecord import model
from onrecord.contract import SCHEMA
from onrecord.errors import MissingExtra
from onrecord.model import KINDS, Claim, Comparison, Document, Finding, Quotation, Span, kind_of
from onrecord.writing import writing

if TYPE_CHECKING:
    from onrecord.dossier import Dossier

Cell = str | float | bool | None

COMMON = ("document", "kind", "id", "start", "end", "text", "speaker", "by", "why", "confidence")
"""The columns that mean the same for every kind."""

RECORDS: dict[str, type[msgspec.Struct]] = {
    "reuse": model.Reuse,
    "factcheck": model.FactCheck,
    "conflict": model.Conflict,
}
"""The entries of the record, which follow the findings."""

_NUMBERS = {"start": int, "end": int, "confidence": float}
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_ROWS = 50_000
_PLAIN = 2**53


@cache
def columns() -> dict[str, type]:
    """Return every column in its order, with the type of its cells: str, int, float or bool."""
    found: dict[str, type] = {name: _NUMBERS.get(name, str) for name in COMMON}
    found["document_name"] = str
    for kind in KINDS:
        shared = {*Finding.__struct_fields__, "id"}
        found |= _columns_of(kind_of(kind), kind, shared)
    for name, entry in RECORDS.items():
        found |= _columns_of(name, entry, {"span", "why"})
    return found


def to_csv(dossier: Dossier) -> str:
    """Return the table as CSV after RFC 4180, with a header and lines that end in CR LF.

    A text cell that begins with ``=``, ``+``, ``-``, ``@``, a tab or a line break gets a ``'`` in
    front, since spreadsheets would run it; numbers stay plain. Lone surrogates, which no UTF-8
    file can hold, become U+FFFD one for one.
    """
    out = io.StringIO(newline="")
    names = list(columns())
    writer = csv.DictWriter(out, names, lineterminator="\r\n")
    writer.writeheader()
    for row in rows(dossier):
        writer.writerow({name: _csv_cell(cell) for name, cell in row.items()})
    return out.getvalue()


def to_parquet(dossiers: Iterable[Dossier], path: str | os.PathLike[str]) -> int:
    """Write the tables of many dossiers to one Parquet file, whole or not at all; return the rows.

    The dossiers are written as they come, so that memory does not grow with their number. Raises
    MissingExtra without pyarrow, OutputError when the file cannot be written.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise MissingExtra("writing Parquet", "parquet") from error
    from onrecord import __version__

    kinds = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}
    facts = {"onrecord": __version__, "schema": SCHEMA}
    schema = pa.schema([(name, kinds[kind]) for name, kind in columns().items()], metadata=facts)
    count = 0
    with writing(path) as temporary, pq.ParquetWriter(str(temporary), schema) as writer:
        for batch in _batches(row for dossier in dossiers for row in rows(dossier)):
            writer.write_table(pa.Table.from_pylist(batch, schema=schema))
            count += len(batch)
    return count


def left_out(dossier: Dossier) -> dict[str, int]:
    """Count what the table cannot carry: it has rows for findings and the record, and no other."""
    document = dossier.document
    facts = (document.title, document.speaker, document.office, document.organisation, document.published)
    counts = {
        "failures": len(dossier.reading.failures),
        "omissions": len(document.omissions),
        "notes": len(document.notes),
        "metadata": sum(fact is not None for fact in (*facts, document.language, document.url, document.source))
        + len(document.other_languages),
    }
    return {what: count for what, count in counts.items() if count}


def rows(dossier: Dossier) -> Iterator[dict[str, Cell]]:
    """Yield the rows as mappings from each column to its cell; None where a column does not apply."""
    document = dossier.document
    empty: dict[str, Cell] = dict.fromkeys(columns())
    quotations = {quotation.id: quotation for quotation in dossier.reading.of(Quotation)}
    claims = {claim.id: claim for claim in dossier.reading.of(Claim)}
    same: dict[str, Cell] = {"document": document.id, "document_name": _storable(document.name)}
    for finding in dossier.reading:
        row = {**empty, **same, "kind": kind_of(finding), "id": _storable(getattr(finding, "id", None))}
        row |= _place(document, finding.span)
        row["speaker"] = _storable(_speaker(document, finding, quotations))
        row |= {"by": _storable(finding.by), "why": _storable(finding.why), "confidence": _number(finding.confidence)}
        yield row | _own_cells(document, finding, {*Finding.__struct_fields__, "id"})
    for name, entries in zip(RECORDS, msgspec.structs.astuple(dossier.record), strict=True):
        for entry in entries:
            row = {**empty, **same, "kind": name, "why": _storable(getattr(entry, "why", None))}
            span = getattr(entry, "span", None) or getattr(claims.get(getattr(entry, "claim", "")), "span", None)
            yield row | (_place(document, span) if span else {}) | _own_cells(document, entry, {"span", "why"})


def _columns_of(kind: str, noun: type[msgspec.Struct], shared: set[str]) -> dict[str, type]:
    """Return the columns of one kind: two for a span (words and place), one for anything else."""
    found: dict[str, type] = {}
    for name, hint in _hints(noun).items():
        if name in shared:
            continue
        parts = _parts(hint)
        if name == "profile":
            found |= {f"{kind}_profile_{part}": float for part in model.Profile.__struct_fields__}
        elif _is_struct(parts):
            found |= _columns_of(f"{kind}_{name}", parts[0], set())
        elif Span in parts and name == "other_span":
            found[f"{kind}_{name}"] = str
        elif Span in parts or hint == tuple[Span, ...]:
            found |= {f"{kind}_{name}": str, f"{kind}_{name}_span": str}
        elif str in parts or parts[0] not in (int, float, bool):
            found[f"{kind}_{name}"] = str
        else:
            found[f"{kind}_{name}"] = float if float in parts else parts[0]
    return found


def _own_cells(document: Document, noun: msgspec.Struct, shared: set[str]) -> dict[str, Cell]:
    """Return the cells of the columns that belong to one kind."""
    names = {struct: name for name, struct in RECORDS.items()}
    kind = names.get(type(noun)) or kind_of(type(noun))  # type: ignore[arg-type]
    return _cells(document, noun, kind, shared)


def _cells(document: Document, noun: msgspec.Struct, kind: str, shared: set[str]) -> dict[str, Cell]:
    cells: dict[str, Cell] = {}
    for name in noun.__struct_fields__:
        if name in shared:
            continue
        value = getattr(noun, name)
        column = f"{kind}_{name}"
        if isinstance(value, msgspec.Struct):
            cells |= _cells(document, value, column, set())
        elif isinstance(value, Span) and name != "other_span":
            cells |= {column: _storable(document[value]), f"{column}_span": _as_json(value)}
        elif isinstance(value, tuple) and f"{column}_span" in columns():
            cells |= {column: _as_json([document[part] for part in value]), f"{column}_span": _as_json(value)}
        elif isinstance(value, tuple):
            cells[column] = _as_json(value)
        else:
            cells[column] = _scalar(value, columns()[column])
    return cells


def _scalar(value: Any, kind: type) -> Cell:
    if value is None or isinstance(value, str):
        return _storable(value)
    if kind is str:
        return json.dumps(value)
    return _number(value) if kind is float else kind(value)


def _place(document: Document, span: Span) -> dict[str, Cell]:
    return {"start": span.start, "end": span.end, "text": _storable(document[span])}


def _speaker(document: Document, finding: Finding, quotations: dict[str, Quotation]) -> str | None:
    """Return who says it, by name or in the text's words; None where nobody is known to."""
    if isinstance(finding, Claim | Comparison):
        if finding.asserted_by == "author":
            return document.speaker.value if document.speaker else None
        quotation = quotations.get(finding.asserted_by)
    else:
        quotation = finding if isinstance(finding, Quotation) else None
    if quotation is None:
        return None
    return quotation.speaker_name or (document[quotation.speaker] if quotation.speaker else None)


def _number(value: float | None) -> float | None:
    """Return a number that a column of numbers can hold; a number beyond all bounds is infinite."""
    if value is None:
        return None
    try:
        number = float(value)
    except OverflowError:
        return float("inf") if value > 0 else float("-inf")
    return None if number != number else number


def _storable(text: str | None) -> str | None:
    """Put U+FFFD for each lone surrogate: no file in UTF-8 can hold one."""
    if text is None or text.isascii():
        return text
    return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)


def _as_json(value: object) -> str:
    plain = msgspec.to_builtins(value)
    return _storable(json.dumps(plain, ensure_ascii=False, separators=(",", ":"))) or ""


def _csv_cell(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int | float):
        whole = isfinite(cell) and cell == int(cell) and abs(cell) < _PLAIN
        return str(int(cell)) if whole else repr(cell)
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _batches(found: Iterable[dict[str, Cell]]) -> Iterator[list[dict[str, Cell]]]:
    batch: list[dict[str, Cell]] = []
    for row in found:
        batch.append(row)
        if len(batch) == _ROWS:
            yield batch
            batch = []
    if batch:
        yield batch


@cache
def _hints(noun: type[msgspec.Struct]) -> dict[str, Any]:
    hints = typing.get_type_hints(noun, vars(model))
    return {name: hints[name] for name in noun.__struct_fields__}


def _parts(hint: Any) -> tuple[Any, ...]:
    """Return what a value may be, without None; the type of a Literal's values for a Literal."""
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        return tuple(part for each in typing.get_args(hint) for part in _parts(each) if part is not type(None))
    if typing.get_origin(hint) is typing.Literal:
        return (type(typing.get_args(hint)[0]),)
    return (hint,)


def _is_struct(parts: tuple[Any, ...]) -> bool:
    return isinstance(parts[0], type) and issubclass(parts[0], msgspec.Struct)
