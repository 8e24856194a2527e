"""Many people at once, each with a connection of their own, on a real PostgreSQL."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, transaction

from odop_consignment.api import stock
from odop_consignment.api.stock import LineInput, NotEnoughPieces
from odop_consignment.models import ConsignmentNote, Lot, NoteKind, Offer, Sale, StockAdjustment
from odop_consignment.stock import lots
from odop_core.models import OutboxItem
from tests.factories import PRICE_PAISE, offer, supplier
from tests.odop_consignment.stock.goods import CHIEF, CLERK, lying, receipt, receive

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 8


@pytest.fixture(autouse=True)
def _emptied(transactional_db: None) -> Iterator[None]:
    """Rows that only grow cannot be deleted between tests, but their tables can be emptied."""
    yield
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE odop_consignment_supplier CASCADE")


def at_once(act: Callable[[int], Any], times: int = MANY) -> list[Any]:
    """Do it so many times at the same moment. An exception is a result too."""
    start = threading.Barrier(times)

    def run(number: int) -> Any:
        try:
            start.wait(60)
            return act(number)
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as threads:
        return list(threads.map(run, range(times)))


def sale_of(of: Offer, number: int) -> Sale:
    return Sale.objects.create(
        order_id=f"order-{number}", order_number=str(number), order_line_id=f"line-{number}", product_name="kurta",
        variant_id=of.variant_id, pickup_point_id=of.pickup_point_id, offer=of, supplier_id=of.supplier_id, quantity=1,
        unit_price_gross_minor=PRICE_PAISE,
    )  # fmt: skip


def test_the_last_piece_is_sold_once() -> None:
    kurtas = offer()
    receive(kurtas, 1)

    def sell(number: int) -> int:
        with transaction.atomic():
            lots.lock_stock(["variant-kurta"])
            [(of, _pieces)] = lots.available_pieces("variant-kurta", "lucknow") or [(Offer.objects.get(), 0)]
            return lots.take_sold_pieces(sale_of(of, number), CLERK)

    assert sorted(at_once(sell)) == [0] * (MANY - 1) + [1]
    assert lying(kurtas) == [0]


def test_a_note_posted_by_many_at_once_is_posted_once() -> None:
    kurtas = offer()
    note = receipt(kurtas, 5)

    posted = at_once(lambda _number: stock.post_note(note.pk, by=CLERK))

    assert {each.number for each in posted} == {"RN/26-27/000001"}
    assert lying(kurtas) == [5]
    assert StockAdjustment.objects.count() == 1


def test_numbers_given_at_once_have_no_gaps_and_no_twins() -> None:
    kurtas = offer()
    notes = [receipt(kurtas, 1) for _ in range(MANY)]

    posted = at_once(lambda number: stock.post_note(notes[number].pk, by=CLERK))

    assert sorted(each.number for each in posted) == [f"RN/26-27/{serial:06d}" for serial in range(1, MANY + 1)]


def test_selling_sending_back_and_writing_off_the_same_pieces_never_takes_more_than_there_are() -> None:
    kurtas = offer()
    receive(kurtas, 6)
    returns = [receipt(kurtas, 2, kind=NoteKind.UNSOLD_RETURN) for _ in range(MANY)]

    def act(number: int) -> Any:
        if number % 2:
            return stock.post_note(returns[number].pk, by=CLERK)
        return stock.record_damage(kurtas.id, 2, "moths", by=CLERK)

    results = at_once(act)

    assert sum(isinstance(result, NotEnoughPieces) for result in results) == MANY - 3
    lot = Lot.objects.get()
    assert (lot.in_stock, lot.sent_back + lot.damaged) == (0, 6)
    assert ConsignmentNote.objects.filter(kind=NoteKind.UNSOLD_RETURN, state="posted").count() == lot.sent_back / 2


def test_notes_of_the_same_variants_in_any_order_never_wait_for_each_other_for_ever() -> None:
    consignor = supplier()
    goods = [offer(name, by=consignor) for name in ("kurta", "sari", "shawl")]
    notes = []
    for number in range(MANY):
        lines = [LineInput(of.id, 1) for of in (goods if number % 2 else reversed(goods))]
        notes.append(stock.record_note("receipt", consignor.id, "lucknow", lines, by=CLERK).note)

    results = at_once(lambda number: stock.post_note(notes[number].id, by=CLERK))

    assert [type(result) for result in results] == [stock.NoteInfo] * MANY
    assert [sum(lying(of)) for of in goods] == [MANY] * 3


def test_a_count_settled_by_many_at_once_is_booked_once() -> None:
    kurtas = offer()
    receive(kurtas, 5)
    count = stock.begin_count("lucknow", by=CLERK)
    stock.enter_count(count.id, kurtas.id, 3, by=CLERK)

    at_once(lambda _number: stock.settle_count(count.id, by=CHIEF))

    assert lying(kurtas) == [3]
    assert OutboxItem.objects.filter(key__contains=f"count:{count.id}").count() == 1
