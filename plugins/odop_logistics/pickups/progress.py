"""What happens to a pickup, as the carrier or staff report it: a day, nothing got, collected, delivered."""

from __future__ import annotations

from datetime import UTC, date, datetime

from django.db.models.functions import Now

from odop_consignment import api as consignment
from odop_core.queue import outbox
from odop_logistics.models import OPEN, Pickup, PickupState
from odop_logistics.pickups import appointments
from odop_logistics.pickups.deliveries import FULFIL
from odop_logistics.pickups.locks import lock_pickup


class WrongMoment(ValueError):
    """The pickup cannot be collected any more; the message says why."""


def collect_pickup(reference: str, tracking_number: str) -> Pickup:
    """The carrier has the goods: record it, and ask the store to make a fulfilment of it.

    Repeating it with the same tracking number changes nothing. Raises UnknownPickup, WrongMoment.
    """
    pickup = lock_pickup(reference)
    if pickup.state == PickupState.COLLECTED and pickup.tracking_number == tracking_number:
        return pickup
    if pickup.state not in OPEN:
        raise WrongMoment(f"Pickup {reference} is {pickup.state}; it cannot be collected under {tracking_number}.")
    pickup.state, pickup.tracking_number, pickup.collected_at = PickupState.COLLECTED, tracking_number, Now()
    pickup.save(update_fields=["state", "tracking_number", "collected_at"])
    consignment.collect_sales([line.sale_id for line in pickup.lines.all()], f"carrier:{pickup.carrier}")
    outbox.enqueue(FULFIL, pickup.order_id, {"reference": reference}, key=f"{reference}:fulfil")
    return pickup


def book_pickup(reference: str, day: date) -> Pickup:
    """The carrier comes on this Indian day. After the goods were collected it changes nothing.

    Raises UnknownPickup, WrongMoment.
    """
    pickup = lock_pickup(reference)
    if pickup.state == PickupState.CANCELLED:
        raise WrongMoment(f"Pickup {reference} was called off; nobody need come on {day}.")
    appointments.make_appointment(pickup, day)
    return pickup


def miss_pickup(reference: str, reason: str) -> Pickup:
    """The carrier came and got nothing. For goods that were collected or called off it changes nothing.

    Raises UnknownPickup.
    """
    pickup = lock_pickup(reference)
    appointments.miss_appointment(pickup, reason)
    return pickup


def deliver_pickup(reference: str, at: datetime, tracking_number: str = "") -> Pickup:
    """The buyer has the goods since this moment. Reported before they were collected, it is kept until that is
    reported too, or at once where the tracking number comes with it. The first moment reported counts.

    Raises UnknownPickup, WrongMoment.
    """
    pickup = lock_pickup(reference)
    if pickup.state in OPEN and tracking_number:
        pickup = collect_pickup(reference, tracking_number)
    if pickup.state == PickupState.CANCELLED:
        raise WrongMoment(f"Pickup {reference} was called off; it cannot be delivered.")
    if pickup.delivered_at is None:
        pickup.delivered_at = min(at, datetime.now(UTC))
        pickup.save(update_fields=["delivered_at"])
        sales = [line.sale_id for line in pickup.lines.all()]
        consignment.record_delivered(sales, pickup.delivered_at, f"carrier:{pickup.carrier}")
    return pickup
