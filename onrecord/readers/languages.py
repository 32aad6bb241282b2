"""Which languages does a reader read?"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from onrecord.model import Reader

R = TypeVar("R", bound=Reader)


def for_languages(*languages: str) -> Callable[[R], R]:
    """Mark a reader as one that reads only these languages (BCP 47 primary subtags).

    ``read`` leaves it out, with a Failure that says so, for a document in another language. A
    document whose language is not known is read by every reader.
    """

    def mark(reader: R) -> R:
        reader.languages = languages  # type: ignore[attr-defined]
        return reader

    return mark


def reads(reader: Reader, language: str | None) -> bool:
    """Tell whether a reader reads a document of this language."""
    only: tuple[str, ...] = getattr(reader, "languages", ())
    return not only or language is None or language.split("-")[0].lower() in only
