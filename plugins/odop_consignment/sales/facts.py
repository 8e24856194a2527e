"""What an order says about the sales made of it: the day, where the goods go, what they cost, what suppliers are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from odop_consignment.checkout.rules import Destination, find_restriction
from odop_consignment.models import Regime, Sale, Supplier
from odop_consignment.suppliers.regimes import regime_on
from odop_core.i18n import Text
from odop_core.india.dates import indian_day
from odop_core.money import Money
from odop_core.store.orders import OrderLine, OrderSnapshot


@dataclass(frozen=True)
class Value:
    """What the buyer pays for pieces, with and without GST, and what discounts took off before that (None: nothing)."""

    gross: Money
    net: Money
    discount_gross: Money | None = None
    discount_net: Money | None = None


class OrderFacts:
    """Of one order; `order` is None when the store never reported it (then a sale's own figures count)."""

    def __init__(self, order: OrderSnapshot | None, made_at: datetime) -> None:
        self.order = order
        # The Indian day of the order: what held then holds for its sales.
        self.day: date = indian_day(order.created_at if order else made_at)
        self.destination = Destination.of(order.billing_address, order.shipping_address) if order else Destination()
        self._regimes: dict[int, Regime | None] = {}

    def regime(self, supplier: Supplier) -> Regime | None:
        """What a supplier was on the day of the order. Asked of the database once for each supplier."""
        if supplier.pk not in self._regimes:
            self._regimes[supplier.pk] = regime_on(supplier.pk, self.day)
        return self._regimes[supplier.pk]

    def read_regimes(self, suppliers: Iterable[Supplier]) -> None:
        """What `regime` will be asked of all of these. One query."""
        wanted = {supplier.pk for supplier in suppliers}
        rows = Regime.objects.filter(supplier_id__in=wanted, valid_from__lte=self.day)
        latest = rows.order_by("supplier_id", "-valid_from", "-id").distinct("supplier_id")
        self._regimes |= dict.fromkeys(wanted) | {row.supplier_id: row for row in latest}

    def restriction(self, supplier: Supplier) -> Text | None:
        """Why this order may not be supplied by somebody; None when it may."""
        regime = self.regime(supplier)
        if regime is None or self.order is None:
            return None
        return find_restriction(regime.tax_regime, supplier.state_code, self.destination)

    def value(self, sale: Sale, others: Iterable[Sale]) -> Value:
        """What the buyer pays for a sale, in the order's currency. `others` are the line's other sales.

        Saleor rounds a line's total, not its unit price; so that the sales of a line add up to the line, each gets its
        share of what is not shared out yet. Where that is no matter of rounding (the price was changed after some
        pieces were sold), the unit price counts.
        """
        unit = Value(sale.unit_price_gross * sale.quantity, sale.unit_price_net * sale.quantity)
        lines = self.order.lines if self.order else ()
        line = next((line for line in lines if line.id == sale.order_line_id), None)
        if line is None:
            return unit
        priced = [other for other in others if other.pk != sale.pk and hasattr(other, "terms")]
        left = line.quantity - sum(other.quantity for other in priced)
        if left < sale.quantity:
            return _with_discount(unit, line, sale.quantity, line.quantity)
        gross = line.total_gross.minor - sum(other.terms.gross_minor for other in priced)
        net = line.total_net.minor - sum(other.terms.net_minor for other in priced)
        share = (gross * sale.quantity // left, net * sale.quantity // left)
        rough = (unit.gross.minor, unit.net.minor)
        if any(abs(exact - about) > sale.quantity for exact, about in zip(share, rough, strict=True)):
            return _with_discount(unit, line, sale.quantity, line.quantity)
        discount_gross = line.discount_gross.minor - sum(other.terms.discount_gross_minor for other in priced)
        discount_net = line.discount_net.minor - sum(other.terms.discount_net_minor for other in priced)
        return Value(
            *(Money(minor, sale.currency) for minor in share),
            *(Money(max(minor, 0) * sale.quantity // left, sale.currency) for minor in (discount_gross, discount_net)),
        )


def _with_discount(unit: Value, line: OrderLine, pieces: int, of: int) -> Value:
    """The same with its part of the line's discount, by pieces."""
    parts = [
        Money(taken.minor * min(pieces, of) // of if of else 0, taken.currency)
        for taken in (line.discount_gross, line.discount_net)
    ]
    return Value(unit.gross, unit.net, *parts)
