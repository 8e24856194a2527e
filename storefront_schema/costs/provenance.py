"""What the fields of provenance cost."""

from __future__ import annotations

from storefront_schema.costs.measure import LIST, ONE, PAGE, Costs

COSTS: Costs = {
    "Query": {
        "districts": LIST,
        "district": ONE,
        "crafts": LIST,
        "artisan": ONE,
        "artisans": PAGE,
        "odopProducts": PAGE,
        "verifyProvenance": {"complexity": 20},
        "provenanceClaims": PAGE,
        "provenanceClaim": ONE,
        "provenanceMarks": PAGE,
        "provenanceBulkJob": LIST,
        "artisanProfiles": PAGE,
    },
    "Product": {
        "provenance": ONE,
    },
    "OrderLine": {
        "certificates": ONE,
    },
    "Provenance": {
        "certificate": ONE,
    },
    "ProvenanceClaim": {
        "events": LIST,
        "verificationLost": LIST,
        "evidence": LIST,
        "public": ONE,
    },
    "ProvenanceMark": {
        "evidence": LIST,
    },
    "ProvenanceEvidence": {
        "link": ONE,
    },
    "Artisan": {
        "story": ONE,
        "pictures": LIST,
    },
    "ArtisanProfile": {
        "artisan": ONE,
    },
    "District": {
        "crafts": ONE,
    },
}
