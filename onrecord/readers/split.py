"""The tokens of the document that is being read, split once for the readers that walk through every word."""

from __future__ import annotations

from functools import lru_cache

from onrecord.text import Token, tokens


@lru_cache(maxsize=1)
def words_of(body: str) -> tuple[Token, ...]:
    """Return the tokens of a document's body; those of the last document asked for are kept."""
    return tuple(tokens(body))
