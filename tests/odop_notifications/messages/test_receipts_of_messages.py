"""Receipts beside their messages, as GraphQL shows them."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from odop_notifications import api
from odop_notifications.models import DeliveryReceipt, Message

pytestmark = pytest.mark.django_db


def sent(key: str, channel: str, gateway_id: str) -> int:
    return Message.objects.create(key=key, channel=channel, gateway_id=gateway_id, language="en", address="x").pk


def receipt(channel: str, gateway_id: str) -> None:
    DeliveryReceipt.objects.create(
        key=f"{channel}:{gateway_id}", channel=channel, gateway_id=gateway_id, status="delivered", detail=""
    )


def test_receipt_of_another_channel_that_uses_the_same_id_is_not_shown() -> None:
    # given
    message = sent("m-1", "sms", "7")
    receipt("voice", "7")

    # then
    assert message not in api.receipts_of_messages([message])


def test_receipts_are_looked_up_as_they_are_indexed() -> None:
    # given: the index is by channel and id
    message = sent("m-1", "sms", "7")
    receipt("sms", "7")

    # when
    with CaptureQueriesContext(
        connection,
    ) as asked:
        found = api.receipts_of_messages([message])

    # then
    assert [one.status for one in found[message]] == ["delivered"]
    assert '"channel" IN' in asked.captured_queries[-1]["sql"]
