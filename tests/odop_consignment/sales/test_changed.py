from __future__ import annotations

import pytest

from odop_consignment import api
from odop_consignment.sales.sync import sync_sales
from odop_core.store.orders import ChargeStatus, OrderStatus
from tests.factories import cancelled, line, offer, order
from tests.odop_consignment.sales.order_states import placed, sent, states

pytestmark = pytest.mark.django_db


def test_cancelled_order_cancels_what_was_not_collected() -> None:
    # given
    sync_sales(order())

    # when
    sync_sales(cancelled(order()))

    # then
    assert states() == ["cancelled"]


def test_cancelled_order_leaves_what_was_collected() -> None:
    # given
    sync_sales(order(line("kurta"), line("attar")))
    api.collect_sales([api.sales_of_order("order-1")[0].id])

    # when
    sync_sales(cancelled(order(line("kurta"), line("attar"))))

    # then
    assert states() == ["collected", "cancelled"]


@pytest.mark.parametrize("status", [OrderStatus.EXPIRED, OrderStatus.RETURNED])
def test_order_that_expired_or_came_back_cancels_what_was_not_collected(status: OrderStatus) -> None:
    # given
    sync_sales(order())

    # when
    sync_sales(order(status=status))

    # then
    assert states() == ["cancelled"]


def test_full_refund_cancels_what_was_not_collected() -> None:
    # given
    sync_sales(order())

    # when
    sync_sales(order(refunded=118_000, charged=0, charge_status=ChargeStatus.NONE))

    # then
    assert states() == ["cancelled"]


def test_partial_refund_cancels_nothing() -> None:
    # given
    sync_sales(order())

    # when
    sync_sales(order(refunded=117_999, charged=1, charge_status=ChargeStatus.PARTIAL))

    # then
    assert states() == ["placed"]


def test_order_cancelled_before_we_looked_becomes_no_sale() -> None:
    # when
    sync_sales(cancelled(order()))

    # then
    assert states() == []


def test_removed_line_is_cancelled() -> None:
    # given
    sync_sales(order(line("kurta"), line("attar")))

    # when
    sync_sales(order(line("attar")))

    # then
    assert placed() == [("line-attar", "lucknow", 1)]


def test_more_pieces_are_another_sale() -> None:
    # given
    sync_sales(order(line("kurta", 2)))

    # when
    sync_sales(order(line("kurta", 5)))

    # then
    assert placed() == [("line-kurta", "lucknow", 2), ("line-kurta", "lucknow", 3)]


def test_fewer_pieces_are_a_cancelled_sale_and_a_smaller_one() -> None:
    # given
    sync_sales(order(line("kurta", 5)))

    # when
    sync_sales(order(line("kurta", 2)))

    # then
    assert placed() == [("line-kurta", "lucknow", 2)]
    assert states() == ["cancelled", "placed"]


def test_fewer_pieces_are_taken_from_where_the_store_took_them() -> None:
    # given
    sync_sales(order(line("kurta", 3, at={"lucknow": 2, "unnao": 1})))

    # when
    sync_sales(order(line("kurta", 2, at={"lucknow": 1, "unnao": 1})))

    # then
    assert sorted(placed()) == [("line-kurta", "lucknow", 1), ("line-kurta", "unnao", 1)]


def test_fewer_pieces_at_every_point_are_fewer_at_every_point() -> None:
    # given
    sync_sales(order(line("kurta", 4, at={"lucknow": 2, "unnao": 2})))

    # when
    sync_sales(order(line("kurta", 2, at={"lucknow": 1, "unnao": 1})))

    # then
    assert sorted(placed()) == [("line-kurta", "lucknow", 1), ("line-kurta", "unnao", 1)]


def test_more_pieces_after_the_first_were_collected_leave_those_alone() -> None:
    # given
    sync_sales(order(line("kurta", 2)))
    api.collect_sales([sale.id for sale in api.sales_of_order("order-1")])

    # when
    sync_sales(order(line("kurta", 3)))

    # then
    assert states() == ["collected", "placed"]
    assert placed() == [("line-kurta", "lucknow", 1)]


def test_fewer_pieces_than_were_collected_change_nothing() -> None:
    # given
    sync_sales(order(line("kurta", 2)))
    api.collect_sales([sale.id for sale in api.sales_of_order("order-1")])

    # when
    sync_sales(order(line("kurta", 1)))

    # then
    assert states() == ["collected"]


def test_line_that_left_whole_is_collected() -> None:
    # given
    sync_sales(order(line("kurta", 3, at={"lucknow": 1, "unnao": 2})))

    # when
    sync_sales(order(line("kurta", 3, at=None, quantity_fulfilled=3)))

    # then
    assert states() == ["collected", "collected"]


def test_pieces_that_left_one_of_two_points_are_collected_there() -> None:
    # given
    sync_sales(order(line("kurta", 3, at={"lucknow": 1, "unnao": 2})))

    # when
    sync_sales(sent(order(line("kurta", 3, at={"lucknow": 1}, quantity_fulfilled=2)), at="unnao", kurta=2))

    # then
    assert states() == ["placed", "collected"]


def test_part_of_a_sale_that_left_collects_nothing_yet() -> None:
    # given
    sync_sales(order(line("kurta", 3)))

    # when
    sync_sales(sent(order(line("kurta", 3, at={"lucknow": 2}, quantity_fulfilled=1)), at="lucknow", kurta=1))

    # then
    assert states() == ["placed"]


def test_cancelled_fulfilment_collects_nothing() -> None:
    # given
    sync_sales(order(line("kurta", 3)))

    # when
    sync_sales(sent(order(line("kurta", 3)), at="lucknow", status="CANCELED", kurta=3))

    # then
    assert states() == ["placed"]


def test_pieces_added_after_others_left_come_from_where_the_store_allocated_them() -> None:
    # given
    offer("kurta", at="unnao", priority=1)
    offer("kurta", at="lucknow", priority=2)
    sync_sales(order(line("kurta", 2, at="lucknow")))
    left = sent(order(line("kurta", 2, at=None, quantity_fulfilled=2)), at="lucknow", kurta=2)
    sync_sales(left)

    # when
    sync_sales(left.model_copy(update={"lines": (line("kurta", 3, at={"lucknow": 1}, quantity_fulfilled=2),)}))

    # then
    assert placed() == [("line-kurta", "lucknow", 1)]
