"""Is the language of a text told, and which others a line points to?"""

from __future__ import annotations

import pytest
from hypothesis import given

from onrecord.lexicons import rows
from onrecord.sources.languages import (
    FunctionWords,
    LanguageName,
    Pointer,
    Script,
    clear_language,
    language_of,
    named_languages,
    points_to,
)
from tests.strategies import texts


@pytest.mark.parametrize("row", rows("function_words", FunctionWords, "any"), ids=lambda row: row.language)
def test_function_words_tell_their_language(row):
    assert set(row.words) & set(row.example.lower().replace(",", "").replace(".", "").split())
    assert clear_language(" ".join(row.words)) in {row.language, None}


@pytest.mark.parametrize("row", rows("scripts", Script, "any"), ids=lambda row: row.script)
def test_a_script_tells_its_language(row):
    assert clear_language(row.example * 4) == row.language


@pytest.mark.parametrize("row", rows("language_names", LanguageName, "any"), ids=lambda row: row.language)
def test_names_of_languages(row):
    assert [found.language for found in points_to(row.example)] == [row.language]


@pytest.mark.parametrize("row", rows("language_pointers", Pointer, "any"), ids=lambda row: row.form)
def test_words_that_point_to_another_version(row):
    assert points_to(row.example)


def test_a_name_has_its_place():
    (found,) = named_languages("Also in Polski, of course")
    assert (found.language, found.span) == ("pl", (8, 14))


def test_prose_about_a_language_points_nowhere():
    assert points_to("She spoke French to the council and German to the harbour master.") == []
    assert points_to("Polski") == []


def test_clear_english():
    assert (
        clear_language("The council has decided that the old bridge will stay open until the end of the year.") == "en"
    )


def test_neighbours_are_left_to_statistics():
    assert (
        clear_language("Savet je rekao da se most ne zatvara i da će ostati otvoren do kraja godine, kao i pre.")
        is None
    )


def test_mixed_japanese_is_not_chinese():
    assert clear_language("市長は橋を開けておくと述べた。" * 3) == "ja"


@pytest.mark.parametrize("text", ["", "12 34", "Bridge", "…"])
def test_too_little_to_tell(text):
    assert language_of(text) is None


@pytest.mark.parametrize(
    ("text", "languages"),
    [
        ("Park Min-jun met Seo-yeon Choi. Abdul Rahman bin Faisal al-Harbi hosted Khalid bin Omar.", {None, "en"}),
        ("Park Min-jun and Choi Seo-yeon met Abdul Rahman al-Harbi in Doha on Monday.", {"en"}),
        ("Le maire parle demain devant le conseil municipal de Brède.", {"fr"}),
        ("Kryetari i bashkisë tha se ura e vjetër do të mbetet e hapur deri në fund të vitit.", {"sq"}),
    ],
)
def test_names_in_a_short_text_make_no_rare_language(text, languages):
    assert language_of(text) in languages


@given(texts())
def test_law_the_quick_stage_never_raises(text):
    clear_language(text)
    points_to(text)
