"""What type of claim is it, and could it be checked? Rules over cues, with the cues as reasons."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from onrecord.lexicons import Row, rows
from onrecord.model import ClaimType, Quantity
from onrecord.readers.claims.tags import Words, with_role
from onrecord.readers.claims.verbs import after, finite

_ORDER: tuple[ClaimType, ...] = (
    "event", "quantity", "causal", "law", "record", "prediction", "promise", "value", "personal",
)  # fmt: skip
_BEYOND_EVIDENCE = ("prediction", "promise", "value", "personal")
_LARGE = 100
_NAMED = 9


class CueRow(Row, frozen=True, kw_only=True):
    """A word or phrase and the ``type`` of claim that it shows.

    Besides the types of claims: ``modal`` (a prediction, or the speaker's promise) and ``duty`` (a
    demand), where it is the main verb; ``plea``, a promise or demand where the speaker is the
    subject; ``vague``, a reference to nobody in particular.
    """

    form: str
    type: str


class Typed(NamedTuple):
    """The types of a claim, whether it can be checked, the cue of each type, and the verb and cues found on the way."""

    types: tuple[ClaimType, ...]
    checkable: bool
    cues: dict[str, str]
    verb: int
    placed: dict[str, tuple[str, int]]


@cache
def _table() -> dict[str, list[tuple[list[str], str]]]:
    """Return the cues by their first word, the longest first."""
    table: dict[str, list[tuple[list[str], str]]] = {}
    for row in rows("claim_cues", CueRow):
        form = row.form.split()
        table.setdefault(form[0], []).append((form, row.type))
    for entries in table.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return table


def cues(words: Words, low: int, high: int) -> dict[str, tuple[str, int]]:
    """Return the first cue of each type in a stretch, with its place; reported words are left out."""
    found: dict[str, tuple[str, int]] = {}
    table, place = _table(), low
    while place < high:
        step = 1
        for form, kind in table.get(words.forms[place], ()):
            if place + len(form) <= high and words.forms[place : place + len(form)] == form:
                step = len(form)
                if words.tags[place] != "Q" and not (step == 1 and place > low and words.tags[place] == "N"):
                    found.setdefault(kind, (" ".join(form), place))
                break
        place += step
    return found


def typed(words: Words, low: int, high: int, quantity: tuple[str, Quantity] | None) -> Typed:
    """Give a clause its types. ``quantity`` is a quantity that stands in it, with its words."""
    verb = finite(words, low, high)
    own = words.forms[low] in with_role("own")
    placed = cues(words, low, high)
    found = {kind: cue for kind, (cue, _) in placed.items() if kind in _ORDER or kind == "vague"}
    _modal(found, placed, words, (low, verb), own)
    if not own:
        found.pop("personal", None)
    deed = deed_of(words, low, high, verb)
    if verb >= 0 and words.forms[verb] in with_role("naming") and not own and "plea" not in placed:
        found["record"] = deed = words.forms[verb]
    if "value" in found and (deed or verb < 0 or words.tags[verb] not in "fmqh"):
        del found["value"]
    if quantity and _telling(*quantity):
        found["quantity"] = quantity[0]
    if not any(kind in found for kind in _BEYOND_EVIDENCE):
        _plain(found, deed, words, verb)
    elif "prediction" in found or "promise" in found or "personal" in found:
        found.pop("record", None)
    general = list(found) == ["event"] and verb >= 0 and _general(words, low, high, verb)
    if (
        general
        and words.tags[verb] in "fmq"
        and words.tags[after(words, verb + 1, high) : verb + 4][:1] not in ("P", "g")
    ):
        found = {"value": "no name, number or date"}
    types = tuple(kind for kind in _ORDER if kind in found) or ("event",)
    checkable = not any(kind in _BEYOND_EVIDENCE for kind in types) and "vague" not in found and not general
    return Typed(types, checkable, found, verb, placed)


def _norm(placed: dict[str, tuple[str, int]], words: Words, low: int) -> str:
    """Return the words by which a modal states what a law bids or bans ("under section 9 … *must*"), or ""."""
    place = max((placed[kind][1] for kind in ("modal", "duty") if kind in placed), default=-1)
    if place < 0:
        return ""
    if words.forms[low] in with_role("ban") and words.forms[place] in with_role("permission"):
        return f"{words.forms[low]} … {words.forms[place]}"
    if words.forms[low] not in with_role("authority"):
        return ""
    named = (form for form in words.forms[low + 1 : min(place, low + _NAMED)] if form in with_role("instrument"))
    return next(named, "")


def _modal(
    found: dict[str, str], placed: dict[str, tuple[str, int]], words: Words, at: tuple[int, int], own: bool
) -> None:
    """Add law where a modal states a rule, else prediction or promise where it or a plea is the main verb."""
    low, verb = at
    norm = _norm(placed, words, low)
    if norm:
        found.setdefault("law", norm)
        return
    if (
        "modal" in placed
        and _main(words, low, placed["modal"][1])
        and words.forms[placed["modal"][1] + 1 : placed["modal"][1] + 2] != ["like"]
    ):
        found["promise" if own and placed["modal"][0] == "will" else "prediction"] = placed["modal"][0]
    if "duty" in placed and _main(words, low, placed["duty"][1]):
        found["promise"] = placed["duty"][0]
    if "plea" in placed and own:
        found["promise"] = placed["plea"][0]
    if words.tags[verb] == "q" and words.forms[verb].endswith("'ll"):
        found["promise" if own else "prediction"] = words.forms[verb]


def _main(words: Words, low: int, place: int) -> bool:
    """Tell whether a modal stands in the main clause: after no relative, or after a condition."""
    if words.tags[low] == "i":
        return True
    return not any(words.tags[i] in "w" or (words.forms[i] == "that" and i > low) for i in range(low, place))


def _plain(found: dict[str, str], deed: str, words: Words, verb: int) -> None:
    """Add record or event to a clause that neither foresees nor values."""
    if "record" in found or (deed and "quantity" not in found):
        found.setdefault("record", deed)
    elif "quantity" in found:
        if verb >= 0 and words.tags[verb] in "PV":
            found["event"] = words.forms[verb]
    elif "law" not in found or "causal" in found:
        found["event"] = words.forms[verb] if verb >= 0 else ""


def _general(words: Words, low: int, high: int, verb: int) -> bool:
    """Tell whether a clause in the present names nobody, no number and no date."""
    past = words.tags[verb] in "PV" or words.forms[verb] in with_role("past")
    return not past and not any(tag in "N#Q" for tag in words.tags[low:high])


def _telling(surface: str, quantity: Quantity) -> bool:
    """Tell whether a quantity is a figure that a claim is about, and no mere count of a few."""
    least = quantity.value if quantity.value is not None else quantity.low
    large = least is not None and least >= _LARGE
    return large or quantity.modifier is not None or quantity.unit == "percent" or any(c in surface for c in "%€$£")


def deed_of(words: Words, low: int, high: int, verb: int) -> str:
    """Return the verb with which somebody named is said to act, or ""."""
    if verb < 0 or not _actor(words, low, verb):
        return ""
    tag = words.tags[verb]
    if tag in "VPSBz":
        return words.forms[verb]
    main = after(words, verb + 1, high)
    if tag not in "fhq" or main >= high:
        return ""
    perfect = words.forms[verb] in with_role("perfect") or words.forms[verb].endswith("'ve")
    if perfect:
        return words.forms[main] if words.tags[main] in "PVn" else ""
    return words.forms[main] if words.tags[main] in "gB" else ""


def _actor(words: Words, low: int, verb: int) -> bool:
    """Tell whether the subject holds a name or a pronoun for people."""
    if words.tags[verb] == "q":
        return True
    people = with_role("person") | with_role("person subject")
    return any(words.tags[place] == "N" or words.forms[place] in people for place in range(low, verb))
