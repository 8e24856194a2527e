"""Which calls wait for an operator, and which are needed no more: what a supplier wished for is."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from odop_consignment import api as consignment
from odop_core.queue import worker
from odop_notifications.calls import queue
from odop_notifications.helpline import claims, operators, outcomes, script
from odop_notifications.helpline.outcomes import OutcomeReport
from odop_notifications.models import Call, CallOutcome, CallReason, Question
from odop_notifications.settings import PLUGIN_ID
from tests.factories import cancelled, line, order, switch
from tests.odop_notifications.questions import announce_orders, ask_supplier, send_reply

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("store")]


@pytest.fixture(autouse=True)
def any_hour() -> None:
    """Suppliers may be called at any hour."""
    switch(PLUGIN_ID, channel="console", hours="", waiting_counts_at_night=True)


def in_hand() -> Call:
    """Nobody answered, and the operator has taken the call."""
    ask_supplier()
    with transaction.atomic():
        queue.queue_call(Question.objects.select_for_update().get(), CallReason.UNANSWERED, now=timezone.now())
    call = claims.claim_next_call("asha")
    assert call is not None
    return call


def states() -> list[tuple[str, str]]:
    return [(call.reason, call.state) for call in Call.objects.order_by("id")]


def test_who_asks_to_be_called_while_an_operator_has_the_call_is_called_when_the_line_was_busy() -> None:
    # given
    call = in_hand()
    send_reply("1")
    send_reply("phone karo, pata badal gaya")

    # when
    outcomes.log_outcome(call.pk, "asha", OutcomeReport(CallOutcome.BUSY))

    # then
    assert states() == [("call_me", "waiting")]


def test_who_asks_to_be_called_while_an_operator_has_the_call_is_called_when_that_one_falls_silent() -> None:
    # given
    in_hand()
    send_reply("1")
    send_reply("phone karo")

    # when
    claims.return_abandoned_calls(timezone.now() + timedelta(minutes=30))

    # then
    assert states() == [("call_me", "waiting")]


def test_missed_pickup_that_is_added_to_a_call_after_the_answer_is_not_over() -> None:
    # given
    call = in_hand()
    send_reply("1")
    (question,) = Question.objects.all()
    queue.queue_call_about_sales(
        question.sale_ids, CallReason.PICKUP_MISSED, "missed-1", "Nobody opened.", timezone.now()
    )

    # when
    claims.release_call(call.pk, "asha")

    # then
    assert states() == [("pickup_missed", "waiting")]


def test_call_for_who_wants_to_speak_outlives_the_collection() -> None:
    # given
    question = ask_supplier()
    send_reply("1")
    send_reply("phone karo, mera bank badal gaya")

    # when
    consignment.collect_sales(question.sale_ids)
    worker.run_due()

    # then
    assert states() == [("call_me", "waiting")]


def test_call_for_who_was_not_understood_outlives_the_cancellation() -> None:
    # given
    ask_supplier()
    send_reply("driver ne maal tod diya")

    # when
    announce_orders(cancelled(order(line("kurta", id="line-kurta-1"))))

    # then
    assert states() == [("unclear", "waiting")]


def test_call_about_goods_alone_ends_with_the_collection() -> None:
    # given: not ready, and they did not say when
    question = ask_supplier()
    send_reply("2")

    # when
    consignment.collect_sales(question.sale_ids)
    worker.run_due()

    # then
    assert states() == [("when", "withdrawn")]


def test_of_a_call_about_several_things_the_suppliers_wish_is_left() -> None:
    # given
    question = ask_supplier()
    send_reply("1")
    send_reply("phone karo")
    queue.queue_call_about_sales(
        question.sale_ids, CallReason.PICKUP_MISSED, "missed-1", "Nobody opened.", timezone.now()
    )

    # when
    consignment.collect_sales(question.sale_ids)
    worker.run_due()

    # then
    assert states() == [("call_me", "waiting")]


def test_operator_asks_about_no_goods_where_none_are_left() -> None:
    # given
    question = ask_supplier()
    send_reply("1")
    consignment.collect_sales(question.sale_ids)
    send_reply("phone karo")

    # when
    written = script.write_script(Call.objects.get(), "Asha", None, [], "en")

    # then
    assert written.lines[1] == "You asked us to call. How can we help?"


def test_call_in_a_language_no_operator_speaks_is_made_in_hindi() -> None:
    # given
    operators.save_operator("asha", ["hi"])
    ask_supplier()
    Question.objects.update(language="en")

    # when
    send_reply("phone karo")

    # then
    assert Call.objects.get().language == "hi"


def test_call_is_made_in_the_suppliers_language_where_an_operator_speaks_it() -> None:
    # given
    operators.save_operator("asha", ["hi", "en"])
    ask_supplier()
    Question.objects.update(language="en")

    # when
    send_reply("phone karo")

    # then
    assert Call.objects.get().language == "en"
