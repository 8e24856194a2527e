from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from odop_consignment import api, sales
from odop_consignment.models import Consignor, Offer, Sale, SaleState
from odop_consignment.sales import SALES_CHANGED, follow
from odop_core.models import InboxEvent
from odop_core.orders import ChargeStatus, Fulfillment, FulfillmentLine, OrderLine, OrderSnapshot, OrderStatus
from tests.factories import cancelled, consignor, line, offer, order, switch

pytestmark = pytest.mark.django_db


def placed() -> list[tuple[str, str, int]]:
    """Line, point and pieces of every sale that is still with its maker."""
    rows = Sale.objects.filter(state=SaleState.PLACED).order_by("id")
    return list(rows.values_list("order_line_id", "pickup_point_id", "quantity"))


def states() -> list[str]:
    return list(Sale.objects.order_by("id").values_list("state", flat=True))


def announced() -> int:
    return InboxEvent.objects.filter(kind=SALES_CHANGED).count()


def unpaid(*lines: OrderLine) -> OrderSnapshot:
    return order(*lines, charge_status=ChargeStatus.NONE, charged_paise=0)


def sent(told: OrderSnapshot, at: str, status: str = "FULFILLED", **pieces: int) -> OrderSnapshot:
    """The same order after so many pieces of the named lines left warehouse `at`."""
    lines = tuple(FulfillmentLine(order_line_id=f"line-{name}", quantity=n) for name, n in pieces.items())
    made = Fulfillment(id=f"f-{len(told.fulfillments)}", status=status, warehouse_id=at, lines=lines)
    return told.model_copy(update={"fulfillments": (*told.fulfillments, made)})


def test_line_becomes_a_sale_of_the_consignor_who_offers_it() -> None:
    # given
    maker = consignor()
    offer("kurta", at="lucknow", by=maker)

    # when
    follow(order(line("kurta", 2, at="lucknow"), number=7))

    # then
    (sale,) = api.sales_of_order("order-7")
    assert (sale.consignor_id, sale.quantity, sale.pickup_point_id) == (maker.id, 2, "lucknow")
    assert (sale.order_number, sale.product_name, sale.unit_price_gross_paise) == ("7", "kurta", 118_000)


def test_lines_of_several_makers_go_to_each_of_them() -> None:
    # given
    weaver, potter = consignor("Weaver"), consignor("Potter")
    offer("saree", at="varanasi", by=weaver)
    offer("vase", at="azamgarh", by=potter)

    # when
    follow(order(line("saree", at="varanasi"), line("vase", 3, at="azamgarh")))

    # then
    found = {sale.product_name: sale.consignor_id for sale in api.sales_of_order("order-1")}
    assert found == {"saree": weaver.id, "vase": potter.id}


def test_line_from_two_points_is_two_sales() -> None:
    # given
    offer("kurta", at="lucknow")
    offer("kurta", at="unnao")

    # when
    follow(order(line("kurta", 5, at={"lucknow": 3, "unnao": 2})))

    # then
    assert placed() == [("line-kurta", "lucknow", 3), ("line-kurta", "unnao", 2)]


def test_offer_at_the_allocated_point_wins_over_a_preferred_one_elsewhere() -> None:
    # given
    offer("kurta", at="unnao", priority=1)
    offer("kurta", at="lucknow", priority=200)

    # when
    follow(order(line("kurta", at="lucknow")))

    # then
    assert placed() == [("line-kurta", "lucknow", 1)]


def test_preferred_offer_wins_at_a_shared_point() -> None:
    # given
    offer("kurta", by=consignor("Second"), priority=100)
    first = consignor("First")
    offer("kurta", by=first, priority=50)

    # when
    follow(order(line("kurta")))

    # then
    assert api.sales_of_order("order-1")[0].consignor_id == first.id


def test_line_the_store_allocated_nowhere_comes_from_where_an_offer_says() -> None:
    # given
    offer("kurta", at="unnao", priority=1)
    offer("kurta", at="lucknow", priority=2)

    # when
    follow(order(line("kurta", 2, at=None)))

    # then
    assert placed() == [("line-kurta", "unnao", 2)]


def test_inactive_offer_is_no_offer() -> None:
    # given
    offer("kurta", active=False)

    # when
    follow(order(line("kurta")))

    # then
    assert len(api.unassigned_sales()) == 1


