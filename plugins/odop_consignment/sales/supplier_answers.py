"""What a supplier answers: ready, ready on a day, cannot supply. And what staff decide where nobody can."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from odop_consignment.errors import WrongChoice
from odop_consignment.models import Offer, Sale, SaleState, SupplierAnswer
from odop_consignment.offers.selection import usable_offers
from odop_consignment.sales import allocation, steps
from odop_consignment.sales.batches import act_on_each_sale
from odop_consignment.sales.order_sales import OrderSales
from odop_consignment.status_names import status_name
from odop_core.i18n import EMPTY, Text, _
from odop_core.india import aadhaar
from odop_core.india.dates import today

FURTHEST_DAYS = 90


@dataclass(frozen=True)
class CannotSupply:
    """What came of a supplier's answer that they cannot supply a sale.

    `new_sale_ids` are the sales others got instead; `issue` says why a person must look when nobody could. Both are
    empty when the sale was called off, or its goods collected, before the supplier said so (`is_too_late`).
    """

    sale_id: int
    new_sale_ids: tuple[int, ...] = ()
    issue: Text = EMPTY

    @property
    def is_too_late(self) -> bool:
        return not self.new_sale_ids and not self.issue


class BadDay(WrongChoice):
    """No day on which goods can become ready."""

    def __init__(self) -> None:
        super().__init__(_("Name a day from today up to {days} days ahead.", days=FURTHEST_DAYS))


def check_day(day: date) -> None:
    """Whether somebody may still promise this Indian day. Raises BadDay.

    Asked where people type. A promise that took its time to reach us counts, though its day is over.
    """
    if not 0 <= (day - today()).days <= FURTHEST_DAYS:
        raise BadDay()


def record_ready(sale_ids: Iterable[int], by: str) -> None:
    """The goods are packed. Said again, or of goods that are no longer with the supplier, it changes nothing."""

    def act(order_sales: OrderSales, sale: Sale) -> None:
        steps.move_sale(sale, SaleState.READY, by)
        _takes_back_that_they_cannot(order_sales, sale, by)

    act_on_each_sale(sale_ids, act)


def record_ready_on(sale_ids: Iterable[int], day: date, by: str) -> None:
    """The supplier has the goods, and they will be ready on this Indian day. The last day named counts."""
    why = _("ready on {day}", day=day)

    def act(order_sales: OrderSales, sale: Sale) -> None:
        if sale.state == SaleState.CONFIRMED and sale.ready_on != day:
            steps.remark_on_sale(sale, by, why, ready_on=day)
        else:
            steps.move_sale(sale, SaleState.CONFIRMED, by, why, ready_on=day)
        _takes_back_that_they_cannot(order_sales, sale, by)

    act_on_each_sale(sale_ids, act)


def record_cannot_supply(sale_ids: Iterable[int], by: str, reason: str) -> list[CannotSupply]:
    """Give these sales to whoever else offers the goods; where nobody does, staff must look."""
    return act_on_each_sale(
        sale_ids, lambda order_sales, sale: _cannot(order_sales, sale, by, reason), locks_stock=True
    )


def give_sale_to_offer(
    order_sales: OrderSales, sale: Sale, offer: Offer, by: str, why: Text | str, *, answer: str = ""
) -> Sale:
    """Let an offer supply a sale that is still with its supplier, or has none. Returns the sale that now stands: the
    same when nobody supplied it, else another in its place. Raises WrongChoice. The caller holds the variant's
    stock."""
    if objection := find_objection(order_sales, sale, offer, usable_offer_ids(offer.variant_id)):
        raise WrongChoice(objection)
    if sale.offer_id is None:
        order_sales.assign(sale, offer, by, why)
        return sale
    order_sales.cancel([sale], by, why, answer=answer)
    return order_sales.place_again(sale, offer, by, why)


def usable_offer_ids(variant_id: str) -> set[int]:
    """The offers of a variant that are active, and whose supplier may sell now."""
    return set(usable_offers(variant_id, None).values_list("pk", flat=True))


def find_objection(order_sales: OrderSales, sale: Sale, offer: Offer, usable: set[int]) -> Text | None:
    """Why a sale cannot be given to an offer; None when it can. `usable` are the offers that can be used now."""
    if not steps.is_with_supplier(sale):
        return _(
            "Sale {sale} is {state}: its goods are no longer to be supplied.",
            sale=sale.pk,
            state=status_name(sale.state),
        )
    if sale.variant_id != offer.variant_id:
        return _("Offer {offer} is of another variant than sale {sale}.", offer=offer.pk, sale=sale.pk)
    if sale.offer_id == offer.pk:
        return _("Offer {offer} supplies sale {sale} already.", offer=offer.pk, sale=sale.pk)
    if found := order_sales.facts.restriction(offer.supplier):
        return _("Goods of {supplier} {restriction}", supplier=str(offer.supplier), restriction=found)
    if offer.pk not in usable:
        return _(
            "Offer {offer} is not active, or {supplier} may not sell now. Choose another offer.",
            offer=offer.pk,
            supplier=str(offer.supplier),
        )
    return None


def _cannot(order_sales: OrderSales, sale: Sale, by: str, reason: str) -> CannotSupply:
    if not steps.is_with_supplier(sale) or sale.offer is None:
        return CannotSupply(sale.pk, tuple(_successors(order_sales, sale)))
    unable = allocation.suppliers_who_declined(order_sales, sale.order_line_id) | {sale.offer.supplier_id}
    other = allocation.find_other_offer(order_sales, sale, unable)
    if other is None:
        decline_without_successor(sale, by, reason)
        return CannotSupply(sale.pk, issue=sale.issue)
    why = _why(_without_aadhaar(reason))
    return CannotSupply(
        sale.pk, (give_sale_to_offer(order_sales, sale, other, by, why, answer=SupplierAnswer.CANNOT).pk,)
    )


def decline_without_successor(sale: Sale, by: str, reason: str) -> None:
    """The supplier cannot supply a sale and nobody else offers the goods: staff must look."""
    reason = _without_aadhaar(reason)
    issue = _(
        "The supplier cannot supply this ({reason}), and no one else offers it.",
        reason=reason or _("no reason given"),
    )
    steps.remark_on_sale(sale, by, _why(reason), answer=SupplierAnswer.CANNOT, issue=issue)


def _why(reason: str) -> Text:
    return _("cannot supply: {reason}", reason=reason) if reason else _("cannot supply")


def _without_aadhaar(words: str) -> str:
    """A supplier's own words; their answer counts also when they name what must not be kept."""
    return "" if aadhaar.contains_aadhaar(words) else " ".join(words.replace("\0", " ").split())


def _successors(order_sales: OrderSales, sale: Sale) -> list[int]:
    """The sale placed instead of this one, when the supplier says again what they said before."""
    if sale.pk not in allocation.declined_sales_of_line(order_sales, sale.order_line_id):
        return []
    return [found.pk for found in order_sales.standing(sale.order_line_id) if found.instead_of_id == sale.pk]


def _takes_back_that_they_cannot(order_sales: OrderSales, sale: Sale, by: str) -> None:
    """Who now says they have the goods takes back that they cannot supply them."""
    if (
        steps.is_with_supplier(sale)
        and sale.issue
        and sale.pk in allocation.declined_sales_of_line(order_sales, sale.order_line_id)
    ):
        steps.remark_on_sale(sale, by, _("can supply after all"), answer=SupplierAnswer.CAN, issue=EMPTY)
