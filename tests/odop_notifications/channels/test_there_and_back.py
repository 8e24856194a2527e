"""The whole way on one machine: an order, the gateway's request, its receipts, and the answer that moves the sale."""

from __future__ import annotations

import json
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.cache import cache
from django.test import Client

from odop_core.queue import worker
from odop_core.security import signatures
from odop_notifications.escalation import links
from odop_notifications.models import Message
from odop_notifications.settings import PLUGIN_ID
from tests.factories import switch
from tests.gateway import SECRET, Gateway, answer
from tests.odop_notifications.questions import PHONE, ask_supplier, sale_states

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("store")]


@pytest.fixture
def exotel(gateway: Gateway) -> Gateway:
    """Messages go over Exotel's SMS, which is on loopback."""
    cache.clear()
    switch(
        PLUGIN_ID, channel="sms", sms_preset="exotel", sms_base_url=gateway.url.removesuffix("/messages"),
        sms_account="odop", sms_key="k", sms_token="t", sms_webhook_secret="s3cret", dlt_required=False,
        dlt_entity_id="1101234567890123456", dlt_header="ODOPUP", public_url="http://testserver/notifications",
    )  # fmt: skip
    gateway.answers.append(answer(200, b'{"SMSMessage": {"Sid": "5ca1ab1e"}}'))
    return gateway


def test_receipts_in_any_order_and_twice_show_what_became_of_the_message(exotel: Gateway, client: Client) -> None:
    # given
    ask_supplier()
    callback = urlsplit(parse_qs(exotel.posts[0].body.decode())["StatusCallback"][0])

    # when
    for word in ("delivered", "sent", "delivered", "failed"):
        reported = client.post(f"{callback.path}?{callback.query}", {"SmsSid": "5ca1ab1e", "Status": word})
        assert reported.status_code == 200
    worker.run_due()

    # then
    message = Message.objects.get()
    assert (message.state, message.gateway_id, message.failure) == ("delivered", "5ca1ab1e", "")


def test_reply_by_sms_makes_the_sale_ready(exotel: Gateway, client: Client) -> None:
    # given
    ask_supplier()

    # when
    reply = {"SmsSid": "r1", "From": PHONE.replace("+91", "0"), "Body": "हाँ, तैयार है", "secret": "s3cret"}
    client.get("/notifications/sms/reply", reply)
    worker.run_due()

    # then
    assert sale_states() == ["ready"]


def test_link_makes_the_sale_ready(exotel: Gateway, client: Client) -> None:
    # given
    link = urlsplit(links.link_to(ask_supplier()))

    # when
    shown = client.get(link.path)
    before = sale_states()
    pressed = client.post(link.path, {"answer": "ready"})

    # then
    assert (shown.status_code, before, pressed.status_code) == (200, ["placed"], 200)
    assert sale_states() == ["ready"]
    assert "धन्यवाद" in pressed.content.decode()
    assert client.post(link.path, {"answer": "cannot", "sure": "1"}).status_code == 409


def test_what_the_gateway_is_given_holds_a_link_that_makes_the_sale_ready(gateway: Gateway, client: Client) -> None:
    # given
    switch(
        PLUGIN_ID, channel="gateway", gateway_url=gateway.url, gateway_secret=SECRET,
        public_url="http://testserver/notifications",
    )  # fmt: skip
    ask_supplier()

    # when
    text = str(gateway.posts[0].json["text"])
    link = urlsplit(text.partition("http://testserver")[2].split()[0])
    pressed = client.post(link.path, {"answer": "ready"})

    # then
    assert (pressed.status_code, sale_states()) == (200, ["ready"])


def test_signed_gateway_brings_receipt_and_reply(gateway: Gateway, client: Client) -> None:
    # given
    switch(PLUGIN_ID, channel="gateway", gateway_url=gateway.url, gateway_secret=SECRET)
    ask_supplier()

    # when
    for number, report in enumerate(
        (
            {"type": "receipt", "id": gateway.posts[0].id, "status": "delivered"},
            {"type": "reply", "from": PHONE, "text": "1", "in_reply_to": gateway.posts[0].id},
        )
    ):
        body = json.dumps(report).encode()
        headers = signatures.sign_headers(SECRET, f"r{number}", body)
        reported = client.post("/notifications/gateway", body, content_type="application/json", headers=headers)
        assert reported.status_code == 200
    worker.run_due()

    # then
    assert Message.objects.get().state == "delivered"
    assert sale_states() == ["ready"]
