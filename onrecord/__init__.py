"""onrecord reads public statements closely and puts them on record."""

from __future__ import annotations

from onrecord.archive import Archive
from onrecord.dossier import Dossier, dossier
from onrecord.errors import ArchiveError, MissingExtra, OnrecordError, SourceError
from onrecord.model import (
    Citation,
    Claim,
    Comparison,
    Document,
    Failure,
    Finding,
    Mention,
    Quantity,
    Quotation,
    Reading,
    Remark,
    Span,
    Time,
    Wording,
)
from onrecord.readers import READERS
from onrecord.reading import read
from onrecord.shards import read_many
from onrecord.sources import load, load_all

__all__ = [
    "READERS",
    "Archive",
    "ArchiveError",
    "Citation",
    "Claim",
    "Comparison",
    "Document",
    "Dossier",
    "Failure",
    "Finding",
    "Mention",
    "MissingExtra",
    "OnrecordError",
    "Quantity",
    "Quotation",
    "Reading",
    "Remark",
    "SourceError",
    "Span",
    "Time",
    "Wording",
    "__version__",
    "dossier",
    "load",
    "load_all",
    "read",
    "read_many",
]

__version__ = "0.1.0"
