"""What the fields of sales cost."""

from __future__ import annotations

from storefront_schema.costs.measure import LIST, ONE, PAGE, Costs

COSTS: Costs = {
    "Query": {
        "consignmentSales": PAGE,
        "consignmentSale": ONE,
        "orderConsignments": ONE,
        "consignmentReturns": PAGE,
        "checkoutRefusals": PAGE,
        "pickups": PAGE,
        "pickup": ONE,
        "missingExchangeRates": LIST,
    },
    "Order": {
        "consignments": ONE,
    },
    "OrderLine": {
        "consignments": ONE,
    },
    "ConsignmentSale": {
        "artisan": ONE,
        "district": ONE,
        "pickup": ONE,
        "notificationStatus": ONE,
        "soldBy": ONE,
        "supplier": ONE,
        "terms": LIST,
        "events": LIST,
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
