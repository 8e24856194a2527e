"""Pickups: looked up by sale, and recorded by staff."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from odop_consignment.api import SaleInfo, sales_by_id
from odop_consignment.api import sales as consignment
from odop_core.database.filters import Choice, Days, Flag, Moments, StoreID, String
from odop_core.database.lists import LATEST_DAY, RECORDED, RowList, Sort, nulls_last
from odop_core.database.text_search import Search
from odop_core.india import aadhaar, dates
from odop_core.store import host
from odop_core.store.port import PickupPoint
from odop_logistics.models import Pickup, PickupLine, PickupState
from odop_logistics.pickups import progress
from odop_logistics.pickups.locks import UnknownPickup
from odop_logistics.pickups.progress import WrongMoment


class DayIsOver(WrongMoment):
    """Nobody can come on a day that has passed."""


@dataclass(frozen=True)
class PickupInfo:
    id: int
    reference: str
    order_id: str
    order_number: str
    pickup_point_id: str
    carrier: str
    state: str
    tracking_number: str
    fulfillment_id: str
    failure: str
    collected_at: datetime | None
    delivered_at: datetime | None = None
    # The Indian day on which the carrier comes, if anybody named one.
    pickup_on: date | None = None
    created_at: datetime | None = None


def pickups_of_sales(sale_ids: Iterable[int], using: str = "default") -> dict[int, PickupInfo]:
    """The latest pickup of each sale."""
    lines = (
        PickupLine.objects.using(using)
        .filter(sale_id__in=list(sale_ids))
        .select_related("pickup")
        .order_by("pickup_id")
    )
    return {line.sale_id: _pickup(line.pickup) for line in lines}


def pickups_by_id(ids: Iterable[int], using: str = "default") -> dict[int, PickupInfo]:
    return {row.pk: _pickup(row) for row in Pickup.objects.using(using).filter(pk__in=list(ids))}


def sales_of_pickups(pickup_ids: Iterable[int], using: str = "default") -> dict[int, list[SaleInfo]]:
    """The sales whose goods each pickup is of."""
    lines = list(PickupLine.objects.using(using).filter(pickup_id__in=list(pickup_ids)).order_by("sale_id"))
    sales = sales_by_id([line.sale_id for line in lines], using)
    found: dict[int, list[SaleInfo]] = {}
    for line in lines:
        if line.sale_id in sales:
            found.setdefault(line.pickup_id, []).append(sales[line.sale_id])
    return found


def pickup_points(warehouse_ids: Iterable[str]) -> dict[str, PickupPoint]:
    """Where these warehouses are, as far as the store has them. Raises StoreUnavailable, StoreRefused."""
    store = host.current_host().store()
    found = {one: store.pickup_point(one) for one in sorted(set(warehouse_ids))}
    return {one: point for one, point in found.items() if point is not None}


def reference_of(pickup_id: int) -> str:
    """Raises UnknownPickup."""
    found = Pickup.objects.filter(pk=pickup_id).values_list("reference", flat=True).first()
    if found is None:
        raise UnknownPickup(f"There is no pickup {pickup_id}.")
    return found


@transaction.atomic
def record_collected(reference: str, tracking_number: str, by: str = consignment.STAFF) -> PickupInfo:
    """Staff saw the carrier take the goods, which are not their own. Raises UnknownPickup, WrongMoment, OwnInterest."""
    sales = PickupLine.objects.filter(pickup__reference=reference).values_list("sale_id", flat=True)
    consignment.refuse_own_interest(by, [sale.supplier_id for sale in consignment.sales_by_id(sales).values()])
    progress.collect_pickup(reference, tracking_number)
    return _pickup(Pickup.objects.get(reference=reference))


@transaction.atomic
def record_delivered(reference: str, at: datetime) -> PickupInfo:
    """Staff know that the buyer has the goods since this aware moment. Raises UnknownPickup, WrongMoment."""
    return _pickup(progress.deliver_pickup(reference, at))


@transaction.atomic
def record_booked(reference: str, pickup_on: date) -> PickupInfo:
    """Staff arranged that the carrier comes on this Indian day; suppliers are notified.

    Raises UnknownPickup, DayIsOver, WrongMoment.
    """
    if pickup_on < dates.today():
        raise DayIsOver(f"{pickup_on} is over.")
    row = progress.book_pickup(reference, pickup_on)
    if row.state != PickupState.BOOKED:
        raise WrongMoment(f"Pickup {reference} is {row.state}; nobody need come on {pickup_on}.")
    return _pickup(row)


@transaction.atomic
def record_missed(reference: str, reason: str) -> PickupInfo:
    """Staff know that the carrier came and got nothing. Raises UnknownPickup, WrongMoment."""
    if not reason.strip() or aadhaar.contains_aadhaar(reason):
        raise WrongMoment("Say why the carrier got nothing (without any Aadhaar number).")
    row = progress.miss_pickup(reference, " ".join(reason.split())[:500])
    if row.state != PickupState.FAILED:
        raise WrongMoment(f"Pickup {reference} is {row.state}; the carrier did not miss it.")
    return _pickup(row)


def _pickup(row: Pickup) -> PickupInfo:
    return PickupInfo(
        row.pk, row.reference, row.order_id, row.order_number, row.pickup_point_id, row.carrier, row.state,
        row.tracking_number, row.fulfillment_id, row.failure, row.collected_at, row.delivered_at, row.pickup_on,
        row.created_at,
    )  # fmt: skip


PICKUPS = RowList(
    Pickup,
    rows=lambda using: Pickup.objects.using(using).all(),
    show=lambda rows, _using: [_pickup(row) for row in rows],
    filters={
        "status": Choice("state", "How far they have come.", states=PickupState),
        "order_id": StoreID("order_id", "The order in the store."),
        "pickup_point_id": StoreID("pickup_point_id", "The warehouse in the store where the goods are collected."),
        "carrier": String("carrier", "Who collects them."),
        "reference": String("reference", "Our name for them, towards carriers."),
        "tracking_number": String("tracking_number", "The carrier's number."),
        "has_day": Flag("Whether a day is named.", holds=lambda _using: Q(pickup_on__isnull=False)),
        "date": Days("pickup_on", "The Indian day on which the carrier comes."),
        "created_at": Moments("created_at", "When the pickup was requested."),
    },
    sorts={
        "created_at": RECORDED,
        "date": Sort(
            "The day on which the carrier comes; pickups without a day come last.", nulls_last("pickup_on", LATEST_DAY)
        ),
    },
    search=Search(
        "Words of the order's number, the reference or the tracking number.",
        columns=("order_number", "reference", "tracking_number"),
    ),
    owner="",
)
