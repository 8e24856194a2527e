"""Finding out, while a buyer waits, what of a checkout may not be sold to where it goes.

One query when none of it belongs to a supplier who sells inside their own State only; two when some does. Nothing is
kept between two checkouts, so what staff change counts at once. A line is refused only when it is certain: every
active offer of its variant is of such a supplier, and none may supply there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from odop_consignment.checkout.rules import RESTRICTED, Destination, Restriction, restriction
from odop_consignment.models import CheckoutRefusal, Offer, Regime
from odop_core.indian_time import today


@dataclass(frozen=True)
class RefusedVariant:
    """A variant that may not be sold there: whose it is, and why not."""

    variant_id: str
    supplier_id: int
    supplier_state: str
    tax_regime: str
    why: Restriction


def refused(variant_ids: Collection[str], to: Destination, using: str = "default") -> dict[str, RefusedVariant]:
    """What of these variants may not be sold to this destination, by variant."""
    offers = Offer.objects.using(using).filter(active=True)
    ever_restricted = offers.filter(variant_id__in=variant_ids, supplier__regimes__tax_regime__in=RESTRICTED)
    concerned = set(ever_restricted.values_list("variant_id", flat=True))
    if not concerned:
        return {}
    in_force = Regime.objects.filter(supplier_id=OuterRef("supplier_id"), valid_from__lte=today())
    tax_regime = Subquery(in_force.order_by("-valid_from", "-id").values("tax_regime")[:1])
    rows = offers.filter(variant_id__in=concerned).annotate(tax_regime=tax_regime).order_by("priority", "id")
    found: dict[str, list[RefusedVariant | None]] = defaultdict(list)
    for variant_id, supplier_id, state, regime in rows.values_list(
        "variant_id", "supplier_id", "supplier__state_code", "tax_regime"
    ):
        why = restriction(regime or "", state, to)
        found[variant_id].append(RefusedVariant(variant_id, supplier_id, state, regime, why) if why else None)
    return {variant_id: some[0] for variant_id, some in found.items() if some[0] and all(some)}


def record(refusals: Collection[RefusedVariant], to: Destination) -> None:
    """Keep what buyers were refused: one INSERT."""
    CheckoutRefusal.objects.bulk_create(
        CheckoutRefusal(
            variant_id=each.variant_id,
            supplier_id=each.supplier_id,
            tax_regime=each.tax_regime,
            supplier_state_code=each.supplier_state,
            bill_state_code=to.bill,
            ship_state_code=to.ship,
        )
        for each in refusals
    )
