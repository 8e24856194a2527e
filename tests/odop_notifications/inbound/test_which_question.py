"""Which question an answer is about, of the many put to a supplier, or to several with one telephone."""

from __future__ import annotations

import pytest
from django.utils import timezone

from odop_consignment import api as consignment
from odop_core.queue import worker
from odop_notifications.answers import settlement
from odop_notifications.inbound import replies
from odop_notifications.models import Answer, Call, Meaning, Message, Question
from tests.fake_store import FakeStore
from tests.odop_notifications.questions import ask_again, ask_supplier, sale_states, send_reply

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("store")]


def bought(number: int) -> str:
    return str(Message.objects.get(order_id=f"order-{number}", occasion="bought").key)


@pytest.fixture
def many_answered(store: FakeStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """Order 1 waits for an answer; more orders were answered since than are looked at, and their goods are gone."""
    monkeypatch.setattr(replies, "MOST_ANSWERED", 2)
    ask_supplier(1)
    for number in (2, 3, 4):
        question = ask_again(number)
        send_reply("1", in_reply_to=bought(number))
        consignment.collect_sales(question.sale_ids)
    worker.run_due()


@pytest.mark.usefixtures("many_answered")
def test_open_question_is_found_however_many_were_answered_since() -> None:
    # when
    answer = send_reply("3")

    # then
    assert (answer.effect, answer.order_id) == ("applied", "order-1")


@pytest.mark.usefixtures("many_answered")
def test_order_that_is_named_is_found_however_many_were_answered_since() -> None:
    # given: its question was answered, too
    send_reply("1", in_reply_to=bought(1))

    # when
    answer = send_reply("order 1 nahi")

    # then
    assert (answer.effect, answer.order_id, answer.meaning) == ("applied", "order-1", "cannot")


@pytest.mark.usefixtures("many_answered")
def test_order_that_is_named_in_hindi_digits_is_found() -> None:
    # when
    answer = send_reply("आदेश १ तैयार")

    # then
    assert (answer.effect, answer.order_id) == ("applied", "order-1")


def test_number_that_is_a_day_brings_back_no_old_question() -> None:
    # given: order 2 is of long ago, and order 31 waits
    old = ask_supplier(2)
    send_reply("1")
    Question.objects.filter(pk=old.pk).update(opened_at=timezone.now() - 2 * replies.senders.REMEMBERED)
    ask_again(31)

    # when
    answer = send_reply("2 din")

    # then
    assert (answer.order_id, answer.effect) == ("order-31", "applied")


def test_question_that_was_never_answered_is_found_however_old() -> None:
    # given
    ask_supplier()
    Question.objects.update(opened_at=timezone.now() - 2 * replies.senders.REMEMBERED)

    # when
    send_reply("1")

    # then
    assert sale_states() == ["ready"]


@pytest.fixture
def two_suppliers() -> list[Question]:
    """Two suppliers who share a telephone were asked something each."""
    return [ask_supplier(1, "kurta"), ask_supplier(2, "shawl")]


def test_words_that_fit_questions_to_several_suppliers_are_nobodys(two_suppliers: list[Question]) -> None:
    # when
    answer = send_reply("kal nahi")

    # then
    assert (answer.effect, answer.supplier_id) == ("to_helpline", None)


@pytest.mark.parametrize("which", [0, 1])
def test_staff_say_whose_answer_it_was(two_suppliers: list[Question], which: int) -> None:
    # given
    answer, meant = send_reply("1"), two_suppliers[which]

    # when
    settlement.settle_answer(answer.pk, Meaning.READY, None, "", "user-9", question_id=meant.pk)

    # then
    assert sale_states(which + 1) == ["ready"]
    assert sale_states(2 - which) == ["placed"]


def test_one_of_several_suppliers_who_wants_to_be_called_is_asked_who_it_is(two_suppliers: list[Question]) -> None:
    # given: nothing of theirs is left to be answered
    for question in two_suppliers:
        consignment.collect_sales(question.sale_ids)
    worker.run_due()

    # when
    answer = send_reply("phone karo")

    # then
    call = Call.objects.latest("id")
    assert (answer.supplier_id, answer.question, answer.remark) == (None, None, "Several suppliers have this number.")
    assert (call.reason, call.supplier_id, call.state) == ("unknown_sender", None, "waiting")


def test_clear_answer_of_one_of_several_suppliers_that_is_too_late_is_nobodys(two_suppliers: list[Question]) -> None:
    # given
    for question in two_suppliers:
        consignment.collect_sales(question.sale_ids)
    worker.run_due()

    # when
    answer = send_reply("nahi")

    # then
    assert (answer.effect, answer.supplier_id) == ("late", None)
    assert Call.objects.count() == 0


def test_who_has_several_open_orders_and_wants_to_be_called_is_called_for_that() -> None:
    # given
    ask_supplier(1)
    ask_again(2)

    # when
    send_reply("phone karo")

    # then
    assert [call.reason for call in Call.objects.all()] == ["call_me"]
    assert Answer.objects.get().supplier_id == Question.objects.latest("id").supplier_id
