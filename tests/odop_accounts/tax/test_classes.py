"""Tax classes of the store, set from the rules."""

from __future__ import annotations

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from odop_accounts.tax.classes import find_differences, set_tax_classes
from odop_accounts.tax.goods import record_goods
from odop_accounts.tax.rates import Goods
from odop_core.store.port import StoreUnavailable
from tests.fake_catalogue import FakeCatalogue

pytestmark = pytest.mark.django_db

ON = date(2026, 11, 1)
KURTA, CARPET, JAGGERY = "62114290", "57011010", "17011410"


def shop(**products: tuple[str, str, int | None]) -> FakeCatalogue:
    return fill(FakeCatalogue(), **products)


def fill(catalogue: FakeCatalogue, **products: tuple[str, str, int | None]) -> FakeCatalogue:
    """Products by their names: HSN code ("" for none known), tax class, and price in paise with GST."""
    catalogue.tax_classes |= {"Old": 1200, "Five": 500}
    for name, (hsn, tax_class, price) in products.items():
        catalogue.taxes[name] = name, tax_class, price
        if hsn:
            record_goods(name, Goods(hsn), by="clerk")
    return catalogue


@pytest.mark.parametrize(
    ("hsn", "price", "tax_class"),
    [
        (CARPET, 100_000, "GST 5 %"),
        (JAGGERY, 100, "GST 0 %"),
        (KURTA, 262_500, "GST 5 %"),
        (KURTA, 262_501, "GST 18 %"),
        (KURTA, 295_001, "GST 18 %"),
        (KURTA, None, "GST 18 %"),
    ],
)
def test_a_product_gets_the_rate_of_its_code_and_price(hsn: str, price: int | None, tax_class: str) -> None:
    # given
    catalogue = shop(it=(hsn, "Old", price))

    # when
    set_tax_classes(catalogue, ON)

    # then
    assert catalogue.taxes["it"][1] == tax_class
    assert f"GST {catalogue.tax_classes[tax_class] // 100} %" == tax_class


def test_a_class_of_the_merchants_with_the_right_rate_stays() -> None:
    catalogue = shop(carpet=(CARPET, "Five", 100_000))

    assert set_tax_classes(catalogue, ON) == []
    assert catalogue.taxes["carpet"][1] == "Five"


def test_what_is_not_known_is_named_and_left() -> None:
    # given
    catalogue = shop(something=("", "Old", 100))

    # when
    (said,) = set_tax_classes(catalogue, ON)

    # then
    assert said.startswith("something (something) left as it is: ")
    assert catalogue.taxes["something"][1] == "Old"


def test_once_set_nothing_differs() -> None:
    # given
    catalogue = shop(carpet=(CARPET, "", 100), kurta=(KURTA, "Old", 100), jaggery=(JAGGERY, "Old", 100))
    assert {each.product_name for each in find_differences(catalogue, ON)} == {"carpet", "kurta", "jaggery"}

    # when
    set_tax_classes(catalogue, ON)

    # then
    assert list(find_differences(catalogue, ON)) == []


def test_a_rate_that_somebody_changed_is_repaired() -> None:
    # given
    catalogue = shop(carpet=(CARPET, "GST 5 %", 100))
    catalogue.tax_classes["GST 5 %"] = 1200

    # when
    set_tax_classes(catalogue, ON)

    # then
    assert catalogue.tax_classes["GST 5 %"] == 500


def test_the_command_says_what_it_did_and_nothing_the_second_time(catalogue: FakeCatalogue) -> None:
    # given
    fill(catalogue, carpet=(CARPET, "Old", 100))

    # when
    said = [StringIO(), StringIO(), StringIO()]
    call_command("odop_set_tax_classes", "--dry-run", stdout=said[0])
    call_command("odop_set_tax_classes", stdout=said[1])
    call_command("odop_set_tax_classes", stdout=said[2])

    # then
    assert "carpet (carpet): HSN 57011010: 5 %." in said[0].getvalue()
    assert "carpet (carpet): GST 5 %" in said[1].getvalue()
    assert "nothing was changed" in said[2].getvalue()


def test_the_command_says_that_the_store_did_not_answer(catalogue: FakeCatalogue) -> None:
    catalogue.trouble = StoreUnavailable("no answer")

    with pytest.raises(CommandError, match="not \\(all\\) set"):
        call_command("odop_set_tax_classes")
