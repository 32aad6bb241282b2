"""Who says what?"""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.lexicons import rows
from onrecord.model import Document, Quotation, Reading
from onrecord.readers.quotations import by_rules
from onrecord.readers.quotations.marks import marked
from onrecord.readers.quotations.sides import Pair
from onrecord.readers.quotations.words import CueRow, WordRow, _forms
from onrecord.readers.sentences import sentences
from onrecord.text import fold, lower


def find(text: str, speaker: str | None = None) -> list[Quotation]:
    document = Document.from_text(text, language="en", speaker=speaker)
    reading = Reading(document=document, sentences=sentences(document))
    return [finding for finding in by_rules(document, reading) if isinstance(finding, Quotation)]


def brief(text: str, speaker: str | None = None) -> list[tuple[str | None, ...]]:
    """Return mode, content, speaker and cue of each quotation, as words."""
    result: list[tuple[str | None, ...]] = []
    for q in find(text, speaker):
        content = " | ".join(text[a:b] for a, b in q.content)
        who = text[q.speaker.start : q.speaker.end] if q.speaker else None
        cue = text[q.cue.start : q.cue.end] if q.cue else None
        result.append((q.mode, content, who, cue))
    return result


CASES = [
    # A clause after "that" is reported by the subject of the verb.
    ("The minister said that the talks had failed.", [("indirect", "the talks had failed", "The minister", "said")]),
    # A second verb takes up the same speaker and is a report of its own.
    (
        "The union warned that jobs would go and added that wages would fall.",
        [
            ("indirect", "jobs would go", "The union", "warned"),
            ("indirect", "wages would fall", "The union", "added"),
        ],
    ),
    # Without "that", a subject and its verb show the clause.
    ("Ana Novak says they’re ready.", [("indirect", "they’re ready", "Ana Novak", "says")]),
    # Infinitives and gerunds are reported too.
    ("The mayor refused to sign the accord.", [("indirect", "to sign the accord", "The mayor", "refused")]),
    ("Tom Hart denied taking the money.", [("indirect", "taking the money", "Tom Hart", "denied")]),
    ("The envoy urged the rebels to talk.", [("indirect", "to talk", "The envoy", "urged")]),
    ("They asked why the road was closed.", [("indirect", "why the road was closed", "They", "asked")]),
    # Words between marks with their cue after, before and around them.
    ("“We will win,” said Peter Lang.", [("direct", "We will win,", "Peter Lang", "said")]),
    ("Peter Lang told the house: “We will win.”", [("direct", "We will win.", "Peter Lang", "told")]),
    ("“We stay,” she said, “until May.”", [("direct", "We stay, | until May.", "she", "said")]),
    # Words that go on behind the cue's sentence belong to the same quotation.
    ("“We stay,” said Ana Novak. “We are many.”", [("direct", "We stay, | We are many.", "Ana Novak", "said")]),
    # A report with marks inside is one finding.
    (
        "The council demanded to treat it as a “special case” of the law.",
        [("mixed", "to treat it as a “special case” of the law", "The council", "demanded")],
    ),
    ("She accused the mayor of “a provocation”.", [("mixed", "a provocation", "She", "accused")]),
    # The cue may come after a comma, or in the middle.
    ("The talks had failed, the envoy said on Monday.", [("indirect", "The talks had failed", "the envoy", "said")]),
    (
        "The premier, officials said, had left the town.",
        [("indirect", "The premier | had left the town", "officials", "said")],
    ),
    # Prepositions and nouns report as well.
    ("According to the union, the mine was safe.", [("indirect", "the mine was safe", "the union", "According to")]),
    ("The mine was safe, according to the union.", [("indirect", "The mine was safe", "the union", "according to")]),
    ("In Lang’s opinion, the law is bad.", [("indirect", "the law is bad", "Lang", "opinion")]),
    ("There is a thesis that the port paid for it.", [("indirect", "the port paid for it", None, "thesis")]),
    # A passive names its speaker after "by", or nobody.
    ("It was said that the port was closed.", [("indirect", "the port was closed", None, "said")]),
    # The author in the present is no quotation; in the past the author is one.
    ("I believe that the vote was fair. We hope to win.", []),
    ("I told them in May that the vote was fair.", [("indirect", "the vote was fair", "I", "told")]),
    # Marks that nobody is made to utter.
    ("The so-called “guardians” left the square.", [("scare", "guardians", None, None)]),
    ("The drill called “Red Kite” ended.", [("name", "Red Kite", None, None)]),
    # A gloss after a dash is the author's.
    (
        "They admitted that the mine had closed – a disaster for Oster.",
        [("indirect", "the mine had closed", "They", "admitted")],
    ),
    # A line that ends in a colon announces the words after it; a dash signs them.
    (
        "Commissioner Roth said:\n\n“This is a good day for the valley.”",
        [("direct", "This is a good day for the valley.", "Commissioner Roth", "said")],
    ),
    (
        "“This is a good day for the valley.” — Commissioner Anna Lind",
        [("direct", "This is a good day for the valley.", "Commissioner Anna Lind", None)],
    ),
    # Each paragraph opens, only the last closes: one quotation.
    (
        "“The first part is here.\n\n“The last part ends,” he said.",
        [("direct", "The first part is here. | The last part ends,", "he", "said")],
    ),
    # Single marks quote; apostrophes, elisions and inches do not.
    (
        "'We will win,' said the workers' leader in the '90s, 6'2\" tall.",
        [("direct", "We will win,", "the workers' leader", "said")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_a_report_is_found(text: str, expected: list[tuple[str | None, ...]]) -> None:
    assert brief(text) == expected


def test_a_missing_mark_closes_at_the_paragraph_and_says_so() -> None:
    text = "Lang said: “We will not yield. It goes on.\n\nThe next “deal” is another matter."
    first, second = find(text)
    assert (first.closed, text[first.span.start : first.span.end]) == (False, "We will not yield. It goes on.")
    assert (second.closed, second.mode) == (True, "scare")


def test_a_lost_mark_swallows_a_sentence_of_a_long_paragraph_at_most() -> None:
    text = "Lang said: “The dam leaks. " + "Nobody knows who paid for the old dam. " * 60 + "\n\nIt rained."
    (one,) = find(text)
    assert (one.closed, text[one.span.start : one.span.end]) == (False, "The dam leaks.")


def test_two_lost_marks_far_apart_make_no_whole_statement() -> None:
    filler = "The dam was built in May. Nobody knows who paid for it.\n\n"
    text = filler * 4 + "“The dam is old.\n\n" + filler * 2 + "It leaks.”\n\n" + filler * 4
    (one,) = find(text)
    assert (one.closed, text[one.span.start : one.span.end]) == (False, "The dam is old.")


UNSAID = [
    ("Hart did not say that the dam was safe.", "negated"),
    ("Nobody said that the dam was safe.", "negated"),
    ("No one has claimed that the dam is safe.", "negated"),
    ("“The dam is safe,” Hart never said.", "negated"),
    ("Hart refused to say that the dam was safe.", "negated by “refused”"),
    ("Without saying that the dam was safe, Hart opened it.", "negated by “Without”"),
    ("Hart might have said that the dam was safe.", "only supposed (“might”)"),
    ("The dam is safe, Hart would argue.", "only supposed (“would”)"),
    ("If Hart says that the dam is safe, we will open it.", "condition"),
    ("Had Hart said that the dam was safe, we would have opened it.", "condition"),
    ("Does anyone think that the dam is safe?", "question"),
]


@pytest.mark.parametrize(("text", "reason"), UNSAID, ids=[text for text, _ in UNSAID])
def test_why_tells_that_words_were_not_said(text: str, reason: str) -> None:
    assert reason in find(text)[-1].why


def test_why_tells_nothing_of_the_kind_where_words_were_said() -> None:
    for text in ("Hart said that the dam was safe.", "When Hart arrived, he said that the dam was safe."):
        assert "not" not in find(text)[-1].why


def test_a_mark_of_the_wrong_direction_counts() -> None:
    (one,) = find("It is their idea of “order, based on rules “, nothing else.")
    assert one.closed
    assert one.mode == "scare"


def test_a_whole_statement_between_marks_holds_the_others() -> None:
    text = (
        "By Ana Novak\n\n“The law is good. They admitted that they needed time.\n\n"
        "We don’t hide behind a “deal”. It is over.”"
    )
    outer, report, mark = find(text, "Ana Novak")
    assert (outer.mode, outer.speaker_name, outer.parent) == ("direct", "Ana Novak", None)
    assert text[outer.span.start : outer.span.end].endswith("It is over.")
    assert (report.parent, mark.parent) == (outer.id, outer.id)


def test_a_report_inside_a_quotation_has_a_parent() -> None:
    outer, inner = find("“The envoy told us that the talks had failed,” said Tom Hart.")
    assert (outer.mode, inner.mode, inner.parent) == ("direct", "indirect", outer.id)


def test_turns_of_others_are_direct_and_the_speakers_own_are_not() -> None:
    text = "MODERATOR: Welcome to all.\n\nMR PRICE: The talks failed.\n\nMODERATOR: Why?"
    assert brief(text, "Ned Price") == [
        ("direct", "Welcome to all.", "MODERATOR", None),
        ("direct", "Why?", "MODERATOR", None),
    ]


def test_a_pronoun_is_a_speaker_and_takes_the_last_name() -> None:
    _, second = find("Ana Novak said that the law works. She added that it was late.")
    assert second.speaker_name == "Ana Novak"


def test_thought_is_held_and_speech_is_said() -> None:
    held, said = find("Lang believes that the law works. Hart says that it does not work.")
    assert (held.attitude, said.attitude) == ("holds", "says")


def test_a_negated_report_says_so() -> None:
    (one,) = find("Lang never said that the bridge was safe.")
    assert "negated" in one.why


def test_ids_count_in_text_order() -> None:
    found = find("Lang said that it rained. Hart said that it snowed. “Well,” said Novak.")
    assert [q.id for q in found] == ["q1", "q2", "q3"]
    assert [q.span for q in found] == sorted(q.span for q in found)


def test_every_cue_is_at_work_in_its_example() -> None:
    for row in rows("cues", CueRow):
        head = row.form.split()[0]
        forms = {form for form, _ in _forms(row, head)}
        cues = [lower(fold(row.example[q.cue.start : q.cue.end])) for q in find(row.example) if q.cue]
        rest = row.form.split()[1:]
        assert any(cue.split()[0] in forms and cue.split()[1:] == rest for cue in cues), row


def test_every_word_class_is_at_work_in_its_example() -> None:
    for row in rows("report_words", WordRow):
        words = re.sub(r"[.,:(‘’' ]+(?=\s|\w)|[.,:'?]", " ", lower(fold(row.example)))
        assert find(row.example), row
        assert any(f" {form} " in f" {' '.join(words.split())} " for form in row.forms), row


def test_every_pair_of_marks_is_paired_in_its_example() -> None:
    for row in rows("marks", Pair, "any"):
        (one,) = marked(row.example)
        assert row.example[one.start : one.end].startswith(row.open), row
        assert row.example[one.start : one.end].endswith(row.close), row
        assert one.closed


GARBAGE = [
    "“" * 5_000,
    '"' * 5_000,
    '“‘«"a b c d e f ' * 3_000,
    "said " * 20_000,
    "he said, " * 10_000,
    "the claim to go " * 5_000,
    "A: x\nQ: y\n" * 2_000,
    "“a b c d e\n\n" * 2_000,
    'x = "a"; print("b")  # 12" by 14"\n' * 1_000,
    "“ سلام ” «да» „ne“ \ud800\0 " * 2_000,
    "• “a\n" * 3_000,
    "“We will go there,” said Peter Lang, the mayor. " * 2_000,
    "he said " + '"a b" ' * 10_000,
    "called “a”, “b”, " * 8_000,
    "according to a report by a board by a board " * 4_000,
    "Lang wrote:\n\n" + "    We go on.\n" * 10_000,
    "Lang wrote:\n\n> We go and we stay.\n\n" * 3_000,
    "Ana Novak (" + "x" * 300_000,
    '" one\n" two\n' * 10_000,
    "Had Lang said " * 20_000,
]


@pytest.mark.parametrize("text", GARBAGE, ids=range(len(GARBAGE)))
def test_garbage_takes_linear_time(text: str) -> None:
    began = time.process_time()
    find(text)
    assert time.process_time() - began < 4


_WORDS = [
    "said",
    "“",
    "”",
    "that",
    "he",
    "to",
    ",",
    ".",
    "Lang",
    "told",
    "the",
    "claim",
    "of",
    '"',
    "'",
    "\n\n",
    "and",
    "wants",
]
_WORDS += [
    "who",
    "«",
    "»",
    ":",
    "—",
    "according to",
    "Q:",
    "(",
    ")",
    "not",
    "was",
    "\ud800",
    "‘",
    "’s",
    ";",
    "as",
    "in",
    "by",
]


@given(st.lists(st.sampled_from(_WORDS), max_size=40), st.sampled_from([" ", ""]))
def test_any_text_gives_spans_inside(words: list[str], between: str) -> None:
    text = between.join(words)
    for q in find(text):
        assert q.content
        assert all(0 <= a < b <= len(text) for a, b in q.content)
        assert (q.span.start, q.span.end) == (q.content[0].start, q.content[-1].end)
        assert q.parent != q.id


@given(st.text(max_size=60))
def test_marks_nest_or_stand_apart(text: str) -> None:
    found = marked(text)
    for a in found:
        for b in found:
            assert (
                a.end <= b.start
                or b.end <= a.start
                or (a.start <= b.start and b.end <= a.end)
                or (b.start <= a.start and a.end <= b.end)
            )
