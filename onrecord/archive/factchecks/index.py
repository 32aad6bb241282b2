"""The index of the published reviews: runs of arrays in a folder, made from the store and never the other way."""

from __future__ import annotations

import datetime
import json
import shutil
import uuid
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from onrecord.archive.factchecks.dates import day_of
from onrecord.archive.factchecks.postings import Floats, Keys, Postings
from onrecord.archive.factchecks.review import Published
from onrecord.archive.factchecks.words import grams, words
from onrecord.writing import write

RUN = 20_000
"""Reviews in one run, at most: bounds the memory of making it."""

SMALL = 6
"""Runs of less than half that size, before they are joined."""

FIELDS = ("head", "body", "grams", "claimant")
FORMAT = 1


class Run(msgspec.Struct, frozen=True):
    """Some reviews: their numbers in the store, their days (0 where unknown), and the words of each field."""

    name: str
    numbers: NDArray[np.int64]
    days: NDArray[np.int32]
    fields: dict[str, Postings]


class Index:
    """The runs of an index on disk; an empty folder, or none, is an empty index."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self.runs: list[Run] = []
        self._load()
        self._settle()

    def add(self, reviews: Iterable[tuple[int, Published]]) -> int:
        """Index reviews by number; each run is on disk before the next one is begun. Return how many."""
        source, count = iter(reviews), 0
        while part := list(islice(source, RUN)):
            self.runs.append(self._saved(_run(part)))
            count += len(part)
            self._join()
            self._manifest()
        self._settle()
        return count

    def clear(self) -> None:
        """Forget every run, so that the index can be made anew."""
        self.runs = []
        self._manifest()
        self._settle()

    @property
    def last(self) -> int:
        """The highest number that is indexed; 0 for none."""
        return max((int(run.numbers[-1]) for run in self.runs if len(run.numbers)), default=0)

    def frequencies(self, field: str, wanted: Keys) -> NDArray[np.int64]:
        """Return how many reviews hold each word in a field."""
        total = np.zeros(len(wanted), np.int64)
        for run in self.runs:
            total += run.fields[field].frequencies(wanted)
        return total

    def score(self, field: str, weights: dict[int, float]) -> Floats:
        """Return the BM25 of every review in a field, in the order of ``numbers``."""
        scores = [run.fields[field].score(weights, self.means[field]) for run in self.runs]
        return np.concatenate(scores) if scores else np.zeros(0)

    def _settle(self) -> None:
        """Work out what holds for all runs together."""
        none = np.zeros(0, np.int64)
        self.numbers: NDArray[np.int64] = np.concatenate([none, *(run.numbers for run in self.runs)])
        self.days = np.concatenate([np.zeros((0, 2), np.int32), *(run.days for run in self.runs)])
        self.means = {
            field: sum(float(run.fields[field].lengths.sum()) for run in self.runs) / max(len(self.numbers), 1)
            for field in FIELDS
        }

    # On disk

    def _load(self) -> None:
        if self.folder is None:
            return
        try:
            manifest = json.loads((self.folder / "manifest.json").read_bytes())
            if manifest["format"] == FORMAT:
                self.runs = [_loaded(self.folder / name) for name in manifest["runs"]]
        except (OSError, ValueError, KeyError, TypeError):
            self.runs = []  # it is made from the store, and will be again

    def _saved(self, run: Run) -> Run:
        if self.folder is None:
            return run
        folder = self.folder / run.name
        folder.mkdir(parents=True, exist_ok=True)
        np.save(folder / "numbers.npy", run.numbers)
        np.save(folder / "days.npy", run.days)
        for field, postings in run.fields.items():
            postings.save(folder, field)
        return _loaded(folder)

    def _join(self) -> None:
        """Make one run of the small ones at the end when there are many, so that their number stays low."""
        small = [run for run in self.runs if len(run.numbers) * 2 < RUN]
        if len(small) < SMALL or sum(len(run.numbers) for run in small) > RUN * 2:
            return
        small.sort(key=lambda run: int(run.numbers[0]))
        joined = Run(
            _name(),
            np.concatenate([run.numbers for run in small]),
            np.concatenate([run.days for run in small]),
            {field: Postings.joined([run.fields[field] for run in small]) for field in FIELDS},
        )
        names = {run.name for run in small}
        self.runs = [run for run in self.runs if run.name not in names] + [self._saved(joined)]

    def _manifest(self) -> None:
        if self.folder is None:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        names = [run.name for run in self.runs]
        write(self.folder / "manifest.json", json.dumps({"format": FORMAT, "runs": names}).encode())
        for other in self.folder.iterdir():
            if other.is_dir() and other.name not in names:
                shutil.rmtree(other, ignore_errors=True)  # a reader that still maps it keeps its pages


def _run(part: Sequence[tuple[int, Published]]) -> Run:
    reviews = [review for _, review in part]
    fields = {
        "head": Postings.of(words(review.head) for review in reviews),
        "body": Postings.of(words(review.opening) for review in reviews),
        "grams": Postings.of(grams(review.head) for review in reviews),
        "claimant": Postings.of(words(review.claimant or "") for review in reviews),
    }
    days = np.array([list(_days(review)) for review in reviews], np.int32).reshape(-1, 2)
    return Run(_name(), np.array([number for number, _ in part], np.int64), days, fields)


def _days(review: Published) -> Iterator[int]:
    for value in (review.claimed, review.published):
        day = day_of(value)
        yield day.toordinal() if isinstance(day, datetime.date) else 0


def _loaded(folder: Path) -> Run:
    load = {field: Postings.load(folder, field) for field in FIELDS}
    numbers = np.load(folder / "numbers.npy", allow_pickle=False)
    return Run(folder.name, numbers, np.load(folder / "days.npy", allow_pickle=False), load)


def _name() -> str:
    return f"run-{uuid.uuid4().hex[:12]}"
