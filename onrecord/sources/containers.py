"""What lies inside a blob: one document, or the records of a container, one after the other."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator

from onrecord.errors import OnrecordError, Unreadable
from onrecord.sources.blob import Blob, LeftOut
from onrecord.sources.folders import unknown_type
from onrecord.sources.opening import damage, head, opened
from onrecord.sources.sniff import (
    CSV,
    FEED,
    JSON,
    JSONL,
    PARQUET,
    PDF,
    TEXT,
    TSV,
    WARC,
    ZIP,
    foreign,
    known,
    media_type,
    suffix,
)

_RECORD = re.compile(rb'(?:\xef\xbb\xbf)?\s*(?:\[\s*)?\{\s*"[^"\\]{1,100}"\s*:')

Expand = Callable[[Blob, io.BufferedReader, LeftOut], Iterator[Blob]]


def _expander(kind: str) -> Expand | None:
    """Return what takes a container apart; imported when the first of its kind is met, to start fast."""
    if kind == WARC:
        from onrecord.sources.warc import warc_blobs as expand
    elif kind == FEED:
        from onrecord.sources.feed import feed_blobs as expand
    elif kind == JSON:
        from onrecord.sources.json_records import json_blobs as expand
    elif kind == JSONL:
        from onrecord.sources.json_records import jsonl_blobs as expand
    elif kind in (CSV, TSV):
        from onrecord.sources.table import csv_blobs as expand
    elif kind == PARQUET:
        from onrecord.sources.table import parquet_blobs as expand
    else:
        return None
    return expand


def expanded(blob: Blob, left_out: LeftOut, *, strict: bool = False) -> Iterator[Blob]:
    """Yield a blob's records when it is a container, otherwise the blob; faults go to ``left_out``.

    What a container yields is not looked into again, so that nesting ends. ``strict`` is for files
    met in a folder: one that is no text, or whose ending says it is no statement, is left out.
    """
    try:
        with opened(blob) as file:
            begun = head(file, blob.name)
            kind = _type(blob, begun)
            expand = _expander(kind)
            if expand is not None and begun:
                yield from expand(blob, file, left_out)
                return
            if strict and kind not in (PDF, ZIP) and (reason := foreign(begun)):
                raise Unreadable(blob.name, reason)
            if strict and not known(blob.name):
                raise unknown_type(blob.name)
    except OnrecordError as error:
        left_out(error)
        return
    except Exception as error:  # of the stream, or a fault of a parser: the other sources must still be read
        left_out(Unreadable(blob.name, f"{damage(error)}; get it again"))
        return
    yield blob


def _type(blob: Blob, begun: bytes) -> str:
    found = media_type(blob.name, blob.media_type, begun)
    if found == TEXT and not suffix(blob.name) and _begins_with_record(begun):
        return JSON  # standard input and bytes have no ending to go by
    return found


def _begins_with_record(begun: bytes) -> bool:
    """Tell whether bytes without a name begin like a record that could be read: an object with a text or schema."""
    return _RECORD.match(begun) is not None and (b'"text"' in begun or b'"schema"' in begun)
