"""What WhatsApp tells: in the shapes of Meta's webhook reference."""

from __future__ import annotations

import hashlib
import hmac
import json
from datetime import UTC, datetime
from typing import Any

import pytest

from odop_core.security.signatures import BadSignature
from odop_notifications.channels.port import NothingHere
from odop_notifications.channels.whatsapp import inbound
from odop_notifications.gateways.http_report import Report, Unreadable, UnreadableReport
from tests.odop_notifications.channels.samples import PHONE, read, report, settings

NUMBER_ID = "106540352242922"
SECRET = "app-secret"
OURS = settings(whatsapp_phone_number_id=NUMBER_ID, whatsapp_app_secret=SECRET, whatsapp_verify_token="choose-me")
AT = datetime(2026, 11, 20, 4, 30, tzinfo=UTC)
TEXT = {"from": "919876543210", "id": "wamid.T", "timestamp": "1795149000", "type": "text", "text": {"body": "हाँ"}}
BUTTON = {
    "context": {"from": "15550783881", "id": "wamid.OURS"}, "from": "919876543210", "id": "wamid.B",
    "timestamp": "1795149000", "type": "button", "button": {"payload": "ready", "text": "हाँ, तैयार है"},
}  # fmt: skip
STATUS = {
    "id": "wamid.OURS", "status": "delivered", "timestamp": "1795149000", "recipient_id": "919876543210",
    "biz_opaque_callback_data": "message:bought:sale-7",
}  # fmt: skip


def reported(number_id: str = NUMBER_ID, **value: Any) -> Report:
    content = {
        "object": "whatsapp_business_account",
        "entry": [
            {
                "id": "102290129340398",
                "changes": [
                    {
                        "field": "messages",
                        "value": {
                            "messaging_product": "whatsapp",
                            "metadata": {"display_phone_number": "15550783881", "phone_number_id": number_id},
                            **value,
                        },
                    }
                ],
            }
        ],
    }
    return raw(json.dumps(content, ensure_ascii=False).encode())


def raw(body: bytes, secret: str = SECRET) -> Report:
    signature = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return report("", body, content_type="application/json", x_hub_signature_256=f"sha256={signature}")


def asked(**query: str) -> Report:
    return report("", method="GET", query={f"hub.{name}": value for name, value in query.items()})


def test_challenge_is_answered_to_who_knows_the_token() -> None:
    # given
    question = asked(mode="subscribe", verify_token="choose-me", challenge="1158201444")

    # then
    assert inbound.answer_challenge(question, OURS) == "1158201444"


@pytest.mark.parametrize(
    "query",
    [
        {"mode": "subscribe", "verify_token": "guess", "challenge": "1"},
        {"mode": "unsubscribe", "verify_token": "choose-me", "challenge": "1"},
        {"mode": "subscribe", "challenge": "1"},
        {},
    ],
)
def test_challenge_is_not_answered_to_others(query: dict[str, str]) -> None:
    with pytest.raises(BadSignature):
        inbound.answer_challenge(asked(**query), OURS)


def test_challenge_is_answered_to_nobody_while_there_is_no_token() -> None:
    with pytest.raises(BadSignature):
        inbound.answer_challenge(asked(mode="subscribe", verify_token="", challenge="1"), settings())


def test_signed_report_is_believed() -> None:
    inbound.verify_report(reported(statuses=[STATUS]), OURS)


def test_report_signed_by_another_app_is_not_believed() -> None:
    with pytest.raises(BadSignature):
        inbound.verify_report(raw(b"{}", secret="another"), OURS)


def test_report_is_not_believed_while_there_is_no_secret() -> None:
    with pytest.raises(BadSignature):
        inbound.verify_report(raw(b"{}", secret=""), settings())


def test_longer_path_has_nothing() -> None:
    with pytest.raises(NothingHere):
        inbound.verify_report(report("more", b"{}"), OURS)


@pytest.mark.parametrize(
    ("word", "status"), [("sent", "accepted"), ("delivered", "delivered"), ("read", "read"), ("failed", "failed")]
)
def test_receipt(word: str, status: str) -> None:
    # when
    (receipt,) = read(inbound, reported(statuses=[{**STATUS, "status": word}]), OURS)

    # then
    assert (receipt.channel, receipt.gateway_id, receipt.status, receipt.at) == ("whatsapp", "wamid.OURS", status, AT)


def test_failure_is_told_in_words_without_the_number() -> None:
    # given
    failed = {**STATUS, "status": "failed", "errors": [{"code": 131026, "title": f"Undeliverable {PHONE}"}]}

    # when
    (receipt,) = read(inbound, reported(statuses=[failed]), OURS)

    # then
    assert receipt.detail == "it cannot be delivered: perhaps the number has no WhatsApp (131026)"


