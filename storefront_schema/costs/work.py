"""What the fields of work cost."""

from __future__ import annotations

from storefront_schema.costs.measure import LIST, ONE, PAGE, Costs

COSTS: Costs = {
    "Query": {
        # Each kind is counted by a query of its own.
        "odopTasks": {"complexity": 20},
        # One query over all kinds, and one for each kind on the page.
        "auditEvents": PAGE,
        "odopPlugins": {"complexity": 10},
        "failedJobs": PAGE,
        "rejectedWebhooks": LIST,
    },
    "OdopAuditEvent": {
        "supplier": ONE,
    },
}
