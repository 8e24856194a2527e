"""Turning an order into sales, as often as the order changes.

`follow` looks at the order as it stands and makes the sales agree with it. It can be run any number of times, in any
order of events: what is already right is left alone, what was called off is cancelled, what was collected stays.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from odop_consignment.models import Offer, Sale, SaleState
from odop_consignment.settings import ConsignmentSettings
from odop_core import inbox, plugin_settings
from odop_core.orders import OrderLine, OrderSnapshot

SALES_CHANGED = "consignment.sales"


def follow(order: OrderSnapshot) -> None:
    """Make the sales agree with the order, and announce it when something changed."""
    before = fingerprint(order.id)
    if order.is_withdrawn:
        _cancel(Sale.objects.filter(order_id=order.id))
    elif _is_released(order):
        _cancel(Sale.objects.filter(order_id=order.id).exclude(order_line_id__in=[line.id for line in order.lines]))
        for line in order.lines:
            _follow_line(order, line)
    announce(order.id, before)


def announce(order_id: str, before: str) -> None:
    """Tell the other plugins that the sales of an order are no longer what `before` (a `fingerprint`) says."""
    if fingerprint(order_id) != before:
        inbox.accept(SALES_CHANGED, order_id, {}, key=f"{SALES_CHANGED}:{uuid.uuid4()}")


def assign(sale: Sale, offer: Offer) -> None:
    """Say who supplies a sale. Pieces already supplied from that point for the same line become one sale with it."""
    twin = (
        Sale.objects.filter(order_line_id=sale.order_line_id, pickup_point_id=offer.pickup_point_id)
        .exclude(pk=sale.pk)
        .first()
    )
    if twin:
        twin.quantity = sale.quantity + (twin.quantity if twin.state == SaleState.PLACED else 0)
        twin.state = SaleState.PLACED
        _cancel([sale])
        sale = twin
    sale.offer, sale.consignor, sale.pickup_point_id = offer, offer.consignor, offer.pickup_point_id
    sale.save()


def fingerprint(order_id: str) -> str:
    """What the other plugins care about in an order's sales, as one short text."""
    rows = Sale.objects.filter(order_id=order_id).order_by("id")
    facts = rows.values_list("id", "state", "quantity", "offer_id", "pickup_point_id")
    return hashlib.sha256(repr(list(facts)).encode()).hexdigest()


def _is_released(order: OrderSnapshot) -> bool:
    if not order.is_placed:
        return False
    return order.is_paid or plugin_settings.load(ConsignmentSettings).release_orders == "placed"


def _follow_line(order: OrderSnapshot, line: OrderLine) -> None:
    sales = list(Sale.objects.filter(order_line_id=line.id).exclude(state=SaleState.CANCELLED))
    if sum(sale.quantity for sale in sales) != line.quantity:
        _divide(order, line, sales)
    elif line.quantity_fulfilled >= line.quantity:
        mark_collected(sales)
    else:
        for sale in sales:
            if sale.offer_id is None and (offer := _offer_for(line.variant_id, sale.pickup_point_id)):
                assign(sale, offer)


def _divide(order: OrderSnapshot, line: OrderLine, sales: list[Sale]) -> None:
    """Share the line's pieces out over its pickup points; pieces already collected are not touched."""
    collected = [sale for sale in sales if sale.state == SaleState.COLLECTED]
    wanted = line.quantity - sum(sale.quantity for sale in collected)
    shares = _shares(line, wanted, without={sale.pickup_point_id for sale in collected})
    for share in shares.values():
        Sale.objects.update_or_create(
            order_line_id=line.id,
            pickup_point_id=share.pickup_point_id,
            defaults={
                "order_id": order.id,
                "order_number": order.number,
                "product_id": line.product_id,
                "variant_id": line.variant_id,
                "product_name": line.product_name,
                "offer": share.offer,
                "consignor": share.offer.consignor if share.offer else None,
                "quantity": share.quantity,
                "unit_price_gross_paise": line.unit_price_gross_paise,
                "state": SaleState.PLACED,
            },
        )
    _cancel(Sale.objects.filter(order_line_id=line.id).exclude(pickup_point_id__in=shares))


@dataclass
class _Share:
    pickup_point_id: str
    offer: Offer | None
    quantity: int = 0


def _shares(line: OrderLine, wanted: int, without: set[str]) -> dict[str, _Share]:
    """Pieces per pickup point as Saleor allocated them; the rest goes where an offer says, else to point ""."""
    shares: dict[str, _Share] = {}

    def give(point: str, quantity: int) -> None:
        offer = _offer_for(line.variant_id, point)
        point = offer.pickup_point_id if offer else point
        shares.setdefault(point, _Share(point, offer)).quantity += quantity

    rest = wanted
    for allocation in line.allocations:
        take = min(allocation.quantity, rest)
        if take > 0 and allocation.warehouse_id not in without:
            give(allocation.warehouse_id, take)
            rest -= take
    if rest > 0:
        give("", rest)
    return shares


def _offer_for(variant_id: str | None, pickup_point_id: str) -> Offer | None:
    """Who supplies this variant from this point; from any point when the store named none."""
    if variant_id is None:
        return None
    offers = Offer.objects.filter(variant_id=variant_id, active=True).order_by("priority", "id")
    if pickup_point_id:
        offers = offers.filter(pickup_point_id=pickup_point_id)
    return offers.first()


def _cancel(sales: Iterable[Sale]) -> None:
    _move(sales, SaleState.CANCELLED)


def mark_collected(sales: Iterable[Sale]) -> None:
    """The store says these goods have left, by our pickup or by somebody fulfilling the order by hand."""
    _move(sales, SaleState.COLLECTED)


def _move(sales: Iterable[Sale], state: SaleState) -> None:
    for sale in sales:
        if sale.state == SaleState.PLACED:
            sale.state = state
            sale.save(update_fields=["state", "changed_at"])
