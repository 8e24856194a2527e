from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odop_notifications.gateways.sms_parts import GSM7, UCS2, fit_alphabet, measure_text

BASIC = "abcXYZ 019@£\n"
EXTENDED = "€[]{}~^|\\"


@pytest.mark.parametrize(
    ("text", "encoding", "parts"),
    [
        ("", GSM7, 1),
        ("a" * 160, GSM7, 1),
        ("a" * 161, GSM7, 2),
        ("a" * 306, GSM7, 2),
        ("a" * 307, GSM7, 3),
        ("€" * 80, GSM7, 1),
        ("€" * 81, GSM7, 2),
        ("क" * 70, UCS2, 1),
        ("क" * 71, UCS2, 2),
        ("क" * 134, UCS2, 2),
        ("क" * 135, UCS2, 3),
        ("a" * 70 + "₹", UCS2, 2),
        ("😀" * 35, UCS2, 1),
        ("😀" * 36, UCS2, 2),
    ],
)
def test_parts_of_a_text(text: str, encoding: str, parts: int) -> None:
    assert (measure_text(text).encoding, measure_text(text).parts) == (encoding, parts)


def test_a_character_that_counts_two_is_not_split() -> None:
    # given: the 153rd place of the first part is left empty
    text = "a" * 152 + "€" + "a" * 152

    # then
    assert measure_text(text).units == 306
    assert measure_text(text).parts == 3


@given(st.text(alphabet=BASIC + EXTENDED, max_size=700))
def test_gsm_texts_are_counted_in_septets(text: str) -> None:
    # when
    measured = measure_text(text)

    # then
    assert measured.encoding == GSM7
    assert measured.units == len(text) + sum(text.count(character) for character in EXTENDED)
    assert measured.parts == 1 if measured.units <= 160 else -(-measured.units // 153) <= measured.parts


@given(st.text(max_size=400))
def test_the_parts_hold_the_text_and_none_is_needless(text: str) -> None:
    # when
    measured = measure_text(text + "क")

    # then
    room = 70 if measured.parts == 1 else 67
    assert measured.encoding == UCS2
    assert measured.units == len((text + "क").encode("utf-16-le", "surrogatepass")) // 2
    assert measured.units <= room * measured.parts
    assert measured.parts == 1 or measured.units > 66 * (measured.parts - 1)


@given(st.text(max_size=300), st.text(min_size=1, max_size=20))
def test_more_text_never_takes_fewer_parts(text: str, more: str) -> None:
    assert measure_text(text + more).parts >= measure_text(text).parts


# Most as in the table of https://docs.webexinteract.com/reference/message-encoding
@pytest.mark.parametrize(
    ("written", "fitted"),
    [
        ("“Nawab’s” Kurta…", '"Nawab\'s" Kurta...'), ("Brass Pot – 5\u00a0kg", "Brass Pot - 5 kg"),
        ("a—b―c‐d\u2011e‒f−g﹘h﹣i－j", "a-b-c-d-e-f-g-h-i-j"), ("‘a‚b‛c′d‵e`f´", "'a'b'c'd'e'f'"),
        ("a\u2003b\u2009c\u202fd\u3000e", "a b c d e"), ("₹500 • 10×12 ½", "Rs.500 - 10x12 1/2"),
        ("Chikankārī Śāl Naqqāśī", "Chikankari Sal Naqqasi"), ("Café Müller Ñandú", "Café Müller Ñandu"),
        ("\u200bPot\u202c \ufeff🌸❤\ufe0f", "Pot "), ("Silk™ 100°", "Silk(TM) 100 deg"), ("ﬁne ＡＢ", "fine AB"),
        ("plain [a] {b} €", "plain [a] {b} €"), ("पीतल “दीया”", 'पीतल "दीया"'),
    ],
)  # fmt: skip
def test_what_gsm_7_lacks_is_written_with_what_it_has(written: str, fitted: str) -> None:
    assert fit_alphabet(written) == fitted


@given(st.text())
def test_a_text_that_fits_stays_and_none_breaks_it(text: str) -> None:
    fitted = fit_alphabet(text)
    assert fit_alphabet(fitted) == fitted
    if measure_text(text).encoding == GSM7:
        assert fitted == text
