"""The dossier: a reading and what is on record about it, and every form in which it leaves.

Each ``to_*`` returns the text; given a path, it writes there too, whole or not at all.
"""

from __future__ import annotations

from os import PathLike

import msgspec

from onrecord.model import Document, Reading, Record
from onrecord.reading import read
from onrecord.writing import write

Path = str | PathLike[str]


class Dossier(msgspec.Struct, frozen=True, kw_only=True):
    """All that was found in one statement, and all that is on record about it."""

    reading: Reading
    record: Record = Record()

    @property
    def document(self) -> Document:
        """The statement itself."""
        return self.reading.document

    @classmethod
    def from_json(cls, data: bytes | str) -> Dossier:
        """Read a dossier back from its JSON; raise ContractError when it is none."""
        from onrecord.dossier.to_json import from_json

        return from_json(data)

    def to_json(self, path: Path | None = None, *, indent: bool = False) -> str:
        """Return the dossier in the JSON contract, on one line unless ``indent``."""
        from onrecord.dossier.to_json import to_json

        return _kept(to_json(self, indent=indent), path)

    def to_html(self, path: Path | None = None) -> str:
        """Return the dossier as one self-contained page."""
        from onrecord.dossier.html import to_html

        return _kept(to_html(self), path)

    def to_annotations(self, path: Path | None = None) -> str:
        """Return the findings as W3C Web Annotations in JSON-LD."""
        from onrecord.dossier.to_annotations import to_annotations

        return _kept(to_annotations(self), path)

    def to_csv(self, path: Path | None = None) -> str:
        """Return the findings as a table, one row a finding."""
        from onrecord.dossier.to_table import to_csv

        return _kept(to_csv(self), path)

    def to_parquet(self, path: Path) -> None:
        """Write the findings as a Parquet table, one row a finding; needs the extra ``parquet``."""
        from onrecord.dossier.to_table import to_parquet

        to_parquet([self], path)

    def to_table(self, path: Path | None = None) -> str:
        """Return the findings as CSV; a path that ends in ``.parquet`` gets Parquet."""
        if path is not None and str(path).lower().endswith(".parquet"):
            self.to_parquet(path)
            return self.to_csv()
        return self.to_csv(path)

    def to_text(self, path: Path | None = None, *, width: int = 80, colour: bool = False) -> str:
        """Return the dossier for a terminal of that width."""
        from onrecord.dossier.to_text import to_text

        return _kept(to_text(self, width=width, colour=colour), path)


def dossier(document: Document) -> Dossier:
    """Read a document and return its dossier."""
    return Dossier(reading=read(document))


def _kept(text: str, path: Path | None) -> str:
    if path is not None:
        write(path, text.encode("utf-8"))
    return text
