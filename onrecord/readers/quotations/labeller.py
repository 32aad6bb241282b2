"""A trained labeller: which words are content, speaker and cue, and which of them belong together."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from onrecord import models
from onrecord.model import Span
from onrecord.readers.quotations.features import Seen, encode
from onrecord.readers.quotations.network import LINKS, Network
from onrecord.text import Token, tokens

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LANGUAGES = ("en", "de")
"""The languages that weights are shipped for."""

_REACH = 300
"""How many tokens away a speaker or cue may stand."""

Run = tuple[int, int]


class Sure(NamedTuple):
    """How sure the labeller is, each from 0 to 1: where a content begins and ends, all its words, its links."""

    begins: float
    ends: float
    inside: float
    speaker: float
    cue: float


class Labelled(NamedTuple):
    """One attribution as the labeller sees it: content, speaker and cue as spans of the text."""

    content: tuple[Span, ...]
    speaker: Span | None
    cue: Span | None
    sure: Sure


def weights(language: str) -> Path:
    """Return where the trained weights of a language lie; ``quotations.md`` beside them is their card."""
    return Path(models.__file__).parent / f"quotations.{language}.npz"


@cache
def network(language: str) -> Network:
    """Return the network of a language; it is read from disk once."""
    return Network(weights(language))


def labelled(text: str, language: str, before: Seen, words: Sequence[Token] | None = None) -> list[Labelled]:
    """Return the attributions of a text in text order."""
    words = tokens(text) if words is None else words
    return _Linked(text, words, network(language), before).attributions() if words else []


class _Linked:
    """The runs of labels of one text, and what each content points to."""

    def __init__(self, text: str, words: Sequence[Token], net: Network, before: Seen) -> None:
        self._words, self._net = words, net
        self._states = net.hidden(*encode(text, words, before))
        best, self._share = net.labels(self._states)
        self._runs = _runs(best)
        self._keys = net.keys(self._states)

    def attributions(self) -> list[Labelled]:
        contents = self._runs[1]
        found: list[list[Run]] = []
        of_run: dict[int, int] = {}
        links: list[tuple[Run | None, float, Run | None, float]] = []
        for content in contents:
            (speaker, sure), (cue, sure_cue), (earlier, _) = self._pointed(content)
            if earlier is not None:
                # A part of a report that something interrupts: the first part has its speaker and cue.
                of_run[content[0]] = of_run[earlier[0]]
                found[of_run[earlier[0]]].append(content)
                continue
            of_run[content[0]] = len(found)
            found.append([content])
            links.append((speaker, sure, cue, sure_cue))
        return [self._labelled(parts, link) for parts, link in zip(found, links, strict=True)]

    def _pointed(self, content: Run) -> list[tuple[Run | None, float]]:
        """Return the speaker, the cue and the earlier part of a content, each with its probability."""
        asked = self._net.asked(self._states, content)
        result: list[tuple[Run | None, float]] = []
        for link, kind in zip(LINKS, (3, 5, 1), strict=True):
            runs = self._runs[kind]
            first = bisect_left(runs, (content[0] - _REACH,))
            last = bisect_left(runs, (content[0] if link == "before" else content[0] + _REACH,))
            near = runs[first:last]
            scores = self._net.links(link, asked, self._keys, [run[0] for run in near], content[0])
            at = int(scores.argmax())
            share = 1 / float(sum(math.exp(max(-60.0, score - scores[at])) for score in scores))
            result.append((near[at - 1] if at else None, share))
        return result

    def _labelled(self, parts: list[Run], link: tuple[Run | None, float, Run | None, float]) -> Labelled:
        speaker, sure_speaker, cue, sure_cue = link
        first, last = parts[0][0], parts[-1][1]
        share = self._share
        after = 1 - float(share[last, 2]) if last < len(share) else 1.0
        inside = [float(share[begin:end, 1:3].sum(1).mean()) for begin, end in parts]
        sure = Sure(float(share[first, 1]), after, sum(inside) / len(inside), sure_speaker, sure_cue)
        return Labelled(tuple(self._span(part) for part in parts), self._placed(speaker), self._placed(cue), sure)

    def _span(self, run: Run) -> Span:
        return Span(self._words[run[0]].start, self._words[run[1] - 1].end)

    def _placed(self, run: Run | None) -> Span | None:
        return self._span(run) if run else None


def _runs(labels: NDArray[np.intp]) -> dict[int, list[Run]]:
    """Return the runs of each kind of label, by the number of its first label."""
    runs: dict[int, list[Run]] = {1: [], 3: [], 5: []}
    at = 0
    chain = labels.tolist()
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
