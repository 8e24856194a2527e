"""A Saleor asks which shipping methods a checkout may have."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from devtools.replay import RecordedSaleor, sign
from odop_consignment.api import checkout as consignment
from odop_core.models import IntakeRefusal
from saleor_config.app.models import Installation
from tests.factories import offer, supplier

pytestmark = pytest.mark.django_db

LUCKNOW = {"countryArea": "Uttar Pradesh", "postalCode": "226001", "country": {"code": "IN"}}
DELHI = {"countryArea": "Delhi", "postalCode": "110001", "country": {"code": "IN"}}
METHODS = [{"id": "U2hpcHBpbmdNZXRob2Q6MQ=="}, {"id": "U2hpcHBpbmdNZXRob2Q6Mg=="}]


@pytest.fixture(autouse=True)
def _enrolled_supplier() -> None:
    offer("kurta", by=supplier("Ramesh", model="enrolled_supplier", tax="enrolled", enrolment="092600012345ESF"))


@pytest.fixture
def ask(client: Client, saleor: RecordedSaleor, installation: Installation) -> Any:
    def post(question: Any, signature: str | None = None) -> HttpResponse:
        body = question if isinstance(question, bytes) else json.dumps(question).encode()
        headers = {
            "Saleor-Event": "checkout_filter_shipping_methods",
            "Saleor-Api-Url": saleor.api_url,
            "Saleor-Signature": sign(body, saleor.key) if signature is None else signature,
        }
        return client.post("/api/webhooks/saleor/shipping", data=body, content_type="application/json", headers=headers)

    return post


def question(billing: Any, shipping: Any, variant: str = "variant-kurta", language: str = "EN") -> dict[str, Any]:
    """As Saleor 3.23 puts it (tests/in_saleor/test_checkout_refusals.py compares it with a real one)."""
    line = {"id": "line", "variant": {"id": variant, "product": {"id": "product", "name": "Kurta"}}}
    return {
        "__typename": "CheckoutFilterShippingMethods",
        "checkout": {
            "id": "checkout",
            "languageCode": language,
            "billingAddress": billing,
            "shippingAddress": shipping,
            "lines": [line],
        },
        "shippingMethods": METHODS,
    }


def test_no_method_is_left_for_goods_that_may_not_be_sold_there(ask: Any) -> None:
    # when
    answer = ask(question(LUCKNOW, DELHI))

    # then
    reason = "“Kurta” can be sold inside Uttar Pradesh only, and not sent to Delhi."
    assert answer.json() == {"excluded_methods": [{"id": method["id"], "reason": reason} for method in METHODS]}
    assert consignment.REFUSALS.count() == 1


@pytest.mark.parametrize(
    "told",
    [
        question(LUCKNOW, LUCKNOW),
        question(None, LUCKNOW),
        question(DELHI, None),
        question(DELHI, DELHI, variant="variant-of-somebody-else"),
    ],
)
def test_all_methods_are_left_for_what_may_be_sold_or_is_not_known_yet(ask: Any, told: Any) -> None:
    assert ask(told).json() == {"excluded_methods": []}


def test_a_hindi_buyer_reads_hindi(ask: Any) -> None:
    assert "उत्तर प्रदेश" in ask(question(LUCKNOW, DELHI, language="HI_IN")).json()["excluded_methods"][0]["reason"]


@pytest.mark.parametrize("signature", ["", "nonsense"])
def test_nobody_else_is_answered(ask: Any, signature: str) -> None:
    assert ask(question(LUCKNOW, DELHI), signature).status_code == 401


@pytest.mark.parametrize("body", [b"[]", b"{", b'{"checkout": {"id": "x"}}'])
def test_what_cannot_be_read_leaves_all_methods_and_is_counted(ask: Any, body: bytes) -> None:
    # when
    answer = ask(body)

    # then
    assert (answer.status_code, answer.json()) == (200, {"excluded_methods": []})
    assert IntakeRefusal.objects.get().reason == "unreadable-checkout"


def test_saleor_does_not_wait_long(ask: Any, django_assert_max_num_queries: Any) -> None:
    # given
    ask(question(LUCKNOW, LUCKNOW))

    # then: who asks, whose goods, and where they may be sold
    with django_assert_max_num_queries(3):
        ask(question(LUCKNOW, LUCKNOW))
