"""Claims: clauses, types, whose they are, and every row of the tables at work."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.lexicons import rows
from onrecord.model import Claim, Document, Failure, Omission, Quotation, Reading, Span
from onrecord.readers.claims import read
from onrecord.readers.claims.frames import FrameRow
from onrecord.readers.claims.profile import FEATURES, model
from onrecord.readers.claims.tags import VerbRow, WordRow, Words
from onrecord.readers.claims.types import CueRow
from onrecord.readers.claims.verbs import finite
from onrecord.readers.sentences import sentences
from onrecord.text import fold, tokens


def claims(text: str, *quotations: Quotation) -> list[Claim]:
    document = Document(text=text, language="en")
    reading = Reading(document=document, findings=quotations, sentences=sentences(document))
    return [claim for claim in read(document, reading) if isinstance(claim, Claim)]


def words(text: str, *quotations: Quotation) -> list[str]:
    return [text[claim.span.start : claim.span.end] for claim in claims(text, *quotations)]


def only(text: str) -> Claim:
    found = claims(text)
    assert len(found) == 1, [text[c.span.start : c.span.end] for c in found]
    return found[0]


def quoted(text: str, content: str, *, id: str = "q1", mode: str = "indirect", parent: str | None = None) -> Quotation:
    at = text.index(content)
    span = Span(at, at + len(content))
    return Quotation(span=span, by="t", why="", id=id, content=(span,), mode=mode, parent=parent)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Norland closed the port, and Sudland sent three ships.",
            ["Norland closed the port", "Sudland sent three ships"],
        ),
        (
            "However, Norland closed the port, which had served both towns.",
            ["Norland closed the port", "which had served both towns"],
        ),
        (
            "Norland closed the port; Sudland was not told – it heard the news on the radio.",
            ["Norland closed the port", "Sudland was not told", "it heard the news on the radio"],
        ),
        (
            "While Norland closed the port, Sudland built a new one.",
            ["Norland closed the port", "Sudland built a new one"],
        ),
        (
            "The ministers, who had met in May, signed the treaty.",
            ["The ministers, who had met in May, signed the treaty", "who had met in May"],
        ),
        ("Farmers, miners and teachers signed the letter.", ["Farmers, miners and teachers signed the letter"]),
        ("I would like to stress that the port is closed.", ["the port is closed"]),
        ("It is clear that the port is closed.", ["the port is closed"]),
        ("There is but one port in Norland.", ["There is but one port in Norland"]),
        ("If Norland closes the port, prices will rise.", ["If Norland closes the port, prices will rise"]),
        (
            "We are thrilled that the port will open.",
            ["We are thrilled that the port will open", "the port will open"],
        ),
        ("How can Norland speak of trade, when it has closed the port?", ["it has closed the port"]),
    ],
)
def test_clauses(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Has Norland closed the port?",
        "Remember the farmers of Norland.",
        "Let us remember the farmers of Norland.",
        "Ladies and gentlemen.",
        "A new bridge for Norland.",
        "Norland closes the port\n\nBy our reporter",
        "",
    ],
)
def test_no_claims(text: str) -> None:
    assert claims(text) == []


def test_single_line_without_end_mark_is_read() -> None:
    assert words("Prices rose by 4 % last year") == ["Prices rose by 4 % last year"]


@pytest.mark.parametrize(
    ("text", "types", "checkable"),
    [
        ("The bridge was closed in May.", ("event",), True),
        ("Norland signed the letter in May.", ("record",), True),
        ("Prices in Norland will rise.", ("prediction",), False),
        ("We will build a school in Norland.", ("promise",), False),
        ("The council of Norland must act.", ("promise",), False),
        ("The plan of Norland is dangerous.", ("value",), False),
        ("I am grateful to the farmers of Norland.", ("personal",), False),
        ("The treaty prohibits fishing in Norland.", ("law",), True),
        ("The flood in Norland was caused by neglect.", ("event", "causal"), True),
        ("The answer is friendship.", ("value",), False),
    ],
)
def test_types(text: str, types: tuple[str, ...], checkable: bool) -> None:
    claim = only(text)
    assert (claim.types, claim.checkable) == (types, checkable)


def test_report_and_content_are_two_claims() -> None:
    text = "The mayor said that the port is closed."
    found = claims(text, quoted(text, "the port is closed"))
    assert [(text[c.span.start : c.span.end], c.asserted_by) for c in found] == [
        ("The mayor said that the port is closed", "author"),
        ("the port is closed", "q1"),
    ]


def test_a_quoted_prediction_is_none_of_the_author() -> None:
    text = "The mayor said that prices will rise."
    report, content = claims(text, quoted(text, "prices will rise"))
    assert "prediction" not in report.types
    assert report.checkable
    assert content.types == ("prediction",)


def test_the_innermost_quotation_asserts() -> None:
    text = "The mayor said that the envoy told him that the port is closed."
    outer = quoted(text, "the envoy told him that the port is closed")
    inner = quoted(text, "the port is closed", id="q2", parent="q1")
    assert [c.asserted_by for c in claims(text, outer, inner)] == ["author", "q1", "q2"]


def test_a_statement_between_marks_is_the_author_s() -> None:
    text = "“The port is closed. The bridge was open in May.”"
    whole = quoted(text, text[1:-1], mode="direct")
    assert {claim.asserted_by for claim in claims(text, whole)} == {"author"}


def test_an_infinitive_that_is_reported_is_no_claim() -> None:
    text = "The mayor refused to sign the treaty of Norland."
    assert [c.asserted_by for c in claims(text, quoted(text, "to sign the treaty of Norland"))] == ["author"]


def test_omissions_are_not_read() -> None:
    text = "Norland closed the port. Readers liked this page."
    document = Document(text=text, language="en", omissions=(Omission(Span(25, len(text)), "furniture"),))
    found = list(read(document, Reading(document=document, sentences=sentences(document))))
    assert [document[claim.span] for claim in found if isinstance(claim, Claim)] == ["Norland closed the port"]


def test_ids_follow_the_text() -> None:
    found = claims("Norland closed the port. Sudland built a port. It rained.")
    assert [claim.id for claim in found] == ["c1", "c2", "c3"]
    assert [claim.span for claim in found] == sorted(claim.span for claim in found)


def test_priority_follows_the_profile() -> None:
    found = claims("Norland spent 45 million euros in 2019. We love it. Would that it were so, he said.")
    assert all(claim.priority == claim.profile.checkable for claim in found)
    assert found[0].priority is not None
    assert found[1].priority is not None
    assert found[0].priority > found[1].priority


def test_the_model_fits_the_features() -> None:
    weights = model()
    assert weights is not None
    assert len(weights.weights) == len(FEATURES)


def test_vague_references_are_flagged() -> None:
    claim = only("Many people fear the vote in Norland.")
    assert not claim.checkable
    assert "nobody in particular" in claim.why


def _place(example: str, form: str) -> Span:
    found = re.search(rf"(?<!\w){re.escape(form)}(?!\w)", fold(example).lower())
    assert found, (form, example)
    return Span(*found.span())


@pytest.mark.parametrize(
    "text",
    [
        "Norland calls it a breakaway province.",
        "Sudling calls it a shameful plan.",
        "Some call it a reform.",
        "They called her a traitor.",
    ],
)
def test_what_somebody_calls_a_thing_is_on_record(text: str) -> None:
    found = only(text)
    assert (found.types, found.checkable) == (("record",), True)


def test_both_halves_of_a_naming_are_claims() -> None:
    assert words("Some call it a reform; others call it a raid.") == ["Some call it a reform", "others call it a raid"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("No owner may drain the land by force.", "law"),
        ("Under Section 9 owners must drain the land.", "law"),
        ("Under the Directive mills shall report each spill.", "law"),
        ("The owners must drain the land.", "promise"),
        ("Under this plan owners must drain the land.", "promise"),
        ("Prices may rise in spring.", "prediction"),
        ("They'll be back in May.", "prediction"),
    ],
)
def test_a_rule_of_law_is_no_prediction(text: str, kind: str) -> None:
    found = only(text)
    assert found.types == (kind,)
    assert found.checkable == (kind == "law")


@pytest.mark.parametrize("label", ["A: ", "MARENKO: ", "ANNA MARENKO: "])
def test_the_label_of_a_turn_is_no_part_of_a_claim(label: str) -> None:
    assert words(f"{label}The port was closed in May.") == ["The port was closed in May"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('Anna said she was "heartbroken".', 'Anna said she was "heartbroken"'),
        ("Anna said she was “heartbroken.”", "Anna said she was “heartbroken.”"),
        ("“All is lost,” said Anna in May.", "“All is lost,” said Anna in May"),
    ],
)
def test_a_claim_takes_both_marks_of_a_pair(text: str, expected: str) -> None:
    assert expected in words(text)


@pytest.mark.parametrize("row", rows("clause_verbs", VerbRow), ids=lambda row: row.form)
def test_verb_rows(row: VerbRow) -> None:
    stretch = Words(tokens(row.example))
    assert stretch.forms[finite(stretch, 0, len(stretch.tags))] == row.form
    assert any(claim.span.holds(_place(row.example, row.form)) for claim in claims(row.example))


@pytest.mark.parametrize("row", rows("clause_words", WordRow), ids=lambda row: f"{row.form}-{row.role}")
def test_word_rows(row: WordRow) -> None:
    _place(row.example, row.form)
    assert claims(row.example)


@pytest.mark.parametrize("row", rows("claim_frames", FrameRow), ids=lambda row: f"{row.form}-{row.role}")
def test_frame_rows(row: FrameRow) -> None:
    place = _place(row.example, row.form)
    assert any(claim.span.start >= place.end for claim in claims(row.example))


@pytest.mark.parametrize("row", rows("claim_cues", CueRow), ids=lambda row: f"{row.form}-{row.type}")
def test_cue_rows(row: CueRow) -> None:
    assert any(f"“{row.form}”" in claim.why for claim in claims(row.example))


@given(st.text(alphabet=st.sampled_from("aI ,.;:–-“”\"'?!()\n0é😀"), max_size=200))
@settings(deadline=None, max_examples=60)
def test_any_text(text: str) -> None:
    for claim in claims(text):
        assert 0 <= claim.span.start < claim.span.end <= len(text)


@given(
    st.lists(
        st.sampled_from(
            [
                "Norland",
                "closed",
                "which",
                "that",
                "when",
                "is",
                "and",
                ",",
                ";",
                "–",
                "(",
                ")",
                "the",
                "fact",
                ".",
                "?",
                "we",
                "said",
            ]
        ),
        max_size=60,
    )
)
@settings(deadline=None, max_examples=60)
def test_any_words(parts: list[str]) -> None:
    text = " ".join(parts)
    found = claims(text)
    assert all(text[claim.span.start : claim.span.end].strip() for claim in found)


@pytest.mark.parametrize("piece", ["; ", "when, it was ", "(which ", "fact that I am ", ", and the ", "“"])
def test_long_sentences_take_linear_time(piece: str) -> None:
    started = time.process_time()
    claims((piece * (4_900 // len(piece)) + ".\n\n") * 8)
    assert time.process_time() - started < 2


def test_many_quotations_inside_one_another_take_linear_time() -> None:
    text = "Norland closed the port in May. " * 200
    nested = [
        Quotation(
            span=Span(at, len(text)),
            by="t",
            why="",
            id=f"q{at}",
            content=(Span(at, len(text)),),
            mode="direct",
            parent=f"q{at - 1}" if at > 1 else None,
        )
        for at in range(1, 400)
    ]
    started = time.process_time()
    claims(text, *nested)
    assert time.process_time() - started < 2
    reading = Reading(document=Document(text=text, language="en"), findings=tuple(nested))
    (left,) = [f for f in read(reading.document, reading) if isinstance(f, Failure)]
    assert left.error == "394 quotations inside 4 or more others: not read for claims of their own"
