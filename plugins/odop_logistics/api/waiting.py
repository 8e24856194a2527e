"""What of logistics waits for a person. Each function is one query."""

from __future__ import annotations

from odop_core.waiting import Waiting, count_waiting
from odop_logistics.models import Pickup, PickupState


def failed_pickups(using: str = "default") -> Waiting:
    """The carrier does not take it, or came and got nothing."""
    return count_waiting(Pickup.objects.using(using).filter(state=PickupState.FAILED), "created_at")


def pickups_without_day(using: str = "default") -> Waiting:
    """The carrier knows of it, and nobody has named the day on which it comes."""
    rows = Pickup.objects.using(using).filter(state=PickupState.BOOKED, reminded_for=None, pickup_on=None)
    return count_waiting(rows, "created_at")
