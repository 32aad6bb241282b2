"""Do offsets survive folding, case, tokens and UTF-16, on any text and in linear time?"""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Span
from onrecord.text import Utf16Map, fold, lines, lower, paragraphs, tokens, trim
from tests.strategies import QUOTATION_MARKS, texts


@given(texts())
def test_fold_and_lower_keep_the_length(text):
    assert len(fold(text)) == len(text)
    assert len(lower(text)) == len(text)


@given(texts())
def test_fold_is_done_once(text):
    assert fold(fold(text)) == fold(text)


def test_fold_makes_apostrophes_hyphens_and_spaces_plain():
    assert fold("don’t co‑operate\u00a0now") == "don't co-operate now"
    assert fold("“a” – b — c") == "“a” – b — c"


@pytest.mark.parametrize("mark", sorted(set(QUOTATION_MARKS) - set("'‘’‛`´′")))
def test_fold_keeps_quotation_marks(mark):
    assert fold(mark) == mark


def test_lower_where_case_changes_the_length():
    assert lower("İSTANBUL") == "İstanbul"
    assert lower("GRÖSSE") == "grösse"


def test_tokens():
    assert [token.text for token in tokens("The U.S. won’t pay 250,000 (3.5 %) for cat-like e.g. things...")] == [
        *("The", "U.S.", "won’t", "pay", "250,000", "(", "3.5", "%", ")", "for", "cat-like", "e.g.", "things", "..."),
    ]


@given(texts())
def test_tokens_are_the_words_of_their_places_in_order(text):
    at = 0
    for token in tokens(text):
        assert at <= token.start < token.end <= len(text)
        assert text[token.start : token.end] == token.text
        assert not text[at : token.start].strip()
        assert token.span == Span(token.start, token.end)
        at = token.end
    assert not text[at:].strip()


@given(texts(), st.data())
def test_tokens_of_a_stretch_stay_inside_it(text, data):
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    assert all(start <= token.start < token.end <= end for token in tokens(text, start, end))


@given(texts(), st.data())
def test_trim(text, data):
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    trimmed = trim(text, Span(start, end))
    assert start <= trimmed.start <= trimmed.end
    assert trimmed.end <= end or trimmed.start == trimmed.end
    assert text[trimmed.start : trimmed.end] == text[start:end].strip()


def test_paragraphs_and_lines():
    text = "  One\nline\n \t\nTwo\r\n\r\nThree\u2029\u2029Four\n\n\n"
    assert [text[slice(*block)] for block in paragraphs(text)] == ["One\nline", "Two", "Three", "Four"]
    assert [text[slice(*line)] for line in lines(text)] == ["One", "line", "Two", "Three", "Four"]
    assert list(paragraphs("")) == []
    assert list(lines(" \n ")) == []


@pytest.mark.parametrize("split", [paragraphs, lines])
@given(text=texts())
def test_blocks_hold_all_words_once(split, text):
    found = list(split(text))
    assert "".join("".join(text[slice(*block)].split()) for block in found) == "".join(text.split())
    for block in found:
        assert text[slice(*block)] == text[slice(*block)].strip() != ""
    assert all(before.end <= after.start for before, after in pairwise(found))


def slow_to_utf16(text: str, offset: int) -> int:
    return sum(2 if ord(c) > 0xFFFF else 1 for c in text[:offset])


@given(texts())
def test_utf16_is_what_counting_gives(text):
    offsets = Utf16Map(text)
    starts = {}
    for offset in range(len(text) + 1):
        there = offsets.to_utf16(offset)
        assert there == slow_to_utf16(text, offset)
        assert offsets.from_utf16(there) == offset
        starts[there] = offset
    for unit in range(slow_to_utf16(text, len(text)) + 1):
        # Inside a pair: the offset of the pair's beginning.
        assert offsets.from_utf16(unit) == starts.get(unit, starts.get(unit - 1))


LONG = {
    "word": "a" * 1_000_000,
    "initials": "a." * 500_000,
    "apostrophes": "a'" * 500_000,
    "number": "1," * 500_000,
    "blank lines": "\n \t" * 330_000,
    "dots": "." * 1_000_000,
    "astral": "🌉" * 500_000,
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_a_million_characters_take_no_more_than_a_moment(text):
    began = time.process_time()
    assert sum(1 for _ in tokens(text)) >= 0
    assert len(fold(text)) == len(lower(text)) == len(text)
    assert sum(1 for _ in paragraphs(text)) + sum(1 for _ in lines(text)) >= 0
    assert Utf16Map(text).to_utf16(len(text)) >= len(text)
    assert time.process_time() - began < 10
