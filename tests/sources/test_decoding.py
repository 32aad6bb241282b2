"""Is a text decoded as it was written, and is what is no text refused in one line?"""

from __future__ import annotations

import codecs
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import Unreadable
from onrecord.sources.decoding import decode

RUSSIAN = "Совет решил, что старый мост останется открытым до конца года. Мы благодарим всех, кто нам писал. "


def test_utf8_needs_no_note():
    assert decode("Ada’s bridge – open".encode(), None, "a.txt") == ("Ada’s bridge – open", ())


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_decides_and_stays(mark, encoding):
    text, notes = decode(mark + "The bridge\r\nis open.".encode(encoding), "koi8-r", "a.txt")
    assert text == "\ufeffThe bridge\r\nis open."
    assert notes == ()


def test_utf16_without_a_mark_is_seen_by_its_zeros():
    text, notes = decode("The bridge is open.".encode("utf-16-le"), None, "a.txt")
    assert text == "The bridge is open."
    assert "utf-16-le" in notes[0]


def test_the_declared_charset_is_taken_when_it_is_not_utf8():
    assert decode(RUSSIAN.encode("koi8-r"), "KOI8-R", "a.txt") == (RUSSIAN, ())


def test_latin_1_means_windows_1252_as_on_the_web():
    assert decode("“open”".encode("cp1252"), "iso-8859-1", "a.txt") == ("“open”", ())


@pytest.mark.parametrize("declared", ["no-such-charset", "hex", "\x00", "utf-8"])
def test_a_declared_charset_that_does_not_fit_is_told(declared):
    text, notes = decode(RUSSIAN.encode("cp1251"), declared, "a.txt")
    assert text == RUSSIAN
    assert "does not fit" in notes[0]
    assert "cp1251" in notes[1]


def test_with_little_to_go_by_the_commonest_encoding_is_taken():
    text, notes = decode("The café is open.".encode("latin-1"), None, "a.txt")
    assert text == "The café is open."
    assert notes == ("the encoding was guessed: cp1252",)


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "“My rival, Señor Núñez, can’t pay £40 a month,” she said – and the café on Pont d’Iéna knows it. "),
        ("cp1252", "Le maire a déclaré que l’été avait été très sec et que les écoles resteraient fermées. "),
        (
            "cp1252",
            "Der Bürgermeister sagte, die Brücke müsse für zwölf Wochen gesperrt werden. „Schön“ sei das nicht. ",
        ),
        ("cp1252", "El alcalde dijo que el puente seguirá abierto; mañana los niños volverán, según el señor Núñez. "),
        ("cp1252", "Borgmästaren sade att den gamla bron skall förbli öppen till årets slut, och det är bra. "),
        (
            "cp1250",
            "Burmistrz powiedział, że stary most zostanie otwarty dopiero w następnym roku, i łatanie dróg też. ",
        ),
        ("cp1250", "Starosta řekl, že starý most bude uzavřen až do příštího roku, protože obec nemá peníze. "),
        ("cp1250", "A polgármester azt mondta, hogy a régi híd az év végéig nyitva marad, és köszöni a hűséget. "),
        ("cp1250", "Gradonačelnik je rekao da će stari most ostati zatvoren, jer općina želi štedjeti. "),
    ],
)
def test_western_and_central_european_letters(encoding, text):
    assert decode((text * 3).encode(encoding), None, "a.txt") == (text * 3, (f"the encoding was guessed: {encoding}",))


def test_a_cut_in_the_middle_of_a_character_does_not_spoil_the_rest():
    text, notes = decode(("Ada’s “bridge”" * 20).encode()[:-1], None, "a.txt")
    assert text.startswith("Ada’s “bridge”")
    assert text.endswith("\ufffd")
    assert "1 places" in notes[0]


@pytest.mark.parametrize("data", [b"", b" \r\n\t ", codecs.BOM_UTF8 + b"\n", "\u3000\u00a0".encode()])
def test_nothing_but_blanks_is_no_text(data):
    with pytest.raises(Unreadable, match=r"^a\.txt: it holds no text$"):
        decode(data, None, "a.txt")


@pytest.mark.parametrize(
    "data",
    [
        bytes(500),
        random.Random(7).randbytes(20_000),
        b"\x89PNG\r\n\x1a\n" + random.Random(8).randbytes(400),
        b"abc\x00\x01\x02\x03\x04" * 50,
    ],
)
def test_binary_data_is_refused(data):
    with pytest.raises(Unreadable, match="not text") as caught:
        decode(data, None, "a.bin")
    assert "\n" not in str(caught.value)


def test_a_stray_control_character_is_no_reason_to_refuse():
    assert decode(b"The bridge is \x00open.\x0c", None, "a.txt")[0] == "The bridge is \x00open.\x0c"


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_law_utf8_comes_back_or_is_refused(text):
    found = decoded(text.encode(), None)
    assert found in (text, None) or "\x00" in text


@given(st.binary(max_size=300), st.sampled_from([None, "utf-8", "utf-16", "cp1251", "shift_jis", "rot13"]))
def test_law_any_bytes_give_a_text_or_one_clear_error(data, declared):
    found = decoded(data, declared)
    assert found is None or found.strip("\ufeff \n")


def decoded(data: bytes, declared: str | None) -> str | None:
    try:
        return decode(data, declared, "a.txt")[0]
    except Unreadable:
        return None
