"""The sales of one order, while we hold them: everything that changes a sale goes through its `Book`.

A book is opened for one order, in one transaction; nobody else touches the order's sales meanwhile. Pieces are taken
from lots as a sale gets its supplier and put back as it is called off. When the book is closed, the terms of what was
sold are frozen and the turnover of its suppliers follows; then the other plugins hear of it, if anything they care
about has changed. Locks are taken in one order everywhere (the order's sales, the stock of its variants, agreements,
persons), so that two transactions never wait for each other.
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
from odop_core.database.locks import one_at_a_time_each
from odop_core.models import OrderRecord
from odop_core.queue import inbox
from odop_core.store import records
from odop_core.store.orders import OrderLine, OrderSnapshot


class Book:
    """The sales of one order, oldest first. `order` is the store's word on it; None when we never heard it."""

    def __init__(self, order_id: str, order: OrderSnapshot | None = None) -> None:
        rows = Sale.objects.filter(order_id=order_id).select_related("offer", "supplier", "terms").order_by("id")
        self.order_id = order_id
        self.sales = list(rows)
        self._order = order
        self._before = self._announced()
        self._sold: list[Sale] = []
        self._made: list[Sale] = []
        # Pieces called off or given back, by sale: how many in all before, and now.
        self._undone: list[tuple[Sale, int, int]] = []

    @cached_property
    def facts(self) -> OrderFacts:
        """What the order says; the store's newest word when the book was not opened with one."""
        if self._order is None:
            record = OrderRecord.objects.filter(order_id=self.order_id).first()
            self._order = records.order_of(record) if record else None
        return OrderFacts(self._order, self.sales[0].created_at if self.sales else datetime.now(UTC))

    @cached_property
    def given_back(self) -> set[int]:
        """The sales of which something was given back before the book was opened."""
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
            unit_price_gross_paise=line.unit_price_gross_paise,
            unit_price_net_paise=line.unit_price_net_paise,
        )
        self.sales.append(sale)
        if offer:
            self._give(sale, offer, steps.STORE)
        return sale

    def place_again(self, former: Sale, offer: Offer, by: str, why: str) -> Sale:
        """The same pieces are sold by another supplier, in place of a sale just cancelled."""
        sale = Sale.objects.create(
            order_id=former.order_id,
            order_number=former.order_number,
            order_line_id=former.order_line_id,
            product_id=former.product_id,
            variant_id=former.variant_id,
            product_name=former.product_name,
            pickup_point_id=offer.pickup_point_id,
            quantity=former.quantity,
            instead_of=former,
            unit_price_gross_paise=former.unit_price_gross_paise,
            unit_price_net_paise=former.unit_price_net_paise,
        )
        self.sales.append(sale)
        self._give(sale, offer, by)
        steps.note(sale, by, f"in place of sale {former.pk}: {why}")
        return sale

    def assign(self, sale: Sale, offer: Offer, by: str, why: str = "") -> None:
        """Say who supplies a sale that had nobody. The caller holds the variant's stock."""
        self._give(sale, offer, by)
        steps.note(sale, by, why or f"supplied by offer {offer.pk}")

    def cancel(self, sales: Iterable[Sale], by: str, why: str, *, word: str = "") -> None:
        """Call off what is still with its maker. The caller holds the stock of the variants."""
        for sale in sales:
            if not steps.move(sale, SaleState.CANCELLED, by, why, word=word, trouble="") or sale.offer_id is None:
                continue
            lots.unsell(sale, sale.quantity, by, why)
            self.undo(sale, 0, sale.quantity)

    def collect(self, sales: Iterable[Sale], by: str, at: datetime) -> None:
        """The goods left their maker. Of goods known to be delivered already, only the moment is new."""
        for sale in sales:
            if steps.move(sale, SaleState.COLLECTED, by, collected_at=at):
                continue
            if steps.has_left(sale) and sale.collected_at is None:
                steps.note(sale, by, "it is told late that they were collected", collected_at=at)

    def trouble(self, sale: Sale, words: str, by: str = steps.STORE) -> None:
        """A person must look, for this reason. What somebody has looked at already is not brought up again."""
        if sale.trouble != words and not sale.steps.filter(reason=words[: steps.REASON_LENGTH]).exists():
            steps.note(sale, by, words, trouble=words[: steps.REASON_LENGTH])

    def undo(self, sale: Sale, before: int, now: int) -> None:
        """So many pieces of a sale were called off or given back until now, and now it is so many."""
        if before != now:
            self._undone.append((sale, before, now))

    @property
    def sold(self) -> list[Sale]:
        """What was given to somebody, and has no terms yet."""
        return [sale for sale in self._sold if sale.state != SaleState.CANCELLED and not hasattr(sale, "terms")]

    def freeze(self) -> None:
        """Write down the terms of what was sold; from then on its turnover follows."""
        sold = self.sold
        if not sold:
            return
        for pk, words in terms.freeze(self.facts, sold, lambda sale: self.standing(sale.order_line_id)).items():
            self.trouble(self.sale(pk), words)
        self._made += [sale for sale in sold if hasattr(sale, "terms")]

    def announce(self) -> None:
        """Tell the other plugins when what they care about has changed."""
        if self._announced() != self._before:
            inbox.announce(SalesChanged(order_id=self.order_id), key=f"{SalesChanged.kind}:{uuid.uuid4()}")

    def turnover(self) -> Counter[Supplier]:
        """What was sold less what was undone, in paise without GST, by supplier; it counts for the day of the order."""
        sums: Counter[Supplier] = Counter()
        for sale in self._made:
            if sale.supplier:
                sums[sale.supplier] += sale.terms.net_paise
        for sale, before, now in self._undone:
            if sale.supplier and hasattr(sale, "terms"):
                sums[sale.supplier] -= terms.net_of(sale, now) - terms.net_of(sale, before)
        return Counter({supplier: paise for supplier, paise in sums.items() if paise})

    def _give(self, sale: Sale, offer: Offer, by: str) -> None:
        sale.offer, sale.supplier, sale.pickup_point_id, sale.trouble = offer, offer.supplier, offer.pickup_point_id, ""
        sale.save(update_fields=["offer", "supplier", "pickup_point_id", "trouble", "changed_at"])
        lots.sell(sale, by)
        self._sold.append(sale)

    def _announced(self) -> list[tuple[Any, ...]]:
        """What the other plugins care about."""
        return [
            (s.pk, s.state, s.quantity, s.returned, s.offer_id, s.pickup_point_id, s.ready_on, s.trouble)
            for s in self.sales
        ]


def hold(order_ids: Iterable[str]) -> None:
    """Nobody else touches the sales of these orders until our transaction ends."""
    one_at_a_time_each("sales", order_ids)


def close(books: Sequence[Book]) -> None:
    """Freeze the terms of what was sold, let the turnover follow, and tell the other plugins. All agreements are held
    before all persons, also when several books are closed in one transaction."""
    terms.hold(sale for book in books for sale in book.sold)
    for book in books:
        book.freeze()
    sums = [(book, book.turnover()) for book in books]
    turnover.hold(supplier.pk for _book, of_book in sums for supplier in of_book)
    for book, of_book in sums:
        for supplier, paise in of_book.items():
            turnover.record_sale(supplier, paise, book.facts.day)
        book.announce()


@contextmanager
def opened(order_id: str, order: OrderSnapshot | None = None) -> Iterator[Book]:
    """The book of an order, held until the transaction ends."""
    with transaction.atomic():
        hold([order_id])
        book = Book(order_id, order)
        yield book
        close([book])
