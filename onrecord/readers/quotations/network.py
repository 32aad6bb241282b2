"""The labeller's network: hashed embeddings, gated dilated convolutions, a chain over the labels.

The forward pass alone, in numpy; it is trained elsewhere (``evaluation/quotations/train.py``). Each
layer adds to its input x: a * sigmoid(b), where [a, b] is a convolution of width 3 over the
normalised x. Yu and Koltun (2016) for dilation, Dauphin et al. (2017) for the gate.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.readers.quotations.features import BUCKETS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

DILATIONS = (1, 2, 4, 8, 16, 1, 2, 4)
REACH = sum(DILATIONS)
"""How many tokens to either side can bear on a label."""

BLOCK = 2_048
"""Tokens at a time: bounds the memory, and changes no result, since blocks overlap by ``REACH``."""

LABELS = ("O", "B-content", "I-content", "B-speaker", "I-speaker", "B-cue", "I-cue")


class Network:
    """The weights, and what they make of a text's features."""

    def __init__(self, path: Path) -> None:
        import numpy as np

        with np.load(path, allow_pickle=False) as held:
            self._w = {name: held[name].astype(np.float32) for name in held.files}
        self.pointer_width = self._w["pq.weight"].shape[0] // 2

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
        count, width = x.shape
        window = np.zeros((count, 3 * width), dtype=np.float32)
        for layer, reach in enumerate(DILATIONS):
            centre = _normed(x) * w[f"norms.{layer}.weight"] + w[f"norms.{layer}.bias"]
            window[:, width : 2 * width] = centre
            window[:reach, :width] = 0
            window[reach:, :width] = centre[:-reach] if reach < count else centre[:0]
            window[max(0, count - reach) :, 2 * width :] = 0
            window[: max(0, count - reach), 2 * width :] = centre[reach:]
            both = window @ w[f"convs.{layer}.weight"] + w[f"convs.{layer}.bias"]
            x += both[:, :width] / (1 + np.exp(-np.clip(both[:, width:], -30, 30)))
        return _normed(x)

    def labels(self, states: Floats) -> NDArray[np.intp]:
        """Return the best chain of labels (indices of ``LABELS``), by Viterbi's algorithm."""
        import numpy as np

        w = self._w
        scores = states @ w["out.weight"].T + w["out.bias"]
        steps = w["tr"].T.copy()  # [to, from]
        best = w["st"] + scores[0]
        back = np.empty((len(scores), len(LABELS)), dtype=np.intp)
        rows = np.arange(len(LABELS))
        for at in range(1, len(scores)):
            paths = best + steps
            back[at] = came = paths.argmax(1)
            best = paths[rows, came] + scores[at]
        chain = np.empty(len(scores), dtype=np.intp)
        chain[-1] = best.argmax()
        for at in range(len(scores) - 1, 0, -1):
            chain[at - 1] = back[at, chain[at]]
        return chain

    def keys(self, states: Floats) -> Floats:
        """Return what every token answers to a pointer [tokens, 2, pointer width]; once for a text."""
        return (states @ self._w["pk.weight"].T + self._w["pk.bias"]).reshape(-1, 2, self.pointer_width)  # type: ignore[no-any-return]

    def pointer(self, states: Floats, keys: Floats, content: tuple[int, int], window: tuple[int, int]) -> Floats:
        """Return the scores [2, 1 + tokens of the window] of who speaks and of the cue of a content.

        ``keys`` are those of the whole text. The first column stands for nobody, or no cue.
        """
        import numpy as np

        w, k = self._w, self.pointer_width
        query = states[content[0] : content[1]].mean(0) + states[content[0]]
        asked = (query @ w["pq.weight"].T + w["pq.bias"]).reshape(2, k)
        scores = np.einsum("hk,thk->ht", asked, keys[window[0] : window[1]]) / np.sqrt(np.float32(k))
        scores += w["dist"][:, bucket(np.arange(window[0], window[1]) - content[0])]
        return np.concatenate([w["null"][:, None], scores], axis=1)


def _normed(x: Floats) -> Floats:
    import numpy as np

    centred = x - x.mean(1, keepdims=True)
    return centred / np.sqrt((centred * centred).mean(1, keepdims=True) + 1e-5)  # type: ignore[no-any-return]


def bucket(distance: NDArray[np.int_]) -> NDArray[np.int_]:
    """Return the bucket of a distance in tokens: exact below 16, then four to an octave, by side."""
    import numpy as np

    far = np.abs(distance)
    steps = np.minimum(16 + (np.log2(np.maximum(far, 16) / 16) * 4).astype(int), 31)
    return np.where(far < 16, far, steps) + np.where(distance < 0, 0, 32)
