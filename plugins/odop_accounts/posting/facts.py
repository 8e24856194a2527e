"""All that is true of a sale, or of an order, now: each fact with its day in India and the lines it is worth.

A fact that has happened stays. Some change: pieces recorded as given back may turn out to be fewer, an order is paid
and paid back, what was due is held. The books then get a further entry of the difference (`posting.sync`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from odop_accounts.ledger.chart import Purpose
from odop_accounts.ledger.entries import Line
from odop_accounts.posting import buyers, deliveries, dues, returns
from odop_accounts.posting.figures import Basis, seller_party
from odop_consignment.api import SaleState
from odop_consignment.api.books import GivenBack, SaleForBooks
from odop_consignment.api.sales import ReversalKind
from odop_core.database.states import State
from odop_core.india.dates import indian_day
from odop_core.money import Money, paise_at_rate
from odop_core.store.orders import OrderSnapshot


class Kind(State):
    """Which posting rule made an entry: the `kind` of its row."""

    SOLD = "sold", "bought; the buyer owes the price"
    CALLED_OFF = "called_off", "called off before the goods left"
    DELIVERED = "delivered", "the goods are the buyer's"
    RETURNED = "returned", "pieces come back"
    REFUNDED = "refunded", "the buyer is paid back and keeps the goods, or they were lost"
    REPLACED = "replaced", "pieces come back and others are sent"
    DAMAGED = "damaged", "pieces came back unfit to be sold"
    LOST = "lost", "goods that are gone, and that the supplier is paid for"
    TCS = "tcs", "tax collected at source (section 52)"
    TDS = "tds", "income tax deducted at source"
    DUE = "due", "what was earned is due, or no more"
    PAID = "paid", "paid by the buyer, or paid back"
    SHIPPING_SOLD = "shipping_sold", "the buyer owes delivery"
    SHIPPING_DELIVERED = "shipping_delivered", "delivery is earned"
    FREIGHT = "freight", "billed by a carrier"
    FREIGHT_CHARGED = "freight_charged", "a carrier's charge that a supplier bears"
    PAYOUT_ORDERED = "payout_ordered", "what was due is under way to the supplier"
    PAYOUT_PAID = "payout_paid", "the bank paid the supplier"
    PAYOUT_FAILED = "payout_failed", "not paid; due again"
    PAYOUT_RETURNED = "payout_returned", "paid and came back; due again"
    PAYOUT_CANCELLED = "payout_cancelled", "called off before it was sent; due again"


# Entered once, when they are heard of: no facts of a sale that may turn out otherwise.
HEARD_ONCE = frozenset({Kind.FREIGHT, Kind.FREIGHT_CHARGED})


@dataclass(frozen=True)
class Fact:
    """`name` tells it from the other facts of its sale or order."""

    name: str
    kind: Kind
    day: date
    lines: tuple[Line, ...]


def facts_of_sale(
    sale: SaleForBooks, basis: Basis, *, withheld: Iterable[Fact] = (), is_held: bool = False
) -> list[Fact]:
    """In the order in which they are entered. `basis` are the figures by which the sale was first entered, `withheld`
    its taxes at source (see `posting.deductions`)."""
    found = [Fact("sold", Kind.SOLD, sale.ordered_on, buyers.sold(basis))]
    if sale.state == SaleState.CANCELLED:
        lines = buyers.called_off(basis)
        found.append(Fact("called_off", Kind.CALLED_OFF, sale.cancelled_on or sale.ordered_on, lines))
        return [*found, *withheld]
    if sale.delivered_on:
        lines = deliveries.delivered(basis, basis.amounts)
        found.append(Fact("delivered", Kind.DELIVERED, sale.delivered_on, lines))
    found += _given_back(sale, basis)
    found += withheld
    if (day := _settled_on(sale)) and sale.is_agreed and not is_held:
        found.append(Fact("due", Kind.DUE, day, dues.due(basis, _earned(found))))
    return found


def facts_of_order(order: OrderSnapshot, sales: Sequence[SaleForBooks], bases: Mapping[int, Basis]) -> list[Fact]:
    """Of an order as a whole: what was paid, and its delivery. Nothing before something of it is in the books. `bases`
    are the figures of the sales, by sale."""
    if not sales:
        return []
    return [*_paid(order, sales), *_shipping(order, sales, shipper_gstin([bases[sale.id] for sale in sales]))]


def _given_back(sale: SaleForBooks, basis: Basis) -> Iterator[Fact]:
    for back, first in pieces_given_back(sale):
        lines = returns.given_back(
            basis, basis.pieces(first, first + back.quantity), was_delivered=sale.delivered_on is not None
        )
        yield Fact(f"given_back:{back.id}", Kind(back.kind.value), back.day, lines)
        gone = back.quantity if back.kind == ReversalKind.REFUNDED else back.damaged
        if gone:
            lost = returns.lost(basis, basis.pieces(first, first + gone))
            yield Fact(f"lost:{back.id}", _why_gone(back), back.inspected_on or back.day, lost)


def pieces_given_back(sale: SaleForBooks) -> Iterator[tuple[GivenBack, int]]:
    """What was given back, each with the number of its first piece (counted from 0)."""
    first = 0
    for back in sale.given_back:
        yield back, first
        first += back.quantity


def _why_gone(back: GivenBack) -> Kind:
    return Kind.LOST if back.kind == ReversalKind.REFUNDED else Kind.DAMAGED


def _settled_on(sale: SaleForBooks) -> date | None:
    """The day from which nothing more is expected: the return window is over, or all pieces are back and seen."""
    if sale.state == SaleState.FINAL:
        return sale.final_on or sale.delivered_on
    is_all_back = sum(back.quantity for back in sale.given_back) >= sale.quantity
    if is_all_back and not any(back.is_open for back in sale.given_back):
        return max(back.inspected_on or back.day for back in sale.given_back)
    return None


def _earned(facts: Sequence[Fact]) -> int:
    return -sum(line.amount for fact in facts for line in fact.lines if line.purpose == Purpose.SUPPLIER_EARNED)


def _paid(order: OrderSnapshot, sales: Sequence[SaleForBooks]) -> Iterator[Fact]:
    amount = in_paise(order.charged, sales)
    owed = amount
    if sales[0].rate and order.charged == order.total_gross:
        standing = sum(sale.gross_paise for sale in sales if sale.state != SaleState.CANCELLED)
        sum_of_all = standing + in_paise(order.shipping_gross, sales)
        # Each amount was rounded by itself; more than that is no matter of rounding.
        owed = sum_of_all if abs(sum_of_all - amount) <= len(sales) + 2 else amount
    yield Fact("paid", Kind.PAID, indian_day(order.updated_at), buyers.paid(amount, owed=owed))


def _shipping(order: OrderSnapshot, sales: Sequence[SaleForBooks], gstin: str) -> Iterator[Fact]:
    gross = in_paise(order.shipping_gross, sales)
    if not gross or is_shipping_off(order, sales):
        return
    yield Fact("shipping_sold", Kind.SHIPPING_SOLD, sales[0].ordered_on, buyers.shipping_sold(gross))
    if days := [sale.delivered_on for sale in sales if sale.delivered_on]:
        net = in_paise(shipping_net(order), sales)
        lines = buyers.shipping_delivered(gross, net, seller_party(gstin))
        yield Fact("shipping_delivered", Kind.SHIPPING_DELIVERED, min(days), lines)


def is_shipping_off(order: OrderSnapshot, sales: Sequence[SaleForBooks]) -> bool:
    """Nothing is delivered for money: all is called off, or all was paid back."""
    return order.is_refunded_in_full or all(sale.state == SaleState.CANCELLED for sale in sales)


def shipping_net(order: OrderSnapshot) -> Money:
    """What of an order's total without GST is not of its lines; with GST, where that makes no sense."""
    net = order.total_net.minor - sum(line.total_net.minor for line in order.lines)
    is_sane = 0 <= net <= order.shipping_gross.minor
    return Money(net, order.currency) if is_sane else order.shipping_gross


def shipper_gstin(bases: Sequence[Basis]) -> str:
    """Delivery is the shop's service, under the GSTIN by which it sells in this order; where only others sell, under
    the first of its own."""
    from_shop = (basis.seller_gstin for basis in bases if basis.is_consignment and basis.seller_gstin)
    others = (basis.delivery_gstin for basis in bases if basis.delivery_gstin)
    return next(from_shop, "") or next(others, "")


def in_paise(amount: Money, sales: Sequence[SaleForBooks]) -> int:
    """An amount of an order in rupees, by the rate of its sales."""
    rate = sales[0].rate
    return paise_at_rate(amount, rate) if rate else amount.minor