def test_written_answer() -> None:
    # when
    (reply,) = read(inbound, reported(messages=[TEXT]), OURS)

    # then
    assert (reply.address, reply.text, reply.gateway_id, reply.at) == (PHONE, "हाँ", "wamid.T", AT)


def test_button_says_what_it_stands_for_and_which_message_it_answers() -> None:
    # when
    (reply,) = read(inbound, reported(messages=[BUTTON]), OURS)

    # then
    assert (reply.text, reply.in_reply_to) == ("ready", "wamid.OURS")


def test_button_of_a_conversation() -> None:
    # given
    pressed = {**TEXT, "type": "interactive", "interactive": {"button_reply": {"id": "cannot", "title": "नहीं"}}}

    # then
    assert read(inbound, reported(messages=[pressed]), OURS)[0].text == "cannot"


def test_button_whose_payload_is_none_of_ours_says_what_it_shows() -> None:
    # given
    pressed = {**TEXT, "type": "interactive", "interactive": {"button_reply": {"id": "opt-2", "title": "नहीं दे सकते"}}}

    # then
    assert read(inbound, reported(messages=[pressed]), OURS)[0].text == "नहीं दे सकते"


@pytest.mark.parametrize("kind", ["audio", "image", "location", "reaction", "unsupported", "text"])
def test_what_says_nothing_we_can_read_is_not_lost(kind: str) -> None:
    # given: also a text without a body
    spoken = {"from": "919876543210", "id": "wamid.V", "timestamp": "1795149000", "type": kind}

    # when
    (reply,) = read(inbound, reported(messages=[spoken]), OURS)

    # then
    assert (reply.address, reply.text, reply.raw["type"]) == (PHONE, "", kind)


def test_receipts_and_answers_in_one_report() -> None:
    # when
    heard = read(inbound, reported(statuses=[STATUS, {**STATUS, "id": "wamid.2"}], messages=[TEXT, BUTTON]), OURS)

    # then
    assert [one.gateway_id for one in heard] == ["wamid.OURS", "wamid.2", "wamid.T", "wamid.B"]


def test_what_another_number_of_the_account_hears_is_not_for_us() -> None:
    assert read(inbound, reported(number_id="999", statuses=[STATUS], messages=[TEXT]), OURS) == []


def test_other_news_of_the_account_is_passed_over() -> None:
    # given
    content = {
        "object": "whatsapp_business_account",
        "entry": [{"changes": [{"field": "account_update", "value": {}}]}],
    }

    # then
    assert read(inbound, raw(json.dumps(content).encode()), OURS) == []


@pytest.mark.parametrize(
    "body",
    [
        b"", b"[]", b"{}", b'{"object": "page"}', b'{"object": "whatsapp_business_account", "entry": {"a": 1}}',
        b'{"object": "whatsapp_business_account", "entry": [1]}', b"\xff",
    ],
)  # fmt: skip
def test_what_nobody_can_read_is_said_so(body: bytes) -> None:
    with pytest.raises(UnreadableReport):
        read(inbound, raw(body), OURS)


@pytest.mark.parametrize("broken", [{"from": "919876543210"}, {"id": "wamid.1"}, {"from": 1, "id": {}}, {}, 7], ids=str)
def test_message_without_sender_or_id_is_said_so_and_costs_none_of_the_others(broken: Any) -> None:
    # when
    receipt, unreadable, reply = read(inbound, reported(statuses=[STATUS], messages=[broken, TEXT]), OURS)

    # then
    assert (receipt.gateway_id, reply.gateway_id) == ("wamid.OURS", "wamid.T")
    assert isinstance(unreadable, Unreadable)
    assert unreadable.entry == broken


@pytest.mark.parametrize("broken", [{"status": "read"}, {"status": "read", "id": 7}, 7], ids=str)
def test_status_without_id_is_said_so_and_costs_none_of_the_others(broken: Any) -> None:
    # when
    unreadable, receipt = read(inbound, reported(statuses=[broken, STATUS]), OURS)

    # then
    assert isinstance(unreadable, Unreadable)
    assert receipt.gateway_id == "wamid.OURS"


@pytest.mark.parametrize("word", ["deleted", "warning", "held_for_quality_assessment"])
def test_word_that_we_do_not_know_is_kept_with_the_message_and_tells_no_fate(word: str) -> None:
    # when
    (receipt,) = read(inbound, reported(statuses=[{**STATUS, "status": word}]), OURS)

    # then
    assert (receipt.gateway_id, receipt.status, receipt.word) == ("wamid.OURS", "other", word)


@pytest.mark.parametrize("word", ["", " ", None, 7, []], ids=repr)
def test_status_without_a_word_is_said_so(word: Any) -> None:
    assert isinstance(read(inbound, reported(statuses=[{**STATUS, "status": word}]), OURS)[0], Unreadable)
