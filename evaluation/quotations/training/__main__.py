"""Train the labeller of one language and write its weights: half an hour on one core for English.

    python -m evaluation.quotations.training en|de [--out FILE] [--rounds 22] [--leave 10]

English learns from PolNeAR's train part, German from that of the Wikinews quotations. Nothing of a
dev part is used. Needs torch 2.13 (``pip install torch==2.13.0``), which is no dependency of the
package.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from evaluation.quotations.training.data import Example, polnear, wikinews
from evaluation.quotations.training.net import Net
from evaluation.task import SHARED
from onrecord.readers.quotations.features import BUCKETS, FLAGS
from onrecord.readers.quotations.labeller import weights
from onrecord.readers.quotations.network import LINKS, bucket

RATE = 2e-3
LINKED = 0.08
"""What the links weigh beside the labels."""
CROP = 900


def padded(items: Sequence[tuple[Any, Any, Any]]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Return features, flags, labels and mask of some stretches of different lengths."""
    longest = max(len(item[0]) for item in items)
    ids = torch.zeros(len(items), longest, len(BUCKETS), dtype=torch.long)
    flags = torch.zeros(len(items), longest, FLAGS)
    labels = torch.zeros(len(items), longest, dtype=torch.long)
    mask = torch.zeros(len(items), longest)
    for row, (features, flag, label) in enumerate(items):
        n = len(features)
        ids[row, :n] = torch.from_numpy(features.astype(np.int64))
        flags[row, :n] = torch.from_numpy(flag)
        labels[row, :n] = torch.from_numpy(np.asarray(label, dtype=np.int64))
        mask[row, :n] = 1
    return ids, flags, labels, mask


class Schedule:
    """One optimiser whose rate climbs for some steps and then falls in a line."""

    def __init__(self, parameters: list[nn.Parameter], steps: int, warm: int, decay: float) -> None:
        self._parameters, self._steps, self._warm, self._at = parameters, steps, warm, 0
        self._optimiser = torch.optim.AdamW(parameters, lr=RATE, weight_decay=decay)

    def step(self, loss: Tensor) -> None:
        """Take one step down the loss."""
        for group in self._optimiser.param_groups:
            group["lr"] = RATE * min(1, (self._at + 1) / self._warm) * max(0.02, 1 - self._at / self._steps)
        self._at += 1
        self._optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self._parameters, 1.0)
        self._optimiser.step()


def fit(net: Net, examples: list[Example], rounds: int) -> None:
    """Learn the labels and the links of the examples."""
    order = sorted(range(len(examples)), key=lambda i: len(examples[i].ids))
    schedule = Schedule(list(net.parameters()), rounds * (len(examples) // 8), 100, 0.02)
    net.train()
    for number in range(rounds):
        began, total = time.monotonic(), 0.0
        batches = [order[i : i + 8] for i in range(0, len(order), 8)]
        random.shuffle(batches)
        for batch in batches:
            crops = [_crop(examples[i]) for i in batch]
            ids, flags, labels, mask = padded(
                [(e.ids[a:z], e.flags[a:z], e.labels[a:z]) for e, a, z in crops],
            )
            states = net.body(ids, flags, mask)
            loss = net.chain_loss(net.out(states), labels, mask).sum() / mask.sum()
            linked = [x for row, crop in enumerate(crops) if (x := _links(net, states[row], crop)) is not None]
            if linked:
                loss = loss + LINKED * sum(x[0] for x in linked) / sum(x[1] for x in linked)
            schedule.step(loss)
            total += loss.item()
        print(f"round {number}: loss {total / len(batches):.4f}, {time.monotonic() - began:.0f} s", flush=True)


def _crop(example: Example) -> tuple[Example, int, int]:
    n = len(example.ids)
    begin = random.randint(0, n - CROP) if n > CROP else 0
    return example, begin, min(n, begin + CROP)


def _links(net: Net, states: Tensor, crop: tuple[Example, int, int]) -> tuple[Tensor, int] | None:
    """Return the summed loss of the pointers of one document, and how many there are."""
    example, begin, end = crop
    queries, starts = [], []
    aims: list[tuple[int, int, int]] = []
    for contents, speakers, cues in example.links:
        speaker = speakers[0][0] - begin + 1 if speakers else 0
        cue = cues[0][0] - begin + 1 if cues else 0
        if not _inside(speaker, bool(speakers), end - begin) or not _inside(cue, bool(cues), end - begin):
            continue
        before = 0
        for first, last in contents:
            if begin <= first < last <= end:
                queries.append(states[first - begin : last - begin].mean(0) + states[first - begin])
                aims.append((speaker, cue, before))
                starts.append(first - begin)
                before = first - begin + 1
    if not queries:
        return None
    length = end - begin
    buckets = torch.from_numpy(bucket(np.arange(length)[None] - np.array(starts)[:, None]))
    scores = net.point(torch.stack(queries), states[:length], buckets)
    loss = sum(
        functional.cross_entropy(scores[k], torch.tensor([aim[k] for aim in aims]), reduction="sum")
        for k in range(len(LINKS))
    )
    return loss, len(LINKS) * len(queries)


def _inside(place: int, named: bool, length: int) -> bool:
    return 0 < place <= length if named else True


def main() -> None:
    """Train and write the weights."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("language", choices=["en", "de"])
    parser.add_argument("--out", type=Path, default=None)
    parser.add_argument("--rounds", type=int, default=22)
    parser.add_argument("--leave", type=int, default=0, help="leave out every Nth document, to calibrate on")
    parser.add_argument("--shared", type=Path, default=SHARED)
    options = parser.parse_args()
    torch.manual_seed(1)
    random.seed(1)
    torch.set_num_threads(1)
    net = Net()
    data = options.shared / "data"
    if options.language == "en":
        examples = list(polnear(data / "polnear" / "train.jsonl.gz"))
    else:
        examples = list(wikinews(data / "german_news_quotations" / "train.jsonl.gz"))
    if options.leave:
        examples = [one for at, one in enumerate(examples) if at % options.leave]
    print(f"{len(examples)} documents, {sum(len(one.ids) for one in examples):,} tokens", flush=True)
    fit(net, examples, options.rounds)
    out = options.out or weights(options.language)
    np.savez_compressed(out, **net.eval().plain())
    print(f"wrote {out}")


if __name__ == "__main__":
    main()
