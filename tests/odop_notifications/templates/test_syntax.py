from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odop_notifications.templates import syntax
from odop_notifications.templates.occasions import ORDER, PRODUCT

WHITELIST = ["https://odop.example/a", "1800 123 4567"]


def test_the_registered_content_has_tags_and_no_names() -> None:
    assert syntax.dlt_content("Order {order#numeric#}: {product}") == "Order {#numeric#}: {#alphanumeric#}"


def test_braces_in_a_value_stay_as_they_are() -> None:
    assert syntax.fill_in("{product} sold", {"product": "{name} {0}"}) == "{name} {0} sold"


@pytest.mark.parametrize(
    ("tag", "value", "fits"),
    [
        ("numeric", "12", True),
        ("numeric", "12,345.50", True),
        ("numeric", "twelve", False),
        ("numeric", "१२", False),
        ("numeric", "", False),
        ("alphanumeric", "चिकनकारी कुर्ता", True),
        ("alphanumeric", "Size 4.5 / 100-120", True),
        ("alphanumeric", "x" * 41, False),
        ("alphanumeric", "see kurta.com", False),
        ("alphanumeric", "call 98765 43210", False),
        ("alphanumeric", "Call 98765.43210", False),
        ("alphanumeric", "Mob.9876543210", False),
        ("alphanumeric", "९८७६५४३२१०", False),
        ("alphanumeric", "goo.gl/abc", False),
        ("alphanumeric", "odop.store/x", False),
        ("alphanumeric", "Sherwani 38 40 42", True),
        ("alphanumeric", "Kurta set 38-40-42", True),
        ("alphanumeric", "Brass set 2024-2025", True),
        ("alphanumeric", "632112345678", True),
        ("url", "https://odop.example/a/7Q2K", True),
        ("url", "https://odop.example/about", False),
        ("url", "https://odop.example.evil.com/a", False),
        ("url", "odop.example/a", False),
        ("cbn", "18001234567", True),
        ("cbn", "+91 98765 43210", False),
        ("email", "a@b.in", True),
        ("email", "a@b", False),
    ],
)
def test_values_are_what_their_tag_says(tag: str, value: str, fits: bool) -> None:
    assert (syntax.wrong_value(value, tag, WHITELIST) == "") is fits


@pytest.mark.parametrize(
    ("value", "fits"),
    [("916112345678", True), ("9876543210", True), ("7" * 41, False), ("goo.gl/abc", False), ("", False)],
)
def test_a_typed_value_is_nobodys_telephone_number(value: str, fits: bool) -> None:
    assert (syntax.wrong_value(value, "alphanumeric", WHITELIST, typed=True) == "") is fits


def test_a_long_product_is_cut_visibly() -> None:
    # when
    cut = syntax.tidy_value("Hand-embroidered Lucknow chikankari kurta, white, XL", PRODUCT, "alphanumeric")

    # then
    assert cut == "Hand-embroidered Lucknow chikankari k..."
    assert len(cut) == 40


def test_what_may_not_be_cut_is_left_to_be_refused() -> None:
    assert syntax.tidy_value("7" * 41, ORDER, "alphanumeric") == "7" * 41


def test_a_product_is_not_cut_where_no_limit_is() -> None:
    assert syntax.tidy_value("x" * 50, PRODUCT, "") == "x" * 50


@given(st.text(alphabet="कखगमिीुूे्ं़ क्षत्रज्ञ\u200d", min_size=1, max_size=120))
def test_hindi_is_cut_between_syllables(value: str) -> None:
    # when
    tidy = " ".join(value.split())
    cut = syntax.tidy_value(value, PRODUCT, "alphanumeric")

    # then
    assert len(cut) <= 40
    if len(tidy) > 40:
        head = cut.removesuffix("...")
        rest = tidy[len(head) :].lstrip()
        assert tidy.startswith(head)
        assert len(head) <= 1 or (unicodedata.combining(head[-1]) != 9 and unicodedata.category(rest[0])[0] != "M")
