"""What the store gives back, and what is found of the pieces that come back."""

from __future__ import annotations

from typing import Any

import pytest

from odop_consignment import api
from odop_consignment.api import OfferInfo, UnknownRow, WrongChoice
from odop_consignment.api import sales as more
from odop_consignment.models import Sale, SaleReversal, StockAdjustment
from odop_consignment.sales import deliveries
from odop_consignment.sales.sync import sync_sales
from odop_consignment.suppliers import turnover
from odop_core.database.pagination import Window
from odop_core.money import RUPEES, Money
from odop_core.store.orders import ChargeStatus, OrderSnapshot, OrderStatus
from tests.factories import line, offer, order
from tests.odop_consignment.sales.order_states import announced, in_lots, placed, returned, sent, states, unsold

pytestmark = pytest.mark.django_db


def shipped(pieces: int = 3) -> OrderSnapshot:
    """An order of which all pieces were sent from Lucknow."""
    sync_sales(order(line("kurta", pieces)))
    told = sent(order(line("kurta", pieces, at=None, quantity_fulfilled=pieces)), at="lucknow", kurta=pieces)
    sync_sales(told)
    return told


def reversals() -> list[tuple[str, int]]:
    return list(SaleReversal.objects.filter(quantity__gt=0).order_by("id").values_list("kind", "quantity"))


def only() -> Sale:
    return Sale.objects.get()


@pytest.fixture
def mine() -> OfferInfo:
    made = offer("kurta")
    in_lots(made, 10)
    return made


@pytest.mark.parametrize(
    ("status", "kind", "comes_back"),
    [
        ("RETURNED", "returned", 1),
        ("REFUNDED_AND_RETURNED", "returned", 1),
        ("REPLACED", "replaced", 1),
        ("REFUNDED", "refunded", 0),
    ],
)
def test_each_way_of_giving_back_is_recorded(mine: OfferInfo, status: str, kind: str, comes_back: int) -> None:
    # given
    told = shipped()

    # when
    sync_sales(returned(told, "lucknow", status, kurta=1))

    # then
    assert reversals() == [(kind, 1)]
    assert (only().state, only().returned) == ("collected", comes_back)
    assert more.RETURNS.count({"needs_inspection": True}) == comes_back


def test_it_is_recorded_once(mine: OfferInfo) -> None:
    # given
    told = returned(shipped(), "lucknow", kurta=1)
    sync_sales(told)
    before = announced()

    # when
    sync_sales(told)

    # then
    assert (reversals(), announced()) == ([("returned", 1)], before)


def test_a_sale_of_which_all_came_back_is_returned(mine: OfferInfo) -> None:
    # given
    told = returned(shipped(), "lucknow", kurta=1)
    sync_sales(told)

    # when
    sync_sales(returned(told, "lucknow", kurta=2))

    # then
    assert (only().state, only().returned) == ("returned", 3)
    assert reversals() == [("returned", 1), ("returned", 2)]


def test_an_order_that_came_back_as_a_whole_is_returned(mine: OfferInfo) -> None:
    # given
    told = returned(shipped(), "lucknow", kurta=3)

    # when
    sync_sales(told.model_copy(update={"status": OrderStatus.RETURNED}))

    # then
    assert (only().state, only().returned) == ("returned", 3)


def test_goods_refunded_before_they_come_back_are_given_back_once(mine: OfferInfo) -> None:
    # given
    told = returned(shipped(), "lucknow", "REFUNDED", kurta=2)
    sync_sales(told)
    sold = turnover.Turnover.objects.get().sold_paise

    # when
    sync_sales(returned(told, "lucknow", "REFUNDED_AND_RETURNED", kurta=2))

    # then
    assert reversals() == [("returned", 2)]
    assert turnover.Turnover.objects.get().sold_paise == sold


def test_pieces_given_back_before_they_left_are_called_off(mine: OfferInfo) -> None:
    # given
    sync_sales(order(line("kurta", 3)))

    # when: Saleor counts them as fulfilled, from nowhere
    sync_sales(returned(order(line("kurta", 3, at={"lucknow": 1}, quantity_fulfilled=2)), None, "REFUNDED", kurta=2))

    # then
    assert states() == ["cancelled", "placed"]
    assert placed() == [("line-kurta", "lucknow", 1)]
    assert reversals() == []
    assert unsold(mine) == 9


def test_pieces_given_back_before_they_left_beside_others_that_left(mine: OfferInfo) -> None:
    # given: three left, two more were bought
    told = shipped()
    bought = told.model_copy(update={"lines": (line("kurta", 5, at={"lucknow": 2}, quantity_fulfilled=3),)})
    sync_sales(bought)

    # when
    given_back = bought.model_copy(update={"lines": (line("kurta", 5, at=None, quantity_fulfilled=5),)})
    sync_sales(returned(given_back, None, "REFUNDED", kurta=2))

    # then
    assert states() == ["collected", "cancelled"]
    assert reversals() == []


