"""What can go wrong, as one small tree; each message is one line that says what to do next.

OnrecordError
├── SourceError          a source gave no document
│   ├── NotFound         there is nothing at that path or address
│   ├── Unreadable       it is there and holds no readable text
│   └── TooLarge         it is over a stated limit
├── MissingExtra         an optional part of onrecord is not installed
├── LexiconError         a table of knowledge is not as its header says
├── OutputError          a result could not be written
├── ArchiveError         an archive could not be opened, read or written
│   ├── ArchiveBusy      another process is writing to it
│   └── NotInArchive     it holds no such document, or more than one
└── ContractError        JSON that is not a dossier of a known schema
"""

from __future__ import annotations


class OnrecordError(Exception):
    """Base of all errors that onrecord raises on purpose."""


class SourceError(OnrecordError):
    """A source gave no document.

    ``source`` is what the user named; ``reason`` says what was wrong with it and what to do next.
    """

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(source, reason)
        self.source = source
        self.reason = reason

    def __str__(self) -> str:
        return f"{_one_line(self.source)}: {_one_line(self.reason)}"


class NotFound(SourceError):
    """There is nothing at that path or address."""


class Unreadable(SourceError):
    """The source is there and holds no readable text."""


class TooLarge(SourceError):
    """The source is over a stated limit."""


class MissingExtra(OnrecordError):
    """An optional part of onrecord is not installed."""

    def __init__(self, needed_for: str, extra: str) -> None:
        super().__init__(needed_for, extra)
        self.needed_for = needed_for
        self.extra = extra

    def __str__(self) -> str:
        return f"{self.needed_for} needs an extra: pip install 'onrecord[{self.extra}]'"


class LexiconError(OnrecordError):
    """A table of knowledge is not as its header says."""


class OutputError(OnrecordError):
    """A result could not be written; nothing half-written is left behind."""

    def __str__(self) -> str:
        return printable(super().__str__())


class ArchiveError(OnrecordError):
    """An archive could not be opened, read or written; what it held before, it still holds."""

    def __str__(self) -> str:
        return printable(super().__str__())


class ArchiveBusy(ArchiveError):
    """Another process is writing to the archive."""


class NotInArchive(ArchiveError):
    """The archive holds no document of that id or name, or more than one."""


class ContractError(OnrecordError):
    """JSON that is not a dossier of a known schema."""


def _one_line(text: str) -> str:
    """Keep a message on one line of printable characters, whatever a file name holds."""
    shown = printable(text)
    return shown if len(shown) <= 500 else shown[:499] + "…"


def printable(text: str) -> str:
    """Return a text in printable characters: control characters and lone surrogates become escapes."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
