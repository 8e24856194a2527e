"""What our fields cost in Saleor's measure of a query's size; the App host has limits of its own."""

from __future__ import annotations

from typing import Any

_ONE: dict[str, Any] = {"complexity": 1}
_PAGE: dict[str, Any] = {"complexity": 1, "multipliers": ["first"]}
# Lists of fixed length, whose items are read with them.
_LIST: dict[str, Any] = {"complexity": 5}

COSTS: dict[str, dict[str, dict[str, Any]]] = {
    "Query": {
        "districts": _LIST,
        "district": _ONE,
        "crafts": _LIST,
        "artisan": _ONE,
        "unassignedSales": _PAGE,
        "orderConsignments": _ONE,
        "orderMessages": _ONE,
        "deadLetters": _PAGE,
        "intakeRefusals": _LIST,
    },
    "Product": {"provenance": _ONE},
    "Order": {"consignments": _ONE},
    "OrderLine": {"consignments": _ONE},
    "District": {"crafts": _ONE},
    "ConsignmentSale": {
        "maker": _ONE,
        "district": _ONE,
        "pickup": _ONE,
        "notificationStatus": _ONE,
        "consignor": _ONE,
        "messages": _ONE,
    },
}
