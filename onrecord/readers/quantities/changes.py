"""Did it rise or fall?"""

from __future__ import annotations

from onrecord.model import Change
from onrecord.readers.quantities.draft import Draft
from onrecord.readers.quantities.nouns import tags
from onrecord.readers.shapes import Shaped

_CHANGE_REACH = 5
"""How many tokens before a quantity a word of change may stand."""
_GAPPED = 6
"""How many tokens apart two changes may stand where one verb serves both."""


def change(shaped: Shaped, draft: Draft) -> Change | None:
    """Tell whether the words around a quantity say that something rose or fell by it."""
    codes, up, down = shaped.codes, tags("up"), tags("down")
    before = draft.first - 1
    if before >= 0 and codes[before] in tags("to", "from", "between"):
        return None
    if (
        before >= 0
        and draft.unit == "percent"
        and shaped.touching(draft.first)
        and codes[before] in tags("plus", "hyphen")
    ):
        return "up" if codes[before] in tags("plus") else "down"
    for at in range(before, max(-1, before - _CHANGE_REACH), -1):
        if (codes[at] in up or codes[at] in down) and not _part_of_word(shaped, at):
            return "up" if codes[at] in up else "down"
        if codes[at] in tags("comma", "dot", "stop", "gap", "dd", "int", "dec", "and", "to"):
            break
    return _change_after(shaped, draft)


def _part_of_word(shaped: Shaped, at: int) -> bool:
    """Tell the up of start-up, and of make up, from a word of its own."""
    if at > 0 and shaped.codes[at - 1] in tags("with-particle"):
        return True
    hyphens = tags("hyphen")
    return (at > 0 and shaped.codes[at - 1] in hyphens) or shaped.codes[at + 1 : at + 2] in tuple(hyphens)


def _change_after(shaped: Shaped, draft: Draft) -> Change | None:
    """A 4 percent increase, a 10 % pay cut."""
    codes, up, down = shaped.codes, tags("up"), tags("down")
    if draft.unit in ("percent", "percentage points"):
        for at in range(draft.last, min(draft.last + 2, len(codes))):
            if codes[at] in up or codes[at] in down:
                return "up" if codes[at] in up else "down"
    return None


def told_again(shaped: Shaped, previous: Draft, draft: Draft) -> None:
    """Carry over what the quantity before says of this one too: its change, and in a bracket its bound.

    “Fell 190 points, or 0.6 percent”; “more than 100 km (60 miles)”; “A was down 2 %, B by 3 %”.
    """
    again = same_again(shaped, previous, draft)
    if draft.change is None and (again or _gapped(shaped, previous, draft)):
        draft.change = previous.change
    opened = again and shaped.codes[draft.first - 1] in tags("open")
    measure = shaped.codes[draft.bare : draft.bare + 1] in tuple(tags("measure", "percent", "currency"))
    converted = opened and measure and previous.unit is not None and draft.unit != previous.unit
    if converted and previous.value is not None and draft.value is not None and draft.modifier is None:
        draft.modifier = previous.modifier
        draft.low = None if previous.low is None else draft.value
        draft.high = None if previous.high is None else draft.value
        draft.why = f"{draft.why}; in a bracket it says once more what stands before"


def _gapped(shaped: Shaped, previous: Draft, draft: Draft) -> bool:
    """Tell whether the verb of the quantity before serves this one too: “A was down 2 %, B by 3 %”."""
    gap = shaped.codes[previous.last : draft.first]
    listed = gap[:1] in tuple(tags("comma", "and")) and gap[-1:] in tuple(tags("by"))
    return listed and len(gap) <= _GAPPED and previous.unit == draft.unit


def same_again(shaped: Shaped, previous: Draft, draft: Draft) -> bool:
    """Tell whether a quantity says once more what the one before it says (190 points, or 0.6 percent)."""
    gap = shaped.codes[previous.last : draft.first]
    return 0 < len(gap) <= 2 and gap[-1] in tags("or", "open") and gap[0] in tags("or", "open", "comma")
