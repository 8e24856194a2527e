"""What logistics announces."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import StringConstraints

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


class CarrierCharged(Event):
    """A carrier charges for a parcel, or corrects what it charged.

    Announced by logistics once for each line of a carrier's bill that names a parcel of ours, when the bill is read:
    the freight, the way back of what was returned, and what a dispute about the weight came to. A correction is a line
    of its own, with the difference: 20 more for a parcel that was heavier than declared, 20 less when that is disputed
    and the dispute is won.

    Not announced for an estimate, nor while a dispute is open, nor again for a line that was read before.
    """

    kind = "logistics.charged"
    waits_while_off = ALWAYS

    key: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    """Names this line of the bill, for ever: "delhivery:INV-77:4"."""
    carrier: Annotated[str, StringConstraints(min_length=1, max_length=100)]
    """The carrier's name among ours: "delhivery"."""
    shipment: Annotated[str, StringConstraints(min_length=1, max_length=100)]
    """Our reference of the parcel."""
    sale_ids: list[int]
    """The sales that the parcel is of; none when they are not known."""
    trip: Literal["to_buyer", "return"]
    """Whether it is charged for the way to the buyer, or back."""
    net_paise: int
    """Without GST; below zero when the carrier owes it to us."""
    tax_paise: int
    """The GST on it."""
    on: date
    """The Indian day of the bill."""
    gstin: str = ""
    """Our GSTIN on the bill; empty when it names none."""
    corrects: str = ""
    """The key of the line that it corrects."""

    @property
    def subject(self) -> str:
        return f"shipment:{self.shipment}"
