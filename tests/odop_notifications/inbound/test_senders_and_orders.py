"""Whose reply it is, and which order it is about."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.utils import timezone

from odop_notifications.answers import records
from odop_notifications.inbound import replies
from odop_notifications.models import Call, Meaning, Message
from tests.odop_notifications.questions import PHONE, ask_again, ask_supplier, sale_states, send_reply

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("store")]


def calls() -> list[tuple[str, str, str]]:
    return [(call.queue, call.reason, call.state) for call in Call.objects.order_by("id")]


def test_unknown_sender_is_called() -> None:
    # when
    answer = send_reply("haan", phone="+919000000000")

    # then
    call = Call.objects.get()
    assert (answer.effect, answer.question) == ("to_helpline", None)
    assert (call.reason, call.sender, call.detail) == ("unknown_sender", "+919000000000", "haan")


def test_answer_that_may_be_about_several_orders_is_asked_about() -> None:
    # given
    ask_supplier(1)
    ask_again(2)

    # when
    answer = send_reply("1")

    # then
    assert answer.effect == "to_helpline"
    assert "2, 1" in answer.remark
    assert sale_states(1) + sale_states(2) == ["placed", "placed"]
    assert [call.reason for call in Call.objects.all()] == ["unclear"]


def test_answer_that_names_its_order_is_of_that_order() -> None:
    # given
    ask_supplier(1047)
    ask_again(1048)

    # when
    send_reply("1047 taiyar")

    # then
    assert sale_states(1047) + sale_states(1048) == ["ready", "placed"]


def test_reply_to_a_message_is_about_that_messages_order() -> None:
    # given
    ask_supplier(1)
    ask_again(2)
    message = Message.objects.get(order_id="order-1", occasion="bought")

    # when
    answer = send_reply("1", in_reply_to=message.key)

    # then
    assert answer.order_id == "order-1"
    assert sale_states(1) + sale_states(2) == ["ready", "placed"]


def test_reply_to_a_message_is_believed_only_from_whom_it_was_sent_to() -> None:
    # given
    ask_supplier(1)
    message = Message.objects.get(occasion="bought")

    # when
    answer = send_reply("1", phone="+919000000000", in_reply_to=message.key)

    # then
    assert answer.effect == "to_helpline"
    assert sale_states() == ["placed"]


@pytest.mark.django_db(transaction=True)
def test_answer_that_may_be_about_several_orders_undoes_none_that_arrives_meanwhile() -> None:
    # given: what the supplier wrote was read while another answer was being written down
    first = ask_supplier()
    second = ask_again(2)
    given = records.GivenAnswer(Meaning.READY, None, "link-1", "link", timezone.now())
    unclear = records.GivenAnswer(Meaning.READY, None, "sms:1", "sms", timezone.now(), sender=PHONE, text="1")
    records.apply_answer(given, second)

    # when
    with transaction.atomic():
        replies._ask_which(unclear, [second, first], timezone.now())

    # then
    second.refresh_from_db()
    assert (second.state, second.meaning) == ("answered", "ready")
