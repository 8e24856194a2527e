"""What each SMS gateway is asked, and what it takes to ask it."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from odop_core.plugin.configuration import BadPluginSettings
from odop_core.retry import PermanentFailure, TemporaryFailure
from odop_notifications.channels import http_gateway, sms
from odop_notifications.gateways.message import NotTheChannel, RefusedHere
from odop_notifications.settings import NotificationSettings
from tests.gateway import Gateway, answer
from tests.odop_notifications.channels.samples import HINDI, PHONE, TEMPLATE, message, settings


def base(gateway: Gateway) -> str:
    return gateway.url.removesuffix("/messages")


def exotel(gateway: Gateway, **changes: Any) -> NotificationSettings:
    values = {
        "sms_preset": "exotel", "sms_base_url": base(gateway), "sms_account": "odop1", "sms_key": "key",
        "sms_token": "token", "sms_webhook_secret": "s3cret", "public_url": "https://shop.example/n",
    }  # fmt: skip
    return settings(**{**values, **changes})


def msg91(gateway: Gateway, **changes: Any) -> NotificationSettings:
    values = {
        "sms_preset": "msg91", "sms_base_url": base(gateway), "sms_key": "auth",
        "sms_template_ids": f"{TEMPLATE.dlt_template_id} = 66aa01",
    }  # fmt: skip
    return settings(**{**values, **changes})


def own(gateway: Gateway, **parts: Any) -> NotificationSettings:
    description = {"title": "Own", "base": base(gateway), **parts}
    return settings(sms_preset="own", sms_gateway=json.dumps(description))


def test_exotel_gets_number_text_and_dlt_registration(gateway: Gateway) -> None:
    # given
    gateway.answers.append(answer(200, b'{"SMSMessage": {"Sid": "5ca1ab1e", "Status": "queued"}}'))

    # when
    accepted = sms.send_message(message(), exotel(gateway))

    # then
    (asked,) = gateway.posts
    assert asked.path == "/v1/Accounts/odop1/Sms/send.json"
    assert asked.headers["authorization"] == "Basic a2V5OnRva2Vu"
    assert {name: value for name, (value,) in parse_qs(asked.body.decode()).items()} == {
        "From": "ODOPUP", "To": PHONE, "Body": HINDI, "EncodingType": "unicode",
        "DltEntityId": "1101234567890123456", "DltTemplateId": "1107160000000012345",
        "CustomField": "message:bought:sale-7",
        "StatusCallback": "https://shop.example/n/sms/receipt?secret=s3cret&odop_message=message%3Abought%3Asale-7",
    }  # fmt: skip
    assert accepted.gateway_id == "5ca1ab1e"


def test_english_text_is_plain(gateway: Gateway) -> None:
    # when
    sms.send_message(message(text="2 kurta sold [order 7]"), exotel(gateway))

    # then
    assert parse_qs(gateway.posts[0].body.decode())["EncodingType"] == ["plain"]


@pytest.mark.parametrize("missing", ["public_url", "sms_webhook_secret"])
def test_receipt_nobody_could_take_is_not_asked_for(gateway: Gateway, missing: str) -> None:
    # when
    sms.send_message(message(), exotel(gateway, **{missing: ""}))

    # then
    assert "StatusCallback" not in parse_qs(gateway.posts[0].body.decode())


def test_msg91_gets_its_own_template_and_the_values_in_order(gateway: Gateway) -> None:
    # given
    gateway.answers.append(answer(200, b'{"type": "success", "message": "5e1e93cad6fc054d8e759a5b"}'))

    # when
    accepted = sms.send_message(message(), msg91(gateway))

    # then
    (asked,) = gateway.posts
    assert (asked.path, asked.headers["authkey"]) == ("/api/v5/flow", "auth")
    assert asked.json == {
        "template_id": "66aa01",
        "short_url": "0",
        "recipients": [{"mobiles": "919876543210", "VAR1": "शबाना", "VAR2": "2"}],
    }
    assert accepted.gateway_id == "5e1e93cad6fc054d8e759a5b"


def test_msg91_refuses_in_a_successful_answer(gateway: Gateway) -> None:
    # given
    gateway.answers.append(answer(200, b'{"type": "error", "message": "Template not found"}'))

    # when / then
    with pytest.raises(PermanentFailure, match="refused the message, Template not found"):
        sms.send_message(message(), msg91(gateway))


def test_msg91_is_busy_in_a_successful_answer(gateway: Gateway) -> None:
    # given
    gateway.answers.append(answer(200, b'{"type": "error", "message": "Rate limit exceeded"}'))

    # when / then
    with pytest.raises(TemporaryFailure, match="Rate limit exceeded"):
        sms.send_message(message(), msg91(gateway))


def test_dlt_template_the_gateway_does_not_know_waits_for_the_merchant_and_holds_up_no_other(gateway: Gateway) -> None:
    # when
    with pytest.raises(NotTheChannel, match="which of the gateway's templates is DLT template 1107160000000012345"):
        sms.send_message(message(), msg91(gateway, sms_template_ids=""))

    # then
    assert gateway.posts == []


@pytest.mark.parametrize("status", [401, 402, 403])
def test_refused_account_keeps_messages_waiting(gateway: Gateway, status: int) -> None:
    # given
    gateway.answers.append(answer(status, b'{"RestException": {"Code": "UNAUTHORIZED"}}'))

    # when / then
    with pytest.raises(TemporaryFailure, match=f"refuses our account .{status}, UNAUTHORIZED"):
        sms.send_message(message(), exotel(gateway))


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({}, "SMS gateway"),
        ({"sms_preset": "own"}, "SMS: own gateway"),
        ({"sms_preset": "exotel"}, "'SMS: account', 'SMS: API key', 'SMS: API token'"),
        ({"sms_preset": "msg91", "sms_template_ids": f"{TEMPLATE.dlt_template_id}=1"}, "'SMS: API key'"),
    ],
)
def test_what_is_not_filled_in_is_named_and_waited_for(values: dict[str, Any], named: str) -> None:
    with pytest.raises(TemporaryFailure, match=named):
        sms.send_message(message(), settings(**values))


def test_own_gateway_may_want_everything_in_the_query(gateway: Gateway) -> None:
    # given
    request = {
        "method": "GET", "url": "{base}/rest?v=1.1",
        "query": {"to": "{to_national}", "msg": "{text}", "u": "{unicode}", "t": "{template_id}"},
    }  # fmt: skip

    # when
    sms.send_message(message(), own(gateway, request=request))

    # then
    (asked,) = gateway.posts
    assert asked.method == "GET"
    assert {name: value for name, (value,) in parse_qs(urlsplit(asked.path).query).items()} == {
        "v": "1.1", "to": "9876543210", "msg": HINDI, "u": "1", "t": "1107160000000012345",
    }  # fmt: skip


def test_text_with_braces_fills_nothing_in(gateway: Gateway) -> None:
    # when
    sms.send_message(message(text="{to} & {key}=1"), own(gateway, request={"url": "{base}/", "json": {"m": "{text}"}}))

    # then
    assert gateway.posts[0].json == {"m": "{to} & {key}=1"}


def test_value_in_an_address_cannot_leave_its_place(gateway: Gateway) -> None:
    # when
    sms.send_message(message(address="+91/../admin?x=1#"), own(gateway, request={"url": "{base}/to/{to}/end"}))

    # then
    assert gateway.posts[0].path == "/to/%2B91%2F..%2Fadmin%3Fx%3D1%23/end"


def test_header_cannot_be_broken_out_of(gateway: Gateway) -> None:
    # when
    with pytest.raises(RefusedHere, match="line break"):
        sms.send_message(
            message(key="a\r\nx: y"), own(gateway, request={"url": "{base}/", "headers": {"x-id": "{id}"}})
        )

    # then
    assert gateway.posts == []


@pytest.mark.parametrize(
    ("description", "complaint"),
    [
        ("{", "the description: Invalid JSON"),
        ("{}", "title: Field required"),
        ('{"title": "A", "request": {"url": "https://x.example", "metod": "GET"}}', "request.metod: Extra inputs"),
        (
            '{"title": "A", "request": {"url": "https://x.example/{phone}"}}',
            "nothing fills {phone}; there are",
        ),
        (
            '{"title": "A", "request": {"url": "x"}, "inbound": {"address": "a", "text": "t", "time_zone": "IST"}}',
            "inbound.time_zone: Value error, 'IST' is no time zone; write one like 'Asia/Kolkata'",
        ),
        (
            '{"title": "A", "request": {"url": "x"}, "inbound": {"address": "a", "text": "t", "time_zone": ""}}',
            "inbound.time_zone: Value error, '' is no time zone",
        ),
    ],
)
def test_description_nobody_can_use_is_refused_when_it_is_saved(description: str, complaint: str) -> None:
    with pytest.raises(BadPluginSettings, match=f"SMS: own gateway: {complaint}"):
        settings(sms_gateway=description)


def test_template_ids_are_checked_when_they_are_saved() -> None:
    with pytest.raises(BadPluginSettings, match="gateway's own template ids: write one"):
        settings(sms_template_ids="11071600 66aa")


@pytest.mark.parametrize(
    ("theirs", "kept"),
    [("abc\\u0000d", "abcd"), ("\\ud800x", "?x"), ("7" * 200, "7" * 128), ("\\ud83d\\ude00", "\U0001f600")],
    ids=["nul", "surrogate", "long", "pair"],
)
def test_id_of_the_gateway_is_one_the_database_takes(gateway: Gateway, theirs: str, kept: str) -> None:
    # given
    gateway.answers.append(answer(200, f'{{"SMSMessage": {{"Sid": "{theirs}"}}}}'.encode()))

    # then
    assert sms.send_message(message(), exotel(gateway)).gateway_id == kept


@pytest.mark.parametrize("name", ["msg91", "exotel"])
def test_preset_is_a_description_a_merchant_could_enter(name: str) -> None:
    # given
    ready = http_gateway.read_preset("sms", name)

    # when
    entered = ready.model_dump_json(by_alias=True, exclude_defaults=True)
    read = http_gateway.chosen_gateway("sms", settings(sms_preset="own", sms_gateway=entered))

    # then
    assert read == ready
    assert "read 2026" in ready.source
