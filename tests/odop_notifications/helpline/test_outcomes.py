from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from odop_consignment.models import Verification
from odop_notifications.escalation import policies
from odop_notifications.escalation.policies import Step
from odop_notifications.helpline import claims, operators
from odop_notifications.helpline.claims import NotYours
from odop_notifications.helpline.outcomes import BadOutcome
from odop_notifications.models import Answer, Call, CallAttempt, CallOutcome, Question, Queue
from odop_notifications.settings import PLUGIN_ID
from tests.factories import cancelled, line, order, switch
from tests.odop_notifications.helpline.calls import in_hand, log, taken
from tests.odop_notifications.questions import announce_orders, ask_supplier, sale_states, send_reply

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("store")]


@pytest.fixture(autouse=True)
def any_hour() -> None:
    """Suppliers may be called at any hour, unless a test says otherwise."""
    switch(PLUGIN_ID, channel="console", hours="", waiting_counts_at_night=True)
    policies.save_policy("ordinary", [Step(60, "helpline")], position=0)


def test_ready_counts_as_an_answer() -> None:
    # when
    call = log(in_hand(), CallOutcome.READY, note="packed since morning")

    # then
    answer = Answer.objects.get()
    assert (call.state, call.outcome) == ("done", "ready")
    assert (answer.channel, answer.given_by, answer.effect) == ("helpline", "asha", "applied")
    assert sale_states() == ["ready"]
    assert Question.objects.get().answered_by == "helpline"


def test_day_they_named_is_written_down() -> None:
    # given
    day = timezone.now().date() + timedelta(days=3)

    # when
    log(in_hand(), CallOutcome.READY_ON, ready_on=day)

    # then
    assert sale_states() == ["confirmed"]
    assert Question.objects.get().ready_on == day


def test_who_cannot_supply_becomes_work_for_staff() -> None:
    # when
    log(in_hand(), CallOutcome.CANNOT, note="loom is broken")

    # then
    staff = Call.objects.get(queue="staff")
    assert (staff.reason, staff.state) == ("cannot", "waiting")
    assert "loom is broken" in staff.detail


def test_nobody_picks_up_until_staff_are_told() -> None:
    # given
    call = in_hand()
    now = timezone.now()

    # when
    pauses = []
    for _ in range(4):
        call = log(call, CallOutcome.NO_ANSWER, now=now)
        if call.state == "waiting":
            pauses.append(round((call.due_at - now).total_seconds() / 60))
            now = call.due_at
            assert claims.claim_next_call("asha", now=now - timedelta(seconds=1)) is None
            call = taken(now=now)

    # then
    assert pauses == [30, 120, 240]
    assert (call.state, call.outcome, call.tries) == ("done", "no_answer", 4)
    staff = Call.objects.get(queue="staff")
    assert staff.reason == "unreachable"
    assert staff.question == call.question


def test_staff_can_settle_what_operators_could_not() -> None:
    # given
    log(in_hand(), CallOutcome.WRONG_NUMBER)
    staff = claims.claim_next_call("boss", queue=Queue.STAFF)
    assert staff is not None

    # when
    log(staff, CallOutcome.READY, "boss", note="visited them")

    # then
    assert sale_states() == ["ready"]


def test_try_in_the_evening_is_moved_to_the_morning() -> None:
    # given: 19:50 in India
    switch(PLUGIN_ID, channel="console", hours="voice 09:00-20:00", waiting_counts_at_night=True)
    evening = datetime(2026, 11, 23, 14, 20, tzinfo=UTC)
    ask_supplier()
    call = Call.objects.create(
        key="k", reason="unanswered", language="hi", question=Question.objects.get(), due_at=evening, rank_at=evening,
        sla_due_at=evening, created_at=evening,
    )  # fmt: skip
    taken(now=evening)

    # when
    call = log(call, CallOutcome.NO_ANSWER, now=evening)

    # then
    assert call.due_at == datetime(2026, 11, 24, 3, 30, tzinfo=UTC)
    assert call.sla_due_at == call.due_at + timedelta(hours=2)


def test_busy_line_is_tried_again_soon() -> None:
    # given
    now = timezone.now()

    # when
    call = log(in_hand(), CallOutcome.BUSY, now=now)

    # then
    assert (call.state, call.tries, call.due_at) == ("waiting", 0, now + timedelta(minutes=10))


def test_promised_call_back_goes_before_others() -> None:
    # given
    now = timezone.now()
    at = now + timedelta(hours=2)

    # when
    call = log(in_hand(), CallOutcome.CALL_BACK, call_back_at=at, now=now)

    # then
    assert (call.state, call.due_at) == ("waiting", at)
    assert call.rank_at <= at - timedelta(hours=2)


def test_other_language_is_for_somebody_who_speaks_it() -> None:
    # when
    log(in_hand(), CallOutcome.LANGUAGE, language="ur")

    # then
    assert claims.claim_next_call("asha", ["hi"]) is None
    assert taken("bina").language == "ur"


