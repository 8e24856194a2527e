"""What the fields of sales cost."""

from __future__ import annotations

from storefront_schema.costs.measure import LIST, ONE, PAGE, Costs

COSTS: Costs = {
    "Query": {
        "consignmentSales": PAGE,
        "consignmentSale": ONE,
        "unassignedSales": PAGE,
        "salesInTrouble": PAGE,
        "orderConsignments": ONE,
        "returnsToInspect": PAGE,
        "checkoutRefusals": PAGE,
        "pickups": PAGE,
        "pickup": ONE,
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
        "soldBy": ONE,
        "supplier": ONE,
        "terms": LIST,
        "steps": LIST,
        "returns": LIST,
        "messages": ONE,
    },
    "Pickup": {
        "pickupPoint": ONE,
        "sales": LIST,
    },
    "ConsignmentReturn": {
        "sale": ONE,
    },
    "CheckoutRefusal": {
        "supplier": ONE,
    },
}
