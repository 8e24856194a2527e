"""Numbers as people in India write them, and what is none."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odop_core.india.money import format_inr
from odop_core.india.numbers import read_decimal, read_whole_number
from tests.examples import examples

DEVANAGARI = str.maketrans("0123456789", "०१२३४५६७८९")


def indian(number: int) -> str:
    return format_inr(number * 100)[1:].removesuffix(".00")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("5", 5), ("500", 500), ("५००", 500), ("৫০০", 500), ("1,000", 1000), ("1,00,000", 100_000),
        ("100,000", 100_000),
        ("1,00,00,000", 10_000_000), ("१,००,०००", 100_000), ("5.0", 5), ("5.00", 5), ("007", 7), (" 5 ", 5),
        ("1,000.00", 1000), ("999999999", 999_999_999),
    ],
)  # fmt: skip
def test_whole_numbers_are_read(text: str, number: int) -> None:
    assert read_whole_number(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "5,00", "50,0", "1,0,0", ",5", "5,", "1,,000", "10,00", "1,0000", "0,100", "00,000", "1,00,00", "12,34",
        "5.5", "5.000", "1.000", "5.", ".5", "-5", "+5", "5-", "1e3", "5E+2", "5²", "①", "½", "५½", "five",
        "5 pcs", "5 6",
        "1 000", "", " ", "०,०", "1234567890", "NaN", "Infinity", "0x5", "5/-",
    ],
)  # fmt: skip
def test_what_may_mean_something_else_is_no_number(text: str) -> None:
    assert read_whole_number(text) is None


@examples(200, nightly=4_000)
@given(number=st.integers(0, 999_999_999))
def test_every_way_to_write_a_number_is_that_number(number: int) -> None:
    for text in (str(number), f"{number:,}", indian(number), f"{number}.0", indian(number).translate(DEVANAGARI)):
        assert read_whole_number(text) == number


@examples(300, nightly=6_000)
@given(text=st.text(alphabet="0123456789,.०५ -₹", max_size=12))
def test_commas_and_points_never_change_the_digits(text: str) -> None:
    number = read_whole_number(text)

    if number is not None:
        # then: written in one of the two usual ways
        whole = text.strip().translate(str.maketrans("०५", "05")).partition(".")[0]
        assert whole in (indian(number), f"{number:,}") or whole.isdecimal()
        assert int(whole.replace(",", "")) == number


def test_decimals_keep_all_their_digits() -> None:
    assert read_decimal("1,23,456.789") == Decimal("123456.789")
    assert read_decimal("-0.10") == Decimal("-0.10")
    assert read_decimal("1.180,50") is None
    assert read_decimal("1,23.5") is None
