"""The labeller's network: hashed embeddings, gated dilated convolutions, a chain over the labels.

The forward pass alone, in numpy; it is trained elsewhere (``evaluation/quotations/training``). Each
layer adds to its input x: a * sigmoid(b), where [a, b] is a depthwise convolution of width 3 over
the normalised x, then a full matrix. Yu and Koltun (2016) for dilation, Dauphin et al. (2017) for
the gate, Kaiser et al. (2018) for depthwise convolution in language.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from onrecord.readers.quotations.features import BUCKETS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

DILATIONS = (1, 2, 4, 8, 16, 1, 2, 4, 8)
REACH = sum(DILATIONS)
"""How many tokens to either side can bear on a token's scores."""

BLOCK = 1_024
"""Tokens at a time: bounds the memory, and changes no result, since blocks overlap by ``REACH``."""

LABELS = ("O", "B-content", "I-content", "B-speaker", "I-speaker", "B-cue", "I-cue")
LINKS = ("speaker", "cue", "before")
"""What a content points to: its speaker, its cue, and the part of the same report before it."""

_STRIDE, _MARGIN = 64, 32
"""The chain is decoded in stretches of 64 tokens, each with 32 more on both sides: beyond that
distance what a label is has no measurable bearing on another."""


class Labels(NamedTuple):
    """The best chain of labels [tokens] and how probable each label of each token is [tokens, labels]."""

    best: NDArray[np.intp]
    share: Floats


