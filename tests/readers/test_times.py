"""Are times found with their TIMEX3 value, their place on a calendar and what they count from?"""

import time

import pytest
from hypothesis import given

from onrecord.lexicons import header, rows
from onrecord.model import Citation, Document, Metadatum, Omission, Reading, Span, Time
from onrecord.readers import times
from onrecord.readers.shapes import Word
from onrecord.readers.times import calendar
from tests.readers.occurrences import on
from tests.strategies import texts

PUBLISHED = "1990-06-13"  # a Wednesday
BESIDE = {
    "in", "by", "until", "as-soon-as", "at", "on", "for", "from", "before", "to", "and", "or", "between", "ended",
    "times",
}  # fmt: skip
"""Tags of words that stand beside a Time and belong to no span."""


def read(text, published=None, cited=()):
    document = Document.from_text(text, language="en")
    if published:
        document = Document(text=text, language="en", published=Metadatum(published))
    findings = tuple(
        Citation(span=Span(*span), by="test/1", why="test", instruments=(), resolution="unknown") for span in cited
    )
    return [f for f in times.read(document, Reading(document=document, findings=findings)) if isinstance(f, Time)]


def facts(text, published=None):
    return [(text[f.span.start : f.span.end], f.type, f.value) for f in read(text, published)]


def only(text, published=None):
    found = read(text, published)
    assert len(found) == 1, [text[f.span.start : f.span.end] for f in found]
    return found[0]


ABSOLUTE = [
    ("It began on 24 March 1999.", "24 March 1999", "1999-03-24", "1999-03-24"),
    ("It began on March 24th, 1999.", "March 24th, 1999", "1999-03-24", "1999-03-24"),
    ("It began on Friday, 12 June 1998.", "Friday, 12 June 1998", "1998-06-12", "1998-06-12"),
    ("It began in August 1995.", "August 1995", "1995-08", "1995-08"),
    ("It began in Aug. ’95.", "Aug. ’95", "1995-08", "1995-08"),
    ("It began in 1389.", "1389", "1389", "1389"),
    ("It began in the year 1066.", "the year 1066", "1066", "1066"),
    ("It began in nineteen ninety-six.", "nineteen ninety-six", "1996", "1996"),
    ("It began in two thousand and eight.", "two thousand and eight", "2008", "2008"),
    ("It lay in the 19th century.", "the 19th century", "18", "18XX"),
    ("It lay in the twenty- first century.", "the twenty- first century", "20", "20XX"),
    ("It lay in the 1990s.", "the 1990s", "199", "199X"),
    ("It lay in the ’80s.", "the ’80s", "198", "198X"),
    ("It lay in the sixties.", "the sixties", "196", "196X"),
    ("The season of 1957-58 was dry.", "1957-58", "1957/1958", "1957/1958"),
    ("The season of 2014/15 was dry.", "2014/15", "2014/2015", "2014/2015"),
    ("It fell in the third quarter of 1998.", "the third quarter of 1998", "1998-Q3", "1998-07/1998-09"),
    ("It fell in Q2 2019.", "Q2 2019", "2019-Q2", "2019-04/2019-06"),
    ("It fell in the first half of 1998.", "the first half of 1998", "1998-H1", "1998-01/1998-06"),
    ("It fell in the summer of 1998.", "the summer of 1998", "1998-SU", "1998-22"),
    ("It fell in week 12 of 2019.", "week 12 of 2019", "2019-W12", "2019-03-18/2019-03-24"),
    ("It stood in 44 BC.", "44 BC", "BC0044", "-0043"),
    ("It is dated 2016-11-07.", "2016-11-07", "2016-11-07", "2016-11-07"),
    ("It is dated 25/12/2019.", "25/12/2019", "2019-12-25", "2019-12-25"),
    ("It opened at Easter 1999.", "Easter 1999", "1999-04-04", "1999-04-04"),
    ("It rose after the end of the Second World War.", "the end of the Second World War", "1945-09-02", "1945-09-02"),
    ("It rose after the fall of the Berlin Wall.", "the fall of the Berlin Wall", "1989-11-09", "1989-11-09"),
]


@pytest.mark.parametrize(("text", "words", "value", "interval"), ABSOLUTE)
def test_what_names_its_own_place(text, words, value, interval):
    found = only(text)
    assert (text[found.span.start : found.span.end], found.value, found.interval) == (words, value, interval)
    assert found.type == "DATE"
    assert found.anchor is None
    assert found.why


