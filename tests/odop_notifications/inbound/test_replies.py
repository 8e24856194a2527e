from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from odop_consignment import api as consignment
from odop_core.india import dates
from odop_core.models import Handling
from odop_core.queue import worker
from odop_notifications.gateways.message import Inbound
from odop_notifications.inbound import intake, replies
from odop_notifications.models import Answer, Call, Message, Question
from odop_notifications.settings import PLUGIN_ID
from tests.factories import cancelled, line, make_due, offer, order, supplier, switch
from tests.odop_notifications.questions import PHONE, announce_orders, ask_supplier, sale_states, send_reply

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("store")]


def calls() -> list[tuple[str, str, str]]:
    return [(call.queue, call.reason, call.state) for call in Call.objects.order_by("id")]


@pytest.fixture(scope="module", autouse=True)
def _asked(rows_of_module: None) -> None:
    """Each test begins with a supplier who was asked about a kurta."""
    ask_supplier()


def test_ready_moves_the_sale_and_ends_the_question() -> None:
    # when
    answer = send_reply("हाँ, तैयार है")

    # then
    question = Question.objects.get()
    assert (answer.meaning, answer.effect) == ("ready", "applied")
    assert sale_states() == ["ready"]
    assert (question.state, question.meaning, question.answered_by, question.due_at) == (
        "answered",
        "ready",
        "sms",
        None,
    )


def test_day_they_name_is_counted_from_when_it_was_written() -> None:
    # given: "tomorrow", written at 23:50 in India, heard after midnight
    written = datetime(2026, 11, 23, 18, 20, tzinfo=UTC)
    Question.objects.update(opened_at=written)

    # when
    answer = send_reply("kal", at=written, now=written + timedelta(hours=1))

    # then
    assert answer.ready_on == date(2026, 11, 24)
    assert sale_states() == ["confirmed"]


def test_same_reply_told_twice_is_one_answer() -> None:
    # when
    answers = {send_reply("1", key="sms:same").pk for _ in range(3)}

    # then
    assert len(answers) == 1
    assert Answer.objects.count() == 1


def test_other_words_for_the_same_change_nothing() -> None:
    # given
    send_reply("1")

    # when
    again = send_reply("haan ji")

    # then
    assert again.effect == "repeated"


def test_last_answer_counts_until_the_goods_are_collected() -> None:
    # given
    send_reply("kal")

    # when
    later = send_reply("taiyar hai")

    # then
    assert later.effect == "applied"
    assert sale_states() == ["ready"]
    assert Question.objects.get().meaning == "ready"


def test_answer_that_was_overtaken_changes_nothing() -> None:
    # given
    now = timezone.now()
    send_reply("1", at=now)

    # when
    earlier = send_reply("3", at=now - timedelta(minutes=5))

    # then
    assert earlier.effect == "overtaken"
    assert sale_states() == ["ready"]


def test_answer_after_the_goods_were_collected_is_recorded_and_harmless() -> None:
    # given
    question = Question.objects.get()
    send_reply("1")
    consignment.collect_sales(question.sale_ids)

    # when
    late = send_reply("nahi")

    # then
    assert late.effect == "late"
    assert sale_states() == ["collected"]
    assert calls() == []


def test_answer_after_a_cancellation_is_recorded_and_harmless() -> None:
    # given
    announce_orders(cancelled(order(line("kurta", id="line-kurta-1"))))

    # when
    late = send_reply("haan")

    # then
    assert (late.effect, late.order_id) == ("late", "order-1")
    assert Question.objects.get().state == "closed"


@pytest.mark.parametrize(
    ("text", "reason"), [("haan nahi", "unclear"), ("qwertz", "unclear"), ("9", "call_me"), ("2", "when")]
)
def test_what_needs_a_person_is_queued_with_the_words(text: str, reason: str) -> None:
    # when
    answer = send_reply(text)

    # then
    call = Call.objects.get()
    assert answer.effect == "to_helpline"
    assert (call.reason, call.detail, call.answer) == (reason, text, answer)
    assert Question.objects.get().state == "at_helpline"