class Network:
    """The weights, and what they make of a text's features."""

    def __init__(self, path: Path) -> None:
        import numpy as np

        with np.load(path, allow_pickle=False) as held:
            self._w = {name: held[name].astype(np.float32) for name in held.files}
        self._pointer_width = self._w["pq.weight"].shape[0] // len(LINKS)

    def hidden(self, ids: NDArray[np.int32], flags: Floats) -> Floats:
        """Return the hidden states [tokens, width]."""
        import numpy as np

        parts = []
        for begin in range(0, len(ids), BLOCK):
            first, last = max(0, begin - REACH), min(len(ids), begin + BLOCK + REACH)
            states = self._block(ids[first:last], flags[first:last])
            parts.append(states[begin - first : begin - first + BLOCK])
        return np.concatenate(parts)

    def _block(self, ids: NDArray[np.int32], flags: Floats) -> Floats:
        import numpy as np

        w = self._w
        x = np.concatenate([*(w[f"e{k}"][ids[:, k]] for k in range(len(BUCKETS))), flags], axis=1)
        x = x @ w["inp.weight"].T + w["inp.bias"]
        width = x.shape[1]
        for layer, reach in enumerate(DILATIONS):
            centre = _normed(x) * w[f"norms.{layer}.weight"] + w[f"norms.{layer}.bias"]
            taps = w[f"taps.{layer}"]
            mixed = centre * taps[1]
            if reach < len(x):
                mixed[reach:] += centre[:-reach] * taps[0]
                mixed[:-reach] += centre[reach:] * taps[2]
            both = mixed @ w[f"mixes.{layer}.weight"].T + w[f"mixes.{layer}.bias"]
            gate = both[:, width:]
            np.exp(np.clip(-gate, -30, 30, out=gate), out=gate)
            gate += 1
            x += both[:, :width] / gate
        return _normed(x)

    def labels(self, states: Floats) -> Labels:
        """Return the best chain of labels (Viterbi) and their probabilities (forward and backward)."""
        import numpy as np

        w = self._w
        scores = states @ w["out.weight"].T + w["out.bias"]
        # What lies before the first and after the last token is labelled O.
        outside = np.full((1, len(LABELS)), -1e4, dtype=np.float32)
        outside[0, 0] = 0
        count = len(scores)
        stretches = -(-count // _STRIDE)
        padded = np.concatenate(
            [outside.repeat(_MARGIN, 0), scores, outside.repeat(stretches * _STRIDE - count + _MARGIN, 0)]
        )
        at = np.arange(stretches)[:, None] * _STRIDE + np.arange(_STRIDE + 2 * _MARGIN)
        pieces = padded[at].transpose(1, 0, 2)
        inner = slice(_MARGIN, _MARGIN + _STRIDE)
        best = _viterbi(pieces, w["tr"])[inner].T.reshape(-1)[:count]
        share = _shares(pieces, w["tr"])[inner].transpose(1, 0, 2).reshape(-1, len(LABELS))[:count]
        return Labels(best, share)

    def keys(self, states: Floats) -> Floats:
        """Return what every token answers to a pointer [tokens, links, pointer width]; once for a text."""
        w = self._w
        return (states @ w["pk.weight"].T + w["pk.bias"]).reshape(-1, len(LINKS), self._pointer_width)  # type: ignore[no-any-return]

    def asked(self, states: Floats, content: tuple[int, int]) -> Floats:
        """Return what a content asks for, [links, pointer width]."""
        query = states[content[0] : content[1]].mean(0) + states[content[0]]
        return (query @ self._w["pq.weight"].T + self._w["pq.bias"]).reshape(-1, self._pointer_width)  # type: ignore[no-any-return]

    def links(self, link: str, asked: Floats, keys: Floats, places: Sequence[int], begin: int) -> Floats:
        """Return the scores [1 + places] of what a content that begins at ``begin`` points to.

        ``keys`` are those of the whole text, ``places`` token numbers. The first score stands for
        nothing of the kind.
        """
        import numpy as np

        number = LINKS.index(link)
        at = np.asarray(places, dtype=np.intp)
        scores = keys[at, number] @ asked[number] / np.sqrt(np.float32(self._pointer_width))
        scores = scores + self._w["dist"][number, bucket(at - begin)]
        return np.concatenate([self._w["null"][number : number + 1], scores])


def _viterbi(scores: Floats, steps: Floats) -> NDArray[np.intp]:
    """Return the best chains [tokens, stretches] through scores [tokens, stretches, labels]."""
    import numpy as np

    back = np.empty(scores.shape, dtype=np.int8)
    best = scores[0]
    for at in range(1, len(scores)):
        paths = best[:, None, :] + steps.T  # [stretches, to, from]
        back[at] = came = paths.argmax(2)
        best = np.take_along_axis(paths, came[..., None], 2)[..., 0] + scores[at]
    rows = np.arange(scores.shape[1])
    chain = np.empty(scores.shape[:2], dtype=np.intp)
    chain[-1] = best.argmax(1)
    for at in range(len(scores) - 1, 0, -1):
        chain[at - 1] = back[at, rows, chain[at]]
    return chain


def _shares(scores: Floats, steps: Floats) -> Floats:
    """Return how probable each label is, [tokens, stretches, labels]."""
    import numpy as np

    weights = np.exp(scores - scores.max(2, keepdims=True))
    moves = np.exp(steps)
    forward, backward = np.empty_like(weights), np.empty_like(weights)
    forward[0], backward[-1] = weights[0], 1
    for at in range(1, len(scores)):
        here = (forward[at - 1] @ moves) * weights[at]
        forward[at] = here / here.sum(1, keepdims=True)
    for at in range(len(scores) - 2, -1, -1):
        here = (backward[at + 1] * weights[at + 1]) @ moves.T
        backward[at] = here / here.sum(1, keepdims=True)
    both = forward * backward
    return both / both.sum(2, keepdims=True)  # type: ignore[no-any-return]


def _normed(x: Floats) -> Floats:
    import numpy as np

    centred = x - x.mean(1, keepdims=True)
    return centred / np.sqrt(np.einsum("tw,tw->t", centred, centred)[:, None] / x.shape[1] + 1e-5)  # type: ignore[no-any-return]


def bucket(distance: NDArray[np.int_]) -> NDArray[np.int_]:
    """Return the bucket of a distance in tokens: exact below 16, then four to an octave, by side."""
    import numpy as np

    far = np.abs(distance)
    steps = np.minimum(16 + (np.log2(np.maximum(far, 16) / 16) * 4).astype(int), 31)
    return np.where(far < 16, far, steps) + np.where(distance < 0, 0, 32)
