"""The supervisor's board is right, and cheap however much waits; operators who claim at once get different calls."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from odop_core.security.permissions import Permission
from odop_notifications.models import Call, CallReason, CallState, Queue
from odop_notifications.settings import PLUGIN_ID
from storefront_schema import ids
from tests import factories
from tests.odop_notifications.helpline.calls import waiting_call
from tests.storefront_schema.client import answer_to, ask, staff
from tests.storefront_schema.helpline.desk import SUPERVISOR, claim, operator

BOARD = """{ helplineBoard {
  isOpen waiting later claimed breached oldestDueAt secondsPerCall
  operators { operator calls answered callInHand { id } } next(first: 5) { id supplierName phone attempts { outcome } }
} }"""


@pytest.fixture(autouse=True)
def any_hour(db: None) -> None:
    factories.switch(PLUGIN_ID, channel="console", hours="")


def board() -> dict[str, Any]:
    found: dict[str, Any] = ask(BOARD, SUPERVISOR)["helplineBoard"]
    return found


def queue_up(many: int) -> None:
    """So many calls, every tenth of them overdue."""
    now = timezone.now()
    Call.objects.bulk_create(
        Call(
            key=f"many-{number}", reason=CallReason.UNANSWERED, queue=Queue.OPERATORS, language="hi",
            due_at=now - timedelta(seconds=number), rank_at=now - timedelta(seconds=number), created_at=now,
            sla_due_at=now + timedelta(hours=-1 if number % 10 == 0 else 1),
        )
        for number in range(many)
    )  # fmt: skip


def test_the_board_tells_what_waits_and_who_does_what() -> None:
    # given
    now = timezone.now()
    oldest = waiting_call(1, now - timedelta(hours=3))
    urgent = waiting_call(2, now - timedelta(hours=1), rank_at=now - timedelta(hours=9))
    waiting_call(3, now + timedelta(hours=1))
    waiting_call(4, state=CallState.DONE)
    claim(operator())

    # when
    shown = board()

    # then
    assert shown["isOpen"] is True
    assert (shown["waiting"], shown["later"], shown["claimed"], shown["breached"]) == (1, 1, 1, 1)
    assert shown["oldestDueAt"] == oldest.due_at.isoformat()
    assert shown["operators"] == [
        {"operator": "Asha", "calls": 0, "answered": 0, "callInHand": {"id": ids.make("HelplineCall", urgent.pk)}}
    ]
    assert shown["next"][0]["id"] == ids.make("HelplineCall", urgent.pk)


def test_an_empty_board_is_a_board() -> None:
    # when
    shown = board()

    # then
    assert (shown["waiting"], shown["oldestDueAt"], shown["operators"], shown["next"]) == (0, None, [], [])


def test_the_board_costs_the_same_few_queries_with_ten_thousand_calls() -> None:
    # given
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            board()
        return len(queries)

    # when
    queue_up(5)
    few = cost()
    Call.objects.all().delete()
    queue_up(10_000)
    many = cost()

    # then
    assert few == many <= 8
    shown = board()
    assert (shown["waiting"], shown["breached"]) == (10_000, 1_000)


def test_a_board_of_too_many_calls_is_refused() -> None:
    # when
    answer = answer_to("{ helplineBoard { next(first: 51) { id } } }", SUPERVISOR)

    # then
    assert "at most 50" in answer.messages[0]


def test_the_board_is_for_operators_and_supervisors() -> None:
    assert ask("{ helplineBoard { waiting } }", operator())
    assert answer_to("{ helplineBoard { waiting } }", staff(Permission.MANAGE_CONSIGNMENT)).is_refused


@pytest.mark.django_db(transaction=True)
def test_twenty_operators_who_claim_at_once_get_different_calls() -> None:
    # given
    queue_up(15)
    viewers = [operator(f"Operator {number}") for number in range(20)]
    start = threading.Barrier(20)
    claimed: list[str | None] = []

    def work(number: int) -> None:
        start.wait()
        try:
            card = claim(viewers[number])["detail"]
            claimed.append(card["call"]["id"] if card else None)
        finally:
            connection.close()

    # when
    threads = [threading.Thread(target=work, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    # then: five found the queue empty
    given_out = [call_id for call_id in claimed if call_id]
    assert len(claimed) == 20
    assert len(given_out) == len(set(given_out)) == 15
    assert Call.objects.filter(state=CallState.CLAIMED).count() == 15
