"""What gateways tell, from the request to the inbox: once each, never lost, and nothing of a forgery."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import pytest
from django.http import HttpResponse
from stdnum.in_ import aadhaar as stdnum_aadhaar

from odop_core.models import InboxEvent, IntakeRefusal, WorkState
from odop_core.security import signatures
from odop_notifications.events import InboundReceived, ReceiptReceived, digest_of_sender
from odop_notifications.inbound import reception
from odop_notifications.settings import PLUGIN_ID
from odop_notifications.suppliers import endpoints
from tests.factories import switch
from tests.gateway import SECRET
from tests.odop_notifications.channels.samples import HINDI, PHONE
from tests.odop_notifications.requests import request

pytestmark = pytest.mark.django_db
RECEIPT = {"SmsSid": "5ca1ab1e", "Status": "delivered", "DateSent": "2026-11-20 10:00:00"}
REPLY = {"SmsSid": "r1", "From": PHONE, "Body": "तैयार", "Date": "2026-11-20 10:00:00"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture(autouse=True)
def set_up() -> None:
    """The merchant has set up every channel."""
    switch(
        PLUGIN_ID, sms_preset="exotel", sms_webhook_secret="s3cret", voice_preset="exotel",
        voice_webhook_secret="s3cret", whatsapp_phone_number_id="1", whatsapp_app_secret="app",
        whatsapp_verify_token="choose-me", gateway_secret=SECRET,
    )  # fmt: skip


def post(path: str, body: bytes, headers: Mapping[str, str] | None = None, **query: str) -> HttpResponse:
    return request("POST", path, query, headers, body)


def receipt(**changes: str) -> HttpResponse:
    return post("sms/receipt", urlencode({**RECEIPT, **changes}).encode(), FORM, secret="s3cret")


def whatsapp(content: Any, secret: str = "app") -> HttpResponse:
    body = json.dumps(content).encode()
    signature = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return post("whatsapp", body, {"X-Hub-Signature-256": f"sha256={signature}"})


def refusals() -> dict[str, int]:
    return dict(IntakeRefusal.objects.values_list("reason", "count"))


def kept() -> InboxEvent:
    return InboxEvent.objects.get()


def test_receipt_is_in_the_inbox() -> None:
    # when
    answer = receipt()

    # then
    event = kept()
    assert (answer.status_code, json.loads(answer.content)) == (200, {"accepted": 1, "heard": 1})
    assert (event.kind, event.subject, event.name) == ("notifications.receipt", "sms:5ca1ab1e", "delivered")
    heard = ReceiptReceived.from_json(event.subject, event.payload).receipt
    assert (heard.gateway_id, heard.status, heard.at) == ("5ca1ab1e", "delivered", event.occurred_at)


def test_reply_is_in_the_inbox_without_saying_whose() -> None:
    # when
    answer = request("GET", "sms/reply", {**REPLY, "secret": "s3cret"})

    # then
    event = kept()
    assert answer.status_code == 200
    assert event.kind == "notifications.inbound"
    assert event.subject == digest_of_sender("sms", PHONE)
    assert PHONE[3:] not in f"{event.subject} {event.key} {event.name}"
    heard = InboundReceived.from_json(event.subject, event.payload).inbound
    assert (heard.address, heard.text) == (PHONE, "तैयार")


def test_secret_is_not_kept_with_what_was_told() -> None:
    # when
    request("GET", "sms/reply", {**REPLY, "secret": "s3cret"})

    # then
    assert "s3cret" not in json.dumps(kept().payload)


def test_replay_changes_nothing() -> None:
    # when
    first, second = receipt(), receipt()

    # then
    assert [json.loads(answer.content)["accepted"] for answer in (first, second)] == [1, 0]
    assert second.status_code == 200
    assert InboxEvent.objects.count() == 1


def test_receipts_out_of_order_are_all_kept() -> None:
    # when
    for word in ("delivered", "submitted", "failed"):
        receipt(Status=word)

    # then
    assert InboxEvent.objects.count() == 3


def test_forgery_is_counted_and_nothing_else() -> None:
    # when
    answer = post("sms/receipt", urlencode(RECEIPT).encode(), FORM, secret="guess")

    # then
    assert answer.status_code == 401
    assert "s3cret" not in answer.content.decode()
    assert refusals() == {"bad-signature": 1}
    assert not InboxEvent.objects.exists()


def test_genuine_but_unreadable_report_is_kept_for_a_person() -> None:
    # when
    answer = post("sms/receipt", "{\0कुछ".encode(), {"Content-Type": "application/json"}, secret="s3cret")
    post("sms/receipt", "{\0कुछ".encode(), {"Content-Type": "application/json"}, secret="s3cret")

    # then
    event = kept()
    assert answer.status_code == 202
    assert (event.state, event.name) == (WorkState.DEAD, "sms/receipt")
    assert "कुछ" in event.payload["body"]


def test_oversized_report_is_refused() -> None:
    # when
    answer = post("sms/receipt", b"x" * (reception.SIZE_LIMIT + 1), FORM, secret="s3cret")

    # then
    assert answer.status_code == 413
    assert refusals() == {"oversized": 1}


def test_batch_of_meta_is_read_up_to_three_megabytes() -> None:
    """Meta's webhook reference: payloads can be up to 3 MB. Django alone reads 2.5 MB."""
    # given: one message among what is not for us
    said = {"from": PHONE.removeprefix("+"), "id": "wamid.1", "timestamp": "1795149000", "type": "text"}
    ours = {"metadata": {"phone_number_id": "1"}, "messages": [{**said, "text": {"body": "haan"}}]}
    others = {"metadata": {"phone_number_id": "2"}, "padding": "x" * (2_900 * 1024)}
    changes = [{"field": "messages", "value": value} for value in (others, ours)]

    # when
    answer = whatsapp({"object": "whatsapp_business_account", "entry": [{"changes": changes}]})

    # then
    assert (answer.status_code, kept().kind) == (200, InboundReceived.kind)


