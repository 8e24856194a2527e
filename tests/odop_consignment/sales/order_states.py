"""What the tests of sales say and ask."""

from __future__ import annotations

from datetime import date

from odop_consignment import api
from odop_consignment.api import OfferInfo, SaleInfo
from odop_consignment.events import SalesChanged
from odop_consignment.models import ConsignmentNote, Lot, NoteLine, Sale, SaleState, SaleStep, StockMovement
from odop_consignment.stock import lots
from odop_core.models import InboxEvent
from odop_core.store.orders import ChargeStatus, Fulfillment, FulfillmentLine, OrderLine, OrderSnapshot
from tests.factories import order


def placed() -> list[tuple[str, str, int]]:
    """Line, point and pieces of every sale that is still with its supplier."""
    rows = Sale.objects.filter(state=SaleState.PLACED).order_by("id")
    return list(rows.values_list("order_line_id", "pickup_point_id", "quantity"))


def states() -> list[str]:
    return list(Sale.objects.order_by("id").values_list("state", flat=True))


def announced() -> int:
    return InboxEvent.objects.filter(kind=SalesChanged.kind).count()


def unpaid(*lines: OrderLine) -> OrderSnapshot:
    return order(*lines, charge_status=ChargeStatus.NONE, charged=0)


def sent(told: OrderSnapshot, at: str, status: str = "FULFILLED", **pieces: int) -> OrderSnapshot:
    """The same order after so many pieces of the named lines left warehouse `at`."""
    lines = tuple(FulfillmentLine(order_line_id=f"line-{name}", quantity=n) for name, n in pieces.items())
    made = Fulfillment(id=f"f-{len(told.fulfillments)}", status=status, warehouse_id=at, lines=lines)
    return told.model_copy(update={"fulfillments": (*told.fulfillments, made)})


def returned(told: OrderSnapshot, at: str | None, status: str = "RETURNED", **pieces: int) -> OrderSnapshot:
    """The same order after so many pieces moved from the fulfilments they were sent with to one of this status; from
    pieces that never left when `at` is None."""
    was_refunded = status == "REFUNDED_AND_RETURNED" and any(f.status == "REFUNDED" for f in told.fulfillments)
    taken_from = "REFUNDED" if was_refunded else "FULFILLED"
    rest = dict(pieces)
    before = [_less(f, rest) if at and f.status == taken_from else f for f in told.fulfillments]
    made = sent(told, at or "", status, **pieces).fulfillments[-1]
    made = made.model_copy(update={"warehouse_id": at})
    return told.model_copy(update={"fulfillments": (*(f for f in before if f.lines), made)})


def _less(fulfillment: Fulfillment, rest: dict[str, int]) -> Fulfillment:
    """Without the pieces that are to move on; `rest` is what is still to be found."""
    kept = []
    for told in fulfillment.lines:
        name = told.order_line_id.removeprefix("line-")
        fewer = min(rest.get(name, 0), told.quantity)
        rest[name] = rest.get(name, 0) - fewer
        if told.quantity > fewer:
            kept.append(told.model_copy(update={"quantity": told.quantity - fewer}))
    return fulfillment.model_copy(update={"lines": tuple(kept)})


def in_lots(offered: OfferInfo, pieces: int, day: date = date(2026, 1, 1)) -> None:
    """So many pieces of an offer were received on a day."""
    note = ConsignmentNote.objects.create(
        kind="receipt", supplier_id=offered.supplier_id, pickup_point_id=offered.pickup_point_id, dated=day,
        recorded_by="test",
    )  # fmt: skip
    row = NoteLine.objects.create(note=note, offer_id=offered.id, quantity=pieces)
    lot = Lot.objects.create(offer_id=offered.id, line=row, received_on=day, shelf_until=day)
    StockMovement.objects.create(lot=lot, kind="received", quantity=pieces, note=note, moved_by="test")


def unsold(offered: OfferInfo) -> int:
    return lots.pieces_in_stock(offered.id)


def steps() -> list[tuple[str, str, str]]:
    """Every step of every sale: from where, to where, by whom."""
    return list(SaleStep.objects.order_by("id").values_list("before", "after", "moved_by"))


def standing() -> list[tuple[int | None, str, int]]:
    found = [sale for sale in api.sales_of_order("order-1") if not sale.is_cancelled]
    return [(sale.supplier_id, sale.pickup_point_id, sale.quantity) for sale in found]


def only() -> SaleInfo:
    return api.sales_of_order("order-1")[-1]
