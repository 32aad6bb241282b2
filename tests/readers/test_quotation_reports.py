"""Which words are reported, where a sentence makes that hard to see."""

from __future__ import annotations

import pytest

from onrecord.model import Document, Quotation, Reading
from onrecord.readers.quotations import by_rules
from onrecord.readers.sentences import sentences

Row = tuple[str, str, str | None, str | None]


def brief(text: str, speaker: str | None = None) -> list[Row]:
    """Return mode, content, speaker and cue of each quotation, as words."""
    document = Document.from_text(text, language="en", speaker=speaker)
    reading = Reading(document=document, sentences=sentences(document))
    result: list[Row] = []
    for q in by_rules(document, reading):
        assert isinstance(q, Quotation)
        content = " | ".join(document[part] for part in q.content)
        result.append((q.mode, content, document[q.speaker] if q.speaker else None, document[q.cue] if q.cue else None))
    return result


CASES: list[tuple[str, list[Row]]] = [
    # "In the words of" gives only the marks to X, not the clause before.
    (
        "Oster shut the port and promised, in the words of its Premier Tom Hart, “a pause of a few weeks”.",
        [("mixed", "a pause of a few weeks", "its Premier Tom Hart", "in the words of")],
    ),
    # A fragment belongs to one report; time may stand between the verb and "that".
    (
        "They speak of a “short measure”, and the Harbour Board claimed last week that the ferry lost money.",
        [
            ("mixed", "a “short measure”", "They", "speak of"),
            ("indirect", "the ferry lost money", "the Harbour Board", "claimed"),
        ],
    ),
    # A relative clause or an apposition may stand in the interruption.
    (
        "“Nobody asked us,” said Ana Novak, who has taught here since 1998, “and nobody has come.”",
        [("direct", "Nobody asked us, | and nobody has come.", "Ana Novak", "said")],
    ),
    (
        "“Nobody asked us,” said Ana Novak, head of the school, “and nobody has come.”",
        [("direct", "Nobody asked us, | and nobody has come.", "Ana Novak", "said")],
    ),
    # But a second cue is a second quotation.
    (
        "He said, “Give us a vote,” and I said, “You will have it.”",
        [("direct", "Give us a vote,", "He", "said"), ("direct", "You will have it.", "I", "said")],
    ),
    # Hearer, place and year may stand between the verb and "that".
    (
        "Ana Novak spoke first.\n\nMr Hart told me in Lund in 2019 that he “would never trust a promise of ours”.",
        [("mixed", "he “would never trust a promise of ours”", "Mr Hart", "told")],
    ),
    # So may an aside between commas.
    (
        "Lang believes, wrongly in my view, that the law works.",
        [("indirect", "the law works", "Lang", "believes")],
    ),
    # A relative clause after a noun reports nothing; a clause with its object does.
    ("The ministry rejects the announcement that Oster made on Sunday.", []),
    (
        "The ministry rejects the announcement that Oster made progress.",
        [("indirect", "Oster made progress", None, "announcement")],
    ),
    # What somebody is called upon to say has not been said.
    ("We call on Oster to open the port, to return to the Joint Board and to say at last what it fears.", []),
    # "There is" opens a clause; "there" alone is an adverb.
    (
        "The minister insists there is no other road.",
        [("indirect", "there is no other road", "The minister", "insists")],
    ),
    # A question between marks goes on with its cue in the same sentence.
    ("The vote came late. “Why now?” Lang asked.", [("direct", "Why now?", "Lang", "asked")]),
    (
        "“Why now?” Lang said that it was late.",
        [("scare", "Why now?", None, None), ("indirect", "it was late", "Lang", "said")],
    ),
    # A plain mark that opens a sentence belongs to it.
    (
        "'It is nonsense,' Hart said. 'The bridge has carried lorries since then.'",
        [("direct", "It is nonsense, | The bridge has carried lorries since then.", "Hart", "said")],
    ),
    # "As X put it" gives the marks to X.
    (
        "It was, as Ana Novak put it, “a triumph of patience”.",
        [("mixed", "a triumph of patience", "Ana Novak", "put it")],
    ),
    # The main clause of "those who say that …" is no part of their words.
    (
        "Those who say that repeal would be reckless should remember the winter of 2019.",
        [("indirect", "repeal would be reckless", "Those", "say")],
    ),
    # The verb of a noun's clause may be a word in -s.
    (
        "The Treasury’s argument that the levy pays for buses does not survive a glance.",
        [("indirect", "the levy pays for buses", "The Treasury", "argument")],
    ),
    # A gloss after whole words in marks is the author's; so is ", and we did".
    (
        "Hart told a meeting that “nobody needs a second car”, a remark that he has regretted since.",
        [("mixed", "nobody needs a second car", "Hart", "told")],
    ),
    ("They promised to build the dam, and they did.", [("indirect", "to build the dam", "They", "promised")]),
    # "According to" after "and" reports what follows it.
    (
        "The cap came in 2018 and, according to the city, 4,000 flats were built.",
        [("indirect", "4,000 flats were built", "the city", "according to")],
    ),
    # "My colleagues say" is not the author's own voice.
    ("My colleagues like to say that the law works.", [("indirect", "the law works", "My colleagues", "say")]),
    # A plain form after a plural subject is a verb, though a noun looks the same.
    (
        "The envoys of Oster demand that we leave and threaten to close the port.",
        [
            ("indirect", "we leave", "The envoys of Oster", "demand"),
            ("indirect", "to close the port", "The envoys of Oster", "threaten"),
        ],
    ),
    # A noun after "have seen" is no verb.
    ("We have seen reports in which the name was wrong.", []),
    # Verbs in a doubled letter keep their form in -ing.
    (
        "“It is bad,” Lang stated, stressing that the house “will not be ignored”.",
        [
            ("direct", "It is bad,", "Lang", "stated"),
            ("mixed", "the house “will not be ignored”", "Lang", "stressing"),
        ],
    ),
    # "…, as some have said" and "the plan, he noted, …".
    (
        "The defeat need not end the campaign, as some have said.",
        [("indirect", "The defeat need not end the campaign", "some", "said")],
    ),
    (
        "Despite the plan, Hart noted, the cost will fall.",
        [("indirect", "Despite the plan | the cost will fall", "Hart", "noted")],
    ),
    # Somebody else may be named for the whole sentence at its end.
    (
        "Hart denied that he was at home, the Oster Post reported.",
        [
            ("indirect", "Hart denied that he was at home", "the Oster Post", "reported"),
            ("indirect", "he was at home", "Hart", "denied"),
        ],
    ),
    # A participle after marks that end in a comma opens a second report.
    (
        "Hart told the Post that the plan “was a crazy idea,” adding, “We have lost them all.”",
        [
            ("mixed", "the plan “was a crazy idea,”", "Hart", "told"),
            ("direct", "We have lost them all.", "Hart", "adding"),
        ],
    ),
    # A report in a clause that leads in ends where the main clause begins.
    (
        "Now, after arguing that the vote was close, his team left.",
        [("indirect", "the vote was close", "his team", "arguing")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text[:40] for text, _ in CASES])
def test_a_report_is_found(text: str, expected: list[Row]) -> None:
    assert brief(text) == expected


def test_an_earlier_speaker_never_takes_part_of_a_sentence() -> None:
    text = "“We stay,” said Ana Novak.\n\n“would never again trust a promise of theirs” was the line on the wall."
    assert [row[2] for row in brief(text)] == ["Ana Novak", None]


def test_what_the_auditor_wrote_is_not_the_questioners() -> None:
    asked = "Your auditor wrote, and I quote, “the department knew in January.”"
    text = f"MS REED: {asked}\n\nMR BRAND: She did.\n\nMS REED: So?"
    assert ("direct", "the department knew in January.", "Your auditor", "wrote") in brief(text)


MARKS: list[tuple[str, list[Row]]] = [
    # Whoever calls a thing something is quoted only where marks stand.
    ("Some call it a fence; others call it a wall.", []),
    (
        "Some call it “a fence”; others call it “a wall”.",
        [("mixed", "it “a fence”", "Some", "call"), ("mixed", "it “a wall”", "others", "call")],
    ),
    # Both of a pair of straight marks stand in the content.
    ('Lang insists there is "no quick fix".', [("mixed", 'there is "no quick fix"', "Lang", "insists")]),
    ('Lang insists there is "no quick fix."', [("mixed", 'there is "no quick fix."', "Lang", "insists")]),
]


@pytest.mark.parametrize(("text", "expected"), MARKS, ids=[text[:30] for text, _ in MARKS])
def test_marks_make_words_a_quotation(text: str, expected: list[Row]) -> None:
    assert brief(text) == expected


@pytest.mark.parametrize(
    ("text", "attitude"),
    [
        ("The Supreme Court held in Marl v Tern that owners can sue.", "says"),
        ("The tribunal has held that owners can sue.", "says"),
        ("The court found that owners can sue.", "says"),
        ("The judges ruled that owners can sue.", "says"),
        ("The delegates held that owners can sue.", "holds"),
        ("The critics of the court held that it erred.", "holds"),
    ],
)
def test_a_court_that_holds_says(text: str, attitude: str) -> None:
    document = Document.from_text(text, language="en")
    (one,) = by_rules(document, Reading(document=document, sentences=sentences(document)))
    assert isinstance(one, Quotation)
    assert one.attitude == attitude


def test_marks_that_no_word_ascribes_are_described_as_they_stand() -> None:
    document = Document.from_text("Under the Act, firms must “fully drain” their land.", language="en")
    (one,) = by_rules(document, Reading(document=document, sentences=sentences(document)))
    assert isinstance(one, Quotation)
    assert (one.mode, one.why) == ("scare", "it stands between marks without a word that ascribes it to anybody")
