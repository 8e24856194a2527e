"""Pickups: goods of one order, waiting at one point."""

from odop_logistics.models.pickup import OPEN, Pickup, PickupLine, PickupState

__all__ = ["OPEN", "Pickup", "PickupLine", "PickupState"]
