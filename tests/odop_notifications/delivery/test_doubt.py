"""A gateway that would not recognise a repeat is asked once, whoever was killed and whatever it did not say."""

from __future__ import annotations

import time
from datetime import timedelta
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
from django.db.models.functions import Now
from django.utils import timezone

from odop_core.models import OutboxItem, WorkState
from odop_core.queue import outbox, work, worker
from odop_core.security import http
from odop_notifications.delivery.deliverer import GRACE, MessageDeliverer
from odop_notifications.messages import resend_message, withdraw_messages
from odop_notifications.models import ChannelState, Message, MessageAttempt
from odop_notifications.settings import NotificationSettings
from tests.factories import make_due
from tests.gateway import Gateway, answer, hang_up
from tests.odop_notifications.delivery.doubt import (
    killed_while_sending,
    run_all_due,
    set_up,
    state,
    tell,
)

pytestmark = pytest.mark.django_db
TAKEN = answer(200, b'{"sid": "theirs-1"}')


@pytest.fixture
def sms(gateway: Gateway) -> Gateway:
    """A gateway that knows no keys."""
    return set_up(gateway)


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
