"""Whose pieces are sold, and where each piece goes."""

from __future__ import annotations

from datetime import date

import pytest

from odop_consignment.models import Lot, MovementKind, StockAdjustment, StockMovement
from odop_consignment.stock import lots
from tests.factories import offer, supplier
from tests.odop_consignment.stock.goods import CLERK, lying, receive, sell

pytestmark = pytest.mark.django_db
MAY, JUNE, JULY = date(2026, 5, 2), date(2026, 6, 2), date(2026, 7, 2)


def test_the_oldest_lot_is_sold_first() -> None:
    kurtas = offer()
    receive(kurtas, 2, dated=JUNE)
    receive(kurtas, 3, dated=MAY)

    sell(kurtas, 4)

    assert lying(kurtas) == [0, 1]


def test_of_several_suppliers_the_oldest_lot_decides() -> None:
    first, second = offer(by=supplier("Shabana")), offer(by=supplier("Rehana"))
    receive(first, 2, dated=MAY)
    receive(second, 3, dated=JUNE)
    receive(first, 5, dated=JULY)

    lying_there = lots.available_pieces("variant-kurta", "lucknow")

    assert [(of.pk, pieces) for of, pieces in lying_there] == [(first.id, 2), (second.id, 3), (first.id, 5)]


def test_without_a_point_all_points_count() -> None:
    here, there = offer(at="lucknow"), offer(at="agra", by=supplier("Rehana"))
    receive(here, 1)
    receive(there, 1)

    assert [of.pk for of, _pieces in lots.available_pieces("variant-kurta", "")] == [here.id, there.id]
    assert [of.pk for of, _pieces in lots.available_pieces("variant-kurta", "agra")] == [there.id]


def test_an_offer_that_is_not_active_is_not_sold_from() -> None:
    receive(offer(active=False), 3)

    assert lots.available_pieces("variant-kurta", "lucknow") == []


def test_a_sale_of_more_than_was_noted_gets_what_there_is() -> None:
    kurtas = offer()
    receive(kurtas, 2)

    sale = sell(kurtas, 5)

    assert lying(kurtas) == [0]
    assert lots.take_sold_pieces(sale, CLERK) == 2


def test_selling_again_takes_only_what_is_missing() -> None:
    kurtas = offer()
    receive(kurtas, 2)
    sale = sell(kurtas, 3)
    receive(kurtas, 4)

    assert lots.take_sold_pieces(sale, CLERK) == 3
    assert lots.take_sold_pieces(sale, CLERK) == 3
    assert lying(kurtas) == [0, 3]


def test_a_sale_nobody_supplies_has_no_pieces() -> None:
    sale = sell(offer())
    sale.offer = None

    assert (
        lots.take_sold_pieces(sale, CLERK)
        == lots.put_back_pieces(sale, 1, CLERK)
        == lots.write_off_returned(sale, 1, CLERK, "torn")
        == 0
    )


def test_a_cancelled_sale_gives_its_pieces_back_to_the_lots_they_came_from() -> None:
    kurtas = offer()
    receive(kurtas, 2, dated=MAY)
    receive(kurtas, 2, dated=JUNE)
    sale = sell(kurtas, 3)

    assert lots.put_back_pieces(sale, 3, CLERK) == 3
    assert lying(kurtas) == [2, 2]
    assert lots.put_back_pieces(sale, 3, CLERK) == 0


def test_a_part_given_back_goes_to_the_lot_that_gave_last() -> None:
    kurtas = offer()
    receive(kurtas, 2, dated=MAY)
    receive(kurtas, 2, dated=JUNE)
    sale = sell(kurtas, 3)

    lots.put_back_pieces(sale, 1, CLERK)

    assert lying(kurtas) == [0, 2]


def test_a_returned_piece_in_good_condition_is_sold_again_and_told_to_the_store_once() -> None:
    kurtas = offer()
    receive(kurtas, 2)
    sale = sell(kurtas, 2)

    lots.restock_returned(sale, 1, CLERK, key="reversal:1")
    lots.restock_returned(sale, 1, CLERK, key="reversal:1")

    assert lying(kurtas) == [1]
    assert list(StockAdjustment.objects.filter(key__startswith="came-back").values_list("change", flat=True)) == [1]


def test_a_returned_damaged_piece_is_never_sold_again() -> None:
    kurtas = offer()
    receive(kurtas, 2)
    sale = sell(kurtas, 2)
    sale.returned = 1

    assert lots.write_off_returned(sale, 1, CLERK, "torn") == 1

    lot = Lot.objects.get()
    assert (lot.in_stock, lot.sold, lot.damaged) == (0, 1, 1)
    assert StockAdjustment.objects.count() == 1  # that of the receipt
    assert lots.take_sold_pieces(sale, CLERK) == 1


def test_every_movement_says_who_and_why() -> None:
    kurtas = offer()
    receive(kurtas, 1)
    sale = sell(kurtas, 1)
    lots.put_back_pieces(sale, 1, "helpline:7", "the buyer called it off")

    last = StockMovement.objects.order_by("id").last()

    assert last is not None
    assert (last.kind, last.moved_by, str(last.reason)) == (
        MovementKind.UNSOLD,
        "helpline:7",
        "the buyer called it off",
    )
