"""What is a name, and what only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odop_core.india.names import LOST, NOT_HINDI, OLD_FONT, PLACEHOLDER, NotAName, read_name

IN_UTF_8 = ["राम कुमार", "शबाना परवीन", "محمد", "রহিম", "ગીતા", "முருகன்", "José", "Shabana’s"]


@pytest.mark.parametrize(
    "name",
    [
        "Shabana Parveen", "Om", "Na Li", "A. Kumar", "S K Verma", "K. R. Narayanan", "A", "D'Souza", "O’Brien",
        "M/s Rashid & Sons", "SHG No. 3", "Maa Durga SHG (Kakori)", "Nil Kamal Handicrafts", "Test Cricket Bats",
        "Md. Irfan", "Ng", "R+D Crafts", "Mu‘in", "Renée", "CAFÉ’S ART", "Xi Xu", "Zz Top",
        "108 Kumbhar Samiti", "Sanjay Jr.", "Sample Paper Works", "राम कुमार", "राम्‍या", "एम. डी. इरफ़ान", "ओम", "क",
        "محمد عرفان", "রহিম শেখ", "ਗੁਰਪ੍ਰੀਤ", "ગીતા બેન", "முருகன்", "కృష్ణ", "ಲಕ್ಷ್ಮಿ", "രാധ", "ସୀତା", "सीता SHG 3",
    ],
)  # fmt: skip
def test_a_name_in_any_script_stays_as_it_is(name: str) -> None:
    assert read_name(name) == name


@pytest.mark.parametrize(
    "name", ["राम कुमार", "रामू SHG No. 3", "محمد عرفان", "রহিম", "ਗੁਰਪ੍ਰੀਤ", "एम. डी. इरफ़ान", "राम्‍या", "शबाना (काकोरी)"]
)
def test_a_name_in_hindi_may_be_in_any_script_of_india(name: str) -> None:
    assert read_name(name, is_hindi=True) == name


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("  Shabana\u00a0 Parveen ", "Shabana Parveen"), ("\u202aShabana\u202c", "Shabana"),
        ("\ufeffशबाना\u200b परवीन", "शबाना परवीन"), ("Shab\u00adana", "Shabana"), ("Jose\u0301", "José"),
    ],
)  # fmt: skip
def test_what_nobody_sees_is_left_out(written: str, kept: str) -> None:
    assert read_name(written) == kept


@pytest.mark.parametrize(
    "name", ["????? ??????", "??", "Andr?", "???? SHG", "Ram\ufffd", "\ufffd\ufffd\ufffd", "\u25ccिराम", "ि राम"]
)
def test_lost_letters_are_refused(name: str) -> None:
    with pytest.raises(NotAName) as refusal:
        read_name(name)
    assert refusal.value.text is LOST


# As in the debug tables of http://www.i18nqa.com/debug/bug-utf-8-latin1.html, and the same for Mac and DOS.
@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "mac_roman", "cp437", "cp850"])
@pytest.mark.parametrize("name", IN_UTF_8)
def test_utf_8_read_as_something_else_is_refused(name: str, encoding: str) -> None:
    read = name.encode().decode(encoding, "replace")
    for written in (read, f"M/s {read} & Sons", read.replace("\ufffd", "")):
        with pytest.raises(NotAName) as refusal:
            read_name(written)
        assert refusal.value.text is LOST


def test_utf_8_read_wrong_twice_is_refused() -> None:
    written = "राम".encode().decode("latin-1").encode().decode("latin-1")
    with pytest.raises(NotAName):
        read_name(written)


# Written with the table of krutidev_unicode_converter.py in https://github.com/Open-Speech-EkStep/common_scripts
@pytest.mark.parametrize("name", ["jke dqekj", "'kckuk", "lhrk nsoh", "eqgEen bjQku", "ÚUæ×", "Ram Kumar", "ABC 3"])
def test_hindi_in_an_old_font_is_no_hindi_name(name: str) -> None:
    with pytest.raises(NotAName) as refusal:
        read_name(name, is_hindi=True)
    assert refusal.value.text in (NOT_HINDI, LOST, OLD_FONT)


@pytest.mark.parametrize("name", ["'kckuk ijohu", "iqtk |", "dY;k.k", "[kku", "{ks=", "j~ke", "<kdk"])
def test_an_old_font_is_seen_among_english_names_by_its_signs(name: str) -> None:
    with pytest.raises(NotAName) as refusal:
        read_name(name)
    assert refusal.value.text is OLD_FONT


@pytest.mark.parametrize(
    "name",
    [
        "-", "--", "–", ".", "...", "0", "00", "123", "१२", "NA", "na", "N/A", "n.a.", "N. A.", "#N/A", "#REF!", "nil",
        "NIL", "Nil.", "none", "NULL", "(null)", "NaN", "xxx", "XX", "xxxxx", "x x x", "aaa", "test", "Test", "TEST1",
        "test test", "Test User", "test supplier 2", "dummy", "Not available", "unknown", "नहीं", "टेस्ट", "शून्य",
        "लागू नहीं", "🙂", "_", "*", "9876543210", "undefined", "[object Object]",
    ],
)  # fmt: skip
def test_what_stands_for_no_name_is_refused(name: str) -> None:
    with pytest.raises(NotAName) as refusal:
        read_name(name)
    assert refusal.value.text in (PLACEHOLDER, OLD_FONT)


def test_nothing_is_refused_only_where_a_name_is_needed() -> None:
    assert read_name(" \u200b ", required=False) == ""
    with pytest.raises(NotAName, match="empty"):
        read_name(" \u200b ")


def test_the_reader_is_told_what_to_do_in_their_language() -> None:
    for text in (LOST, PLACEHOLDER, OLD_FONT, NOT_HINDI):
        assert text.in_language("hi") != text.in_language("en")


@given(st.text())
def test_no_text_breaks_it_and_what_was_read_is_read_alike_again(written: str) -> None:
    try:
        name = read_name(written, longest=1000)
    except NotAName:
        return
    assert read_name(name, longest=1000) == name
