"""The sales of one order, while they are locked: everything that changes a sale goes through its `OrderSales`.

They are opened for one order, in one transaction; nobody else touches the order's sales meanwhile. Pieces are taken
from lots as a sale gets its supplier and put back as it is called off. At the end the terms of what was sold are frozen
and the turnover of its suppliers follows; then the other plugins hear of it, if anything they care about has changed.
Locks are taken in one order everywhere (the order's sales, the stock of its variants, agreements, turnover), so that
two transactions never wait for each other.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from django.db import transaction

from odop_consignment.events import SalesChanged
from odop_consignment.models import Offer, Sale, SaleReversal, SaleState, Supplier
from odop_consignment.sales import steps, terms
from odop_consignment.sales.facts import OrderFacts
from odop_consignment.stock import lots
from odop_consignment.suppliers import turnover
from odop_core.database.locks import lock_subjects
from odop_core.i18n import EMPTY, Text, _
from odop_core.models import OrderRecord
from odop_core.queue import inbox
from odop_core.store import records
from odop_core.store.orders import OrderLine, OrderSnapshot


class OrderSales:
    """The sales of one order, oldest first. `order` is the store's word on it; None when we never heard it."""

    def __init__(self, order_id: str, order: OrderSnapshot | None = None) -> None:
        rows = Sale.objects.filter(order_id=order_id).select_related("offer", "supplier", "terms").order_by("id")
        self.order_id = order_id
        self.sales = list(rows)
        self._order = order
        self._before = self._announced()
        self._sold: list[Sale] = []
        self._made: list[Sale] = []
        # What waited for the rate of its day, which may be known now.
        self._waited: list[Sale] = []
        # Pieces called off or given back, by sale: how many in all before, and now.
        self._undone: list[tuple[Sale, int, int]] = []

    @cached_property
    def facts(self) -> OrderFacts:
        """What the order says; the store's newest word when none was given."""
        if self._order is None:
            record = OrderRecord.objects.filter(order_id=self.order_id).first()
            self._order = records.order_snapshot(record) if record else None
        return OrderFacts(self._order, self.sales[0].created_at if self.sales else datetime.now(UTC))

    @cached_property
    def given_back(self) -> set[int]:
        """The sales of which something was given back before these were opened."""
        rows = SaleReversal.objects.filter(sale__order_id=self.order_id)
        return set(rows.values_list("sale_id", flat=True))

    def sale(self, sale_id: int) -> Sale:
        return next(sale for sale in self.sales if sale.pk == sale_id)

    def standing(self, line_id: str) -> list[Sale]:
        """What is sold of a line and was not called off."""
        return [s for s in self.sales if s.order_line_id == line_id and s.state != SaleState.CANCELLED]

    def place(self, line: OrderLine, point: str, offer: Offer | None, quantity: int) -> Sale:
        """So many more pieces of a line are sold, by whom the offer says. The caller holds the variant's stock."""
        assert self.facts.order is not None
        sale = Sale.objects.create(
            order_id=self.order_id,
            order_number=self.facts.order.number,
            order_line_id=line.id,
            product_id=line.product_id,
            variant_id=line.variant_id,
            product_name=line.product_name,
            pickup_point_id=offer.pickup_point_id if offer else point,
            quantity=quantity,
            currency=self.facts.order.currency,
            unit_price_gross_minor=line.unit_price_gross.minor,
            unit_price_net_minor=line.unit_price_net.minor,
        )
        self.sales.append(sale)
        if offer:
            self._give(sale, offer, steps.STORE)
        return sale

    def place_again(
        self,
        former: Sale,
        offer: Offer,
        by: str,
        why: Text | str,
        *,
        quantity: int | None = None,
        is_part: bool = False,
    ) -> Sale:
        """The same pieces, or so many of them, are sold on another offer, in place of a sale just cancelled."""
        sale = Sale.objects.create(
            order_id=former.order_id,
            order_number=former.order_number,
            order_line_id=former.order_line_id,
            product_id=former.product_id,
            variant_id=former.variant_id,
            product_name=former.product_name,
            pickup_point_id=offer.pickup_point_id,
            quantity=quantity or former.quantity,
            instead_of=former,
            is_part=is_part,
            currency=former.currency,
            unit_price_gross_minor=former.unit_price_gross_minor,
            unit_price_net_minor=former.unit_price_net_minor,
        )
        self.sales.append(sale)
        self._give(sale, offer, by)
        steps.remark_on_sale(sale, by, _("in place of sale {sale}: {why}", sale=former.pk, why=why))
        return sale

    def assign(self, sale: Sale, offer: Offer, by: str, why: Text | str = "") -> None:
        """Say who supplies a sale that had nobody. The caller holds the variant's stock."""
        self._give(sale, offer, by)
        steps.remark_on_sale(sale, by, why or _("supplied by offer {offer}", offer=offer.pk))

    def cancel(self, sales: Iterable[Sale], by: str, why: Text | str, *, answer: str = "") -> None:
        """Call off what is still with its supplier. The caller holds the stock of the variants."""
        for sale in sales:
            if (
                not steps.move_sale(sale, SaleState.CANCELLED, by, why, answer=answer, issue=EMPTY)
                or sale.offer_id is None
            ):
                continue
            lots.put_back_pieces(sale, sale.quantity, by, why)
            self.note_given_back(sale, 0, sale.quantity)

    def collect(self, sales: Iterable[Sale], by: str, at: datetime) -> None:
        """The goods left their supplier. Of goods known to be delivered already, only the moment is new."""
        for sale in sales:
            if steps.move_sale(sale, SaleState.COLLECTED, by, collected_at=at):
                continue
            if steps.has_left_supplier(sale) and sale.collected_at is None:
                steps.remark_on_sale(sale, by, _("it was reported late that they were collected"), collected_at=at)

    def raise_issue(self, sale: Sale, issue: Text, by: str = steps.STORE) -> None:
        """A person must look, for this reason. An issue that was looked at already is not raised again."""
        if sale.issue != issue and not sale.steps.filter(reason=issue).exists():
            steps.remark_on_sale(sale, by, issue, issue=issue)

    def note_given_back(self, sale: Sale, before: int, now: int) -> None:
        """So many pieces of a sale were called off or given back until now, and now it is so many."""
        if before != now:
            self._undone.append((sale, before, now))

    @property
    def sold(self) -> list[Sale]:
        """What was given to somebody, and has no terms yet."""
        return [sale for sale in self._sold if sale.state != SaleState.CANCELLED and not hasattr(sale, "terms")]

    def settle(self) -> None:
        """Whatever waits for the rate of its day is settled at the end, if the rate is known by now."""
        self._waited = [sale for sale in self.sales if hasattr(sale, "terms") and sale.terms.gross_paise is None]

    @property
    def priced(self) -> list[Sale]:
        """What terms are to be reckoned of at the end."""
        return [*self.sold, *self._waited]

    def freeze_terms(self) -> None:
        """Write down the terms of what was sold, and settle what waited; from then on its turnover follows."""
        issues = {}
        if sold := self.sold:
            issues = terms.freeze_terms(self.facts, sold, lambda sale: self.standing(sale.order_line_id))
            self._made += [sale for sale in sold if hasattr(sale, "terms")]
        for sale in self._waited:
            found = terms.settle_terms(self.facts, sale)
            if found is None:
                continue
            if sale.issue == terms.missing_rate(sale):
                steps.remark_on_sale(sale, steps.CALENDAR, _("the rate of the day is known"), issue=EMPTY)
            issues[sale.pk] = found
            self._made.append(sale)
            self.note_given_back(sale, 0, self._pieces_undone(sale))
        for pk, issue in issues.items():
            if issue:
                self.raise_issue(self.sale(pk), issue)

    def announce(self) -> None:
        """Announce it when what the other plugins care about has changed."""
        if self._announced() != self._before:
            inbox.announce(SalesChanged(order_id=self.order_id), key=f"{SalesChanged.kind}:{uuid.uuid4()}")

    def turnover(self) -> Counter[Supplier]:
        """What was sold less what was undone, in paise without GST, by supplier; it counts for the day of the order.

        What waits for a rate counts once that is known.
        """
        sums: Counter[Supplier] = Counter()
        for sale in self._made:
            if sale.supplier and sale.terms.value_net_paise is not None:
                sums[sale.supplier] += sale.terms.value_net_paise
        for sale, before, now in self._undone:
            if sale.supplier and hasattr(sale, "terms") and sale.terms.value_net_paise is not None:
                sums[sale.supplier] -= terms.net_value_of(sale, now) - terms.net_value_of(sale, before)
        return Counter({supplier: paise for supplier, paise in sums.items() if paise})

    def _give(self, sale: Sale, offer: Offer, by: str) -> None:
        sale.offer, sale.supplier, sale.pickup_point_id, sale.issue = (
            offer,
            offer.supplier,
            offer.pickup_point_id,
            EMPTY,
        )
        sale.save(update_fields=["offer", "supplier", "pickup_point_id", "issue", "changed_at"])
        lots.take_sold_pieces(sale, by)
        self._sold.append(sale)

    def _pieces_undone(self, sale: Sale) -> int:
        if sale.state == SaleState.CANCELLED:
            return sale.quantity
        return sum(sale.reversals.values_list("quantity", flat=True))

    def _announced(self) -> list[tuple[Any, ...]]:
        """What the other plugins care about."""
        sales: list[tuple[Any, ...]] = [
            (s.pk, s.state, s.quantity, s.returned, s.offer_id, s.pickup_point_id, s.ready_on, s.issue, _is_settled(s))
            for s in self.sales
        ]
        left = [sale for sale in self.sales if steps.has_left_supplier(sale)]
        if not left:
            return sales
        reversals = SaleReversal.objects.filter(sale__in=left).order_by("id")
        return [*sales, *reversals.values_list("id", "kind", "quantity", "damaged", "inspected_at")]


