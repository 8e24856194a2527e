from __future__ import annotations

import threading
from collections import Counter
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from odop_notifications.calls import queue
from odop_notifications.helpline import claims, operators
from odop_notifications.helpline.claims import NoName, NotYours
from odop_notifications.helpline.outcomes import OutcomeReport, log_outcome
from odop_notifications.models import Call, CallAttempt, CallOutcome, CallReason, CallState, Question, Queue
from odop_notifications.settings import PLUGIN_ID
from tests.effort import effort
from tests.factories import switch
from tests.odop_notifications.helpline.calls import waiting_call
from tests.odop_notifications.questions import NOON, ask_supplier, send_reply

DESKS, SHIFTS = 50, effort(4, nightly=20)

pytestmark = pytest.mark.django_db


def test_longest_ranked_call_comes_first() -> None:
    # given
    waiting_call(1)
    urgent = waiting_call(2, rank_at=NOON - timedelta(hours=2))

    # when
    call = claims.claim_next_call("asha", now=NOON)

    # then
    assert call == urgent
    assert (call.state, call.operator, call.claimed_until) == ("claimed", "asha", NOON + timedelta(minutes=15))


def test_operator_has_one_call_at_a_time() -> None:
    # given
    waiting_call(1)
    waiting_call(2)
    first = claims.claim_next_call("asha", now=NOON)

    # when
    again = claims.claim_next_call("asha", now=NOON)

    # then
    assert again == first


def test_two_operators_get_two_calls() -> None:
    # given
    waiting_call(1)
    waiting_call(2)

    # when
    calls = {claims.claim_next_call(name, now=NOON) for name in ("asha", "bina", "chand")}

    # then
    assert len(calls - {None}) == 2


def test_call_that_is_not_due_waits() -> None:
    # given
    waiting_call(due_at=NOON + timedelta(minutes=1))

    # then
    assert claims.claim_next_call("asha", now=NOON) is None


def test_nobody_is_called_at_night() -> None:
    # given: 23:30 in India
    waiting_call()

    # then
    assert claims.claim_next_call("asha", now=NOON + timedelta(hours=8)) is None


def test_staff_work_at_any_hour() -> None:
    # given
    waiting_call(queue=Queue.STAFF)

    # then
    assert claims.claim_next_call("asha", queue=Queue.STAFF, now=NOON + timedelta(hours=8)) is not None


def test_operators_are_given_calls_in_their_languages() -> None:
    # given
    operators.save_operator("asha", ["hi", "en"])
    operators.save_operator("zoya", ["ur"])
    waiting_call(1, language="ur")
    hindi = waiting_call(2)

    # then
    assert claims.claim_next_call("asha", now=NOON) == hindi
    assert claims.claim_next_call("bina", ["en"], now=NOON) is None


def test_call_of_an_operator_who_fell_silent_goes_back() -> None:
    # given
    waiting_call()
    claims.claim_next_call("asha", now=NOON)

    # when
    call = claims.claim_next_call("bina", now=NOON + timedelta(minutes=15))

    # then
    assert call is not None
    assert call.operator == "bina"
    assert [(attempt.operator, attempt.outcome) for attempt in CallAttempt.objects.all()] == [("asha", "abandoned")]


def test_sign_of_life_keeps_the_call() -> None:
    # given
    call = waiting_call()
    claims.claim_next_call("asha", now=NOON)
    claims.extend_claim(call.pk, "asha", now=NOON + timedelta(minutes=14))

    # then
    assert claims.claim_next_call("bina", now=NOON + timedelta(minutes=15)) is None
    assert claims.claim_next_call("asha", now=NOON + timedelta(minutes=15)) == call


def test_released_call_keeps_its_place() -> None:
    # given
    call = waiting_call(1)
    waiting_call(2, due_at=NOON + timedelta(seconds=1))
    claims.claim_next_call("asha", now=NOON)

    # when
    claims.release_call(call.pk, "asha", "must leave", now=NOON)

    # then
    assert claims.claim_next_call("bina", now=NOON + timedelta(minutes=1)) == call


def test_call_in_other_hands_cannot_be_touched() -> None:
    # given
    call = waiting_call()
    claims.claim_next_call("asha", now=NOON)

    # then
    with pytest.raises(NotYours):
        claims.extend_claim(call.pk, "bina", now=NOON)
    with pytest.raises(NotYours):
        claims.release_call(call.pk, "bina", now=NOON)


def test_operator_without_a_name_is_refused() -> None:
    with pytest.raises(NoName):
        claims.claim_next_call(" ", now=NOON)


def test_database_refuses_two_claims_of_one_operator() -> None:
    # given
    waiting_call(1)
    waiting_call(2)
    claims.claim_next_call("asha", now=NOON)

    # then
    with pytest.raises(IntegrityError), transaction.atomic():
        Call.objects.filter(state="waiting").update(state="claimed", operator="asha", claimed_until=NOON)


@pytest.mark.parametrize("change", ["UPDATE {} SET outcome = 'ready'", "DELETE FROM {}"])
def test_database_refuses_to_rewrite_an_attempt(change: str) -> None:
    # given
    call = waiting_call()
    claims.claim_next_call("asha", now=NOON)
    claims.release_call(call.pk, "asha", now=NOON)

    # then
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change.format("odop_notifications_callattempt"))


