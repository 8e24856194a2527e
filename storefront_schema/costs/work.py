"""What the fields of work cost."""

from __future__ import annotations

from storefront_schema.costs.measure import LIST, PAGE, Costs

COSTS: Costs = {
    "Query": {
        # Each kind is counted by a query of its own.
        "odopTasks": {"complexity": 20},
        "odopPlugins": {"complexity": 10},
        "failedJobs": PAGE,
        "rejectedWebhooks": LIST,
    },
}