@pytest.mark.parametrize("at", ["lucknow", None])
def test_line_nobody_offers_is_unassigned_and_kept(at: str | None) -> None:
    # when
    follow(order(line("kurta", 2, at=at)))

    # then
    (sale,) = api.unassigned_sales()
    assert (sale.consignor_id, sale.quantity, sale.pickup_point_id) == (None, 2, at or "")


def test_line_of_a_deleted_variant_is_unassigned() -> None:
    # when
    follow(order(line("kurta", variant_id=None, product_id=None)))

    # then
    assert len(api.unassigned_sales()) == 1


def test_later_offer_gets_the_unassigned_sale() -> None:
    # given
    follow(order(line("kurta", 2, at=None)))
    offer("kurta", at="lucknow")

    # when
    follow(order(line("kurta", 2, at=None)))

    # then
    assert api.unassigned_sales() == []
    assert placed() == [("line-kurta", "lucknow", 2)]


def test_later_offer_at_another_point_does_not_take_what_the_store_allocated() -> None:
    # given
    follow(order(line("kurta", at="lucknow")))

    # when
    offer("kurta", at="unnao")
    follow(order(line("kurta", at="lucknow")))

    # then
    assert len(api.unassigned_sales()) == 1


def test_sale_keeps_its_consignor_when_a_preferred_offer_comes_later() -> None:
    # given
    maker = consignor()
    offer("kurta", by=maker, priority=100)
    follow(order())

    # when
    offer("kurta", by=consignor("Newcomer"), priority=1)
    follow(order(line("kurta", 2)))

    # then
    assert api.sales_of_order("order-1")[0].consignor_id == maker.id


@pytest.mark.parametrize("status", [OrderStatus.DRAFT, OrderStatus.UNCONFIRMED])
def test_order_that_is_not_placed_is_nothing_yet(status: OrderStatus) -> None:
    # when
    follow(order(status=status))

    # then
    assert states() == []


def test_unpaid_order_waits() -> None:
    # when
    follow(unpaid())

    # then
    assert (states(), announced()) == ([], 0)


def test_unpaid_order_is_released_at_once_where_makers_send_before_they_are_paid() -> None:
    # given
    switch("odop.consignment", release_orders="placed")

    # when
    follow(unpaid())

    # then
    assert states() == ["placed"]


def test_partly_paid_order_waits() -> None:
    # when
    follow(order(charge_status=ChargeStatus.PARTIAL))

    # then
    assert states() == []


def test_released_order_is_followed_though_a_part_was_paid_back() -> None:
    # given
    follow(order(line("kurta"), line("attar")))

    # when
    follow(order(line("kurta"), charge_status=ChargeStatus.PARTIAL, refunded_paise=1))

    # then
    assert states() == ["placed", "cancelled"]


def test_cancelled_order_cancels_what_was_not_collected() -> None:
    # given
    follow(order())

    # when
    follow(cancelled(order()))

    # then
    assert states() == ["cancelled"]


def test_cancelled_order_leaves_what_was_collected() -> None:
    # given
    follow(order(line("kurta"), line("attar")))
    api.collect_sales([api.sales_of_order("order-1")[0].id])

    # when
    follow(cancelled(order(line("kurta"), line("attar"))))

    # then
    assert states() == ["collected", "cancelled"]


@pytest.mark.parametrize("status", [OrderStatus.EXPIRED, OrderStatus.RETURNED])
def test_order_that_expired_or_came_back_cancels_what_was_not_collected(status: OrderStatus) -> None:
    # given
    follow(order())

    # when
    follow(order(status=status))

    # then
    assert states() == ["cancelled"]


def test_full_refund_cancels_what_was_not_collected() -> None:
    # given
    follow(order())

    # when
    follow(order(refunded_paise=118_000, charged_paise=0, charge_status=ChargeStatus.NONE))

    # then
    assert states() == ["cancelled"]


def test_partial_refund_cancels_nothing() -> None:
    # given
    follow(order())

    # when
    follow(order(refunded_paise=117_999, charged_paise=1, charge_status=ChargeStatus.PARTIAL))

    # then
    assert states() == ["placed"]


def test_order_cancelled_before_we_looked_becomes_no_sale() -> None:
    # when
    follow(cancelled(order()))

    # then
    assert states() == []