def test_second_half_of_a_decade():
    found = only("Velmora was poor in the second half of the 1990s.")
    assert (found.value, found.modifier, found.interval) == ("199", "END", "1995/1999")


@pytest.mark.parametrize(
    ("text", "value", "modifier"),
    [
        ("It was so in early 1998.", "1998", "START"),
        ("It was so in mid-1996.", "1996", "MID"),
        ("It was so at the end of May 1998.", "1998-05", "END"),
        ("It was so in the late 19th century.", "18", "END"),
        ("It began in about 1450.", "1450", "APPROX"),
        ("They fled on the eve of the Second World War.", "1939-09-01", "BEFORE"),
    ],
)
def test_which_part_of_it(text, value, modifier):
    found = only(text)
    assert (found.value, found.modifier) == (value, modifier)


def test_a_range_is_two_times_and_both_are_complete():
    assert facts("The siege lasted from 24 March to 10 June 1999.") == [
        ("24 March", "DATE", "1999-03-24"),
        ("10 June 1999", "DATE", "1999-06-10"),
    ]
    assert [f[2] for f in facts("It lasted from 20 December to 3 January 2004.")] == ["2003-12-20", "2004-01-03"]
    assert [f[2] for f in facts("It lasted from 24 March 1999 to 10 June.")] == ["1999-03-24", "1999-06-10"]
    assert [f[2] for f in facts("They met on 12-14 June 2001.")] == ["2001-06-12", "2001-06-14"]
    assert [f[2] for f in facts("They met on April 24 and 25, 1999.")] == ["1999-04-24", "1999-04-25"]
    assert [f[2] for f in facts("They met in March and June 1999.")] == ["1999-03", "1999-06"]
    assert [f[2] for f in facts("It ran from 1990 to 1992.")] == ["1990", "1992"]


@pytest.mark.parametrize("words", ["to this day", "so far", "to date", "now", "currently"])
def test_the_present_is_never_the_day_of_reading(words):
    found = only(f"The bridge stands {words}.")
    assert (found.value, found.interval, found.anchor) == ("PRESENT_REF", None, None)


def test_a_duration_has_an_interval_only_when_the_text_anchors_it():
    alone = only("For eight years the bridge was closed.", PUBLISHED)
    assert (alone.type, alone.value, alone.interval) == ("DURATION", "P8Y", None)
    anchored = only("Over the past eight years the bridge was closed.", PUBLISHED)
    assert (anchored.value, anchored.interval, anchored.anchor) == ("P8Y", "1982/1990", "published")
    assert only("Over the past eight years the bridge was closed.").interval is None


@pytest.mark.parametrize(
    ("words", "value", "modifier"),
    [
        ("more than two and a half years", "P2.5Y", "MORE_THAN"),
        ("over 20 months", "P20M", "MORE_THAN"),
        ("nearly forty years", "P40Y", "APPROX"),
        ("up to 180 days", "P180D", "EQUAL_OR_LESS"),
        ("at least two more weeks", "P2W", "EQUAL_OR_MORE"),
        ("half a century", "P50Y", None),
        ("several months", "PXM", None),
        ("a couple of years", "P2Y", "APPROX"),
        ("twenty-four hours", "PT24H", None),
    ],
)
def test_durations(words, value, modifier):
    text = f"The strike lasted {words}."
    found = only(text)
    assert (text[found.span.start : found.span.end], found.type) == (words, "DURATION")
    assert (found.value, found.modifier) == (value, modifier)


def test_open_durations():
    assert only("For decades, the port was closed.").value == "PXDE"
    assert only("The block came just days before the exams.").value == "PXD"
    assert only("They deal with it five days after the flood.").value == "P5D"


def test_an_age_is_no_time():
    assert read("The mayor is a 45-year-old farmer, and his son is nine years old.") == []


def test_seven_years_later_counts_from_the_time_before():
    text = "The bridge fell in August 1995. Seven years later it stood again, and that year the port opened."
    first, later, that = read(text)
    assert (later.value, later.anchor) == ("2002", first.span)
    assert (that.value, that.anchor) == ("2002", later.span)


def test_the_next_day_counts_from_the_day_before_it():
    first, following = read("They met on 31 December 1999. The next day they signed.")
    assert (following.value, following.anchor) == ("2000-01-01", first.span)


