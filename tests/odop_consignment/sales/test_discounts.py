"""Who bears a discount. What buyers pay less, by promotions and vouchers, Saleor tells by undiscounted prices.

That a vendor is paid in full where the marketplace gave the coupon, and by parts where it is shared: the public threads
multivendorx/dc-woocommerce-multi-vendor 810 and 1073, getdokan/dokan 1131.
"""

from __future__ import annotations

from typing import Any

import pytest

from odop_consignment.models import SaleTerms, Turnover
from odop_consignment.sales.sync import sync_sales
from odop_consignment.sales.terms import net_value_of
from tests.factories import agreement, line, offer, order, supplier

pytestmark = pytest.mark.django_db

# 1,180 with and 1,000 without GST.
FULL: dict[str, Any] = {"undiscounted_total_gross": 118_000, "undiscounted_total_net": 100_000}
FREE: dict[str, Any] = {"unit_price_gross": 0, "unit_price_net": 0, "total_gross": 0, "total_net": 0}
HALF: dict[str, Any] = {
    "unit_price_gross": 59_000,
    "unit_price_net": 50_000,
    "total_gross": 59_000,
    "total_net": 50_000,
}


def sell(bought: dict[str, Any], **agreed: object) -> SaleTerms:
    """One kurta, of an artisan of whom a tenth is kept."""
    shabana = supplier()
    agreement(shabana, 1000, **agreed)
    offer("kurta", by=shabana)
    sync_sales(order(line("kurta", **bought)))
    return SaleTerms.objects.get()


def kept(terms: SaleTerms) -> tuple[int | None, ...]:
    """What the buyer pays, what is settled, and the commission; without GST."""
    return terms.net_paise, terms.value_net_paise, terms.commission_paise


def test_a_voucher_of_all_leaves_the_supplier_the_full_amount() -> None:
    terms = sell(FULL | FREE)

    assert kept(terms) == (0, 100_000, 10_000)
    assert (terms.discount_gross_minor, terms.borne_gross_paise) == (118_000, 118_000)


def test_the_shop_bears_a_discount_where_nothing_is_signed() -> None:
    assert kept(sell(FULL | HALF)) == (50_000, 100_000, 10_000)


@pytest.mark.parametrize(
    ("share", "settled"), [(10_000, 50_000), (5_000, 75_000), (3_333, 83_335), (1, 99_995), (0, 100_000)]
)
def test_the_supplier_bears_what_they_signed(share: int, settled: int) -> None:
    assert kept(sell(FULL | HALF, supplier_discount_bp=share)) == (50_000, settled, (settled + 5) // 10)


def test_who_bears_it_is_explained() -> None:
    terms = sell(FULL | HALF, supplier_discount_bp=2_500)

    (words,) = (str(figure["words"]) for figure in terms.figures if figure["code"] == "discount")
    assert "₹500.00" in words
    assert "25 %" in words
    assert "₹375.00" in words


def test_without_a_discount_nothing_is_said_of_one() -> None:
    terms = sell({"undiscounted_total_gross": 118_000, "undiscounted_total_net": 118_000})

    assert terms.borne_net_paise == 0
    assert "discount" not in {figure["code"] for figure in terms.figures}


def test_turnover_is_what_is_settled() -> None:
    terms = sell(FULL | FREE)

    assert Turnover.objects.get().sold_paise == 100_000
    assert net_value_of(terms.sale, 1) == 100_000


def test_the_parts_of_a_discount_add_up_to_the_lines() -> None:
    # given: three pieces at two points, a discount that cannot be shared evenly
    shabana = supplier()
    offer("kurta", by=shabana)
    offer("kurta", by=shabana, at="kanpur")
    prices: dict[str, Any] = {
        "unit_price_gross": 33_300,
        "unit_price_net": 31_714,
        "total_gross": 99_900,
        "total_net": 95_143,
    }
    before: dict[str, Any] = {"undiscounted_total_gross": 100_000, "undiscounted_total_net": 95_239}

    # when
    sync_sales(order(line("kurta", 3, at={"lucknow": 1, "kanpur": 2}, **prices, **before)))

    # then
    rows = SaleTerms.objects.all()
    assert sum(row.discount_gross_minor for row in rows) == 100
    assert sum(row.value_net_paise for row in rows) == 95_239


def test_a_price_above_the_usual_is_no_discount() -> None:
    terms = sell({"undiscounted_total_gross": 100_000, "undiscounted_total_net": 100_000})

    assert (terms.discount_gross_minor, terms.value_net_paise) == (0, 118_000)
