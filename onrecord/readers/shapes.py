"""What kind of word stands where? A text as a row of tagged tokens, so that grammars need no word lists.

Every token gets a tag: of a table in ``lexicons`` (``month``, ``unit`` …) or of its form (``dd`` for
one or two digits, ``yyyy`` for four, ``clock`` for 12:30 …). A tag is one character of ``codes``, so
that a pattern over tags is an ordinary regular expression over a short string, and finding is fast
and linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from onrecord.lexicons import Row
from onrecord.model import Span
from onrecord.text import lower

LONGEST_NUMBER = 18
"""More digits than this are no number that anybody counts with: they are not read as one."""


class Word(Row, frozen=True, kw_only=True):
    """A row of a table of tagged words.

    ``form`` may be several words; ``tag`` is what a grammar calls it; ``value`` is read by the
    grammar; ``capital`` asks for a capital first letter (May, March).
    """

    form: str
    tag: str
    value: str = ""
    capital: bool = False


class Entry(NamedTuple):
    """What the table says about one form."""

    code: str
    value: str
    capital: bool
    form: str


_TOKEN = re.compile(
    r"""
    (?!\x20) (?:                        # no token begins with a space: this spares trying all
    (?P<link>(?:https?://|www\.)\S+)
  | (?P<long>[^\W\d_]{4,}(?!\w))         # most words: tried early, because it is quick
  | (?P<prefix>[^\W\d_]{1,3}(?=\d))
  | (?P<word>[ap]\.m\b\.?|o['’]clock\b|[^\W\d_]+(?:\d\w*)?)
  | (?P<spaced>\d{1,3}(?:(?:[\u00a0\u202f\u2009]\d{3}){1,6}|(?:\x20\d{3}){2,3}|\x20\x30{3})(?![\d.,]\d|\d))
  | (?P<iso>\d{4}[-/]\d\d?[-/]\d\d?(?:[t ]\d\d:\d\d(?::\d\d)?(?:\.\d{1,9})?(?:z|[+-]\d\d:?\d\d)?)?(?![\w-]))
  | (?P<numdate>\d\d?(?P<sep>[/.-])\d\d?(?P=sep)(?:\d{4}|\d\d)(?![\w/-]|\.\d))
  | (?P<years>\d{4}[/\u2010\u2011\u2013-]\d\d(?![\w/-]))
  | (?P<clock>(?<![\d:.])(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?![\d:.]\d|\d))
  | (?P<decade>(?:['’]?[1-9]0|[12]\d\d0)['’]?s\b)
  | (?P<nth>\d{1,3}(?:st|nd|rd|th)\b)
  | (?P<yy>['’]\d\d\b(?!['’]))
  | (?P<fraction>\d{1,3}[/\u2044]\d{1,3}(?![\d/]))
  | (?P<number>\d+(?:[.,]\d+)*)
  | (?P<possessive>['’]s\b)
  | (?P<gap>(?:\r\n|[\n\r\x0b\x0c\x85\u2028\u2029])[^\S\n\r]*(?:\r\n|[\n\r\x0b\x0c\x85\u2028\u2029])\s*)
  | (?P<mark>[^\s\w]|_)
    )
    """,
    re.VERBOSE,
)
_MARKS = {
    "-": "hyphen",
    "\u2010": "hyphen",
    "\u2011": "hyphen",
    "\u00ad": "hyphen",
    "–": "dash",
    "—": "dash",
    ",": "comma",
    ".": "dot",
    ";": "stop",
    "!": "stop",
    "?": "stop",
    "…": "stop",
    ":": "colon",
    "/": "slash",
    "%": "percent",
    "$": "dollar",
    "(": "open",
    ")": "close",
    "[": "open",
    "]": "close",
    "'": "apostrophe",
    "’": "apostrophe",
    "#": "hash",
    "+": "plus",
    "~": "tilde",
}
_NUMBER_TAGS = ("dd", "yyyy", "int", "dec", "huge")
_OTHER_TAGS = ("other", "mark", "link", "spaced", "iso", "numdate", "years", "clock", "decade", "nth", "yy", "fraction")
_REST = ("possessive", "gap")


_Raw = tuple[str, int, int, str | None]


class Shaped(NamedTuple):
    """A text as tokens: ``codes[i]`` is the tag of the token at ``starts[i]``-``ends[i]``.

    ``entries`` holds what the table says about a token, None for the others.
    """

    text: str
    lowered: str
    codes: str
    starts: list[int]
    ends: list[int]
    entries: list[Entry | None]

    def span(self, first: int, last: int) -> Span:
        """Return the place of the tokens ``first`` to ``last`` (excluded)."""
        return Span(self.starts[first], self.ends[last - 1])

    def word(self, at: int) -> str:
        """Return a token as it is compared: in lower case."""
        return self.lowered[self.starts[at] : self.ends[at]]

    def value(self, at: int) -> str:
        """Return what the table says a token stands for, "" when it says nothing."""
        entry = self.entries[at]
        return entry.value if entry else ""

    def touching(self, at: int) -> bool:
        """Tell whether nothing stands between a token and the one before it."""
        return at > 0 and self.ends[at - 1] == self.starts[at]


class Lexer:
    """Tag the tokens of texts by tables of words and by their form."""

    def __init__(self, rows: Iterable[Word]) -> None:
        names: dict[str, None] = dict.fromkeys((*_OTHER_TAGS, *_NUMBER_TAGS, *_REST, *_MARKS.values()))
        listed = list(rows)
        names.update(dict.fromkeys(row.tag for row in listed))
        self.codes: Mapping[str, str] = {name: chr(0x100 + i) for i, name in enumerate(names)}
        self._single: dict[str, Entry] = {}
        self._small: dict[str, Entry] = {}  # what a form means in lower case that is another word in capitals: may
        self._phrases: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
        for row in listed:
            self._enter(row)
        for found in self._phrases.values():
            found.sort(key=lambda item: -len(item[0]))
        self._other, self._mark = self.codes["other"], self.codes["mark"]
        self._sign = self.codes.get("sign", "")
        self._marks = {mark: self.codes[name] for mark, name in _MARKS.items()}

    def _enter(self, row: Word) -> None:
        entry = Entry(self.codes[row.tag], row.value, row.capital, row.form)
        pieces = tuple(match.group() for match in _TOKEN.finditer(row.form.lower()))
        if len(pieces) == 1:
            first = self._single.setdefault(pieces[0], entry)
            if first.capital and not entry.capital:
                self._small.setdefault(pieces[0], entry)
        else:
            self._phrases.setdefault(pieces[0], []).append((pieces, entry))

    def compile(self, pattern: str, fragments: Mapping[str, str] | None = None) -> re.Pattern[str]:
        """Compile a pattern over tags: ``{month|unit}`` is a token with one of these tags.

        ``{{name}}`` puts in a fragment; white space does not count. A tag without any word in the
        tables matches nothing.
        """
        for _ in range(6):
            pattern = re.sub(r"\{\{([\w-]+)\}\}", lambda m: f"(?:{(fragments or {})[m[1]]})", pattern)
        tags = re.sub(r"\{(\^?)([a-z][\w|-]*)\}", lambda m: self._class(m[2], bool(m[1])), pattern)
        return re.compile(tags, re.VERBOSE)

    def _class(self, names: str, negated: bool) -> str:
        codes = "".join(self.codes[name] for name in names.split("|") if name in self.codes)
        return f"[{'^' if negated else ''}{codes}]" if codes else "(?!)"

    def read(self, text: str) -> Shaped:
        """Tag the tokens of a text; offsets count from its start."""
        lowered = lower(text)
        raw = [(match.group(), match.start(), match.end(), match.lastgroup) for match in _TOKEN.finditer(lowered)]
        starts: list[int] = []
        ends: list[int] = []
        codes: list[str] = []
        entries: list[Entry | None] = []
        phrases, single = self._phrases, self._single
        at, count = 0, len(raw)
        while at < count:
            word, start, end, kind = raw[at]
            last = at
            entry = single.get(word)
            if word in phrases and (longer := self._phrase(text, raw, at)) is not None:
                entry, last = longer
            elif entry is not None and entry.capital and not text[start].isupper():
                entry = self._small.get(word)
            if kind == "prefix" and last == at and (entry is None or entry.code != self._sign):
                # G20, MP3: letters and the figures after them are one name.
                entry, last = None, min(at + 1, count - 1)
            codes.append(entry.code if entry is not None else self._code(word, kind))
            entries.append(entry)
            starts.append(start)
            ends.append(raw[last][2] if last != at else end)
            at = last + 1
        return Shaped(text, lowered, "".join(codes), starts, ends, entries)

    def _phrase(self, text: str, raw: list[_Raw], at: int) -> tuple[Entry, int] | None:
        """Return the longest phrase of the table that begins at a token, with its last token."""
        start = raw[at][1]
        for pieces, entry in self._phrases[raw[at][0]]:
            stop = at + len(pieces)
            if stop > len(raw) or any(raw[at + i][0] != piece for i, piece in enumerate(pieces)):
                continue
            if _as_written(entry.form, start, raw[stop - 1][2]) and not (entry.capital and not text[start].isupper()):
                return entry, stop - 1
        return None

    def _code(self, word: str, kind: str | None) -> str:
        """Return the code of a token that no table lists."""
        if kind in ("long", "word", "prefix"):
            return self._other
        if kind == "mark":
            return self._marks.get(word, self._mark)
        return self.codes[_number_tag(word) if kind == "number" else kind or "other"]


def _as_written(form: str, start: int, end: int) -> bool:
    """Tell whether the pieces of a form without a space (US$, km/h) stand together in the text too."""
    return " " in form or end - start == len(form)


def _number_tag(word: str) -> str:
    if word.isdecimal():
        length = len(word)
        if length <= 2:
            return "dd"
        if length == 4:
            return "yyyy"
        return "int" if length <= LONGEST_NUMBER else "huge"
    if len(word) > LONGEST_NUMBER + 6:
        return "huge"
    return "dec"
