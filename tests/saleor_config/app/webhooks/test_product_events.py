"""A merchant's edits, as a real Saleor's webhooks told of them, become steps of a claim."""

from __future__ import annotations

import json
from random import Random

import pytest

from devtools.replay import Delivery, recorded_product_edits
from odop_core.events import ProductChanged
from odop_core.models import InboxEvent, ProductRecord
from odop_core.queue import worker
from odop_core.store.records import product_snapshot
from odop_provenance import api as provenance
from odop_provenance.models import Claim, SyncedProduct
from tests.saleor_config.app.conftest import Post

pytestmark = pytest.mark.django_db
EDITS = recorded_product_edits()
PRODUCT_ID = EDITS[0][1].products[0]["id"]


@pytest.fixture(autouse=True)
def _artisan() -> None:
    provenance.save_artisan("rehana-begum", name="Rehana Begum", district_slug="lucknow")


def deliver(post_webhook: Post, *deliveries: Delivery) -> None:
    for delivery in deliveries:
        answer = post_webhook(delivery.body, event=delivery.event)
        assert answer.status_code == 200
    worker.run_due()


def state() -> tuple[str, str] | None:
    claim = Claim.objects.select_related("district").filter(product_id=PRODUCT_ID).first()
    return (claim.district.slug, claim.state) if claim else None


def test_each_edit_is_followed(post_webhook: Post) -> None:
    # when
    states = []
    for _sentence, delivery in EDITS:
        deliver(post_webhook, delivery)
        states.append(state())

    # then
    assert states == [
        None,
        ("lucknow", "draft"),
        ("lucknow", "attested"),
        ("agra", "attested"),
        ("agra", "revoked"),
        ("agra", "revoked"),
        ("agra", "revoked"),
    ]
    assert ProductRecord.objects.get().deleted_at


def test_a_craft_of_another_district_is_noted(post_webhook: Post) -> None:
    # when
    deliver(post_webhook, *(delivery for _sentence, delivery in EDITS[:4]))

    # then
    assert Claim.objects.get(product_id=PRODUCT_ID).off_list
    assert "chikankari is not an ODOP product of Agra" in SyncedProduct.objects.get().note


@pytest.mark.parametrize("seed", range(5))
def test_in_any_order_the_newest_state_wins(post_webhook: Post, seed: int) -> None:
    # given
    deliveries = [delivery for _sentence, delivery in EDITS[:4]]
    Random(seed).shuffle(deliveries)

    # when
    for delivery in deliveries:
        deliver(post_webhook, delivery)

    # then
    assert state() == ("agra", "attested")


def test_a_repeated_delivery_is_heard_once(post_webhook: Post) -> None:
    # when
    deliver(post_webhook, EDITS[1][1], EDITS[1][1])

    # then
    assert InboxEvent.objects.filter(kind=ProductChanged.kind).count() == 1


@pytest.mark.parametrize("product", [None, {}, {"id": 7}, "x"])
def test_news_of_no_product_is_kept_for_a_person(post_webhook: Post, product: object) -> None:
    # when
    body = json.dumps({"__typename": "ProductUpdated", "product": product}).encode()
    answer = post_webhook(body, event="product_updated")

    # then
    assert answer.status_code == 202
    assert "no product" in InboxEvent.objects.exclude(kind="provenance.artisan").get().last_error


@pytest.mark.parametrize(
    ("translation", "hindi"),
    [({"name": "चिकन कुर्ता"}, "चिकन कुर्ता"), ({"name": None}, ""), (None, "")],
)
def test_the_hindi_name_is_kept(post_webhook: Post, translation: dict[str, str | None] | None, hindi: str) -> None:
    # given
    body = json.loads(EDITS[1][1].body)
    body["product"]["translation"] = translation

    # when
    deliver(post_webhook, Delivery(EDITS[1][1].event, json.dumps(body).encode()))

    # then
    assert product_snapshot(ProductRecord.objects.get()).name_hi == hindi


def test_news_of_before_we_asked_for_the_hindi_name_is_read(post_webhook: Post) -> None:
    # given
    body = json.loads(EDITS[1][1].body)
    body["product"].pop("translation", None)

    # when
    deliver(post_webhook, Delivery(EDITS[1][1].event, json.dumps(body).encode()))

    # then
    assert product_snapshot(ProductRecord.objects.get()).name_hi == ""
