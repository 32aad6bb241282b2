"""The scorer of spans, on cases that can be counted by hand."""

from hypothesis import given
from hypothesis import strategies as st

from evaluation.spans import Prf, exact, jaccard, match, overlap, token

SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda p: (p[0], p[0] + p[1])), max_size=12)


def test_jaccard_is_the_shared_part_of_the_whole():
    assert jaccard((0, 10), (5, 15)) == 5 / 15
    assert jaccard((0, 10), (10, 20)) == 0.0
    assert jaccard((0, 10), (0, 10)) == 1.0


def test_a_gold_item_is_matched_once():
    assert match([(0, 10), (0, 9)], [(0, 10)]) == [(0, 0)]
    assert overlap([(0, 10), (0, 9)], [(0, 10)]) == Prf(1, 2, 1)


def test_overlap_below_a_half_is_no_hit():
    assert overlap([(0, 10)], [(5, 15)]).hits == 0
    assert overlap([(0, 10)], [(0, 20)]).hits == 1


def test_exact_and_word_scores():
    assert exact([(0, 3), (4, 7)], [(0, 3), (4, 8)]) == Prf(1, 2, 2)
    text = "one two three four"
    assert token(text, [(0, 7)], [(4, 13)]) == Prf(1, 2, 2)


def test_f1_of_nothing_is_nothing():
    assert Prf(0, 0, 0).f1 == 0.0
    assert Prf(1, 2, 2).f1 == 0.5


@given(SPANS, SPANS)
def test_scores_are_bounded_and_pairs_are_one_to_one(predicted, gold):
    pairs = match(predicted, gold)
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)
    assert 0.0 <= overlap(predicted, gold).f1 <= 1.0


@given(SPANS)
def test_a_perfect_prediction_is_perfect(spans):
    spans = sorted(set(spans))
    assert overlap(spans, spans).hits == len(spans)
