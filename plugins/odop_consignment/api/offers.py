"""Offers, as plain data."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import IntegrityError, transaction

from odop_consignment.api.errors import AlreadyThere
from odop_consignment.api.rows import find
from odop_consignment.models import Offer, Supplier


@dataclass(frozen=True)
class OfferInfo:
    id: int
    supplier_id: int
    variant_id: str
    pickup_point_id: str
    priority: int
    active: bool


def save_offer(
    *, supplier_id: int, variant_id: str, pickup_point_id: str, priority: int = 100, active: bool = True
) -> OfferInfo:
    """Say that a supplier supplies a variant from a pickup point (a Saleor warehouse). Raises UnknownRow."""
    offer, _created = Offer.objects.update_or_create(
        supplier=find(Supplier, supplier_id),
        variant_id=variant_id,
        pickup_point_id=pickup_point_id,
        defaults={"priority": priority, "active": active},
    )
    return as_info(offer)


def create_offer(
    *, supplier_id: int, variant_id: str, pickup_point_id: str, priority: int = 100, active: bool = True
) -> OfferInfo:
    """As `save_offer`, but raises AlreadyThere instead of changing an offer. Raises UnknownRow."""
    offer = Offer(
        supplier=find(Supplier, supplier_id), variant_id=variant_id, pickup_point_id=pickup_point_id,
        priority=priority, active=active,
    )  # fmt: skip
    try:
        with transaction.atomic():
            offer.save(force_insert=True)
    except IntegrityError as error:
        raise AlreadyThere("This supplier offers this variant from this pickup point already.") from error
    return as_info(offer)


@transaction.atomic
def change_offer(offer_id: int, *, priority: int | None = None, active: bool | None = None) -> OfferInfo:
    """Raises UnknownRow."""
    offer = find(Offer, offer_id, hold=True)
    offer.priority = offer.priority if priority is None else priority
    offer.active = offer.active if active is None else active
    offer.save(update_fields=["priority", "active"])
    return as_info(offer)


def as_info(offer: Offer) -> OfferInfo:
    return OfferInfo(offer.pk, offer.supplier_id, offer.variant_id, offer.pickup_point_id, offer.priority, offer.active)
