"""What staff see, and nobody else."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import Server, some

STAFF_DOCUMENTS: list[tuple[str, dict[str, Any]]] = [
    ("staff_unassigned", {}),
    ("staff_order", {"orderId": "T3JkZXI6MQ=="}),
    ("staff_messages", {"orderId": "T3JkZXI6MQ=="}),
    ("staff_failed_jobs", {"queue": "OUTBOX"}),
    ("staff_assign_sale", {"id": "x", "offerId": "x"}),
    ("staff_collect_pickup", {"reference": "x", "trackingNumber": "x"}),
    ("staff_failed_job_retry", {"queue": "OUTBOX", "ids": ["x"]}),
]


@pytest.mark.parametrize(("document", "variables"), STAFF_DOCUMENTS, ids=[name for name, _variables in STAFF_DOCUMENTS])
def test_visitors_are_refused_what_is_for_staff(visitor: Server, document: str, variables: dict[str, Any]) -> None:
    assert set(visitor.refused(document, **variables)) == {"PermissionDenied"}


@pytest.mark.parametrize(("document", "variables"), STAFF_DOCUMENTS, ids=[name for name, _variables in STAFF_DOCUMENTS])
def test_customers_are_refused_it_as_well(customer: Server, document: str, variables: dict[str, Any]) -> None:
    assert set(customer.refused(document, **variables)) == {"PermissionDenied"}


def test_what_nobody_supplies_waits_for_staff(staff: Server, facts: dict[str, Any]) -> None:
    if facts["unassigned"] is None:
        pytest.skip("ODOP_E2E_FACTS says nothing of unassigned sales")
    nodes: list[dict[str, Any]] = []
    after = None

    # when
    while True:
        page = staff.ask("staff_unassigned", first=2, after=after)["consignmentSales"]
        nodes += [edge["node"] for edge in page["edges"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break

    # then
    waiting = [(node["orderNumber"], node["productName"], node["quantity"]) for node in nodes]
    assert sorted(waiting) == sorted(
        (sale["orderNumber"], sale["productName"], sale["quantity"]) for sale in facts["unassigned"]
    )
    assert page["totalCount"] == len(nodes)


def test_staff_see_who_supplies_an_order_and_which_messages_they_got(staff: Server, facts: dict[str, Any]) -> None:
    for order in some(facts["orders"], "orders"):
        sales = staff.ask("staff_order", orderId=order["id"])["orderConsignments"]
        messages = staff.ask("staff_messages", orderId=order["id"])["orderMessages"]
        assert len(sales) == sum(len(line["consignments"]) for line in order["lines"])
        for sale in sales:
            if sale["supplier"]:
                assert sale["supplier"]["phone"].startswith("•••")
        for message in messages:
            assert "•" in message["recipient"]


def test_nothing_was_given_up(staff: Server) -> None:
    for queue in ("EVENTS", "HANDLINGS", "OUTBOX"):
        assert staff.ask("staff_failed_jobs", queue=queue)["failedJobs"]["edges"] == [], queue


def test_a_mistake_of_staff_is_an_error_in_the_answer(staff: Server) -> None:
    # when
    answer = staff.ask("staff_collect_pickup", reference="ODOP-nothing", trackingNumber="AWB-1")["pickupMarkCollected"]

    # then
    assert answer["pickup"] is None
    assert [(error["field"], error["code"]) for error in answer["errors"]] == [("reference", "NOT_FOUND")]
