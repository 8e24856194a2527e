"""Turning an order into sales, as often as the order changes.

`sync_sales` looks at the order as it stands and makes the sales agree with it. It can be run any number of times, in
any order of events: what is already right is left alone, what was called off is cancelled, what left its supplier
stays. The pieces of a sale never change: more pieces are another sale, fewer are a cancelled sale and a smaller one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from odop_consignment.checkout.rules import find_restriction
from odop_consignment.models import Sale
from odop_consignment.sales import allocation, returns, steps
from odop_consignment.sales.order_sales import OrderSales, open_order_sales
from odop_consignment.settings import PLUGIN_ID, ConsignmentSettings
from odop_consignment.stock import lots
from odop_core.i18n import Text, _
from odop_core.plugin import configuration
from odop_core.store import history
from odop_core.store.orders import OrderLine, OrderSnapshot


def sync_sales(order: OrderSnapshot) -> None:
    """Make the sales agree with the order, and announce it when something changed."""
    with open_order_sales(order.id, order) as order_sales:
        if order.is_withdrawn:
            _call_off(order_sales, order)
        elif _is_released(order_sales, order):
            _keep(order_sales, order)


# What became of an order whose buyer gets nothing of it, by the store's status.
WITHDRAWN_ORDER = {
    "CANCELED": _("the order was cancelled"),
    "EXPIRED": _("the order was not paid in time"),
    "RETURNED": _("the order was returned"),
}


@dataclass
class _Line:
    """A line of the order, beside what is sold of it."""

    order_sales: OrderSales
    order: OrderSnapshot
    line: OrderLine

    @property
    def sales(self) -> list[Sale]:
        return self.order_sales.standing(self.line.id)

    @property
    def wanted(self) -> int:
        """Pieces that are sold, less those given back before they left their supplier."""
        return max(0, self.line.quantity - returns.pieces_never_sent(self.order, self.line, self.sales))

    @property
    def is_settled(self) -> bool:
        """As many pieces are sold as should be, and somebody supplies each, who may."""
        waits = any(sale.offer_id is None and steps.is_with_supplier(sale) for sale in self.sales)
        return _pieces(self.sales) == self.wanted and not waits and not self.barred()

    def barred(self) -> list[Sale]:
        """Sales that must not go where the order now goes: its address was changed after its supplier was notified."""
        here = [
            sale for sale in self.sales if steps.is_with_supplier(sale) and hasattr(sale, "terms") and sale.supplier
        ]
        to = self.order_sales.facts.destination
        return [s for s in here if s.supplier and find_restriction(s.terms.tax_regime, s.supplier.state_code, to)]

    def sent(self) -> Counter[str]:
        """Pieces that the store sent, by warehouse (also those that came back since)."""
        sent: Counter[str] = Counter()
        for fulfillment in self.order.fulfillments:
            if fulfillment.warehouse_id and fulfillment.status not in returns.STILL_HERE:
                sent[fulfillment.warehouse_id] += returns.pieces_in(fulfillment, self.line)
        return sent

    def unsold(self, sales: Iterable[Sale]) -> Counter[str]:
        """Pieces by point that the store has promised or sent from there, less those of these sales."""
        unsold = self.sent()
        for allocated in self.line.allocations:
            unsold[allocated.warehouse_id] += allocated.quantity
        for sale in sales:
            unsold[sale.pickup_point_id] -= sale.quantity
        return unsold


def _call_off(order_sales: OrderSales, order: OrderSnapshot) -> None:
    """The buyer gets none of it: what is still with its supplier is cancelled; what left is to be brought back."""
    lots.lock_stock(sale.variant_id for sale in order_sales.sales if sale.variant_id and steps.is_with_supplier(sale))
    order_sales.cancel(
        [sale for sale in order_sales.sales if steps.is_with_supplier(sale)], steps.STORE, _why_withdrawn(order)
    )
    for line in order.lines:
        returns.sync_returns(order_sales, order, line)
    if order.is_refunded_in_full:
        _show_what_was_refunded_without_return(order_sales)


def _show_what_was_refunded_without_return(order_sales: OrderSales) -> None:
    """Saleor reports money only by its sum: of goods that left, and are in no fulfilment that gives them back, a
    person must say whether they come back and who bears the loss."""
    left = [sale for sale in order_sales.sales if steps.has_left_supplier(sale)]
    undone = returns.pieces_given_back(left)
    for sale in left:
        if undone[sale.pk] < sale.quantity:
            order_sales.raise_issue(
                sale, _("All money was refunded, and the store reports no return: settle it by hand.")
            )


def _why_withdrawn(order: OrderSnapshot) -> Text:
    if order.is_refunded_in_full:
        return _("all money was refunded")
    return WITHDRAWN_ORDER.get(order.status, _("the order was cancelled"))


def _is_released(order_sales: OrderSales, order: OrderSnapshot) -> bool:
    """Once released, an order is followed whatever becomes of its payments (a part may be paid back)."""
    if not order.is_placed:
        return False
    if order_sales.sales:
        return True
    is_due = order.is_paid or configuration.load_settings(ConsignmentSettings).release_orders == "placed"
    return is_due and not _is_history(order)


def _is_history(order: OrderSnapshot) -> bool:
    """Also of an order from before the suite that is paid now, nothing is to be done once all of it has left."""
    return history.is_history(order, PLUGIN_ID) or (order.has_left and history.came_before(order, PLUGIN_ID))


def _keep(order_sales: OrderSales, order: OrderSnapshot) -> None:
    lines = [_Line(order_sales, order, line) for line in order.lines]
    ids = {line.id for line in order.lines}
    gone = [sale for sale in order_sales.sales if sale.order_line_id not in ids and steps.is_with_supplier(sale)]
    unsettled = [line for line in lines if not line.is_settled]
    lots.lock_stock(
        variant_id
        for variant_id in [*(sale.variant_id for sale in gone), *(line.line.variant_id for line in unsettled)]
        if variant_id
    )
    order_sales.cancel(gone, steps.STORE, _("the line was removed from the order"))
    for line in unsettled:
        order_sales.cancel(line.barred(), steps.STORE, _("the address was changed to one where it may not be sold"))
        _cancel_surplus(line)
        _place_missing(line)
        _assign_waiting(line)
    for line in lines:
        _collect_what_left(line)
        returns.sync_returns(order_sales, order, line.line)


def _pieces(sales: Iterable[Sale]) -> int:
    return sum(sale.quantity for sale in sales)


def _cancel_surplus(line: _Line) -> None:
    """When there are too many pieces, cancel sales where the store wants fewer, the youngest first; what is then
    missing is placed anew. As few as possible are cancelled when the store does not say where all pieces are."""
    if _pieces(line.sales) <= line.wanted:
        return
    store_tells_all = line.unsold([]).total() == line.wanted
    while sale := _least_wanted(line):
        is_wanted = not store_tells_all or line.unsold(line.sales)[sale.pickup_point_id] >= 0
        if is_wanted and _pieces(line.sales) <= line.wanted:
            return
        line.order_sales.cancel([sale], steps.STORE, _("the order has fewer pieces now"))


def _least_wanted(line: _Line) -> Sale | None:
    """The youngest sale, still with its supplier, of the point where the store wants the fewest pieces."""
    unsold = line.unsold(line.sales)
    here = [sale for sale in line.sales if steps.is_with_supplier(sale)]
    return min(here, key=lambda sale: (unsold[sale.pickup_point_id], -sale.pk), default=None)


def _place_missing(line: _Line) -> None:
    missing = line.wanted - _pieces(line.sales)
    if missing <= 0:
        return
    for point, pieces in _points(line, missing).items():
        _place(line, allocation.divide_pieces(line.order_sales, line.line.id, line.line.variant_id, point, pieces))


def _points(line: _Line, wanted: int) -> dict[str, int]:
    """Where so many more pieces come from, as the store allocated them; "" where it does not say."""
    points: dict[str, int] = {}
    for point, pieces in line.unsold(line.sales).items():
        if (take := min(pieces, wanted - sum(points.values()))) > 0:
            points[point] = take
    if rest := wanted - sum(points.values()):
        points[""] = points.get("", 0) + rest
    return points


def _assign_waiting(line: _Line) -> None:
    """A sale that had nobody to supply it gets whoever offers it now. Where several share it, that is several sales."""
    for sale in [sale for sale in line.sales if sale.offer_id is None and steps.is_with_supplier(sale)]:
        shares = allocation.divide_pieces(
            line.order_sales, line.line.id, sale.variant_id, sale.pickup_point_id, sale.quantity
        )
        offers = [share.offer for share in shares if share.offer]
        if len(offers) == 1:
            line.order_sales.assign(sale, offers[0], steps.STORE)
        elif offers:
            line.order_sales.cancel([sale], steps.STORE, _("several suppliers share it"))
            _place(line, shares)
        elif shares[0].issue:
            line.order_sales.raise_issue(sale, shares[0].issue)


def _place(line: _Line, shares: list[allocation.Share]) -> None:
    for share in shares:
        sale = line.order_sales.place(line.line, share.point, share.offer, share.pieces)
        if share.issue:
            line.order_sales.raise_issue(sale, share.issue)


def _collect_what_left(line: _Line) -> None:
    """The store says that goods have left, by our pickup or by somebody fulfilling the order by hand."""
    here = [sale for sale in line.sales if steps.is_with_supplier(sale)]
    if not here:
        return
    now = datetime.now(UTC)
    waiting = sum(
        returns.pieces_in(fulfillment, line.line)
        for fulfillment in line.order.fulfillments
        if fulfillment.status == "WAITING_FOR_APPROVAL"
    )
    never_left = line.line.quantity - line.wanted
    if line.wanted and line.line.quantity_fulfilled - waiting - never_left >= line.wanted:
        return line.order_sales.collect(here, steps.STORE, now)
    for point, sent in line.sent().items():
        from_there = [sale for sale in line.sales if sale.pickup_point_id == point]
        if _pieces(from_there) <= sent:
            line.order_sales.collect(from_there, steps.STORE, now)
