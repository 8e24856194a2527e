"""Which offers can be used now: decided when asked, so that nobody need touch a supplier's offers to stop them."""

from __future__ import annotations

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When

from odop_consignment.agreements.versions import binding_versions
from odop_consignment.models import Offer, SupplierState
from odop_core.india.dates import today
from odop_core.india.financial_years import year_of


def usable_offers(variant_id: str, point: str | None, using: str = "default") -> QuerySet[Offer]:
    """Who can supply a variant from a point (from any point for None or ""), the first to be chosen first.

    The offer is active, its supplier approved and not stopped for their turnover. Offers whose agreement binds today
    come before all others: goods that are paid for are supplied even if no agreement does, and staff settle it.
    """
    offers = _usable(using).filter(variant_id=variant_id)
    if point:
        offers = offers.filter(pickup_point_id=point)
    bound_first = Case(When(_is_bound(using), then=Value(0)), default=Value(1), output_field=IntegerField())
    return offers.select_related("supplier").order_by(bound_first, "priority", "id")


def offers_on_display(using: str = "default") -> QuerySet[Offer]:
    """Offers under which goods may be put up for sale today: usable, with an agreement that binds; by priority."""
    return _usable(using).filter(_is_bound(using)).order_by("priority", "id")


def _usable(using: str) -> QuerySet[Offer]:
    not_stopped = Q(supplier__stopped_in_year=None) | ~Q(supplier__stopped_in_year=year_of(today()))
    return Offer.objects.using(using).filter(not_stopped, active=True, supplier__state=SupplierState.APPROVED)


def _is_bound(using: str) -> Exists:
    return Exists(binding_versions(today(), using).filter(agreement_id=OuterRef("agreement_id")))
