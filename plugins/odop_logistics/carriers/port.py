"""What every carrier can do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from odop_core.store import PickupPoint


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


class Carrier(Protocol):
    def book(self, request: PickupRequest) -> str:
        """Ask for the collection. Returns the carrier's own reference ("" if it has none).

        Raises TemporaryFailure, PermanentFailure.
        """

    def cancel(self, reference: str, carrier_reference: str) -> None:
        """Call the collection off. Raises TemporaryFailure, PermanentFailure."""
