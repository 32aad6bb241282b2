"""What is the number, between which bounds, of what, and did it rise or fall?"""

from __future__ import annotations

from collections.abc import Iterator
from re import Match

from onrecord.readers import numerals
from onrecord.readers.quantities.amounts import exact, moved, number, share, shared_scale
from onrecord.readers.quantities.changes import change, told_again
from onrecord.readers.quantities.draft import Draft
from onrecord.readers.quantities.grammar import Found
from onrecord.readers.quantities.money import money, second_sum
from onrecord.readers.quantities.nouns import noun, tags
from onrecord.readers.quantities.units import add_unit
from onrecord.readers.shapes import Shaped


def measured(shaped: Shaped, found: Found, previous: Draft | None) -> Iterator[Draft]:
    """Yield the quantities that a match holds (a range that is none is two)."""
    match = found.match
    if found.rule == "range" and not _is_range(shaped, match):
        for group in ("n", "n2"):
            value = number(shaped, match, group)
            if value is not None:
                first = match.start() if group == "n" else match.start(group)
                yield _finished(shaped, match, exact(first, match.end(group), value), previous, group == "n")
        return
    draft = _MAKERS[found.rule](shaped, match)
    if draft is None:
        return
    if found.rule in ("age", "twice", "multiple"):
        yield draft
        return
    draft = _finished(shaped, match, draft, previous, True)
    yield draft
    if found.rule == "money" and match.group("j") and draft.value is not None:
        second = second_sum(shaped, match)
        if second is not None:
            yield _finished(shaped, match, second, draft, False)


def _is_range(shaped: Shaped, match: Match[str]) -> bool:
    """Tell 5 to 10 from a vote (93 to 7), a change (from 5 to 10 percent), and a code (555-1234)."""
    low, high = number(shaped, match, "n"), number(shaped, match, "n2")
    if low is None or high is None or low >= high:
        return False
    before = match.start() - 1
    if match.group("u1") and shaped.codes[match.end() : match.end() + 1] not in tuple(tags("percent")):
        return False
    return not (before >= 0 and shaped.codes[before] in tags("from") and moved(shaped, before))


def _plain(shaped: Shaped, match: Match[str]) -> Draft | None:
    value = number(shaped, match, "n")
    if value is None:
        return None
    at = match.start("l") if match.group("l") else match.end()
    if match.group("l") and shaped.touching(at) and _counts_on(shaped, match.end(), at):
        return exact(match.start(), match.end(), numerals.tidy(value * float(shaped.value(at))))
    return exact(match.start(), at, value)


def _counts_on(shaped: Shaped, after: int, at: int) -> bool:
    """Tell 2.7m sales and 4.3M (millions) from 2.7m (metres): something must be counted."""
    letter = shaped.text[shaped.starts[at]]
    return letter != "m" or noun(shaped, after, singular=False) is not None


def _range(shaped: Shaped, match: Match[str]) -> Draft | None:
    low, high = number(shaped, match, "n"), number(shaped, match, "n2")
    if low is None or high is None:
        return None
    low = shared_scale(shaped, match, low, high)
    why = f"a range from {low:g} to {high:g}"
    modifier = "between" if match.group().startswith(tuple(tags("between"))) else None
    return Draft(match.start(), match.end(), match.end(), None, low, high, why, modifier=modifier)


def _vague(shaped: Shaped, match: Match[str]) -> Draft | None:
    size = float(shaped.value(match.start("v")))
    if match.group("v2"):
        inner = float(shaped.value(match.start("v2")))
        low, high = numerals.tidy(2 * size * inner), numerals.tidy(10 * size * inner) if size in (10, 100) else None
        return Draft(
            match.start(),
            match.end(),
            match.end(),
            None,
            low,
            high,
            "an open number of tens or hundreds of them",
            "open",
        )
    low = numerals.tidy(2 * size)
    return Draft(
        match.start(), match.end(), match.end(), None, low, None, "an open number: at least two of them", "open"
    )