def test_removed_line_is_cancelled() -> None:
    # given
    follow(order(line("kurta"), line("attar")))

    # when
    follow(order(line("attar")))

    # then
    assert placed() == [("line-attar", "lucknow", 1)]


def test_more_pieces_are_another_sale() -> None:
    # given
    follow(order(line("kurta", 2)))

    # when
    follow(order(line("kurta", 5)))

    # then
    assert placed() == [("line-kurta", "lucknow", 2), ("line-kurta", "lucknow", 3)]


def test_fewer_pieces_are_a_cancelled_sale_and_a_smaller_one() -> None:
    # given
    follow(order(line("kurta", 5)))

    # when
    follow(order(line("kurta", 2)))

    # then
    assert placed() == [("line-kurta", "lucknow", 2)]
    assert states() == ["cancelled", "placed"]


def test_fewer_pieces_are_taken_from_where_the_store_took_them() -> None:
    # given
    follow(order(line("kurta", 3, at={"lucknow": 2, "unnao": 1})))

    # when
    follow(order(line("kurta", 2, at={"lucknow": 1, "unnao": 1})))

    # then
    assert sorted(placed()) == [("line-kurta", "lucknow", 1), ("line-kurta", "unnao", 1)]


def test_fewer_pieces_at_every_point_are_fewer_at_every_point() -> None:
    # given
    follow(order(line("kurta", 4, at={"lucknow": 2, "unnao": 2})))

    # when
    follow(order(line("kurta", 2, at={"lucknow": 1, "unnao": 1})))

    # then
    assert sorted(placed()) == [("line-kurta", "lucknow", 1), ("line-kurta", "unnao", 1)]


def test_more_pieces_after_the_first_were_collected_leave_those_alone() -> None:
    # given
    follow(order(line("kurta", 2)))
    api.collect_sales([sale.id for sale in api.sales_of_order("order-1")])

    # when
    follow(order(line("kurta", 3)))

    # then
    assert states() == ["collected", "placed"]
    assert placed() == [("line-kurta", "lucknow", 1)]


def test_fewer_pieces_than_were_collected_change_nothing() -> None:
    # given
    follow(order(line("kurta", 2)))
    api.collect_sales([sale.id for sale in api.sales_of_order("order-1")])

    # when
    follow(order(line("kurta", 1)))

    # then
    assert states() == ["collected"]


def test_line_that_left_whole_is_collected() -> None:
    # given
    follow(order(line("kurta", 3, at={"lucknow": 1, "unnao": 2})))

    # when
    follow(order(line("kurta", 3, at=None, quantity_fulfilled=3)))

    # then
    assert states() == ["collected", "collected"]


def test_pieces_that_left_one_of_two_points_are_collected_there() -> None:
    # given
    follow(order(line("kurta", 3, at={"lucknow": 1, "unnao": 2})))

    # when
    follow(sent(order(line("kurta", 3, at={"lucknow": 1}, quantity_fulfilled=2)), at="unnao", kurta=2))

    # then
    assert states() == ["placed", "collected"]


def test_part_of_a_sale_that_left_collects_nothing_yet() -> None:
    # given
    follow(order(line("kurta", 3)))

    # when
    follow(sent(order(line("kurta", 3, at={"lucknow": 2}, quantity_fulfilled=1)), at="lucknow", kurta=1))

    # then
    assert states() == ["placed"]


def test_cancelled_fulfilment_collects_nothing() -> None:
    # given
    follow(order(line("kurta", 3)))

    # when
    follow(sent(order(line("kurta", 3)), at="lucknow", status="CANCELED", kurta=3))

    # then
    assert states() == ["placed"]


def test_pieces_added_after_others_left_come_from_where_the_store_allocated_them() -> None:
    # given
    offer("kurta", at="unnao", priority=1)
    offer("kurta", at="lucknow", priority=2)
    follow(order(line("kurta", 2, at="lucknow")))
    left = sent(order(line("kurta", 2, at=None, quantity_fulfilled=2)), at="lucknow", kurta=2)
    follow(left)

    # when
    follow(left.model_copy(update={"lines": (line("kurta", 3, at={"lucknow": 1}, quantity_fulfilled=2),)}))

    # then
    assert placed() == [("line-kurta", "lucknow", 1)]


