"""The network that is trained; ``onrecord/readers/quotations/network.py`` holds its forward pass."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from onrecord.readers.quotations.features import BUCKETS, FLAGS
from onrecord.readers.quotations.network import DILATIONS, LABELS

WIDTHS = (64, 16, 24, 16, 16)
"""The width of the embedding of each feature."""

POINTER = 64
DROPOUT = 0.3


class Net(nn.Module):  # type: ignore[misc]
    """Embeddings, gated dilated convolutions, a chain of labels, pointers, and parts of speech."""

    def __init__(self, width: int = 128, tags: int = 18) -> None:
        super().__init__()
        self.embeddings = nn.ModuleList(
            nn.Embedding(size, wide, padding_idx=0) for size, wide in zip(BUCKETS, WIDTHS, strict=True)
        )
        for embedding in self.embeddings:
            nn.init.normal_(embedding.weight, 0, 0.3)
        self.inp = nn.Linear(sum(WIDTHS) + FLAGS, width)
        self.convs = nn.ModuleList(nn.Conv1d(width, 2 * width, 3, padding=d, dilation=d) for d in DILATIONS)
        self.norms = nn.ModuleList(nn.LayerNorm(width) for _ in DILATIONS)
        self.out = nn.Linear(width, len(LABELS))
        self.tr = nn.Parameter(torch.zeros(len(LABELS), len(LABELS)))
        self.st = nn.Parameter(torch.zeros(len(LABELS)))
        self.pq = nn.Linear(width, 2 * POINTER)
        self.pk = nn.Linear(width, 2 * POINTER)
        self.null = nn.Parameter(torch.zeros(2))
        self.dist = nn.Parameter(torch.zeros(2, 64))
        self.pos = nn.Linear(width, tags)

    def body(self, ids: Tensor, flags: Tensor, mask: Tensor) -> Tensor:
        """Return the hidden states [batch, tokens, width]; a tenth of the words is hidden in training."""
        words = self.embeddings[0](ids[..., 0])
        if self.training:
            words = words * (torch.rand(words.shape[:2]) > 0.1).float()[..., None]
        rest = [embedding(ids[..., k]) for k, embedding in enumerate(self.embeddings) if k]
        x = functional.dropout(torch.cat([words, *rest, flags], -1), DROPOUT * 0.7, self.training)
        x = self.inp(x) * mask[..., None]
        for conv, norm in zip(self.convs, self.norms, strict=True):
            value, gate = conv(norm(x).transpose(1, 2) * mask[:, None]).transpose(1, 2).chunk(2, -1)
            x = x + functional.dropout(value * torch.sigmoid(gate), DROPOUT, self.training) * mask[..., None]
        return functional.layer_norm(x, x.shape[-1:])

    def chain_loss(self, scores: Tensor, labels: Tensor, mask: Tensor) -> Tensor:
        """Return the negative log likelihood of each chain of labels (a linear-chain CRF)."""
        gold = self.st[labels[:, 0]] + scores[:, 0].gather(1, labels[:, :1])[:, 0]
        alpha = self.st + scores[:, 0]
        local = scores.gather(2, labels[..., None])[..., 0]
        gold = gold + ((local[:, 1:] + self.tr[labels[:, :-1], labels[:, 1:]]) * mask[:, 1:]).sum(1)
        for at in range(1, scores.shape[1]):
            step = torch.logsumexp(alpha[:, :, None] + self.tr, 1) + scores[:, at]
            live = mask[:, at : at + 1]
            alpha = live * step + (1 - live) * alpha
        return torch.logsumexp(alpha, 1) - gold

    def point(self, queries: Tensor, keys: Tensor, buckets: Tensor) -> Tensor:
        """Return the scores [2, queries, 1 + tokens] of speaker and cue; the first column is nobody."""
        q = self.pq(queries).view(-1, 2, POINTER).transpose(0, 1)
        k = self.pk(keys).view(-1, 2, POINTER).transpose(0, 1)
        scores = q @ k.transpose(1, 2) / POINTER**0.5 + self.dist[:, buckets]
        return torch.cat([self.null[:, None, None].expand(2, scores.shape[1], 1), scores], -1)

    def plain(self) -> dict[str, Any]:
        """Return the weights as the forward pass names and shapes them, in half precision."""
        found = {}
        for name, tensor in self.state_dict().items():
            value = tensor.numpy()
            if name.startswith("embeddings."):
                name = f"e{name.split('.')[1]}"
            elif name.startswith("convs.") and name.endswith("weight"):
                value = value.transpose(2, 1, 0).reshape(-1, value.shape[0])
            elif name.startswith("pos."):
                continue
            found[name] = value.astype("float16")
        return found
