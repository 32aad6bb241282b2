"""Languages: their names, which one a text is in, and which others a line points to."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from functools import cache
from typing import NamedTuple

from onrecord.lexicons import Row, rows
from onrecord.model import Span
from onrecord.phrases import Phrases
from onrecord.text import fold, lower

_SAMPLE = 6000
_WORD = re.compile(r"[^\W\d_]+")
_CLEAR = 0.16
"""The share of a text's words that are function words of its language; running text has .25 and more."""
_MARGIN = 1.6
"""How many times as many as in the next language. Measured: evaluation/metadata."""
_FEW = 8
"""Below this many words a text is too short to guess by statistics."""
_POINTER_WORDS = 16
_SHORT = 300
"""In fewer characters names outweigh the words: only a language that these tables know is then taken."""
_SURE = 0.9
"""The share of probability that such a guess must have among those languages."""


class LanguageName(Row, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A row of ``language_names``: the names of a language and its BCP 47 tag."""

    language: str
    names: tuple[str, ...]


class Pointer(Row, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A row of ``language_pointers``: words that point to a version in another language."""

    form: str
    language: str


class FunctionWords(Row, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A row of ``function_words``: the commonest words of a language."""

    language: str
    words: tuple[str, ...]


class Script(Row, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A row of ``scripts``: a script that one language uses."""

    script: str
    language: str


class Named(NamedTuple):
    """A language that a line names, and where."""

    language: str
    span: Span


@cache
def _names() -> Phrases[str]:
    return Phrases((name, row.language) for row in rows("language_names", LanguageName, "any") for name in row.names)


@cache
def _pointers() -> Phrases[str]:
    return Phrases((row.form, row.language) for row in rows("language_pointers", Pointer, "any"))


def named_languages(piece: str) -> list[Named]:
    """Return the languages that a short piece names, with spans counted from its start."""
    return [Named(found[0], span) for span, found in _names().find(piece)]


def points_to(piece: str) -> list[Named]:
    """Return the languages of other versions to which a line points; empty when it points to none.

    Either the line has pointing words ("also available in") and names a language, or its pointing
    words are those of another language, or it is nothing but names of two or more languages.
    """
    if len(piece) > 300 or piece.count(" ") > _POINTER_WORDS:
        return []
    words = set(_WORD.findall(lower(fold(piece))))
    if not words.isdisjoint(_pointing_words()):
        pointers = list(_pointers().find(piece))
        if pointers:
            named = named_languages(piece)
            return named or [Named(found[0], span) for span, found in pointers if found[0] != "en"]
    if words and words <= _naming_words():
        named = named_languages(piece)
        if len(named) > 1 and sum(span.end - span.start for _, span in named) >= sum(c.isalnum() for c in piece):
            return named
    return []


@cache
def _pointing_words() -> frozenset[str]:
    return frozenset(
        word for row in rows("language_pointers", Pointer, "any") for word in _WORD.findall(lower(fold(row.form)))
    )


@cache
def _naming_words() -> frozenset[str]:
    names = (name for row in rows("language_names", LanguageName, "any") for name in row.names)
    return frozenset(word for name in names for word in _WORD.findall(lower(fold(name))))


def language_of(text: str) -> str | None:
    """Return the BCP 47 tag of the language that a text is in, or None when too little tells.

    Scripts and function words decide the clear cases; py3langid, loaded on first need, the others.
    Serbian and its neighbours cannot be told apart by either beyond the script. A text of fewer
    than 300 characters is only ever given a language that the tables of languages know.
    """
    sample = text if len(text) <= _SAMPLE else text[:_SAMPLE] + "\n" + text[len(text) // 2 : len(text) // 2 + _SAMPLE]
    clear = clear_language(sample)
    if clear is not None:
        return clear
    if len(_WORD.findall(sample)) < _FEW and not _by_script(sample):
        return None
    if len(sample) < _SHORT and not _by_script(sample):
        return _short_language(sample)
    return statistical_language(sample)


def clear_language(sample: str) -> str | None:
    """Decide by script and function words alone; None when they do not tell."""
    script = _by_script(sample)
    if script is not None:
        return script
    words = _WORD.findall(lower(sample))
    if len(words) < _FEW:
        return None
    counts = Counter[str]()
    for word, number in Counter(words).items():
        for language in _function_words().get(word, ()):
            counts[language] += number
    if not counts:
        return None
    (best, most), (_, next_most) = [*counts.most_common(2), ("", 0)][:2]
    if most >= _CLEAR * len(words) and most >= _MARGIN * next_most and most >= 3:
        return best
    return None


def statistical_language(sample: str) -> str | None:
    """Ask py3langid (loading it costs half a second and 136 MB once a process)."""
    import py3langid

    found = str(py3langid.classify(sample)[0])
    if found == "sr" and sum(1 for c in sample if "a" <= c <= "z") > sum(1 for c in sample if "а" <= c <= "я"):
        return "sr-Latn"
    return found or None


def _short_language(sample: str) -> str | None:
    """Ask py3langid about a short text; a rare language is not believed, since names look like it.

    Then the likeliest of the languages with function words is taken, where it has a clear lead and
    one of these words is there.
    """
    import py3langid

    there = {tag for word in _WORD.findall(lower(sample)) for tag in _function_words().get(word, ())}
    known = frozenset(tag for tags in _function_words().values() for tag in tags)
    first = statistical_language(sample)
    named = {row.language for row in rows("language_names", LanguageName, "any")}
    marked = any(c.isalpha() and c > "\x7f" for c in sample)
    if first is not None and (first in there or (marked and first not in known and first.split("-")[0] in named)):
        return first
    ranked = [(str(tag), float(score)) for tag, score in py3langid.rank(sample) if tag in known]
    best, most = ranked[0]
    share = 1 / sum(math.exp(max(score - most, -50.0)) for _, score in ranked)
    return best if best in there and share >= _SURE else None


@cache
def _function_words() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for row in rows("function_words", FunctionWords, "any"):
        for word in row.words:
            found.setdefault(word, []).append(row.language)
    return {word: tuple(languages) for word, languages in found.items()}


@cache
def _scripts() -> dict[str, str]:
    return {row.script: row.language for row in rows("scripts", Script, "any")}


def _by_script(sample: str) -> str | None:
    """Return the language whose script fills most of a sample. Kana among Han is Japanese."""
    letters = [c for c in sample[:2000] if c.isalpha()]
    if not letters or sum(1 for c in letters if c < "\u0370") > 0.6 * len(letters):
        return None
    counts = Counter(unicodedata.name(c, "?").split(" ", 1)[0] for c in letters)
    kana = counts["HIRAGANA"] + counts["KATAKANA"]
    if kana > 0.1 * len(letters):
        return _scripts().get("HIRAGANA")
    script, number = counts.most_common(1)[0]
    return _scripts().get(script) if number > 0.5 * len(letters) else None