def test_more_than_metas_batch_is_refused() -> None:
    assert whatsapp({"padding": "x" * reception.SIZE_LIMITS["whatsapp"]}).status_code == 413


def test_channel_that_is_not_set_up_asks_for_a_repeat() -> None:
    # given
    switch(PLUGIN_ID, sms_preset="")

    # when
    answer = receipt()

    # then
    assert answer.status_code == 503
    assert "SMS gateway" in answer.content.decode()
    assert refusals() == {"not-set-up": 1}


@pytest.mark.parametrize(
    ("channel", "path"),
    [("pigeon", ""), ("console", ""), ("email", ""), ("sms", "say"), ("whatsapp", "x"), ("webhook", "9")],
)
def test_unknown_address_has_nothing(channel: str, path: str) -> None:
    assert request("POST", f"{channel}/{path}", {"secret": "s3cret"}, body=b"{}").status_code == 404


def test_other_methods_are_refused() -> None:
    assert request("DELETE", "sms/receipt", {"secret": "s3cret"}).status_code == 405


def test_look_before_telling_is_welcomed() -> None:
    assert request("HEAD", "sms/reply", {**REPLY, "secret": "s3cret"}).status_code == 200
    assert not InboxEvent.objects.exists()


def test_whatsapp_is_registered_by_challenge() -> None:
    # given
    query = {"hub.mode": "subscribe", "hub.verify_token": "choose-me", "hub.challenge": "1158201444"}

    # when
    answer = request("GET", "whatsapp", query)

    # then
    assert (answer.status_code, answer.content) == (200, b"1158201444")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"


def test_whatsapp_is_not_registered_by_others() -> None:
    # when
    answer = request("GET", "whatsapp", {"hub.mode": "subscribe", "hub.verify_token": "guess"})

    # then
    assert answer.status_code == 403
    assert refusals() == {"bad-token": 1}


def test_whatsapp_report_of_several_things() -> None:
    # given
    value = {
        "metadata": {"phone_number_id": "1"},
        "statuses": [{"id": "wamid.1", "status": "read", "timestamp": "1795149000"}],
        "messages": [{"from": "919876543210", "id": "wamid.2", "type": "text", "text": {"body": HINDI}}],
    }
    content = {"object": "whatsapp_business_account", "entry": [{"changes": [{"field": "messages", "value": value}]}]}

    # when
    first, second = whatsapp(content), whatsapp(content)

    # then
    assert [json.loads(answer.content)["accepted"] for answer in (first, second)] == [2, 0]
    assert set(InboxEvent.objects.values_list("kind", flat=True)) == {ReceiptReceived.kind, InboundReceived.kind}


def whatsapp_content(**value: Any) -> dict[str, Any]:
    value = {"metadata": {"phone_number_id": "1"}, **value}
    return {"object": "whatsapp_business_account", "entry": [{"changes": [{"field": "messages", "value": value}]}]}


def test_one_message_nobody_can_read_is_kept_by_itself_and_the_others_are_heard() -> None:
    # given
    status = {"id": "wamid.1", "status": "read", "timestamp": "1795149000"}
    unsigned = {"id": "wamid.3", "type": "text", "text": {"body": "2341 2341 2346"}}
    content = whatsapp_content(statuses=[status], messages=[unsigned])

    # when
    first, second = whatsapp(content), whatsapp(content)

    # then
    assert first.status_code == 200
    assert [json.loads(answer.content)["accepted"] for answer in (first, second)] == [2, 0]
    unreadable = InboxEvent.objects.get(state=WorkState.DEAD)
    assert "wamid.3" in unreadable.payload["body"]
    assert "wamid.1" not in unreadable.payload["body"]
    assert not is_kept("2341 2341 2346")
    assert InboxEvent.objects.filter(kind=ReceiptReceived.kind).count() == 1


