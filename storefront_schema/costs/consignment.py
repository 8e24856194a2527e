"""What the fields of consignment cost."""

from __future__ import annotations

from storefront_schema.costs.measure import ONE, PAGE, Costs

COSTS: Costs = {
    "Query": {
        "unassignedSales": PAGE,
        "orderConsignments": ONE,
    },
    "Order": {
        "consignments": ONE,
    },
    "OrderLine": {
        "consignments": ONE,
    },
    "ConsignmentSale": {
        "maker": ONE,
        "district": ONE,
        "pickup": ONE,
        "notificationStatus": ONE,
        "supplier": ONE,
        "messages": ONE,
    },
}
