"""What the fields of work cost."""

from __future__ import annotations

from storefront_schema.costs.measure import LIST, PAGE, Costs

COSTS: Costs = {
    "Query": {
        "failedJobs": PAGE,
        "rejectedWebhooks": LIST,
    },
}
