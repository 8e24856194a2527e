"""A gateway that would not recognise a repeat is asked once, whoever was killed and whatever it did not say."""

from __future__ import annotations

import json
import time
from datetime import timedelta
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
from django.db.models.functions import Now
from django.utils import timezone

from odop_core.models import OutboxItem, WorkState
from odop_core.queue import outbox, work, worker
from odop_core.retry import DELIVERY
from odop_core.security import http
from odop_notifications.delivery.deliverer import GRACE, MessageDeliverer
from odop_notifications.gateways.message import Receipt, ReceiptStatus
from odop_notifications.messages import Recipient, receipts, resend_message, withdraw_messages, write_message
from odop_notifications.messages.writer import About
from odop_notifications.models import ChannelState, Message, MessageAttempt
from odop_notifications.settings import PLUGIN_ID, NotificationSettings
from tests.factories import make_due, switch
from tests.gateway import SECRET, Gateway, answer, hang_up
from tests.odop_notifications.requests import request

pytestmark = pytest.mark.django_db
FACTS = {"quantity": 1, "product": "kurta", "order": "7"}
TAKEN = answer(200, b'{"sid": "theirs-1"}')


def description(gateway: Gateway, **more: Any) -> str:
    request = {"url": gateway.url, "json": {"to": "{to}", "text": "{text}", "ref": "{id}"}}
    receipt = {"id": "sid", "key": "ref", "status": "state", "statuses": {"done": "delivered", "lost": "failed"}}
    reported = {"title": "Own", "request": request, "answer": {"id": "sid"}, "receipt": receipt}
    return json.dumps(reported | more)


@pytest.fixture
def sms(gateway: Gateway) -> Gateway:
    """A gateway that knows no keys."""
    return set_up(gateway)


def set_up(gateway: Gateway, **more: Any) -> Gateway:
    switch(
        PLUGIN_ID, channel="sms", sms_preset="own", sms_gateway=description(gateway, **more), dlt_required=False,
        rates="", hours="", sms_webhook_secret=SECRET, gateway_url=gateway.url, gateway_secret=SECRET,
    )  # fmt: skip
    return gateway


def tell(key: str = "m-1", channel: str = "sms") -> Message:
    about = About(sale_id=5, order_id="order-7", order_number="7")
    return write_message(
        "bought", Recipient("Shabana", "+919800000001", "en"), FACTS, key=key, channel=channel, about=about
    )


def killed_while_sending() -> None:
    (item,) = work.claim_due(OutboxItem, 1)
    work.begin_attempt(item, DELIVERY, in_doubt=True)
    make_due()


def run_all_due() -> None:
    for _turn in range(3):
        worker.run_due()
        make_due()


def state() -> str:
    return str(Message.objects.get(key="m-1").state)


def reported(status: ReceiptStatus = ReceiptStatus.DELIVERED, message_key: str = "m-1") -> None:
    receipts.record_receipt(
        Receipt("sms", "theirs-1", status, f"r-{status}", at=timezone.now(), message_key=message_key)
    )


def say_nothing(_handler: BaseHTTPRequestHandler) -> None:
    time.sleep(1)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "TIMEOUT", (1, 0.2))


def test_a_worker_killed_while_sending_leaves_it_maybe_sent(sms: Gateway) -> None:
    # given
    tell()
    killed_while_sending()

    # when
    run_all_due()

    # then
    assert sms.posts == []
    assert state() == "maybe_sent"
    assert "resend it if it did not arrive" in Message.objects.get().failure


@pytest.mark.parametrize(
    "silence", [say_nothing, hang_up, *map(answer, (502, 504, 520, 524))],
    ids=["timeout", "hang up", "502", "504", "520", "524"],
)  # fmt: skip
def test_a_gateway_that_falls_silent_is_not_asked_again(sms: Gateway, silence: Any, impatient: None) -> None:
    # given
    sms.answers.append(silence)
    tell()

    # when
    run_all_due()

    # then
    assert len(sms.posts) == 1
    assert state() == "maybe_sent"


