"""The labeller's network: hashed embeddings, gated dilated convolutions, a chain over the labels.

The forward pass alone, in numpy; it is trained elsewhere (``evaluation/quotations/training``). Each
layer adds to its input x: a * sigmoid(b), where [a, b] is a depthwise convolution of width 3 over
the normalised x, then a full matrix. Yu and Koltun (2016) for dilation, Dauphin et al. (2017) for
the gate, Kaiser et al. (2018) for depthwise convolution in language.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
        self._layers = [_Layer(self._w, number) for number in range(len(DILATIONS))]
        self._inwards = np.ascontiguousarray(self._w["inp.weight"].T)
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
        x = x @ self._inwards
        x += w["inp.bias"]
        # Three arrays serve all layers: a new one for each step would cost more than the sums.
        centre: Floats = np.empty_like(x)
        mixed: Floats = np.empty_like(x)
        both = np.empty((len(x), 2 * x.shape[1]), dtype=np.float32)
        for layer in self._layers:
            layer.add_to(x, centre, mixed, both)
        _normed(x, centre)
        return centre

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


class _Layer:
    """One gated convolution; its norm's scale and shift are folded into its taps."""

    def __init__(self, weights: Mapping[str, Floats], number: int) -> None:
        import numpy as np

        scale, shift = weights[f"norms.{number}.weight"], weights[f"norms.{number}.bias"]
        self._taps, self._shifts = weights[f"taps.{number}"] * scale, weights[f"taps.{number}"] * shift
        self._reach = DILATIONS[number]
        mix, bias = weights[f"mixes.{number}.weight"], weights[f"mixes.{number}.bias"]
        sign = np.repeat(np.array([1, -1], dtype=np.float32), len(bias) // 2)  # the gate is needed negated
        self._mix, self._bias = np.ascontiguousarray((mix * sign[:, None]).T), bias * sign

    def add_to(self, x: Floats, centre: Floats, mixed: Floats, both: Floats) -> None:
        """Add the layer's output to x [tokens, width]; the other arrays are room to work in."""
        import numpy as np

        (count, width), reach = x.shape, self._reach
        _normed(x, centre)
        np.multiply(centre, self._taps[1], out=mixed)
        mixed += self._shifts[1]
        if reach < count:
            moved = both.reshape(-1)[: (count - reach) * width].reshape(-1, width)
            for tap, source, target in ((0, centre[:-reach], mixed[reach:]), (2, centre[reach:], mixed[:-reach])):
                np.multiply(source, self._taps[tap], out=moved)
                moved += self._shifts[tap]
                target += moved
        np.matmul(mixed, self._mix, out=both)
        both += self._bias
        gate = both[:, width:]
        np.exp(np.minimum(gate, 30, out=gate), out=mixed)
        mixed += 1
        np.divide(both[:, :width], mixed, out=mixed)
        x += mixed


def _normed(x: Floats, out: Floats) -> None:
    import numpy as np

    np.subtract(x, x.mean(1, keepdims=True), out=out)
    out /= np.sqrt(np.einsum("tw,tw->t", out, out) / x.shape[1] + 1e-5)[:, None]


def bucket(distance: NDArray[np.int_]) -> NDArray[np.int_]:
    """Return the bucket of a distance in tokens: exact below 16, then four to an octave, by side."""
    import numpy as np

    far = np.abs(distance)
    steps = np.minimum(16 + (np.log2(np.maximum(far, 16) / 16) * 4).astype(int), 31)
    return np.where(far < 16, far, steps) + np.where(distance < 0, 0, 32)
