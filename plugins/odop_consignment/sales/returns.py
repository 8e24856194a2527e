"""What the store gives back: pieces returned, refunded or replaced, and what inspection finds of those that come back.

Saleor reports it by fulfilments of their own: pieces move from the fulfilment they were sent with to one that is
RETURNED, REFUNDED, REFUNDED_AND_RETURNED or REPLACED; a refunded piece that comes back later moves on. Saleor names the
order line, not the sale. Of a line's sales, those that left from the fulfilment's warehouse are taken first, and of
these the youngest. Pieces in such a fulfilment that never left their supplier are no reversal: they are sold no
more, and `sync` cancels them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from odop_consignment.errors import WrongChoice
from odop_consignment.interests import refuse_own_interest
from odop_consignment.lookups import find_row
from odop_consignment.models import ReversalKind, Sale, SaleReversal, SaleState
from odop_consignment.sales import steps
from odop_consignment.sales.order_sales import OrderSales, open_order_sales
from odop_consignment.stock import lots
from odop_core.i18n import _
from odop_core.store.orders import Fulfillment, OrderLine, OrderSnapshot

KINDS = {
    "RETURNED": ReversalKind.RETURNED,
    "REFUNDED_AND_RETURNED": ReversalKind.RETURNED,
    "REFUNDED": ReversalKind.REFUNDED,
    "REPLACED": ReversalKind.REPLACED,
}
# The goods come back, and somebody looks at them.
COMES_BACK = (ReversalKind.RETURNED, ReversalKind.REPLACED)
# Goods that did not leave (yet), whatever the fulfilment says of them.
STILL_HERE = {"CANCELED", "WAITING_FOR_APPROVAL"}


@dataclass
class GivenBack:
    """So many pieces of a line in one fulfilment that gives them back."""

    fulfillment: Fulfillment
    kind: ReversalKind
    pieces: int


def pieces_in(fulfillment: Fulfillment, line: OrderLine) -> int:
    return sum(each.quantity for each in fulfillment.lines if each.order_line_id == line.id)


def pieces_never_sent(order: OrderSnapshot, line: OrderLine, sales: Iterable[Sale]) -> int:
    """Pieces of the line that were given back before they left their supplier.

    Pieces left if the store sent them from a warehouse, or if we saw them go and the buyer does not keep them.
    """
    reversing = [f for f in order.fulfillments if f.status in KINDS]
    pieces = sum(pieces_in(f, line) for f in reversing)
    kept = sum(pieces_in(f, line) for f in order.fulfillments if f.status not in KINDS and f.status not in STILL_HERE)
    sent = sum(pieces_in(f, line) for f in reversing if f.warehouse_id)
    seen = sum(sale.quantity for sale in sales if steps.has_left_supplier(sale)) - kept
    return pieces - min(pieces, max(sent, seen, 0))


def sync_returns(order_sales: OrderSales, order: OrderSnapshot, line: OrderLine) -> None:
    """Make the reversals of a line's sales agree with the store."""
    given_back = [_reversal(fulfillment, line) for fulfillment in order.fulfillments if fulfillment.status in KINDS]
    given_back = [reversal for reversal in given_back if reversal.pieces]
    sales = [sale for sale in order_sales.standing(line.id) if steps.has_left_supplier(sale)]
    if not sales or not (given_back or any(sale.pk in order_sales.given_back for sale in sales)):
        return
    _leave_out(given_back, pieces_never_sent(order, line, sales))
    rows = list(SaleReversal.objects.filter(sale__in=sales).order_by("id"))
    before = _pieces_by_sale(rows)
    _take_back(given_back, line, rows)
    for reversal in given_back:
        _record(reversal, line, sales, rows)
    after = _pieces_by_sale(rows)
    for sale in sales:
        order_sales.note_given_back(sale, before[sale.pk], after[sale.pk])
        _count_what_came_back(order_sales, sale, [row for row in rows if row.sale_id == sale.pk])


def sync_returns_of_sale(order_sales: OrderSales, sale: Sale) -> None:
    """The same for the line of a sale that has just left: the store may have reported returns before we knew."""
    order = order_sales.facts.order
    line = next((line for line in order.lines if line.id == sale.order_line_id), None) if order else None
    if order and line and steps.has_left_supplier(sale):
        sync_returns(order_sales, order, line)