def test_a_report_is_waited_for_before_it_is_given_up(sms: Gateway) -> None:
    # given
    sms.answers.append(hang_up)
    tell()

    # when
    worker.run_due()

    # then
    assert state() == "queued"
    assert OutboxItem.objects.get().due_at > timezone.now() + GRACE - timedelta(seconds=30)


def test_the_attempt_in_doubt_is_written_down(sms: Gateway) -> None:
    # given
    sms.answers.append(hang_up)
    tell()

    # when
    worker.run_due()

    # then
    assert MessageAttempt.objects.get().outcome == "in_doubt"


def test_a_gateway_that_surely_did_not_take_it_is_asked_again(sms: Gateway) -> None:
    # given
    sms.answers += [answer(500), answer(503), TAKEN]
    tell()

    # when
    run_all_due()

    # then
    assert len(sms.posts) == 3
    assert state() == "sent"


def test_a_gateway_that_recognises_repeats_is_asked_again(gateway: Gateway) -> None:
    # given
    set_up(gateway, recognises_repeats=True)
    gateway.answers += [hang_up, TAKEN]
    tell()

    # when
    run_all_due()

    # then
    assert [post.json["ref"] for post in gateway.posts] == ["m-1", "m-1"]
    assert state() == "sent"


def test_the_signed_gateway_recognises_repeats(gateway: Gateway) -> None:
    # given
    set_up(gateway)
    tell(channel="gateway")
    killed_while_sending()

    # when
    run_all_due()

    # then
    assert gateway.ids == ["m-1"]
    assert state() == "sent"


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


def test_what_breaks_before_the_gateway_is_asked_leaves_no_doubt(sms: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    def broken(_self: MessageDeliverer) -> NotificationSettings:
        raise ValueError("a setting is wrong")

    tell()
    (item,) = work.claim_due(OutboxItem, 1)
    with monkeypatch.context() as patched:
        patched.setattr(MessageDeliverer, "_settings", broken)
        patched.setattr(MessageDeliverer, "not_yet", lambda *_args: None)
        outbox.deliver_item(item)

    # when
    make_due()
    run_all_due()

    # then
    assert len(sms.posts) == 1
    assert state() == "sent"


def test_a_message_in_doubt_uses_up_no_trial_of_a_stopped_channel(sms: Gateway) -> None:
    # given
    tell()
    killed_while_sending()
    tell("m-2")
    ChannelState.objects.create(
        channel="sms", failures_in_a_row=9, openings=1, open_until=Now() - timedelta(seconds=1), last_failure="503"
    )
    OutboxItem.objects.filter(key="m-2").update(due_at=Now())
    sms.answers.append(TAKEN)

    # when
    for _turn in range(3):
        worker.run_due()

    # then
    assert [post.json["ref"] for post in sms.posts] == ["m-2"]


def test_replay_does_not_send_it_again(sms: Gateway) -> None:
    # given
    tell()
    killed_while_sending()
    run_all_due()

    # when
    work.replay_dead(OutboxItem.objects.all())
    run_all_due()

    # then
    assert sms.posts == []
    assert state() == "maybe_sent"


def test_staff_who_know_that_it_did_not_arrive_send_it_anew(sms: Gateway) -> None:
    # given
    message = tell()
    killed_while_sending()
    run_all_due()
    sms.answers.append(TAKEN)

    # when
    again = resend_message(message.pk)
    run_all_due()

    # then
    assert [post.json["ref"] for post in sms.posts] == ["m-1:again-1"]
    assert Message.objects.get(pk=again.pk).state == "sent"


def test_what_may_have_been_heard_is_unsaid_with_a_second_message(sms: Gateway) -> None:
    # given
    tell()
    killed_while_sending()
    run_all_due()

    # when
    taken_back = withdraw_messages(5)

    # then
    assert taken_back.maybe_heard
    assert state() == "maybe_sent"
    assert OutboxItem.objects.get().state == WorkState.WITHDRAWN
