"""The same function, run many times: in this process or in several, with nothing lost.

Results come back in the order of the items. When a worker process dies (killed, out of memory),
the items it may have held are run again one by one, so that only the one that kills it is lost.
"""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import Generic, TypeVar

import msgspec

from onrecord.errors import OnrecordError, OutputError

T = TypeVar("T")
R = TypeVar("R")

AHEAD = 4
"""How many items a worker may be ahead of the one whose result is awaited: bounds the memory."""


class Outcome(msgspec.Struct, Generic[T, R], frozen=True):
    """An item with its result, or with the reason why there is none.

    ``fatal`` is true when the result could not be written: the next one could not be either.
    """

    item: T
    result: R | None
    error: str | None
    fatal: bool = False


def each(work: Callable[[T], R], items: Iterable[T], *, workers: int = 1) -> Iterator[Outcome[T, R]]:
    """Run ``work`` on every item and yield the outcomes in the order of the items.

    With more than one worker ``work`` must be a function of a module, and items and results must
    pickle. Nothing that ``work`` raises ends the run; it becomes the outcome's ``error``.
    """
    if workers <= 1:
        for item in items:
            yield _outcome(work, item)
    else:
        yield from _in_processes(work, iter(items), workers)


def chunks(items: Iterable[T], size: int) -> Iterator[tuple[T, ...]]:
    """Yield the items in tuples of ``size``, the last one shorter."""
    source = iter(items)
    while chunk := tuple(islice(source, size)):
        yield chunk


def _outcome(work: Callable[[T], R], item: T) -> Outcome[T, R]:
    try:
        return Outcome(item, work(item), None)
    except OnrecordError as error:
        return Outcome(item, None, str(error), fatal=isinstance(error, OutputError))
    except Exception as error:
        return Outcome(item, None, f"{type(error).__name__}: {' '.join(str(error).split())[:300]}")


def _in_processes(work: Callable[[T], R], items: Iterator[T], workers: int) -> Iterator[Outcome[T, R]]:
    pool = _pool(workers)
    held: deque[T] = deque()
    futures: deque[Future[Outcome[T, R]]] = deque()
    try:
        while True:
            held.extend(islice(items, workers * AHEAD - len(held)))
            if not held:
                return
            try:
                while len(futures) < len(held):
                    futures.append(pool.submit(_outcome, work, held[len(futures)]))
                outcome = futures[0].result()
            except BrokenProcessPool:
                pool.shutdown(wait=False, cancel_futures=True)
                futures.clear()
                while held:
                    yield _alone(work, held.popleft())
                pool = _pool(workers)
                continue
            held.popleft()
            futures.popleft()
            yield outcome
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _alone(work: Callable[[T], R], item: T) -> Outcome[T, R]:
    """Run one item in a process of its own, so that its death harms nothing else."""
    with _pool(1) as pool:
        try:
            return pool.submit(_outcome, work, item).result()
        except BrokenProcessPool:
            return Outcome(item, None, "the process that worked on it died (out of memory, or killed)")


def _pool(workers: int) -> ProcessPoolExecutor:
    # spawn: a fresh interpreter has no threads or locks of the parent, on every system alike.
    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"))
