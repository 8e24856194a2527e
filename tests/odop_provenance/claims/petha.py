"""Claims that a product is petha from Agra."""

from __future__ import annotations

from odop_core.models import InboxEvent
from odop_provenance.api import claims
from odop_provenance.api.claims import Place
from odop_provenance.claims import steps
from odop_provenance.events import ClaimStateChanged

PETHA = Place("agra", "petha")
SEEN = "Visited the workshop."


def attested(product_id: str = "product-1", place: Place = PETHA) -> steps.ClaimInfo:
    return claims.attest_claim(product_id, place, by="seller")


def verified(product_id: str = "product-1", place: Place = PETHA, **changes: object) -> steps.ClaimInfo:
    attested(product_id, place)
    return claims.verify_claim(product_id, by="reviewer", why=SEEN, **{"waiver": "seen in person", **changes})


def announced(product_id: str = "product-1") -> list[tuple[str, str]]:
    """(from, to) of every announcement about a product."""
    events = InboxEvent.objects.filter(kind=ClaimStateChanged.kind, subject=product_id).order_by("id")
    return [(event.payload["before"], event.payload["after"]) for event in events]
