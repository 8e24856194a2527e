"""What the fields of stock cost."""

from __future__ import annotations

from storefront_schema.costs.measure import LIST, ONE, PAGE, Costs

COSTS: Costs = {
    "Query": {
        "consignmentNotes": PAGE,
        "consignmentNote": ONE,
        "consignmentLots": PAGE,
        "consignmentLot": ONE,
        "stockCounts": PAGE,
        "stockCount": ONE,
        # The store is asked too, page by page.
        "stockDifferences": {"complexity": 20},
    },
    "ConsignmentNote": {
        "supplier": ONE,
        "lines": LIST,
        "document": LIST,
    },
    "ConsignmentNoteLine": {
        "photo": ONE,
    },
    "ConsignmentLot": {
        "supplier": ONE,
        "movements": PAGE,
    },
    "ConsignmentMovement": {
        "photo": ONE,
    },
    "StockCount": {
        "lines": LIST,
    },
}
