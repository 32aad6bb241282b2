"""How anybody's text gets into the page: escaped, at equal length, and never able to act."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from onrecord.dossier.terms import marked

_BIDI = [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]
_BREAKS = [0x0B, 0x0C, 0x1C, 0x1D, 0x1E, 0x85, 0x2028, 0x2029]
_UNSHOWABLE = [*range(0x09), *range(0x0E, 0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000)]

# The parser of HTML turns a bare CR into LF, so that CR LF would lose a character; the reference stays.
_MARKUP = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord('"'): "&quot;", ord("'"): "&#39;", 13: "&#13;"}
_SHOWN: dict[int, str] = {
    **dict.fromkeys(_UNSHOWABLE, "\ufffd"),
    **dict.fromkeys(_BREAKS, "\n"),
}
_TEXT: dict[int, str] = {
    **_SHOWN,
    **_MARKUP,
    # Isolated, so that an override acts on nothing but itself; the style sheet prints its name.
    **{c: f'<bdi class="bidi" data-c="U+{c:04X}">{chr(c)}</bdi>' for c in _BIDI},
}
_ATTRIBUTE: dict[int, str] = {**_SHOWN, **_MARKUP, **dict.fromkeys(_BIDI, "\ufffd"), 10: "&#10;"}
_LINK = re.compile(r"https?://[^\s/?#@\\<>\"']+(?:[/?#][^\s<>\"'\\]*)?", re.IGNORECASE)
_SPACES = re.compile(r"\s+")


def shown(text: str) -> str:
    """Return what the page shows of a text, at the same length: what has no shape becomes U+FFFD.

    Line and page separators become line feeds; controls, NUL and lone surrogates U+FFFD.
    """
    return text.translate(_SHOWN)


def words(text: str) -> str:
    """Return a text as HTML. Its text content is ``shown(text)``, character by character."""
    return text.translate(_TEXT)


def attribute(text: str) -> str:
    """Return a text as the value of an attribute (between double quotes) or of ``title``."""
    return text.translate(_ATTRIBUTE)


def shorten(text: str, limit: int) -> str:
    """Return a text on one line, with its middle left out where it is longer than ``limit``."""
    if len(text) > 4 * limit:
        text = text[: 2 * limit] + " … " + text[-limit:]
    line = _SPACES.sub(" ", text).strip()
    if len(line) <= limit:
        return line
    head = line[: limit * 2 // 3].rsplit(" ", 1)[0] or line[: limit * 2 // 3]
    tail = line[-(limit // 4) :].split(" ", 1)[-1]
    return f"{head} … {tail}"


def beginning(text: str, limit: int) -> str:
    """Return the first words of a text on one line, at most ``limit`` characters."""
    line = _SPACES.sub(" ", text[: 4 * limit]).strip()
    if len(line) <= limit and len(text) <= 4 * limit:
        return line
    return (line[:limit].rsplit(" ", 1)[0] or line[:limit]) + "…"


def quoted(text: str, limit: int = 320) -> str:
    """Return words of the statement as a quotation that keeps its own direction.

    Words that begin or end with a quotation mark get no other one around them.
    """
    line = shorten(text, limit)
    own = ' class="own"' if marked(line) else ""
    return f'<q{own} dir="auto">{words(line)}</q>'


def value(text: object) -> str:
    """Return a value (a name, a symbol, a rating) that keeps its own direction."""
    return f"<bdi>{words(str(text))}</bdi>"


def is_link(url: str | None) -> bool:
    """Tell whether a url may be linked: http or https, a host, no credentials, nothing unshowable."""
    return url is not None and bool(_LINK.fullmatch(url)) and not any(ord(c) in _SHOWN or ord(c) in _BIDI for c in url)


def term(table: Mapping[Any, str], key: object) -> str:
    """Return how the page calls a value of a closed list; one that is not on the list stands as it is."""
    return words(table.get(key, str(key)))


def link(url: str, label: str | None = None) -> str:
    """Return a link to a page elsewhere (label: HTML); a url that may not be linked is only shown."""
    inner = words(url) if label is None else label
    if not is_link(url):
        return f'<span class="unlinked" dir="ltr">{words(url)}</span>' if label is None else inner
    bare = " bare" if label is None else ""
    return f'<a class="out{bare}" href="{attribute(url)}" rel="noopener noreferrer nofollow">{inner}</a>'


def passage_url(url: str, text: str) -> str:
    """Return the url of a passage at its source, by a text fragment (``#:~:text=``)."""
    line = shorten(text, 100_000)
    parts = [line]
    if len(line) > 120:
        pieces = line.split(" ")
        parts = [" ".join(pieces[:6]), " ".join(pieces[-6:])]
    # A hyphen has a meaning in text fragments, so it is written as a reference too.
    coded = ",".join(quote(shown(part), safe="").replace("-", "%2D") for part in parts)
    return f"{url.split('#', 1)[0]}#:~:text={coded}"
