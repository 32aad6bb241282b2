"""The labeller: what it sees, what its network gives, and how it is joined to the rules."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given

from onrecord import Document, Quotation, read
from onrecord.readers import mentions
from onrecord.readers.quotations import by_labeller
from onrecord.readers.quotations.features import BUCKETS, FLAGS, encode
from onrecord.readers.quotations.labeller import labelled, network
from onrecord.readers.quotations.network import BLOCK, LABELS, REACH
from onrecord.text import tokens
from tests.strategies import texts

NEWS = (
    "Governor Ilva Maren said on Tuesday that the bridge would be closed for repairs until March.\n\n"
    "Critics accused her of ignoring the islanders. “Nobody asked us,” said Dana Ruzic, a teacher. "
    "Ruzic expects the school to lose half of its pupils, she told reporters.\n"
)


def found(text):
    document = Document.from_text(text, language="en")
    return document, read(document, readers=[mentions.read, by_labeller]).of(Quotation)


def test_features_are_hash_values_within_their_buckets():
    words = tokens(NEWS)
    ids, flags = encode(NEWS, words)
    assert ids.shape == (len(words), len(BUCKETS))
    assert flags.shape == (len(words), FLAGS)
    assert (ids >= 1).all()
    assert (ids < np.array(BUCKETS)).all()


def test_the_flags_say_where_marks_and_paragraphs_are():
    text = "“We go,” he said.\n\nThen he went."
    words = tokens(text)
    _, flags = encode(text, words)
    inside = [word.text for word, row in zip(words, flags, strict=True) if row[2]]
    begins = [word.text for word, row in zip(words, flags, strict=True) if row[0]]
    assert inside == ["“", "We", "go", ","]
    assert begins == ["“", "Then"]


def test_blocks_change_nothing():
    text = NEWS * (1 + (BLOCK * 2) // len(tokens(NEWS)))
    words = tokens(text)
    ids, flags = encode(text, words)
    whole = network().hidden(ids, flags)
    assert len(words) > BLOCK + REACH
    alone = network()._block(ids, flags)
    assert np.allclose(whole, alone, atol=1e-3)


def test_the_chain_is_the_best_one():
    net = network()
    states = net.hidden(*encode(NEWS, tokens(NEWS)))[:6]
    scores = states @ net._w["out.weight"].T + net._w["out.bias"]
    count = len(LABELS)

    def worth(chain):
        total = net._w["st"][chain[0]] + scores[0, chain[0]]
        return total + sum(net._w["tr"][a, b] + scores[n + 1, b] for n, (a, b) in enumerate(pairwise(chain)))

    best = max(np.ndindex(*[count] * 5), key=lambda chain: worth(chain))
    assert list(net.labels(states[:5])) == list(best)


def test_a_report_a_quotation_and_their_speakers():
    document, quotations = found(NEWS)
    by_words = {document[q.span]: q for q in quotations}
    report = by_words["the bridge would be closed for repairs until March"]
    assert (report.mode, document[report.speaker], document[report.cue]) == ("indirect", "Governor Ilva Maren", "said")
    spoken = by_words["Nobody asked us,"]
    assert (spoken.mode, document[spoken.speaker]) == ("direct", "Dana Ruzic")


def test_a_direct_quotation_is_the_rules():
    _, quotations = found(NEWS)
    (direct,) = [q for q in quotations if q.mode == "direct"]
    assert "trained model" not in direct.why


def test_it_is_chosen_by_naming_it():
    document = Document.from_text(NEWS, language="en")
    assert all(q.by == "quotations/1" for q in read(document).of(Quotation))
    reading = read(document, readers=[by_labeller])
    assert {q.by for q in reading.of(Quotation)} == {"quotations-labeller/1"}
    assert [q.id for q in reading.of(Quotation)] == [f"q{n}" for n in range(1, len(reading.of(Quotation)) + 1)]


@given(texts())
def test_any_text_gives_spans_inside_it(text):
    for one in labelled(text):
        for start, end in one.content:
            assert 0 <= start < end <= len(text)
    document = Document.from_text(text, language="en")
    assert read(document, readers=[by_labeller]).failures == ()


@pytest.mark.parametrize("text", ["", " ", "\n", "“", "a"])
def test_next_to_nothing_gives_nothing(text):
    assert labelled(text) == []
