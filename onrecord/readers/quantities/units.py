"""What unit or noun follows a number?"""

from __future__ import annotations

from onrecord.readers.quantities.draft import Draft
from onrecord.readers.quantities.nouns import noun, tags
from onrecord.readers.shapes import Shaped


def add_unit(shaped: Shaped, draft: Draft, previous: Draft | None) -> None:
    """Find what follows the number: percent, a currency, a measure, or a noun (after “of”, for parts)."""
    at, codes = draft.last, shaped.codes
    if at < len(codes) and codes[at] in tags("hyphen") and shaped.touching(at) and at + 1 < len(codes):
        _hyphened(shaped, draft)
        return
    if at >= len(codes) or draft.unit is not None:
        return
    code = codes[at]
    if code in tags("percent", "currency", "sign", "measure"):
        draft.last = at + 1
        draft.unit = shaped.value(at) or shaped.text[shaped.starts[at] : shaped.ends[at]]
        return
    if code in tags("of"):
        _after_of(shaped, draft, previous)
        return
    singular = draft.value is not None and (draft.value == 1 or draft.kind == "share")
    start = at + 1 if draft.kind == "share" and code in tags("the", "all", "a", "own") else at
    counted = noun(shaped, start, singular=singular)
    if counted is not None:
        _take(shaped, draft, start, counted[1])


def _after_of(shaped: Shaped, draft: Draft, previous: Draft | None) -> None:
    """Half of our exports, hundreds of routes; 8 of which counts what was counted before."""
    at, codes = draft.last, shaped.codes
    part = draft.kind != "number"
    if at + 1 < len(codes) and codes[at + 1] in tags("which", "whom"):
        if previous is not None and codes[at + 1] in tags("which") and not part:
            draft.unit = previous.unit
        return
    if not part and codes[at - 1] not in tags("plural-scale", "dozen"):
        return
    first = _past(shaped, at + 1, "the", "all")
    start = _past(shaped, first, "own")
    if (behind := _past(shaped, start, "the", "all")) != start:
        first = start = behind
    if start < len(codes) and codes[start] in tags("currency"):
        draft.last, draft.unit = start + 1, shaped.value(start)
        return
    counted = noun(shaped, start, singular=True, open_end=True)
    if counted is not None:
        _take(shaped, draft, first, counted[1])


def _past(shaped: Shaped, at: int, *names: str) -> int:
    """Return the first token from a place on that has none of these tags."""
    while at < len(shaped.codes) and shaped.codes[at] in tags(*names):
        at += 1
    return at


def _take(shaped: Shaped, draft: Draft, first: int, last: int) -> None:
    draft.last = last
    draft.unit = " ".join(shaped.text[shaped.starts[first] : shaped.ends[last - 1]].split())


def _hyphened(shaped: Shaped, draft: Draft) -> None:
    """A 16-nation bloc, a five-member panel: the word after the hyphen is what is counted."""
    at = draft.last + 1
    if shaped.codes[at] in tags("other", "measure", "percent", "plural", "currency") and shaped.touching(at):
        draft.last = at + 1
        draft.unit = shaped.value(at) or shaped.text[shaped.starts[at] : shaped.ends[at]]
