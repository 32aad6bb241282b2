"""Are quantities found with value, bounds, unit and change, and names of things left alone?"""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.lexicons import header, rows
from onrecord.model import Citation, Document, Quantity, Reading, Span, Time
from onrecord.readers import numerals, quantities, times
from onrecord.readers.shapes import Word
from tests.readers.occurrences import on
from tests.strategies import texts


def read(text, cited=()):
    document = Document.from_text(text, language="en")
    citations = tuple(
        Citation(span=Span(*span), by="test/1", why="test", instruments=(), resolution="unknown") for span in cited
    )
    before = Reading(document=document, findings=citations)
    found = tuple(f for f in times.read(document, before) if isinstance(f, Time))
    reading = Reading(document=document, findings=tuple(sorted((*citations, *found), key=lambda f: f.span)))
    return [f for f in quantities.read(document, reading) if isinstance(f, Quantity)]


def only(text):
    found = read(text)
    assert len(found) == 1, [text[f.span.start : f.span.end] for f in found]
    return found[0]


SPANS = [
    ("It drove out more than 250,000 Serbs.", "more than 250,000 Serbs", (250000, 250000, None), "Serbs"),
    ("It drove out more than 250,000 Croats.", "more than 250,000 Croats", (250000, 250000, None), "Croats"),
    ("They hold 46 Velmoran sailors there.", "46 Velmoran sailors", (46, 46, 46), "Velmoran sailors"),
    ("It lies in 27 other EU states.", "27 other EU states", (27, 27, 27), "other EU states"),
    ("It covers about 44,000 square miles.", "about 44,000 square miles", (44000, None, None), "square miles"),
    ("Rents are at nearly 3% here.", "nearly 3%", (3, None, None), "percent"),
    ("Less than 8 per cent left.", "Less than 8 per cent", (8, None, 8), "percent"),
    ("At least 30 people died.", "At least 30 people", (30, 30, None), "people"),
    ("Up to 40 trawlers sank.", "Up to 40 trawlers", (40, None, 40), "trawlers"),
    ("It costs £21 billion more.", "£21 billion", (21000000000,) * 3, "GBP"),
    ("It costs $4.5m more.", "$4.5m", (4500000,) * 3, "USD"),
    ("It costs 10.5 million Australian dollars.", "10.5 million Australian dollars", (10500000,) * 3, "AUD"),
    ("It moved 1.2m tons.", "1.2m tons", (1200000,) * 3, "tons"),
    ("It fell by 2 percentage points.", "2 percentage points", (2, 2, 2), "percentage points"),
    ("They gave two reasons.", "two reasons", (2, 2, 2), "reasons"),
    ("It needs 1 member state for that.", "1 member state", (1, 1, 1), "member state"),
    ("The law saw zero votes.", "zero votes", (0, 0, 0), "votes"),
    ("Two dozen ports closed.", "Two dozen ports", (24, 24, 24), "ports"),
    ("Half a million people came.", "Half a million people", (500000,) * 3, "people"),
    ("One and a half million voters came.", "One and a half million voters", (1500000,) * 3, "voters"),
    (
        "Two hundred and fifty thousand farmers came.",
        "Two hundred and fifty thousand farmers",
        (250000,) * 3,
        "farmers",
    ),
    ("Three lakh farmers and more came.", "Three lakh farmers", (300000,) * 3, "farmers"),
    ("One in five women came.", "One in five women", (0.2, 0.2, 0.2), "women"),
    ("A quarter of the population came.", "A quarter of the population", (0.25, 0.25, 0.25), "population"),
    ("More than half of our exports stay.", "More than half of our exports", (0.5, 0.5, None), "our exports"),
    ("Half of all foreign banks stay.", "Half of all foreign banks", (0.5, 0.5, 0.5), "foreign banks"),
    ("Several million farmers came.", "Several million farmers", (None, 2000000, None), "farmers"),
    ("Millions of farmers came.", "Millions of farmers", (None, 2000000, None), "farmers"),
    ("Tens of thousands of farmers came.", "Tens of thousands of farmers", (None, 20000, 100000), "farmers"),
    ("Hundreds of routes would close.", "Hundreds of routes", (None, 200, None), "routes"),
    ("Between 5 and 10 million people came.", "Between 5 and 10 million people", (None, 5e6, 1e7), "people"),
    ("Some 50 to 60 people came.", "Some 50 to 60 people", (None, 50, 60), "people"),
    ("Rents of $5 million to $6 million are due.", "$5 million to $6 million", (None, 5e6, 6e6), "USD"),
    ("The mayor is a 45-year-old farmer.", "45-year-old", (45, 45, 45), "year-old"),
    (
        "They signed the three Korea-U.S. joint notes.",
        "three Korea-U.S. joint notes",
        (3, 3, 3),
        "Korea-U.S. joint notes",
    ),
    ("Billions of dollars left.", "Billions of dollars", (None, 2000000000, None), "USD"),
    ("They met twice in the port.", "twice", (2, 2, 2), None),
]


