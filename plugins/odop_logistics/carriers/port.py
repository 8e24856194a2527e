"""What every carrier can do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from odop_core.store.port import PickupPoint


@dataclass(frozen=True)
class Parcel:
    quantity: int
    description: str


@dataclass(frozen=True)
class PickupRequest:
    """A collection to arrange. `reference` stays the same however often it is asked for."""

    reference: str
    order_number: str
    point: PickupPoint
    parcels: tuple[Parcel, ...]


@dataclass(frozen=True)
class Booked:
    """The carrier's own reference ("" if it has none), and the Indian day on which it comes, if it named one."""

    reference: str = ""
    pickup_on: date | None = None


class Carrier(Protocol):
    def book(self, request: PickupRequest) -> Booked:
        """Ask for the collection.

        Raises TemporaryFailure, PermanentFailure.
        """

    def cancel(self, reference: str, carrier_reference: str) -> None:
        """Call the collection off. Raises TemporaryFailure, PermanentFailure."""
