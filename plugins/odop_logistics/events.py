"""What logistics announces."""

from __future__ import annotations

from typing import Any

from odop_core.events import ALWAYS, SOME_DAYS, Event


class PickupMissed(Event):
    """A carrier came for goods and got nothing.

    Announced by logistics once for each supplier whose goods were not collected, when the carrier, or staff, says so.

    Not announced when the same is reported again, nor for a pickup that was collected or cancelled before.
    """

    kind = "logistics.missed"
    waits_while_off = SOME_DAYS

    order_id: str
    """The order's ID in the store."""
    sale_ids: list[int]
    """The sales of one supplier that the pickup is of."""
    reason: str
    """What the carrier said."""
    key: str
    """Names this pickup, day and supplier."""

    @property
    def subject(self) -> str:
        return self.order_id


class CarrierReported(Event):
    """A carrier reports of a pickup: the day it comes, that it collected, delivered, or got nothing.

    Announced by logistics for each genuine message of a carrier, once, in the order in which they come.

    Not announced for messages with a wrong signature, which are refused, nor for those that cannot be understood, which
    are kept for staff to see.
    """

    kind = "logistics.carrier"
    waits_while_off = ALWAYS

    pickup: str
    """Our reference of the pickup."""
    report: dict[str, Any]
    """The message, as `odop_logistics.carriers.partner.webhook` describes it."""

    @property
    def subject(self) -> str:
        return self.pickup