def test_change_is_announced_once() -> None:
    # when
    for _ in range(3):
        follow(order())

    # then
    assert announced() == 1


def test_nothing_changed_is_nothing_to_announce() -> None:
    # given
    follow(order())
    before = announced()

    # when
    follow(order(minute=5, language="hi"))

    # then
    assert announced() == before


def test_orders_do_not_touch_each_other() -> None:
    # given
    follow(order(line("kurta", id="line-a"), number=1))
    follow(order(line("kurta", id="line-b"), number=2))

    # when
    follow(cancelled(order(line("kurta", id="line-a"), number=1)))

    # then
    assert [sale.state for sale in api.sales_of_order("order-2")] == ["placed"]


POINTS = ["lucknow", "unnao", "kannauj"]
quantities = st.dictionaries(st.sampled_from(POINTS), st.integers(1, 4), max_size=3)


def start_anew(makers_at: list[str]) -> None:
    Sale.objects.all().delete()
    Offer.objects.all().delete()
    Consignor.objects.all().delete()
    InboxEvent.objects.all().delete()
    for point in makers_at:
        offer("kurta", at=point)


def line_of(pieces: dict[str, int], unallocated: int = 0) -> OrderLine:
    return line("kurta", sum(pieces.values()) + unallocated, at=pieces)


@settings(max_examples=60)
@given(
    history=st.lists(
        st.integers(0, 6).map(lambda n: {"lucknow": n // 2 + n % 2, "unnao": n // 2}), min_size=1, max_size=5
    ),
    seen=st.data(),
)
def test_states_that_were_missed_or_seen_twice_make_no_difference_in_the_end(
    history: list[dict[str, int]], seen: st.DataObject
) -> None:
    # given
    start_anew(["lucknow", "unnao"])
    told = [order(line_of(pieces), minute=minute) for minute, pieces in enumerate(history)]
    follow(told[-1])
    expected = pieces_by_point()

    # when
    start_anew(["lucknow", "unnao"])
    for number in sorted(seen.draw(st.lists(st.integers(0, len(told) - 1), max_size=8))):
        follow(told[number])
    follow(told[-1])

    # then
    assert pieces_by_point() == expected


def pieces_by_point() -> Counter[str]:
    found: Counter[str] = Counter()
    for _line, point, quantity in placed():
        found[point] += quantity
    return found


@settings(max_examples=60)
@given(
    offers=st.lists(st.sampled_from(POINTS), unique=True),
    steps=st.lists(
        st.one_of(
            st.tuples(st.just("change"), quantities, st.integers(0, 2)),
            st.tuples(st.just("collect"), st.integers(0, 5)),
            st.tuples(st.just("repeat")),
            st.tuples(st.just("offer"), st.sampled_from(POINTS)),
            st.tuples(st.just("cancel")),
        ),
        max_size=10,
    ),
)
def test_pieces_of_a_line_are_those_of_its_standing_sales_whatever_happens(
    offers: list[str], steps: list[tuple[Any, ...]]
) -> None:
    # given
    start_anew(offers)
    current = order(line_of({"lucknow": 2}))
    follow(current)
    pieces = dict(Sale.objects.values_list("id", "quantity"))

    # when
    for what, *how in steps:
        if what == "change" and not current.is_withdrawn:
            current = order(line_of(*how))
        elif what == "collect":
            api.collect_sales(list(Sale.objects.values_list("id", flat=True))[: how[0]])
        elif what == "offer":
            offer("kurta", at=how[0])
        elif what == "cancel":
            current = cancelled(current)
        follow(current)

        # then
        standing = Sale.objects.exclude(state=SaleState.CANCELLED)
        collected = sum(standing.filter(state=SaleState.COLLECTED).values_list("quantity", flat=True))
        wanted = 0 if current.is_withdrawn else current.lines[0].quantity
        assert sum(standing.values_list("quantity", flat=True)) == max(wanted, collected)

        # then: no sale ever changes its pieces
        now = dict(Sale.objects.values_list("id", "quantity"))
        assert pieces.items() <= now.items()
        pieces = now

        # then: nobody waits who could be served
        for sale in standing.filter(offer=None, state=SaleState.PLACED):
            assert sales._offer_for(sale.variant_id, sale.pickup_point_id) is None
