"""Whatever happens to goods, in whatever order: every piece is somewhere, and the movements tell where."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from odop_consignment.api import OfferInfo, stock
from odop_consignment.errors import WrongChoice
from odop_consignment.models import Lot, MovementKind, Offer, Sale, SaleState, StockAdjustment
from odop_consignment.stock import lots
from odop_core.i18n import Text
from odop_core.models import OutboxItem
from tests.examples import examples
from tests.factories import offer, supplier
from tests.fake_store import FakeStore
from tests.odop_consignment.stock.goods import CHIEF, CLERK, carry, receive, sell, send_back

pytestmark = pytest.mark.django_db

PIECES = st.integers(1, 6)
WHOSE = st.integers(0, 1)
STEPS = st.one_of(
    st.tuples(st.sampled_from(["receive", "sell", "send_back", "damage"]), WHOSE, PIECES),
    st.tuples(st.sampled_from(["cancel", "good_return", "damaged_return"]), st.integers(0, 30), PIECES),
    st.tuples(st.just("count"), WHOSE, st.integers(-4, 4)),
)


@examples(8, nightly=400)
@given(steps=st.lists(STEPS, max_size=25))
def test_every_piece_is_somewhere(store: FakeStore, steps: list[tuple[str, int, int]]) -> None:
    store.levels.clear()  # what an example before did to the store was not rolled back
    store.stock_changes.clear()
    with transaction.atomic():
        goods = [offer(by=supplier("Shabana")), offer("sari", by=supplier("Rehana"))]
        for number, (act, which, pieces) in enumerate(steps):
            try:
                with transaction.atomic():
                    ACTS[act](goods, which, pieces, number)
            except WrongChoice:
                continue  # what cannot be done is refused, and changes nothing
            require_every_piece_somewhere()
        require_the_store_agrees(store)
        transaction.set_rollback(True)


def require_every_piece_somewhere() -> None:
    for lot in Lot.objects.prefetch_related("movements"):
        assert lot.received + lot.found == lot.sold + lot.sent_back + lot.damaged + lot.in_stock
        assert min(lot.received, lot.sold, lot.sent_back, lot.damaged, lot.in_stock) >= 0
        moved = dict.fromkeys(MovementKind, 0)
        for movement in lot.movements.all():
            moved[MovementKind(movement.kind)] += movement.quantity
        assert lot.received == moved[MovementKind.RECEIVED]
        assert lot.found == moved[MovementKind.COUNTED]
        assert lot.sold == moved[MovementKind.SOLD] - moved[MovementKind.UNSOLD]
        assert lot.sent_back == moved[MovementKind.SENT_BACK]
        assert lot.damaged == moved[MovementKind.DAMAGED]


def require_the_store_agrees(store: FakeStore) -> None:
    """The store, where nothing is promised or shipped in this test, holds ours and what was sold."""
    while carry():
        pass
    for of in Offer.objects.all():
        level = store.levels.get((of.variant_id, of.pickup_point_id))
        undone = StockAdjustment.objects.filter(variant_id=of.variant_id, done_at=None)
        sold = sum(lot.sold for lot in of.lots.all()) + sum(_lost_with_the_buyer(of))
        waiting = sum(adjustment.change for adjustment in undone)
        assert (level.quantity if level else 0) + waiting == lots.pieces_in_stock(of.pk) + sold
    assert not OutboxItem.objects.filter(state="waiting", attempts=0).exists()


def _lost_with_the_buyer(of: Offer) -> list[int]:
    """Pieces that came back damaged left the store's stock when they were sold."""
    return [
        movement.quantity
        for lot in of.lots.all()
        for movement in lot.movements.filter(kind=MovementKind.DAMAGED, sale__isnull=False)
    ]


def _sale(which: int) -> Sale:
    sales = list(Sale.objects.filter(state=SaleState.PLACED).order_by("id"))
    if not sales:
        raise WrongChoice(Text("Nothing was sold."))
    return sales[which % len(sales)]


def _cancel(_goods: list[OfferInfo], which: int, _pieces: int, _number: int) -> None:
    sale = _sale(which)
    lots.put_back_pieces(sale, sale.quantity - sale.returned, CLERK)
    Sale.objects.filter(pk=sale.pk).update(state=SaleState.CANCELLED)


def _good_return(_goods: list[OfferInfo], which: int, pieces: int, number: int) -> None:
    sale, pieces = _return(which, pieces)
    lots.restock_returned(sale, pieces, CLERK, key=f"reversal:{number}")


def _damaged_return(_goods: list[OfferInfo], which: int, pieces: int, _number: int) -> None:
    sale, pieces = _return(which, pieces)
    lots.write_off_returned(sale, pieces, CLERK, "torn")


def _return(which: int, pieces: int) -> tuple[Sale, int]:
    sale = _sale(which)
    pieces = min(pieces, sale.quantity - sale.returned)
    sale.returned += pieces
    sale.save(update_fields=["returned"])
    return sale, pieces


def _count(goods: list[OfferInfo], which: int, difference: int, _number: int) -> None:
    of = goods[which]
    count = stock.begin_count(of.pickup_point_id, by=CLERK)
    line = stock.enter_count(count.id, of.id, 0, by=CLERK)
    stock.enter_count(count.id, of.id, max(line.expected + difference, 0), by=CLERK)
    stock.settle_count(count.id, by=CHIEF)


ACTS: dict[str, Any] = {
    "receive": lambda goods, which, pieces, _number: receive(goods[which], pieces),
    "sell": lambda goods, which, pieces, _number: sell(goods[which], pieces),
    "send_back": lambda goods, which, pieces, _number: send_back(goods[which], pieces),
    "damage": lambda goods, which, pieces, _number: stock.record_damage(goods[which].id, pieces, "moths", by=CLERK),
    "cancel": _cancel,
    "good_return": _good_return,
    "damaged_return": _damaged_return,
    "count": _count,
}
