"""How a document is read: every reader in turn, and what stops one of them becomes a record."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from onrecord.contract import within
from onrecord.model import KINDS, AnyFinding, Document, Failure, Finding, Reader, Reading, Span
from onrecord.readers import READERS, plug_ins
from onrecord.readers.languages import reads
from onrecord.readers.sentences import sentences

_ORDER = {kind: place for place, kind in enumerate(KINDS)}


def read(document: Document, readers: Iterable[Reader] | None = None) -> Reading:
    """Read a document with every reader and return what they found, in text order.

    ``readers`` are functions of the document and of what was found before them; None means
    ``READERS`` and the readers that other packages offer. A reader that raises leaves a Failure,
    and what it had found until then stays.
    """
    failures: list[Failure] = []
    chosen = list(readers) if readers is not None else [*READERS, *_installed(failures)]
    reading = Reading(document=document, sentences=_sentences(document, failures))
    ran = [name_of(reader) for reader in chosen if reads(reader, document.language)]
    for reader in chosen:
        found = _found(reader, document, reading, failures)
        reading = msgspec.structs.replace(reading, findings=tuple(sorted((*reading.findings, *found), key=_place)))
    return msgspec.structs.replace(reading, failures=tuple(failures), readers=tuple(ran))


def name_of(reader: Reader) -> str:
    """Return the name of a reader: its function's, or its module's when the function is ``read``."""
    name = getattr(reader, "__name__", type(reader).__name__)
    return str(getattr(reader, "__module__", name)).rsplit(".", 1)[-1] if name == "read" else str(name)


def _sentences(document: Document, failures: list[Failure]) -> tuple[Span, ...]:
    try:
        return sentences(document)
    except Exception as error:
        failures.append(_failure("sentences", error))
        return ()


def _installed(failures: list[Failure]) -> list[Reader]:
    found: list[Reader] = []
    for point in plug_ins():
        try:
            found.append(point.load())
        except Exception as error:
            failures.append(_failure(point.name, error))
    return found


def _found(reader: Reader, document: Document, reading: Reading, failures: list[Failure]) -> list[AnyFinding]:
    """Run one reader; keep what fits the contract, record what does not."""
    name = name_of(reader)
    if not reads(reader, document.language):
        languages = ", ".join(reader.languages)  # type: ignore[attr-defined]
        failures.append(Failure(name, f"it reads {languages}; this document is in {document.language}: not read"))
        return []
    found: list[AnyFinding] = []
    length = len(document.text)
    try:
        for finding in reader(document, reading):
            if isinstance(finding, Failure):
                failures.append(Failure(name, finding.error))
            elif not isinstance(finding, KINDS):
                failures.append(Failure(name, f"it yielded {type(finding).__name__}, which is no finding: left out"))
            elif not within(finding, length):
                failures.append(
                    Failure(name, f"{type(finding).__name__} at {tuple(finding.span)} is not inside the text: left out")
                )
            else:
                found.append(finding)  # type: ignore[arg-type]
    except Exception as error:
        failures.append(_failure(name, error))
    return found


def _failure(name: str, error: Exception) -> Failure:
    words = " ".join(str(error).split())[:300]
    return Failure(name, f"stopped: {type(error).__name__}: {words}" if words else f"stopped: {type(error).__name__}")


def _place(finding: Finding) -> tuple[int, int, int]:
    return finding.span.start, -finding.span.end, _ORDER[type(finding)]
