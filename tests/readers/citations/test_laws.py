"""Any text is read without an error, in bounded time, and every span lies inside."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.readers.citations import find

PIECES = [
    "Security Council",
    "resolution",
    "resolutions",
    "1244",
    "(1999)",
    ",",
    "and",
    "Article",
    "Articles",
    "of the",
]
PIECES += [
    "UN Charter",
    "S/RES/",
    "2202 (2015)",
    "the",
    "agreement",
    "with",
    "Norland",
    "of 3 May",
    "v.",
    "Law on",
    "\n\n",
]
PIECES += [
    "Chapter VII",
    "Regulation (EU)",
    "No 1/2",
    "ruling",
    "by",
    "Court",
    "§",
    "’s",
    "😀",
    "X",
    "ECLI:EU:C:2020:5",
]


def check(text):
    found = find(text)
    assert all(0 <= c.span.start < c.span.end <= len(text) for c in found)
    assert all(c.instruments and c.why for c in found)
    assert [c.span for c in found] == sorted(c.span for c in found)
    for one, two in pairwise(found):
        assert one.span == two.span or one.span.end <= two.span.start
    for c in found:
        assert c.antecedent is None or 0 <= c.antecedent.start < c.antecedent.end <= len(text)
        assert (len(c.instruments) > 1) == (c.resolution == "ambiguous") or len(c.instruments) == 1
    assert found == find(text)


@given(st.text(max_size=300))
def test_any_text(text):
    check(text)


@given(st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join))
def test_any_mixture_of_what_the_grammar_knows(text):
    check(text)


def test_every_beginning_of_a_text():
    text = (
        "Under Articles 39 to 41 of the UN Charter, Security Council resolutions 713 (1991) of 25 September 1991 and "
        "727 (1992) hold; so does the ruling by the Constitutional Court of Norland (S/1999/648), the deal with Kelva, "
        "Council Regulation (EU) No 833/2014, Case C‑311/18 P, 217 A (III), A/RES/68/262 and Norland v. Kelva. "
        "The Convention is old."
    )
    for end in range(len(text)):
        check(text[:end])


@given(st.integers(0, 10**6), st.integers(1900, 2100))
def test_no_number_is_given_a_year_that_it_never_had(number, year):
    for c in find(f"Security Council resolution {number} ({year})"):
        for one in c.instruments:
            assert one.id is None or one.id.startswith(f"S/RES/{number}(")


@pytest.mark.parametrize(
    "piece",
    [
        "A",
        "A ",
        "resolutions 1, ",
        "1, ",
        "Articles 1, ",
        "(",
        "A/",
        "A v. B ",
        "the deal ",
        "May ",
        "5 May ",
        "\n",
        " Of",
    ],
)
def test_garbage_is_read_in_linear_time(piece):
    find("warm")
    text = piece * (100_000 // len(piece))
    began = time.process_time()
    find(text)
    assert time.process_time() - began < 3
