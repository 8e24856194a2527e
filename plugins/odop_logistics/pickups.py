"""Requesting, calling off and recording pickups, as the sales of an order change."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import UTC, date, datetime
from typing import Any

from django.db.models.functions import Now

from odop_consignment import api as consignment
from odop_consignment.api import SaleInfo
from odop_core.database.locks import lock_subject
from odop_core.models import OutboxItem
from odop_core.plugin import configuration
from odop_core.queue import outbox
from odop_core.retry import PermanentFailure
from odop_core.store import host
from odop_core.store.orders import FulfillmentLine
from odop_core.store.port import FulfillmentRequest, StoreRefused
from odop_logistics import appointments
from odop_logistics.carriers import carrier_of
from odop_logistics.carriers.port import Parcel, PickupRequest
from odop_logistics.models import OPEN, Pickup, PickupLine, PickupState
from odop_logistics.settings import PLUGIN_ID, LogisticsSettings

BOOK = "logistics.book"
CANCEL = "logistics.cancel"
FULFIL = "logistics.fulfil"


class UnknownPickup(LookupError):
    """There is no such pickup; the message names it."""


class WrongMoment(ValueError):
    """The pickup cannot be collected any more; the message says why."""


def follow_sales(order_id: str) -> None:
    """Make the pickups of an order agree with its sales. Doing it again changes nothing."""
    _hold(order_id)
    wanted: dict[str, list[SaleInfo]] = defaultdict(list)
    for sale in consignment.sales_of_order(order_id):
        if sale.is_with_supplier and sale.supplier_id is not None:
            wanted[sale.pickup_point_id].append(sale)
    for pickup in Pickup.objects.filter(order_id=order_id, state__in=OPEN, delivered_at=None):
        sales = wanted.pop(pickup.pickup_point_id, [])
        if _contents(pickup) != {sale.id: sale.quantity for sale in sales}:
            _call_off(pickup)
            if sales:
                wanted[pickup.pickup_point_id] = sales
    for point, sales in wanted.items():
        _request(order_id, point, sales)


def collected(reference: str, tracking_number: str) -> Pickup:
    """The carrier has the goods: record it, and ask the store to make a fulfilment of it.

    Repeating it with the same tracking number changes nothing. Raises UnknownPickup, WrongMoment.
    """
    pickup = _held(reference)
    if pickup.state == PickupState.COLLECTED and pickup.tracking_number == tracking_number:
        return pickup
    if pickup.state not in OPEN:
        raise WrongMoment(f"Pickup {reference} is {pickup.state}; it cannot be collected under {tracking_number}.")
    pickup.state, pickup.tracking_number, pickup.collected_at = PickupState.COLLECTED, tracking_number, Now()
    pickup.save(update_fields=["state", "tracking_number", "collected_at"])
    consignment.collect_sales([line.sale_id for line in pickup.lines.all()], f"carrier:{pickup.carrier}")
    outbox.enqueue(FULFIL, pickup.order_id, {"reference": reference}, key=f"{reference}:fulfil")
    return pickup


def booked(reference: str, day: date) -> Pickup:
    """The carrier comes on this Indian day. Told after the goods were collected, it changes nothing.

    Raises UnknownPickup, WrongMoment.
    """
    pickup = _held(reference)
    if pickup.state == PickupState.CANCELLED:
        raise WrongMoment(f"Pickup {reference} was called off; nobody need come on {day}.")
    appointments.make(pickup, day)
    return pickup


def missed(reference: str, reason: str) -> Pickup:
    """The carrier came and got nothing. Told of goods that were collected or called off, it changes nothing.

    Raises UnknownPickup.
    """
    pickup = _held(reference)
    appointments.miss(pickup, reason)
    return pickup


def delivered(reference: str, at: datetime, tracking_number: str = "") -> Pickup:
    """The buyer has the goods since this moment. Told before they were collected, it is kept until that is told too,
    or at once where the tracking number comes with it. The first moment told counts. Raises UnknownPickup, WrongMoment.
    """
    pickup = _held(reference)
    if pickup.state in OPEN and tracking_number:
        pickup = collected(reference, tracking_number)
    if pickup.state == PickupState.CANCELLED:
        raise WrongMoment(f"Pickup {reference} was called off; it cannot be delivered.")
    if pickup.delivered_at is None:
        pickup.delivered_at = min(at, datetime.now(UTC))
        pickup.save(update_fields=["delivered_at"])
        sales = [line.sale_id for line in pickup.lines.all()]
        consignment.record_delivered(sales, pickup.delivered_at, f"carrier:{pickup.carrier}")
    return pickup


def _hold(order_id: str) -> None:
    """Nobody else touches the pickups of this order until our transaction ends. To be done before its sales are read:
    else goods just collected would look as if they were still to be collected, and a second carrier would come."""
    lock_subject("pickups", order_id)


def _held(reference: str) -> Pickup:
    """Raises UnknownPickup."""
    pickup = Pickup.objects.filter(reference=reference).first()
    if pickup is None:
        raise UnknownPickup(f"There is no pickup {reference!r}.")
    _hold(pickup.order_id)
    pickup.refresh_from_db()
    return pickup


def _contents(pickup: Pickup) -> dict[int, int]:
    return dict(pickup.lines.values_list("sale_id", "quantity"))


def _request(order_id: str, point: str, sales: list[SaleInfo]) -> None:
    past = Pickup.objects.filter(order_id=order_id, pickup_point_id=point).count()
    first = sales[0]
    pickup = Pickup.objects.create(
        reference=f"ODOP-{first.order_number}-{first.id}-{past + 1}",
        order_id=order_id,
        order_number=first.order_number,
        pickup_point_id=point,
        round=past + 1,
        carrier=configuration.load(LogisticsSettings).carrier,
    )
    PickupLine.objects.bulk_create(
        PickupLine(
            pickup=pickup,
            sale_id=sale.id,
            order_line_id=sale.order_line_id,
            quantity=sale.quantity,
            description=sale.product_name,
        )
        for sale in sales
    )
    outbox.enqueue(BOOK, order_id, {"reference": pickup.reference}, key=f"{pickup.reference}:book")


def _call_off(pickup: Pickup) -> None:
    """Cancel; the carrier is told unless it surely never heard of the pickup."""
    pickup.state = PickupState.CANCELLED
    pickup.save(update_fields=["state"])
    if outbox.withdraw_item(f"{pickup.reference}:book") is not outbox.Withdrawal.UNHEARD:
        outbox.enqueue(
            CANCEL, pickup.order_id, {"reference": pickup.reference}, key=f"{pickup.reference}:cancel",
            after=f"{pickup.reference}:book",
        )  # fmt: skip


class _PickupDeliverer:
    plugin_id = PLUGIN_ID

    def delivered(self, item: OutboxItem, answer: dict[str, Any]) -> None:
        Pickup.objects.filter(reference=item.payload["reference"]).update(failure="")

    def given_up(self, item: OutboxItem, reason: str) -> None:
        Pickup.objects.filter(reference=item.payload["reference"]).update(failure=reason)

    def _pickup(self, item: OutboxItem) -> Pickup:
        return Pickup.objects.prefetch_related("lines").get(reference=item.payload["reference"])


class Booking(_PickupDeliverer):
    """Asks the carrier to collect."""

    def deliver(self, item: OutboxItem) -> dict[str, Any]:
        pickup = self._pickup(item)
        point = host.current().store().pickup_point(pickup.pickup_point_id)
        if point is None:
            raise PermanentFailure(f"The store has no warehouse {pickup.pickup_point_id}.")
        request = PickupRequest(
            reference=pickup.reference,
            order_number=pickup.order_number,
            point=point,
            parcels=tuple(Parcel(line.quantity, line.description) for line in pickup.lines.all()),
        )
        carrier = carrier_of(pickup.carrier, configuration.load(LogisticsSettings))
        booked = carrier.book(request)
        return {"carrier_reference": booked.reference, "pickup_on": str(booked.pickup_on or "")}

    def delivered(self, item: OutboxItem, answer: dict[str, Any]) -> None:
        """The carrier's reference is kept in any case: it may be needed to call the pickup off."""
        _hold(item.subject)
        rows = Pickup.objects.filter(reference=item.payload["reference"])
        rows.update(carrier_reference=answer["carrier_reference"], failure="")
        # What the carrier told by itself meanwhile is newer than this answer.
        waiting = rows.filter(state__in=[PickupState.REQUESTED, PickupState.FAILED]).first()
        if waiting is None:
            return
        if day := answer.get("pickup_on"):
            appointments.make(waiting, date.fromisoformat(day))
        else:
            rows.update(state=PickupState.BOOKED)

    def given_up(self, item: OutboxItem, reason: str) -> None:
        Pickup.objects.filter(reference=item.payload["reference"], state=PickupState.REQUESTED).update(
            state=PickupState.FAILED, failure=reason
        )


class Cancelling(_PickupDeliverer):
    """Tells the carrier not to come."""

    def deliver(self, item: OutboxItem) -> dict[str, Any]:
        pickup = self._pickup(item)
        carrier = carrier_of(pickup.carrier, configuration.load(LogisticsSettings))
        carrier.cancel(pickup.reference, pickup.carrier_reference)
        return {}


class Fulfilling(_PickupDeliverer):
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
            notifies_buyer=configuration.load(LogisticsSettings).notifies_buyer,
            lines=tuple(FulfillmentLine(order_line_id=line, quantity=number) for line, number in pieces.items()),
        )
        try:
            return {"fulfillment_id": host.current().store().create_fulfillment(request)}
        except StoreRefused as error:
            raise PermanentFailure(str(error)) from error

    def delivered(self, item: OutboxItem, answer: dict[str, Any]) -> None:
        Pickup.objects.filter(reference=item.payload["reference"]).update(
            fulfillment_id=answer["fulfillment_id"], failure=""
        )
