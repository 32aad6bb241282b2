"""The same function, run many times: in this process or in several, with nothing lost.

Results come back in the order of the items. When a worker process dies (killed, out of memory),
the items it may have held are run again one by one, so that only the one that kills it is lost.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Collection, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from typing import Generic, TypeVar

import msgspec

from onrecord.errors import OnrecordError, OutputError

T = TypeVar("T")
R = TypeVar("R")

AHEAD = 4
"""How many items a worker may be ahead of the one whose result is awaited: bounds the memory."""

GRACE = 2.0
"""Seconds that a process has to end in when a run is stopped, before it is killed."""


class Outcome(msgspec.Struct, Generic[T, R], frozen=True):
    """An item with its result, or with the reason why there is none.

    ``fatal`` is true when the result could not be written: the next one could not be either.
    """

    item: T
    result: R | None
    error: str | None
    fatal: bool = False


def each(work: Callable[[T], R], items: Iterable[T], *, workers: int = 1) -> Generator[Outcome[T, R], None, None]:
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
    except MemoryError:
        return Outcome(item, None, "there is not enough memory to read it; split it, or use fewer --workers")
    except Exception as error:
        return Outcome(item, None, f"{type(error).__name__}: {' '.join(str(error).split())[:300]}")


def _in_processes(work: Callable[[T], R], items: Iterator[T], workers: int) -> Iterator[Outcome[T, R]]:
    held: deque[T] = deque(islice(items, workers * AHEAD))
    while held:
        with _pool(workers) as pool:
            try:
                yield from _until_one_dies(pool, work, items, held, workers * AHEAD)
            except BrokenProcessPool:
                pool.shutdown(wait=False, cancel_futures=True)
        while held:  # a process died: what it may have held is run again, one by one
            yield _alone(work, held.popleft())
        held.extend(islice(items, workers * AHEAD))


def _until_one_dies(
    pool: ProcessPoolExecutor, work: Callable[[T], R], items: Iterator[T], held: deque[T], most: int
) -> Iterator[Outcome[T, R]]:
    """Yield outcomes in order; ``held`` keeps the items that have none yet."""
    futures: deque[Future[Outcome[T, R]]] = deque()
    while held:
        while len(futures) < len(held):
            futures.append(_submitted(pool, work, held[len(futures)]))
        outcome = futures[0].result()
        held.popleft()
        futures.popleft()
        yield outcome
        held.extend(islice(items, most - len(held)))


def _alone(work: Callable[[T], R], item: T) -> Outcome[T, R]:
    """Run one item in a process of its own, so that its death harms nothing else."""
    with _pool(1) as pool:
        try:
            return _submitted(pool, work, item).result()
        except BrokenProcessPool:
            return Outcome(item, None, "the process that worked on it died (out of memory, or killed)")


@contextmanager
def _pool(workers: int) -> Iterator[ProcessPoolExecutor]:
    """Give processes to work in; when the run is stopped before its end, none of them outlives it."""
    others = set(multiprocessing.active_children())
    # spawn: a fresh interpreter has no threads or locks of the parent, on every system alike.
    pool = ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"), initializer=_begin)
    try:
        yield pool
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        _end(set(multiprocessing.active_children()) - others)
        raise
    pool.shutdown(wait=False, cancel_futures=True)


def _end(processes: Collection[BaseProcess]) -> None:
    for process in processes:
        process.terminate()
    for process in processes:
        process.join(GRACE)
        if process.is_alive():
            process.kill()


def _submitted(pool: ProcessPoolExecutor, work: Callable[[T], R], item: T) -> Future[Outcome[T, R]]:
    """Hand an item to a process; one that starts now starts deaf to Ctrl-C, which is its parent's to answer."""
    if not hasattr(signal, "pthread_sigmask"):
        return pool.submit(_outcome, work, item)
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        return pool.submit(_outcome, work, item)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin() -> None:
    """Set a new process up: only its parent ends it, by a signal or by its own death."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_outlive_nobody, daemon=True).start()


def _outlive_nobody() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        with contextlib.suppress(OSError):
            wait([parent.sentinel])
        os._exit(1)
