"""Which rows of tagged tokens are quantities? The patterns, by name."""

# A pattern is easier to read on one line.
# ruff: noqa: E501

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from re import Match, Pattern
from typing import NamedTuple

from onrecord.lexicons import rows
from onrecord.readers import numerals
from onrecord.readers.shapes import Lexer, Shaped, Word

TABLES = ("quantity_modifiers", "age_words", "numbers", "units", "quantity_words", "change_words", "noun_words")
"""The tables of this reader, the weightier first: a form that stands in two is what the first says."""

_FRAGMENTS = {
    **numerals.FRAGMENTS,
    "modifier": r"(?: (?P<mod>{modifier|tilde}) {the}? )?",
    "value": r"(?: {zero} | {{below-100}} {dozen} | {a} {dozen} | {half} {a} {hundred|scale|dozen} | {dd|int} {fraction} {scale}? | {{numeral}} (?: {and} {a} {half} {scale}? )? )",
    "part": r"(?: (?: {a} | {ones} | {dd} ) {hyphen}? (?: {part|one-part|quarter} ) | {half} | {fraction} )",
    "counted-part": r"(?: (?: {a} | {ones} | {dd} ) {hyphen}? {part|one-part} | {ones} {hyphen}? {quarter} (?= {of} ) | {a} {quarter} (?= {of|the} ) | {half} | {fraction} )",
}

RULES: tuple[tuple[str, str], ...] = (
    (
        "money",
        r"{{modifier}} (?P<s>{sign}) (?P<n>{{value}}) (?P<l>{scale-letter})? (?: (?P<j>{to|hyphen|dash}) (?P<s2>{sign})? (?P<n2>{{value}}) (?P<l2>{scale-letter})? )?",
    ),
    (
        "money",
        r"{between} (?P<s>{sign}) (?P<n>{{value}}) (?P<l>{scale-letter})? (?P<j>{and}) (?P<s2>{sign})? (?P<n2>{{value}}) (?P<l2>{scale-letter})?",
    ),
    (
        "range",
        r"{{modifier}} (?: {between} )? (?P<n>{{value}}) (?P<u1>{percent})? (?P<j>{to|dash|or}) (?P<n2>{{value}})",
    ),
    (
        "range",
        r"{{modifier}} (?: {between} )? (?P<n>{{digits}}) (?P<u1>{percent})? (?P<j>{hyphen}) (?P<n2>{{digits}} {scale}?)",
    ),
    ("range", r"{between} (?P<n>{{value}}) (?P<u1>{percent})? (?P<j>{and}) (?P<n2>{{value}})"),
    ("plain", r"{{modifier}} (?P<n>{{value}}) (?P<l>{scale-letter})?"),
    ("vague", r"{{modifier}} (?: {several} | {couple} )? (?P<v>{plural-scale}) (?: {of} (?P<v2>{plural-scale}) )?"),
    ("several", r"{{modifier}} (?P<v>{several|couple}) (?P<k>{hundred|scale|dozen} {scale}?)?"),
    ("ratio", r"{{modifier}} (?P<n>{ones|dd|teens}) (?P<j>{out-of}) {each}? (?P<n2>{ones|dd|teens|tens|int})"),
    ("part", r"{{modifier}} (?P<p>{{counted-part}})"),
    ("twice", r"{{modifier}} (?P<v>{twice})"),
    ("multiple", r"{{modifier}} (?P<v>{multiple|double})"),
    ("age", r"(?P<n>{{numeral}}) (?P<a>{hyphen}? {age-unit} {hyphen}? {old|age})"),
)
"""The names of the rules with their patterns; the longest match at a place wins, then the first."""


class Found(NamedTuple):
    """A rule that holds for a stretch of tokens."""

    rule: str
    match: Match[str]


class Grammar(NamedTuple):
    """The lexer with the rules compiled for it."""

    lexer: Lexer
    rules: tuple[tuple[str, Pattern[str]], ...]


@cache
def grammar() -> Grammar:
    """Return the compiled grammar of English quantities."""
    lexer = Lexer(row for table in TABLES for row in rows(table, Word))
    return Grammar(lexer, tuple((name, lexer.compile(pattern, _FRAGMENTS)) for name, pattern in RULES))


def find(shaped: Shaped) -> Iterator[Found]:
    """Yield every match of every rule in order of place, the longest first; they may overlap."""
    found = [
        (match.start(), -match.end(), order, Found(name, match))
        for order, (name, pattern) in enumerate(grammar().rules)
        for match in pattern.finditer(shaped.codes)
    ]
    found.sort(key=lambda item: item[:3])
    for item in found:
        yield item[3]
