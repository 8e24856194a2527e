"""What the fields of notifications cost."""

from __future__ import annotations

from storefront_schema.costs.measure import ONE, Costs

COSTS: Costs = {
    "Query": {
        "orderMessages": ONE,
    },
}
