"""What waits for a person, page by page."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from odop_consignment.models import Sale
from odop_core.events import OrderChanged
from odop_core.models import Handling, InboxEvent, IntakeRefusal, OutboxItem, WorkState
from odop_core.queue import inbox
from odop_core.security.permissions import Permission
from odop_core.web import refused_requests
from storefront_schema import ids
from tests import factories
from tests.storefront_schema.client import STAFF, answer_to, ask, staff
from tests.storefront_schema.goods import sold

UNASSIGNED = """query($first: Int, $after: String) {
  consignmentSales(
    where: {isAssigned: false}, sortBy: {field: CREATED_AT, direction: ASC}, first: $first, after: $after
  ) {
    totalCount
    edges { cursor node { productName quantity status supplier { name } } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}"""
DEAD = """query($queue: OdopWorkQueueEnum!, $first: Int, $after: String) {
  failedJobs(queue: $queue, first: $first, after: $after) {
    totalCount edges { cursor node { id queue task attempts lastError failedAt } } pageInfo { hasNextPage endCursor }
  }
}"""


def unassigned(**variables: Any) -> dict[str, Any]:
    answer: dict[str, Any] = ask(UNASSIGNED, staff(Permission.MANAGE_CONSIGNMENT), **variables)["consignmentSales"]
    return answer


def sell_to_nobody(many: int) -> None:
    sold(factories.order(*(factories.line(f"toy-{number:02}") for number in range(many))), offers=False)


def test_what_nobody_supplies_is_listed_oldest_first() -> None:
    # given
    sell_to_nobody(3)

    # when
    answer = unassigned()

    # then
    assert answer["totalCount"] == 3
    assert [edge["node"]["productName"] for edge in answer["edges"]] == ["toy-00", "toy-01", "toy-02"]
    assert answer["edges"][0]["node"] == {
        "productName": "toy-00", "quantity": 1, "status": "PLACED", "supplier": None
    }  # fmt: skip
    assert not answer["pageInfo"]["hasNextPage"]


def test_pages_follow_each_other_even_while_rows_leave_the_list() -> None:
    # given
    sell_to_nobody(5)

    # when
    first = unassigned(first=2)
    Sale.objects.filter(product_name="toy-00").update(state="cancelled")
    second = unassigned(first=2, after=first["pageInfo"]["endCursor"])
    last = unassigned(first=2, after=second["pageInfo"]["endCursor"])

    # then
    assert [edge["node"]["productName"] for edge in second["edges"]] == ["toy-02", "toy-03"]
    assert second["pageInfo"]["hasPreviousPage"]
    assert second["pageInfo"]["hasNextPage"]
    assert second["pageInfo"]["startCursor"] == second["edges"][0]["cursor"]
    assert [edge["node"]["productName"] for edge in last["edges"]] == ["toy-04"]
    assert not last["pageInfo"]["hasNextPage"]


def test_an_empty_list_is_an_empty_page() -> None:
    assert unassigned() == {
        "totalCount": 0,
        "edges": [],
        "pageInfo": {"hasNextPage": False, "hasPreviousPage": False, "startCursor": None, "endCursor": None},
    }


@pytest.mark.parametrize(
    ("page", "complaint"),
    [({"first": 0}, "at least 1"), ({"first": 101}, "at most 100"), ({"after": "nonsense"}, "no cursor")],
)
def test_a_page_that_cannot_be_cut_is_refused(page: dict[str, Any], complaint: str) -> None:
    # when
    answer = answer_to(UNASSIGNED, STAFF, **page)

    # then
    assert complaint in answer.messages[0]
    assert answer.kinds == ["GraphQLError"]


def test_the_queries_of_a_page_do_not_grow_with_it() -> None:
    # given
    sell_to_nobody(30)

    def count(first: int) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert len(unassigned(first=first)["edges"]) == first
        return len(queries)

    # when / then
    assert count(1) == count(30) == 2


def dead_event(key: str = "dead-1") -> InboxEvent:
    inbox.announce_unreadable(OrderChanged, "ORDER_UPDATED", "{", "not JSON", key=key)
    return InboxEvent.objects.get(key=key)


def test_dead_letters_of_each_queue_tell_what_went_wrong() -> None:
    # given
    event = dead_event()
    Handling.objects.create(event=event, handler="odop.logistics:x", state=WorkState.DEAD, last_error="a bug")
    item = factories.outbox_item()
    OutboxItem.objects.filter(pk=item.pk).update(
        state=WorkState.DEAD, attempts=12, last_error="gateway down", finished_at=factories.MOMENT
    )

    def only(queue: str) -> dict[str, Any]:
        answer = ask(DEAD, staff(Permission.MANAGE_ODOP_WORK), queue=queue)["failedJobs"]
        assert answer["totalCount"] == 1
        node: dict[str, Any] = answer["edges"][0]["node"]
        return node

    # when / then
    assert only("EVENTS")["lastError"] == "not JSON"
    assert only("EVENTS")["task"] == "store.order ORDER_UPDATED"
    assert only("HANDLINGS")["lastError"] == "a bug"
    assert only("OUTBOX") == {
        "id": ids.make("FailedJob", item.pk),
        "queue": "OUTBOX",
        "task": "test.topic item-1",
        "attempts": 12,
        "lastError": "gateway down",
        "failedAt": factories.MOMENT.isoformat(),
    }


def test_dead_letters_are_paged_without_reading_their_contents() -> None:
    # given
    for number in range(3):
        dead_event(f"dead-{number}")

    # when
    with CaptureQueriesContext(connection) as queries:
        page = ask(DEAD, STAFF, queue="EVENTS", first=2)["failedJobs"]
    rest = ask(DEAD, STAFF, queue="EVENTS", first=2, after=page["pageInfo"]["endCursor"])["failedJobs"]

    # then
    assert len(page["edges"]) == 2
    assert page["pageInfo"]["hasNextPage"]
    assert len(rest["edges"]) == 1
    assert not [query for query in queries if "payload" in query["sql"]]


def test_work_that_is_not_dead_is_not_listed() -> None:
    # given
    factories.outbox_item()

    # when / then
    assert ask(DEAD, STAFF, queue="OUTBOX")["failedJobs"]["totalCount"] == 0


def test_refused_webhooks_are_counted_by_day_and_reason() -> None:
    # given
    refused_requests.count_refusal("saleor", "bad signature")
    refused_requests.count_refusal("saleor", "bad signature")
    today = datetime.now(UTC).date()
    IntakeRefusal.objects.create(day=today - timedelta(days=40), source="saleor", reason="old", count=1)
    IntakeRefusal.objects.create(day=today - timedelta(days=2), source="saleor", reason="too large", count=2**40)

    # when
    answer = ask("{ rejectedWebhooks { day source reason count } }", staff(Permission.MANAGE_ODOP_WORK))

    # then
    assert [(row["reason"], row["count"]) for row in answer["rejectedWebhooks"]] == [
        ("bad signature", 2), ("too large", 2**31 - 1)
    ]  # fmt: skip
    assert answer["rejectedWebhooks"][0]["day"] == today.isoformat()


@pytest.mark.parametrize("days", [0, 91])
def test_looking_back_too_far_is_refused(days: int) -> None:
    # when
    answer = answer_to("query($days: Int!) { rejectedWebhooks(days: $days) { count } }", STAFF, days=days)

    # then
    assert "at most 90 days" in answer.messages[0]


def test_a_list_can_be_read_from_its_end() -> None:
    # given
    for number in (1, 2, 3):
        inbox.announce_unreadable(OrderChanged, "TEST", "{}", f"reason {number}", key=f"k{number}")
    question = """query($before: String) {
      failedJobs(queue: EVENTS, last: 2, before: $before) {
        pageInfo { hasNextPage hasPreviousPage startCursor }
        edges { node { lastError } }
      }
    }"""

    # when
    end = ask(question, STAFF)["failedJobs"]
    before = ask(question, STAFF, before=end["pageInfo"]["startCursor"])["failedJobs"]

    # then
    assert [edge["node"]["lastError"] for edge in end["edges"]] == ["reason 2", "reason 3"]
    assert [edge["node"]["lastError"] for edge in before["edges"]] == ["reason 1"]
    assert (end["pageInfo"]["hasPreviousPage"], end["pageInfo"]["hasNextPage"]) == (True, False)
    assert (before["pageInfo"]["hasPreviousPage"], before["pageInfo"]["hasNextPage"]) == (False, True)


def test_first_and_last_together_are_refused() -> None:
    # when
    answer = answer_to("{ failedJobs(queue: EVENTS, first: 1, last: 1) { totalCount } }", STAFF)

    # then
    assert answer.messages == ["Ask for the first items or for the last ones, not for both."]
