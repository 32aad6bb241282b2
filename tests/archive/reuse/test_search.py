import pytest

from onrecord.archive.index import Index
from onrecord.archive.reuse import search, spread

PASSAGE = (
    "the northern pier at Belmora must be widened before winter so that grain ships from Zirma can moor "
    "beside the customs sheds without blocking the ferries"
)
OTHER = "Elsewhere the orchards yielded plums, quinces, walnuts; nobody counted baskets or asked who carried them home."


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    index = Index(tmp_path_factory.mktemp("archive"))
    index.add([(1, f"{OTHER} 🙂 He said {PASSAGE}."), (2, OTHER.upper()), (7, f"Later {PASSAGE}, they wrote.")])
    return index


def test_a_passage_is_found_with_spans_on_both_sides(index):
    text = f"Voters heard that 🙂 {PASSAGE}, and left."
    found = search(index, text, margin=8)
    assert {f.number for f in found} == {1, 7}
    for f in found:
        assert text[f.span.start : f.span.end] == PASSAGE
        assert f.margin > 8


def test_changed_and_misread_words_are_bridged(index):
    text = PASSAGE.replace("widened", "widenod").replace("grain ships", "small tugs").replace("customs", "custorns")
    found = search(index, text, margin=8)
    assert {f.number for f in found} == {1, 7}
    assert all(f.span.end - f.span.start > 0.9 * len(text) for f in found)


def test_skipped_texts_do_not_count(index):
    assert {f.number for f in search(index, PASSAGE, skip={1}, margin=8)} == {7}


def test_spread_meets_each_pair_once(index):
    links = [(link.number, link.other) for link in spread(index, margin=4)]
    assert len(links) == len(set(links))
    assert (1, 7) in links


@pytest.mark.parametrize("text", ["", "\0", "\ud800 lone \udfff", "word " * 20_000, "é" * 3000, "的" * 3000])
def test_any_text_will_do(index, text):
    for f in search(index, text):
        assert 0 <= f.span.start < f.span.end <= len(text)
