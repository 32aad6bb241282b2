"""Full-text search: the right documents, and every place exact to the character."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.archive.store import Store
from onrecord.archive.store.search import SNIPPET, Query, in_context, search
from onrecord.archive.store.words import LETTER, Places, plain_words
from onrecord.errors import ArchiveError
from onrecord.model import Document
from tests import strategies

TEXTS = {
    "ferry": "The ferry to Belmora runs daily. The FERRY is old; don’t miss it.",
    "cafe": "Café owners in Zürich said: “the cafe\u0301 stays”. Straße 5½.",
    "tokyo": "東京の橋 was opened; 京東 was not.",
    "bridge": "A bridge, not a ferry-boat, was promised in 1998.",
}


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path / "record") as opened:
        opened.add_many(Document.from_text(text, name=name) for name, text in TEXTS.items())
        yield opened


def found(store, query):
    """Return what each hit marks, by name."""
    hits = {str(hit.entry.name): hit for hit in search(store, query)}
    return {name: [TEXTS[name][slice(*span)] for span in hit.spans] for name, hit in hits.items()}


@pytest.mark.parametrize(
    ("query", "marks"),
    [
        ("ferry", {"ferry": ["ferry", "FERRY"], "bridge": ["ferry"]}),
        ("ferry daily", {"ferry": ["ferry", "daily", "FERRY"]}),
        ("ferry -daily", {"bridge": ["ferry"]}),
        ('"the ferry"', {"ferry": ["The ferry", "The FERRY"]}),
        ("“the ferry”", {"ferry": ["The ferry", "The FERRY"]}),
        ('"ferry the"', {}),
        ("ferry-boat", {"bridge": ["ferry-boat"]}),
        ("don't", {"ferry": ["don’t"]}),
        ("belm*", {"ferry": ["Belmora"]}),
        ('"to bel*"', {"ferry": ["to Belmora"]}),
        ("elmora", {}),
        ("CAFÉ", {"cafe": ["Café", "cafe\u0301"]}),
        ("cafe zurich", {"cafe": ["Café", "Zürich", "cafe\u0301"]}),
        ("STRASSE", {"cafe": ["Straße"]}),
        ("5 2", {"cafe": ["5", "½"]}),
        ("51", {}),
        ("東京", {"tokyo": ["東京"]}),
        ("橋", {"tokyo": ["橋"]}),
        ('ferry" OR AND NOT (', {}),
    ],
)
def test_queries_find_and_mark(store, query, marks):
    assert found(store, query) == marks


@pytest.mark.parametrize("query", ["", " ", '""', "-ferry", "…", "*", "'\"; --"])
def test_a_query_without_a_word_is_told(store, query):
    with pytest.raises(ArchiveError, match="no word to look for"):
        search(store, query)


def test_a_snippet_shows_most_of_what_was_looked_for(store):
    filler = "Nothing here is of note. " * 100
    words = f"ferry {filler} the ferry was late and the bridge shut {filler}"
    store.add(Document.from_text(words, name="long"))
    (hit,) = [hit for hit in search(store, "ferry bridge") if hit.entry.name == "long"]
    assert words[slice(*hit.snippet)] == hit.text
    assert "the ferry was late and the bridge shut" in hit.text
    assert len(hit.text) <= SNIPPET
    assert hit.count == 3
    assert not re.search(r"^\S*\w$", words[: hit.snippet.start][-1:])


def test_keywords_in_context_are_exact(store):
    lines = list(in_context(store, "ferry", width=9))
    assert [(x.entry.name, x.before, x.words, x.after) for x in lines] == [
        ("ferry", "The ", "ferry", " to Belmo"),
        ("ferry", "ily. The ", "FERRY", " is old; "),
        ("bridge", "e, not a ", "ferry", "-boat, wa"),
    ]
    for line in lines:
        text = TEXTS[str(line.entry.name)]
        assert text[slice(*line.span)] == line.words


def test_the_limit_takes_the_best(store):
    assert [hit.entry.name for hit in search(store, "ferry", limit=1)] == ["ferry"]


@given(text=strategies.texts())
def test_each_word_of_any_text_is_found_where_it_stands(text):
    places = Places(text)
    assert places.words == plain_words(text)
    for match in re.finditer(f"{LETTER}+", places.words):
        span = places.span(*match.span())
        assert 0 <= span.start < span.end <= len(text)
        assert match.group().lower() in plain_words(text[slice(*span)]).lower()
        assert span in {place for place, _ in Query(match.group()).marks(text)}


@given(texts=st.lists(strategies.texts(8), max_size=4, unique=True))
def test_the_database_and_the_marks_agree(tmp_path_factory, texts):
    with Store(tmp_path_factory.mktemp("agree") / "record") as store:
        numbers = {store.add(Document.from_text(text)).number: text for text in texts}
        words = {word.lower() for text in texts for word in re.findall(f"{LETTER}+", plain_words(text))}
        for word in sorted(words)[:20]:
            hits = search(store, word)
            held = {n for n, text in numbers.items() if any(Query(word).marks(text))}
            assert {hit.entry.number for hit in hits} == held
            assert all(hit.count for hit in hits)


def test_a_word_that_stands_everywhere_costs_little(store):
    store.add(Document.from_text("said " * 400_000, name="said"))
    began = time.process_time()
    (hit,) = search(store, "said -zürich")
    assert hit.count == 400_000
    assert len(next(iter(in_context(store, "said"))).words) == 4
    assert time.process_time() - began < 5
