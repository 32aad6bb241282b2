"""Whom does a pronoun, an office or a short name mean, and who speaks at all?"""

from __future__ import annotations

import time

import pytest

from onrecord.model import Document, Quotation
from onrecord.readers import mentions, quotations
from onrecord.reading import read


def names(text: str) -> list[tuple[str | None, str | None]]:
    """Return the speaker's words and name of each quotation, read after the mentions."""
    document = Document.from_text(text, language="en")
    reading = read(document, [mentions.read, quotations.by_rules])
    return [(document[q.speaker] if q.speaker else None, q.speaker_name) for q in reading.of(Quotation)]


NAMES = [
    # Nobody is no name, and what stands in another's words names nobody outside them.
    (
        "“Nobody in Oster wants to go,” Minister Peter Lang said. He added that it rained.",
        [("Minister Peter Lang", "Peter Lang"), ("Nobody in Oster", None), ("He", "Peter Lang")],
    ),
    (
        "Peter Lang said that Tom Hart was ill. He added that it rained.",
        [("Peter Lang", "Peter Lang"), ("He", "Peter Lang")],
    ),
    # An apposition gives the name of an office.
    (
        "Oster’s Foreign Minister, Peter Lang, calls it “a scandal”. He said that it rained.",
        [("Oster’s Foreign Minister", "Peter Lang"), ("He", "Peter Lang")],
    ),
    (
        "As the Foreign Minister, Ms Ana Novak, stressed, “the consulate will stay where it is”.",
        [("the Foreign Minister", "Ana Novak")],
    ),
    # Who was named last, unless a title tells that it is somebody else.
    ("Ana Novak left. Mr Hart came. She said that it rained.", [("She", "Ana Novak")]),
    ("Peter Lang met Ana Novak in Brenn. He said that it rained.", [("He", "Peter Lang")]),
    # Somebody without a name may be meant.
    ("Ana Novak left. When we asked the minister why, she said she would write.", [("she", None)]),
    # Inside a quotation names of the quotation come first, and its speaker is not "he".
    (
        "“We met Tom Hart. He said that it rained,” Peter Lang said. He added that it snowed.",
        [("Peter Lang", "Peter Lang"), ("He", "Tom Hart"), ("He", "Peter Lang")],
    ),
    # A title and a surname take the full name.
    ("Peter Lang left in May. Mr Lang said that it rained.", [("Mr Lang", "Peter Lang")]),
    # The label of a turn is nobody's antecedent.
    (
        "MS REED: The auditor left.\n\nMR BRAND: She said that it rained.\n\nMS REED: So?",
        [("MS REED", "REED"), ("MR BRAND", "BRAND"), ("She", None), ("MS REED", "REED")],
    ),
    # A surname that two persons bear, or whose title belongs to another, names nobody.
    (
        "Ana Novak met Tom Novak. Novak said that it rained.",
        [("Novak", None)],
    ),
    (
        "Mr Tom Hart left. Ms Hart said that it rained. She added that it snowed.",
        [("Ms Hart", None), ("She", None)],
    ),
    # The part in a talk is no name.
    (
        "Q: Why now?\n\nA: It rained.\n\nQ: Ana Novak says that it snowed.",
        [("Q", None), ("A", None), ("Q", None), ("Ana Novak", "Ana Novak")],
    ),
    # What stands on a line of its own after a dash signs the block before it.
    (
        "The mayor wrote to us:\n\nWe will not sell the port.\n\n— Mayor Peter Lang\n\nIt rained.",
        [("Mayor Peter Lang", "Peter Lang")],
    ),
    (
        "The mayor said this:\n\nWe will not sell.\n\n— Why We Stay Here.",
        [("The mayor", None)],
    ),
    (
        "It rained.\n\n“We will not sell the port.”\n\n— Mayor Peter Lang\n\nIt snowed.",
        [("Mayor Peter Lang", "Peter Lang")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), NAMES, ids=[text[:40] for text, _ in NAMES])
def test_a_speaker_gets_a_name(text: str, expected: list[tuple[str | None, str | None]]) -> None:
    assert names(text) == expected


UNSIGNED = [
    "It rained.\n\nWe will not sell the port.\n\n— Mayor Peter Lang",
    "Dear all:\n\nWe will not sell the port.\n\n— Mayor Peter Lang",
    "I say to you:\n\nWe will not sell the port.\n\n— Mayor Peter Lang",
    "The mayor has named:\n\n— Judge Ana Novak\n— Judge Tom Hart",
]


@pytest.mark.parametrize("text", UNSIGNED)
def test_a_line_after_a_dash_signs_only_what_a_line_announces(text: str) -> None:
    assert names(text) == []


WHO = [
    # A relative clause or a phrase may stand between the speaker and the verb.
    ("Those who defend the tax argue that it works.", "Those"),
    ("Those who defend the “light” tax argue that it works.", "Those"),
    ("Those who opposed the reforms said that it rained.", "Those"),
    ("The man who owns the mill says that it rained.", "The man"),
    ("Those on the far bank say that it rained.", "Those on the far bank"),
    ("Some in the capital say it rained.", "Some in the capital"),
    ("Some say that it rained.", "Some"),
    ("Critics of the plan say that it rained.", "Critics of the plan"),
    # Across an aside between dashes, and several appositions.
    ("Peter Lang - who left in May - said that it rained.", "Peter Lang"),
    ("Peter Lang, the head of the board, Oster Post, said that it rained.", "Peter Lang"),
    # A relative pronoun stands for the phrase before it.
    ("The council passed a motion which said that it rained.", "a motion"),
    ("It was Ana Novak herself, who said that it rained.", "Ana Novak"),
    # The subject of a participle after "with".
    ("The vote came late, with three voters saying that it rained.", "three voters"),
    # The main clause's subject, not that of the clause before it.
    ("When Hart asked whom they chose, Ana Novak smiled and said that it rained.", "Ana Novak"),
    # A noun without an owner belongs to the subject of its verb.
    ("The mayor expressed the hope that it works.", "The mayor"),
    # Two nouns joined by "and" before a cue are one speaker.
    ("“It is far too late for all of us now,” the senator and former mayor said.", "the senator and former mayor"),
    # A verb that is no cue, and a name before a colon.
    ("“Go back home to where you came from,” Lang barked at them.", "Lang"),
    ("Lang: “We will not be moved by any of these threats.”", "Lang"),
    # The subject of the sentence around marks that no word reports.
    ("Novak fired back: “They will lose this case in any court.”", "Novak"),
]


@pytest.mark.parametrize(("text", "expected"), WHO, ids=[text[:40] for text, _ in WHO])
def test_the_speaker_is_found(text: str, expected: str) -> None:
    assert names(text)[-1][0] == expected


def test_many_pronouns_take_linear_time() -> None:
    text = "Ana Novak met Peter Lang. She said that he said that it rained, the minister said. " * 1_500
    began = time.process_time()
    document = Document.from_text(text, language="en")
    assert read(document, [quotations.by_rules]).of(Quotation)
    assert time.process_time() - began < 4