RELATIVE = [
    ("The council met yesterday.", "1990-06-12", "XXXX-XX-XX"),
    ("The council met two days ago.", "1990-06-11", "XXXX-XX-XX"),
    ("The council met last year.", "1989", "XXXX"),
    ("The council met last week.", "1990-W23", "XXXX-WXX"),
    ("The council met last month.", "1990-05", "XXXX-XX"),
    ("The council met seventy years ago.", "1920", "XXXX"),
    ("The council met on Tuesday.", "1990-06-12", "XXXX-WXX-2"),
    ("The council will meet on Tuesday.", "1990-06-19", "XXXX-WXX-2"),
    ("The council met in December.", "1989-12", "XXXX-12"),
    ("The council will meet in December.", "1990-12", "XXXX-12"),
    ("The council met on 3 May.", "1990-05-03", "XXXX-05-03"),
    ("The council met last May.", "1990-05", "XXXX-05"),
    ("The council met in May last year.", "1989-05", "XXXX-05"),
    ("The council met in spring of last year.", "1989-SP", "XXXX-SP"),
    ("The council met the day before yesterday.", "1990-06-11", "XXXX-XX-XX"),
    ("The council met on Tuesday next week.", "1990-06-19", None),
]


@pytest.mark.parametrize(("text", "value", "unknown"), RELATIVE)
def test_relative_expressions_count_from_publication(text, value, unknown):
    found = only(text, PUBLISHED)
    assert (found.value, found.anchor) == (value, "published")
    if unknown:
        open_ended = only(text)
        assert (open_ended.value, open_ended.interval, open_ended.anchor) == (unknown, None, None)


@pytest.mark.parametrize(
    ("published", "text", "value"),
    [
        ("1990-06", "The council met last month.", "1990-05"),
        ("1990-06", "The council met yesterday.", "XXXX-XX-XX"),
        ("1990", "The council met last year.", "1989"),
        ("1990", "The council met last month.", "XXXX-XX"),
        ("1990-06-13?", "The council met yesterday.", "1990-06-12"),
        ("1990-21", "The council met last year.", "1989"),
        ("199X", "The council met last year.", "XXXX"),
        ("nonsense", "The council met last year.", "XXXX"),
    ],
)
def test_publication_of_any_precision(published, text, value):
    assert only(text, published).value == value


def test_today_is_a_day_or_these_days():
    assert only("The council met today.", PUBLISHED).value == "1990-06-13"
    assert only("The council met today.").value == "PRESENT_REF"
    assert only("Today, the port is a museum.", PUBLISHED).value == "PRESENT_REF"
    assert only("Today, the port was sold.", PUBLISHED).value == "1990-06-13"


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("every May", "XXXX-05"),
        ("every day", "P1D"),
        ("every two weeks", "P2W"),
        ("every other week", "P2W"),
        ("each Thursday", "XXXX-WXX-4"),
        ("annually", "P1Y"),
        ("on Sundays", "XXXX-WXX-7"),
    ],
)
def test_sets(words, value):
    found = only(f"The council meets {words}.")
    assert (found.type, found.value) == ("SET", value)


def test_a_year_is_a_rate_or_a_duration():
    assert facts("Rents grow by nearly 3% a year.") == [("a year", "SET", "P1Y")]
    assert facts("The council meets twice a week.") == [("a week", "SET", "P1W")]
    assert facts("The council met for a year.") == [("a year", "DURATION", "P1Y")]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The hearing opened at 10 p.m. on Tuesday.", "1990-06-12T22:00"),
        ("The hearing opened at noon on Tuesday.", "1990-06-12T12:00"),
        ("The hearing opened at 14:30.", "1990-06-13T14:30"),
        ("The hearing opened at nine o’clock.", "1990-06-13T09:00"),
        ("The hearing opened at half past seven.", "1990-06-13T07:30"),
        ("The hearing opened on Tuesday morning.", "1990-06-12TMO"),
        ("The hearing opened last night.", "1990-06-12TNI"),
        ("The hearing opened on the night of 5 May 1990.", "1990-05-05TNI"),
    ],
)
def test_times_of_day(text, value):
    found = only(text, PUBLISHED)
    assert (found.type, found.value) == ("TIME", value)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("tonight around 7", "1990-06-13T19:00"),
        ("last night at 8", "1990-06-12T20:00"),
        ("on Tuesday at 5", "1990-06-12T05:00"),
        ("in the afternoon at 7", "1990-06-13T19:00"),
        ("at 4 in the morning", "1990-06-13T04:00"),
        ("early on Tuesday at 8:00", "1990-06-12T08:00"),
        ("on Sunday early morning at 8:00", "1990-06-10T08:00"),
        ("at five-thirty tomorrow evening", "1990-06-14T17:30"),
        ("at twenty-five past nine", "1990-06-13T09:25"),
        ("at 1140 a.m.", "1990-06-13T11:40"),
        ("at ten p m", "1990-06-13T22:00"),
    ],
)
def test_hours_beside_a_day(words, value):
    assert only(f"The hearing opened {words}.", PUBLISHED).value == value


