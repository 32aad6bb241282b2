"""The network that is trained; ``onrecord/readers/quotations/network.py`` holds its forward pass."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from onrecord.readers.quotations.features import BUCKETS, FLAGS
from onrecord.readers.quotations.network import DILATIONS, LABELS, LINKS

WIDTHS = (64, 16, 24, 16, 16)
"""The width of the embedding of each feature."""

POINTER = 64
DROPOUT = 0.3
HIDDEN = 0.1
"""The share of words that is hidden in training, and of texts whose flags of earlier readers are."""


class Net(nn.Module):  # type: ignore[misc]
    """Embeddings, gated dilated convolutions, a chain of labels, pointers."""

    def __init__(self, width: int = 160) -> None:
        super().__init__()
        self.embeddings = nn.ModuleList(
            nn.Embedding(size, wide, padding_idx=0) for size, wide in zip(BUCKETS, WIDTHS, strict=True)
        )
        for embedding in self.embeddings:
            nn.init.normal_(embedding.weight, 0, 0.3)
        self.inp = nn.Linear(sum(WIDTHS) + FLAGS, width)
        self.taps = nn.ParameterList(nn.Parameter(torch.randn(3, width) * 0.6) for _ in DILATIONS)
        self.mixes = nn.ModuleList(nn.Linear(width, 2 * width) for _ in DILATIONS)
        self.norms = nn.ModuleList(nn.LayerNorm(width) for _ in DILATIONS)
        self.out = nn.Linear(width, len(LABELS))
        self.tr = nn.Parameter(torch.zeros(len(LABELS), len(LABELS)))
        self.pq = nn.Linear(width, len(LINKS) * POINTER)
        self.pk = nn.Linear(width, len(LINKS) * POINTER)
        self.null = nn.Parameter(torch.zeros(len(LINKS)))
        self.dist = nn.Parameter(torch.zeros(len(LINKS), 64))

    def body(self, ids: Tensor, flags: Tensor, mask: Tensor) -> Tensor:
        """Return the hidden states [batch, tokens, width]; some words and flags are hidden in training."""
        words = self.embeddings[0](ids[..., 0])
        if self.training:
            words = words * (torch.rand(words.shape[:2]) > HIDDEN).float()[..., None]
            kept = torch.ones(len(flags), 1, flags.shape[2])
            kept[torch.rand(len(flags)) < HIDDEN, :, 8:] = 0
            flags = flags * kept
        rest = [embedding(ids[..., k]) for k, embedding in enumerate(self.embeddings) if k]
        x = functional.dropout(torch.cat([words, *rest, flags], -1), DROPOUT * 0.7, self.training)
        x = self.inp(x) * mask[..., None]
        length = x.shape[1]
        for reach, taps, mix, norm in zip(DILATIONS, self.taps, self.mixes, self.norms, strict=True):
            padded = functional.pad(norm(x) * mask[..., None], (0, 0, reach, reach))
            mixed = sum(taps[k] * padded[:, k * reach : k * reach + length] for k in range(3))
            value, gate = mix(mixed).chunk(2, -1)
            x = x + functional.dropout(value * torch.sigmoid(gate), DROPOUT, self.training) * mask[..., None]
        return functional.layer_norm(x, x.shape[-1:])

    def chain_loss(self, scores: Tensor, labels: Tensor, mask: Tensor) -> Tensor:
        """Return the negative log likelihood of each chain of labels (a linear-chain CRF); O stands before it."""
        gold = self.tr[0][labels[:, 0]] + scores[:, 0].gather(1, labels[:, :1])[:, 0]
        alpha = self.tr[0] + scores[:, 0]
        local = scores.gather(2, labels[..., None])[..., 0]
        gold = gold + ((local[:, 1:] + self.tr[labels[:, :-1], labels[:, 1:]]) * mask[:, 1:]).sum(1)
        for at in range(1, scores.shape[1]):
            step = torch.logsumexp(alpha[:, :, None] + self.tr, 1) + scores[:, at]
            live = mask[:, at : at + 1]
            alpha = live * step + (1 - live) * alpha
        return torch.logsumexp(alpha, 1) - gold

    def point(self, queries: Tensor, keys: Tensor, buckets: Tensor) -> Tensor:
        """Return the scores [links, queries, 1 + tokens]; the first column is nothing of the kind."""
        q = self.pq(queries).view(-1, len(LINKS), POINTER).transpose(0, 1)
        k = self.pk(keys).view(-1, len(LINKS), POINTER).transpose(0, 1)
        scores = q @ k.transpose(1, 2) / POINTER**0.5 + self.dist[:, buckets]
        return torch.cat([self.null[:, None, None].expand(len(LINKS), scores.shape[1], 1), scores], -1)

    def plain(self) -> dict[str, Any]:
        """Return the weights as the forward pass names and shapes them, in half precision."""
        found = {}
        for name, tensor in self.state_dict().items():
            key = f"e{name.split('.')[1]}" if name.startswith("embeddings.") else name
            found[key] = tensor.numpy().astype("float16")
        return found
