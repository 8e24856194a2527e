"""What an order says about the sales made of it: the day, where the goods go, what they cost, what suppliers are."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from odop_consignment.checkout.rules import Destination, find_restriction
from odop_consignment.models import Regime, Sale, Supplier
from odop_consignment.suppliers.regimes import regime_on
from odop_core.i18n import Text
from odop_core.india.dates import indian_day
from odop_core.money import Money
from odop_core.store.orders import OrderSnapshot


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

    def restriction(self, supplier: Supplier) -> Text | None:
        """Why this order may not be supplied by somebody; None when it may."""
        regime = self.regime(supplier)
        if regime is None or self.order is None:
            return None
        return find_restriction(regime.tax_regime, supplier.state_code, self.destination)

    def value(self, sale: Sale, others: Iterable[Sale]) -> tuple[Money, Money]:
        """What the buyer pays for a sale, and the same without GST, in the order's currency. `others` are the line's
        other sales.

        Saleor rounds a line's total, not its unit price; so that the sales of a line add up to the line, each gets its
        share of what is not shared out yet. Where that is no matter of rounding (the price was changed after some
        pieces were sold), the unit price counts.
        """
        unit = (sale.unit_price_gross_minor * sale.quantity, sale.unit_price_net_minor * sale.quantity)
        lines = self.order.lines if self.order else ()
        line = next((line for line in lines if line.id == sale.order_line_id), None)
        priced = [other for other in others if other.pk != sale.pk and hasattr(other, "terms")]
        left = line.quantity - sum(other.quantity for other in priced) if line else 0
        if line is None or left < sale.quantity:
            return Money(unit[0], sale.currency), Money(unit[1], sale.currency)
        gross = line.total_gross.minor - sum(other.terms.gross_minor for other in priced)
        net = line.total_net.minor - sum(other.terms.net_minor for other in priced)
        share = (gross * sale.quantity // left, net * sale.quantity // left)
        is_rounding = all(abs(exact - rough) <= sale.quantity for exact, rough in zip(share, unit, strict=True))
        gross, net = share if is_rounding else unit
        return Money(gross, sale.currency), Money(net, sale.currency)
