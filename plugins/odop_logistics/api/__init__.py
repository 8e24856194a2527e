"""What other parts of the suite may ask of logistics. Everything here is plain data, never a model.

Functions that read for GraphQL take `using`, the database alias of the request (Saleor reads from a replica).
"""

from odop_logistics.api.pickups import (
    PICKUPS,
    DayIsOver,
    PickupInfo,
    pickup_points,
    pickups_by_id,
    pickups_of_sales,
    record_booked,
    record_collected,
    record_delivered,
    record_missed,
    reference_of,
    sales_of_pickups,
)
from odop_logistics.carriers.tracking_numbers import BadTrackingNumber, LooksLikeAadhaar, read_tracking_number
from odop_logistics.models import PickupState
from odop_logistics.pickups.locks import UnknownPickup
from odop_logistics.pickups.notification_requests import OCCASION_FACTS
from odop_logistics.pickups.progress import WrongMoment

__all__ = [
    "OCCASION_FACTS",
    "PICKUPS",
    "BadTrackingNumber",
    "DayIsOver",
    "LooksLikeAadhaar",
    "PickupInfo",
    "PickupState",
    "UnknownPickup",
    "WrongMoment",
    "pickup_points",
    "pickups_by_id",
    "pickups_of_sales",
    "read_tracking_number",
    "record_booked",
    "record_collected",
    "record_delivered",
    "record_missed",
    "reference_of",
    "sales_of_pickups",
]  # fmt: skip
