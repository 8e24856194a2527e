from __future__ import annotations

import pytest

from odop_consignment import api
from odop_consignment.sales.sync import sync_sales
from odop_core.store.orders import ChargeStatus, OrderStatus
from tests.factories import cancelled, line, offer, order, supplier, switch
from tests.odop_consignment.sales.order_states import announced, placed, states, unpaid

pytestmark = pytest.mark.django_db


def test_line_becomes_a_sale_of_the_supplier_who_offers_it() -> None:
    # given
    consignor = supplier()
    offer("kurta", at="lucknow", by=consignor)

    # when
    sync_sales(order(line("kurta", 2, at="lucknow"), number=7))

    # then
    (sale,) = api.sales_of_order("order-7")
    assert (sale.supplier_id, sale.quantity, sale.pickup_point_id) == (consignor.id, 2, "lucknow")
    assert (sale.order_number, sale.product_name, sale.unit_price_gross.minor) == ("7", "kurta", 118_000)


def test_lines_of_several_suppliers_go_to_each_of_them() -> None:
    # given
    weaver, potter = supplier("Weaver"), supplier("Potter")
    offer("saree", at="varanasi", by=weaver)
    offer("vase", at="azamgarh", by=potter)

    # when
    sync_sales(order(line("saree", at="varanasi"), line("vase", 3, at="azamgarh")))

    # then
    found = {sale.product_name: sale.supplier_id for sale in api.sales_of_order("order-1")}
    assert found == {"saree": weaver.id, "vase": potter.id}


def test_line_from_two_points_is_two_sales() -> None:
    # given
    offer("kurta", at="lucknow")
    offer("kurta", at="unnao")

    # when
    sync_sales(order(line("kurta", 5, at={"lucknow": 3, "unnao": 2})))

    # then
    assert placed() == [("line-kurta", "lucknow", 3), ("line-kurta", "unnao", 2)]


def test_offer_at_the_allocated_point_wins_over_a_preferred_one_elsewhere() -> None:
    # given
    offer("kurta", at="unnao", priority=1)
    offer("kurta", at="lucknow", priority=200)

    # when
    sync_sales(order(line("kurta", at="lucknow")))

    # then
    assert placed() == [("line-kurta", "lucknow", 1)]


def test_preferred_offer_wins_at_a_shared_point() -> None:
    # given
    offer("kurta", by=supplier("Second"), priority=100)
    first = supplier("First")
    offer("kurta", by=first, priority=50)

    # when
    sync_sales(order(line("kurta")))

    # then
    assert api.sales_of_order("order-1")[0].supplier_id == first.id


def test_line_the_store_allocated_nowhere_comes_from_where_an_offer_says() -> None:
    # given
    offer("kurta", at="unnao", priority=1)
    offer("kurta", at="lucknow", priority=2)

    # when
    sync_sales(order(line("kurta", 2, at=None)))

    # then
    assert placed() == [("line-kurta", "unnao", 2)]


def test_inactive_offer_is_no_offer() -> None:
    # given
    offer("kurta", active=False)

    # when
    sync_sales(order(line("kurta")))

    # then
    assert len(api.unassigned_sales()) == 1


@pytest.mark.parametrize("at", ["lucknow", None])
def test_line_nobody_offers_is_unassigned_and_kept(at: str | None) -> None:
    # when
    sync_sales(order(line("kurta", 2, at=at)))

    # then
    (sale,) = api.unassigned_sales()
    assert (sale.supplier_id, sale.quantity, sale.pickup_point_id) == (None, 2, at or "")


def test_line_of_a_deleted_variant_is_unassigned() -> None:
    # when
    sync_sales(order(line("kurta", variant_id=None, product_id=None)))

    # then
    assert len(api.unassigned_sales()) == 1


def test_later_offer_gets_the_unassigned_sale() -> None:
    # given
    sync_sales(order(line("kurta", 2, at=None)))
    offer("kurta", at="lucknow")

    # when
    sync_sales(order(line("kurta", 2, at=None)))

    # then
    assert api.unassigned_sales() == []
    assert placed() == [("line-kurta", "lucknow", 2)]


def test_later_offer_at_another_point_does_not_take_what_the_store_allocated() -> None:
    # given
    sync_sales(order(line("kurta", at="lucknow")))

    # when
    offer("kurta", at="unnao")
    sync_sales(order(line("kurta", at="lucknow")))

    # then
    assert len(api.unassigned_sales()) == 1


def test_sale_keeps_its_supplier_when_a_preferred_offer_comes_later() -> None:
    # given
    consignor = supplier()
    offer("kurta", by=consignor, priority=100)
    sync_sales(order())

    # when
    offer("kurta", by=supplier("Newcomer"), priority=1)
    sync_sales(order(line("kurta", 2)))

    # then
    assert api.sales_of_order("order-1")[0].supplier_id == consignor.id


@pytest.mark.parametrize("status", [OrderStatus.DRAFT, OrderStatus.UNCONFIRMED])
def test_order_that_is_not_placed_is_nothing_yet(status: OrderStatus) -> None:
    # when
    sync_sales(order(status=status))

    # then
    assert states() == []


def test_unpaid_order_waits() -> None:
    # when
    sync_sales(unpaid())

    # then
    assert (states(), announced()) == ([], 0)


def test_unpaid_order_is_released_at_once_where_suppliers_send_before_they_are_paid() -> None:
    # given
    switch("odop.consignment", release_orders="placed")

    # when
    sync_sales(unpaid())

    # then
    assert states() == ["placed"]


def test_partly_paid_order_waits() -> None:
    # when
    sync_sales(order(charge_status=ChargeStatus.PARTIAL))

    # then
    assert states() == []


def test_released_order_is_followed_though_a_part_was_paid_back() -> None:
    # given
    sync_sales(order(line("kurta"), line("attar")))

    # when
    sync_sales(order(line("kurta"), charge_status=ChargeStatus.PARTIAL, refunded=1))

    # then
    assert states() == ["placed", "cancelled"]


def test_change_is_announced_once() -> None:
    # when
    for _ in range(3):
        sync_sales(order())

    # then
    assert announced() == 1


def test_nothing_changed_is_nothing_to_announce() -> None:
    # given
    sync_sales(order())
    before = announced()

    # when
    sync_sales(order(minute=5, language="hi"))

    # then
    assert announced() == before


def test_orders_do_not_touch_each_other() -> None:
    # given
    sync_sales(order(line("kurta", id="line-a"), number=1))
    sync_sales(order(line("kurta", id="line-b"), number=2))

    # when
    sync_sales(cancelled(order(line("kurta", id="line-a"), number=1)))

    # then
    assert [sale.state for sale in api.sales_of_order("order-2")] == ["placed"]
