"""One spelling for what was typed or pasted in many ways."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odop_core.normalization import compact_code, normalize_text, plain_text


# What copying brings along that nobody sees: https://peperell.com/2021/12/08/invisible-characters.html and
# https://techa.churchofjesuschrist.org/forum/viewtopic.php?t=45965 (U+202C behind a telephone number).
@pytest.mark.parametrize(
    "written",
    [
        "AB-12", "\u202aAB-12\u202c", "\u200eAB-12\u200f", "\ufeffAB-12", "A\u200bB-12", "A\u00adB-12", "AB–12",
        "AB—12", "AB\u201112", "AB\u221212", "ＡＢ－１２", "AB-१२", "AB-১২", "AB-૧૨",
        "AB-١٢", "AB-۱۲", "AB-1\u034f2", "AB-1\ufe0f2", "\u2066AB-12\u2069", " AB-12\u3000",
    ],
)  # fmt: skip
def test_one_code_however_it_was_typed_or_pasted(written: str) -> None:
    assert plain_text(written) == "AB-12"
    assert compact_code(written.lower()) == "AB12"


def test_blanks_of_every_width_are_one() -> None:
    assert plain_text("1\u00a0234\u2009567\u202f8\u3164\u28009") == "1 234 567 8 9"


def test_words_keep_their_letters_and_hindi_its_joiners() -> None:
    assert normalize_text("राम्\u200dया – “a”\u202c") == "राम्\u200dया – “a”"


@given(st.text())
def test_it_is_done_once_and_for_all(text: str) -> None:
    for normalize in (normalize_text, plain_text, compact_code):
        assert normalize(normalize(text)) == normalize(text)
