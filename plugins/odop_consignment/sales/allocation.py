"""Whose goods are sold: who owns the pieces that the store promised from a point, and who else could supply them.

At a point shared by several suppliers the oldest lot goes first; what no lot has, the offer of the lowest `priority`
supplies. A supplier who said of a line that they cannot supply it is not asked for it again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from odop_consignment.models import Offer, Sale, SaleState, SaleStep, SupplierAnswer
from odop_consignment.offers.selection import usable_offers
from odop_consignment.sales.order_sales import OrderSales
from odop_consignment.stock import lots
from odop_core.i18n import EMPTY, Text, _


@dataclass
class Share:
    """So many pieces from one point; `offer` is None while nobody is known to supply them (`issue` may say why)."""

    point: str
    offer: Offer | None
    pieces: int
    issue: Text = EMPTY


def divide_pieces(
    order_sales: OrderSales, line_id: str, variant_id: str | None, point: str, pieces: int
) -> list[Share]:
    """Who supplies so many pieces of a variant from a point ("" when the store named none). The caller holds the stock.

    Where everybody who has the goods at that point said they cannot supply this line, others may, from elsewhere.
    """
    refused = suppliers_who_declined(order_sales, line_id)
    known = _usable(variant_id, point)
    offers = _able(order_sales, known, refused)
    if not offers and refused:
        point, offers = "", _able(order_sales, _usable(variant_id, ""), refused)
    if not offers:
        return [Share(point, None, pieces, _barred(order_sales, known))]
    usable = {offer.pk: offer for offer in offers}
    taken: dict[int, int] = {}
    rest = pieces
    for offer, unsold in lots.available_pieces(str(variant_id), point):
        if offer.pk in usable and (take := min(unsold, rest)) > 0:
            taken[offer.pk] = taken.get(offer.pk, 0) + take
            rest -= take
    if rest:
        taken[offers[0].pk] = taken.get(offers[0].pk, 0) + rest
    return [Share(usable[pk].pickup_point_id, usable[pk], pieces) for pk, pieces in taken.items()]


def find_other_offer(order_sales: OrderSales, sale: Sale, unable: set[int]) -> Offer | None:
    """Who else could supply all pieces of a sale: first who has them in lots, then who has them at the same point."""
    offers = _able(order_sales, _usable(sale.variant_id, ""), unable)
    in_lots: dict[int, int] = {}
    for offer, unsold in lots.available_pieces(sale.variant_id, "") if sale.variant_id and offers else ():
        in_lots[offer.pk] = in_lots.get(offer.pk, 0) + unsold

    def rank(offer: Offer) -> tuple[bool, bool]:
        return in_lots.get(offer.pk, 0) < sale.quantity, offer.pickup_point_id != sale.pickup_point_id

    return min(offers, key=rank, default=None)


def suppliers_who_declined(order_sales: OrderSales, line_id: str) -> set[int]:
    """Suppliers who said that they cannot supply this line of the order."""
    declined = declined_sales_of_line(order_sales, line_id)
    return {sale.supplier_id for sale in order_sales.sales if sale.pk in declined and sale.supplier_id is not None}


def declined_sales_of_line(order_sales: OrderSales, line_id: str) -> set[int]:
    """The sales of this line whose supplier said, and did not take back, that they cannot supply them."""
    return declined_sales(
        sale.pk for sale in order_sales.sales if sale.order_line_id == line_id and _may_have_said_so(sale)
    )


def declined_sales(sale_ids: Iterable[int]) -> set[int]:
    """Of these sales, those whose supplier said, and did not take back, that they cannot supply them."""
    if not (wanted := list(sale_ids)):
        return set()
    answers = SaleStep.objects.filter(sale_id__in=wanted).exclude(answer="").order_by("id")
    last = dict(answers.values_list("sale_id", "answer"))
    return {sale_id for sale_id, answer in last.items() if answer == SupplierAnswer.CANNOT}


def _may_have_said_so(sale: Sale) -> bool:
    return sale.state == SaleState.CANCELLED or bool(sale.issue)


def _able(order_sales: OrderSales, offers: Iterable[Offer], unable: set[int]) -> list[Offer]:
    """Of those who did not say they cannot, who may supply the places this order goes to."""
    return [
        offer
        for offer in offers
        if offer.supplier_id not in unable and not order_sales.facts.restriction(offer.supplier)
    ]


def _barred(order_sales: OrderSales, offers: Iterable[Offer]) -> Text:
    """Why none of them may supply this order. It got past the checkout: a draft, an import, or beside Saleor."""
    for offer in offers:
        if found := order_sales.facts.restriction(offer.supplier):
            return _(
                "May not be sold there: goods of {supplier} {restriction} Cancel the order, or give it to another "
                "supplier.",
                supplier=str(offer.supplier),
                restriction=found,
            )
    return EMPTY


def _usable(variant_id: str | None, point: str) -> list[Offer]:
    return list(usable_offers(variant_id, point)) if variant_id else []
