"""Who supplies what was bought, whether they know, and where the parcel is."""

from __future__ import annotations

from typing import Any

from conftest import Server, some


def test_whoever_may_see_an_order_sees_whose_goods_it_holds(visitor: Server, host: str, facts: dict[str, Any]) -> None:
    for order in some(facts["orders"], "orders"):
        for line in order["lines"]:
            shown = _consignments(visitor, host, order["id"], line["id"])
            assert _sorted(shown) == _sorted(_expected(line, shown)), order["number"]


def test_the_customer_also_sees_whether_the_suppliers_were_notified(
    customer: Server, host: str, facts: dict[str, Any]
) -> None:
    for order in some([order for order in facts["orders"] if order.get("of_customer")], "orders of the customer"):
        shown = _my_order(customer, host, order["id"])
        for line in order["lines"]:
            known = [sale.get("notificationStatus") for sale in line["consignments"] if "notificationStatus" in sale]
            of_line = [sale["notificationStatus"] for sale in shown if sale["orderLineId"] == line["id"]]
            assert len(of_line) == len(line["consignments"])
            assert set(map(str, known)) <= set(map(str, of_line)), order["number"]


def test_nobody_else_sees_whether_the_suppliers_were_notified(
    visitor: Server, host: str, facts: dict[str, Any]
) -> None:
    # given
    supplied = [order for order in facts["orders"] if any(line["consignments"] for line in order["lines"])]
    order = some(supplied, "orders with supplied lines")[0]

    # when
    if host == "saleor":
        codes = visitor.refused("in_store/my_order", id=order["id"])
    else:
        codes = visitor.refused("subgraph/my_order", orders=[{"__typename": "Order", "id": order["id"]}])

    # then
    assert set(codes) == {"PermissionDenied"}


def _consignments(visitor: Server, host: str, order_id: str, line_id: str) -> list[dict[str, Any]]:
    if host == "saleor":
        lines = visitor.ask("in_store/order_artisans", id=order_id)["order"]["lines"]
        sales = next(line["consignments"] for line in lines if line["id"] == line_id)
    else:
        key = {"__typename": "OrderLine", "id": line_id}
        (entity,) = visitor.ask("subgraph/order_line_artisans", lines=[key])["_entities"]
        sales = entity["consignments"]
    return [_flat(sale) for sale in sales]


def _flat(sale: dict[str, Any]) -> dict[str, Any]:
    """A sale as the facts write it."""
    pickup = sale["pickup"] or {}
    return {
        "quantity": sale["quantity"],
        "state": sale["status"],
        "artisan": sale["artisan"] and sale["artisan"]["slug"],
        "district": sale["district"] and sale["district"]["slug"],
        "pickup": pickup.get("status"),
        "trackingNumber": pickup.get("trackingNumber"),
    }


def _expected(line: dict[str, Any], shown: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the facts say; where they leave something out, what was shown."""
    by_quantity = sorted(shown, key=_order)
    facts = sorted(line["consignments"], key=_order)
    filled = [{**(by_quantity[i] if i < len(shown) else {}), **fact} for i, fact in enumerate(facts)]
    return [{name: value for name, value in sale.items() if name != "notificationStatus"} for sale in filled]


def _order(sale: dict[str, Any]) -> tuple[int, str]:
    return sale["quantity"], str(sale.get("artisan"))


def _sorted(sales: list[dict[str, Any]]) -> list[list[tuple[str, Any]]]:
    return [sorted(sale.items()) for sale in sorted(sales, key=_order)]


def _my_order(customer: Server, host: str, order_id: str) -> list[dict[str, Any]]:
    if host == "saleor":
        order = customer.ask("in_store/my_order", id=order_id)["order"]
    else:
        (order,) = customer.ask("subgraph/my_order", orders=[{"__typename": "Order", "id": order_id}])["_entities"]
    consignments: list[dict[str, Any]] = order["consignments"]
    return consignments
