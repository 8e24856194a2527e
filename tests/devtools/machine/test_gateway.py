"""The loopback gateway: it believes only what was signed, knows repeats, and misbehaves when told to."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
import requests

from devtools.machine.gateway import Gateway, describe
from odop_core.security import signatures

SECRET = "shared"


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    with Gateway(SECRET).serving() as serving:
        yield serving


def send(gateway: Gateway, message_id: str = "m-1", secret: str = SECRET, url: str = "") -> requests.Response:
    body = json.dumps({"order": "7", "occasion": "bought", "to": "+91", "text": "नमस्ते"}).encode()
    headers = signatures.sign_headers(secret, message_id, body)
    return requests.post(url or gateway.sms_url, data=body, headers=headers, timeout=2)


def test_a_signed_message_is_kept(gateway: Gateway) -> None:
    # when
    answer = send(gateway)

    # then
    assert (answer.status_code, answer.json()["accepted"]) == (200, True)
    assert [message["text"] for message in gateway.messages("7")] == ["नमस्ते"]


def test_a_repeat_is_answered_but_counts_once(gateway: Gateway) -> None:
    # given
    send(gateway)

    # when / then
    assert send(gateway).json()["accepted"] is False
    assert len(gateway.messages()) == 1
    assert [got.repeat for got in gateway.received] == [0, 1]


def test_a_wrong_signature_is_refused(gateway: Gateway) -> None:
    assert send(gateway, secret="another").status_code == 401
    assert (gateway.messages(), gateway.refused) == ([], ["bad-signature"])


def test_messages_of_other_orders_are_told_apart(gateway: Gateway) -> None:
    # when
    send(gateway)

    # then
    assert gateway.messages("8") == []


def test_pickups_are_no_messages(gateway: Gateway) -> None:
    assert send(gateway, url=gateway.partner_url).status_code == 200
    assert gateway.messages() == []


def test_an_unknown_address_is_not_found(gateway: Gateway) -> None:
    assert send(gateway, url=f"{gateway.url}/elsewhere").status_code == 404


def test_it_can_answer_with_an_error_and_recover(gateway: Gateway) -> None:
    # when / then
    gateway.behave("error")
    assert send(gateway).status_code == 500

    # when / then
    gateway.behave("well")
    assert send(gateway).json()["accepted"] is True


def test_it_can_hang_up(gateway: Gateway) -> None:
    # given
    gateway.behave("dead")

    # when / then
    with pytest.raises(requests.ConnectionError):
        send(gateway)


def test_it_can_keep_silent(gateway: Gateway) -> None:
    # given
    gateway.behave("silent")

    # when / then
    with pytest.raises(requests.Timeout):
        send(gateway)


def test_waiting_ends_when_the_message_is_there(gateway: Gateway) -> None:
    # given
    send(gateway)

    # when / then
    assert gateway.wait_for(lambda self: bool(self.messages()), timeout=1)
    assert not gateway.wait_for(lambda self: len(self.messages()) > 1, timeout=0.05)


def test_a_message_is_shown_with_its_words(gateway: Gateway) -> None:
    # when
    send(gateway)

    # then
    assert describe(gateway.received[0]) == "SMS to +91: नमस्ते"
