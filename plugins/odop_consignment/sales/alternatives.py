"""Who else could supply a sale, and what speaks against each: for staff who give it to somebody by hand."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from odop_consignment.lookups import find_row
from odop_consignment.models import Offer, Sale
from odop_consignment.offers.eligibility import assess_offers
from odop_consignment.sales import allocation, supplier_answers
from odop_consignment.sales.order_sales import OrderSales
from odop_consignment.stock import lots
from odop_core.i18n import Text, _

NOTHING = Text("")


@dataclass(frozen=True)
class Alternative:
    """An offer of the sale's variant. `is_possible`: the sale can be given to it now. `reason` says why not, or what
    speaks against it though it is possible; "" when nothing does. `unsold` pieces of it are in stock."""

    offer_id: int
    is_possible: bool
    reason: Text
    unsold: int
    has_enough: bool
    is_same_point: bool


def list_alternatives(sale_id: int) -> list[Alternative]:
    """The best first: possible, nothing against it, enough in stock, at the same point, lowest priority number.

    As many queries for a hundred offers as for two, but for those of enrolled suppliers. Raises UnknownRow.
    """
    order_sales = OrderSales(find_row(Sale, sale_id).order_id)
    sale = order_sales.sale(sale_id)
    if not sale.variant_id:
        return []
    offers = list(
        Offer.objects.filter(variant_id=sale.variant_id).select_related("supplier").order_by("priority", "id")
    )
    order_sales.facts.read_regimes(offer.supplier for offer in offers)
    usable = supplier_answers.usable_offer_ids(sale.variant_id)
    declined = allocation.suppliers_who_declined(order_sales, sale.order_line_id)
    remarks = {pk: found.why for pk, found in assess_offers(offers).items()}
    unsold: Counter[int] = Counter()
    for offer, pieces in lots.available_pieces(sale.variant_id, ""):
        unsold[offer.pk] += pieces

    def look_at(offer: Offer) -> Alternative:
        objection = supplier_answers.find_objection(order_sales, sale, offer, usable)
        remark = remarks[offer.pk]
        if offer.supplier_id in declined:
            remark = _("{supplier} said that they cannot supply this.", supplier=offer.supplier.name)
        return Alternative(
            offer_id=offer.pk,
            is_possible=objection is None,
            # What makes an offer unusable is said more plainly by its own assessment.
            reason=objection if objection and (offer.pk in usable or not remark) else remark,
            unsold=unsold[offer.pk],
            has_enough=unsold[offer.pk] >= sale.quantity,
            is_same_point=offer.pickup_point_id == sale.pickup_point_id,
        )

    def rank(found: Alternative) -> tuple[bool, ...]:
        return not found.is_possible, bool(found.reason), not found.has_enough, not found.is_same_point

    return sorted(map(look_at, offers), key=rank)
