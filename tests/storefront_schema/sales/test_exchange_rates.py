"""exchangeRateRecord, and what sales in another currency show."""

from __future__ import annotations

from typing import Any

import pytest

from odop_consignment.sales.sync import sync_sales
from odop_core.security.permissions import Permission
from tests.factories import line, offer, order
from tests.storefront_schema.client import ask, mutate, refusals, staff

pytestmark = pytest.mark.django_db

MAY = staff(Permission.MANAGE_CONSIGNMENT)
SALES = """{ consignmentSales(first: 1) { edges { node {
  totalGross { amount currency amountPaise text } issue
  terms { paid { text } gross { text } supplierAmount { text } exchangeRate { rate source day } }
} } } }"""


def record(rate: str = "84.10", currency: str = "USD") -> dict[str, Any]:
    given = {"currency": currency, "day": "2026-11-01", "rate": rate, "source": "Customs notification"}
    return mutate(
        "exchangeRateRecord", "exchangeRates { currency day rate source createdBy { id } }", MAY,
        input=("OdopExchangeRateInput!", given),
    )  # fmt: skip


def sale() -> dict[str, Any]:
    found: dict[str, Any] = ask(SALES, MAY)["consignmentSales"]["edges"][0]["node"]
    return found


def test_a_sale_in_dollars_shows_dollars_and_rupees_once_its_rate_is_recorded() -> None:
    # given
    offer("kurta")
    sync_sales(order(line("kurta", currency="USD", unit_price_gross=10_000, total_gross=10_000)))

    # when
    before = sale()

    # then
    assert before["totalGross"] == {"amount": "100.00", "currency": "USD", "amountPaise": None, "text": "USD 100.00"}
    assert before["issue"].startswith("Record a rate for USD of 2026-11-01")
    assert before["terms"] == {
        "paid": {"text": "USD 100.00"},
        "gross": None,
        "supplierAmount": None,
        "exchangeRate": None,
    }
    assert ask("{ missingExchangeRates { currency day sales } }", MAY)["missingExchangeRates"] == [
        {"currency": "USD", "day": "2026-11-01", "sales": 1}
    ]

    # when
    answer = record()

    # then
    assert answer["errors"] == []
    assert [(rate["currency"], rate["rate"]) for rate in answer["exchangeRates"]] == [("USD", "84.1")]
    after = sale()
    assert after["issue"] is None
    assert after["terms"]["gross"] == {"text": "₹8,410.00"}
    assert after["terms"]["exchangeRate"] == {"rate": "84.1", "source": "Customs notification", "day": "2026-11-01"}
    assert ask("{ missingExchangeRates { sales } }", MAY)["missingExchangeRates"] == []


@pytest.mark.parametrize(
    ("rate", "currency", "field"),
    [("0", "USD", "rate"), ("many", "USD", "rate"), ("1", "INR", "currency"), ("1", "XXQ", "currency")],
)
def test_what_is_no_rate_is_refused(rate: str, currency: str, field: str) -> None:
    assert refusals(record(rate, currency)) == [(field, "INVALID")]
