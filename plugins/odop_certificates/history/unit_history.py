"""What happened to a piece, as far as it was recorded: days only, and nothing about its buyer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from odop_certificates.units.records import UnitInfo
from odop_consignment import api as consignment
from odop_consignment.api import SaleInfo
from odop_core.india import dates
from odop_logistics import api as logistics

T = TypeVar("T")


@dataclass(frozen=True)
class History:
    """Moments in UTC; None for what was not recorded. `made_at` awaits those who will know.

    `received_at` is when the day began (in India) on which the goods came to us from their supplier, and
    `delivered_at` says no more than the day either.
    """

    ordered_at: datetime
    collected_at: datetime | None
    left_at: datetime
    ended_at: datetime | None
    made_at: datetime | None = None
    received_at: datetime | None = None
    delivered_at: datetime | None = None


def find_histories(units: Iterable[UnitInfo], using: str = "default") -> dict[str, History]:
    """By serial. Three queries, whatever the number of pieces.

    Which sale of a line a piece was of is known by the fulfilment that came of its pickup. Where several could be, only
    what is true of all of them is said.
    """
    pieces = list(units)
    sales = consignment.sales_of_lines({piece.order_line_id for piece in pieces}, using)
    ids = [sale.id for line in sales.values() for sale in line]
    pickups, received = logistics.pickups_of_sales(ids, using), consignment.received_days(ids, using)
    collected = {pickup.fulfillment_id: pickup.collected_at for pickup in pickups.values() if pickup.fulfillment_id}
    found = {}
    for piece in pieces:
        line = sales.get(piece.order_line_id, [])
        left_so = [sale for sale in line if _fulfilment(pickups.get(sale.id)) == piece.fulfillment_id]
        its_own = left_so or [sale for sale in line if not _fulfilment(pickups.get(sale.id))]
        found[piece.serial] = History(
            piece.ordered_at,
            collected.get(piece.fulfillment_id),
            piece.left_at,
            piece.ended_at,
            received_at=_received(its_own, received),
            delivered_at=_delivered(_same([sale.delivered_at for sale in its_own]), piece.left_at),
        )
    return found


def _fulfilment(pickup: logistics.PickupInfo | None) -> str:
    return pickup.fulfillment_id if pickup else ""


def _received(sales: list[SaleInfo], days: dict[int, set[date]]) -> datetime | None:
    received = [days.get(sale.id, set()) for sale in sales]
    if not all(len(each) == 1 for each in received):
        return None
    day = _same([next(iter(each)) for each in received])
    return dates.start_of_day(day) if day else None


def _delivered(moment: datetime | None, left_at: datetime) -> datetime | None:
    """The begin of that Indian day, or when it left if it did so that day: the hour would say too much of a buyer."""
    if moment is None:
        return None
    return max(dates.start_of_day(dates.indian_day(moment)), min(left_at, moment))


def _same(values: Sequence[T | None]) -> T | None:
    """What all of them are."""
    return values[0] if values and all(value == values[0] for value in values) else None
