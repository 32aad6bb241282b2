"""How checkable does the wording look? A linear model over counted features of a clause."""

from __future__ import annotations

import math
from functools import cache
from pathlib import Path

import msgspec

import onrecord.models
from onrecord.model import Profile
from onrecord.readers.claims.tags import Words, with_role
from onrecord.readers.claims.types import cues
from onrecord.readers.claims.verbs import finite

FEATURES = (
    "length", "names", "numbers", "a number", "a year", "percent or money", "I", "we", "you", "he, she or they",
    "modal", "duty", "plea", "causal", "law", "record", "value", "personal", "vague", "prediction",
    "past verb", "present verb", "no verb", "negation", "superlative", "comparative", "question", "exclamation",
    "plain verb first", "condition", "reported words", "prepositions", "determiners", "adverbs",
    "auxiliaries", "have or do", "modals", "forms of be", "past forms", "past forms or participles",
    "third-person forms", "plain verbs", "words in -s", "words in -ing", "contractions", "pronouns", "to", "relatives",
    "coordinators", "subordinators", "when", "plain words", "commas", "semicolons", "dashes", "brackets", "stops",
)  # fmt: skip
_TAGS = "fhmbVPSBzgqptwcsjn,;-(."
_TOLD = FEATURES.index("plain verb first")
_CUES = ("modal", "duty", "plea", "causal", "law", "record", "value", "personal", "vague", "prediction")
Known = tuple[int, dict[str, tuple[str, int]]]
_PERSONS = ("first person", "first person plural", "second person", "third person")
_SHORT = 5
_MARKS = frozenset("%$€£")


class Model(msgspec.Struct, frozen=True):
    """A logistic regression: one weight a feature, and a bias."""

    features: tuple[str, ...]
    weights: tuple[float, ...]
    bias: float


@cache
def model() -> Model | None:
    """Return the weights that ship with onrecord (``models/claims.json``), or None without them."""
    path = Path(onrecord.models.__file__).parent / "claims.json"
    if not path.is_file():
        return None
    found = msgspec.json.decode(path.read_bytes(), type=Model)
    return found if found.features == FEATURES else None


def features(words: Words, low: int, high: int, known: Known | None = None) -> tuple[float, ...]:
    """Return the features of a stretch, in the order of ``FEATURES``; each is about 0 to 3.

    ``known`` are the place of its verb and its cues, where the caller has them.
    """
    forms, tags = words.forms[low:high], words.tags[low:high]
    verb, found = known or (finite(words, low, high), cues(words, low, high))
    past = verb >= 0 and (words.tags[verb] in "PV" or words.forms[verb] in with_role("past"))
    numbers = tags.count("#")
    present = set(forms)

    def says(role: str) -> bool:
        return not present.isdisjoint(with_role(role))

    last = words.forms[high : high + 1] or forms[-1:]
    return (
        math.log1p(high - low) / 2,
        math.log1p(tags.count("N")),
        math.log1p(numbers),
        float(numbers > 0),
        float(any(len(form) == 4 and form.isdigit() and form[:2] in ("19", "20") for form in forms)),
        float(any(form in _MARKS for form in forms) or says("scale")),
        *(float(says(role)) for role in _PERSONS),
        *(float(kind in found) for kind in _CUES),
        float(past),
        float(verb >= 0 and not past),
        float(verb < 0),
        float(says("negation") or any(form.endswith("n't") for form in forms)),
        float(says("superlative") or any(len(form) > _SHORT and form.endswith("est") for form in forms)),
        float(says("comparative")),
        float(last == ["?"]),
        float(last == ["!"]),
        float(tags[:1] == "B"),
        float("i" in tags),
        float("Q" in tags or '"' in tags),
        math.log1p(tags.count("r")),
        math.log1p(tags.count("d")),
        math.log1p(tags.count("a")),
        *(math.log1p(tags.count(tag)) for tag in _TAGS),
    )


def profile(words: Words, low: int, high: int, known: Known | None = None) -> tuple[Profile, list[str]]:
    """Return the profile of a clause, and the features that raised it most, strongest first.

    Length and counts of word classes weigh too; they are not told, since they mean little to a reader.
    """
    weights = model()
    if weights is None:
        return Profile(), []
    values = features(words, low, high, known)
    parts = [weight * value for weight, value in zip(weights.weights, values, strict=True)]
    checkable = round(1 / (1 + math.exp(-max(-30.0, min(30.0, weights.bias + sum(parts))))), 4)
    strongest = sorted(range(1, _TOLD), key=lambda place: -parts[place])[:3]
    return Profile(checkable=checkable), [FEATURES[place] for place in strongest if parts[place] > 0]