@pytest.mark.parametrize(("text", "words", "numbers", "unit"), SPANS)
def test_spans_numbers_and_units(text, words, numbers, unit):
    found = only(text)
    assert text[found.span.start : found.span.end] == words
    assert (found.value, found.low, found.high) == numbers
    assert found.unit == unit
    assert found.why


@pytest.mark.parametrize("written", ["250,000", "250.000", "250 000", "250\u202f000", "250\u2009000", "250\u00a0000"])
def test_separators_of_thousands(written):
    found = only(f"The flood drove out {written} farmers.")
    assert found.value == 250000


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("2,5", 2.5),
        ("3.5", 3.5),
        ("0.125", 0.125),
        ("1,234,567", 1234567),
        ("1.234.567,8", 1234567.8),
        ("1.2.3", None),
        ("24.03.1999", None),
        ("1" * 19, None),
        ("²", None),
        ("", None),
    ],
)
def test_digits(word, number):
    assert numerals.digits(word) == number


def test_votes_are_numbers_and_no_range():
    text = "It passed by 93 to 7 with 58 abstentions."
    assert [(f.value, f.unit) for f in read(text)] == [(93, None), (7, None), (58, "abstentions")]
    text = "They cast 455 votes to 85 and 105 abstentions."
    assert [(f.value, f.unit) for f in read(text)] == [(455, "votes"), (85, None), (105, "abstentions")]


def test_what_was_counted_before():
    pages, reserved = read("The treaty has 1,500 pages, 800 of which are lists.")
    assert (pages.unit, reserved.unit) == ("pages", "pages")
    assert [f.unit for f in read("Over 8,000 sailors, of whom 6,000 were boys, came home.")] == ["sailors", None]


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("Rents rose by 4 % there.", ["up"]),
        ("Rents fell by 12 percent to 80 euros.", ["down", None]),
        ("Rents rose from 4 to 6 percent.", [None, None]),
        ("A 4 percent increase is due.", ["up"]),
        ("Rents doubled.", ["up"]),
        ("Rents halved.", ["down"]),
        ("Rents are at 4 percent.", [None]),
        ("The start-up employs 600 people.", [None]),
        ("Rents fell 190 points, or 0.6 percent.", ["down", "down"]),
        ("Fares were down 2 percent, rents by 3 percent.", ["down", "down"]),
        ("Fares were down 2 percent; rents differ by 3 percent.", ["down", None]),
        ("Fares were revised upwards by 3 percent.", ["up"]),
    ],
)
def test_changes(text, changes):
    assert [f.change for f in read(text)] == changes


def test_a_bracket_says_the_same_once_more():
    first, second = read("The cable runs for more than 100 kilometres (60 miles).")
    assert (first.modifier, second.modifier) == ("more than", "more than")
    assert (second.value, second.low, second.high) == (60, 60, None)
    first, second = read("The flood drove out more than 100 families (60 traders).")
    assert (first.modifier, second.modifier) == ("more than", None)


def test_a_fraction_slash_is_a_slash():
    assert [f.value for f in read("A gill is 1\u20444 of a pint.")] == [0.25]


def test_more_than_doubled():
    found = only("Rents more than doubled.")
    assert (found.value, found.low, found.high, found.modifier) == (2, 2, None, "more than")


@pytest.mark.parametrize(
    "text",
    [
        "For eight years, since 24 March 1999, at 10 p.m. and on the 22nd, they met.",
        "The third man and the second group left in 1987.",
        "See article 5, page 7, No. 12 and paragraphs 3 and 4.",
        "Call tel. 555-1234.",
        "Apollo 11 and the Boeing 787 Dreamliner flew.",
        "1. Open the door.",
        "Nobody knows (2) why.",
        "One of them left, and no one came.",
        "They met the G20 and bought an MP3.",
        "They marched 24/7 after 9/11.",
        "Two: broadcasting.",
        "One pays what one can, and one cannot pay more.",
        "The 5+1 and the Group of 20 met.",
    ],
)
def test_what_is_no_quantity(text):
    assert [text[f.span.start : f.span.end] for f in read(text)] == []


