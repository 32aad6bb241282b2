"""What a row of a table says: one text, and what is known about it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from onrecord.errors import Unreadable
from onrecord.sources.blob import Blob, Given, LeftOut, shown
from onrecord.sources.decoding import decode
from onrecord.sources.given import date, plain

COLUMNS = ("text", "name", "id", "title", "speaker", "office", "organisation", "published", "language", "url")
"""The columns that are read; ``text`` must be there."""

_FOREIGN = re.compile("[\udc80-\udcff]")
_WORDS = ("title", "speaker", "office", "organisation", "language", "url")


class Rows:
    """Turns the rows of one table into blobs, and keeps count of those that have no ``text`` column.

    ``what`` is what the table calls a row: ``row`` or ``line``.
    """

    def __init__(self, table: Blob, left_out: LeftOut, what: str = "row") -> None:
        self.table = table
        self._left_out = left_out
        self._what = what
        self._lacking: list[int] = []
        self._lacking_count = 0
        self._columns: list[str] = []
        self.count = 0

    def blob(self, number: int, row: Mapping[str, object], notes: tuple[str, ...] = ()) -> Iterable[Blob]:
        """Return the blob of a row; none when it has no text, which is then told to ``left_out``."""
        values = named(row)
        if "text" not in values:
            self._lacking_count += 1
            if len(self._lacking) < 5:
                self._lacking.append(number)
            self._columns = self._columns or list(map(str, row))
            return ()
        self.count += 1
        text = values["text"]
        if isinstance(text, bytes):
            text, more = decode(text, None, self.table.name)
            notes = (*notes, *more)
        if not isinstance(text, str) or not text.strip():
            self.leave_out(
                number, "its text is empty" if text in (None, "") or isinstance(text, str) else "its text is no text"
            )
            return ()
        given, more = _given(values)
        return (
            Blob(
                key=f"{self.table.key}#{number}",
                name=self.name(number, values),
                text=text,
                given=given,
                origin="table",
                notes=(*self.table.notes, *notes, *more),
            ),
        )

    def name(self, number: int, values: Mapping[str, object]) -> str:
        """Return what a row calls itself, or the table's name with its number."""
        own = plain(values.get("name")) or plain(values.get("id"))
        return shown(own) if own else f"{self.table.name}#{number}"

    def leave_out(self, number: int, reason: str) -> None:
        """Tell why a row gave no document."""
        self._left_out(Unreadable(f"{self.table.name}#{number}", f"{self._what} {number}: {reason}"))

    def finish(self) -> None:
        """Tell once about all rows without a ``text`` column."""
        if not self._lacking_count:
            return
        if not self.count:
            self._left_out(no_text_column(self.table.name, self._columns))
            return
        which = ", ".join(map(str, self._lacking)) + (", …" if self._lacking_count > len(self._lacking) else "")
        self._left_out(
            Unreadable(self.table.name, f"{self._lacking_count} {self._what}(s) have no column “text” ({which})")
        )


def named(row: Mapping[str, object]) -> dict[str, object]:
    """Return the known columns of a row; upper case and spaces in a column's name do not matter."""
    found: dict[str, object] = {}
    for column, value in row.items():
        name = str(column).strip().lower()
        if name in COLUMNS:
            found.setdefault(name, value)
    return found


def no_text_column(name: str, columns: Iterable[str]) -> Unreadable:
    """Return the error of a table whose texts stand in no column of the known name."""
    listed = [str(column) for column in columns]
    shorter = ", ".join(listed[:12]) + (", …" if len(listed) > 12 else "")
    return Unreadable(name, f"it has no column “text”; rename the one that holds the statements ({shorter or 'none'})")


def repaired(value: str, name: str) -> tuple[str, tuple[str, ...]]:
    """Return a value in which bytes that are no UTF-8 were kept as escapes, decoded as the bytes they were."""
    if not _FOREIGN.search(value):
        return value, ()
    text, notes = decode(value.encode("utf-8", "surrogateescape"), None, name)
    return text, tuple(notes)


def _given(values: Mapping[str, object]) -> tuple[Given, tuple[str, ...]]:
    notes = []
    known = {name: plain(values.get(name)) for name in _WORDS}
    notes = [
        f"the table's {name} is neither text nor a number: not used"
        for name in _WORDS
        if _odd(values, name, known[name])
    ]
    said = plain(values.get("published"))
    published = date(said) if said else None
    if said and published is None:
        notes.append(f"the table's date “{said[:60]}” is in no known form (2024-03-01): not used")
    return Given(published=published, **known), tuple(notes)


def _odd(values: Mapping[str, object], name: str, made: str | None) -> bool:
    return made is None and values.get(name) not in (None, "", [], ()) and not isinstance(values.get(name), str)
