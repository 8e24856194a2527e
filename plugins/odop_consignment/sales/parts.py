"""A supplier has only a part of what was bought: three of five are ready, the rest later or not at all.

The pieces of a sale never change, so the sale is cancelled and two take its place, for the same supplier on the same
offer: the part that is ready, and the rest, which gets a day, or goes to whoever else offers the goods. The supplier
said so themselves and hears nothing of it (`Sale.is_part`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from odop_consignment.errors import WrongChoice
from odop_consignment.models import Sale, SaleState
from odop_consignment.sales import allocation, steps
from odop_consignment.sales.batches import act_on_each_sale
from odop_consignment.sales.order_sales import OrderSales
from odop_consignment.sales.supplier_answers import decline_without_successor
from odop_core.i18n import _


@dataclass(frozen=True)
class Divided:
    """The sales that took the place of one: what is ready, and the rest."""

    ready_id: int
    rest_id: int


class WrongPart(WrongChoice):
    """So many pieces are no part of the sale."""


def record_part_ready(sale_id: int, ready: int, *, by: str, rest_on: date | None = None, reason: str = "") -> Divided:
    """So many pieces are packed; the rest will be ready on an Indian day, or not at all where none is named, for this
    reason. Said again it is the same. Raises UnknownRow, WrongPart, WrongChoice."""

    def act(order_sales: OrderSales, sale: Sale) -> Divided:
        if found := _said_before(order_sales, sale, ready):
            return found
        if not steps.is_with_supplier(sale) or sale.offer is None:
            raise WrongChoice(_("These goods are no longer with you, or nobody supplies them. Ask for a call."))
        if not 0 < ready < sale.quantity:
            raise WrongPart(
                _(
                    "Give the number of pieces that are ready: at least 1, and fewer than {quantity}.",
                    quantity=sale.quantity,
                )
            )
        return _divide(order_sales, sale, ready, by, rest_on, reason)

    return act_on_each_sale([sale_id], act, locks_stock=True)[0]


def _divide(order_sales: OrderSales, sale: Sale, ready: int, by: str, rest_on: date | None, reason: str) -> Divided:
    offer = sale.offer
    assert offer is not None
    why = _("pieces ready: {ready} of {quantity}", ready=ready, quantity=sale.quantity)
    order_sales.cancel([sale], by, why)
    part = order_sales.place_again(sale, offer, by, why, quantity=ready, is_part=True)
    steps.move_sale(part, SaleState.READY, by, why)
    rest = sale.quantity - ready
    if rest_on is not None:
        later = order_sales.place_again(sale, offer, by, why, quantity=rest, is_part=True)
        steps.move_sale(later, SaleState.CONFIRMED, by, _("ready on {day}", day=rest_on), ready_on=rest_on)
        return Divided(part.pk, later.pk)
    unable = allocation.suppliers_who_declined(order_sales, sale.order_line_id) | {offer.supplier_id}
    if other := allocation.find_other_offer(order_sales, sale, unable):
        return Divided(part.pk, order_sales.place_again(sale, other, by, why, quantity=rest).pk)
    missing = order_sales.place_again(sale, offer, by, why, quantity=rest, is_part=True)
    decline_without_successor(missing, by, reason)
    return Divided(part.pk, missing.pk)


def _said_before(order_sales: OrderSales, sale: Sale, ready: int) -> Divided | None:
    """The sales in place of this one, when the supplier says again what they said before."""
    if sale.state != SaleState.CANCELLED:
        return None
    found = sorted(one.pk for one in order_sales.sales if one.instead_of_id == sale.pk)
    if len(found) != 2 or order_sales.sale(found[0]).quantity != ready or not order_sales.sale(found[0]).is_part:
        return None
    return Divided(found[0], found[1])
