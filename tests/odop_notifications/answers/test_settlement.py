from __future__ import annotations

import threading

import pytest
from django.db import connection

from odop_notifications.answers import settlement
from odop_notifications.answers.settlement import SettledAlready
from odop_notifications.models import Answer, Call, Meaning
from odop_notifications.settings import PLUGIN_ID
from tests.factories import switch
from tests.odop_notifications.questions import ask_supplier, sale_states, send_reply

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("store")]


@pytest.fixture(autouse=True)
def any_hour() -> None:
    switch(PLUGIN_ID, channel="console", hours="")


def test_settled_answer_counts_from_when_it_was_said() -> None:
    # given
    question = ask_supplier()
    unclear = send_reply("kya?")

    # when
    settled = settlement.settle_answer(unclear.pk, Meaning.READY, None, "", "user-9")

    # then
    question.refresh_from_db()
    assert (settled.said_at, question.said_at) == (unclear.said_at, unclear.said_at)
    assert (settled.given_by, settled.text, question.answered_by) == ("user-9", "kya?", "sms")


def test_what_the_supplier_said_since_is_not_undone() -> None:
    # given
    ask_supplier()
    unclear = send_reply("kya?")
    send_reply("1")

    # when
    settled = settlement.settle_answer(unclear.pk, Meaning.CANNOT, None, "", "user-9")

    # then
    assert settled.effect == "overtaken"
    assert sale_states() == ["ready"]


def test_call_that_was_wished_for_stays() -> None:
    # given
    ask_supplier()
    unclear = send_reply("kya?")

    # when
    settlement.settle_answer(unclear.pk, Meaning.CALL_ME, None, "", "user-9")

    # then
    assert [call.state for call in Call.objects.all()] == ["waiting"]


def test_answer_of_one_supplier_settles_no_question_of_another() -> None:
    # given
    ask_supplier(1)
    other = ask_supplier(2, "toy", phone="+919811111111")
    unclear = send_reply("kya?")

    # then
    with pytest.raises(settlement.BadAnswer, match="another supplier"):
        settlement.settle_answer(unclear.pk, Meaning.READY, None, "", "user-9", other.pk)


@pytest.mark.django_db(transaction=True)
def test_two_who_settle_at_once_settle_once() -> None:
    # given
    unclear = send_reply("hello", phone="+919822222222")
    start, ends = threading.Barrier(6), []

    def work() -> None:
        start.wait()
        try:
            settlement.settle_answer(unclear.pk, Meaning.COURTESY, None, "", "user-9")
            ends.append("settled")
        except SettledAlready:
            ends.append("too late")
        finally:
            connection.close()

    # when
    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    # then
    assert sorted(ends) == ["settled", *["too late"] * 5]
    assert Answer.objects.filter(key=f"settled:{unclear.pk}").count() == 1
