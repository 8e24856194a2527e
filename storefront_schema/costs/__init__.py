"""What our fields cost in Saleor's measure of a query's size; the App host has limits of its own."""

from __future__ import annotations

from storefront_schema.costs import (
    accounts,
    lists,
    notifications,
    objects,
    provenance,
    sales,
    stock,
    suppliers,
    tables,
    work,
)
from storefront_schema.costs.measure import Cost, Costs


def _joined(*parts: Costs) -> Costs:
    joined: dict[str, dict[str, Cost]] = {}
    for part in parts:
        for kind, costs in part.items():
            joined.setdefault(kind, {}).update(costs)
    return joined


COSTS = _joined(
    lists.COSTS,
    provenance.COSTS,
    sales.COSTS,
    notifications.COSTS,
    work.COSTS,
    suppliers.COSTS,
    stock.COSTS,
    tables.COSTS,
    accounts.COSTS,
    objects.COSTS,
)
