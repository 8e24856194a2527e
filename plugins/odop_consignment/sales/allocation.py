"""Whose goods are sold: who owns the pieces that the store promised from a point, and who else could supply them.

At a point shared by several suppliers the oldest lot goes first; what no lot has, the offer of the lowest `priority`
supplies. A supplier who said of a line that they cannot supply it is not asked for it again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from odop_consignment.models import Offer, Sale, SaleState, SaleStep, Word
from odop_consignment.offers.selection import usable_offers
from odop_consignment.sales.order_sales import Book
from odop_consignment.stock import lots

# How the trouble of a sale begins that must not be supplied: nobody is told to.
BARRED = "May not be sold there"


@dataclass
class Share:
    """So many pieces from one point; `offer` is None while nobody is known to supply them (`trouble` may say why)."""

    point: str
    offer: Offer | None
    pieces: int
    trouble: str = ""


def divide(book: Book, line_id: str, variant_id: str | None, point: str, pieces: int) -> list[Share]:
    """Who supplies so many pieces of a variant from a point ("" when the store named none). The caller holds the stock.

    Where everybody who has the goods at that point said they cannot supply this line, others may, from elsewhere.
    """
    refused = unable(book, line_id)
    known = _usable(variant_id, point)
    offers = _able(book, known, refused)
    if not offers and refused:
        point, offers = "", _able(book, _usable(variant_id, ""), refused)
    if not offers:
        return [Share(point, None, pieces, _barred(book, known))]
    usable = {offer.pk: offer for offer in offers}
    taken: dict[int, int] = {}
    rest = pieces
    for offer, unsold in lots.available(str(variant_id), point):
        if offer.pk in usable and (take := min(unsold, rest)) > 0:
            taken[offer.pk] = taken.get(offer.pk, 0) + take
            rest -= take
    if rest:
        taken[offers[0].pk] = taken.get(offers[0].pk, 0) + rest
    return [Share(usable[pk].pickup_point_id, usable[pk], pieces) for pk, pieces in taken.items()]


def another(book: Book, sale: Sale, unable: set[int]) -> Offer | None:
    """Who else could supply all pieces of a sale: first who has them in lots, then who has them at the same point."""
    offers = _able(book, _usable(sale.variant_id, ""), unable)
    in_lots: dict[int, int] = {}
    for offer, unsold in lots.available(sale.variant_id, "") if sale.variant_id and offers else ():
        in_lots[offer.pk] = in_lots.get(offer.pk, 0) + unsold

    def rank(offer: Offer) -> tuple[bool, bool]:
        return in_lots.get(offer.pk, 0) < sale.quantity, offer.pickup_point_id != sale.pickup_point_id

    return min(offers, key=rank, default=None)


def unable(book: Book, line_id: str) -> set[int]:
    """Suppliers who said that they cannot supply this line of the order."""
    told = said_cannot(book, line_id)
    return {sale.supplier_id for sale in book.sales if sale.pk in told and sale.supplier_id is not None}


def said_cannot(book: Book, line_id: str) -> set[int]:
    """The sales of this line whose maker said, and did not take back, that they cannot supply them."""
    return declined(sale.pk for sale in book.sales if sale.order_line_id == line_id and _may_have_said_so(sale))


def declined(sale_ids: Iterable[int]) -> set[int]:
    """Of these sales, those whose maker said, and did not take back, that they cannot supply them."""
    if not (wanted := list(sale_ids)):
        return set()
    words = SaleStep.objects.filter(sale_id__in=wanted).exclude(word="").order_by("id")
    last = dict(words.values_list("sale_id", "word"))
    return {sale_id for sale_id, word in last.items() if word == Word.CANNOT}


def _may_have_said_so(sale: Sale) -> bool:
    return sale.state == SaleState.CANCELLED or bool(sale.trouble)


def _able(book: Book, offers: Iterable[Offer], unable: set[int]) -> list[Offer]:
    """Of those who did not say they cannot, who may supply the places this order goes to."""
    return [offer for offer in offers if offer.supplier_id not in unable and not book.facts.restriction(offer.supplier)]


def _barred(book: Book, offers: Iterable[Offer]) -> str:
    """Why none of them may supply this order. It got past the checkout: a draft, an import, or beside Saleor."""
    for offer in offers:
        if found := book.facts.restriction(offer.supplier):
            return f"{BARRED}: goods of {offer.supplier} {found.words} Call the order off, or give it to somebody else."
    return ""


def _usable(variant_id: str | None, point: str) -> list[Offer]:
    return list(usable_offers(variant_id, point)) if variant_id else []
