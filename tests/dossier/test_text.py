"""Is the terminal view readable at every width, complete in its counts, and harmless?"""

from __future__ import annotations

import re
import unicodedata

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.dossier.characters import clusters, columns, goes_on, widened
from onrecord.dossier.terminal import cut, harmless, wrap
from onrecord.dossier.to_text import NARROWEST, to_text
from onrecord.model import Document, Reading, Remark, Span
from tests.dossier.samples import at, empty, findings, full, hostile
from tests.strategies import dossiers, texts

STYLES = re.compile(r"\x1b\[[012]m")


def line_with(words: str, text: str) -> str:
    return next(line for line in text.splitlines() if words in line)


def test_every_layer_and_its_count():
    text = to_text(full())
    for heading in (
        "WHO SAYS WHAT (3)",
        "TIMES (2)",
        "QUANTITIES (2)",
        "WHAT IT RESTS ON (2)",
        "WHAT IT CLAIMS (2)",
        "HOW IT COMPARES (1)",
        "WORDS THAT CARRY A POSITION (2)",
        "WHOM AND WHAT IT NAMES (3)",
        "REMARKS (2)",
        "SAID BEFORE OR ELSEWHERE (1)",
        "PUBLISHED FACT-CHECKS (1)",
        "OTHER VALUES ELSEWHERE (1)",
        "LEFT OUT AS PAGE FURNITURE (1)",
        "NOTES (1)",
        "WHAT WAS NOT READ (1)",
    ):
        assert f"\n{heading}\n" in text
    assert text.startswith("A harbour for both banks\nMira Oduya · Minister of Ports")


def test_who_says_what_is_grouped_by_speaker():
    lines = to_text(full()).splitlines()
    first = lines.index("  Governor Tallis (2)")
    assert lines[first + 1].startswith(f"    [{at('“more').start}-")
    assert "We shall rebuild […] and nobody" in lines[first + 3]
    assert "  The chronicler (1)" in lines


def test_claims_come_by_priority_and_others_by_place():
    text = to_text(full())
    assert text.index("c1 ·") < text.index("c2 ·")
    swapped = [
        msgspec.structs.replace(one, priority=0.99) if getattr(one, "id", "") == "c2" else one for one in findings()
    ]
    reading = msgspec.structs.replace(full().reading, findings=tuple(swapped))
    text = to_text(msgspec.structs.replace(full(), reading=reading))
    assert text.index("c2 ·") < text.index("c1 ·")
    assert "no score of credibility" in text


def test_each_line_of_a_finding_has_its_place():
    text = to_text(full())
    for words in ("12 May 2021", "more than 4,000 families", "Resolution 17 (2021)", "So-called"):
        span = at(words)
        assert f"[{span.start}-{span.end}] {words}" in text


def test_what_was_cited_is_said_once():
    citations = to_text(full()).split("WHAT IT RESTS ON (2)")[1].split("WHAT IT CLAIMS")[0].splitlines()
    assert citations[1].endswith("Resolution 17 (2021) → one of 2")
    assert citations[2] == "    BEL/RES/17(2021) · On the bridge · https://law.example/17 · resolution"
    assert citations[4].endswith("Article 2 → BEL/RES/17(2021)#2 (a part was filled in)")
    assert citations[5] == "    points back to “Resolution 17 (2021)”"


def test_a_review_keeps_its_publisher_and_its_words():
    assert "The Belmora Checker: “Needs context”" in to_text(full())


@pytest.mark.parametrize("width", [10, 24, 40, 80, 200])
@pytest.mark.parametrize("make", [full, hostile, empty])
def test_no_line_is_wider_than_the_terminal(make, width):
    for line in to_text(make(), width=width).splitlines():
        assert columns(line) <= max(width, NARROWEST)


def test_the_terminal_is_never_steered():
    text = to_text(hostile())
    for c in text:
        assert c == "\n" or unicodedata.category(c) not in ("Cc", "Cs")
        assert c not in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029"
    assert "␛[31mred" in text
    assert "<U+202E>evil" in text
    assert "<U+009B>2J" in text


def test_colour_adds_styles_and_nothing_else():
    styled = to_text(full(), colour=True)
    assert "\x1b[1m" in styled
    assert STYLES.sub("", styled) == to_text(full())
    assert set(re.findall(r"\x1b\[[^m]*m", to_text(hostile(), colour=True))) == {"\x1b[0m", "\x1b[1m", "\x1b[2m"}


@given(dossiers(), st.integers(20, 100))
@settings(max_examples=60, deadline=None)
def test_any_dossier_is_shown_within_the_width(dossier, width):
    text = to_text(dossier, width=width)
    assert text == to_text(dossier, width=width)
    text.encode("utf-8")
    for line in text.split("\n"):
        assert columns(line) <= max(width, NARROWEST)
        assert line.isprintable() or not set(line) & {"\x1b", "\u202e", "\r", "\x9b"}


def many(count: int):
    made = Document(text="toll " * count)
    found = tuple(Remark(span=Span(5 * i, 5 * i + 4), by="b/1", why="w", label="x") for i in range(count))
    return msgspec.structs.replace(empty(), reading=Reading(document=made, findings=found))


def test_long_layers_are_cut_and_say_so():
    text = to_text(many(46))
    assert "REMARKS (46)" in text
    assert "  … and 34 more (use -f json)" in text
    assert "more (use" not in to_text(many(12))


def test_a_long_passage_is_cut():
    text = "word " * 100_000
    finding = Remark(span=Span(0, len(text)), by="b/1", why="w" * 1_000_000, label="x")
    made = msgspec.structs.replace(empty(), reading=Reading(document=Document(text=text), findings=(finding,)))
    assert len(to_text(made)) < 2_000


def test_width_of_characters():
    assert columns("abc") == 3
    assert columns("東京") == 4
    assert columns("e\u0301") == 1
    assert columns("\U0001f309") == 2
    assert columns("\U0001f469\u200d\U0001f469\u200d\U0001f467") == 2
    assert columns("\u2764\ufe0f") == 2


@pytest.mark.parametrize(
    "whole",
    [
        "e\u0301",
        "\r\n",
        "\U0001f469\u200d\U0001f469\u200d\U0001f467",
        "\U0001f44d\U0001f3fd",
        "\U0001f1e7\U0001f1ea",
        "\u1112\u1161\u11ab",
        "\u2764\ufe0f",
    ],
)
def test_what_is_one_character(whole):
    text = f"a{whole}b"
    assert clusters(text) == ["a", whole, "b"]
    for cut_at in range(2, 1 + len(whole)):
        assert widened(text, cut_at, cut_at) == (1, 1 + len(whole))


def test_flags_part_in_pairs():
    flags = "\U0001f1e7\U0001f1ea\U0001f1eb\U0001f1f7"
    assert clusters(flags) == [flags[:2], flags[2:]]
    assert not goes_on(flags, 2)


@given(texts())
def test_clusters_hold_the_text(text):
    assert "".join(clusters(text)) == text


@given(texts(), st.integers(2, 60))
def test_cut_keeps_to_its_width(text, limit):
    assert columns(cut(text, limit)) <= limit
    if columns(harmless(text)) <= limit:
        assert cut(text, limit) == harmless(text)


@given(texts(), st.integers(10, 60))
def test_wrap_loses_no_word(text, limit):
    shown = harmless(text)
    lines = wrap(shown, limit, "", "")
    assert "".join("".join(lines).split()) == "".join(shown.split())
