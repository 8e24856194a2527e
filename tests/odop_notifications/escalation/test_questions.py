"""Questions that open and close as sales change, also where no policy fits and where suppliers speak elsewhere."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from odop_consignment import api as consignment
from odop_core.queue import worker
from odop_notifications.escalation import questions, steps
from odop_notifications.models import Call, EscalationPolicy
from odop_notifications.settings import PLUGIN_ID
from tests.factories import offer, supplier, switch
from tests.odop_notifications.questions import ask_supplier, send_reply

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("store")]


@pytest.fixture(autouse=True)
def any_hour() -> None:
    switch(PLUGIN_ID, channel="console", hours="", waiting_counts_at_night=True)


def staff_calls() -> list[tuple[str, str]]:
    return [(call.reason, call.detail) for call in Call.objects.filter(queue="staff")]


def test_without_a_policy_the_helpline_asks_after_an_hour() -> None:
    # given
    EscalationPolicy.objects.update(active=False)
    question = ask_supplier()

    # when
    steps.take_due_steps(question.opened_at + timedelta(minutes=60))

    # then
    question.refresh_from_db()
    assert question.state == "at_helpline"
    assert [(call.reason, call.state) for call in Call.objects.all()] == [("unanswered", "waiting")]


def test_without_a_policy_nobody_is_called_before() -> None:
    # given
    EscalationPolicy.objects.update(active=False)
    question = ask_supplier()

    # when
    steps.take_due_steps(question.opened_at + timedelta(minutes=59))

    # then
    assert Call.objects.count() == 0


def test_staff_hear_of_who_said_elsewhere_that_they_cannot_supply() -> None:
    # given
    question = ask_supplier()
    consignment.record_cannot_supply(question.sale_ids, by="portal", reason="the loom is broken")

    # when
    questions.sync_questions(question.order_id)

    # then
    ((reason, detail),) = staff_calls()
    assert reason == "cannot"
    assert "the loom is broken" in detail


def test_staff_hear_of_it_also_when_another_was_found() -> None:
    # given
    question = ask_supplier()
    offer(by=supplier("Other", phone="+919111111111"), at="agra")

    # when
    consignment.record_cannot_supply(question.sale_ids, by="portal", reason="")
    worker.run_due()

    # then
    ((reason, detail),) = staff_calls()
    assert reason == "cannot"
    assert "another supplier was asked" in detail


def test_staff_hear_of_it_also_when_the_supplier_had_said_ready_before() -> None:
    # given
    question = ask_supplier()
    send_reply("1")
    consignment.record_cannot_supply(question.sale_ids, by="portal", reason="ill")

    # when
    questions.sync_questions(question.order_id)

    # then
    assert [reason for reason, _detail in staff_calls()] == ["cannot"]


def test_staff_hear_of_it_once() -> None:
    # given
    question = ask_supplier()
    consignment.record_cannot_supply(question.sale_ids, by="portal", reason="ill")

    # when
    for _ in range(3):
        questions.sync_questions(question.order_id)
        steps.take_due_steps(timezone.now() + timedelta(days=1))

    # then
    assert len(staff_calls()) == 1


def test_staff_hear_once_of_who_told_us_that_they_cannot_supply() -> None:
    # given
    question = ask_supplier()
    send_reply("3")

    # when
    questions.sync_questions(question.order_id)

    # then
    assert len(staff_calls()) == 1
