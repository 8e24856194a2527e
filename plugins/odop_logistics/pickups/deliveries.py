"""What goes out for a pickup: asking a carrier to collect, calling that off, and the store's fulfilment."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from odop_core.models import OutboxItem
from odop_core.plugin import configuration
from odop_core.queue import outbox
from odop_core.retry import PermanentFailure
from odop_core.store import host
from odop_core.store.orders import FulfillmentLine
from odop_core.store.port import FulfillmentRequest, StoreRefused
from odop_logistics.carriers import carrier_of
from odop_logistics.carriers.port import Parcel, PickupRequest
from odop_logistics.models import Pickup, PickupState
from odop_logistics.pickups import appointments
from odop_logistics.pickups.locks import lock_pickups
from odop_logistics.settings import PLUGIN_ID, LogisticsSettings

BOOK = "logistics.book"
CANCEL = "logistics.cancel"
FULFIL = "logistics.fulfil"


def register_all() -> None:
    outbox.register_deliverer(BOOK, BookingDeliverer())
    outbox.register_deliverer(CANCEL, CancellationDeliverer())
    outbox.register_deliverer(FULFIL, FulfilmentDeliverer())


class _PickupDeliverer:
    plugin_id = PLUGIN_ID

    def delivered(self, item: OutboxItem, answer: dict[str, Any]) -> None:
        Pickup.objects.filter(reference=item.payload["reference"]).update(failure="")

    def given_up(self, item: OutboxItem, reason: str) -> None:
        Pickup.objects.filter(reference=item.payload["reference"]).update(failure=reason)

    def _pickup(self, item: OutboxItem) -> Pickup:
        return Pickup.objects.prefetch_related("lines").get(reference=item.payload["reference"])


class BookingDeliverer(_PickupDeliverer):
    """Asks the carrier to collect."""

    def deliver(self, item: OutboxItem) -> dict[str, Any]:
        pickup = self._pickup(item)
        point = host.current_host().store().pickup_point(pickup.pickup_point_id)
        if point is None:
            raise PermanentFailure(f"The store has no warehouse {pickup.pickup_point_id}.")
        request = PickupRequest(
            reference=pickup.reference,
            order_number=pickup.order_number,
            point=point,
            parcels=tuple(Parcel(line.quantity, line.description) for line in pickup.lines.all()),
        )
        carrier = carrier_of(pickup.carrier, configuration.load_settings(LogisticsSettings))
        booked = carrier.book(request)
        return {"carrier_reference": booked.reference, "pickup_on": str(booked.pickup_on or "")}

    def delivered(self, item: OutboxItem, answer: dict[str, Any]) -> None:
        """The carrier's reference is kept in any case: it may be needed to call the pickup off."""
        lock_pickups(item.subject)
        rows = Pickup.objects.filter(reference=item.payload["reference"])
        rows.update(carrier_reference=answer["carrier_reference"], failure="")
        # What the carrier reported by itself meanwhile is newer than this answer.
        waiting = rows.filter(state__in=[PickupState.REQUESTED, PickupState.FAILED]).first()
        if waiting is None:
            return
        if day := answer.get("pickup_on"):
            appointments.make_appointment(waiting, date.fromisoformat(day))
        else:
            rows.update(state=PickupState.BOOKED)

    def given_up(self, item: OutboxItem, reason: str) -> None:
        Pickup.objects.filter(reference=item.payload["reference"], state=PickupState.REQUESTED).update(
            state=PickupState.FAILED, failure=reason
        )


class CancellationDeliverer(_PickupDeliverer):
    """Asks the carrier not to come."""

    def deliver(self, item: OutboxItem) -> dict[str, Any]:
        pickup = self._pickup(item)
        carrier = carrier_of(pickup.carrier, configuration.load_settings(LogisticsSettings))
        carrier.cancel(pickup.reference, pickup.carrier_reference)
        return {}


class FulfilmentDeliverer(_PickupDeliverer):
    """Makes the store's fulfilment of a collected pickup."""

    def deliver(self, item: OutboxItem) -> dict[str, Any]:
        pickup = self._pickup(item)
        pieces: Counter[str] = Counter()
        for line in pickup.lines.all():
            pieces[line.order_line_id] += line.quantity
        request = FulfillmentRequest(
            order_id=pickup.order_id,
            warehouse_id=pickup.pickup_point_id,
            tracking_number=pickup.tracking_number,
            notifies_buyer=configuration.load_settings(LogisticsSettings).notifies_buyer,
            lines=tuple(FulfillmentLine(order_line_id=line, quantity=number) for line, number in pieces.items()),
        )
        try:
            return {"fulfillment_id": host.current_host().store().create_fulfillment(request)}
        except StoreRefused as error:
            raise PermanentFailure(str(error)) from error

    def delivered(self, item: OutboxItem, answer: dict[str, Any]) -> None:
        Pickup.objects.filter(reference=item.payload["reference"]).update(
            fulfillment_id=answer["fulfillment_id"], failure=""
        )
