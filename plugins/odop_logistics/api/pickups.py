"""Pickups: looked up by sale, and recorded by staff."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from odop_core.india import aadhaar, dates
from odop_logistics.models import Pickup, PickupLine
from odop_logistics.pickups import progress
from odop_logistics.pickups.progress import WrongMoment


@dataclass(frozen=True)
class PickupInfo:
    reference: str
    order_id: str
    pickup_point_id: str
    carrier: str
    state: str
    tracking_number: str
    fulfillment_id: str
    failure: str
    collected_at: datetime | None
    delivered_at: datetime | None = None
    # The Indian day on which the carrier comes, if anybody named one.
    pickup_on: date | None = None


def pickups_of_sales(sale_ids: Iterable[int], using: str = "default") -> dict[int, PickupInfo]:
    """The latest pickup of each sale."""
    lines = (
        PickupLine.objects.using(using)
        .filter(sale_id__in=list(sale_ids))
        .select_related("pickup")
        .order_by("pickup_id")
    )
    return {line.sale_id: _pickup(line.pickup) for line in lines}


@transaction.atomic
def record_collected(reference: str, tracking_number: str) -> PickupInfo:
    """Staff saw the carrier take the goods. Raises UnknownPickup, WrongMoment."""
    progress.collect_pickup(reference, tracking_number)
    return _pickup(Pickup.objects.get(reference=reference))


@transaction.atomic
def record_delivered(reference: str, at: datetime) -> PickupInfo:
    """Staff know that the buyer has the goods since this aware moment. Raises UnknownPickup, WrongMoment."""
    return _pickup(progress.deliver_pickup(reference, at))


@transaction.atomic
def record_booked(reference: str, pickup_on: date) -> PickupInfo:
    """Staff arranged that the carrier comes on this Indian day; suppliers are notified.

    Raises UnknownPickup, WrongMoment.
    """
    if pickup_on < dates.today():
        raise WrongMoment(f"{pickup_on} is over.")
    return _pickup(progress.book_pickup(reference, pickup_on))


@transaction.atomic
def record_missed(reference: str, reason: str) -> PickupInfo:
    """Staff know that the carrier came and got nothing. Raises UnknownPickup, WrongMoment."""
    if not reason.strip() or aadhaar.contains_aadhaar(reason):
        raise WrongMoment("Say why the carrier got nothing (without any Aadhaar number).")
    return _pickup(progress.miss_pickup(reference, " ".join(reason.split())[:500]))


def _pickup(row: Pickup) -> PickupInfo:
    return PickupInfo(
        row.reference, row.order_id, row.pickup_point_id, row.carrier, row.state, row.tracking_number,
        row.fulfillment_id, row.failure, row.collected_at, row.delivered_at,
        row.pickup_on,
    )  # fmt: skip
