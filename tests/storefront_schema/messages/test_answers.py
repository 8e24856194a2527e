"""What suppliers were asked and answered; what staff write down; how they are asked again, and how fast they answer."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from odop_core.security.permissions import Permission
from odop_notifications.models import Answer, Call, Question
from odop_notifications.settings import PLUGIN_ID
from storefront_schema import ids
from storefront_schema.viewer import Viewer
from tests import factories
from tests.odop_notifications.questions import ask_again, ask_supplier, sale_states, send_reply
from tests.storefront_schema.client import answer_to, ask, mutate, refusals, staff, where

DESK = staff(Permission.MANAGE_NOTIFICATIONS)
QUESTIONS = """query($where: SupplierQuestionWhereInput, $first: Int) { supplierQuestions(where: $where, first:
    $first) {
  totalCount edges { node { id orderNumber sales { id } status meaning policy supplier { name }
    answers { text meaning } } }
} }"""
ANSWERS = """query($where: SupplierAnswerWhereInput) { supplierAnswers(where: $where) {
  totalCount edges { node { id transport sender text meaning effect question { id } order { id } } }
} }"""


@pytest.fixture(scope="module", autouse=True)
def _asked(rows_of_module: None) -> None:
    """Each test begins with a supplier who was asked about a kurta."""
    factories.switch(PLUGIN_ID, channel="console", hours="")
    ask_supplier()


def answers(**given: Any) -> list[dict[str, Any]]:
    return [edge["node"] for edge in ask(ANSWERS, DESK, where=where(**given))["supplierAnswers"]["edges"]]


def record(question: Question, **given: Any) -> dict[str, Any]:
    question_id = ids.make("SupplierQuestion", question.pk)
    selection = "answer { transport givenBy { id } meaning effect text }"
    return mutate(
        "supplierAnswerRecord",
        selection,
        DESK,
        questionId=("ID!", question_id),
        input=("SupplierAnswerRecordInput!", given),
    )


def settle(answer: Answer, **given: Any) -> dict[str, Any]:
    number = ids.make("SupplierAnswer", answer.pk)
    selection = "answer { transport givenBy { id } meaning effect }"
    return mutate(
        "supplierAnswerClassify", selection, DESK, id=("ID!", number), input=("SupplierAnswerClassifyInput!", given)
    )


def test_open_questions_tell_who_was_asked_what() -> None:
    # given
    send_reply("kya?")

    # when
    (node,) = [edge["node"] for edge in ask(QUESTIONS, DESK)["supplierQuestions"]["edges"]]

    # then
    assert (node["orderNumber"], node["status"], node["meaning"]) == ("1", "AT_HELPLINE", None)
    assert node["supplier"] == {"name": "Supplier of kurta"}
    assert node["answers"] == [{"text": "kya?", "meaning": "UNCLEAR"}]
    assert ask(QUESTIONS, DESK, where={"status": {"eq": "WAITING"}})["supplierQuestions"]["totalCount"] == 0


def test_the_queries_of_a_page_of_questions_do_not_grow_with_it() -> None:
    # given
    for number in range(2, 8):
        ask_again(number)

    def count(first: int) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert len(ask(QUESTIONS, DESK, first=first)["supplierQuestions"]["edges"]) == first
        return len(queries)

    # when / then
    assert count(1) == count(7)


def test_suppliers_see_what_they_were_asked_but_not_by_which_policy() -> None:
    # given
    other = factories.supplier("Other", user_id="user-other")

    # when / then
    question = "{ supplierQuestions { totalCount edges { node { orderNumber } } } }"
    assert ask(question, Viewer("customer", "user-other"))["supplierQuestions"]["totalCount"] == 0
    Question.objects.update(supplier_id=other.id)
    assert ask(question, Viewer("customer", "user-other"))["supplierQuestions"]["totalCount"] == 1
    assert answer_to(QUESTIONS, Viewer("customer", "user-other")).kinds


def test_answers_that_wait_for_a_person_are_found() -> None:
    # given
    unclear = send_reply("kya?")
    stranger = send_reply("hello", phone="+919811111111")

    # when
    waiting = answers(needsReview=True)

    # then
    assert [node["id"] for node in waiting] == [ids.make("SupplierAnswer", row.pk) for row in (stranger, unclear)]
    assert waiting[0]["sender"] == "+91 ••••••1111"
    assert answers(needsReview=False) == []
    assert len(answers(meaning="UNCLEAR", orderId="order-1")) == 1


def test_what_a_supplier_said_otherwise_counts() -> None:
    # given
    question = Question.objects.get()

    # when
    recorded = record(question, meaning="READY", note="Told at the counter.")

    # then
    assert recorded["answer"] == {
        "transport": "elsewhere", "givenBy": {"id": "user-9"}, "meaning": "READY", "effect": "APPLIED",
        "text": "Told at the counter.",
    }  # fmt: skip
    assert sale_states() == ["ready"]
    assert record(question, meaning="READY")["answer"]["effect"] == "REPEATED"


def test_what_cannot_be_written_down_is_refused() -> None:
    # given
    question = Question.objects.get()

    # when / then
    for wrong in (
        {"meaning": "UNCLEAR"},
        {"meaning": "READY_ON"},
        {"meaning": "READY_ON", "readyOn": "2001-01-01"},
        {"meaning": "READY", "readyOn": "2030-01-01"},
        {"meaning": "READY", "note": "Aadhaar 2345 6789 0124"},
    ):
        assert [code for _field, code in refusals(record(question, **wrong))] == ["INVALID"], wrong
    question.pk = 10**9
    assert refusals(record(question, meaning="READY")) == [(None, "NOT_FOUND")]


def test_an_unclear_answer_is_settled_and_nobody_needs_to_call() -> None:
    # given
    unclear = send_reply("kya?")

    # when
    settled = settle(unclear, meaning="READY")

    # then
    assert settled["answer"] == {
        "transport": "sms",
        "givenBy": {"id": "user-9"},
        "meaning": "READY",
        "effect": "APPLIED",
    }
    assert sale_states() == ["ready"]
    assert [call.state for call in Call.objects.all()] == ["withdrawn"]
    assert answers(needsReview=True) == []


def test_an_answer_is_settled_once() -> None:
    # given
    unclear = send_reply("kya?")
    settle(unclear, meaning="READY")

    # when / then
    assert refusals(settle(unclear, meaning="DECLINED")) == [("id", "INVALID_STATUS")]
    assert sale_states() == ["ready"]


def test_an_answer_that_was_understood_needs_no_settling() -> None:
    # given
    clear = send_reply("1")

    # when / then
    assert refusals(settle(clear, meaning="DECLINED")) == [("id", "INVALID_STATUS")]


def test_an_answer_that_may_be_about_several_orders_is_settled_for_one() -> None:
    # given
    first = Question.objects.get()
    ask_again(2)
    unclear = send_reply("haan")

    # when / then
    assert refusals(settle(unclear, meaning="READY")) == [(None, "INVALID")]
    settled = settle(unclear, meaning="READY", questionId=ids.make("SupplierQuestion", first.pk))

    # then
    assert settled["answer"]["effect"] == "APPLIED"
    assert (sale_states(1), sale_states(2)) == (["ready"], ["placed"])


def test_words_of_a_stranger_that_ask_nothing_are_laid_aside() -> None:
    # given
    stranger = send_reply("hello", phone="+919811111111")

    # when
    settled = settle(stranger, meaning="COURTESY")

    # then
    assert settled["answer"]["effect"] == "NOTED"
    assert [call.state for call in Call.objects.all()] == ["withdrawn"]


def test_an_open_question_is_not_laid_aside() -> None:
    # given
    unclear = send_reply("kya?")

    # when / then
    assert refusals(settle(unclear, meaning="COURTESY")) == [(None, "INVALID")]
    assert [call.state for call in Call.objects.all()] == ["waiting"]


def policy(**changes: Any) -> dict[str, Any]:
    steps = [{"waitMinutes": 15, "transport": "voice"}, {"waitMinutes": 30, "transport": "helpline"}]
    given = {"name": "silk", "position": 5, "minValue": "5,000", "craft": "banarasi", "steps": steps, **changes}
    selection = (
        "policy { name position isActive minValue { amount } craft steps { waitMinutes transport } updatedBy { id } }"
    )
    return mutate("escalationPolicyUpsert", selection, DESK, input=("EscalationPolicyUpsertInput!", given))


def test_a_policy_is_saved_and_listed_where_it_is_tried() -> None:
    # when
    saved = policy()

    # then
    assert saved["errors"] == []
    assert (saved["policy"]["minValue"], saved["policy"]["updatedBy"]) == ({"amount": "5000.00"}, {"id": "user-9"})
    names = [one["name"] for one in ask("{ escalationPolicies { name } }", DESK)["escalationPolicies"]]
    assert names.index("silk") == sorted(["silk", *(set(names) - {"silk"})], key=names.index).index("silk")
    assert policy(isActive=False)["policy"]["isActive"] is False


def test_a_policy_that_cannot_be_followed_is_refused() -> None:
    helpline = {"waitMinutes": 1, "transport": "helpline"}
    for changes, field in (
        ({"steps": []}, "steps"),
        ({"steps": [{"waitMinutes": 1, "transport": "pigeon"}, helpline]}, "transport"),
        ({"steps": [{"waitMinutes": -1, "transport": "sms"}, helpline]}, "waitMinutes"),
        ({"name": "Not a slug"}, "name"),
        ({"position": -1}, "position"),
        ({"minValue": "much"}, "minValue"),
    ):
        assert refusals(policy(**changes)) == [(field, "INVALID")], changes


def test_figures_are_grouped() -> None:
    # given
    send_reply("1")

    # when
    asked_for = """query($by: NotificationGroupingEnum, $from: Date!, $to: Date!) {
      notificationMetrics(from: $from, to: $to, groupBy: $by) {
        name asked answered answeredWithoutCall shareWithoutCall secondsToAnswerMedian secondsToMessageP95
      }
    }"""
    span = {"from": "2020-01-01", "to": "2020-12-31"}
    day = Question.objects.get().ordered_at.date().isoformat()
    (by_channel,) = ask(asked_for, DESK, by="TRANSPORT", **{"from": day, "to": day})["notificationMetrics"]

    # then
    assert (by_channel["name"], by_channel["asked"], by_channel["shareWithoutCall"]) == ("console", 1, 1.0)
    assert by_channel["secondsToAnswerMedian"] >= 0
    assert ask(asked_for, DESK, **span)["notificationMetrics"] == []
    too_long = answer_to(asked_for, DESK, **{"from": "2020-01-01", "to": "2021-01-02"})
    assert "at most 366 days" in too_long.messages[0]
