"""The manual carrier: staff arrange the collection themselves, and record when it happened."""

from __future__ import annotations

from odop_logistics.carriers.port import Booked, PickupRequest


class Manual:
    def book(self, _request: PickupRequest) -> Booked:
        """Nobody need be asked: the pickup stands in the staff's list."""
        return Booked()

    def cancel(self, _reference: str, _carrier_reference: str) -> None:
        """Nobody need be asked: the pickup leaves the staff's list."""
