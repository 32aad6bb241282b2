"""Who is meant where several bear one name?"""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.lexicons import rows
from onrecord.readers.mentions import tables
from onrecord.readers.mentions.finding import find


def who(text):
    """Return the words and the referent of each person."""
    return [(text[m.span.start : m.span.end], m.referent) for m in find(text) if m.type == "person"]


def groups(text):
    """Return the persons' names in groups of one referent, in text order."""
    found: dict[str, list[str]] = {}
    for words, referent in who(text):
        found.setdefault(referent, []).append(words)
    return list(found.values())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kevin Hartwell met Mary Hartwell. She left.", [["Kevin Hartwell"], ["Mary Hartwell"]]),
        (
            "Kevin Hartwell met Mary Hartwell. Ms Hartwell spoke. Mr. Hartwell left.",
            [["Kevin Hartwell", "Hartwell"], ["Mary Hartwell", "Hartwell"]],
        ),
        (
            "Kevin Hartwell met Mary Hartwell. Later Hartwell spoke. Then Hartwell left.",
            [["Kevin Hartwell"], ["Mary Hartwell"], ["Hartwell", "Hartwell"]],
        ),
        ("Kevin Hartwell spoke. Then Hartwell left. Mr Hartwell knew.", [["Kevin Hartwell", "Hartwell", "Hartwell"]]),
        ("Mary Hartwell spoke. Mr Hartwell knew. Ms Hartwell left.", [["Mary Hartwell", "Hartwell"], ["Hartwell"]]),
        ("We met Mr Hartwell. Then Kevin Hartwell left.", [["Hartwell", "Kevin Hartwell"]]),
        ("We met Mr Hartwell. Then Mary Hartwell left.", [["Hartwell"], ["Mary Hartwell"]]),
        (
            "K. Hartwell met us. Kevin Hartwell left. Kenneth Hartwell knew.",
            [["K. Hartwell", "Kevin Hartwell"], ["Kenneth Hartwell"]],
        ),
        ("Kevin J. Hartwell met us. Kevin Hartwell left.", [["Kevin J. Hartwell", "Kevin Hartwell"]]),
        (
            "Sheikh Tamim bin Faisal Al Dorani met Sheikh Faisal bin Ahmad Al Dorani. Sheikh Tamim left.",
            [["Tamim bin Faisal Al Dorani", "Tamim"], ["Faisal bin Ahmad Al Dorani"]],
        ),
        ("Ahmad al-Dorani spoke. Then Dorani left. Al-Dorani knew.", [["Ahmad al-Dorani", "Dorani", "Al-Dorani"]]),
        ("Ahmad bin Dorani spoke. Then Faisal Dorani left.", [["Ahmad bin Dorani"], ["Faisal Dorani"]]),
        ("They met Velkan bin Dorani Al Hartwell there.", [["Velkan bin Dorani Al Hartwell"]]),
        ("The Foreign Minister Sheikh Velkan Dorani spoke.", [["Velkan Dorani"]]),
        (
            "Mahmoud Abbas spoke to Abbas Ibrahim. Later Abbas left.",
            [["Mahmoud Abbas", "Abbas"], ["Abbas Ibrahim"]],
        ),
        ("Ada von der Hartwell spoke. Then von der Hartwell left.", [["Ada von der Hartwell", "Hartwell"]]),
        ("Al Hartwell spoke. Then Tipper Hartwell left.", [["Al Hartwell"], ["Tipper Hartwell"]]),
        ("Xi Jinping spoke. Then Mr. Xi left.", [["Xi Jinping", "Xi"]]),
    ],
)
def test_who_is_meant(text, expected):
    assert groups(text) == expected, who(text)


def test_titles_and_given_names_tell_a_sex():
    for row in rows("honorifics", tables.Title):
        text = f"Mary Hartwell left. Then {row.form} Hartwell spoke."
        assert len(groups(text)) == (2 if row.sex == "man" else 1) or row.form in ("St", "Saint"), row.form
    sexes = tables.lexicon().given
    assert (sexes["mary"], sexes["kevin"], sexes["kim"]) == ("woman", "man", "")


PIECES = ["Kevin", "Mary", "K.", "Hartwell", "bin", "Al", "al-Dorani", "Mr", "Ms", "Sheikh", "met", ".", ",", "Abbas"]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join))
def test_any_mixture_of_names(text):
    assert find(text) == find(text)


@pytest.mark.parametrize(
    "piece", ["Mr Hartwell met ", "Kevin Q{n}ab Hartwell left. ", "Ms Hartwell and ", "bin ", "Al ", "Kevin\n"]
)
def test_namesakes_are_told_apart_in_linear_time(piece):
    find("warm")
    text = "".join(piece.replace("{n}", "abcdefghij"[n % 10] * (n % 50)) for n in range(5_000))
    began = time.process_time()
    find(text)
    assert time.process_time() - began < 3
