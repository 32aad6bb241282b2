"""Is one rule used for states and for territories of any status?"""

import pytest

from onrecord.lexicons import rows
from onrecord.readers.mentions import tables
from onrecord.readers.mentions.finding import find

FRAMES = [
    ("{} rejected the plan.", "organisation"),
    ("Yesterday {} has agreed.", "organisation"),
    ("They wrote to {} again.", "organisation"),
    ("They recognised {} in May.", "organisation"),
    ("{}’s interests are clear.", "organisation"),
    ("{}’s occupation of the hill went on.", "organisation"),
    ("Rain fell in {}.", "place"),
    ("Rain fell in Norway, {} and Peru.", "place"),
    ("The {} question came up.", "place"),
    ("They recalled {}’s annexation.", "place"),
    ("In Norway, {} rejected the plan.", "organisation"),
]
PAIRS = [
    ("Palestine", "Israel"),
    ("Kosovo", "Serbia"),
    ("Taiwan", "China"),
    ("Northern Cyprus", "Cyprus"),
    ("Western Sahara", "Morocco"),
    ("Abkhazia", "Georgia"),
    ("Crimea", "Ukraine"),
    ("Somaliland", "Somalia"),
    ("Nagorno-Karabakh", "Azerbaijan"),
]


def kind(text, name):
    at = text.index(name)
    return next(m.type for m in find(text) if m.span == (at, at + len(name)))


@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
@pytest.mark.parametrize(("frame", "expected"), FRAMES)
def test_opposing_parties_are_read_alike(frame, expected, pair):
    assert [kind(frame.format(name), name) for name in pair] == [expected] * 2


def test_every_state_and_territory_acts_and_has_ground():
    for row in rows("countries", tables.Country):
        if row.kind in ("state", "territory"):
            name = row.forms[0]
            assert kind(f"Yesterday {name} rejected the plan.", name) == "organisation", name
            assert kind(f"They live in {name} now.", name) == "place", name


@pytest.mark.parametrize("pair", PAIRS[:3], ids="-".join)
def test_offices_of_opposing_parties(pair):
    for name in pair:
        text = f"They met the {name} President Ada Hartwell."
        assert [text[m.span.start : m.span.end] for m in find(text)] == [f"{name} President", "Ada Hartwell"]


@pytest.mark.parametrize(
    ("land", "power"),
    [
        ("Taiwan", "Republic of China"),
        ("Crimea", "Republic of Crimea"),
        ("Palestinian territories", "State of Palestine"),
    ],
)
def test_a_contested_power_is_not_another_name_of_the_land(land, power):
    one, two = find(f"They wrote of {land} and then of the {power}.")
    assert one.referent != two.referent