def inspect_return(reversal_id: int, *, good: int, damaged: int, by: str) -> SaleReversal:
    """What came back was looked at: so many can be sold again, so many cannot. Raises UnknownRow, WrongChoice."""
    sale = find_row(SaleReversal, reversal_id).sale
    refuse_own_interest(by, [sale.supplier_id])
    order_id = sale.order_id
    with open_order_sales(order_id) as order_sales:
        row = find_row(SaleReversal, reversal_id, lock=True)
        if row.kind not in COMES_BACK:
            raise WrongChoice(
                _(
                    "The buyer keeps the goods of return {return_id}: there is nothing to look at.",
                    return_id=reversal_id,
                )
            )
        if row.inspected_at is not None:
            raise WrongChoice(
                _(
                    "Return {return_id} was looked at already: {good} good, {damaged} damaged.",
                    return_id=reversal_id,
                    good=row.good,
                    damaged=row.damaged,
                )
            )
        if good < 0 or damaged < 0 or good + damaged != row.quantity:
            raise WrongChoice(
                _(
                    "Return {return_id}, pieces: {quantity}. Say of each whether it is good.",
                    return_id=reversal_id,
                    quantity=row.quantity,
                )
            )
        row.good, row.damaged, row.inspected_by, row.inspected_at = good, damaged, by, datetime.now(UTC)
        row.save(update_fields=["good", "damaged", "inspected_by", "inspected_at"])
        sale = order_sales.sale(row.sale_id)
        if sale.variant_id:
            lots.lock_stock([sale.variant_id])
        if good:
            lots.restock_returned(sale, good, by, key=f"reversal:{row.pk}")
        if damaged:
            lots.write_off_returned(sale, damaged, by, "came back from the buyer damaged")
        steps.remark_on_sale(
            sale,
            by,
            _("return {id} was inspected: {good} good, {damaged} damaged", id=row.pk, good=good, damaged=damaged),
        )
    return row


def _reversal(fulfillment: Fulfillment, line: OrderLine) -> GivenBack:
    return GivenBack(fulfillment, KINDS[fulfillment.status], pieces_in(fulfillment, line))


def _leave_out(given_back: list[GivenBack], pieces: int) -> None:
    """Of so many pieces nothing need come back: first those the store sent from nowhere."""
    for reversal in sorted(given_back, key=lambda reversal: bool(reversal.fulfillment.warehouse_id)):
        left_out = min(reversal.pieces, pieces)
        reversal.pieces -= left_out
        pieces -= left_out


def _take_back(given_back: list[GivenBack], line: OrderLine, rows: list[SaleReversal]) -> None:
    """Pieces of what is recorded that the store no longer has there (refunded before, they were now sent back)."""
    wanted = {_key(reversal.fulfillment.id, line): reversal.pieces for reversal in given_back}
    for key in {row.key.rpartition(":")[0].rpartition(":")[0] for row in rows}:
        of_key = [row for row in rows if _is_of(row, key)]
        surplus = sum(row.quantity for row in of_key) - wanted.get(key, 0)
        for row in reversed(of_key):
            if row.inspected_at is None and (fewer := min(surplus, row.quantity)) > 0:
                row.quantity -= fewer
                row.save(update_fields=["quantity"])
                surplus -= fewer


def _record(reversal: GivenBack, line: OrderLine, sales: list[Sale], rows: list[SaleReversal]) -> None:
    """A row for each sale that gives pieces to what is not recorded yet; a row grows no more once it is written."""
    key = _key(reversal.fulfillment.id, line)
    missing = reversal.pieces - sum(row.quantity for row in rows if _is_of(row, key))
    point = reversal.fulfillment.warehouse_id
    for sale in sorted(sales, key=lambda sale: (sale.pickup_point_id != point, -sale.pk)):
        free = sale.quantity - sum(row.quantity for row in rows if row.sale_id == sale.pk)
        if (pieces := min(free, missing)) <= 0:
            continue
        number = sum(_is_of(row, key) for row in rows) + 1
        rows.append(
            SaleReversal.objects.create(sale=sale, key=f"{key}:{sale.pk}:{number}", kind=reversal.kind, quantity=pieces)
        )
        missing -= pieces


def _count_what_came_back(order_sales: OrderSales, sale: Sale, rows: list[SaleReversal]) -> None:
    returned = sum(row.quantity for row in rows if row.kind in COMES_BACK)
    if returned == sale.returned:
        return
    why = _("{returned} of {quantity} came back", returned=returned, quantity=sale.quantity)
    was_final = sale.state == SaleState.FINAL
    if returned < sale.quantity or not steps.move_sale(sale, SaleState.RETURNED, steps.STORE, why, returned=returned):
        steps.remark_on_sale(sale, steps.STORE, why, returned=returned)
    if was_final:
        order_sales.raise_issue(sale, _("{what} after the return window was over: settle it by hand.", what=why))


def pieces_given_back(sales: Iterable[Sale]) -> Counter[int]:
    """Pieces given back, by sale."""
    return _pieces_by_sale(SaleReversal.objects.filter(sale__in=list(sales)))


def _pieces_by_sale(rows: Iterable[SaleReversal]) -> Counter[int]:
    pieces: Counter[int] = Counter()
    for row in rows:
        pieces[row.sale_id] += row.quantity
    return pieces


def _key(fulfillment_id: str, line: OrderLine) -> str:
    return f"{fulfillment_id}:{line.id}"


def _is_of(row: SaleReversal, key: str) -> bool:
    return row.key.startswith(f"{key}:")
