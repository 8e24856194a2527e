"""Damage found later, and counting by hand: differences are fixed when counted, and booked by a second person."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, InternalError, transaction

from odop_consignment.api import stock
from odop_consignment.api.stock import MissingPiecesWereSold, NotEnoughPieces, NothingEverNoted, SamePerson
from odop_consignment.errors import WrongChoice
from odop_consignment.models import Lot, Sale, SaleState, StockAdjustment, StockCountLine
from odop_consignment.stock import lots
from tests.factories import offer, supplier
from tests.odop_consignment.stock.goods import CHIEF, CLERK, lying, receive, sell

pytestmark = pytest.mark.django_db


def counted(of_id: int, pieces: int) -> int:
    """An open count in which so many pieces of an offer were entered."""
    count = stock.begin_count("lucknow", by=CLERK)
    stock.enter_count(count.id, of_id, pieces, by=CLERK)
    return count.id


def last_change() -> int:
    adjustment = StockAdjustment.objects.order_by("id").last()
    assert adjustment is not None
    return adjustment.change


def test_damaged_pieces_are_written_off_oldest_first() -> None:
    kurtas = offer()
    receive(kurtas, 2, 3)

    movements = stock.record_damage(kurtas.id, 3, "moths", by=CLERK)

    assert (lying(kurtas), last_change()) == ([0, 2], -3)
    assert [(each.quantity, str(each.reason)) for each in movements] == [(2, "moths"), (1, "moths")]


def test_damage_in_one_lot() -> None:
    kurtas = offer()
    receive(kurtas, 2, 3)

    stock.record_damage(kurtas.id, 1, "moths", by=CLERK, lot_id=Lot.objects.order_by("-id")[0].pk)

    assert lying(kurtas) == [2, 2]


def test_damage_told_twice_with_its_key_is_written_off_once() -> None:
    kurtas = offer()
    receive(kurtas, 5)

    stock.record_damage(kurtas.id, 2, "moths", by=CLERK, key="click-1")
    again = stock.record_damage(kurtas.id, 2, "moths", by=CLERK, key="click-1")

    assert (again, lying(kurtas)) == ([], [3])


def test_more_than_lies_there_cannot_be_damaged() -> None:
    kurtas = offer()
    receive(kurtas, 1)

    with pytest.raises(NotEnoughPieces, match="Only 1 unsold"):
        stock.record_damage(kurtas.id, 2, "moths", by=CLERK)
    with pytest.raises(WrongChoice, match="what happened"):
        stock.record_damage(kurtas.id, 1, "  ", by=CLERK)
    with pytest.raises(WrongChoice, match="at least one"):
        stock.record_damage(kurtas.id, 0, "moths", by=CLERK)


def test_expected_are_unsold_pieces_and_those_sold_but_not_collected() -> None:
    kurtas = offer()
    receive(kurtas, 10)
    sell(kurtas, 2)
    Sale.objects.filter(pk=sell(kurtas, 3).pk).update(state=SaleState.COLLECTED)

    counted(kurtas.id, 7)

    assert StockCountLine.objects.get().expected == 7


def test_missing_pieces_are_taken_from_the_oldest_lot() -> None:
    kurtas = offer()
    receive(kurtas, 2, dated=date(2026, 5, 1))
    receive(kurtas, 5, dated=date(2026, 6, 1))

    count = stock.settle_count(counted(kurtas.id, 4), by=CHIEF)

    assert (count.state, lying(kurtas), last_change()) == ("settled", [0, 4], -3)


def test_found_pieces_are_added_to_the_newest_lot() -> None:
    kurtas = offer()
    receive(kurtas, 2, dated=date(2026, 5, 1))
    receive(kurtas, 5, dated=date(2026, 6, 1))

    stock.settle_count(counted(kurtas.id, 9), by=CHIEF)

    assert (lying(kurtas), last_change()) == ([2, 7], 2)


def test_a_count_without_difference_books_nothing() -> None:
    kurtas = offer()
    receive(kurtas, 2)

    stock.settle_count(counted(kurtas.id, 2), by=CHIEF)

    assert StockAdjustment.objects.count() == 1


def test_sales_between_counting_and_settling_do_not_change_the_difference() -> None:
    kurtas = offer()
    receive(kurtas, 10)
    count = counted(kurtas.id, 9)
    sell(kurtas, 4)

    stock.settle_count(count, by=CHIEF)

    assert (lying(kurtas), last_change()) == ([5], -1)


def test_when_the_missing_pieces_were_sold_meanwhile_nothing_is_booked() -> None:
    kurtas, saris = offer(), offer("sari")
    receive(kurtas, 5)
    receive(saris, 5)
    count = counted(kurtas.id, 3)
    stock.enter_count(count, saris.id, 6, by=CLERK)
    sell(kurtas, 4)

    with pytest.raises(MissingPiecesWereSold, match="only 1 are still unsold"):
        stock.settle_count(count, by=CHIEF)

    assert (lying(kurtas), lying(saris)) == ([1], [5])


def test_found_pieces_need_a_note_that_brought_some() -> None:
    with pytest.raises(NothingEverNoted):
        stock.settle_count(counted(offer().id, 1), by=CHIEF)


def test_who_counted_does_not_settle() -> None:
    kurtas = offer()
    receive(kurtas, 2)

    with pytest.raises(SamePerson):
        stock.settle_count(counted(kurtas.id, 1), by=CLERK)


def test_only_who_counted_enters_numbers() -> None:
    kurtas = offer()
    count = counted(kurtas.id, 1)

    with pytest.raises(WrongChoice, match="Only the person who began"):
        stock.enter_count(count, kurtas.id, 2, by=CHIEF)


def test_settling_twice_books_once() -> None:
    kurtas = offer()
    receive(kurtas, 5)
    count = counted(kurtas.id, 4)

    stock.settle_count(count, by=CHIEF)
    stock.settle_count(count, by=CHIEF)

    assert lying(kurtas) == [4]


def test_a_number_entered_again_replaces_the_first() -> None:
    kurtas = offer()
    receive(kurtas, 5)
    count = counted(kurtas.id, 1)
    stock.enter_count(count, kurtas.id, 4, by=CLERK)

    stock.settle_count(count, by=CHIEF)

    assert lying(kurtas) == [4]


def test_a_dropped_count_is_not_used_any_more() -> None:
    kurtas = offer()
    receive(kurtas, 5)
    count = counted(kurtas.id, 1)
    stock.drop_count(count, by="asha")
    stock.drop_count(count, by="asha")

    with pytest.raises(WrongChoice, match="cancelled"):
        stock.settle_count(count, by=CHIEF)
    assert lying(kurtas) == [5]


def test_a_count_is_of_one_point() -> None:
    count = stock.begin_count("lucknow", by=CLERK)

    with pytest.raises(WrongChoice, match="another pickup point"):
        stock.enter_count(count.id, offer(at="agra", by=supplier("Rehana")).id, 1, by=CLERK)


def test_the_database_itself_keeps_settled_counts() -> None:
    kurtas = offer()
    receive(kurtas, 5)
    stock.settle_count(counted(kurtas.id, 4), by=CHIEF)

    with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
        StockCountLine.objects.update(counted=3)


def test_a_counted_off_piece_of_a_cancelled_sale_comes_back() -> None:
    kurtas = offer()
    receive(kurtas, 2)
    sale = sell(kurtas, 2)
    count = counted(kurtas.id, 1)
    lots.put_back_pieces(sale, 2, CLERK)

    stock.settle_count(count, by=CHIEF)

    assert lying(kurtas) == [1]
