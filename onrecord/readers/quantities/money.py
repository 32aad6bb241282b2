"""Which sums of money does a match hold: one, a range, or two?"""

from __future__ import annotations

from re import Match

from onrecord.readers.quantities.amounts import exact, joined, moved, number, scaled, shared_scale
from onrecord.readers.quantities.draft import Draft
from onrecord.readers.quantities.nouns import tags
from onrecord.readers.shapes import Shaped


def money(shaped: Shaped, match: Match[str]) -> Draft | None:
    """Return a sum of money or a range of them; of two sums that are no range, the first."""
    draft = _sum(shaped, match, "n", "l", match.start(), match.start("s"))
    if draft is None or not match.group("j"):
        return draft
    second = number(shaped, match, "n2")
    if second is None:
        return None
    high = scaled(shaped, match, "l2", second)
    if draft.value is None or high is None:
        return draft
    low = shared_scale(shaped, match, draft.value, high)
    rose = match.group("j") in tuple(tags("to")) and moved(shaped, match.start() - 1)
    if rose or low >= high:
        return draft  # two sums: from $3 million to $2 million, up from $3 to $4
    draft.last = draft.bare = match.end()
    draft.value, draft.low, draft.high = None, low, high
    draft.modifier = "between" if match.group().startswith(tuple(tags("between"))) else None
    return draft


def second_sum(shaped: Shaped, match: Match[str]) -> Draft | None:
    """Return the second of two sums of money that are no range: from $5m to $4m.

    Without a sign it has that of the first after “from” and “between”; “$500 to 20 people” is one sum.
    """
    if match.group("s2"):
        return _sum(shaped, match, "n2", "l2", match.start("s2"), match.start("s2"))
    before = shaped.codes[match.start() - 1 : match.start()]
    if before in tuple(tags("from")) or match.group().startswith(tuple(tags("between"))):
        return _sum(shaped, match, "n2", "l2", match.start("n2"), match.start("s"))
    return None


def _sum(shaped: Shaped, match: Match[str], value: str, letter: str, first: int, sign: int) -> Draft | None:
    """Return one sum of money: ``value`` and ``letter`` are its groups, ``sign`` is the token of its currency."""
    amount = number(shaped, match, value)
    if amount is None:
        return None
    lettered = match.group(letter) and joined(shaped, match.start(letter))
    last = match.end(letter) if lettered else match.end(value)
    draft = exact(first, last, scaled(shaped, match, letter, amount))
    draft.unit = shaped.value(sign)
    draft.why = f"a sum of money: “{shaped.text[shaped.starts[sign] : shaped.ends[sign]]}” is read as {draft.unit}"
    return draft
