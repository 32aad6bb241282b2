"""The words by which claims are compared: folded, without endings, the same for every language."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from hashlib import blake2b

STEM = 5
"""Letters of a word that count. Cutting words short does for endings in most languages at once."""

LONGEST = 20_000
"""Characters of a text that are read, at most."""

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\b(?:[\w-]{1,63}\.){1,4}[a-z]{2,12}/\S+", re.IGNORECASE)
_JOINED = re.compile(r"(?<=[a-z])(?=[A-Z])")
_TAGGED = re.compile(r"[#@]\w{1,100}")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}\b)")
_WORD = re.compile(r"\d+(?:\.\d+)?|[^\W\d_]+(?:\.[^\W\d_]\b)+|[^\W_]+")
_ENDINGS = re.compile(r"['’]s?\b")


def words(text: str) -> list[str]:
    """Return the words of a text in order: lower case, no accents, cut to their stems.

    Addresses are left out; a tag or a handle gives its parts (``#MyTown`` is ``my town``), and
    thousands lose their commas.
    """
    return [stem(word) for word in plain(text)]


def plain(text: str) -> list[str]:
    """Return the words of a text in order, as they stand, without accents and endings cut."""
    text = text[:LONGEST]
    if "/" in text or "www." in text:
        text = _ADDRESS.sub(" ", text)
    if "#" in text or "@" in text:
        text = _TAGGED.sub(lambda m: _JOINED.sub(" ", m.group()), text)
    text = _THOUSANDS.sub("", _ENDINGS.sub("", text))
    return _WORD.findall(text)


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Return the stem of one word."""
    if not word.isascii():
        word = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    word = word.lower().replace(".", "") if not word[:1].isdigit() else word
    return word if word[:1].isdigit() else word[:STEM]


@lru_cache(maxsize=200_000)
def key(stem: str) -> int:
    """Return the 64-bit number by which the index knows a stem."""
    return int.from_bytes(blake2b(stem.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


GRAM = 4
"""Letters in a row by which joined and misspelt words are found."""


def grams(text: str) -> list[str]:
    """Return the runs of letters of a text, spaces left out, so that ``corn flakes`` meets ``cornflakes``."""
    joined = "".join(_bare(word) for word in plain(text))[:2_000]
    return [joined[at : at + GRAM] for at in range(len(joined) - GRAM + 1)]


@lru_cache(maxsize=100_000)
def _bare(word: str) -> str:
    if not word.isascii():
        word = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    return word.lower().replace(".", "")
