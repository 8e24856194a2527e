"""Finding and locking pickups: what happens to those of one order happens one after the other."""

from __future__ import annotations

from odop_core.database.locks import lock_subject
from odop_logistics.models import Pickup


class UnknownPickup(LookupError):
    """There is no such pickup; the message names it."""


def lock_pickups(order_id: str) -> None:
    """Nobody else touches the pickups of this order until our transaction ends. To be done before its sales are read:
    else goods just collected would look as if they were still to be collected, and a second carrier would come."""
    lock_subject("pickups", order_id)


def lock_pickup(reference: str) -> Pickup:
    """Raises UnknownPickup."""
    pickup = Pickup.objects.filter(reference=reference).first()
    if pickup is None:
        raise UnknownPickup(f"There is no pickup {reference!r}.")
    lock_pickups(pickup.order_id)
    pickup.refresh_from_db()
    return pickup
