"""Words of a document on a terminal: made harmless, cut and wrapped by the columns they take."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from onrecord.dossier.characters import clusters, width

_SPACES = re.compile(r"\s+")
_KEPT = "\u200c\u200d\u200e\u200f\u061c"
"""Format characters that spelling needs, or that steer no more than their neighbours."""
_UNSEEN = "\u00ad\u200b\u2060\ufeff"
"""Format characters that say where a line may break; left out of the view."""


def harmless(text: str) -> str:
    """Return words that a terminal will show and never obey, on one line.

    White space becomes one space; control characters (the escape that starts every terminal
    command among them) their symbols, ``␛``; whatever turns the direction of text, and other
    format characters, their numbers, ``<U+202E>``; lone surrogates U+FFFD.
    """
    plain = _SPACES.sub(" ", text).strip()
    if plain.isascii() and plain.isprintable():
        return plain
    return "".join(map(_symbol, plain))


@lru_cache(maxsize=4096)
def _symbol(c: str) -> str:
    """Return what stands for one character."""
    if c.isprintable() or c in _KEPT:
        return c
    if c in _UNSEEN:
        return ""
    code, category = ord(c), unicodedata.category(c)
    if code < 0x20:
        return chr(0x2400 + code)
    if c == "\x7f":
        return "\u2421"
    if category == "Cs":
        return "\ufffd"
    if category == "Zs":
        return " "
    return c if category == "Co" else f"<U+{code:04X}>"


def cut(text: str, limit: int) -> str:
    """Return harmless words of at most so many columns; an ellipsis stands for what was cut."""
    piece = text[: 16 * limit + 64]
    parts = clusters(harmless(piece))
    used, kept = 0, 0
    while kept < len(parts) and used + width(parts[kept]) <= limit:
        used += width(parts[kept])
        kept += 1
    if kept == len(parts) and len(piece) == len(text):
        return "".join(parts)
    while kept and used > limit - 1:
        kept -= 1
        used -= width(parts[kept])
    return "".join(parts[:kept]).rstrip() + "…"


def wrap(text: str, limit: int, first: str = "", rest: str = "    ") -> list[str]:
    """Break harmless words into lines of at most so many columns.

    ``first`` begins the first line and ``rest`` the others; a word longer than a line is broken
    between two characters, and a dot that parts two facts stays with the first of them.
    """
    lines: list[str] = []
    line, used = first, sum(map(width, clusters(first)))
    begun = False
    for word in text.replace(" ·", "\u00a0·").split(" "):
        parts = clusters(word)
        size = sum(map(width, parts))
        if begun and used + 1 + size > limit:
            lines.append(line)
            line, used, begun = rest, len(rest), False
        if begun:
            line, used = f"{line} ", used + 1
        if used + size <= limit:
            line, used, begun = line + word, used + size, True
            continue
        for part in parts:
            if begun and used + width(part) > limit:
                lines.append(line)
                line, used = rest, len(rest)
            line, used, begun = line + part, used + width(part), True
    return [written.replace("\u00a0", " ") for written in [*lines, line.rstrip()]]
