"""The door Saleor's webhooks come in by."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client

from devtools.replay import KEY_ID, RecordedSaleor, Recording, sign
from odop_core.events import OrderChanged
from odop_core.models import InboxEvent, IntakeRefusal, OrderRecord, WorkState
from saleor_config.app.models import Installation
from saleor_config.app.store.app_store import AppStore
from saleor_config.app.webhooks.receiver import SIZE_LIMIT
from tests.saleor_config.app.conftest import Post

pytestmark = pytest.mark.django_db


@pytest.fixture
def body(stories: dict[str, Recording]) -> bytes:
    """A genuine webhook: an order that was paid in full."""
    return stories["single-line"].deliveries[0].body


def refusals() -> dict[str, int]:
    return dict(IntakeRefusal.objects.values_list("reason", "count"))


def test_a_genuine_webhook_is_accepted_once(post_webhook: Post, body: bytes) -> None:
    # when
    answer = post_webhook(body)

    # then
    assert (answer.status_code, answer.json()) == (200, {"accepted": True})
    event = InboxEvent.objects.get()
    assert (event.kind, event.name, event.state) == (OrderChanged.kind, "ORDER_CREATED", WorkState.WAITING)
    assert event.subject == json.loads(body)["order"]["id"]


def test_the_same_webhook_again_is_answered_but_not_accepted(post_webhook: Post, body: bytes) -> None:
    # given
    post_webhook(body)

    # when
    answer = post_webhook(body)

    # then
    assert (answer.status_code, answer.json()) == (200, {"accepted": False})
    assert InboxEvent.objects.count() == 1


def test_the_moment_of_the_event_is_the_one_saleor_states(post_webhook: Post, body: bytes) -> None:
    # given
    post_webhook(body)

    # when / then
    stated = datetime.fromisoformat(json.loads(body)["issuedAt"])
    assert InboxEvent.objects.get().occurred_at == stated


def test_what_was_accepted_can_be_read_as_an_order(post_webhook: Post, body: bytes) -> None:
    # given
    post_webhook(body)

    # when
    order = AppStore().read_order(InboxEvent.objects.get().payload)

    # then
    assert order.number == json.loads(body)["order"]["number"]


def test_a_bulk_creation_becomes_one_event_for_each_order(post_webhook: Post, stories: dict[str, Recording]) -> None:
    # given
    bulk = stories["imported-in-bulk"].deliveries[0].body

    # when
    answer = post_webhook(bulk)

    # then
    assert answer.json() == {"accepted": True}
    wanted = {order["id"] for order in json.loads(bulk)["orders"]}
    assert set(InboxEvent.objects.values_list("subject", flat=True)) == wanted
    assert len(wanted) == 2


def test_a_bulk_creation_that_comes_twice_is_a_repeat(post_webhook: Post, stories: dict[str, Recording]) -> None:
    # given
    bulk = stories["imported-in-bulk"].deliveries[0].body
    post_webhook(bulk)

    # when / then
    assert post_webhook(bulk).json() == {"accepted": False}
    assert InboxEvent.objects.count() == 2


def test_an_unsigned_webhook_is_refused_and_counted(post_webhook: Post, body: bytes) -> None:
    # when
    answer = post_webhook(body, Saleor_Signature=None)

    # then
    assert answer.status_code == 401
    assert refusals() == {"unsigned": 1}
    assert not InboxEvent.objects.exists()


def test_refusals_are_counted_up(post_webhook: Post, body: bytes) -> None:
    # given
    post_webhook(body, Saleor_Signature=None)

    # when
    post_webhook(body, Saleor_Signature=None)

    # then
    assert refusals() == {"unsigned": 2}


def test_a_signature_by_another_key_is_refused(post_webhook: Post, body: bytes, forged_key: rsa.RSAPrivateKey) -> None:
    # when
    answer = post_webhook(body, Saleor_Signature=sign(body, forged_key))

    # then
    assert answer.status_code == 401
    assert refusals() == {"bad-signature": 1}


def test_a_changed_body_is_refused(post_webhook: Post, body: bytes, saleor: RecordedSaleor) -> None:
    # given
    signature = sign(body, saleor.key)

    # when
    answer = post_webhook(body.replace(b'"FULL"', b'"NONE"'), Saleor_Signature=signature)

    # then
    assert answer.status_code == 401
    assert refusals() == {"bad-signature": 1}


def test_a_key_that_saleor_does_not_publish_is_refused(post_webhook: Post, body: bytes, saleor: RecordedSaleor) -> None:
    # when
    answer = post_webhook(body, Saleor_Signature=sign(body, saleor.key, key_id="another"))

    # then
    assert answer.status_code == 401
    assert refusals() == {"unknown-key": 1}


@pytest.mark.parametrize("algorithm", ["none", "HS256"])
def test_no_other_algorithm_is_accepted(post_webhook: Post, body: bytes, algorithm: str) -> None:
    # given
    key: Any = None if algorithm == "none" else "a secret that everybody may know by now"
    signature = jwt.api_jws.encode(
        body, key=key, algorithm=algorithm, headers={"kid": KEY_ID, "crit": ["b64"]}, is_payload_detached=True
    )

    # when
    answer = post_webhook(body, Saleor_Signature=signature)

    # then
    assert answer.status_code == 401
    assert refusals() == {"wrong-algorithm": 1}


def test_a_customers_access_token_is_no_signature(post_webhook: Post, body: bytes, saleor: RecordedSaleor) -> None:
    """Saleor signs its users' tokens with the same key; the token's own payload must not stand for the body."""
    # when
    answer = post_webhook(body, Saleor_Signature=saleor.user_token(user_id="VXNlcjox"))

    # then
    assert answer.status_code == 401
    assert refusals() == {"not-detached": 1}


@pytest.mark.parametrize("nonsense", ["x", "a.b.c", "..", "e30..e30"])
def test_nonsense_for_a_signature_is_refused(post_webhook: Post, body: bytes, nonsense: str) -> None:
    assert post_webhook(body, Saleor_Signature=nonsense).status_code == 401


def test_a_saleor_that_did_not_install_us_is_refused(post_webhook: Post, body: bytes) -> None:
    # when
    answer = post_webhook(body, Saleor_Api_Url="https://elsewhere.example/graphql/")

    # then
    assert answer.status_code == 401
    assert refusals() == {"unknown-installation": 1}


def test_too_large_a_body_is_refused_before_its_signature_is_checked(post_webhook: Post) -> None:
    # when
    answer = post_webhook(b" " * (SIZE_LIMIT + 1), Saleor_Signature="irrelevant")

    # then
    assert answer.status_code == 413
    assert refusals() == {"too-large": 1}


def test_a_genuine_event_we_did_not_ask_for_is_kept_for_a_person(post_webhook: Post) -> None:
    # given
    body = json.dumps({"__typename": "PageUpdated", "page": {"id": "UGFnZTox"}}).encode()

    # when
    answer = post_webhook(body, event="page_updated")

    # then
    assert (answer.status_code, answer.json()["accepted"]) == (202, True)
    event = InboxEvent.objects.get()
    assert (event.name, event.state) == ("PAGE_UPDATED", WorkState.DEAD)
    assert "PAGE_UPDATED" in event.last_error
    assert event.payload == {"body": body.decode()}


@pytest.mark.parametrize(
    "body",
    [
        *(b"", b"not json", b"[]", b"null", b"\xff\xfe\x00"),
        b'{"__typename": "OrderUpdated", "order": null}',
        b'{"__typename": "OrderUpdated", "order": {"number": "1"}}',
        b'{"__typename": "OrderBulkCreated", "orders": []}',
    ],
)
def test_a_genuine_body_that_tells_of_no_order_is_kept_for_a_person(post_webhook: Post, body: bytes) -> None:
    # when
    answer = post_webhook(body)

    # then
    assert answer.status_code == 202
    assert InboxEvent.objects.get().state == WorkState.DEAD


def test_an_unreadable_body_that_comes_twice_is_kept_once(post_webhook: Post) -> None:
    # given
    post_webhook(b"not json")

    # when / then
    assert post_webhook(b"not json").json()["accepted"] is False
    assert InboxEvent.objects.count() == 1


def test_the_event_is_named_by_what_was_signed_not_by_its_header(post_webhook: Post, body: bytes) -> None:
    # when
    post_webhook(body, event="order_cancelled")

    # then
    assert InboxEvent.objects.get().name == "ORDER_CREATED"


def test_a_key_saleor_has_changed_to_is_asked_for(
    post_webhook: Post, body: bytes, saleor: RecordedSaleor, installation: Installation
) -> None:
    # given
    Installation.objects.update(jwks={"keys": []}, jwks_asked_at=datetime.now(UTC) - timedelta(minutes=2))

    # when / then
    assert post_webhook(body).status_code == 200
    installation.refresh_from_db()
    assert installation.jwks == saleor.key_set()


def test_keys_are_asked_for_at_most_once_a_minute(post_webhook: Post, body: bytes, installation: Installation) -> None:
    # given
    Installation.objects.update(jwks={"keys": []})  # asked for at installation, a moment ago

    # when / then
    assert post_webhook(body).status_code == 401
    assert refusals() == {"unknown-key": 1}


def test_only_posts_are_answered(client: Client) -> None:
    assert client.get("/api/webhooks/saleor").status_code == 405


def test_every_recorded_delivery_is_accepted(
    post_webhook: Post, stories: dict[str, Recording], django_assert_max_num_queries: Any
) -> None:
    for story in stories.values():
        for delivery in story.deliveries:
            with django_assert_max_num_queries(2 * len(delivery.orders) + 1):
                answer = post_webhook(delivery.body, event=delivery.event)
            assert answer.status_code == 200, f"{story.slug} {delivery.event}: {answer.content!r}"
    assert not OrderRecord.objects.exists()  # nothing is done about them while Saleor waits


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("id", "x" * 129), ("id", "a\0b"), ("id", ""), ("id", 7), ("number", "\0"), ("number", "\ud800"),
        ("deep", json.loads("[" * 300 + "]" * 300)), ("total", float("nan")), ("total", 10**400),
    ],
)  # fmt: skip
def test_a_genuine_webhook_that_cannot_be_kept_as_it_is_is_kept_for_a_person(
    post_webhook: Post, body: bytes, place: str, value: object
) -> None:
    # given
    content = json.loads(body)
    content["order"][place] = value

    # when
    answer = post_webhook(json.dumps(content).encode())

    # then
    assert (answer.status_code, answer.json()["readable"]) == (202, False)
    assert InboxEvent.objects.get().state == WorkState.DEAD


def test_a_webhook_of_thousands_of_orders_is_left_to_the_reconciler(post_webhook: Post, body: bytes) -> None:
    # given
    content = json.loads(body)
    content.update(__typename="OrderBulkCreated", orders=[{"id": f"o{number}"} for number in range(30_000)])

    # when
    answer = post_webhook(json.dumps(content).encode())

    # then
    assert answer.status_code == 202
    assert InboxEvent.objects.count() == 1
