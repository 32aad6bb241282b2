"""The same function, run many times, with nothing lost when a process dies."""

import os
import signal

import pytest

from onrecord.batch import chunks, each
from onrecord.errors import OutputError, Unreadable


def double(n):
    if n == 3:
        raise ValueError("three\nis bad")
    if n == 4:
        raise Unreadable("four", "it is bad")
    if n == 5:
        raise OutputError("five: not written")
    return 2 * n


def die_on_seven(n):
    if n == 7:
        os.kill(os.getpid(), signal.SIGKILL)
    return n


@pytest.mark.parametrize("workers", [1, pytest.param(2, marks=pytest.mark.slow)])
def test_outcomes_keep_the_order_and_errors_become_words(workers):
    outcomes = list(each(double, range(6), workers=workers))
    assert [o.item for o in outcomes] == [0, 1, 2, 3, 4, 5]
    assert [o.result for o in outcomes] == [0, 2, 4, None, None, None]
    assert [o.error for o in outcomes[3:]] == ["ValueError: three is bad", "four: it is bad", "five: not written"]
    assert [o.fatal for o in outcomes] == [False] * 5 + [True]


@pytest.mark.slow
def test_a_killed_process_costs_one_item_only():
    outcomes = list(each(die_on_seven, range(20), workers=2))
    assert [o.item for o in outcomes] == list(range(20))
    lost = [o for o in outcomes if o.result is None]
    assert [o.item for o in lost] == [7]
    assert "died" in str(lost[0].error)


def test_items_are_drawn_only_as_far_ahead_as_needed():
    drawn = []

    def items():
        for n in range(100):
            drawn.append(n)
            yield n

    next(iter(each(double, items())))
    assert drawn == [0]


def test_chunks_keep_every_item():
    assert list(chunks(range(5), 2)) == [(0, 1), (2, 3), (4,)]
