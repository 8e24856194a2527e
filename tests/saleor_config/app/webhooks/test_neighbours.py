"""Another app of the same Saleor can have anything signed with the Saleor's key: it is believed nothing."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from devtools.replay import RecordedSaleor, Recording, sign
from odop_core.models import InboxEvent, IntakeRefusal, OrderRecord, OutboxItem, ProductRecord
from odop_core.queue import worker
from odop_core.store.records import order_snapshot
from saleor_config.app.models import Installation
from saleor_config.app.webhooks import nudges
from saleor_config.app.webhooks.secret import HEADER, secure_webhooks
from tests.saleor_config.app.conftest import Post

pytestmark = pytest.mark.django_db


@pytest.fixture
def body(stories: dict[str, Recording]) -> bytes:
    """A genuine webhook of ours."""
    return stories["single-line"].deliveries[0].body


def post_as_neighbour(client: Client, saleor: RecordedSaleor, body: bytes, **headers: str) -> Any:
    sent = {
        "Saleor-Event": "order_updated", "Saleor-Api-Url": saleor.api_url, "Saleor-Signature": sign(body, saleor.key),
        **headers,
    }  # fmt: skip
    return client.post("/api/webhooks/saleor", data=body, content_type="application/json", headers=sent)


def test_our_own_webhooks_carry_a_secret(saleor: RecordedSaleor, installation: Installation) -> None:
    assert installation.webhook_secret
    assert saleor.webhook_headers == {HEADER: installation.webhook_secret}


def test_each_installation_has_a_secret_of_its_own(saleor: RecordedSaleor, installation: Installation) -> None:
    from saleor_config.app.install.registration import register

    assert register(saleor.api_url, saleor.token).webhook_secret != installation.webhook_secret


def test_the_secret_is_handed_over_later_where_saleor_was_away(
    saleor: RecordedSaleor, installation: Installation
) -> None:
    # given
    Installation.objects.update(webhooks_secured_at=None)
    saleor.webhook_headers = {}

    # when
    secure_webhooks()

    # then
    assert saleor.webhook_headers == {HEADER: installation.webhook_secret}
    assert Installation.objects.get().webhooks_secured_at


@pytest.mark.parametrize("headers", [{}, {HEADER: "guessed"}, {HEADER: ""}])
def test_an_invented_order_comes_to_nothing(
    client: Client, saleor: RecordedSaleor, installation: Installation, body: bytes, headers: dict[str, str]
) -> None:
    # given: an order that Saleor does not have
    answer = post_as_neighbour(client, saleor, body, **headers)

    # when
    worker.run_due()

    # then
    assert answer.status_code == 200
    assert not OrderRecord.objects.exists()
    assert not InboxEvent.objects.exists()
    assert OutboxItem.objects.get().topic == nudges.TOPIC


def test_what_a_neighbour_says_of_an_order_is_read_from_the_store(
    client: Client, saleor: RecordedSaleor, installation: Installation, stories: dict[str, Recording]
) -> None:
    # given: the order is there, and the neighbour gives it to another buyer and freezes it with a time to come
    delivery = stories["single-line"].deliveries[0]
    saleor.play(delivery)
    invented = json.loads(delivery.body)
    genuine = invented["order"]["updatedAt"]
    invented["order"].update(userEmail="thief@example.com", updatedAt="2099-01-01T00:00:00+00:00")

    # when
    post_as_neighbour(client, saleor, json.dumps(invented).encode())
    worker.run_due()

    # then
    order = order_snapshot(OrderRecord.objects.get())
    assert order.user_email != "thief@example.com"
    assert order.updated_at == datetime.fromisoformat(genuine)


def test_a_product_is_not_deleted_by_a_neighbour(
    client: Client, saleor: RecordedSaleor, installation: Installation
) -> None:
    # given
    product = {"id": "UHJvZHVjdDox", "name": "Dari", "slug": "dari", "updatedAt": "2026-11-01T10:00:00+00:00"}
    saleor.products[product["id"]] = {**product, "attributes": [], "productType": {"slug": "dari"}, "category": None}
    invented = json.dumps({"__typename": "ProductDeleted", "issuedAt": None, "product": {"id": product["id"]}}).encode()

    # when
    post_as_neighbour(client, saleor, invented)
    worker.run_due()

    # then
    assert ProductRecord.objects.get().deleted_at is None


def test_our_own_webhook_from_the_future_is_read_from_the_store(post_webhook: Post, body: bytes) -> None:
    # given
    content = json.loads(body)
    content["order"]["updatedAt"] = (datetime.now(UTC) + timedelta(days=1)).isoformat()

    # when
    post_webhook(json.dumps(content).encode())

    # then
    assert not InboxEvent.objects.exists()
    assert OutboxItem.objects.get().topic == nudges.TOPIC


def test_a_body_that_does_not_say_which_event_it_is_is_refused(post_webhook: Post, body: bytes) -> None:
    # given
    content = json.loads(body)
    del content["__typename"]

    # when
    answer = post_webhook(json.dumps(content).encode())

    # then
    assert answer.status_code == 400
    assert IntakeRefusal.objects.get().reason == "no-event"


def test_a_staff_token_made_for_another_app_is_refused(
    client: Client, saleor: RecordedSaleor, installation: Installation
) -> None:
    # given
    token = saleor.user_token(user_id="VXNlcjox", is_staff=True, permissions=("MANAGE_ORDERS",), app="QXBwOjk5OQ==")

    # when
    answer = client.post(
        "/graphql/",
        data='{"query": "{ __typename }"}',
        content_type="application/json",
        headers={"Authorization": f"Bearer {token}"},
    )

    # then
    assert answer.status_code == 401
    assert "another app" in answer.json()["errors"][0]["message"]
