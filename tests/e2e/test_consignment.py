"""Who supplies under which agreement, and why a sale cost what it cost: what staff see of it."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import Server, some

STAFF_DOCUMENTS: list[tuple[str, dict[str, Any]]] = [
    ("staff_suppliers", {}),
    ("staff_offers", {}),
    ("staff_lots", {}),
    ("staff_stock_differences", {}),
    ("staff_sales_with_issue", {}),
    ("staff_returns", {}),
    ("staff_supplier_approve", {"id": "x"}),
    ("staff_return_inspect", {"id": "x", "good": 1, "damaged": 0}),
    ("helpline_board", {}),
    ("helpline_call_claim", {}),
]
EVERY = pytest.mark.parametrize(
    ("document", "variables"), STAFF_DOCUMENTS, ids=[name for name, _variables in STAFF_DOCUMENTS]
)


@EVERY
def test_visitors_are_refused_what_is_for_staff(visitor: Server, document: str, variables: dict[str, Any]) -> None:
    assert set(visitor.refused(document, **variables)) == {"PermissionDenied"}


@EVERY
def test_customers_are_refused_it_as_well(customer: Server, document: str, variables: dict[str, Any]) -> None:
    assert set(customer.refused(document, **variables)) == {"PermissionDenied"}


def test_suppliers_are_there_and_their_numbers_masked(staff: Server, facts: dict[str, Any]) -> None:
    # given
    wanted = some(facts["suppliers"], "suppliers")

    # when
    nodes = every(staff, "staff_suppliers", "suppliers")

    # then
    assert sorted((node["name"], node["status"], node["supplyModel"], node["taxRegime"]) for node in nodes) == sorted(
        (one["name"], "APPROVED", one["supplyModel"], one["taxRegime"]) for one in wanted
    )
    assert all("•" in node["phone"] for node in nodes)


def test_whoever_was_approved_has_all_that_is_needed(staff: Server, facts: dict[str, Any]) -> None:
    # given
    some(facts["suppliers"], "suppliers")

    # when / then
    for node in every(staff, "staff_suppliers", "suppliers"):
        supplier = staff.ask("staff_supplier", id=node["id"])["supplier"]
        assert all(item["isEnoughToApprove"] for item in supplier["checklist"] if item["isRequired"])
        assert len({event["createdBy"]["id"] for event in supplier["events"]}) > 1, "one person alone took them on"
        assert any(agreement["isInForce"] for agreement in supplier["agreements"])


def test_every_offer_can_be_used(staff: Server, facts: dict[str, Any]) -> None:
    # given
    wanted = some(facts["suppliers"], "suppliers")

    # when
    nodes = every(staff, "staff_offers", "offers")

    # then
    assert [node["availability"]["unavailableReason"] for node in nodes if not node["availability"]["isUsable"]] == []
    offered = {one["name"]: 0 for one in wanted}
    for node in nodes:
        offered[node["supplier"]["name"]] += 1
    assert offered == {one["name"]: one["offers"] for one in wanted}


def test_a_sale_says_why_it_cost_what_it_cost(staff: Server, facts: dict[str, Any]) -> None:
    # given
    some(facts["suppliers"], "suppliers")
    supplied = 0

    # when / then
    for order in some(facts["orders"], "orders"):
        for sale in staff.ask("staff_order", orderId=order["id"])["orderConsignments"]:
            if sale["supplier"] is None:
                continue
            terms = staff.ask("staff_sale", id=sale["id"], language="EN")["consignmentSale"]["terms"]
            assert terms["commission"]["text"] in terms["explanation"]
            assert terms["supplierAmount"]["text"] in terms["explanation"]
            supplied += 1

    # then
    assert supplied


def test_the_helpline_has_a_board(staff: Server) -> None:
    # when
    board = staff.ask("helpline_board")["helplineBoard"]

    # then
    assert board["waiting"] >= 0
    assert board["claimed"] == len([one for one in board["operators"] if one["callInHand"]])


def every(staff: Server, document: str, field: str) -> list[dict[str, Any]]:
    """All nodes of a list, a small page after another."""
    nodes: list[dict[str, Any]] = []
    after = None
    while True:
        page = staff.ask(document, first=10, after=after)[field]
        nodes += [edge["node"] for edge in page["edges"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            assert page["totalCount"] == len(nodes)
            return nodes
