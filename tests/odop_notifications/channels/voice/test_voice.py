"""Calls: what the telephony is asked, what it tells and asks in turn, and putting people through to each other."""

from __future__ import annotations

import json
import logging
from typing import Any
from urllib.parse import parse_qs, urlencode

import pytest

from odop_core.retry import TemporaryFailure
from odop_notifications.channels import voice
from odop_notifications.channels.port import NothingHere
from odop_notifications.channels.voice import click_to_call, inbound
from odop_notifications.gateways.message import TemplateInfo
from odop_notifications.models import Message, Template
from odop_notifications.settings import NotificationSettings
from tests.gateway import Gateway, answer
from tests.odop_notifications.channels.samples import HINDI, PHONE, message, read, report, settings

OPERATOR = "+915222000000"
PRESS = "तैयार है तो 1 दबाएँ।"


def exotel(base: str = "https://api.exotel.com", **changes: Any) -> NotificationSettings:
    values = {
        "voice_preset": "exotel", "voice_base_url": base, "voice_account": "odop1", "voice_key": "key",
        "voice_token": "token", "voice_caller_id": "08047112233", "voice_flow": "77", "voice_webhook_secret": "s3cret",
        "public_url": "https://shop.example/n",
    }  # fmt: skip
    return settings(**{**values, **changes})


def base(gateway: Gateway) -> str:
    return gateway.url.removesuffix("/messages")


def own(gateway: Gateway, **request: Any) -> str:
    return json.dumps({"title": "Own", "request": {"url": gateway.url, **request}})


def fields(gateway: Gateway) -> dict[str, str]:
    return {name: value for name, (value,) in parse_qs(gateway.posts[0].body.decode()).items()}


def kept(prompt: str = PRESS) -> Message:
    template = Template.objects.create(
        occasion="bought", channel="voice", language="hi", version=9, active=False, text="x", voice_prompt=prompt
    )
    return Message.objects.create(
        key="message:bought:sale-7", occasion="bought", recipient_name="x", address=PHONE, channel="voice",
        language="hi", text=HINDI, template=template, gateway_id="c411",
    )  # fmt: skip


def test_exotel_calls_the_supplier_and_runs_the_flow(gateway: Gateway) -> None:
    # given
    gateway.answers.append(answer(200, b'{"Call": {"Sid": "c411", "Status": "in-progress"}}'))

    # when
    accepted = voice.send_message(message(channel="voice"), exotel(base(gateway)))

    # then
    assert gateway.posts[0].path == "/v1/Accounts/odop1/Calls/connect.json"
    assert fields(gateway) == {
        "From": PHONE, "CallerId": "08047112233", "CallType": "trans", "TimeOut": "40",
        "Url": "http://my.exotel.com/odop1/exoml/start_voice/77", "CustomField": "message:bought:sale-7",
        "StatusCallback": "https://shop.example/n/voice/receipt?secret=s3cret&odop_message=message%3Abought%3Asale-7",
    }  # fmt: skip
    assert accepted.gateway_id == "c411"


def test_own_telephony_gets_what_to_say(gateway: Gateway) -> None:
    # given
    description = own(gateway, json={"say": "{spoken}"})
    template = TemplateInfo(category="service", voice_prompt=PRESS)

    # when
    voice.send_message(message(template=template), settings(voice_preset="own", voice_gateway=description))

    # then
    assert gateway.posts[0].json == {"say": f"{HINDI} {PRESS}"}


def test_own_telephony_gets_the_recording(gateway: Gateway) -> None:
    # given
    description = own(gateway, json={"play": "{prompt}", "say": "{spoken}"})
    template = TemplateInfo(category="service", voice_prompt="https://files.example/bought-hi.wav")

    # when
    voice.send_message(message(template=template), settings(voice_preset="own", voice_gateway=description))

    # then
    assert gateway.posts[0].json == {"play": "https://files.example/bought-hi.wav", "say": HINDI}


