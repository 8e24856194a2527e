"""Money with its currency.

How many digits a currency has follows ISO 4217; the yen charged a hundredfold (calcom/cal.diy #29984,
alexmorrisnz/moodle-paygw_stripe #2) and the dinar with two decimals (z38/swiss-payment #23) are public cases.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odop_core.india.money import NotMoney
from odop_core.money import MixedCurrencies, Money, money, paise_at_rate, rounded_money

CURRENCIES = st.sampled_from(["INR", "USD", "JPY", "KWD", "KRW", "BHD", "EUR"])
AMOUNTS = st.integers(min_value=-(10**13), max_value=10**13)
RATES = st.decimals(min_value="0.00000001", max_value="9999999", places=8)


@pytest.mark.parametrize(
    ("amount", "currency", "minor"),
    [
        ("100", "USD", 10_000),
        (100.1, "USD", 10_010),
        ("10000", "JPY", 10_000),
        (10_000.0, "JPY", 10_000),
        ("12.345", "KWD", 12_345),
        ("1.5", "BHD", 1_500),
        ("1180.50", "INR", 118_050),
        ("-0.01", "EUR", -1),
    ],
)
def test_an_amount_is_kept_in_the_smallest_coins_of_its_currency(
    amount: str | float, currency: str, minor: int
) -> None:
    assert money(amount, currency) == Money(minor, currency)


@pytest.mark.parametrize(
    ("amount", "currency"),
    [
        ("0.001", "USD"),
        ("0.5", "JPY"),
        ("1.2345", "KWD"),
        ("ten", "USD"),
        ("NaN", "USD"),
        ("Infinity", "JPY"),
        ("1e30", "JPY"),
    ],
)
def test_what_nobody_can_pay_is_no_money(amount: str, currency: str) -> None:
    with pytest.raises(NotMoney):
        money(amount, currency)


def test_a_computed_price_is_rounded_to_what_can_be_paid() -> None:
    assert rounded_money("33.5", "JPY") == Money(34, "JPY")
    assert rounded_money("-0.125", "USD") == Money(-13, "USD")


def test_amounts_of_two_currencies_are_never_added() -> None:
    with pytest.raises(MixedCurrencies):
        Money(1, "USD") + Money(1, "INR")


@pytest.mark.parametrize(
    ("paid", "rate", "paise"),
    [
        (Money(10_000, "USD"), "84.1025", 841_025),
        (Money(10_000, "JPY"), "0.55", 550_000),
        (Money(12_345, "KWD"), "274.5", 338_870),  # 12.345 × 274.5 = 3388.7025
        (Money(1, "JPY"), "0.005", 1),  # half a paisa, away from zero
        (Money(-1, "JPY"), "0.005", -1),
        (Money(0, "USD"), "84", 0),
    ],
)
def test_another_currency_becomes_rupees_by_a_rate(paid: Money, rate: str, paise: int) -> None:
    assert paise_at_rate(paid, Decimal(rate)) == paise


@given(AMOUNTS, CURRENCIES, RATES)
def test_the_rupees_are_the_nearest_to_the_exact_value(minor: int, currency: str, rate: Decimal) -> None:
    # given
    paid = Money(minor, currency)
    exact = Fraction(paid.amount) * Fraction(rate) * 100

    # when / then: never further away than half a paisa, and the opposite amount is the opposite
    assert abs(paise_at_rate(paid, rate) - exact) <= Fraction(1, 2)
    assert paise_at_rate(Money(-minor, currency), rate) == -paise_at_rate(paid, rate)


@given(AMOUNTS, AMOUNTS, CURRENCIES, RATES)
def test_more_money_is_never_fewer_rupees(one: int, other: int, currency: str, rate: Decimal) -> None:
    less, more = sorted([one, other])

    assert paise_at_rate(Money(less, currency), rate) <= paise_at_rate(Money(more, currency), rate)


@given(AMOUNTS, CURRENCIES)
def test_an_amount_can_be_read_again(minor: int, currency: str) -> None:
    paid = Money(minor, currency)

    assert money(paid.amount, currency) == money(str(paid.amount), currency) == paid
