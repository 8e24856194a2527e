"""Whom a user id of WhatsApp stands for: known once both were seen, by what was answered or delivered."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from odop_notifications.channels.whatsapp.window import is_window_open
from odop_notifications.gateways.http_report import make_inbound
from odop_notifications.gateways.message import Inbound, Receipt, ReceiptStatus
from odop_notifications.helpline import numbers
from odop_notifications.inbound import intake
from odop_notifications.inbound.replies import receive_reply
from odop_notifications.messages.receipts import record_receipt
from odop_notifications.models import Call, Message, Question, UserId
from odop_notifications.suppliers import erasure, user_ids
from tests.odop_notifications.questions import PHONE, ask_supplier, sale_states

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("store")]
USER = "IN.13491208655302741918"


@pytest.fixture
def asked() -> Message:
    """A question that was asked by WhatsApp."""
    ask_supplier()
    message = Message.objects.get(occasion="bought")
    Message.objects.filter(pk=message.pk).update(
        channel="whatsapp", gateway_id="wamid.OURS", sent_at=message.created_at
    )
    message.refresh_from_db()
    return message


def hidden(text: str = "taiyar hai", key: str = "w1", **values: Any) -> Inbound:
    """Somebody wrote whose number we are not told."""
    return Inbound("whatsapp", USER, text, f"whatsapp:{key}", at=timezone.now(), user_id=USER, **values)


def test_reply_to_a_message_is_of_whom_it_was_sent_to(asked: Message) -> None:
    # when
    answer = receive_reply(hidden(in_reply_to="wamid.OURS"))

    # then
    assert (answer.effect, answer.sender) == ("applied", PHONE)
    assert sale_states() == ["ready"]


def test_who_replied_once_is_known_without_it(asked: Message) -> None:
    # given
    receive_reply(hidden("kya?", in_reply_to="wamid.OURS"))

    # when
    answer = receive_reply(hidden(key="w2"))

    # then
    assert (answer.effect, sale_states()) == ("applied", ["ready"])


def test_who_wrote_with_both_is_known_without_the_number(asked: Message) -> None:
    # given
    receive_reply(replace(hidden("kya?", key="w0"), address=PHONE))

    # then
    assert receive_reply(hidden()).effect == "applied"


def test_who_got_a_message_is_known(asked: Message) -> None:
    # given
    record_receipt(Receipt("whatsapp", "wamid.OURS", ReceiptStatus.DELIVERED, "r1", user_id=USER))

    # then
    assert receive_reply(hidden()).effect == "applied"


def test_stranger_without_a_number_reaches_the_helpline_and_no_question(asked: Message) -> None:
    # when
    answer = receive_reply(hidden())

    # then
    assert (answer.question, answer.effect, answer.sender) == (None, "to_helpline", USER)
    assert Question.objects.get().state == "waiting"
    assert numbers.number_of(Call.objects.get()) == ""


def test_reply_to_nobodys_message_makes_nobody_known(asked: Message) -> None:
    # when
    receive_reply(hidden(in_reply_to="wamid.NOT-OURS"))

    # then
    assert UserId.objects.count() == 0


def test_number_that_went_to_somebody_else_is_theirs_alone(asked: Message) -> None:
    # given
    now = timezone.now()
    user_ids.remember_user(USER, PHONE, now)

    # when
    user_ids.remember_user("IN.2", PHONE, now + timedelta(days=1))

    # then
    assert (user_ids.find_phone(USER), user_ids.find_phone("IN.2")) == ("", PHONE)


def test_what_was_seen_before_changes_nothing() -> None:
    # given
    now = timezone.now()
    user_ids.remember_user(USER, PHONE, now)

    # when
    user_ids.remember_user(USER, "+919000000001", now - timedelta(days=1))

    # then
    assert user_ids.find_phone(USER) == PHONE


def test_window_is_open_for_who_wrote_without_a_number() -> None:
    # given
    user_ids.remember_user(USER, PHONE, timezone.now())
    intake.accept_report(make_inbound("whatsapp", USER, "haan", "wamid.1", at=timezone.now(), user_id=USER))

    # then
    assert is_window_open(PHONE)
    assert not is_window_open("+919000000001")


@pytest.mark.parametrize(
    ("text", "why"),
    [("taiyar hai", "It came with a picture."), ("nahi de sakte", "It was forwarded."), ("👍", "A reaction.")],
)
def test_what_is_for_a_person_decides_nothing_and_is_shown_with_its_words(asked: Message, text: str, why: str) -> None:
    # when
    answer = receive_reply(replace(hidden(text, in_reply_to="wamid.OURS"), for_person=why))

    # then
    assert (answer.meaning, answer.effect, answer.remark) == ("unclear", "to_helpline", why)
    assert Call.objects.get().detail == f"{text}\n{why}"
    assert sale_states() == ["placed"]


def test_erased_supplier_leaves_no_user_id(asked: Message) -> None:
    # given
    receive_reply(hidden(in_reply_to="wamid.OURS"))

    # when
    erasure.erase_supplier(Question.objects.get().supplier_id)

    # then
    assert UserId.objects.count() == 0
