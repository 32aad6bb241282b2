"""What is counted: where does the noun after a number end?"""

from __future__ import annotations

from functools import cache

from onrecord.readers.quantities.grammar import grammar
from onrecord.readers.shapes import Shaped

LONGEST = 9
"""More tokens than this are not taken as the name of what is counted."""
_NO_PLURAL = ("ss", "us", "is", "'s", "ous")


@cache
def tags(*names: str) -> str:
    """Return the codes of these tags."""
    codes = grammar().lexer.codes
    return "".join(codes.get(name, "") for name in names)


def is_plural(shaped: Shaped, at: int) -> bool:
    """Tell whether a token looks like a plural noun."""
    code = shaped.codes[at]
    if code in tags("plural", "part", "plural-scale"):
        return True
    word = shaped.word(at)
    return (
        code in tags("other", "measure", "numbered", "currency", "age-unit")
        and len(word) > 2
        and word.endswith("s")
        and not word.endswith(_NO_PLURAL)
    )


def noun(shaped: Shaped, first: int, *, singular: bool, open_end: bool = False) -> tuple[int, int] | None:
    """Return the tokens (first, last excluded) of the noun that begins at a token, None for none.

    A plural ends it; a singular noun is taken where ``singular`` allows one. ``open_end`` takes what
    follows a fraction: any noun phrase up to a word that cannot belong to it.
    """
    last = first
    inner = tags(
        "other",
        "plural",
        "measure",
        "old",
        "one-part",
        "up",
        "down",
        "currency",
        "numbered",
        "age",
        "age-unit",
        "each",
        "part",
        "half",
        "quarter",
        "dozen",
    )
    joints = tags("hyphen")
    best = None
    while last < len(shaped.codes) and last - first < LONGEST:
        code = shaped.codes[last]
        if code in tags("dot") and last > first and _initial(shaped, last - 1):
            last += 1
            continue
        if code in joints:
            if last == first or not (shaped.touching(last) and last + 1 < len(shaped.codes)):
                break
            last += 1
            continue
        if code not in inner or (last > first and code in tags("up", "down") and not is_plural(shaped, last)):
            break
        if singular and not open_end and last > first and is_plural(shaped, last) and code in tags("other"):
            break
        last += 1
        if is_plural(shaped, last - 1):
            best = last
            if not _goes_on(shaped, last):
                return first, last
    if best is not None:
        return first, best
    while last > first and shaped.codes[last - 1] in joints:
        last -= 1
    if last == first or not (singular or open_end):
        return None
    return first, min(last, first + (LONGEST if open_end else _singular_length(shaped, first, last)))


def _initial(shaped: Shaped, at: int) -> bool:
    """Tell whether a token is one capital letter with a point after it (U.S.)."""
    start = shaped.starts[at]
    return shaped.ends[at] == start + 1 and shaped.text[start].isupper() and shaped.touching(at + 1)


def _goes_on(shaped: Shaped, at: int) -> bool:
    """Tell whether a plural is followed by another one, so that it only describes it (sales offices)."""
    if at >= len(shaped.codes):
        return False
    if shaped.codes[at] in tags("hyphen") and shaped.touching(at):
        return True
    return shaped.codes[at] in tags("other", "plural") and is_plural(shaped, at)


def _singular_length(shaped: Shaped, first: int, last: int) -> int:
    """Return how many tokens of a stretch without a plural name one thing: up to three words."""
    words = 0
    for at in range(first, last):
        if shaped.codes[at] in tags("hyphen"):
            continue
        if at == first or shaped.codes[at - 1] not in tags("hyphen"):
            words += 1
        if words > 3:
            return at - first
    return last - first
