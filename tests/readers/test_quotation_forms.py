"""Forms that two readings can tell apart only by their neighbours: who speaks, and where a report ends."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from onrecord.model import Document, Metadatum, Quotation, Span
from onrecord.readers import mentions, quotations
from onrecord.reading import read


def find(text: str, speaker: str | None = None, *, rules: bool = False) -> Sequence[tuple[str, str, str]]:
    """Return mode, content and speaker of each quotation, as words; his name for a speaker who is not in the text."""
    document = Document.from_text(text, language="en", speaker=speaker)
    reader = quotations.by_rules if rules else quotations.read
    found = []
    for q in read(document, [mentions.read, reader]).of(Quotation):
        who = document[q.speaker] if q.speaker else q.speaker_name or ""
        found.append((q.mode, " | ".join(document[part] for part in q.content), who))
    return found


@pytest.mark.parametrize("rules", [False, True])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A short clause without "that" whose verb is in no table.
        ("He said the dam leaks.", [("indirect", "the dam leaks", "He")]),
        # What hangs on a preposition is no subject: its head is.
        ("A source close to the talks said that it leaks.", [("indirect", "it leaks", "A source close to the talks")]),
        ("Two men briefed on the plan said it was safe.", [("indirect", "it was safe", "Two men briefed on the plan")]),
        # An age between commas is nobody.
        (
            "“I will resign,” said Voss, 54, who took office in May, adding that she had “no regrets”.",
            [("direct", "I will resign,", "Voss"), ("mixed", "she had “no regrets”", "Voss")],
        ),
        # A condition ends before the main clause, also before one whose verb looks like a noun.
        ("If they say that the dam leaks, they lie.", [("indirect", "the dam leaks", "they")]),
        # A noun and its clause are the subject of a verb that is not reported.
        ("The mayor’s claim that the dam leaks is false.", [("indirect", "the dam leaks", "The mayor")]),
        ("Reports that the dam leaks are untrue.", [("indirect", "the dam leaks", "")]),
        # "and she warned" opens a report of its own.
        (
            "Ana Novak argued that the dam was safe, and she warned that taxes would rise.",
            [("indirect", "the dam was safe", "Ana Novak"), ("indirect", "taxes would rise", "she")],
        ),
        # No content begins with a comma.
        ("Voss said that, despite the rain, it would hold.", [("indirect", "despite the rain, it would hold", "Voss")]),
        # Marks that a noun governs end before the verb; those of two things said in a row belong together.
        ("Allegations of “bribery” followed.", [("mixed", "bribery", "")]),
        (
            "Voss called the dam “a sieve” and its builders “thieves”.",
            [("mixed", "the dam “a sieve” and its builders “thieves”", "Voss")],
        ),
        # Comma and dash both stand before the cue, as in Russian; a signature needs no stop before it.
        ("«Мы не подпишем», — said Oleg Sidorov.", [("direct", "Мы не подпишем", "Oleg Sidorov")]),
        (
            "“The Union stands by the crews” – Commissioner Lena Vogt",
            [("direct", "The Union stands by the crews", "Commissioner Lena Vogt")],
        ),
        # Values of code are quoted by nobody, nor are marks without a word.
        ('a["b"] = "c"; print("d")', []),
        ("”“\"«»‘’„'` “…” «!»", []),
    ],
)
def test_a_form_is_told_apart(text: str, expected: list[tuple[str, str, str]], rules: bool) -> None:
    assert find(text, rules=rules) == expected


def test_a_turn_is_its_labels_and_no_other_turns() -> None:
    text = "MODERATOR: Why is it closed?\nOKOYE: It was unsafe.\nMODERATOR: Who says so?\nOKOYE: The crews did."
    assert [who for _, _, who in find(text)] == ["MODERATOR", "OKOYE", "MODERATOR", "OKOYE"]


def test_a_line_of_a_block_is_not_reported_again() -> None:
    text = "Okoye wrote to the council:\n\n> We came for work.\n> We will not leave.\n\nThe council did not reply."
    assert find(text) == [("direct", "We came for work. | We will not leave.", "Okoye")]


@pytest.mark.parametrize(
    "text",
    [
        "“The ferry will sail. The minister told me that it was safe.”",
        "“The ferry will sail.\n\n“The minister told me that it was safe.”",
        '"The ferry will sail.\n\nThe minister told me that it was safe.\n\nWe go."',
        '"The ferry will sail.\n\nThe minister said: "It is safe."\n\nWe go."',
        "The ferry\n\n“The ferry will sail. The minister told me that it was safe.”",
    ],
)
def test_a_whole_statement_between_marks_is_its_speakers(text: str) -> None:
    document = Document.from_text(text, language="en", speaker="Amara Okoye")
    if text.startswith("The ferry\n"):
        document = Document(
            text=text, language="en", speaker=Metadatum("Amara Okoye"), title=Metadatum("The ferry", Span(0, 9))
        )
    outer, *inner = read(document, [mentions.read, quotations.read]).of(Quotation)
    assert (outer.mode, outer.speaker_name, outer.closed, outer.parent) == ("direct", "Amara Okoye", True, None)
    assert len(inner) == 1
    assert inner[0].parent == outer.id


@pytest.mark.parametrize("text", ["“a b " * 2_000, 'He said "the dam leaks and " the town it\'s ' * 400])
def test_lost_marks_draw_no_content_over_the_text(text: str) -> None:
    assert max((len(content) for _, content, _ in find(text)), default=0) <= 1_000


def test_an_elision_and_a_possessive_hide_no_end_of_a_sentence() -> None:
    document = Document.from_text("The '90s were hard, said Okoye. The players' union left.", language="en")
    assert [document[span] for span in read(document, []).sentences] == [
        "The '90s were hard, said Okoye.",
        "The players' union left.",
    ]


@pytest.mark.parametrize("rules", [False, True])
@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("It rained. We will go,” said Okoye.", "We will go,"),
        ('It rained. We will go", Okoye told the house.', "We will go"),
    ],
)
def test_words_whose_opening_mark_is_lost_are_one_open_sentence(text: str, content: str, rules: bool) -> None:
    document = Document.from_text(text, language="en")
    reader = quotations.by_rules if rules else quotations.read
    (only,) = read(document, [mentions.read, reader]).of(Quotation)
    assert (document[only.content[0]], only.mode, only.closed) == (content, "direct", False)
    assert only.speaker is not None
    assert document[only.speaker] == "Okoye"


def test_a_mark_that_only_closes_and_that_nobody_says_is_no_quotation() -> None:
    assert find("It rained. The pipe is 5” wide, and it leaks.” The hall was full.") == []