def test_what_a_citation_covers_is_no_quantity():
    text = "Under Resolution 1244 of 1999 the 15 members met."
    assert [f.value for f in read(text, cited=[(6, 29)])] == [15]


@pytest.mark.parametrize(
    "figures", ["4" * 400, "1," + "0" * 400, "9" * 5000, "12345678901234567890", "1.5" + "0" * 300]
)
def test_numbers_beyond_all_counting(figures):
    for found in read(f"The flood drove out {figures} farmers and {figures} million more."):
        assert found.value is None or abs(found.value) < 2**63


@given(st.integers(min_value=1000, max_value=2**53))
def test_a_number_with_commas_is_read_back(number):
    found = only(f"The flood drove out {number:,} farmers.")
    assert (found.value, found.low, found.high, found.unit) == (number, number, number, "farmers")


@given(texts())
def test_any_text_is_read(text):
    for found in read(text):
        assert 0 <= found.span.start < found.span.end <= len(text)
        numbers = [n for n in (found.value, found.low, found.high) if n is not None]
        assert numbers
        assert found.low is None or found.high is None or found.low <= found.high


@pytest.mark.parametrize("table", ["quantity_modifiers", "age_words", "numbers", "units"])
def test_every_row_is_in_a_quantity_of_its_example(table):
    assert header(table).reader == "quantities"
    for row in rows(table, Word):
        found = read(row.example)
        assert on(row.example, row.form, found), (row, found)
        if row.tag == "modifier":
            assert found[0].modifier == row.value, row
        if row.tag in ("sign", "currency", "percent"):
            assert found[0].unit == row.value, row


def test_every_word_beside_numbers_is_at_work():
    for row in rows("quantity_words", Word):
        found = read(row.example)
        words = [row.example[f.span.start : f.span.end] for f in found]
        if row.tag == "numbered":
            assert words == ["nine members"], row
        elif row.tag == "rank":
            assert words == ["two goals"], row
        elif row.tag in ("which", "whom"):
            assert [f.unit for f in found] == ["members", "members" if row.tag == "which" else None], row
        elif row.tag == "from":
            assert words == ["5 to 10 villages"], row
        elif row.tag == "by":
            assert [f.change for f in found] == ["down", "down"], row
        elif row.tag == "lead-up":
            assert {f.modifier for f in found} == {None}, row
        else:
            assert on(row.example, row.form, found), (row, words)


def test_every_word_of_change_is_at_work():
    for row in rows("change_words", Word):
        wanted = None if row.tag == "with-particle" else row.tag
        assert [f.change for f in read(row.example)] == [wanted], row


def test_every_word_that_ends_a_noun_ends_it():
    for row in rows("noun_words", Word):
        words = [row.example[f.span.start : f.span.end] for f in read(row.example)]
        assert words[0] == (f"forty {row.form}" if row.tag == "plural" else "three traders"), (row, words)


WORST = ["1 000 ", "123\u00a0", "1.", "5-", "a ", "one ", "twenty-", "hundred thousand ", "$", "$5 to ", "5% ", "(1 "]


@pytest.mark.parametrize(
    "unit", [*WORST, "hundreds of ", "1 in 5 ", "article 5, 7, ", "half a ", "-", "two-year-old-", "٣٤ "]
)
def test_a_long_text_takes_time_in_proportion(unit):
    """The time for a character must not grow with the text."""

    def spent(size):
        text = (unit * (size // len(unit) + 1))[:size]
        document = Document.from_text(text)
        began = time.process_time()
        list(quantities.read(document, Reading(document=document)))
        return time.process_time() - began

    assert spent(60_000) < 3


def test_two_sums_that_are_no_range_keep_their_currencies():
    found = read("Exports of Norland sank from USD 5.5bn to $4.1 billion, then from €7m to 6m.")
    assert [(f.value, f.unit) for f in found] == [
        (5500000000, "USD"),
        (4100000000, "USD"),
        (7000000, "EUR"),
        (6000000, "EUR"),
    ]

    assert [f.unit for f in read("Norland gave $500 to 20 people.")] == ["USD", "people"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Norland gave NOK 250 m to Kelva.", 250000000),
        ("Norland gave $3\u00a0bn to Kelva.", 3000000000),
        ("Norland asked for $5\nM: Why?", 5),
    ],
)
def test_a_letter_after_a_sum_of_money_is_its_scale_with_a_space_too(text, value):
    assert only(text).value == value


def test_the_letter_of_the_second_sum_counts_for_both():
    found = only("It costs €5 to €7m.")
    assert (found.low, found.high) == (5000000, 7000000)
