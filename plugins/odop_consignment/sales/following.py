"""Turning an order into sales, as often as the order changes.

`follow` looks at the order as it stands and makes the sales agree with it. It can be run any number of times, in any
order of events: what is already right is left alone, what was called off is cancelled, what was collected stays. The
pieces of a sale never change: more pieces are another sale, fewer are a cancelled sale and a smaller one.
"""

from __future__ import annotations

import hashlib
import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from odop_consignment.models import Offer, Sale, SaleState
from odop_consignment.settings import ConsignmentSettings
from odop_core import inbox, plugin_settings
from odop_core.locks import one_at_a_time
from odop_core.orders import OrderLine, OrderSnapshot

SALES_CHANGED = "consignment.sales"


def hold(order_id: str) -> None:
    """Nobody else touches the sales of this order until our transaction ends. Call it before reading them."""
    one_at_a_time("sales", order_id)


def follow(order: OrderSnapshot) -> None:
    """Make the sales agree with the order, and announce it when something changed."""
    hold(order.id)
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
    """Say who supplies a sale."""
    sale.offer, sale.supplier, sale.pickup_point_id = offer, offer.supplier, offer.pickup_point_id
    sale.save(update_fields=["offer", "supplier", "pickup_point_id", "changed_at"])


def fingerprint(order_id: str) -> str:
    """What the other plugins care about in an order's sales, as one short text."""
    rows = Sale.objects.filter(order_id=order_id).order_by("id")
    facts = rows.values_list("id", "state", "quantity", "offer_id", "pickup_point_id")
    return hashlib.sha256(repr(list(facts)).encode()).hexdigest()


def _is_released(order: OrderSnapshot) -> bool:
    """Once released, an order is followed whatever becomes of its payments (a part may be paid back)."""
    if not order.is_placed:
        return False
    if order.is_paid or Sale.objects.filter(order_id=order.id).exists():
        return True
    return plugin_settings.load(ConsignmentSettings).release_orders == "placed"


def _follow_line(order: OrderSnapshot, line: OrderLine) -> None:
    _cancel_surplus(order, line)
    _place_missing(order, line)
    _assign_waiting(line)
    _collect_what_left(order, line)


def _standing(line: OrderLine) -> list[Sale]:
    return list(Sale.objects.filter(order_line_id=line.id).exclude(state=SaleState.CANCELLED).order_by("id"))


def _pieces(sales: Iterable[Sale]) -> int:
    return sum(sale.quantity for sale in sales)


def _cancel_surplus(order: OrderSnapshot, line: OrderLine) -> None:
    """When there are too many pieces, cancel sales where the store wants fewer, the youngest first; what is then
    missing is placed anew. As few as possible are cancelled when the store does not say where all pieces are."""
    if _pieces(_standing(line)) <= line.quantity:
        return
    store_tells_all = _unsold(order, line, []).total() == line.quantity
    while sale := _least_wanted(order, line):
        sales = _standing(line)
        is_wanted = not store_tells_all or _unsold(order, line, sales)[sale.pickup_point_id] >= 0
        if is_wanted and _pieces(sales) <= line.quantity:
            return
        _cancel([sale])


def _least_wanted(order: OrderSnapshot, line: OrderLine) -> Sale | None:
    """The youngest sale, still with its maker, of the point where the store wants the fewest pieces."""
    sales = _standing(line)
    unsold = _unsold(order, line, sales)
    placed = [sale for sale in sales if sale.state == SaleState.PLACED]
    return min(placed, key=lambda sale: (unsold[sale.pickup_point_id], -sale.pk), default=None)


def _place_missing(order: OrderSnapshot, line: OrderLine) -> None:
    sales = _standing(line)
    for share in _shares(order, line, line.quantity - _pieces(sales), sales):
        Sale.objects.create(
            order_id=order.id,
            order_number=order.number,
            order_line_id=line.id,
            product_id=line.product_id,
            variant_id=line.variant_id,
            product_name=line.product_name,
            pickup_point_id=share.pickup_point_id,
            offer=share.offer,
            supplier=share.offer.supplier if share.offer else None,
            quantity=share.quantity,
            unit_price_gross_paise=line.unit_price_gross_paise,
        )


def _assign_waiting(line: OrderLine) -> None:
    for sale in _standing(line):
        waits = sale.offer_id is None and sale.state == SaleState.PLACED
        if waits and (offer := _offer_for(line.variant_id, sale.pickup_point_id)):
            assign(sale, offer)


def _collect_what_left(order: OrderSnapshot, line: OrderLine) -> None:
    """The store says that goods have left, by our pickup or by somebody fulfilling the order by hand."""
    sales = _standing(line)
    if line.quantity_fulfilled >= line.quantity:
        mark_collected(sales)
        return
    for point, left in _left(order, line).items():
        from_there = [sale for sale in sales if sale.pickup_point_id == point]
        if _pieces(from_there) <= left:
            mark_collected(from_there)


@dataclass
class _Share:
    pickup_point_id: str
    offer: Offer | None
    quantity: int = 0


def _shares(order: OrderSnapshot, line: OrderLine, wanted: int, sales: list[Sale]) -> list[_Share]:
    """So many more pieces, by pickup point as Saleor allocated them; the rest goes where an offer says, else to ""."""
    shares: dict[str, _Share] = {}

    def give(point: str, quantity: int) -> None:
        offer = _offer_for(line.variant_id, point)
        point = offer.pickup_point_id if offer else point
        shares.setdefault(point, _Share(point, offer)).quantity += quantity

    rest = wanted
    for point, pieces in _unsold(order, line, sales).items():
        if (take := min(pieces, rest)) > 0:
            give(point, take)
            rest -= take
    if rest > 0:
        give("", rest)
    return list(shares.values())


def _unsold(order: OrderSnapshot, line: OrderLine, sales: list[Sale]) -> Counter[str]:
    """Pieces by point that the store has promised or sent from there, less those of these sales."""
    unsold = _left(order, line)
    for allocation in line.allocations:
        unsold[allocation.warehouse_id] += allocation.quantity
    for sale in sales:
        unsold[sale.pickup_point_id] -= sale.quantity
    return unsold


def _left(order: OrderSnapshot, line: OrderLine) -> Counter[str]:
    """Pieces of the line that the store has fulfilled, by warehouse."""
    left: Counter[str] = Counter()
    for fulfillment in order.fulfillments:
        for fulfilled in fulfillment.lines:
            if fulfilled.order_line_id == line.id and fulfillment.warehouse_id and fulfillment.status != "CANCELED":
                left[fulfillment.warehouse_id] += fulfilled.quantity
    return left


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
    _move(sales, SaleState.COLLECTED)


def _move(sales: Iterable[Sale], state: SaleState) -> None:
    for sale in sales:
        if sale.state == SaleState.PLACED:
            sale.state = state
            sale.save(update_fields=["state", "changed_at"])
