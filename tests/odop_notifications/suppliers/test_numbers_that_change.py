"""Suppliers change their numbers, and some numbers turn out to be somebody else's."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from odop_consignment.api.suppliers import change_supplier, record_verification
from odop_notifications.answers.one_tap import answer_link
from odop_notifications.escalation import links, policies, steps
from odop_notifications.escalation.links import NoSuchLink
from odop_notifications.escalation.policies import Step
from odop_notifications.helpline import claims
from odop_notifications.helpline.outcomes import OutcomeReport, log_outcome
from odop_notifications.models import Call, CallOutcome, Meaning, Message, Question
from odop_notifications.settings import PLUGIN_ID
from tests.factories import switch
from tests.odop_notifications.questions import ask_again, ask_supplier, sale_states, send_reply

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("store")]
RIGHT = "+919222222222"


@pytest.fixture(autouse=True)
def any_hour() -> None:
    """Suppliers may be called at any hour, and nobody is asked again before."""
    switch(PLUGIN_ID, channel="console", hours="", waiting_counts_at_night=True)
    policies.save_policy("ordinary", [Step(60, "helpline")], position=0)


def wrong_number() -> Question:
    """The supplier was asked, and somebody else picked up when an operator called."""
    return somebody_else_picks_up(ask_supplier())


def somebody_else_picks_up(question: Question) -> Question:
    steps.take_due_steps(timezone.now() + timedelta(hours=2))
    Call.objects.update(due_at=timezone.now() - timedelta(minutes=1))
    call = claims.claim_next_call("asha")
    assert call is not None
    log_outcome(call.pk, "asha", OutcomeReport(CallOutcome.WRONG_NUMBER, note="somebody else"))
    return question


def test_wrong_number_is_that_of_no_question_any_more() -> None:
    # given
    question = ask_supplier()
    ask_again(2)

    # when
    somebody_else_picks_up(question)

    # then
    assert list(Question.objects.values_list("phone_digest", flat=True)) == ["", ""]


def test_whoever_has_the_wrong_number_answers_nothing() -> None:
    # given
    wrong_number()

    # when
    answer = send_reply("1")

    # then
    assert (answer.effect, answer.supplier_id) == ("to_helpline", None)
    assert sale_states() == ["placed"]


def test_whoever_has_the_wrong_number_answers_nothing_by_replying_to_the_message() -> None:
    # given
    wrong_number()

    # when
    answer = send_reply("1", in_reply_to=Message.objects.get(occasion="bought").key)

    # then
    assert (answer.effect, sale_states()) == ("to_helpline", ["placed"])


def test_whoever_has_the_wrong_number_answers_nothing_by_the_link() -> None:
    # given
    question = ask_supplier()
    code = links.issue_code(question, timezone.now() + timedelta(days=1))

    # when
    somebody_else_picks_up(question)

    # then
    with pytest.raises(NoSuchLink):
        answer_link(code, Meaning.READY, None)
    assert sale_states() == ["placed"]


def test_whoever_has_the_wrong_number_answers_nothing_of_later_orders() -> None:
    # given: nobody has found the right one yet
    wrong_number()
    ask_again(2)

    # when
    send_reply("1")

    # then
    assert sale_states(2) == ["placed"]


def test_number_that_was_right_after_all_counts_again() -> None:
    # given
    question = wrong_number()
    record_verification(question.supplier_id, "phone", "verified", source="visit", by="user-9")

    # when
    answer = send_reply("1")

    # then
    assert (answer.effect, sale_states()) == ("applied", ["ready"])


def test_answer_from_the_right_number_counts_once_it_is_on_record() -> None:
    # given
    question = wrong_number()
    change_supplier(question.supplier_id, phone=RIGHT)

    # when
    answer = send_reply("haan", phone=RIGHT)

    # then
    assert (answer.effect, answer.question, sale_states()) == ("applied", question, ["ready"])


def test_answer_from_a_changed_number_counts() -> None:
    # given
    question = ask_supplier()
    change_supplier(question.supplier_id, phone=RIGHT)

    # when
    answer = send_reply("1", phone=RIGHT)

    # then
    assert (answer.effect, sale_states()) == ("applied", ["ready"])


def test_answer_from_the_former_number_is_a_strangers() -> None:
    # given
    question = ask_supplier()
    change_supplier(question.supplier_id, phone=RIGHT)

    # when
    answer = send_reply("3")

    # then
    assert (answer.effect, answer.supplier_id, sale_states()) == ("to_helpline", None, ["placed"])


def test_who_is_asked_again_at_a_changed_number_can_answer_from_it() -> None:
    # given
    policies.save_policy("ordinary", [Step(60, "console"), Step(60, "helpline")], position=0)
    question = ask_supplier()
    before = question.phone_digest
    change_supplier(question.supplier_id, phone=RIGHT)

    # when
    steps.take_due_steps(timezone.now() + timedelta(hours=2))

    # then
    question.refresh_from_db()
    assert question.phone_digest not in ("", before)


def test_number_nobody_has_is_a_strangers() -> None:
    # given
    ask_supplier()

    # when
    answer = send_reply("1", phone="+919333333333")

    # then
    assert (answer.effect, answer.remark) == ("to_helpline", "The number is of nobody we know.")