@pytest.mark.django_db(transaction=True)
def test_twice_as_many_operators_as_there_are_calls_claim_them() -> None:
    """Fifty at a time, each as several operators one after another; half of them find the queue empty."""
    # given
    switch(PLUGIN_ID)
    for number in range(DESKS * SHIFTS // 2):
        waiting_call(number)
    claimed: list[tuple[str, int | None]] = []
    start = threading.Barrier(DESKS)

    def work(desk: int) -> None:
        start.wait()
        try:
            for shift in range(SHIFTS):
                name = f"operator-{desk}-{shift}"
                call = claims.claim_next_call(name, now=NOON)
                claimed.append((name, call.pk if call else None))
        finally:
            connection.close()

    # when
    threads = [threading.Thread(target=work, args=(desk,)) for desk in range(DESKS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    # then
    given_out = Counter(pk for _name, pk in claimed if pk is not None)
    assert len(claimed) == DESKS * SHIFTS
    assert len(given_out) == DESKS * SHIFTS // 2
    assert set(given_out.values()) == {1}
    assert Call.objects.filter(state=CallState.CLAIMED).count() == DESKS * SHIFTS // 2


@pytest.mark.django_db(transaction=True)
def test_one_operator_at_two_screens_gets_one_call() -> None:
    # given
    for number in range(20):
        waiting_call(number)
    claimed: list[int | None] = []
    start = threading.Barrier(8)

    def work() -> None:
        start.wait()
        try:
            call = claims.claim_next_call("asha", now=NOON)
            claimed.append(call.pk if call else None)
        finally:
            connection.close()

    # when
    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    # then
    assert len(claimed) == 8
    assert len(set(claimed)) == 1


def test_supplier_who_is_being_called_is_called_by_nobody_else() -> None:
    # given: two orders of one supplier, and one of another
    waiting_call(1, supplier_id=7)
    waiting_call(2, supplier_id=7)
    other = waiting_call(3, supplier_id=8)
    claims.claim_next_call("asha", now=NOON)

    # then
    assert claims.claim_next_call("bina", now=NOON) == other
    assert claims.claim_next_call("chand", now=NOON) is None


def test_number_that_is_being_called_is_called_by_nobody_else() -> None:
    # given: two suppliers with one telephone
    waiting_call(1, supplier_id=7, phone_digest="same")
    waiting_call(2, supplier_id=8, phone_digest="same")
    claims.claim_next_call("asha", now=NOON)

    # then
    assert claims.claim_next_call("bina", now=NOON) is None


def test_supplier_may_be_called_again_once_the_call_is_over() -> None:
    # given
    first = waiting_call(1, supplier_id=7)
    second = waiting_call(2, supplier_id=7)
    claims.claim_next_call("asha", now=NOON)
    log_outcome(first.pk, "asha", OutcomeReport(CallOutcome.SETTLED, note="done"), now=NOON)

    # then
    assert claims.claim_next_call("bina", now=NOON) == second


def test_tasks_for_staff_about_one_supplier_are_worked_at_side_by_side() -> None:
    # given
    for number in (1, 2):
        waiting_call(number, supplier_id=7, queue=Queue.STAFF)
    claims.claim_next_call("asha", queue=Queue.STAFF, now=NOON)

    # then
    assert claims.claim_next_call("bina", queue=Queue.STAFF, now=NOON) is not None


def test_calls_are_found_by_a_languages_name() -> None:
    # given
    call = waiting_call(language="ur")

    # then
    assert claims.claim_next_call("asha", ["Urdu"], now=NOON) == call


@pytest.mark.django_db(transaction=True)
def test_no_two_operators_take_calls_to_one_supplier_at_the_same_moment() -> None:
    # given: ten suppliers with ten calls each
    switch(PLUGIN_ID)
    for number in range(100):
        waiting_call(number, supplier_id=number % 10, phone_digest=f"phone-{number % 5}")
    start = threading.Barrier(20)

    def work(desk: int) -> None:
        start.wait()
        try:
            claims.claim_next_call(f"operator-{desk}", now=NOON)
        finally:
            connection.close()

    # when
    threads = [threading.Thread(target=work, args=(desk,)) for desk in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    # then
    called = list(Call.objects.filter(state=CallState.CLAIMED).values_list("phone_digest", flat=True))
    assert 0 < len(called) == len(set(called)) <= 5


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("store")
def test_answer_while_a_call_is_handed_back_withdraws_it() -> None:
    # given: the operator fell silent, and the call is going back this moment
    switch(PLUGIN_ID, channel="console", hours="", waiting_counts_at_night=True)
    ask_supplier()
    with transaction.atomic():
        queue.queue_call(Question.objects.select_for_update().get(), CallReason.UNANSWERED, now=timezone.now())
    claims.claim_next_call("asha")
    returned, answered = threading.Event(), threading.Event()

    def hand_back() -> None:
        try:
            with transaction.atomic():
                claims.return_abandoned_calls(timezone.now() + timedelta(minutes=30))
                returned.set()
                answered.wait(1)
        finally:
            connection.close()

    # when
    thread = threading.Thread(target=hand_back)
    thread.start()
    returned.wait(60)
    send_reply("1")
    answered.set()
    thread.join()

    # then
    assert [call.state for call in Call.objects.all()] == ["withdrawn"]
