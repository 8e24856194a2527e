"""A supplier asks in their app to be called."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from odop_notifications.answers import call_requests
from odop_notifications.answers.call_requests import BadNote, NoSuchQuestion, TooManyCalls
from odop_notifications.models import Answer, Call
from tests import factories
from tests.odop_notifications.questions import ask_supplier

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("store")]


def test_a_call_waits_with_what_they_wrote() -> None:
    # given
    supplier = factories.supplier()

    # when
    call = call_requests.request_call(supplier.id, note="About my bank account.")

    # then
    assert (call.supplier_id, call.reason, call.wish, call.detail) == (
        supplier.id, "call_me", "call_me", "About my bank account.",
    )  # fmt: skip


def test_however_often_they_ask_one_call_waits() -> None:
    # given
    supplier = factories.supplier()

    # when
    calls = {call_requests.request_call(supplier.id).pk for _time in range(5)}

    # then
    assert len(calls) == 1
    assert Answer.objects.count() == 1


def test_a_call_about_a_question_is_the_questions() -> None:
    # given
    question = ask_supplier()

    # when
    first, second = (call_requests.request_call(question.supplier_id, question_id=question.pk) for _time in range(2))

    # then
    assert (first.pk, first.question_id, first.reason) == (second.pk, question.pk, "call_me")


def test_the_question_of_another_is_not_there() -> None:
    # given
    question, other = ask_supplier(), factories.supplier("Other")

    # when / then
    with pytest.raises(NoSuchQuestion):
        call_requests.request_call(other.id, question_id=question.pk)


def test_three_calls_in_an_hour_are_enough() -> None:
    # given
    supplier, now = factories.supplier(), timezone.now()
    for _time in range(call_requests.MOST_IN_AN_HOUR):
        call_requests.request_call(supplier.id)
        Call.objects.update(state="done")

    # when / then
    with pytest.raises(TooManyCalls):
        call_requests.request_call(supplier.id)
    assert call_requests.request_call(supplier.id, now=now + timedelta(hours=1, minutes=1)).state == "waiting"


def test_no_aadhaar_number_is_kept() -> None:
    # given
    supplier = factories.supplier()

    # when / then
    with pytest.raises(BadNote):
        call_requests.request_call(supplier.id, note="2345 6789 0124")
