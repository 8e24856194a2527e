"""What the fields of sales cost."""

from __future__ import annotations

from storefront_schema.costs.measure import LIST, ONE, PAGE, Costs

COSTS: Costs = {
    "Query": {
        "consignmentSales": PAGE,
        "consignmentSale": ONE,
        # Reads the order, its variant's offers, and what speaks against each.
        "consignmentSaleAlternatives": {"complexity": 20},
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
    "ConsignmentSaleAlternative": {
        "offer": ONE,
    },
    "ConsignmentReturn": {
        "sale": ONE,
    },
    "CheckoutRefusal": {
        "supplier": ONE,
    },
}