def test_what_is_not_filled_in_is_named_and_waited_for() -> None:
    with pytest.raises(TemporaryFailure, match="'Calls: number shown', 'Calls: flow'"):
        voice.send_message(message(), exotel(voice_caller_id="", voice_flow=""))


@pytest.mark.parametrize(
    ("word", "status"), [("completed", "delivered"), ("busy", "failed"), ("no-answer", "failed"), ("failed", "failed")]
)
def test_end_of_a_call(word: str, status: str) -> None:
    # given
    body = urlencode({"CallSid": "c411", "Status": word, "DateUpdated": "2026-11-20 10:00:00"}).encode()

    # when
    (receipt,) = read(inbound, report("receipt", body), exotel())

    # then
    assert (receipt.channel, receipt.gateway_id, receipt.status) == ("voice", "c411", status)


@pytest.mark.parametrize("digit", ["1", "2", "3", "9", ""])
def test_key_pressed(digit: str) -> None:
    # given: Exotel puts the digits in quotes
    query = {
        "CallSid": "c411", "CallFrom": "09876543210", "digits": f'"{digit}"', "CurrentTime": "2026-11-20 10:00:00",
        "CustomField": "message:bought:sale-7",
    }  # fmt: skip

    # when
    (pressed,) = read(inbound, report("key", method="GET", query=query), exotel())

    # then
    assert (pressed.channel, pressed.address, pressed.text) == ("voice", PHONE, digit)
    assert pressed.in_reply_to == "message:bought:sale-7"


@pytest.mark.django_db
@pytest.mark.parametrize("query", [{"CustomField": "message:bought:sale-7"}, {"CallSid": "c411"}])
def test_telephony_asks_what_to_say(query: dict[str, str]) -> None:
    # given
    kept()

    # then
    assert inbound.find_spoken_text(report("say", method="GET", query=query), exotel()) == f"{HINDI} {PRESS}"


@pytest.mark.django_db
def test_telephony_asks_what_to_play() -> None:
    # given
    kept("https://files.example/bought-hi.wav")

    # then
    asked = report("say", method="GET", query={"CallSid": "c411"})
    assert inbound.find_spoken_text(asked, exotel()) == "https://files.example/bought-hi.wav"


@pytest.mark.django_db
@pytest.mark.parametrize("query", [{}, {"CallSid": "other"}, {"CustomField": "message:bought:sale-8"}])
def test_call_that_is_none_of_ours_is_told_nothing(query: dict[str, str]) -> None:
    # given
    kept()

    # then
    with pytest.raises(NothingHere):
        inbound.find_spoken_text(report("say", method="GET", query=query), exotel())


def test_operator_and_supplier_are_put_through_and_see_our_number(gateway: Gateway) -> None:
    # given
    gateway.answers.append(answer(200, b'{"Call": {"Sid": "c0ffee"}}'))

    # when
    accepted = click_to_call.connect_numbers(
        OPERATOR, PHONE, "call:12", exotel(base(gateway), voice_click_to_call="telephony", voice_flow="")
    )

    # then
    assert fields(gateway) == {
        "From": OPERATOR, "To": PHONE, "CallerId": "08047112233", "CallType": "trans", "TimeOut": "40",
        "CustomField": "call:12",
    }  # fmt: skip
    assert accepted.gateway_id == "c0ffee"


def test_for_trials_a_call_is_only_written_down(caplog: pytest.LogCaptureFixture) -> None:
    # when
    with caplog.at_level(logging.INFO):
        click_to_call.connect_numbers(OPERATOR, PHONE, "call:12", settings())

    # then
    assert "call:12: …0000 is put through to …3210" in caplog.text
    assert PHONE not in caplog.text


def test_telephony_that_cannot_connect_says_so(gateway: Gateway) -> None:
    # given
    configured = settings(voice_preset="own", voice_gateway=own(gateway), voice_click_to_call="telephony")

    # when / then
    with pytest.raises(TemporaryFailure, match="cannot put two people through"):
        click_to_call.connect_numbers(OPERATOR, PHONE, "call:12", configured)
