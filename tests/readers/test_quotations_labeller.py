"""The labeller: what it sees, what its network gives, and how it is joined to the rules."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings

from onrecord import Document, Mention, Quotation, Reading, Span, read
from onrecord.readers import mentions
from onrecord.readers.quotations import by_rules, guide, voice
from onrecord.readers.quotations import read as quotations
from onrecord.readers.quotations.draft import Draft
from onrecord.readers.quotations.features import BUCKETS, FLAGS, Seen, encode
from onrecord.readers.quotations.joined import joined, seen
from onrecord.readers.quotations.labeller import LANGUAGES, labelled, network
from onrecord.readers.quotations.network import BLOCK, LABELS, REACH
from onrecord.readers.quotations.weighing import FEATURES, Candidate, confidence, features
from onrecord.readers.sentences import sentences
from onrecord.text import tokens
from tests.strategies import texts

NEWS = (
    "Governor Ilva Maren said on Tuesday that the bridge would be closed for repairs until March.\n\n"
    "Critics accused her of ignoring the islanders. “Nobody asked us,” said Dana Ruzic, a teacher. "
    "Ruzic expects the school to lose half of its pupils, she told reporters.\n\n"
    "The governor's office denied the charge. “We met the islanders twice,” a spokesman said.\n"
)
SPEECH = (
    "We came to this hall with one wish. I thank my hosts for their patience. Our island has waited for a "
    "bridge since my father was a boy. We condemned the delay, and we shall condemn it again. "
    "My neighbours ask me when the ferries will run. I am confident that our patience will be rewarded.\n"
)


def found(text, reader=quotations, **given):
    document = Document.from_text(text, **{"language": "en", **given})
    return document, read(document, readers=[mentions.read, reader]).of(Quotation)


def before(text):
    document = Document.from_text(text, language="en")
    reading = read(document, readers=[mentions.read])
    return seen(document, reading.sentences, reading.of(Mention))


def test_features_are_hash_values_within_their_buckets():
    words = tokens(NEWS)
    ids, flags = encode(NEWS, words, before(NEWS))
    assert ids.shape == (len(words), len(BUCKETS))
    assert flags.shape == (len(words), FLAGS)
    assert (ids >= 1).all()
    assert (ids < np.array(BUCKETS)).all()


def test_the_flags_say_where_lines_marks_drafts_and_names_are():
    text = "“We go,” Dana Ruzic said.\nThen he went."
    words = tokens(text)
    _, flags = encode(text, words, before(text))

    def bear(flag):
        return [word.text for word, row in zip(words, flags, strict=True) if row[flag]]

    assert bear(0) == ["“", "Then"]
    assert bear(5) == ["We", "go", ","]
    assert bear(6) == ["“"]
    assert bear(7) == ["”"]
    assert bear(8) == ["We", "go", ","]
    assert bear(11) == ["Dana", "Ruzic"]
    assert bear(13) == ["said"]
    assert bear(16) == ["Dana"]


def test_marks_around_the_whole_statement_are_no_flag():
    text = f"“{SPEECH.strip()}”"
    marks = [one._replace(whole=True) for one in before(text).marks]
    assert marks
    _, flags = encode(text, tokens(text), Seen(marks))
    assert not flags[:, 5].any()


def test_blocks_change_nothing():
    text = NEWS * (1 + (BLOCK * 2) // len(tokens(NEWS)))
    words = tokens(text)
    ids, flags = encode(text, words, Seen())
    net = network("en")
    assert len(words) > BLOCK + REACH
    assert np.allclose(net.hidden(ids, flags), net._block(ids, flags), atol=1e-3)


def test_the_chain_is_the_best_one_and_its_shares_are_exact():
    net = network("en")
    states = net.hidden(*encode(NEWS, tokens(NEWS), Seen()))[3:8]
    scores = states @ net._w["out.weight"].T + net._w["out.bias"]
    count, steps = len(LABELS), net._w["tr"]

    def worth(chain):
        total = steps[0, chain[0]] + scores[0, chain[0]] + steps[chain[-1], 0]
        return total + sum(steps[a, b] + scores[n + 1, b] for n, (a, b) in enumerate(pairwise(chain)))

    chains = list(np.ndindex(*[count] * 5))
    worths = np.array([worth(chain) for chain in chains])
    best, share = net.labels(states)
    assert tuple(best) == chains[int(worths.argmax())]
    weights = np.exp(worths - worths.max())
    second = np.array([chain[1] for chain in chains])
    exact = [weights[second == label].sum() / weights.sum() for label in range(count)]
    assert np.allclose(share[1], exact, atol=2e-2)


def test_a_report_a_quotation_and_their_speakers():
    document, quoted = found(NEWS)
    by_words = {document[q.span].rstrip(",."): q for q in quoted}
    report = by_words["the bridge would be closed for repairs until March"]
    assert (report.mode, document[report.speaker], document[report.cue]) == ("indirect", "Governor Ilva Maren", "said")
    spoken = by_words["Nobody asked us"]
    assert spoken.mode == "direct"
    assert "Dana Ruzic" in document[spoken.speaker]


def test_each_finding_says_how_sure_it_is():
    _, quoted = found(NEWS)
    assert len(quoted) >= 4
    assert all(q.confidence is not None and 0.4 <= q.confidence <= 1 for q in quoted)
    assert {q.by for q in quoted} == {"quotations/2"}
    assert [q.id for q in quoted] == [f"q{n}" for n in range(1, len(quoted) + 1)]


def test_the_rules_alone_are_chosen_by_naming_them():
    _, quoted = found(NEWS, by_rules)
    assert {q.by for q in quoted} == {"quotations-rules/1"}
    assert all(q.confidence is None for q in quoted)


def test_what_both_found_is_surer_than_what_one_found():
    text = "Governor Ilva Maren said that the bridge was safe."
    known = before(text)
    (label,) = labelled(text, "en", known)
    (rule,) = known.drafts
    both = Candidate(rule, label, 1.0)
    assert len(features(both)) == len(FEATURES)
    assert confidence(both, "en") > confidence(Candidate(rule, None, 0.0), "en")


def test_news_reports_and_a_speech_speaks_for_itself():
    for text, report in ((NEWS, True), (SPEECH, False), ("He left.", False)):
        document = Document.from_text(text, language="en")
        places = sentences(document)
        assert voice.is_report(document.body, places, seen(document, places, ()).drafts) is report


@pytest.mark.parametrize(
    ("text", "content", "cue", "speaker", "expected"),
    [
        ("The mayor said the bridge was closed.", "the bridge was closed", "said", "The mayor", True),
        ("The mayor condemned the delay.", "the delay", "condemned", "The mayor", False),
        ("I am confident that the bridge is safe.", "the bridge is safe", "confident", "I", False),
        ("I told them that the bridge is safe.", "the bridge is safe", "told", "I", True),
        ("The mayor wore that the bridge is safe.", "the bridge is safe", "wore", "The mayor", False),
    ],
)
def test_what_counts_in_a_statement(text, content, cue, speaker, expected):

    def place(words):
        at = text.index(words)
        return Span(at, at + len(words))

    draft = Draft([place(content)], "indirect", "why", speaker=place(speaker), cue=place(cue))
    assert guide.counts(text, draft) is expected


def test_german_is_read_by_the_same_reader():
    text = (
        "Die Brücke bleibt bis März gesperrt, sagte Bürgermeisterin Ilva Maren am Dienstag. "
        "„Niemand hat uns gefragt“, sagte die Lehrerin Dana Ruzic.\n"
    )
    document, quoted = found(text, language="de")
    assert any("Niemand hat uns gefragt" in document[q.span] and q.speaker for q in quoted)
    assert all(q.confidence is not None for q in quoted)


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        (
            "fr",
            "Elle a dit : « Nous ne fermerons pas le pont avant mai. » Puis elle partit.",
            "Nous ne fermerons",
        ),
        ("ru", "Она сказала: «Мы не закроем этот мост до самой весны». И ушла.", "Мы не закроем"),
        ("sr", "Rekla je: „Mi nećemo zatvoriti ovaj most pre proleća.” I otišla.", "Mi nećemo zatvoriti"),
    ],
)
def test_another_language_is_read_by_its_marks(language, text, words):
    document, (one,) = found(text, language=language)
    assert document[one.span].startswith(words)
    assert (one.mode, one.speaker, one.by) == ("direct", None, "quotations-marks/1")


def test_a_name_between_marks_is_no_speech_in_another_language():
    assert found("Le navire « La Tempête » est parti.", language="fr")[1] == ()


@settings(max_examples=60)
@given(texts())
def test_any_text_gives_spans_inside_it(text):
    for language in LANGUAGES:
        for one in labelled(text, language, Seen()):
            for start, end in one.content:
                assert 0 <= start < end <= len(text)
            assert all(0 <= share <= 1.000001 for share in one.sure)
        document = Document.from_text(text, language=language)
        assert read(document, readers=[quotations]).failures == ()


@pytest.mark.parametrize("text", ["", " ", "\n", "“", "a"])
def test_next_to_nothing_gives_nothing(text):
    assert labelled(text, "en", Seen()) == []
    document = Document.from_text(text, language="en")
    assert joined(document, "en", (), Seen()) == []
    assert list(quotations(document, Reading(document=document))) == []
