"""Are phrases found where they stand, the longest first, in linear time?"""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Span
from onrecord.phrases import Phrases
from onrecord.text import fold, lower, tokens
from tests.strategies import texts

TABLE = (("in view of", 1), ("in view", 2), ("view of", 3), ("Don't", 4), ("so-called", 5), ("in view of", 6))


def found(text: str, **options: bool) -> list[tuple[str, list[int]]]:
    return [(text[slice(*span)], payloads) for span, payloads in Phrases(TABLE, **options).find(text)]


def test_the_longest_wins_and_matches_do_not_overlap():
    assert found("In view of the view of things in  view\nof") == [
        ("In view of", [1, 6]),
        ("view of", [3]),
        ("in  view\nof", [1, 6]),
    ]
    assert found("in view; of") == [("in view", [2])]


def test_apostrophes_and_hyphens_of_every_kind():
    assert found("don’t say so‑called") == [("don’t", [4]), ("so‑called", [5])]


def test_case_counts_where_it_is_asked_for():
    assert found("don't Don't IN VIEW", case=True) == [("Don't", [4])]


def test_words_only_never_parts_of_words():
    assert found("inview review off") == []


def test_empty_phrases_are_no_phrases():
    assert len(Phrases([("", 1), (" \n", 2), ("a b", 3), ("A  b", 4)])) == 1
    assert list(Phrases([("", 1)]).find("anything")) == []


def test_tokens_may_be_given():
    text = "so it is in view of that"
    assert list(Phrases(TABLE).find(text, tokens(text, 5))) == [(Span(9, 19), [1, 6])]


def slow(text: str, entries: list[tuple[str, int]]) -> list[tuple[int, int]]:
    """Find by trying every phrase at every token."""
    forms = [lower(fold(token.text)) for token in tokens(text)]
    keys = [tuple(lower(fold(token.text)) for token in tokens(phrase)) for phrase, _ in entries]
    spans, at, words = [], 0, tokens(text)
    while at < len(forms):
        sizes = [len(key) for key in keys if key and tuple(forms[at : at + len(key)]) == key]
        if sizes:
            spans.append((words[at].start, words[at + max(sizes) - 1].end))
        at += max(sizes, default=1)
    return spans


@given(st.lists(st.sampled_from(["a", "b", "c", "’", "a-b", "A"]), max_size=20), st.lists(texts(4), max_size=4))
def test_they_are_found_as_by_trying_all(words, nasty):
    text = " ".join([*words, *nasty, *words])
    entries = [("a", 1), ("a b", 2), ("a b c", 3), ("c a", 4), ("’ a", 5), *((phrase, 6) for phrase in nasty)]
    assert [tuple(span) for span, _ in Phrases(entries).find(text)] == slow(text, entries)


def test_time_grows_with_the_text_and_no_faster():
    phrases = Phrases([("a " * n, n) for n in range(1, 20)] + [("b c d e f g", 0)])
    began = time.process_time()
    assert sum(1 for _ in phrases.find("a " * 100_000 + "b c d e f " * 20_000)) > 0
    assert time.process_time() - began < 5
