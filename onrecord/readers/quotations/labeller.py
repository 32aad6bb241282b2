"""A trained labeller: which words are content, speaker and cue, and which of them belong together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from onrecord import models
from onrecord.model import Span
from onrecord.readers.quotations.features import encode
from onrecord.readers.quotations.network import Network
from onrecord.text import Token, tokens

WEIGHTS = Path(models.__file__).parent / "quotations.npz"
"""The trained weights; ``quotations.md`` beside them is their card."""

_REACH = 300
"""How many tokens away a speaker or cue may stand."""


class Labelled(NamedTuple):
    """One attribution as the labeller sees it: content, speaker and cue as spans of the text."""

    content: tuple[Span, ...]
    speaker: Span | None
    cue: Span | None


@cache
def network() -> Network:
    """Return the network; it is read from disk once."""
    return Network(WEIGHTS)


def labelled(text: str, words: Sequence[Token] | None = None) -> list[Labelled]:
    """Return the attributions of a text in text order."""
    words = tokens(text) if words is None else words
    if not words:
        return []
    net = network()
    states = net.hidden(*encode(text, words))
    runs = _runs(net.labels(states))
    contents, speakers, cues = runs[1], runs[3], runs[5]
    keys = net.keys(states)
    found: dict[object, tuple[list[Span], Span | None, Span | None]] = {}
    for content in contents:
        window = max(0, content[0] - _REACH), min(len(words), content[1] + _REACH)
        scores = net.pointer(states, keys, content, window)
        speaker = _pointed(scores[0], speakers, window)
        cue = _pointed(scores[1], cues, window)
        # Parts that share a cue are one report that something interrupts.
        key: object = cue if cue is not None else content
        parts = found.setdefault(key, ([], _placed(words, speaker), _placed(words, cue)))[0]
        parts.append(_span(words, content))
    return [Labelled(tuple(parts), speaker, cue) for parts, speaker, cue in found.values()]


def _runs(labels: Iterable[int]) -> dict[int, list[tuple[int, int]]]:
    """Return the runs of each kind of label, by the number of its first label."""
    runs: dict[int, list[tuple[int, int]]] = {1: [], 3: [], 5: []}
    at = 0
    chain = [int(label) for label in labels]
    while at < len(chain):
        kind = chain[at] if chain[at] % 2 else chain[at] - 1
        if chain[at] == 0:
            at += 1
            continue
        end = at + 1
        while end < len(chain) and chain[end] == kind + 1:
            end += 1
        runs[kind].append((at, end))
        at = end
    return runs


def _pointed(scores: Sequence[float], runs: list[tuple[int, int]], window: tuple[int, int]) -> tuple[int, int] | None:
    """Return the run whose first token scores best, or None where nothing scores better."""
    best, found = scores[0], None
    for run in runs:
        if window[0] <= run[0] < window[1] and scores[1 + run[0] - window[0]] > best:
            best, found = scores[1 + run[0] - window[0]], run
    return found


def _span(words: Sequence[Token], run: tuple[int, int]) -> Span:
    return Span(words[run[0]].start, words[run[1] - 1].end)


def _placed(words: Sequence[Token], run: tuple[int, int] | None) -> Span | None:
    return _span(words, run) if run else None