def _several(shaped: Shaped, match: Match[str]) -> Draft | None:
    size = float(shaped.value(match.start("v")))
    for at in range(*match.span("k")) if match.group("k") else ():
        size *= float(shaped.value(at))
    low = numerals.tidy(size)
    if shaped.codes[match.start("v")] in tags("couple"):
        return Draft(match.start(), match.end(), match.end(), low, low, low, "a couple is two")
    return Draft(
        match.start(), match.end(), match.end(), None, low, None, "an open number: at least two of them", "open"
    )


def _ratio(shaped: Shaped, match: Match[str]) -> Draft | None:
    part, whole = number(shaped, match, "n"), number(shaped, match, "n2")
    if not part or not whole or part >= whole:
        return None
    value = round(part / whole, 6)
    draft = exact(match.start(), match.end(), value)
    draft.why = f"{part:g} of {whole:g}: {value:g}"
    return draft


def _part(shaped: Shaped, match: Match[str]) -> Draft | None:
    first, last = match.span("p")
    value: float | None = None
    for at in range(first, last):
        if shaped.codes[at] in tags("fraction"):
            value = share(shaped.word(at))
        elif shaped.value(at):
            value = float(shaped.value(at)) * (1 if value is None else value)
        elif shaped.codes[at] in tags("dd"):
            value = float(shaped.word(at))
    if value is None or not 0 < value <= 1:
        return None
    draft = exact(match.start(), match.end(), numerals.tidy(round(value, 6)))
    draft.why, draft.kind = "a share of a whole", "share"
    return draft


def _twice(shaped: Shaped, match: Match[str]) -> Draft | None:
    value = numerals.tidy(float(shaped.value(match.start("v"))))
    return _bounded(
        shaped, match, Draft(match.start(), match.end(), match.end(), value, value, value, "how many times")
    )


def _multiple(shaped: Shaped, match: Match[str]) -> Draft | None:
    value = float(shaped.value(match.start("v")))
    exact = numerals.tidy(value)
    word = shaped.word(match.start("v"))
    draft = Draft(
        match.start(), match.end(), match.end(), exact, exact, exact, f"“{word}” says by what it was multiplied"
    )
    draft.change = "up" if value > 1 else "down"
    return _bounded(shaped, match, draft)


def _age(shaped: Shaped, match: Match[str]) -> Draft | None:
    at = match.start("a")
    value = number(shaped, match, "n")
    if value is None:
        return None
    begin = at + 1 if shaped.codes[at] in tags("hyphen") else at
    unit = shaped.text[shaped.starts[begin] : shaped.ends[match.end() - 1]]
    return Draft(match.start(), match.end(), match.end(), value, value, value, "an age", unit=unit)


_MAKERS = {
    "plain": _plain,
    "range": _range,
    "money": money,
    "vague": _vague,
    "several": _several,
    "ratio": _ratio,
    "part": _part,
    "twice": _twice,
    "multiple": _multiple,
    "age": _age,
}


def _finished(shaped: Shaped, match: Match[str], draft: Draft, previous: Draft | None, bounded: bool) -> Draft:
    """Add the unit or what is counted, the bound of the modifier, and the change."""
    add_unit(shaped, draft, previous)
    if bounded:
        _bounded(shaped, match, draft)
    draft.change = change(shaped, draft)
    if previous is not None:
        told_again(shaped, previous, draft)
    return draft


def _bounded(shaped: Shaped, match: Match[str], draft: Draft) -> Draft:
    """Turn the modifier into bounds: more than, at least, up to, fewer than, about."""
    if not match.groupdict().get("mod"):
        return draft
    name = shaped.value(match.start("mod")) or "about"
    draft.modifier = name
    if draft.value is None:
        return draft
    draft.low = draft.value if name in ("more than", "at least") else None
    draft.high = draft.value if name in ("up to", "fewer than") else None
    draft.why = f"{draft.why}; “{shaped.word(match.start('mod'))}” makes it a bound"
    if name == "about":
        draft.why = draft.why.replace("a bound", "an estimate")
    return draft
