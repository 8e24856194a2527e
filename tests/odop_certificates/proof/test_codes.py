from __future__ import annotations

import math
from collections.abc import Callable

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from odop_certificates.proof import codes
from odop_certificates.proof.codes import ALPHABET, UnreadableCode

randoms = st.text(st.sampled_from(ALPHABET), min_size=codes.RANDOM_LENGTH, max_size=codes.RANDOM_LENGTH)
genuine = randoms.map(lambda random: random + codes.check_character(random))
places = st.integers(0, codes.LENGTH - 1)


# Word's and WhatsApp's dashes, what copying from them brings along, and the digits of a Hindi keyboard, as for numbers
# in https://peperell.com/2021/12/08/invisible-characters.html
@pytest.mark.parametrize(
    "change",
    [
        lambda code: codes.grouped_code(code).replace("-", "–"),
        lambda code: codes.grouped_code(code).replace("-", "\u2011"),
        lambda code: f"\u202a{codes.grouped_code(code)}\u202c",
        lambda code: "\u200b".join(code),
        lambda code: f"\ufeff{code[:6]}\u00ad{code[6:]}\u00a0",
        lambda code: code.lower().translate(str.maketrans("0123456789", "०१२३४५६७८९")),
        lambda code: "".join(chr(ord(char) + 0xFEE0) for char in code),
    ],
)
def test_a_code_is_read_whatever_keyboard_or_word_processor_it_went_through(change: Callable[[str], str]) -> None:
    code = "K7QMZD4PXW9ABT3RH"
    code += codes.check_character(code)
    assert codes.read_code(change(code)) == code


def test_code_cannot_be_guessed() -> None:
    assert codes.RANDOM_LENGTH * math.log2(len(ALPHABET)) >= 80
    assert len({codes.new_code() for _ in range(1000)}) == 1000


def test_code_has_nothing_people_confuse() -> None:
    assert not set("01OIL") & set(ALPHABET)
    assert len(set(ALPHABET)) == 31


@given(genuine)
def test_code_is_read_back(code: str) -> None:
    assert codes.read_code(code) == code


@given(genuine)
def test_code_may_be_typed_in_groups_and_in_small_letters(code: str) -> None:
    assert codes.read_code(f" {codes.grouped_code(code).lower()} ") == code


@given(genuine, places, st.sampled_from(ALPHABET))
def test_one_wrong_character_is_noticed(code: str, place: int, other: str) -> None:
    # given
    assume(code[place] != other)

    # when
    with pytest.raises(UnreadableCode):
        codes.read_code(code[:place] + other + code[place + 1 :])


@given(genuine, places, places)
def test_two_characters_that_changed_places_are_noticed(code: str, one: int, other: int) -> None:
    # given
    assume(code[one] != code[other])
    swapped = list(code)
    swapped[one], swapped[other] = swapped[other], swapped[one]

    # when
    with pytest.raises(UnreadableCode):
        codes.read_code("".join(swapped))


@pytest.mark.parametrize("text", ["", "ABC", "0" * 18, "K" * 19, "क" * 18, "../../etc/passwd", "½" * 18])
def test_what_is_no_code_is_refused(text: str) -> None:
    with pytest.raises(UnreadableCode):
        codes.read_code(text)
