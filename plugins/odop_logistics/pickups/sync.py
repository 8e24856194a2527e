"""Pickups are made to agree with the sales of an order: requested, called off, requested anew."""

from __future__ import annotations

from collections import defaultdict

from odop_consignment import api as consignment
from odop_consignment.api import SaleInfo
from odop_core.plugin import configuration
from odop_core.queue import outbox
from odop_logistics.models import OPEN, Pickup, PickupLine, PickupState
from odop_logistics.pickups.deliveries import BOOK, CANCEL
from odop_logistics.pickups.locks import lock_pickups
from odop_logistics.settings import LogisticsSettings


def sync_pickups(order_id: str) -> None:
    """Make the pickups of an order agree with its sales. Doing it again changes nothing."""
    lock_pickups(order_id)
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
        carrier=configuration.load_settings(LogisticsSettings).carrier,
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
    """Cancel; the carrier hears of it unless it surely never heard of the pickup."""
    pickup.state = PickupState.CANCELLED
    pickup.save(update_fields=["state"])
    if outbox.withdraw_item(f"{pickup.reference}:book") is not outbox.Withdrawal.UNHEARD:
        outbox.enqueue(
            CANCEL, pickup.order_id, {"reference": pickup.reference}, key=f"{pickup.reference}:cancel",
            after=f"{pickup.reference}:book",
        )  # fmt: skip
