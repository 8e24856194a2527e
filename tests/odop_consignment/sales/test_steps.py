"""How a sale moves: what suppliers, carriers and the calendar say of it, in any order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from odop_consignment import api
from odop_consignment.api import SaleInfo, UnknownRow, WrongChoice
from odop_consignment.api import sales as more
from odop_consignment.models import Sale, SaleReversal, SaleStep
from odop_consignment.sales import deliveries
from odop_consignment.sales.sync import sync_sales
from tests.factories import cancelled, line, offer, order
from tests.odop_consignment.sales.order_states import announced, returned, sent, states, steps

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 5, 6, 30, tzinfo=UTC)
FRIDAY = date(2026, 11, 6)


def sold() -> SaleInfo:
    offer("kurta")
    sync_sales(order())
    return only()


def only() -> SaleInfo:
    return api.sales_of_order("order-1")[0]


def test_the_whole_way() -> None:
    # given
    sale = sold()

    # when
    api.record_ready_on([sale.id], FRIDAY, "helpline:7")
    api.record_ready([sale.id], "sms")
    api.collect_sales([sale.id])
    api.record_delivered([sale.id], NOON, "carrier:partner")
    deliveries.finalise_sales()

    # then
    assert steps() == [
        ("placed", "confirmed", "helpline:7"),
        ("confirmed", "ready", "sms"),
        ("ready", "collected", "carrier"),
        ("collected", "delivered", "carrier:partner"),
        ("delivered", "final", "calendar"),
    ]
    assert (only().ready_on, only().delivered_at) == (FRIDAY, NOON)


SAYINGS: dict[str, Callable[[int], object]] = {
    "ready_on": lambda pk: api.record_ready_on([pk], FRIDAY, "x"),
    "ready": lambda pk: api.record_ready([pk], "x"),
    "collect": lambda pk: api.collect_sales([pk]),
    "deliver": lambda pk: api.record_delivered([pk], NOON, "x"),
}


@pytest.mark.parametrize("saying", SAYINGS)
def test_what_is_said_twice_changes_nothing(saying: str) -> None:
    # given
    sale = sold()
    SAYINGS[saying](sale.id)
    before, told = SaleStep.objects.count(), announced()

    # when
    SAYINGS[saying](sale.id)

    # then
    assert (SaleStep.objects.count(), announced()) == (before, told)


@pytest.mark.parametrize("saying", ["ready_on", "ready", "collect"])
def test_what_is_told_late_does_not_take_a_sale_back(saying: str) -> None:
    # given
    sale = sold()
    api.record_delivered([sale.id], NOON, "carrier")

    # when
    SAYINGS[saying](sale.id)

    # then
    assert states() == ["delivered"]


def test_the_moment_of_collection_is_kept_though_it_is_told_late() -> None:
    # given
    sale = sold()
    api.record_delivered([sale.id], NOON, "carrier")

    # when
    api.collect_sales([sale.id], "carrier", NOON - timedelta(days=2))

    # then
    assert only().collected_at == NOON - timedelta(days=2)


def test_the_last_day_a_supplier_names_counts() -> None:
    # given
    sale = sold()
    api.record_ready([sale.id], "sms")

    # when
    api.record_ready_on([sale.id], FRIDAY, "sms")
    api.record_ready_on([sale.id], FRIDAY + timedelta(days=2), "sms")

    # then
    assert (only().state, only().ready_on) == ("confirmed", FRIDAY + timedelta(days=2))


@pytest.mark.parametrize("saying", ["ready_on", "ready"])
def test_a_sale_its_supplier_confirmed_is_still_called_off(saying: str) -> None:
    # given
    sale = sold()
    SAYINGS[saying](sale.id)

    # when
    sync_sales(cancelled(order()))

    # then
    assert states() == ["cancelled"]


@pytest.mark.parametrize("saying", ["ready_on", "ready"])
def test_a_sale_its_supplier_confirmed_is_still_collected_by_hand(saying: str) -> None:
    # given
    sale = sold()
    SAYINGS[saying](sale.id)

    # when
    sync_sales(sent(order(line("kurta", at=None, quantity_fulfilled=1)), at="lucknow", kurta=1))

    # then
    assert states() == ["collected"]


@pytest.mark.parametrize("saying", ["collect", "deliver"])
def test_goods_that_travel_though_they_were_called_off_are_an_issue(saying: str) -> None:
    # given
    sale = sold()
    sync_sales(cancelled(order()))

    # when
    SAYINGS[saying](sale.id)

    # then
    (found,) = api.sales_with_issue()
    assert (found.state, "although the sale was called off" in str(found.issue)) == ("cancelled", True)
    assert api.count_sales_with_issue() == 1


def test_an_issue_somebody_looked_at_is_not_brought_up_again() -> None:
    # given
    sale = sold()
    sync_sales(cancelled(order()))
    api.collect_sales([sale.id])

    # when
    more.clear_issue(sale.id, "user:1", "brought back")
    api.collect_sales([sale.id])

    # then
    assert api.sales_with_issue() == []
    assert more.steps_of([sale.id])[sale.id][-1].reason.in_language("en") == "settled: brought back"


def test_an_issue_is_cleared_with_a_remark() -> None:
    with pytest.raises(WrongChoice, match="what was done"):
        more.clear_issue(sold().id, "user:1", "  ")


@pytest.mark.parametrize("saying", SAYINGS)
def test_a_sale_there_never_was_is_named(saying: str) -> None:
    with pytest.raises(UnknownRow, match="999999"):
        SAYINGS[saying](999_999)


def test_a_moment_has_a_time_zone() -> None:
    with pytest.raises(WrongChoice, match="time zone"):
        api.record_delivered([sold().id], datetime(2026, 11, 5), "x")  # noqa: DTZ001


def test_a_carrier_whose_clock_is_fast_delivers_now() -> None:
    # given
    sale = sold()

    # when
    api.record_delivered([sale.id], datetime.now(UTC) + timedelta(days=3), "x")

    # then
    delivered_at = only().delivered_at
    assert delivered_at is not None
    assert delivered_at <= datetime.now(UTC)


def test_the_return_window_ends_with_an_indian_day() -> None:
    # given: 20:00 in India, on 5 November; seven days are the usual window
    sale = sold()
    api.record_delivered([sale.id], datetime(2026, 11, 5, 14, 30, tzinfo=UTC), "x")

    # then: the last moment of 12 November
    assert Sale.objects.get().final_from == datetime(2026, 11, 12, 18, 30, tzinfo=UTC)


def test_a_sale_is_not_final_before_its_time() -> None:
    # given
    api.record_delivered([sold().id], datetime.now(UTC), "x")

    # then
    assert (deliveries.finalise_sales(), states()) == (0, ["delivered"])


def test_a_sale_that_is_on_its_way_back_is_not_final() -> None:
    # given
    api.record_delivered([sold().id], NOON, "x")
    told = sent(order(line("kurta", at=None, quantity_fulfilled=1)), at="lucknow", kurta=1)
    Sale.objects.update(quantity=1)
    sync_sales(returned(told, "lucknow", kurta=1))

    # then
    assert deliveries.finalise_sales() == 0


def test_a_sale_of_which_money_alone_was_given_back_becomes_final() -> None:
    # given
    api.record_delivered([sold().id], NOON, "x")
    told = sent(order(line("kurta", at=None, quantity_fulfilled=1)), at="lucknow", kurta=1)
    sync_sales(returned(told, "lucknow", "REFUNDED", kurta=1))
    assert SaleReversal.objects.count() == 1

    # then
    assert deliveries.finalise_sales() == 1
