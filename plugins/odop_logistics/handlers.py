"""What logistics does when it hears of something, and what it carries."""

from __future__ import annotations

from pydantic import ValidationError

from odop_consignment.api import SALES_CHANGED
from odop_core import inbox, outbox
from odop_core.retry import PermanentFailure
from odop_logistics import pickups
from odop_logistics.settings import PLUGIN_ID
from odop_logistics.webhook import CARRIER_EVENT, READER, DeliveredEvent


def subscribe_all() -> None:
    inbox.subscribe(PLUGIN_ID, SALES_CHANGED, on_sales)
    inbox.subscribe(PLUGIN_ID, CARRIER_EVENT, on_carrier_event)
    outbox.register(pickups.BOOK, pickups.Booking())
    outbox.register(pickups.CANCEL, pickups.Cancelling())
    outbox.register(pickups.FULFIL, pickups.Fulfilling())


def on_sales(event: inbox.Event) -> None:
    pickups.follow_sales(event.subject)


def on_carrier_event(event: inbox.Event) -> None:
    try:
        told = READER.validate_python(event.payload)
        if isinstance(told, DeliveredEvent):
            pickups.delivered(event.subject, told.delivered_at, told.tracking_number or "")
        else:
            pickups.collected(event.subject, told.tracking_number)
    except (ValidationError, pickups.UnknownPickup, pickups.WrongMoment) as error:
        raise PermanentFailure(str(error)) from error
