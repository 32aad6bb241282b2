"""Find many phrases at once: a table of phrases, matched token by token, longest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Generic, TypeVar

from onrecord.model import Span
from onrecord.text import Token, fold, lower, tokens

P = TypeVar("P")


# Every table folds the same words of the same text: remember short ones, so that the memory is bounded.
_REMEMBERED = 40


def _folded(word: str) -> str:
    return lower(fold(word))


_cased_word = lru_cache(maxsize=1 << 15)(fold)
_uncased_word = lru_cache(maxsize=1 << 15)(_folded)


class Phrases(Generic[P]):
    """A table from phrases to payloads, searched in time linear in the text.

    Phrases are compared by token in folded form (curly and straight apostrophes are one), without
    regard to case unless ``case`` is true. A phrase given twice keeps all its payloads.
    """

    def __init__(self, entries: Iterable[tuple[str, P]], *, case: bool = False) -> None:
        self._case = case
        self._table: dict[tuple[str, ...], list[P]] = {}
        self._longest: dict[str, int] = {}
        for phrase, payload in entries:
            key = tuple(self._form(token.text) for token in tokens(phrase))
            if not key:
                continue
            self._table.setdefault(key, []).append(payload)
            self._longest[key[0]] = max(self._longest.get(key[0], 0), len(key))

    def _form(self, word: str) -> str:
        if len(word) > _REMEMBERED:
            return fold(word) if self._case else _folded(word)
        return _cased_word(word) if self._case else _uncased_word(word)

    def __len__(self) -> int:
        return len(self._table)

    def find(self, text: str, words: Sequence[Token] | None = None) -> Iterator[tuple[Span, list[P]]]:
        """Yield the span and payloads of each longest match; matches do not overlap.

        ``words`` are the text's tokens where the caller has them already.
        """
        words = tokens(text) if words is None else words
        forms = [self._form(word.text) for word in words]
        at = 0
        while at < len(forms):
            for length in range(min(self._longest.get(forms[at], 0), len(forms) - at), 0, -1):
                payloads = self._table.get(tuple(forms[at : at + length]))
                if payloads is not None:
                    yield Span(words[at].start, words[at + length - 1].end), payloads
                    at += length
                    break
            else:
                at += 1
