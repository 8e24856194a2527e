"""Any interleaving of what the store, suppliers, carriers, staff and the calendar say keeps the books right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.db.models import F, Sum
from hypothesis import example, given
from hypothesis import strategies as st

from odop_consignment import api
from odop_consignment.api import OfferInfo, SaleState, SupplierInfo
from odop_consignment.api import sales as more
from odop_consignment.models import Lot, Sale, SaleReversal, SaleStep, SaleTerms, Turnover
from odop_consignment.sales import deliveries, steps
from odop_consignment.sales.sync import sync_sales
from odop_core.database.pagination import Window
from odop_core.models import OrderRecord
from odop_core.store.orders import OrderLine, OrderSnapshot
from tests.examples import examples
from tests.factories import cancelled, line, offer, order, supplier
from tests.odop_consignment.sales.order_states import in_lots, returned, sent

pytestmark = pytest.mark.django_db

EVENTS = [
    "more", "fewer", "repeat", "cancel", "ready", "ready_on", "cannot", "collect", "send", "deliver", "give_back",
    "refund", "inspect", "final", "reassign",
]  # fmt: skip
LONG_PAST = datetime(2026, 11, 2, tzinfo=UTC)


def kurtas(pieces: int, allocated: int, fulfilled: int = 0) -> OrderLine:
    """A line of which so many pieces wait at Lucknow, and so many count as fulfilled."""
    return line("kurta", pieces, at={"lucknow": allocated}, quantity_fulfilled=fulfilled)


class Shop:
    """One order of kurtas, of which two suppliers at Lucknow and one at Unnao have some."""

    def __init__(self) -> None:
        self.offers: list[OfferInfo] = []
        for name, at, pieces in (("A", "lucknow", 3), ("B", "lucknow", 4), ("C", "unnao", 2)):
            self.offers.append(offer("kurta", at=at, by=self.supplier(name)))
            in_lots(self.offers[-1], pieces, date(2026, 1, 1) + timedelta(days=len(self.offers)))
        self.told = order(line("kurta", 4))
        self._tell()
        self.terms: dict[int, Any] = {}

    def supplier(self, name: str) -> SupplierInfo:
        return supplier(name)

    def happens(self, event: str) -> None:
        getattr(self, event)()

    def more(self) -> None:
        self._pieces(+2)

    def fewer(self) -> None:
        self._pieces(-1)

    def repeat(self) -> None:
        self._tell()

    def cancel(self) -> None:
        self._becomes(cancelled(self.told))

    def ready(self) -> None:
        api.record_ready(self._ids(), "sms")

    def ready_on(self) -> None:
        api.record_ready_on(self._ids()[:1], date(2026, 11, 6), "sms")

    def cannot(self) -> None:
        api.record_cannot_supply(self._ids()[-1:], "sms", "no cloth")

    def collect(self) -> None:
        api.collect_sales(self._ids()[:1])

    def deliver(self) -> None:
        api.record_delivered(self._ids()[:1], LONG_PAST, "carrier")

    def send(self) -> None:
        """Somebody sends a piece by hand, from Lucknow."""
        (of,) = self.told.lines
        if of.quantity_fulfilled < of.quantity and not self.told.is_withdrawn:
            of = kurtas(of.quantity, of.quantity - of.quantity_fulfilled - 1, of.quantity_fulfilled + 1)
            self._becomes(sent(self.told.model_copy(update={"lines": (of,)}), at="lucknow", kurta=1))

    def give_back(self) -> None:
        self._back("RETURNED")

    def refund(self) -> None:
        self._back("REFUNDED")

    def inspect(self) -> None:
        for waiting in more.RETURNS.read(Window(1), {"needs_inspection": True}):
            more.inspect_return(waiting.id, good=waiting.quantity, damaged=0, by="user:1")

    def final(self) -> None:
        deliveries.finalise_sales()

    def reassign(self) -> None:
        for sale in Sale.objects.filter(pk__in=self._ids()[-1:], state=SaleState.PLACED):
            others = [each for each in self.offers if each.id != sale.offer_id]
            api.reassign_sale(sale.pk, others[sale.pk % len(others)].id, "user:1")

    def _back(self, status: str) -> None:
        kept = sum(p.quantity for f in self.told.fulfillments if f.status == "FULFILLED" for p in f.lines)
        if kept and not self.told.is_withdrawn:
            self._becomes(returned(self.told, "lucknow", status, kurta=1))

    def _pieces(self, change: int) -> None:
        (of,) = self.told.lines
        wanted = max(of.quantity + change, of.quantity_fulfilled, 1)
        if not self.told.is_withdrawn:
            of = kurtas(wanted, wanted - of.quantity_fulfilled, of.quantity_fulfilled)
            self._becomes(self.told.model_copy(update={"lines": (of,)}))

    def _becomes(self, told: OrderSnapshot) -> None:
        self.told = told
        self._tell()

    def _tell(self) -> None:
        """As the core does: the order is on record when it is followed."""
        OrderRecord.objects.update_or_create(
            order_id=self.told.id,
            defaults={
                "number": self.told.number,
                "store_updated_at": self.told.updated_at,
                "content_hash": "",
                "snapshot": self.told.model_dump(mode="json"),
            },
        )
        sync_sales(self.told)

    def _ids(self) -> list[int]:
        rows = Sale.objects.exclude(state__in=[SaleState.CANCELLED, SaleState.RETURNED])
        return list(rows.order_by("id").values_list("id", flat=True))


@examples(5, nightly=240)
@given(events=st.lists(st.sampled_from(EVENTS), max_size=14))
@example(events=["send", "give_back", "collect"])
def test_whatever_happens_the_books_are_right(events: list[str]) -> None:
    with transaction.atomic():
        shop = Shop()
        for event in events:
            shop.happens(event)
            look(shop)
        if not shop.told.is_withdrawn:
            settled(shop)
        transaction.set_rollback(True)


def look(shop: Shop) -> None:
    checks: list[Callable[[Shop], None]] = [pieces_stand, lots_agree, steps_are_moves, terms_stay, turnover_agrees]
    for check in checks:
        check(shop)


def pieces_stand(shop: Shop) -> None:
    """Pieces of standing sales are those of the line, unless more had left already."""
    standing = Sale.objects.exclude(state=SaleState.CANCELLED)
    pieces = sum(standing.values_list("quantity", flat=True))
    left = sum(standing.filter(state__in=steps.LEFT_SUPPLIER).values_list("quantity", flat=True))
    wanted = 0 if shop.told.is_withdrawn else shop.told.lines[0].quantity
    assert pieces == max(wanted, left)
    assert not standing.filter(returned__gt=F("quantity")).exists()


def lots_agree(_shop: Shop) -> None:
    """A lot has sold what standing sales have of it, less what came back and was put back."""
    sold = Lot.objects.aggregate(pieces=Sum("sold"))["pieces"]
    standing = Sale.objects.exclude(state=SaleState.CANCELLED).exclude(offer=None)
    put_back = SaleReversal.objects.aggregate(pieces=Sum("good", default=0))["pieces"]
    assert 0 <= sold <= sum(standing.values_list("quantity", flat=True))
    cancelled_pieces: Counter[int] = Counter()
    for sale in Sale.objects.filter(state=SaleState.CANCELLED).prefetch_related("movements"):
        for movement in sale.movements.all():
            cancelled_pieces[sale.pk] += movement.quantity if movement.kind == "sold" else -movement.quantity
    assert not any(cancelled_pieces.values())
    assert put_back >= 0


def steps_are_moves(_shop: Shop) -> None:
    for before, after in SaleStep.objects.values_list("before", "after"):
        assert before == after or after in steps.MOVES[before]


def terms_stay(shop: Shop) -> None:
    now = {row["sale_id"]: row for row in SaleTerms.objects.values()}
    assert shop.terms.items() <= now.items()
    shop.terms = now
    assert set(now) == set(Sale.objects.exclude(offer=None).values_list("pk", flat=True))


def turnover_agrees(_shop: Shop) -> None:
    expected = 0
    for sale in Sale.objects.exclude(state=SaleState.CANCELLED).exclude(offer=None).prefetch_related("reversals"):
        undone = sum(row.quantity for row in sale.reversals.all())
        expected += sale.terms.net_paise - sale.terms.net_paise * undone // sale.quantity
    assert (Turnover.objects.aggregate(sum=Sum("sold_paise"))["sum"] or 0) == expected


def settled(shop: Shop) -> None:
    """Following the same order again changes nothing."""
    before = list(Sale.objects.order_by("id").values("id", "state", "returned", "offer_id"))
    sync_sales(shop.told)
    assert list(Sale.objects.order_by("id").values("id", "state", "returned", "offer_id")) == before
