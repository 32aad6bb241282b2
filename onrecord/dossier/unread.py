"""Which layers were not read, and why: nothing found is not the same as nothing looked for."""

from __future__ import annotations

from onrecord.model import Reading, kind_of

READER = {
    "quotation": "quotations",
    "time": "times",
    "quantity": "quantities",
    "mention": "mentions",
    "citation": "citations",
    "claim": "claims",
    "comparison": "comparisons",
    "wording": "wording",
}
"""The reader that finds each kind."""


def unread(reading: Reading) -> dict[str, str]:
    """Return the kinds that hold nothing because they were not read, with the reason.

    The reason goes on from “the reader of this layer”: ``does not read fr``.
    """
    held = {kind_of(finding) for finding in reading.findings}
    failed: dict[str, str] = {}
    for failure in reading.failures:
        failed.setdefault(failure.reader, failure.error)
    found = {}
    for kind, reader in READER.items():
        if kind in held:
            continue
        error = failed.get(reader)
        if reader in reading.readers:
            if error is not None and error.startswith("stopped"):
                found[kind] = error
        elif error is not None:
            language = reading.document.language
            other = language is not None and error.startswith("it reads ")
            found[kind] = f"does not read {language}" if other else f"left a record: {error}"
        elif reading.readers:
            found[kind] = "was not asked"
    return found
