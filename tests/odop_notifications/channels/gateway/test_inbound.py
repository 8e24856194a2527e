"""Receipts and replies in our own signed form."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from odop_core.security import signatures
from odop_core.security.signatures import BadSignature
from odop_notifications.channels.gateway import inbound
from odop_notifications.channels.port import NothingHere
from odop_notifications.gateways.http_report import Report, UnreadableReport
from tests.gateway import SECRET
from tests.odop_notifications.channels.samples import PHONE, read, report, settings

RECEIPT = {"type": "receipt", "id": "message:1", "status": "delivered", "at": "2026-11-20T10:00:00+05:30"}
REPLY = {"type": "reply", "from": PHONE, "text": "1", "in_reply_to": "message:1"}


def reported(content: Any, path: str = "", secret: str = SECRET, message_id: str = "r1") -> Report:
    body = json.dumps(content).encode()
    signed: dict[str, Any] = {**signatures.sign_headers(secret, message_id, body)}
    return report(path, body, **{name.replace("-", "_"): value for name, value in signed.items()})


def test_signed_report_is_believed() -> None:
    inbound.verify_report(reported(RECEIPT), settings(gateway_secret=SECRET))


@pytest.mark.parametrize("ours", ["", "another"])
def test_other_signature_is_not_believed(ours: str) -> None:
    with pytest.raises(BadSignature):
        inbound.verify_report(reported(RECEIPT), settings(gateway_secret=ours))


def test_longer_path_has_nothing() -> None:
    with pytest.raises(NothingHere):
        inbound.verify_report(reported(RECEIPT, path="more"), settings(gateway_secret=SECRET))


def test_receipt() -> None:
    # when
    (receipt,) = read(inbound, reported(RECEIPT), settings())

    # then
    assert (receipt.channel, receipt.gateway_id, receipt.status) == ("gateway", "message:1", "delivered")
    assert receipt.at == datetime(2026, 11, 20, 4, 30, tzinfo=UTC)


def test_reply() -> None:
    # when
    (reply,) = read(inbound, reported(REPLY), settings())

    # then
    assert (reply.channel, reply.address, reply.text, reply.in_reply_to) == ("gateway", PHONE, "1", "message:1")


def test_two_replies_of_the_same_words_are_two_and_a_repeat_is_one() -> None:
    # when
    keys = [read(inbound, reported(REPLY, message_id=message_id), settings())[0].key for message_id in ("a", "a", "b")]

    # then
    assert keys[0] == keys[1] != keys[2]


@pytest.mark.parametrize(
    "content",
    [
        None, [], {}, {"type": "gossip"}, {**RECEIPT, "status": "eaten"}, {**RECEIPT, "id": ""}, {**REPLY, "from": ""},
        {**REPLY, "text": "x" * 5000}, {**RECEIPT, "at": "soon"},
    ],
)  # fmt: skip
def test_what_is_no_report_is_said_so_without_repeating_it(content: Any) -> None:
    with pytest.raises(UnreadableReport) as refused:
        read(inbound, reported(content), settings())

    assert "xxx" not in str(refused.value)