def _is_settled(sale: Sale) -> bool:
    """What it comes to in rupees is known."""
    return hasattr(sale, "terms") and sale.terms.gross_paise is not None


def lock_orders(order_ids: Iterable[str]) -> None:
    """Nobody else touches the sales of these orders until our transaction ends."""
    lock_subjects("sales", order_ids)


def finish_changes(orders: Sequence[OrderSales]) -> None:
    """Freeze the terms of what was sold, let the turnover follow, and tell the other plugins. All agreements are locked
    before all turnover, also when several orders are changed in one transaction."""
    terms.lock_agreements(sale for order_sales in orders for sale in order_sales.priced)
    for order_sales in orders:
        order_sales.freeze_terms()
    sums = [(order_sales, order_sales.turnover()) for order_sales in orders]
    turnover.lock_turnover(supplier.pk for _order_sales, of_order in sums for supplier in of_order)
    for order_sales, of_order in sums:
        for supplier, paise in of_order.items():
            turnover.add_sale(supplier, paise, order_sales.facts.day)
        order_sales.announce()


@contextmanager
def open_order_sales(order_id: str, order: OrderSnapshot | None = None) -> Iterator[OrderSales]:
    """The sales of an order, locked until the transaction ends."""
    with transaction.atomic():
        lock_orders([order_id])
        order_sales = OrderSales(order_id, order)
        yield order_sales
        finish_changes([order_sales])