def test_a_shipment_and_its_return_nobody_saw_are_both_recorded(mine: OfferInfo) -> None:
    # given
    sync_sales(order(line("kurta", 2)))

    # when: the next we hear, they went and came back
    sync_sales(returned(order(line("kurta", 2, at=None, quantity_fulfilled=2)), "lucknow", kurta=2))

    # then
    assert (only().state, reversals()) == ("returned", [("returned", 2)])


def test_of_two_suppliers_the_one_whose_point_sent_it_gets_it_back() -> None:
    # given
    offer("kurta", at="lucknow")
    offer("kurta", at="unnao")
    sync_sales(order(line("kurta", 3, at={"lucknow": 1, "unnao": 2})))
    told = order(line("kurta", 3, at=None, quantity_fulfilled=3))
    told = sent(sent(told, at="lucknow", kurta=1), at="unnao", kurta=2)
    sync_sales(told)

    # when
    sync_sales(returned(told, "lucknow", kurta=1))

    # then
    found = dict(Sale.objects.values_list("pickup_point_id", "returned"))
    assert found == {"lucknow": 1, "unnao": 0}


def test_a_return_after_the_window_is_recorded_and_shown(mine: OfferInfo) -> None:
    # given
    told = shipped(1)
    api.record_delivered([only().pk], told.created_at, "carrier")
    deliveries.finalise_sales()
    assert states() == ["final"]

    # when
    sync_sales(returned(told, "lucknow", kurta=1))

    # then
    assert states() == ["returned"]
    assert "after the return window" in str(api.sales_with_issue()[0].issue)


def test_goods_refunded_in_full_without_a_return_are_shown(mine: OfferInfo) -> None:
    # given
    told = shipped(1)

    # when
    money = {"charged": Money(0, RUPEES), "refunded": Money(118_000, RUPEES), "charge_status": ChargeStatus.NONE}
    sync_sales(told.model_copy(update=money))

    # then
    assert states() == ["collected"]
    assert "All money was refunded" in str(api.sales_with_issue()[0].issue)


def inspect(**found: int) -> more.ReturnInfo:
    (waiting,) = more.RETURNS.read(Window(9), {"needs_inspection": True})
    return more.inspect_return(waiting.id, **{"good": 0, "damaged": 0} | found, by="user:1")


def test_good_pieces_are_for_sale_again_here_and_in_the_store(mine: OfferInfo) -> None:
    # given
    sync_sales(returned(shipped(), "lucknow", kurta=2))
    assert unsold(mine) == 7

    # when
    found = inspect(good=1, damaged=1)

    # then
    assert (found.good, found.damaged, found.is_to_inspect) == (1, 1, False)
    assert unsold(mine) == 8
    assert list(StockAdjustment.objects.values_list("variant_id", "change")) == [("variant-kurta", 1)]
    assert more.RETURNS.read(Window(9), {"needs_inspection": True}) == []


@pytest.mark.parametrize("found", [{"good": 1}, {"good": 3, "damaged": -1}, {"good": 2, "damaged": 1}])
def test_every_piece_is_looked_at(mine: OfferInfo, found: dict[str, int]) -> None:
    # given
    sync_sales(returned(shipped(), "lucknow", kurta=2))

    # when / then
    with pytest.raises(WrongChoice, match="pieces: 2"):
        inspect(**found)


def test_what_was_looked_at_is_not_looked_at_again(mine: OfferInfo) -> None:
    # given
    sync_sales(returned(shipped(), "lucknow", kurta=1))
    done = inspect(good=1)

    # when / then
    with pytest.raises(WrongChoice, match="already"):
        more.inspect_return(done.id, good=1, damaged=0, by="user:2")
    assert unsold(mine) == 8


def test_what_the_buyer_keeps_is_not_looked_at(mine: OfferInfo) -> None:
    # given
    sync_sales(returned(shipped(), "lucknow", "REFUNDED", kurta=1))

    # when / then
    with pytest.raises(WrongChoice, match="keeps the goods"):
        more.inspect_return(SaleReversal.objects.get().pk, good=1, damaged=0, by="user:1")


def test_a_return_there_never_was_is_named() -> None:
    with pytest.raises(UnknownRow, match="999999"):
        more.inspect_return(999_999, good=1, damaged=0, by="user:1")


@pytest.mark.parametrize("steps", [["sell"], ["sell", "cancel"], ["sell", "return"], ["sell", "return", "rest"]])
def test_turnover_is_what_was_sold_and_not_undone(mine: OfferInfo, steps: list[str]) -> None:
    # when
    expected = 354_000
    told: Any = None
    for step in steps:
        if step == "sell":
            told = shipped() if "return" in steps else order(line("kurta", 3))
            sync_sales(told)
        elif step == "cancel":
            sync_sales(told.model_copy(update={"status": OrderStatus.CANCELED}))
            expected = 0
        else:
            pieces = 1 if step == "return" else 2
            told = returned(told, "lucknow", kurta=pieces)
            sync_sales(told)
            expected -= 118_000 * pieces

    # then
    assert turnover.Turnover.objects.get().sold_paise == expected
