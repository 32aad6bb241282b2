"""Comparisons: relations, cases, denials, grounds, whose they are, and every row of the tables at work."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.lexicons import rows
from onrecord.model import Comparison, Document, Mention, Quotation, Reading, Span
from onrecord.readers.comparisons import CueRow, read
from onrecord.readers.comparisons.cases import CaseRow
from onrecord.readers.sentences import sentences
from onrecord.text import fold


def comparisons(text: str, *findings: Quotation | Mention) -> list[Comparison]:
    document = Document(text=text, language="en")
    reading = Reading(document=document, findings=findings, sentences=sentences(document))
    return [c for c in read(document, reading) if isinstance(c, Comparison)]


def shown(text: str) -> list[tuple[str, str, str | None]]:
    found: list[tuple[str, str, str | None]] = []
    for c in comparisons(text):
        target = text[c.target_case.start : c.target_case.end] if c.target_case else None
        found.append((c.relation, text[c.source_case.start : c.source_case.end], target))
    return found


def spot(text: str, words: str) -> Span:
    at = text.index(words)
    return Span(at, at + len(words))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norland is different from Sudland.", [("distinguishes", "Norland", "Sudland")]),
        ("Unlike Sudland, Norland held a vote.", [("distinguishes", "Sudland", "Norland")]),
        (
            "The case of Norland is similar to the crisis in Sudland.",
            [("likens", "crisis in Sudland", "case of Norland")],
        ),
        ("The Norland precedent counts for Sudland too.", [("precedent", "Norland", "Sudland")]),
        ("Norland is a unique case.", [("unique", "Norland", None)]),
        (
            "To praise Norland and blame Sudland is a double standard.",
            [("double_standard", "Norland", "Sudland")],
        ),
        ("Norland is not similar to Sudland.", [("distinguishes", "Sudland", "Norland")]),
        ("Norland is not another Sudland.", [("distinguishes", "Sudland", "Norland")]),
        ("Norland is no different from Sudland.", [("likens", "Norland", "Sudland")]),
        ("I would like the mayor of Norland to stay.", []),
        ("Farms like that are rare.", []),
        ("Prices rose in Norland.", []),
        ("", []),
    ],
)
def test_relations(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norland and Sudland spoke in the same week.", []),
        ("Norland and Sudland met in the same small town.", []),
        ("Norland and Sudland are the same.", [("likens", "Norland", "Sudland")]),
        ("Norland is no precedent for Sudland.", [("distinguishes", "Norland", "Sudland")]),
        ("There is no precedent for the Norland vote.", [("unique", "Norland vote", None)]),
        ("If Norland is like Sudland, it must vote.", []),
        ("If Norland was a unique case, then the law has changed.", []),
        ("If it votes, Norland is like Sudland.", [("likens", "Sudland", "Norland")]),
        ("We would not accept that Norland is like Sudland.", [("distinguishes", "Sudland", "Norland")]),
        ("It is wrong to say that Norland is like Sudland.", [("distinguishes", "Sudland", "Norland")]),
        ("There is no doubt that Norland is like Sudland.", [("likens", "Sudland", "Norland")]),
        ("We do not deny that Norland is like Sudland.", [("likens", "Sudland", "Norland")]),
    ],
)
def test_what_is_supposed_rejected_or_only_shared(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert shown(text) == expected


def test_two_people_who_speak_are_no_cases() -> None:
    text = "Anna Berg said the war would end. Tom Hill, by contrast, said it would go on."
    names = ("Anna Berg", "Tom Hill")
    people = [Mention(span=spot(text, n), by="t", why="", type="person", referent=n) for n in names]
    said = [
        Quotation(
            span=spot(text, w), by="t", why="", id=w, content=(spot(text, w),), mode="indirect", speaker=spot(text, n)
        )
        for n, w in zip(names, ("the war would end", "it would go on"), strict=True)
    ]
    assert len(comparisons(text, *people)) == 1
    assert comparisons(text, *people, *said) == []
    office = Mention(span=people[1].span, by="t", why="", type="office", referent="o1")
    assert comparisons(text, people[0], office, *said) == []


def test_a_denied_likeness_has_the_denying_word_in_its_cue() -> None:
    text = "Norland is not similar to Sudland."
    (found,) = comparisons(text)
    assert found.cue == spot(text, "not similar to")
    assert "deny" in found.why


def test_grounds_are_the_reason_that_follows() -> None:
    text = "Norland is different from Sudland because it held a vote."
    (found,) = comparisons(text)
    assert found.grounds == (spot(text, "it held a vote"),)
    assert found.span == Span(0, len(text) - 1)


def test_on_the_other_hand_looks_back() -> None:
    text = "Sudland banned the vote. Norland, on the other hand, held it."
    (found,) = comparisons(text)
    assert text[found.source_case.start : found.source_case.end] == "Norland"
    assert found.target_case == spot(text, "Sudland")


def test_a_quoted_comparison_is_the_quoted_person_s() -> None:
    text = "The mayor said that Norland is similar to Sudland."
    span = spot(text, "Norland is similar to Sudland")
    quotation = Quotation(span=span, by="t", why="", id="q4", content=(span,), mode="indirect")
    assert [c.asserted_by for c in comparisons(text, quotation)] == ["q4"]


def test_mentions_are_the_cases_where_there_are_any() -> None:
    text = "The old port is different from Sudland."
    port = Mention(span=spot(text, "old port"), by="t", why="", type="place", referent="m1")
    land = Mention(span=spot(text, "Sudland"), by="t", why="", type="place", referent="m2")
    (found,) = comparisons(text, port, land)
    assert found.source_case == spot(text, "old port")


SENTENCES = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parent / "comparison_sentences.tsv").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize(("relation", "source", "target", "text"), SENTENCES, ids=[s[3][:40] for s in SENTENCES])
def test_sentences(relation: str, source: str, target: str, text: str) -> None:
    """Fifteen sentences for each relation; a mark before the text says that it is a known miss."""
    if text.startswith("* "):
        assert shown(text.removeprefix("* ")) != [(relation, source, target or None)], "found now: take the mark away"
    else:
        assert shown(text) == [(relation, source, target or None)]


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("Because it held a vote, Norland is different from Sudland.", "it held a vote"),
        ("Norland is different from Sudland. There a king decides.", "There a king decides"),
        ("Norland is nothing like Sudland: it has no king.", "it has no king"),
        ("Norland is different from Sudland. Norland has no king.", "Norland has no king"),
        ("Norland is the first country in history to sell its coast.", "sell its coast"),
        ("Norland is different from Sudland because of its coast.", "its coast"),
    ],
)
def test_grounds_of_each_kind(text: str, ground: str) -> None:
    (found,) = comparisons(text)
    assert found.grounds == (spot(text, ground),)


@pytest.mark.parametrize(
    "text",
    [
        "Norland is different from Sudland since 1998.",
        "Norland is different from Sudland. There is rain on the coast.",
        "Norland is different from Sudland.\n\nNorland has no king.",
    ],
)
def test_what_gives_no_reason_is_no_ground(text: str) -> None:
    (found,) = comparisons(text)
    assert found.grounds == ()


@pytest.mark.parametrize(
    "text",
    [
        "Orland is closer to Kestria.",
        "This is one of the best schools in Norland.",
        "Another President spoke here.",
        "There is no Wednesday market in Norland.",
        "Nothing in Norland is unique.",
        "There must be no double standard for Norland and Sudland.",
        "The law runs against the spirit of the Norland accord.",
        "This is contrary to the spirit of Norland.",
        "Why is it that schools close but banks open?",
        "Norland farmers are paid, but Norland farmers strike.",
        "The rule was applied to Sudland.",
        "As we move closer to the Norland summit, we work.",
        "Norland is more like Norland.",
        "Ships left Norland. Trains left Sudland. They may differ in many ways.",
        "It was cold in Norland, but Sudland had rain.",
    ],
)
def test_no_comparison(text: str) -> None:
    assert shown(text) == []


def test_the_two_cases_are_those_named_before() -> None:
    text = "Norland voted. Sudland did not. The two cases differ because a king ruled in one."
    (found,) = comparisons(text)
    assert (text[slice(*found.source_case)], text[slice(*found.target_case or ())]) == ("Sudland", "Norland")
    assert found.grounds == (spot(text, "a king ruled in one"),)


def test_a_rule_that_is_applied_elsewhere_takes_its_case_from_the_sentence_before() -> None:
    text = "Norland ships may not land here. If this rule was applied to Sudland, trade would end."
    assert shown(text) == [("precedent", "Norland ships", "Sudland")]


def _said(row: CueRow) -> tuple[str, ...]:
    return (row.relation, {"likens": "distinguishes", "distinguishes": "likens"}.get(row.relation, row.relation))


@pytest.mark.parametrize("row", rows("comparison_cues", CueRow), ids=lambda row: row.form)
def test_cue_rows(row: CueRow) -> None:
    found = comparisons(row.example)
    cues = [fold(row.example[c.cue.start : c.cue.end]).lower() for c in found if c.cue and c.relation in _said(row)]
    ends = row.tail if row.tail and row.order != "across" else row.form
    assert any(row.form in cue and cue.endswith(ends) for cue in cues), (found, cues)
    if row.order == "across":
        assert row.tail in fold(row.example).lower()


@pytest.mark.parametrize("row", rows("comparison_cases", CaseRow), ids=lambda row: f"{row.form}-{row.role}")
def test_case_rows(row: CaseRow) -> None:
    if row.role in ("occasion", "condition"):
        assert comparisons(row.example) == []
        assert row.form in row.example.lower()
        return
    (found,) = comparisons(row.example)
    sides = [row.example[s.start : s.end].lower() for s in (found.source_case, found.target_case) if s]
    if row.role in ("head", "stand-in", "pronoun", "link"):
        assert any(row.form in side for side in sides), sides
    elif row.role == "reason":
        assert found.grounds
    elif row.role == "denial":
        assert found.cue
        assert row.form in row.example[found.cue.start : found.cue.end].lower()
    elif row.role in ("accepting", "rejecting"):
        assert found.relation == "distinguishes"


_PIECES = ["Norland", "like", "unlike", "is", "not", "precedent", ",", ".", "it", "the"]


@given(st.text(max_size=120))
@settings(deadline=None, max_examples=60)
def test_any_text(text: str) -> None:
    assert all(0 <= c.span.start < c.span.end <= len(text) for c in comparisons(text))


@given(st.lists(st.sampled_from(_PIECES), max_size=40))
@settings(deadline=None, max_examples=60)
def test_parts_lie_inside_the_span(parts: list[str]) -> None:
    for c in comparisons(" ".join(parts)):
        inside = [s for s in (c.source_case, c.target_case, c.cue, *c.grounds) if s]
        assert all(c.span.holds(span) for span in inside)
        assert (c.target_case is None) == (c.relation == "unique")


@pytest.mark.parametrize("piece", ["Norland like Norland ", "like ", "is ", "Unlike A, B. ", "the case of Norland "])
def test_long_texts_take_linear_time(piece: str) -> None:
    started = time.process_time()
    comparisons((piece * (4_900 // len(piece)) + ".\n\n") * 8)
    assert time.process_time() - started < 2
