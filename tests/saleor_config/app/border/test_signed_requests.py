"""Whoever signs a request is heard: what is genuine and cannot be read is kept for a person to look at, with 202.

A neighbour app of the same Saleor can have anything signed; a gateway, a partner or a supplier's system may send
anything by mistake. (`inputs` says where the inputs come from.)
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Callable

import pytest

from devtools.replay import RecordedSaleor, sign
from odop_accounts.settings import PLUGIN_ID as ACCOUNTS
from odop_core.models import InboxEvent, WorkState
from odop_core.security.signatures import sign_headers
from odop_logistics.settings import PLUGIN_ID as LOGISTICS
from odop_notifications.settings import PLUGIN_ID
from odop_notifications.suppliers import endpoints
from saleor_config.app.models import Installation
from tests import factories
from tests.saleor_config.app.border.addresses import Answer, Request
from tests.saleor_config.app.border.inputs import FORMS, JSON_BODIES

pytestmark = pytest.mark.django_db
SECRET = "a-secret-of-both"
Send = Callable[[bytes, str], Answer]
ID = "T3JkZXI6" + "x" * 200
STRANGE = [
    *JSON_BODIES,
    b'{"__typename": "OrderUpdated", "order": {"id": "%s"}}' % ID.encode(),
    b'{"__typename": "OrderUpdated", "order": {"id": "a\\u0000"}}',
    b'{"__typename": "OrderUpdated", "order": {"id": "\\ud800"}}',
    b'{"__typename": "OrderUpdated", "order": {"id": 2147483648}}',
    b'{"__typename": "OrderUpdated", "order": {"id": "a", "deep": ' + b"[" * 500 + b"]" * 500 + b"}}",
    b'{"__typename": "\\ud800", "order": {"id": "a"}}',
    b'{"__typename": "X%s"}' % (b"x" * 5_000),
    b'{"event": "pickup.failed", "pickup": "a\\u0000", "reason": "\\ud800"}',
    b'{"event": "pickup.failed", "pickup": "1", "reason": "\\u001b[31m\\u202e\\u2028"}',
    b'{"event": "pickup.collected", "pickup": "%s", "tracking_number": "1"}' % (b"x" * 500),
    b'{"event": "pickup.delivered", "pickup": "1", "delivered_at": "9999999-01-01"}',
    b'{"event": "pickup.booked", "pickup": "1", "pickup_on": 1e300}',
    b'{"event": "payout.x", "payload": {"payout": {"entity": {"reference_id": "%s", "amount": 1, "status": "x"}}}}'
    % (b"x" * 500),
    b'{"event": "payout.processed", "payload": {"payout": {"entity": {"reference_id": 1, "amount": true}}}}',
    b'{"event": "payout.processed", "payload": {"payout": [{"entity": {"reference_id": "1", "amount": 1.5}}]}}',
    b'{"type": "TRANSFER_SUCCESS", "data": {"transfer_id": "1", "status": "SUCCESS", "transfer_amount": "1.234"}}',
    b'{"type": "TRANSFER_SUCCESS", "data": {"transfer_id": "1", "status": "SUCCESS", "transfer_amount": -1e18}}',
    b'{"type": "TRANSFER_SUCCESS", "data": [{"transfer_id": "1", "status": 7, "transfer_amount": "many"}]}',
    b'{"type": "reply", "from": "\\ud800", "text": "\\u0000"}',
    b'{"type": "reply", "from": "+919876543210", "text": "a\\u0000b", "in_reply_to": "\\udc00"}',
    b'{"type": "receipt", "id": "a\\u0000", "status": "delivered", "at": "2026-13-45"}',
    b'{"type": "receipt", "id": "a", "status": "delivered", "detail": "\\ud800", "at": 1e300}',
    b'{"requestId": "a\\u0000", "status": "delivered", "date": "%s"}' % (b"9" * 400),
    b'{"requestId": "\\ud800", "status": "1", "desc": "\\u0000", "raw": ' + b"[" * 500 + b"]" * 500 + b"}",
    b'{"mobile": "\\u0000", "message": "\\ud800", "sender": "+91\\u0000"}',
    b'{"object": "whatsapp_business_account", "entry": ' + b'[{"changes": ' * 300 + b"1" + b"}]" * 300 + b"}",
    b'{"object": "whatsapp_business_account", "entry": [{"changes": [{"field": "messages", "value": {"metadata": '
    b'{"phone_number_id": "1"}, "messages": [{"from": "\\u0000", "id": "\\ud800", "timestamp": "%s", "type": "text", '
    b'"text": {"body": "\\u0000"}, "more": %s}]}}]}]}' % (b"9" * 50, b"[" * 200 + b"]" * 200),
]


def by_headers(path: str, secret: str = SECRET) -> Send:
    def send(body: bytes, content_type: str) -> Answer:
        key = hashlib.sha256(body).hexdigest()
        return Request(path.encode(), "POST", b"", body, content_type, sign_headers(secret, key, body)).send()

    return send


def by_query(path: str) -> Send:
    return lambda body, kind: Request(path.encode(), "POST", f"secret={SECRET}".encode(), body, kind).send()


def as_whatsapp(body: bytes, content_type: str) -> Answer:
    digest = hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
    headers = {"X-Hub-Signature-256": f"sha256={digest}"}
    return Request(b"/notifications/whatsapp", "POST", b"", body, content_type, headers).send()


def as_razorpayx(body: bytes, content_type: str) -> Answer:
    headers = {"X-Razorpay-Signature": hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()}
    return Request(b"/api/webhooks/payouts/razorpayx", "POST", b"", body, content_type, headers).send()


def as_cashfree(body: bytes, content_type: str) -> Answer:
    digest = hmac.new(SECRET.encode(), b"1764550000" + body, hashlib.sha256).digest()
    headers = {"X-Webhook-Signature": base64.b64encode(digest).decode(), "X-Webhook-Timestamp": "1764550000"}
    return Request(b"/api/webhooks/payouts/cashfree", "POST", b"", body, content_type, headers).send()


@pytest.fixture
def set_up() -> None:
    switch = factories.switch
    switch(ACCOUNTS, razorpayx_webhook_secret=SECRET, cashfree_client_secret=SECRET)
    switch(LOGISTICS, partner_url="https://partner.example", partner_secret=SECRET)
    switch(
        PLUGIN_ID, sms_preset="msg91", sms_webhook_secret=SECRET, voice_preset="exotel", voice_webhook_secret=SECRET,
        gateway_secret=SECRET, whatsapp_app_secret=SECRET, whatsapp_phone_number_id="1",
    )  # fmt: skip


def of_supplier() -> Send:
    endpoint = endpoints.save_endpoint(factories.supplier("Shabana Khatoon").id, "https://her.example/")
    return by_headers(f"/notifications/webhook/{endpoint.supplier_id}", endpoint.secret)


SIGNED: dict[str, Callable[[], Send]] = {
    "partner": lambda: by_headers("/api/webhooks/logistics"),
    "gateway": lambda: by_headers("/notifications/gateway"),
    "supplier": of_supplier,
    "sms receipt": lambda: by_query("/notifications/sms/receipt"),
    "sms reply": lambda: by_query("/notifications/sms/reply"),
    "call": lambda: by_query("/notifications/voice/receipt"),
    "key": lambda: by_query("/notifications/voice/key"),
    "say": lambda: by_query("/notifications/voice/say"),
    "whatsapp": lambda: as_whatsapp,
    "razorpayx": lambda: as_razorpayx,
    "cashfree": lambda: as_cashfree,
}


@pytest.mark.usefixtures("set_up")
@pytest.mark.parametrize("name", SIGNED)
def test_what_is_signed_and_odd_is_answered_and_what_nobody_can_read_is_kept(name: str) -> None:
    # given
    send = SIGNED[name]()
    kinds = [("application/json", body) for body in STRANGE if body] + [form for form in FORMS if form[1]]

    # when
    answers = {(kind, body): send(body, kind).status for kind, body in kinds}

    # then
    assert {request: status for request, status in answers.items() if status not in {200, 202, 400, 404, 413}} == {}
    if name != "say":
        kept = InboxEvent.objects.filter(state=WorkState.DEAD)
        assert list(answers.values()).count(202) > 10
        assert kept.count() > 10
        assert all(event.last_error.isprintable() and event.name.isprintable() for event in kept)


def from_store(saleor: RecordedSaleor, body: bytes, path: str = "/api/webhooks/saleor", event: str = "x") -> Answer:
    headers = {"Saleor-Event": event, "Saleor-Api-Url": saleor.api_url, "Saleor-Signature": sign(body, saleor.key)}
    return Request(path.encode(), "POST", b"", body, "application/json", headers).send()


@pytest.mark.parametrize("body", STRANGE[len(JSON_BODIES) :][:7])
def test_what_the_store_signed_and_nobody_can_read_is_kept(
    saleor: RecordedSaleor, installation: Installation, body: bytes
) -> None:
    # when
    answer = from_store(saleor, body, event="order_updated\xe9" * 50)

    # then
    assert answer.status == 202
    assert json.loads(answer.body)["readable"] is False
    assert InboxEvent.objects.filter(state=WorkState.DEAD).count() == 1


@pytest.mark.parametrize(
    "path", ["/api/webhooks/saleor", "/api/webhooks/saleor/shipping", "/api/webhooks/saleor/taxes"]
)
def test_nothing_that_the_store_signs_is_an_error_of_ours(
    saleor: RecordedSaleor, installation: Installation, path: str
) -> None:
    # when
    answers = {body: from_store(saleor, body, path).status for body in STRANGE}

    # then
    assert {body: status for body, status in answers.items() if status not in {200, 202, 400}} == {}


def test_one_thing_in_a_report_that_cannot_be_kept_costs_none_of_the_others(set_up: None) -> None:
    # given
    body = (
        b'[{"requestId": "a", "status": "1"}, {"requestId": "b", "status": "1", "deep": '
        + b"[" * 500
        + b"]" * 500
        + b"}]"
    )

    # when
    answer = SIGNED["sms receipt"]()(body, "application/json")

    # then
    assert answer.status in {200, 202}