def test_a_price_or_an_address_is_no_hour():
    assert facts("Shares closed on Tuesday at 60, down 5.", PUBLISHED) == [("Tuesday", "DATE", "1990-06-12")]
    assert facts("They met on Tuesday at 5 Harbour Street.", PUBLISHED) == [("Tuesday", "DATE", "1990-06-12")]


def test_a_day_and_an_hour_in_each_line():
    text = "Calls\n23.04.2022 14:55\n30.04.2022 12:04"
    assert [f.value for f in read(text)] == ["2022-04-23T14:55", "2022-04-30T12:04"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The vote was on 22/04.", "1990-04-22"),
        ("The vote was on Thursday 29/03.", "1990-03-29"),
        ("The vote was on 5/4.", "XXXX-XX-XX"),
        ("The file is marked 20161107.", "2016-11-07"),
        ("The file is from 12-2015.", "2015-12"),
        ("She was born in April of 87.", "1987-04"),
        ("She was born on 15 April of 87.", "1987-04-15"),
        ("The ferry failed in the week beginning 4 June.", "1990-W23"),
        ("The ferry failed on Easter weekend 1987.", "1987-W16-WE"),
        ("The port was shut over Labor Day weekend.", "1989-W35-WE"),
        ("The port was shut in this calendar year.", "1990"),
    ],
)
def test_dates_in_short_forms(text, value):
    assert read(text, PUBLISHED)[0].value == value


def test_the_quarter_that_a_report_is_about():
    text = "Sales fell in the first quarter of 1990, the yard said. In the 1989 period they rose."
    assert [f.value for f in read(text, PUBLISHED)] == ["1990-Q1", "1989-Q1"]
    text = "Sales fell in the first quarter of 1990. They may rise in the fourth quarter of 1990. A year ago they rose."
    assert [f.value for f in read(text, PUBLISHED)][-1] == "1989-Q1"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The yard had been due to close on Friday.", "1990-06-08"),
        ("The yard closed as planned on Friday.", "1990-06-08"),
        ("The yard is to close on Friday.", "1990-06-15"),
        ("The owners have until 9 a.m. Friday to answer.", "1990-06-15T09:00"),
        ("The change is effective 1 January.", "1991-01-01"),
        ("Mara Velden will succeed Daniel P. Arden on 1 January.", "1991-01-01"),
        ("The council met last Tuesday.", "1990-06-05"),
        ("The council will meet next Thursday.", "1990-06-21"),
    ],
)
def test_which_way_a_day_lies(text, value):
    assert only(text, PUBLISHED).value == value


def test_a_title_is_no_time():
    assert facts("She wrote for Velmora Today.", PUBLISHED) == []
    assert facts("He spoke on “This Week” and left.", PUBLISHED) == []


def test_a_length_in_two_units():
    assert facts("He got one year and three months.") == [("one year and three months", "DURATION", "P1Y3M")]
    assert facts("It took three days and two weeks.")[0][2] == "P3D"
    assert facts("It took one year and a quarter.")[0][2] == "P1.25Y"


def test_both_readings_of_a_date_in_figures_are_told():
    found = only("The letter is dated 03/04/2020.")
    assert found.interval is None
    assert "2020-04-03" in found.why
    assert "2020-03-04" in found.why


@pytest.mark.parametrize(
    "text",
    [
        "On 31 February the port closed.",
        "On 31 February 2010 the port closed.",
        "On 31/02 the port closed.",
        "The file is marked 20160231.",
        "It happened on 45/13.",
        "It is dated 2016-02-31.",
        "It began in the year 0.",
        "The number 99999 was drawn.",
        "They follow resolution 1244 (1999) in full.",
        "They may march to the port, and the sun sat low.",
        "May the port prosper.",
        "She paid $1999 for it.",
        "Some 2000 soldiers left.",
        "“As soon as possible” is no plan: as soon as it rains, they run.",
        "At the same time, the port grew.",
        "A third of the second group left.",
    ],
)
def test_what_is_no_time(text):
    found = [f for f in read(text) if f.value != "FUTURE_REF"]
    assert found == []


