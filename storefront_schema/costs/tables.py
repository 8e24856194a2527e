"""What the fields of tables cost."""

from __future__ import annotations

from storefront_schema.costs.measure import ONE, PAGE, Costs

COSTS: Costs = {
    "Query": {
        "importJobs": PAGE,
        "importJob": ONE,
        "importTemplate": ONE,
    },
    "ImportJob": {
        "errors": PAGE,
    },
}
