"""What a gateway reports of a message nobody knows the end of."""

from __future__ import annotations

import json

import pytest
from django.utils import timezone

from odop_core.models import OutboxItem, WorkState
from odop_core.queue import worker
from odop_notifications.gateways.message import Receipt, ReceiptStatus
from odop_notifications.messages import receipts
from odop_notifications.models import Message
from tests.gateway import SECRET, Gateway, answer
from tests.odop_notifications.delivery.doubt import (
    killed_while_sending,
    reported,
    run_all_due,
    set_up,
    state,
    tell,
)
from tests.odop_notifications.requests import request

pytestmark = pytest.mark.django_db


@pytest.fixture
def sms(gateway: Gateway) -> Gateway:
    """A gateway that knows no keys."""
    return set_up(gateway)


def test_a_report_by_our_key_tells_that_it_was_sent(sms: Gateway) -> None:
    # given
    tell()
    killed_while_sending()

    # when
    reported()
    run_all_due()

    # then
    assert sms.posts == []
    assert (state(), Message.objects.get().gateway_id) == ("delivered", "theirs-1")
    assert OutboxItem.objects.get().state == WorkState.DONE


def test_a_report_also_tells_of_what_was_given_up(sms: Gateway) -> None:
    # given
    tell()
    killed_while_sending()
    run_all_due()

    # when
    reported()

    # then
    assert (state(), Message.objects.get().failure) == ("delivered", "")
    assert OutboxItem.objects.get().state == WorkState.DONE


def test_a_report_that_it_failed_tells_as_much(sms: Gateway) -> None:
    # given
    tell()
    killed_while_sending()
    run_all_due()

    # when
    reported(ReceiptStatus.FAILED)

    # then
    assert state() == "failed"


def test_a_report_of_another_message_tells_nothing(sms: Gateway) -> None:
    # given
    tell()
    killed_while_sending()
    run_all_due()

    # when
    reported(message_key="m-2")

    # then
    assert state() == "maybe_sent"


def test_a_report_over_another_channel_tells_nothing(sms: Gateway) -> None:
    # given
    tell()
    killed_while_sending()
    run_all_due()

    # when
    reported = Receipt("voice", "theirs-1", ReceiptStatus.DELIVERED, "r-1", at=timezone.now(), message_key="m-1")
    receipts.record_receipt(reported)

    # then
    assert state() == "maybe_sent"


def test_a_gateway_reports_by_the_key_it_was_given(sms: Gateway) -> None:
    # given
    tell()
    killed_while_sending()
    run_all_due()
    report = json.dumps({"sid": "theirs-1", "ref": "m-1", "state": "done"}).encode()

    # when
    request("POST", "sms/receipt", {"secret": SECRET}, {"content-type": "application/json"}, report)
    run_all_due()

    # then
    assert state() == "delivered"


def test_a_gateway_reports_to_the_address_it_was_given(sms: Gateway) -> None:
    # given
    tell()
    killed_while_sending()
    run_all_due()
    report = json.dumps({"sid": "theirs-1", "state": "done"}).encode()
    asked = {"secret": SECRET, "odop_message": "m-1"}

    # when
    request("POST", "sms/receipt", asked, {"content-type": "application/json"}, report)
    run_all_due()

    # then
    assert state() == "delivered"


def test_a_report_on_what_seemed_not_to_be_taken_stops_the_next_attempt(sms: Gateway) -> None:
    # given
    sms.answers.append(answer(500))
    tell()
    worker.run_due()

    # when
    reported()
    run_all_due()

    # then
    assert len(sms.posts) == 1
    assert state() == "delivered"
    assert OutboxItem.objects.get().state == WorkState.DONE


def test_one_messages_address_is_not_that_of_all_in_a_batch(sms: Gateway) -> None:
    # given
    tell()
    killed_while_sending()
    run_all_due()
    batch = json.dumps([{"sid": "theirs-2", "state": "done"}, {"sid": "theirs-1", "state": "lost"}]).encode()
    asked = {"secret": SECRET, "odop_message": "m-1"}

    # when
    request("POST", "sms/receipt", asked, {"content-type": "application/json"}, batch)
    run_all_due()

    # then
    assert state() == "maybe_sent"