def test_half_a_letter_is_no_reason_to_lose_a_message() -> None:
    # given: half of a surrogate pair, as a phone may cut an emoji
    reply = {"from": "919876543210", "id": "wamid.2", "type": "text", "text": {"body": "हाँ \ud83d"}}

    # when
    answer = whatsapp(whatsapp_content(messages=[reply]))

    # then
    assert answer.status_code == 200
    assert kept().payload["inbound"]["text"] == "हाँ ?"


def test_whatsapp_forgery_is_refused() -> None:
    assert whatsapp({"object": "whatsapp_business_account"}, secret="guess").status_code == 401


def test_signed_report_that_is_too_old_is_refused() -> None:
    # given
    body = json.dumps({"type": "receipt", "id": "message:1", "status": "delivered"}).encode()

    # when
    answers = [
        post("gateway", body, signatures.sign_headers(SECRET, "r1", body, now)).status_code for now in (None, 1.0)
    ]

    # then
    assert answers == [200, 401]
    assert refusals() == {"stale": 1}


def test_supplier_answers_from_their_own_system() -> None:
    # given
    endpoint = endpoints.save_endpoint(3, "https://supplier.example/odop")
    body = json.dumps({"type": "reply", "text": "1", "in_reply_to": "message:1"}).encode()

    # when
    answer = post(f"webhook/{endpoint.supplier_id}", body, signatures.sign_headers(endpoint.secret, "r1", body))

    # then
    assert answer.status_code == 200
    assert kept().payload["inbound"]["address"] == "supplier:3"


AADHAAR = ["2341 2341 2346", "२३४१ २३४१ २३४६", "234123412346"]


def is_kept(number: str) -> bool:
    """As it was written, or escaped, or in Latin digits."""
    text = json.dumps(
        [(row.payload, row.last_error, row.key) for row in InboxEvent.objects.all()], ensure_ascii=False, default=str
    )
    digits = "".join(str(int(char)) if char.isdecimal() else char for char in text)
    return number in text or "2341" in digits


@pytest.mark.parametrize("number", AADHAAR)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_aadhaar_number_in_a_reply_is_not_kept(method: str, number: str) -> None:
    # when
    reply = {**REPLY, "Body": f"मेरा आधार {number} है"}
    if method == "GET":
        request("GET", "sms/reply", {**reply, "secret": "s3cret"})
    else:
        post("sms/reply", urlencode(reply).encode(), FORM, secret="s3cret")

    # then
    heard = InboundReceived.from_json(kept().subject, kept().payload).inbound
    assert not is_kept(number)
    assert heard.text.startswith("मेरा आधार ××××")
    assert heard.address == PHONE


@pytest.mark.parametrize("number", AADHAAR)
def test_aadhaar_number_over_whatsapp_is_not_kept(number: str) -> None:
    # given: a sender whose number would pass for one
    sender = "917982312345"
    while not stdnum_aadhaar.is_valid(sender):
        sender = str(int(sender) + 1)
    message = {"from": sender, "id": "wamid.1", "timestamp": "1700000000", "type": "text", "text": {"body": number}}
    value = {"metadata": {"phone_number_id": "1"}, "messages": [message]}

    # when
    whatsapp({"object": "whatsapp_business_account", "entry": [{"changes": [{"field": "messages", "value": value}]}]})

    # then
    heard = InboundReceived.from_json(kept().subject, kept().payload).inbound
    assert not is_kept(number)
    assert (heard.address, heard.raw["from"]) == (f"+{sender}", sender)


@pytest.mark.parametrize("number", AADHAAR)
@pytest.mark.parametrize("form", ["as it is", "in a form", "in JSON"])
def test_aadhaar_number_in_what_nobody_can_read_is_not_kept(form: str, number: str) -> None:
    # given
    body = {"as it is": number, "in a form": urlencode({"nobody": number}), "in JSON": json.dumps([number])}[form]
    headers = {"Content-Type": "application/json"} if form == "in JSON" else FORM

    # when
    answer = post("sms/reply", body.encode(), headers, secret="s3cret")

    # then
    assert answer.status_code == 202
    assert not is_kept(number)
    assert "××××" in kept().payload["body"]


def test_what_nobody_can_read_is_kept_as_it_came() -> None:
    post("sms/reply", b"a=%E0%A5%A8+1", FORM, secret="s3cret")

    assert kept().payload["body"] == "a=%E0%A5%A8+1"
