"""What our fields cost in Saleor's measure of a query's size; the App host has limits of its own."""

from __future__ import annotations

from typing import Any

_ONE: dict[str, Any] = {"complexity": 1}
_PAGE: dict[str, Any] = {"complexity": 1, "multipliers": ["first", "last"]}
# Lists of fixed length, whose items are read with them.
_LIST: dict[str, Any] = {"complexity": 5}

COSTS: dict[str, dict[str, dict[str, Any]]] = {
    "Query": {
        "districts": _LIST,
        "district": _ONE,
        "crafts": _LIST,
        "artisan": _ONE,
        "artisans": _PAGE,
        "odopProducts": _PAGE,
        # A signature is checked for each.
        "verifyProvenance": {"complexity": 20},
        "provenanceClaims": _PAGE,
        "provenanceClaim": _ONE,
        "provenanceMarks": _PAGE,
        "provenanceBulkReview": _LIST,
        "unassignedSales": _PAGE,
        "orderConsignments": _ONE,
        "orderMessages": _ONE,
        "deadLetters": _PAGE,
        "intakeRefusals": _LIST,
    },
    "Product": {"provenance": _ONE},
    "Order": {"consignments": _ONE},
    "OrderLine": {"consignments": _ONE, "certificates": _ONE},
    "Provenance": {"certificate": _ONE},
    "ProvenanceClaim": {"steps": _LIST, "verificationLost": _LIST, "evidence": _LIST, "public": _ONE},
    "ProvenanceMark": {"evidence": _LIST},
    "ProvenanceEvidence": {"link": _ONE},
    "District": {"crafts": _ONE},
    "ConsignmentSale": {
        "maker": _ONE,
        "district": _ONE,
        "pickup": _ONE,
        "notificationStatus": _ONE,
        "supplier": _ONE,
        "messages": _ONE,
    },
}
