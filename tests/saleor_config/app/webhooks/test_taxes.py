"""A Saleor asks for the taxes of a checkout."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from devtools.replay import RecordedSaleor, sign
from odop_accounts.tax.goods import record_goods
from odop_accounts.tax.rates import Goods
from odop_consignment.settings import PLUGIN_ID as CONSIGNMENT
from odop_core.models import IntakeRefusal
from saleor_config.app.models import Installation
from tests.factories import offer, supplier, switch

pytestmark = pytest.mark.django_db

LUCKNOW = {"countryArea": "Uttar Pradesh", "postalCode": "226001", "country": {"code": "IN"}}
DELHI = {"countryArea": "Delhi", "postalCode": "110001", "country": {"code": "IN"}}
KURTA, LOCK, BANGLES = "62114290", "83014010", "70181010"


@pytest.fixture(autouse=True)
def _corporation() -> None:
    switch(CONSIGNMENT, corporation_gstins="09AAACZ9999Z1ZA", corporation_name="Corporation")
    for name, hsn in {"kurta": KURTA, "lock": LOCK, "bangles": BANGLES}.items():
        record_goods(f"product-{name}", Goods(hsn), by="clerk")


@pytest.fixture
def ask(client: Client, saleor: RecordedSaleor, installation: Installation) -> Any:
    def post(question: Any, signature: str | None = None) -> HttpResponse:
        body = question if isinstance(question, bytes) else json.dumps(question).encode()
        headers = {
            "Saleor-Event": "checkout_calculate_taxes",
            "Saleor-Api-Url": saleor.api_url,
            "Saleor-Signature": sign(body, saleor.key) if signature is None else signature,
        }
        return client.post("/api/webhooks/saleor/taxes", data=body, content_type="application/json", headers=headers)

    return post


def line(name: str, total: float, quantity: int = 1, percent: float = 12) -> dict[str, Any]:
    rates = [{"country": {"code": "IN"}, "rate": percent}]
    product = {"id": f"product-{name}", "taxClass": {"countries": rates}}
    return {
        "quantity": quantity,
        "totalPrice": {"amount": total},
        "sourceLine": {"id": f"line-{name}", "variant": {"id": f"variant-{name}", "product": product}},
    }


def question(*lines: Any, to: Any = LUCKNOW, delivery: float = 0, **base: Any) -> dict[str, Any]:
    """As Saleor 3.23 puts it (tests/in_saleor/test_taxes.py compares it with a real one)."""
    return {
        "__typename": "CalculateTaxes",
        "taxBase": {
            "pricesEnteredWithTax": True,
            "currency": "INR",
            "shippingPrice": {"amount": delivery},
            "discounts": [],
            "sourceObject": {"billingAddress": to, "shippingAddress": to},
            "lines": list(lines),
            **base,
        },
    }


def amounts(answer: HttpResponse) -> list[tuple[str, str, str]]:
    told = json.loads(answer.content)
    return [(each["total_net_amount"], each["total_gross_amount"], each["tax_rate"]) for each in told["lines"]]


def test_each_line_has_its_rate_and_delivery_is_shared(ask: Any) -> None:
    # When a kurta above the slab, a lock and bangles are sent to Delhi for 100
    answer = ask(question(line("kurta", 2951), line("lock", 1049), line("bangles", 1000), to=DELHI, delivery=100))

    # Then 18 %, 18 % and nil; of the delivery four fifths are at 18 %
    assert amounts(answer) == [
        ("2500.85", "2951.00", "18.00"), ("888.98", "1049.00", "18.00"), ("1000.00", "1000.00", "0.00")
    ]  # fmt: skip
    told = answer.json()
    assert (told["shipping_price_net_amount"], told["shipping_price_gross_amount"]) == ("87.80", "100.00")


def test_a_voucher_on_the_whole_order_counts_for_the_slab(ask: Any) -> None:
    # Given a kurta for 3,000, less a voucher of 400
    discounts = [{"type": "SUBTOTAL", "amount": {"amount": 400}}]

    # Then 2,600 are at 5 %
    assert amounts(ask(question(line("kurta", 3000), discounts=discounts))) == [("2476.20", "2600.00", "5.00")]


def test_a_discount_on_delivery_lowers_its_price(ask: Any) -> None:
    discounts = [{"type": "SHIPPING", "amount": {"amount": 40}}]
    told = ask(question(line("lock", 118), delivery=99, discounts=discounts)).json()

    assert (told["shipping_price_net_amount"], told["shipping_price_gross_amount"]) == ("50.00", "59.00")


def test_prices_without_tax(ask: Any) -> None:
    assert amounts(ask(question(line("lock", 100), pricesEnteredWithTax=False))) == [("100.00", "118.00", "18.00")]


def test_a_seller_who_may_not_collect_gst_shows_none(ask: Any) -> None:
    # Given a lock that an enrolled supplier sells in their own name
    offer("lock", by=supplier(model="enrolled_supplier", tax="enrolled", enrolment="092600012345ESF", state_code="09"))

    assert amounts(ask(question(line("lock", 118)))) == [("118.00", "118.00", "0.00")]


@pytest.mark.parametrize(
    "told",
    [
        question(line("unknown", 112)),
        question(line("lock", 112), currency="USD"),
        question({**line("lock", 112), "quantity": 0}),
    ],
)
def test_what_the_rules_cannot_tell_is_taxed_by_the_class_and_counted(ask: Any, told: Any) -> None:
    assert amounts(ask(told)) == [("100.00", "112.00", "12.00")]
    assert IntakeRefusal.objects.get().reason == "taxed-by-class"


def test_a_line_whose_variant_is_gone_is_answered(ask: Any) -> None:
    gone = {**line("lock", 112), "sourceLine": {"id": "line", "variant": None}}

    assert amounts(ask(question(gone))) == [("112.00", "112.00", "0.00")]


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", json.dumps(question({"quantity": 1})).encode()])
def test_what_cannot_be_read_is_refused(ask: Any, body: bytes) -> None:
    assert ask(body).status_code == 400


def test_nobody_else_is_answered(ask: Any) -> None:
    assert ask(question(line("lock", 118)), "nonsense").status_code == 401


def test_the_number_of_queries_does_not_grow(ask: Any, django_assert_max_num_queries: Any) -> None:
    many = [line(name, 100) for name in ("lock", "kurta", "bangles")] * 20

    with django_assert_max_num_queries(16):
        assert len(amounts(ask(question(*many)))) == 60


def test_an_order_line_is_answered_as_a_checkout_line(ask: Any) -> None:
    # Given a line of an order, whose variant Saleor's schema types otherwise
    of_order = line("lock", 118)
    of_order["sourceLine"]["orderVariant"] = of_order["sourceLine"].pop("variant")

    assert amounts(ask(question(of_order))) == [("100.00", "118.00", "18.00")]
