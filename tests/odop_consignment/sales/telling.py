"""What the tests of sales say and ask."""

from __future__ import annotations

from odop_consignment.api import SALES_CHANGED
from odop_consignment.models import Sale, SaleState
from odop_core.models import InboxEvent
from odop_core.orders import ChargeStatus, Fulfillment, FulfillmentLine, OrderLine, OrderSnapshot
from tests.factories import order


def placed() -> list[tuple[str, str, int]]:
    """Line, point and pieces of every sale that is still with its maker."""
    rows = Sale.objects.filter(state=SaleState.PLACED).order_by("id")
    return list(rows.values_list("order_line_id", "pickup_point_id", "quantity"))


def states() -> list[str]:
    return list(Sale.objects.order_by("id").values_list("state", flat=True))


def announced() -> int:
    return InboxEvent.objects.filter(kind=SALES_CHANGED).count()


def unpaid(*lines: OrderLine) -> OrderSnapshot:
    return order(*lines, charge_status=ChargeStatus.NONE, charged_paise=0)


def sent(told: OrderSnapshot, at: str, status: str = "FULFILLED", **pieces: int) -> OrderSnapshot:
    """The same order after so many pieces of the named lines left warehouse `at`."""
    lines = tuple(FulfillmentLine(order_line_id=f"line-{name}", quantity=n) for name, n in pieces.items())
    made = Fulfillment(id=f"f-{len(told.fulfillments)}", status=status, warehouse_id=at, lines=lines)
    return told.model_copy(update={"fulfillments": (*told.fulfillments, made)})