def test_second_unclear_answer_joins_the_same_call() -> None:
    # given
    send_reply("kya?")

    # when
    send_reply("phone karo")

    # then
    assert calls() == [("operators", "call_me", "waiting")]
    assert Call.objects.get().detail == "phone karo\nkya?"


def test_clear_answer_withdraws_the_call() -> None:
    # given
    send_reply("kya?")

    # when
    send_reply("1")

    # then
    assert calls() == [("operators", "unclear", "withdrawn")]


def test_thanks_are_recorded_and_nobody_is_called() -> None:
    # when
    answer = send_reply("धन्यवाद")

    # then
    assert answer.effect == "noted"
    assert calls() == []


def test_who_cannot_supply_is_replaced_and_staff_are_told() -> None:
    # given
    offer(by=supplier("Other", phone="+919111111111"), at="agra")

    # when
    send_reply("nahi")
    worker.run_due()

    # then
    first, second = Question.objects.order_by("id")
    assert (first.state, first.meaning) == ("answered", "cannot")
    assert (second.state, second.supplier_id != first.supplier_id) == ("waiting", True)
    assert calls() == [("staff", "cannot", "waiting")]
    assert "another supplier was asked" in Call.objects.get().detail
    assert Message.objects.filter(occasion="bought", supplier_id=second.supplier_id).exists()


def test_what_nobody_else_can_supply_is_flagged_and_not_asked_again() -> None:
    # when
    send_reply("3")
    worker.run_due()

    # then
    assert "no one else offers it" in Call.objects.get().detail
    assert [question.state for question in Question.objects.all()] == ["answered"]


def test_supplier_may_change_their_mind_while_nobody_else_was_found() -> None:
    # given
    send_reply("3")

    # when
    send_reply("1")

    # then
    assert sale_states() == ["ready"]


def test_aadhaar_number_in_a_reply_is_not_kept() -> None:
    # when
    answer = send_reply("mera aadhaar 2341 2341 2346 haan")

    # then
    answer.refresh_from_db()
    assert "2341" not in answer.text


def test_answer_comes_in_through_the_inbox() -> None:
    # when
    intake.accept_report(Inbound("sms", PHONE, "1", "sms:1", at=datetime.now(UTC)))
    worker.run_due()

    # then
    assert sale_states() == ["ready"]


def test_answer_that_comes_while_the_plugin_is_off_counts_when_it_is_on_again() -> None:
    # given
    switch(PLUGIN_ID, active=False)
    intake.accept_report(Inbound("sms", PHONE, "1", "sms:1", at=datetime.now(UTC)))
    worker.run_due()
    assert Answer.objects.count() == 0

    # when
    switch(PLUGIN_ID)
    make_due(Handling)
    worker.run_due()

    # then
    assert sale_states() == ["ready"]


def test_key_that_is_pressed_twice_during_a_call_is_no_day() -> None:
    # when
    answer = replies.receive_reply(Inbound("voice", PHONE, "11", "voice:1"))

    # then
    assert (answer.meaning, answer.effect, sale_states()) == ("ready", "applied", ["ready"])


def test_text_that_we_fail_to_read_is_given_to_the_helpline(monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    def broken(*_given: object, **_more: object) -> None:
        raise ValueError("a bug")

    monkeypatch.setattr(replies, "understand_text", broken)

    # when
    answer = send_reply("haan")

    # then
    assert (answer.meaning, answer.effect, answer.text) == ("unclear", "to_helpline", "haan")
    assert calls() == [("operators", "unclear", "waiting")]


def test_sender_and_text_are_kept_encrypted() -> None:
    # given
    send_reply("haan 9876543210")

    # when
    with connection.cursor() as cursor:
        cursor.execute("SELECT sender || text FROM odop_notifications_answer")
        (raw,) = cursor.fetchone()

    # then
    assert "9876543210" not in raw


@pytest.mark.parametrize("change", ["UPDATE {} SET meaning = 'cannot'", "DELETE FROM {}"])
def test_database_refuses_to_rewrite_an_answer(change: str) -> None:
    # given
    send_reply("1")

    # then
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change.format("odop_notifications_answer"))


def test_ready_today_is_a_day_like_any_other() -> None:
    # when
    answer = send_reply("aaj")

    # then
    assert answer.ready_on == dates.today()
    assert sale_states() == ["confirmed"]
