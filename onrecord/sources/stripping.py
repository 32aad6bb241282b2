"""HTML without a parser: how deep a page is nested, and its text by dropping the tags."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from itertools import accumulate

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,15})\b[^<>]*>|<!--|<[!?][^<>]*>")
_RAW = frozenset({"script", "style", "noscript", "template", "svg", "iframe", "textarea", "head", "title"})
"""Elements whose content is no text of the page."""
_IMPLIED = frozenset("p li dt dd tr td th thead tbody tfoot option optgroup colgroup rp rt body html head".split())  # noqa: SIM905
"""Elements that HTML closes by itself: left open, they do not nest."""
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())  # noqa: SIM905
_NESTING = re.compile(rf"<(/?)(?!(?:{'|'.join(sorted(_IMPLIED | _VOID))})\b)[a-zA-Z]", re.IGNORECASE)
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small span strike"  # noqa: SIM905
    " strong sub sup time tt u var wbr".split()
)
_BLANKS = re.compile(r"[^\S\n]+")
_LINES = re.compile(r"\s*\n\s*")


def depth(page: str, enough: int) -> int:
    """Return how deep elements stand open in one another, counting no further than ``enough``.

    An end tag closes what was left open inside its element, as a parser would.
    """
    # Most pages are told apart by counting alone, twenty times as fast.
    rough = max(accumulate((-1 if mark else 1 for mark in _NESTING.findall(page)), initial=0))
    if rough < enough:
        return rough
    stack: list[str] = []
    count = Counter[str]()
    most = 0
    for match, name, _ in _tags(page):
        if not name or name in _IMPLIED or name in _VOID:
            continue
        if match[1]:
            while count[name]:
                left = stack.pop()
                count[left] -= 1
                if left == name:
                    break
        elif not match.group().endswith("/>"):
            stack.append(name)
            count[name] += 1
            most = max(most, len(stack))
            if most >= enough:
                return most
    return most


def _tags(page: str) -> Iterator[tuple[re.Match[str], str, int]]:
    """Yield each tag outside scripts and comments: the match, its name, and where reading goes on."""
    lowered = page.lower() if len(page.lower()) == len(page) else page
    missing: set[str] = set()
    at = 0
    while (match := _TAG.search(page, at)) is not None:
        at = match.end()
        name = (match[2] or "").lower()
        if match.group() == "<!--":
            at = _after(page, "-->", at, missing)
        elif name in _RAW and not match[1]:
            at = _after(lowered, f"</{name}", at, missing, inside=True)
            yield match, "", at
            continue
        yield match, name, at


def strip_tags(page: str) -> str:
    """Return the text of a page: no tags, no scripts, a line a block. Linear in the page."""
    parts: list[str] = []
    at = 0
    for match, name, after in _tags(page):
        parts.append(page[at : match.start()])
        at = after
        if name and name not in _INLINE:
            parts.append("\n")
    parts.append(page[at:])
    text = unescape("".join(parts)).replace("\xa0", " ")
    return _LINES.sub("\n\n", _BLANKS.sub(" ", text)).strip()


def _after(page: str, ending: str, at: int, missing: set[str], *, inside: bool = False) -> int:
    """Return where ``ending`` ends (or begins); what is never closed is looked for only once."""
    if ending in missing:
        return at
    found = page.find(ending, at)
    if found < 0:
        missing.add(ending)
        return at
    return found if inside else found + len(ending)