def test_other_language_may_be_written_by_its_name() -> None:
    # given
    operators.save_operator("bina", ["Urdu"])

    # when
    log(in_hand(), CallOutcome.LANGUAGE, language="उर्दू")

    # then
    assert taken("bina").language == "ur"


def test_language_that_no_operator_speaks_is_for_staff() -> None:
    # given
    operators.save_operator("asha", ["hi"])

    # when
    call = log(in_hand(), CallOutcome.LANGUAGE, language="Bundelkhandi", note="from Jhansi")

    # then
    staff = Call.objects.get(queue="staff")
    assert (call.state, call.outcome) == ("done", "language")
    assert (staff.reason, staff.state, staff.detail) == ("language", "waiting", "They speak Bundeli. from Jhansi")


def test_wrong_number_is_refused_and_told_to_staff() -> None:
    # when
    call = log(in_hand(), CallOutcome.WRONG_NUMBER, note="a shop in Kanpur")

    # then
    verification = Verification.objects.get()
    assert (verification.item, verification.result, verification.verified_by) == ("phone", "refused", "asha")
    assert Call.objects.get(queue="staff").reason == "wrong_number"
    assert call.state == "done"


def test_call_about_what_was_called_off_meanwhile_is_over() -> None:
    # given
    call = in_hand()
    announce_orders(cancelled(order(line("kurta", id="line-kurta-1"))))

    # when
    call = log(call, CallOutcome.NO_ANSWER)

    # then
    assert call.state == "withdrawn"
    assert sale_states() == ["cancelled"]


def test_call_about_what_was_answered_meanwhile_is_over() -> None:
    # given
    call = in_hand()
    send_reply("1")

    # when
    call = log(call, CallOutcome.NO_ANSWER)

    # then
    assert call.state == "withdrawn"
    assert sale_states() == ["ready"]


def test_same_outcome_twice_counts_once() -> None:
    # given
    call = in_hand()
    log(call, CallOutcome.READY)

    # when
    again = log(call, CallOutcome.READY)

    # then
    assert again.state == "done"
    assert (CallAttempt.objects.count(), Answer.objects.count()) == (1, 1)


def test_another_outcome_of_a_call_that_is_gone_is_refused() -> None:
    # given
    call = in_hand()
    log(call, CallOutcome.READY)

    # then
    with pytest.raises(NotYours):
        log(call, CallOutcome.CANNOT)


TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("outcome", "reported", "words"),
    [
        (CallOutcome.READY_ON, {}, "Name the day"),
        (CallOutcome.READY, {"ready_on": TODAY}, "Name the day"),
        (CallOutcome.READY_ON, {"ready_on": TODAY - timedelta(days=1)}, "from today"),
        (CallOutcome.READY_ON, {"ready_on": TODAY + timedelta(days=61)}, "up to 60 days"),
        (CallOutcome.CALL_BACK, {}, "Name the time"),
        (CallOutcome.CALL_BACK, {"call_back_at": datetime(2026, 11, 1, tzinfo=UTC)}, "next 30 days"),
        (CallOutcome.LANGUAGE, {}, "Name the language"),
        (CallOutcome.LANGUAGE, {"language": "Klingon"}, "There is no language 'Klingon'"),
        (CallOutcome.SETTLED, {}, "how it was settled"),
        (CallOutcome.ABANDONED, {}, "release it"),
        (CallOutcome.READY, {"note": "aadhaar 2341 2341 2346"}, "Aadhaar"),
    ],
)
def test_outcome_that_lacks_something_is_refused(outcome: CallOutcome, reported: dict[str, Any], words: str) -> None:
    # given
    now = datetime(2026, 11, 23, 10, tzinfo=UTC)
    call = in_hand()

    # then
    with pytest.raises(BadOutcome, match=words):
        log(call, outcome, now=now, **reported)
    assert CallAttempt.objects.count() == 0


def test_unknown_sender_who_was_called_is_settled() -> None:
    # given
    send_reply("haan", phone="+919000000000")

    # when
    call = log(taken(), CallOutcome.READY, note="order of another shop")

    # then
    assert call.state == "done"
    assert Answer.objects.latest("id").remark == "No question was open."


def test_what_was_settled_otherwise_is_not_asked_again() -> None:
    # when
    log(in_hand(), CallOutcome.SETTLED, note="brought it themselves")

    # then
    assert Question.objects.get().state == "closed"


@pytest.mark.django_db(transaction=True)
def test_answer_and_outcome_of_the_same_moment_do_not_block_each_other() -> None:
    """The supplier writes again and again while the operator writes down what they said."""
    # given
    call = in_hand()
    start = threading.Barrier(4)
    errors: list[Exception] = []

    def at_once(act: Callable[[], object]) -> None:
        start.wait()
        try:
            act()
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    acts: list[Callable[[], object]] = [lambda: log(call, CallOutcome.READY)]
    acts += [lambda text=text: send_reply(text) for text in ("kya?", "phone karo", "kal")]  # type: ignore[misc]

    # when
    threads = [threading.Thread(target=at_once, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    # then
    assert errors == []
    assert sale_states()[0] in {"ready", "confirmed"}
    assert Call.objects.get(pk=call.pk).state == "done"
