"""What logistics does when it hears of something, and what it carries."""

from __future__ import annotations

from pydantic import ValidationError

from odop_consignment.events import SalesChanged
from odop_core.queue import inbox, outbox, periodic
from odop_core.retry import PermanentFailure
from odop_logistics import appointments, pickups
from odop_logistics.events import CarrierReported
from odop_logistics.settings import PLUGIN_ID
from odop_logistics.webhook import READER, AnyEvent, BookedEvent, CollectedEvent, DeliveredEvent


def subscribe_all() -> None:
    inbox.subscribe(PLUGIN_ID, SalesChanged, on_sales)
    inbox.subscribe(PLUGIN_ID, CarrierReported, on_carrier_report)
    outbox.register_deliverer(pickups.BOOK, pickups.Booking())
    outbox.register_deliverer(pickups.CANCEL, pickups.Cancelling())
    outbox.register_deliverer(pickups.FULFIL, pickups.Fulfilling())
    periodic.register_job("logistics.remind", appointments.remind)


def on_sales(event: SalesChanged) -> None:
    pickups.follow_sales(event.order_id)


def on_carrier_report(event: CarrierReported) -> None:
    try:
        _record(READER.validate_python(event.report))
    except (ValidationError, pickups.UnknownPickup, pickups.WrongMoment) as error:
        raise PermanentFailure(str(error)) from error


def _record(told: AnyEvent) -> None:
    if isinstance(told, CollectedEvent):
        pickups.collected(told.pickup, told.tracking_number)
    elif isinstance(told, DeliveredEvent):
        pickups.delivered(told.pickup, told.delivered_at, told.tracking_number or "")
    elif isinstance(told, BookedEvent):
        pickups.booked(told.pickup, told.pickup_on)
    else:
        pickups.missed(told.pickup, told.reason)