def test_a_number_in_a_citation_is_no_time_but_a_whole_date_is():
    text = "The opinion A/64/881 (2010) of 22 July 2010 says so."
    start = text.index("A/64")
    assert [f.value for f in read(text, cited=[(start, text.index(" says"))])] == ["2010-07-22"]


def test_furniture_is_not_read():
    text = "Posted 5 May 1990\n\nThe port opened in 1987."
    document = Document(text=text, omissions=(Omission(Span(0, 17), "page furniture"),))
    assert [document[f.span] for f in times.read(document, Reading(document=document))] == ["1987"]


def near(text, form, found):
    """Tell whether a finding lies on an occurrence of the form, or right beside one."""
    at = text.lower().find(form.lower())
    while at >= 0:
        if any(f.span.start - 6 <= at + len(form) and at <= f.span.end + 6 for f in found):
            return True
        at = text.lower().find(form.lower(), at + 1)
    return False


@pytest.mark.parametrize("table", ["time_words", "ordinals", "feasts", "dated_events"])
def test_every_row_is_at_work_in_its_example(table):
    assert header(table).reader == "times"
    for row in rows(table, Word):
        found = read(row.example, PUBLISHED)
        holds = near if row.tag in BESIDE else on
        assert holds(row.example, row.form, found), (row, found)


def test_every_word_of_tense_turns_the_day():
    for row in rows("tense_words", Word):
        friday = read(row.example, PUBLISHED)[-1].value
        assert friday == ("1990-06-08" if row.tag == "past-verb" else "1990-06-15"), row


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Norland can finish before Christmas.", "2020-12-25"),
        ("Norland may finish before Easter.", "2021-04-04"),
        ("The vote in Kelva is on 12 January.", "2021-01-12"),
        ("The vote in Kelva opens on Tuesday, 12 January.", "2021-01-12"),
        ("The vote in Kelva was on 12 January.", "2020-01-12"),
        ("The vote in Kelva is on 20 September.", "2020-09-20"),
        ("Norland finished before Christmas.", "2019-12-25"),
        ("The line agreed on 12 January is old.", "2020-01-12"),
    ],
)
def test_what_can_come_or_is_fixed_for_a_day_lies_ahead(text, value):
    assert only(text, "2020-10-03").value == value


@given(texts())
def test_any_text_is_read(text):
    for published in (None, "2020-02-29", "9999-12-31", "0001-01-01"):
        for found in read(text, published):
            assert 0 <= found.span.start < found.span.end <= len(text)
            assert found.why


@pytest.mark.parametrize("year", range(1990, 2031))
def test_easter_is_a_sunday_in_spring(year):
    day = calendar.easter(year)
    assert day.isoweekday() == 7
    assert (3, 22) <= (day.month, day.day) <= (4, 25)


def test_intervals_of_values():
    assert calendar.interval("1995-W33") == "1995-08-14/1995-08-20"
    assert calendar.interval("XXXX-05") is None
    assert calendar.interval("PRESENT_REF") is None
    assert calendar.half("1998-05", True) == "1998-05-16/1998-05-31"
    assert calendar.shifted(calendar.Point(2000, 1, 1), -1, "D") == "1999-12-31"
    assert calendar.shifted(calendar.Point(2000), -1, "M") is None
    assert calendar.shifted(calendar.Point(1), -5, "Y") is None


WORST = [
    "1 000 ",
    "one ",
    "twenty-",
    "the ",
    "the end of ",
    "a ",
    "12:",
    "March ",
    "Monday, ",
    "1999 ",
    "1957-",
    "’90s ",
]


@pytest.mark.parametrize("unit", [*WORST, "\n", "\x0b ", ",", "9" * 97, "third quarter of ", "every "])
def test_a_long_text_takes_time_in_proportion(unit):
    """The time for a character must not grow with the text."""

    def spent(size):
        text = (unit * (size // len(unit) + 1))[:size]
        began = time.process_time()
        read(text, PUBLISHED)
        return time.process_time() - began

    assert spent(60_000) < 3
