"""Labels, products by origin and artisans, as a storefront asks; and what reviewers do, for them alone."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import Server, some

# Right in form, and never issued: 2 is the letter that stands for nothing.
NOBODYS = "222222-222222-222222"
REVIEWERS: list[tuple[str, dict[str, Any]]] = [
    ("staff_review_queue", {}),
    ("staff_bulk_job", {"id": "x"}),
    ("staff_verify_claim", {"productId": "x", "input": {"version": 1, "reason": "x"}}),
    ("staff_revoke_claim", {"productId": "x", "reason": "x"}),
    ("staff_claim_bulk_update", {"input": {"action": "VERIFY", "productIds": ["x"], "reason": "x"}}),
    ("staff_upload_evidence", {"input": {"file": "0", "kind": "PHOTO"}}),
]
IDS = [name for name, _variables in REVIEWERS]


def test_a_code_that_was_never_issued_is_told_apart_from_one_that_is_mistyped(visitor: Server) -> None:
    # when
    unknown = visitor.ask("verify_label", code=NOBODYS, language="HI")["verifyProvenance"]
    mistyped = visitor.ask("verify_label", code=NOBODYS[:-1] + "3")["verifyProvenance"]

    # then
    assert (unknown["status"], unknown["isGenuine"], unknown["district"]) == ("UNKNOWN", False, None)
    assert (mistyped["status"], mistyped["history"]) == ("UNREADABLE", [])


def test_products_are_listed_by_their_district(visitor: Server, facts: dict[str, Any]) -> None:
    # given
    products = [product for product in some(facts["products"], "products") if product.get("district")]
    some(products, "products with a district")
    first = products[0]

    # when
    seen, after = [], None
    while True:
        page = visitor.ask(
            "products_by_origin",
            where={"district": {"eq": first["district"]}},
            channel=first.get("channel"),
            first=2,
            after=after,
        )["odopProducts"]
        seen += [edge["node"] for edge in page["edges"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break

    # then
    assert len(seen) == page["totalCount"]
    assert {node["provenance"]["district"]["slug"] for node in seen} == {first["district"]}
    assert first["id"] in {node["id"] for node in seen}


def test_artisans_are_listed_by_name(visitor: Server) -> None:
    # when
    edges = visitor.ask("artisans", first=100, language="HI")["artisans"]["edges"]

    # then
    assert all(edge["node"]["name"] for edge in edges)


@pytest.mark.parametrize(("document", "variables"), REVIEWERS, ids=IDS)
def test_visitors_and_customers_do_not_review(
    visitor: Server, customer: Server, document: str, variables: dict[str, Any]
) -> None:
    assert set(visitor.refused(document, **variables)) == {"PermissionDenied"}
    assert set(customer.refused(document, **variables)) == {"PermissionDenied"}


def test_staff_see_the_review_queue(staff: Server) -> None:
    # when
    page = staff.ask("staff_review_queue", first=5)["provenanceClaims"]

    # then
    assert page["totalCount"] >= len(page["edges"])
    assert all(edge["node"]["events"] for edge in page["edges"])


def test_the_labels_of_an_order_are_its_customers(
    visitor: Server, customer: Server, host: str, facts: dict[str, Any]
) -> None:
    # given
    orders = [order for order in some(facts["orders"], "orders") if order.get("of_customer")]
    order = some(orders, "orders of the customer")[0]

    # when
    if host == "app":
        name, asked = "subgraph/order_line_labels", {
            "lines": [{"__typename": "OrderLine", "id": line["id"]} for line in order["lines"]]
        }  # fmt: skip
        lines = customer.ask(name, **asked)["_entities"]
    else:
        name, asked = "in_store/my_order_labels", {"id": order["id"]}
        lines = customer.ask(name, **asked)["order"]["lines"]

    # then
    assert all(label["url"] for line in lines for label in line["certificates"])
    if any(line["certificates"] for line in lines):
        assert set(visitor.refused(name, **asked)) == {"PermissionDenied"}
