"""Finding out, while a buyer waits, what of a checkout may not be sold, or not to where it goes.

One query when all of it belongs to suppliers who sell everywhere; two when some does to one who sells inside their own
State only, is suspended or closed, or was stopped by their turnover. Nothing is kept between two checkouts, so what
staff change counts at once. A line is refused only when it is certain: its variant has active offers, and under none of
them may it be sold there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import BooleanField, ExpressionWrapper, OuterRef, Q, Subquery

from odop_consignment.checkout.rules import RESTRICTED, Destination, find_restriction
from odop_consignment.models import CheckoutRefusal, Offer, Regime, SupplierState
from odop_core.i18n import Text, _
from odop_core.india.dates import today
from odop_core.india.financial_years import year_of

SAME_REFUSAL = timedelta(hours=1)


@dataclass(frozen=True)
class RefusedVariant:
    """A variant that may not be sold there: whose it is, and why not. `by_state`: elsewhere it could be."""

    variant_id: str
    supplier_id: int
    supplier_state: str
    tax_regime: str
    why: Text
    by_state: bool


NOT_NOW = _("cannot be bought at the moment. Please remove it.")


def find_refused_variants(
    variant_ids: Collection[str], to: Destination, using: str = "default"
) -> dict[str, RefusedVariant]:
    """What of these variants may not be sold to this destination, by variant."""
    offers = Offer.objects.using(using).filter(active=True)
    sells_not = ~Q(supplier__state=SupplierState.APPROVED) | Q(supplier__stopped_in_year=year_of(today()))
    perhaps = offers.filter(sells_not | Q(supplier__regimes__tax_regime__in=RESTRICTED), variant_id__in=variant_ids)
    concerned = set(perhaps.values_list("variant_id", flat=True))
    if not concerned:
        return {}
    in_force = Regime.objects.filter(supplier_id=OuterRef("supplier_id"), valid_from__lte=today())
    tax_regime = Subquery(in_force.order_by("-valid_from", "-id").values("tax_regime")[:1])
    rows = offers.filter(variant_id__in=concerned).order_by("priority", "id")
    rows = rows.annotate(tax_regime=tax_regime, sells_not=ExpressionWrapper(sells_not, BooleanField()))
    found: dict[str, list[RefusedVariant | None]] = defaultdict(list)
    for variant_id, supplier_id, state, regime, not_now in rows.values_list(
        "variant_id", "supplier_id", "supplier__state_code", "tax_regime", "sells_not"
    ):
        why = NOT_NOW if not_now else find_restriction(regime or "", state, to)
        one = RefusedVariant(variant_id, supplier_id, state, regime or "", why, not not_now) if why else None
        found[variant_id].append(one)
    return {variant_id: some[0] for variant_id, some in found.items() if some[0] and all(some)}


def record_refusals(refusals: Collection[RefusedVariant], to: Destination) -> None:
    """Keep what buyers were refused because of their State: one INSERT, or none.

    A storefront asks again with every step of a checkout: the same refusal within `SAME_REFUSAL` is kept once.
    """
    by_state = {each.variant_id: each for each in refusals if each.by_state}
    if not by_state:
        return
    lately = CheckoutRefusal.objects.filter(variant_id__in=by_state, refused_at__gt=datetime.now(UTC) - SAME_REFUSAL)
    kept = set(lately.filter(bill_state_code=to.bill, ship_state_code=to.ship).values_list("variant_id", "supplier_id"))
    CheckoutRefusal.objects.bulk_create(
        CheckoutRefusal(
            variant_id=each.variant_id,
            supplier_id=each.supplier_id,
            tax_regime=each.tax_regime,
            supplier_state_code=each.supplier_state,
            bill_state_code=to.bill,
            ship_state_code=to.ship,
        )
        for each in by_state.values()
        if (each.variant_id, each.supplier_id) not in kept
    )
