"""What the fields of accounts cost."""

from __future__ import annotations

from storefront_schema.costs.measure import LIST, ONE, PAGE, Costs

COSTS: Costs = {
    "Query": {
        "journalEntries": PAGE,
        "trialBalance": LIST,
        "earningsHolds": PAGE,
    },
    "Supplier": {
        "account": ONE,
    },
    "SupplierAccount": {
        "holds": LIST,
    },
    "EarningsHold": {
        "supplier": ONE,
    },
}
