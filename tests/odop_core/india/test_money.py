from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odop_core.india.money import LARGEST_PAISE, NotMoney, format_inr, paise, read_rupees, rupees
from odop_core.money import RUPEES, rounded_money

amounts = st.integers(-LARGEST_PAISE, LARGEST_PAISE)


def rounded_paise(amount: Decimal | str | float) -> int:
    return rounded_money(amount, RUPEES).minor


@given(amounts)
def test_paise_to_rupees_and_back_is_the_same(amount: int) -> None:
    assert paise(rupees(amount)) == amount


@given(st.integers(-(10**12), 10**12))
def test_float_of_whole_paise_is_read_by_its_shortest_text(amount: int) -> None:
    assert paise(amount / 100) == amount


@given(amounts, st.integers(1, 9), st.integers(3, 40))
def test_fraction_of_a_paisa_is_refused_however_small(amount: int, digit: int, places: int) -> None:
    # given
    with localcontext(prec=80):
        rupees_and_a_bit = Decimal(amount).scaleb(-2) + Decimal(digit).scaleb(-places)

    # when / then
    with pytest.raises(NotMoney):
        paise(rupees_and_a_bit)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=4))
def test_rounding_goes_to_the_nearest_paisa_and_halves_away_from_zero(amount: Decimal) -> None:
    assert rounded_paise(amount) == int((amount * 100).quantize(Decimal(1), ROUND_HALF_UP))


@given(amounts)
def test_rounding_leaves_whole_paise_alone(amount: int) -> None:
    assert rounded_paise(rupees(amount)) == paise(rupees(amount))


@pytest.mark.parametrize("text", ["0.010", "1180.50", "1180.500", "-0.01", "1e2"])
def test_trailing_zeros_and_exponents_are_fine(text: str) -> None:
    assert rupees(paise(text)) == Decimal(text)


@pytest.mark.parametrize(
    "value", ["", "ten", "NaN", "sNaN", "Infinity", "-Infinity", "1,180.50", "₹5", True, float("nan"), "1e999999999"]
)
@pytest.mark.parametrize("read", [paise, rounded_paise])
def test_what_is_no_amount_is_refused(value: str | float, read: object) -> None:
    assert callable(read)
    with pytest.raises(NotMoney):
        read(value)


@pytest.mark.parametrize("value", ["92233720368547758.08", "1e400", 10**30])
def test_more_than_the_database_can_hold_is_refused(value: str | int) -> None:
    with pytest.raises(NotMoney):
        paise(value)


@given(st.text(max_size=12) | st.floats() | st.decimals() | st.integers())
def test_anything_is_either_an_amount_or_refused(value: str | float | Decimal | int) -> None:
    try:
        amount = paise(value)
    except NotMoney:
        return
    assert abs(amount) <= LARGEST_PAISE


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (0, "₹0.00"),
        (5, "₹0.05"),
        (99_999, "₹999.99"),
        (100_000, "₹1,000.00"),
        (12_345_678, "₹1,23,456.78"),
        (1_234_567_890_00, "₹1,23,45,67,890.00"),
        (-118_050, "-₹1,180.50"),
    ],
)
def test_rupees_are_shown_in_indian_grouping(amount: int, text: str) -> None:
    assert format_inr(amount) == text


@given(amounts)
def test_shown_rupees_are_the_amount(amount: int) -> None:
    assert paise(format_inr(amount).replace(",", "").replace("₹", "")) == amount


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("500", 50_000), ("₹ 500/-", 50_000), ("Rs. 1,180.50", 118_050), ("Rs 500/- only", 50_000), ("INR 500", 50_000),
        ("1,00,000", 10_000_000), ("५०० रुपये", 50_000), ("रु. 500", 50_000), ("₹1,23,456.78", 12_345_678), ("-5", -500),
    ],
)  # fmt: skip
def test_rupees_are_read_as_people_write_them(text: str, amount: int) -> None:
    assert read_rupees(text) == amount


@pytest.mark.parametrize(
    "text", ["5,00", "1.180,50", "1,00,00", "1e5", "NaN", "Infinity", "500.005", "$5", "₹", "5²", "1 2"]
)
def test_what_may_be_another_amount_is_refused(text: str) -> None:
    with pytest.raises(NotMoney):
        read_rupees(text)


@given(st.integers(0, LARGEST_PAISE))
def test_formatted_rupees_are_read_again(amount: int) -> None:
    assert read_rupees(format_inr(amount)) == amount
