"""Answers that arrive days late, or that were written to another message: neither decides anything by itself.

That gateways hand on replies hours and days late is told in public threads on delayed delivery of SMS and webhooks:
Meta repeats a webhook that was not taken for up to seven days.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from odop_consignment import api as consignment
from odop_notifications.messages import About, write_message
from odop_notifications.models import Answer, Call, Message, MessageState, Question
from odop_notifications.suppliers.recipients import Recipient
from tests.odop_notifications.questions import PHONE, ask_supplier, sale_states, send_reply

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("store")]

DAY = timedelta(days=1)


def say_something_else(order_id: str = "", occasion: str = "payout_sent") -> Message:
    """After the question, its supplier got a message about something else."""
    supplier_id, asked_at = Question.objects.values_list("supplier_id", "opened_at").get()
    to = Recipient("Shabana", PHONE, supplier_id=supplier_id)
    facts = {
        "amount": "100.00",
        "reference": "UTIB1",
        "quantity": 1,
        "product": "kurta",
        "order": "1",
        "date": "1/12/2026",
    }
    message = write_message(occasion, to, facts, key=f"other:{occasion}", channel="sms", about=About(order_id=order_id))
    Message.objects.exclude(pk=message.pk).update(sent_at=asked_at)
    Message.objects.filter(pk=message.pk).update(
        sent_at=asked_at + timedelta(milliseconds=1), state=MessageState.SENT, gateway_id="gateway-other"
    )
    return message


def assert_left_to_the_helpline(answer: Answer) -> None:
    assert (answer.meaning, answer.effect) == ("unclear", "to_helpline")
    assert sale_states() == ["placed"]
    assert Question.objects.get().state == "at_helpline"
    assert Call.objects.get().state == "waiting"


@pytest.fixture(scope="module", autouse=True)
def _asked(rows_of_module: None) -> None:
    """Each test begins with a supplier who was asked about a kurta."""
    ask_supplier()


@pytest.mark.parametrize("text", ["kal", "kal tak ho jayega", "aaj shaam tak", "2 din", "कल", "25 nov"])
def test_day_that_is_over_when_it_is_heard_of_is_not_promised(text: str) -> None:
    # given: written on a Tuesday, heard of on Friday
    written = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
    Question.objects.update(opened_at=written - timedelta(hours=1))

    # when
    answer = send_reply(text, at=written, now=written + 3 * DAY)

    # then
    assert_left_to_the_helpline(answer)
    assert "over" in answer.remark
    assert answer.remark in Call.objects.get().detail


def test_day_that_is_still_to_come_is_promised_however_late() -> None:
    # given
    written = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
    Question.objects.update(opened_at=written - timedelta(hours=1))

    # when
    answer = send_reply("5 din", at=written, now=written + 3 * DAY)

    # then
    assert (answer.effect, answer.ready_on) == ("applied", date(2026, 11, 29))


def test_what_was_written_days_before_the_question_answers_another() -> None:
    # given
    question = Question.objects.get()

    # when
    answer = send_reply("1", at=question.opened_at - 3 * DAY)

    # then
    assert_left_to_the_helpline(answer)


@pytest.mark.parametrize("text", ["ok", "haan ji", "theek hai", "nahi", "nahi karenge", "cancel", "kal", "ho gaya"])
def test_yes_a_no_or_a_day_after_other_news_is_asked_about(text: str) -> None:
    # given
    say_something_else()

    # when
    answer = send_reply(text)

    # then
    assert_left_to_the_helpline(answer)
    assert "payout_sent" in answer.remark


@pytest.mark.parametrize(("text", "state"), [("taiyar hai", "ready"), ("1", "ready"), ("haan 1", "ready")])
def test_who_says_what_is_meant_needs_no_last_message(text: str, state: str) -> None:
    # given
    say_something_else()

    # when
    send_reply(text)

    # then
    assert sale_states() == [state]


@pytest.mark.parametrize("text", ["taiyar hai", "1", "3", "ok", "nahi de payenge"])
def test_reply_to_a_message_about_something_else_answers_no_question(text: str) -> None:
    # given
    say_something_else()

    # when
    answer = send_reply(text, in_reply_to="gateway-other")

    # then
    assert_left_to_the_helpline(answer)


def test_yes_in_reply_to_the_message_that_asked_counts_whatever_was_said_since() -> None:
    # given
    asked = Message.objects.get(occasion="bought")
    say_something_else()

    # when
    answer = send_reply("haan", in_reply_to=asked.key)

    # then
    assert answer.effect == "applied"
    assert sale_states() == ["ready"]


def test_ok_to_the_news_that_a_carrier_comes_is_noted() -> None:
    # given: they promised a day
    send_reply("2 din")
    say_something_else("order-1", "pickup_booked")

    # when
    answer = send_reply("ok")

    # then
    assert answer.effect == "noted"
    assert [sale.state for sale in consignment.sales_of_order("order-1")] == ["confirmed"]
    assert Call.objects.count() == 0


def test_no_to_the_news_that_a_carrier_comes_gives_no_order_away() -> None:
    # given
    send_reply("1")
    say_something_else("order-1", "pickup_booked")

    # when
    answer = send_reply("nahi")

    # then
    assert (answer.meaning, answer.effect) == ("unclear", "to_helpline")
    assert sale_states() == ["ready"]


@pytest.mark.parametrize(
    "text", ["bhaiya available nahi hai", "haan ji namaste", "haan bol raha hu", "is order ready", "kal packed", "👍🏽"]
)
def test_what_is_not_surely_an_answer_reaches_a_person_and_leaves_the_question_open(text: str) -> None:
    # when
    answer = send_reply(text)

    # then
    assert_left_to_the_helpline(answer)
    assert Call.objects.get().detail == text
