"""What the fields of tables cost."""

from __future__ import annotations

from storefront_schema.costs.measure import ONE, PAGE, Costs

COSTS: Costs = {
    "Query": {
        "tableImports": PAGE,
        "tableImport": ONE,
        "tableTemplate": ONE,
    },
    "OdopTableImport": {
        "errors": PAGE,
    },
}
