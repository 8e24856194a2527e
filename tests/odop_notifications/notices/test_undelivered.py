"""Who could not be told is told by another way at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from odop_consignment.api import Purpose
from odop_consignment.api.privacy import record_consent
from odop_core.queue import outbox, worker
from odop_notifications.escalation import steps
from odop_notifications.gateways.message import Receipt, ReceiptStatus
from odop_notifications.messages import Recipient, receipts, write_message
from odop_notifications.messages.writer import About
from odop_notifications.models import Call, CallReason, Message, Question
from odop_notifications.notices.undelivered import follow_up_undelivered
from odop_notifications.settings import PLUGIN_ID
from odop_notifications.templates.occasions import CANCELLED
from tests.factories import announce, cancelled, line, offer, order, supplier, switch
from tests.gateway import SECRET, Gateway, answer, hang_up
from tests.odop_notifications.questions import announce_orders, ask_supplier

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("store")]


@pytest.fixture
def gone(gateway: Gateway) -> Gateway:
    """The gateway refuses the next message for good."""
    switch(PLUGIN_ID, gateway_url=gateway.url, gateway_secret=SECRET, hours="")
    gateway.answers.append(answer(422, b"no such number"))
    return gateway


def is_due() -> bool:
    return bool(Question.objects.filter(due_at__lte=timezone.now()).exists())


def failed(message: Message) -> None:
    receipts.record_receipt(Receipt(message.channel, message.gateway_id, ReceiptStatus.FAILED, f"failed-{message.pk}"))
    worker.run_due()


def test_question_that_could_not_be_sent_goes_on_to_its_next_step(gone: Gateway) -> None:
    # when
    ask_supplier()

    # then
    assert Message.objects.get().state == "failed"
    assert is_due()


def test_question_that_was_sent_waits_for_its_answer(gone: Gateway) -> None:
    # given
    gone.answers.clear()

    # when
    ask_supplier()

    # then
    assert Message.objects.get().state == "sent"
    assert not is_due()


def test_question_that_did_not_arrive_goes_on_to_its_next_step(gone: Gateway) -> None:
    # given
    gone.answers.clear()
    ask_supplier()

    # when
    failed(Message.objects.get())

    # then
    assert is_due()


def test_question_that_was_asked_again_meanwhile_keeps_its_time(gone: Gateway) -> None:
    # given
    gone.answers.clear()
    question = ask_supplier()
    first = Message.objects.get()
    write_message(
        "reminder", Recipient("Shabana", "+919800000001", "en", supplier_id=question.supplier_id),
        {"quantity": 1, "product": "kurta", "order": "1"}, key="again", about=About(order_id=question.order_id),
    )  # fmt: skip

    # when
    failed(first)

    # then
    assert not is_due()


def test_who_does_not_pick_up_is_not_called_again_at_once(gone: Gateway) -> None:
    # given
    gone.answers.clear()
    ask_supplier()
    Message.objects.update(channel="voice", gateway_id="c411")

    # when
    failed(Message.objects.get())

    # then
    assert not is_due()


def test_who_has_no_number_is_asked_by_the_next_way_at_once(gone: Gateway) -> None:
    # given
    offer("kurta", by=supplier("Shabana", phone=""))

    # when
    announce_orders(order(line("kurta")))

    # then
    assert Message.objects.get().state == "refused"
    assert is_due()


def test_order_that_changes_later_hurries_nobody_again(gone: Gateway) -> None:
    # given
    offer("kurta", by=supplier("Shabana", phone=""))
    announce_orders(order(line("kurta")))
    later = timezone.now() + timedelta(hours=1)
    Question.objects.update(due_at=later)
    Message.objects.create(
        key="again", occasion="reminder", recipient_name="Shabana", address="", channel="whatsapp", language="en",
        text="", order_id="order-1", supplier_id=Question.objects.get().supplier_id,
    )  # fmt: skip

    # when
    announce_orders(order(line("kurta"), minute=5))

    # then
    assert Question.objects.get().due_at == later


def test_last_way_is_the_helpline(gone: Gateway) -> None:
    # given
    question = ask_supplier()
    question.policy.steps.exclude(channel="helpline").delete()

    # when
    steps.take_due_steps()

    # then
    assert Call.objects.get().reason == CallReason.UNANSWERED


def called_off(gateway: Gateway) -> None:
    """The supplier heard that it was bought; that it was called off could not be sent."""
    gateway.answers.clear()
    ask_supplier()
    gateway.answers.append(answer(422))
    announce_orders(cancelled(order(line("kurta", id="line-kurta-1"))))


def test_cancellation_that_could_not_be_sent_is_told_by_telephone(gone: Gateway) -> None:
    # when
    called_off(gone)

    # then
    call = Call.objects.get()
    assert (call.reason, call.state, call.order_number) == (CallReason.UNDELIVERED, "waiting", "1")
    assert call.supplier_id == Question.objects.get().supplier_id
    assert call.detail == Message.objects.get(occasion=CANCELLED).text


def test_call_to_say_it_stays_when_the_order_changes_again(gone: Gateway) -> None:
    # given
    called_off(gone)

    # when
    announce(cancelled(order(line("kurta", id="line-kurta-1")), minute=90))
    worker.run_due()

    # then
    assert Call.objects.get().state == "waiting"


def test_it_is_said_once(gone: Gateway) -> None:
    # given
    called_off(gone)

    # when
    follow_up_undelivered(Message.objects.get(occasion=CANCELLED))

    # then
    assert Call.objects.count() == 1


def test_what_is_no_longer_true_is_told_by_no_other_way(gone: Gateway) -> None:
    # given
    gone.answers.clear()
    ask_supplier()
    Message.objects.update(void_at=timezone.now())

    # when
    failed(Message.objects.get())

    # then
    assert not is_due()


def consent(supplier_id: int, given: bool) -> None:
    record_consent(supplier_id, Purpose.MESSAGES, given=given, channel="phone call", by="clerk")
    worker.run_due()


def test_message_on_its_way_is_not_sent_against_a_consent_taken_back(gone: Gateway) -> None:
    # given
    gone.answers[:] = [answer(503)]
    question = ask_supplier()

    # when
    consent(question.supplier_id, False)
    worker.run_due()

    # then
    message = Message.objects.get()
    assert (message.state, len(gone.posts)) == ("refused", 1)
    assert "took back their consent" in message.failure
    assert is_due()


def test_message_that_was_sent_stays_sent_when_consent_is_taken_back(gone: Gateway) -> None:
    # given
    gone.answers.clear()
    question = ask_supplier()

    # when
    consent(question.supplier_id, False)

    # then
    assert Message.objects.get().state == "sent"


def test_consent_that_is_given_refuses_nothing(gone: Gateway) -> None:
    # given
    gone.answers[:] = [answer(503)]
    question = ask_supplier()

    # when
    consent(question.supplier_id, True)

    # then
    assert Message.objects.get().state == "queued"


def test_who_may_have_heard_before_they_took_back_their_consent_is_told_of_the_cancellation(gone: Gateway) -> None:
    # given: nobody can tell whether the first message arrived
    gone.answers[:] = [hang_up]
    question = ask_supplier()
    consent(question.supplier_id, False)
    assert Message.objects.get().state == "maybe_sent"

    # when
    announce_orders(cancelled(order(line("kurta", id="line-kurta-1"))))

    # then: by telephone, since they want no messages
    assert Message.objects.get(occasion=CANCELLED).state == "refused"
    assert Call.objects.filter(reason=CallReason.UNDELIVERED, state="waiting").exists()


def test_first_of_two_products_that_could_not_be_told_hurries_the_question(gone: Gateway) -> None:
    # given
    shabana = supplier("Shabana", phone="+919876543210")
    offer("kurta", by=shabana)
    offer("shawl", by=shabana)

    # when
    announce_orders(order(line("kurta"), line("shawl")))

    # then
    assert list(Message.objects.order_by("id").values_list("state", flat=True)) == ["failed", "sent"]
    assert is_due()


def test_who_could_not_be_rung_since_there_is_no_number_is_not_waited_for(gone: Gateway) -> None:
    # given
    switch(PLUGIN_ID, channel="voice", hours="")
    offer("kurta", by=supplier("Shabana", phone=""))

    # when
    announce_orders(order(line("kurta")))

    # then
    assert Message.objects.get().state == "refused"
    assert is_due()


@pytest.mark.django_db(transaction=True)
def test_a_message_that_is_given_up_waits_for_no_question(gone: Gateway) -> None:
    # given: somebody holds the question, and will want the message next
    gone.answers.clear()
    question = ask_supplier()
    write_message(
        "reminder", Recipient("Shabana", "+919876543210", "en", supplier_id=question.supplier_id),
        {"quantity": 1, "product": "kurta", "order": "1"}, key="again", about=About(order_id=question.order_id),
    )  # fmt: skip
    gone.answers.append(answer(422))

    # when
    with transaction.atomic(), ThreadPoolExecutor(1) as other:
        Question.objects.select_for_update().get()
        other.submit(_carry_one).result(timeout=20)

    # then
    assert Message.objects.get(key="again").state == "failed"


def _carry_one() -> None:
    """In another connection, which does not wait for long."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '3s'")
        for item in outbox.claim_due("notifications.message.gateway", 5):
            outbox.deliver_item(item)
    finally:
        connection.close()
