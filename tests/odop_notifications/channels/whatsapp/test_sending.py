"""What the Cloud API is asked, the 24 hours, and what its error codes mean."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from odop_core.retry import PermanentFailure, TemporaryFailure
from odop_notifications.channels import whatsapp
from odop_notifications.gateways.http_report import make_inbound
from odop_notifications.gateways.message import Accepted, RefusedHere, TemplateInfo
from odop_notifications.inbound import intake
from tests.gateway import Gateway, answer
from tests.odop_notifications.channels.samples import HINDI, PHONE, message, settings

pytestmark = pytest.mark.django_db
NUMBER_ID = "106540352242922"
APPROVED = TemplateInfo(
    category="service",
    whatsapp_name="odop_bought",
    buttons=("ready", "cannot", "call_me"),
    variables={"name": "शबाना", "quantity": "2"},
)
FREE = TemplateInfo(category="service")


def send(gateway: Gateway, **changes: Any) -> Accepted:
    configured = settings(
        whatsapp_base_url=gateway.url.removesuffix("/messages"), whatsapp_phone_number_id=NUMBER_ID,
        whatsapp_token="EAAG",
    )  # fmt: skip
    return whatsapp.send_message(message(**{"channel": "whatsapp", "template": APPROVED, **changes}), configured)


def takes(gateway: Gateway) -> None:
    gateway.answers.append(answer(200, b'{"messaging_product": "whatsapp", "messages": [{"id": "wamid.1"}]}'))


def refuses(gateway: Gateway, status: int, code: int) -> None:
    error = {"message": f"(#{code}) {PHONE}", "type": "OAuthException", "code": code, "fbtrace_id": "x"}
    gateway.answers.append(answer(status, json.dumps({"error": error}).encode()))


def heard(hours_ago: float, sender: str = PHONE) -> None:
    at = timezone.now() - timedelta(hours=hours_ago)
    intake.accept_report(make_inbound("whatsapp", sender, "तैयार", f"wamid.{hours_ago}", at=at))


def test_template_with_values_and_buttons(gateway: Gateway) -> None:
    # given
    takes(gateway)

    # when
    accepted = send(gateway)

    # then
    (asked,) = gateway.posts
    assert asked.path == f"/v23.0/{NUMBER_ID}/messages"
    assert asked.headers["authorization"] == "Bearer EAAG"
    assert asked.json == {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": "919876543210",
        "biz_opaque_callback_data": "message:bought:sale-7",
        "type": "template",
        "template": {
            "name": "odop_bought",
            "language": {"code": "hi", "policy": "deterministic"},
            "components": [
                {"type": "body", "parameters": [{"type": "text", "text": "शबाना"}, {"type": "text", "text": "2"}]},
                *(
                    {
                        "type": "button", "sub_type": "quick_reply", "index": str(place),
                        "parameters": [{"type": "payload", "payload": payload}],
                    }
                    for place, payload in enumerate(["ready", "cannot", "call_me"])
                ),
            ],
        },
    }  # fmt: skip
    assert accepted.gateway_id == "wamid.1"


def test_value_has_no_line_breaks(gateway: Gateway) -> None:
    # given
    takes(gateway)

    # when
    send(gateway, template=TemplateInfo(category="service", whatsapp_name="x", variables={"product": "a\n\t  b"}))

    # then
    assert gateway.posts[0].json["template"]["components"][0]["parameters"] == [{"type": "text", "text": "a b"}]


def test_free_text_within_a_day_of_their_last_message(gateway: Gateway) -> None:
    # given
    heard(hours_ago=23)
    takes(gateway)

    # when
    send(gateway, template=FREE)

    # then
    assert gateway.posts[0].json["text"] == {"body": HINDI, "preview_url": False}


@pytest.mark.parametrize(("hours", "sender"), [(None, PHONE), (24.1, PHONE), (1, "+919999999999")])
def test_otherwise_a_template_is_needed(gateway: Gateway, hours: float | None, sender: str) -> None:
    # given
    if hours is not None:
        heard(hours, sender)

    # when
    with pytest.raises(RefusedHere, match="template of 'bought' in 'hi'"):
        send(gateway, template=FREE)

    # then
    assert gateway.posts == []


@pytest.mark.parametrize(("status", "code"), [(500, 131000), (429, 130429), (400, 131056), (503, 2), (400, 80007)])
def test_trouble_at_meta_is_temporary(gateway: Gateway, status: int, code: int) -> None:
    # given
    refuses(gateway, status, code)

    # when / then
    with pytest.raises(TemporaryFailure, match=str(code)) as failure:
        send(gateway)
    assert PHONE not in str(failure.value)


@pytest.mark.parametrize(("status", "code"), [(401, 190), (401, 0), (403, 10), (403, 200), (403, 368), (402, 131042)])
def test_trouble_of_our_account_keeps_messages_waiting(gateway: Gateway, status: int, code: int) -> None:
    # given
    refuses(gateway, status, code)

    # when / then
    with pytest.raises(TemporaryFailure, match=f"refuses our account .{code}"):
        send(gateway)


@pytest.mark.parametrize(
    ("status", "code"),
    [(400, 131026), (400, 131047), (404, 132001), (400, 132000), (400, 131049), (400, 100), (400, 131051)],
)
def test_refused_message_is_given_up(gateway: Gateway, status: int, code: int) -> None:
    # given
    refuses(gateway, status, code)

    # when / then
    with pytest.raises(PermanentFailure, match=str(code)):
        send(gateway)


@pytest.mark.parametrize("status", [401, 403])
def test_refused_account_is_one_whatever_the_code(gateway: Gateway, status: int) -> None:
    # given
    refuses(gateway, status, 999_999)

    # when / then
    with pytest.raises(TemporaryFailure, match=f"refuses our account: it answered {status}"):
        send(gateway)


@pytest.mark.parametrize(("status", "failure"), [(400, PermanentFailure), (429, TemporaryFailure)])
def test_unknown_code_follows_the_status(gateway: Gateway, status: int, failure: type[Exception]) -> None:
    # given
    refuses(gateway, status, 999_999)

    # when / then
    with pytest.raises(failure, match=f"answered {status} with error 999999"):
        send(gateway)


def test_what_is_not_filled_in_is_named_and_waited_for() -> None:
    with pytest.raises(TemporaryFailure, match="'WhatsApp: phone number id', 'WhatsApp: access token'"):
        whatsapp.send_message(message(channel="whatsapp"), settings())
