"""Train the labeller and write its weights: two stages, half an hour for the second on one core.

    python -m evaluation.quotations.training [--out FILE] [--first 0] [--second 20]

Stage one: guess hidden words of running text, and parts of speech of the treebanks. Stage two:
PolNeAR's train part, labels and links. Nothing of dev is used. Needs torch 2.13 (``pip install
torch==2.13.0``), which is no dependency of the package.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from evaluation.quotations.training.data import Example, polnear, running_text, treebank
from evaluation.quotations.training.net import Net
from evaluation.task import SHARED
from onrecord.readers.quotations.features import BUCKETS, FLAGS, encode
from onrecord.readers.quotations.labeller import WEIGHTS
from onrecord.readers.quotations.network import bucket
from onrecord.text import tokens

RATE = 2e-3
WORDS = 8_000
"""How many common words the first stage guesses among; the others are never asked for."""

WINDOW, CROP = 320, 900


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


def first_stage(net: Net, shared: Path, rounds: int) -> None:
    """Guess hidden words, and every fourth step the parts of speech of a treebank."""
    texts = [(text, tokens(text)) for text in running_text(shared)]
    counts = Counter(word.text.lower() for _, words in texts for word in words)
    numbers = {word: n for n, (word, _) in enumerate(counts.most_common(WORDS), 1)}
    stretches = []
    for text, words in texts:
        ids, flags = encode(text, words)
        labels = [numbers.get(word.text.lower(), 0) for word in words]
        stretches += [
            (ids[a : a + WINDOW], flags[a : a + WINDOW], labels[a : a + WINDOW]) for a in range(0, len(ids), WINDOW)
        ]
    stretches.sort(key=lambda s: len(s[0]))
    batches = [stretches[i : i + 16] for i in range(0, len(stretches), 16)]
    tags: dict[str, int] = {}
    tagged = []
    for name in ("UD_English-EWT", "UD_English-GUM"):
        for ids, flags, names in treebank(shared / "data" / name / "train.conllu.gz"):
            tagged.append((ids, flags, [tags.setdefault(n, len(tags) + 1) if n else 0 for n in names]))
    tagged.sort(key=lambda s: len(s[0]))
    tagged_batches = [tagged[i : i + 48] for i in range(0, len(tagged), 48)]
    head = nn.Linear(net.inp.out_features, WORDS + 1)
    schedule = Schedule([*net.parameters(), *head.parameters()], rounds * len(batches), 200, 0.01)
    net.train()
    for _ in range(rounds):
        random.shuffle(batches)
        for number, batch in enumerate(batches, 1):
            ids, flags, labels, mask = padded(batch)
            hidden = (torch.rand(labels.shape) < 0.15) & (mask > 0)
            ids[hidden] = 0
            flags[..., 6][hidden] = 0
            asked = hidden & (labels > 0)
            loss = functional.cross_entropy(head(net.body(ids, flags, mask)[asked]), labels[asked])
            if number % 4 == 0:
                ids, flags, labels, mask = padded(random.choice(tagged_batches))
                known = labels > 0
                loss = loss + functional.cross_entropy(net.pos(net.body(ids, flags, mask))[known], labels[known])
            schedule.step(loss)


def second_stage(net: Net, examples: list[Example], rounds: int) -> None:
    """Learn the labels and the links of PolNeAR's train part."""
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
                loss = loss + 0.05 * sum(x[0] for x in linked) / sum(x[1] for x in linked)
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
    queries, speakers, cues, starts = [], [], [], []
    for contents, sources, signs in example.links:
        speaker = sources[0][0] - begin + 1 if sources else 0
        cue = signs[0][0] - begin + 1 if signs else 0
        if not 0 <= speaker <= end - begin or not 0 <= cue <= end - begin:
            continue
        if (sources and speaker < 1) or (signs and cue < 1):
            continue
        for first, last in contents:
            if begin <= first < last <= end:
                queries.append(states[first - begin : last - begin].mean(0) + states[first - begin])
                speakers.append(speaker)
                cues.append(cue)
                starts.append(first - begin)
    if not queries:
        return None
    length = end - begin
    buckets = torch.from_numpy(bucket(np.arange(length)[None] - np.array(starts)[:, None]))
    scores = net.point(torch.stack(queries), states[:length], buckets)
    loss = functional.cross_entropy(scores[0], torch.tensor(speakers), reduction="sum")
    loss = loss + functional.cross_entropy(scores[1], torch.tensor(cues), reduction="sum")
    return loss, 2 * len(queries)


def main() -> None:
    """Train and write the weights."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--first", type=int, default=0, help="rounds of the first stage; see decision 0006")
    parser.add_argument("--second", type=int, default=20, help="rounds of the second stage")
    parser.add_argument("--shared", type=Path, default=SHARED)
    options = parser.parse_args()
    torch.manual_seed(1)
    random.seed(1)
    net = Net()
    if options.first:
        first_stage(net, options.shared, options.first)
    second_stage(net, list(polnear(options.shared / "data" / "polnear" / "train.jsonl.gz")), options.second)
    np.savez_compressed(options.out, **net.eval().plain())
    print(f"wrote {options.out}")


if __name__ == "__main__":
    main()
