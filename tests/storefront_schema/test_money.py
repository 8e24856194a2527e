"""Amounts of money, read and shown."""

from __future__ import annotations

import graphene
import pytest
from hypothesis import given
from hypothesis import strategies as st

from odop_core.india.money import LARGEST_PAISE
from odop_core.money import Money
from storefront_schema.errors import Code, Refused
from storefront_schema.mutations.arguments import clean_money
from storefront_schema.types.money import money_field


def shown(money: int | Money) -> dict[str, str]:
    class Query(graphene.ObjectType):
        price = money_field("A price.")

        @staticmethod
        def resolve_price(_root: None, _info: graphene.ResolveInfo) -> int | Money:
            return money

    result = graphene.Schema(query=Query).execute("{ price { amountPaise amount currency text } }")
    assert not result.errors
    found: dict[str, str] = result.data["price"]
    return found


@pytest.mark.parametrize(
    ("paise", "amount", "text"),
    [
        (0, "0.00", "₹0.00"),
        (123_450, "1234.50", "₹1,234.50"),
        (-5, "-0.05", "-₹0.05"),
        (12_345_678_901, "123456789.01", "₹12,34,56,789.01"),
    ],
)
def test_an_amount_is_shown_in_paise_in_rupees_and_for_people(paise: int, amount: str, text: str) -> None:
    assert shown(paise) == {"amountPaise": str(paise), "amount": amount, "currency": "INR", "text": text}


@pytest.mark.parametrize(
    ("money", "amount", "text"),
    [
        (Money(10_000, "USD"), "100.00", "USD 100.00"),
        (Money(15_000, "JPY"), "15000", "JPY 15,000"),
        (Money(12_345, "KWD"), "12.345", "KWD 12.345"),
    ],
)
def test_money_of_another_currency_shows_it_and_has_no_paise(money: Money, amount: str, text: str) -> None:
    assert shown(money) == {"amountPaise": None, "amount": amount, "currency": money.currency, "text": text}


@given(st.integers(min_value=0, max_value=LARGEST_PAISE))
def test_what_is_shown_can_be_typed_again(paise: int) -> None:
    # given
    again = shown(paise)

    # when / then
    assert clean_money("price", again["amount"]) == clean_money("price", again["text"]) == paise


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", Code.REQUIRED),
        (None, Code.REQUIRED),
        ("-1", Code.INVALID),
        ("1.005", Code.INVALID),
        ("ten", Code.INVALID),
        ("NaN", Code.INVALID),
        ("1e30", Code.INVALID),
    ],
)
def test_what_is_no_amount_is_refused(text: str | None, code: Code) -> None:
    with pytest.raises(Refused) as refused:
        clean_money("price", text)

    assert (refused.value.field, refused.value.code) == ("price", code)
