"""What follows from an answer: for the goods it is about, and for who wants to be called whatever became of them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from odop_consignment import api as consignment
from odop_core.india import dates
from odop_core.queue import worker
from odop_notifications.answers import settlement
from odop_notifications.escalation import policies, steps
from odop_notifications.escalation.policies import Step
from odop_notifications.models import Answer, Call, Meaning, Message, Question
from odop_notifications.settings import PLUGIN_ID
from tests.factories import cancelled, line, offer, order, supplier, switch
from tests.odop_notifications.questions import PHONE, announce_orders, ask_supplier, sale_states, send_reply

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("store")]


def calls() -> list[tuple[str, str, str]]:
    return [(call.queue, call.reason, call.state) for call in Call.objects.order_by("id")]


def collected() -> Question:
    """The supplier said that the goods are ready, and the carrier has them."""
    question = ask_supplier()
    send_reply("1")
    consignment.collect_sales(question.sale_ids)
    worker.run_due()
    return question


@pytest.fixture
def two_goods() -> dict[str, str]:
    """One supplier sold two things in one order, and was told of each; the keys of the messages, by product."""
    switch(PLUGIN_ID, channel="console", hours="", waiting_counts_at_night=True)
    policies.save_policy("ordinary", [Step(60, "console"), Step(60, "helpline")], position=0)
    shabana = supplier("Supplier", phone=PHONE, language="en")
    for name in ("kurta", "shawl"):
        offer(name, by=shabana)
    announce_orders(order(line("kurta"), line("shawl")))
    sales = {sale.id: sale.product_name for sale in consignment.sales_of_order("order-1")}
    return {sales[message.sale_id or 0]: message.key for message in Message.objects.filter(occasion="bought")}


def states() -> dict[str, tuple[str, bool]]:
    return {sale.product_name: (sale.state, bool(sale.issue)) for sale in consignment.sales_of_order("order-1")}


@pytest.mark.parametrize(
    ("text", "reason"), [("phone karo", "call_me"), ("9", "call_me"), ("driver ne maal tod diya", "unclear")]
)
def test_who_wants_to_speak_is_called_after_the_goods_were_collected(text: str, reason: str) -> None:
    # given
    question = collected()

    # when
    answer = send_reply(text)

    # then
    call = Call.objects.get()
    assert (answer.effect, answer.question) == ("to_helpline", question)
    assert (call.reason, call.state, call.detail) == (reason, "waiting", text)


def test_who_wants_to_speak_is_called_after_the_order_was_called_off() -> None:
    # given
    ask_supplier()
    announce_orders(cancelled(order(line("kurta", id="line-kurta-1"))))

    # when
    send_reply("phone karo")

    # then
    assert calls() == [("operators", "call_me", "waiting")]


def test_later_said_of_goods_that_are_gone_is_unclear() -> None:
    # given
    collected()

    # when
    send_reply("2")

    # then
    assert calls() == [("operators", "unclear", "waiting")]


def test_who_asked_to_be_called_is_called_though_they_answered_since() -> None:
    # given
    ask_supplier()
    send_reply("phone karo")

    # when
    send_reply("1")

    # then
    assert sale_states() == ["ready"]
    assert calls() == [("operators", "call_me", "waiting")]


def test_who_asked_to_be_called_is_called_though_a_later_answer_arrived_first() -> None:
    # given
    ask_supplier()
    now = timezone.now()
    send_reply("1", at=now)

    # when
    answer = send_reply("phone karo", at=now - timedelta(minutes=5))

    # then
    assert answer.effect == "to_helpline"


def test_answer_to_the_message_about_one_product_is_about_that_product(two_goods: dict[str, str]) -> None:
    # when
    answer = send_reply("3", in_reply_to=two_goods["shawl"])

    # then
    assert answer.effect == "applied"
    assert states() == {"kurta": ("placed", False), "shawl": ("placed", True)}


def test_question_stays_open_for_the_products_nobody_answered(two_goods: dict[str, str]) -> None:
    # when
    send_reply("1", in_reply_to=two_goods["shawl"])
    worker.run_due()

    # then
    question = Question.objects.get()
    assert (question.state, question.meaning, question.due_at is not None) == ("waiting", "", True)
    assert (question.answered_by, question.answered_at is not None) == ("sms", True)


def test_question_is_answered_with_its_last_product(two_goods: dict[str, str]) -> None:
    # given
    send_reply("1", in_reply_to=two_goods["shawl"])

    # when
    send_reply("kal", in_reply_to=two_goods["kurta"])

    # then
    assert states() == {"kurta": ("confirmed", False), "shawl": ("ready", False)}
    assert (Question.objects.get().state, Question.objects.get().meaning) == ("answered", "ready_on")


def test_question_of_which_one_product_cannot_be_supplied_says_so(two_goods: dict[str, str]) -> None:
    # given
    send_reply("3", in_reply_to=two_goods["shawl"])

    # when
    send_reply("1", in_reply_to=two_goods["kurta"])

    # then
    assert (Question.objects.get().state, Question.objects.get().meaning) == ("answered", "cannot")


def test_answer_about_one_product_overtakes_none_about_another(two_goods: dict[str, str]) -> None:
    # given
    now = timezone.now()
    send_reply("1", at=now, in_reply_to=two_goods["shawl"])

    # when
    answer = send_reply("3", at=now - timedelta(minutes=5), in_reply_to=two_goods["kurta"])

    # then
    assert answer.effect == "applied"
    assert states() == {"kurta": ("placed", True), "shawl": ("ready", False)}


def test_answer_about_all_products_leaves_those_that_a_later_one_was_about(two_goods: dict[str, str]) -> None:
    # given
    now = timezone.now()
    send_reply("3", at=now, in_reply_to=two_goods["shawl"])

    # when
    send_reply("1", at=now - timedelta(minutes=5))

    # then
    assert states() == {"kurta": ("ready", False), "shawl": ("placed", True)}


def test_question_of_which_a_later_answer_declined_one_product_says_so(two_goods: dict[str, str]) -> None:
    # given
    now = timezone.now()
    send_reply("3", at=now, in_reply_to=two_goods["shawl"])

    # when
    send_reply("1", at=now - timedelta(minutes=5))

    # then
    assert (Question.objects.get().state, Question.objects.get().meaning) == ("answered", "cannot")


def test_what_was_answered_in_time_is_not_said_elsewhere_when_the_rest_is_called_off(
    two_goods: dict[str, str],
) -> None:
    # given
    send_reply("1", in_reply_to=two_goods["shawl"])

    # when
    announce_orders(order(line("shawl"), minute=1))

    # then
    question = Question.objects.get()
    assert (question.state, question.meaning, question.answered_by) == ("answered", "ready", "sms")


def test_same_answer_about_one_product_again_changes_nothing(two_goods: dict[str, str]) -> None:
    # given
    send_reply("3", in_reply_to=two_goods["shawl"])

    # when
    again = send_reply("nahi", in_reply_to=two_goods["shawl"])

    # then
    assert again.effect == "repeated"
    assert calls() == [("staff", "cannot", "waiting")]


def test_reminder_names_only_what_nobody_answered(two_goods: dict[str, str]) -> None:
    # given
    send_reply("3", in_reply_to=two_goods["shawl"])

    # when
    steps.take_due_steps(timezone.now() + timedelta(hours=2))

    # then
    assert Message.objects.get(occasion="reminder").variables["product"] == "kurta"


def test_answer_to_a_reminder_is_about_all_it_asks(two_goods: dict[str, str]) -> None:
    # given
    steps.take_due_steps(timezone.now() + timedelta(hours=2))

    # when
    send_reply("1", in_reply_to=Message.objects.get(occasion="reminder").key)

    # then
    assert states() == {"kurta": ("ready", False), "shawl": ("ready", False)}


def test_unclear_answer_about_one_product_is_settled_for_that_product(two_goods: dict[str, str]) -> None:
    # given
    unclear = send_reply("kya?", in_reply_to=two_goods["shawl"])

    # when
    settlement.settle_answer(unclear.pk, Meaning.READY, None, "", "user-9")

    # then
    assert states() == {"kurta": ("placed", False), "shawl": ("ready", False)}


def test_what_was_said_before_is_no_repeat_once_the_supplier_changed_it_elsewhere() -> None:
    # given: ready by SMS, then "cannot supply" in their own account
    question = ask_supplier()
    send_reply("1")
    consignment.record_cannot_supply(question.sale_ids, by="portal", reason="ill")
    worker.run_due()

    # when
    answer = send_reply("taiyar hai")

    # then
    (sale,) = consignment.sales_of_order("order-1")
    assert (answer.effect, sale.state, str(sale.issue)) == ("applied", "ready", "")


def test_what_was_said_before_is_no_repeat_once_staff_named_a_day() -> None:
    # given
    question = ask_supplier()
    send_reply("1")
    consignment.record_ready_on(question.sale_ids, dates.today() + timedelta(days=5), by="staff:1")
    worker.run_due()

    # when
    answer = send_reply("taiyar hai")

    # then
    assert (answer.effect, sale_states()) == ("applied", ["ready"])


def test_same_day_named_again_is_a_repeat() -> None:
    # given
    ask_supplier()
    send_reply("kal")

    # when
    again = send_reply("kal")

    # then
    assert again.effect == "repeated"


def test_database_refuses_to_say_that_an_answer_was_about_another_sale(two_goods: dict[str, str]) -> None:
    # given
    send_reply("1", in_reply_to=two_goods["shawl"])

    # then
    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.update(sale_id=None)
