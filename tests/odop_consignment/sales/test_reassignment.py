"""Who supplies instead: after a supplier said that they cannot, and where staff choose."""

from __future__ import annotations

from typing import Any

import pytest

from odop_consignment import api
from odop_consignment.api import WrongChoice
from odop_consignment.sales.sync import sync_sales
from odop_core.queue import worker
from odop_core.store.orders import Address
from tests.factories import announce, line, offer, order, supplier
from tests.fake_store import FakeStore
from tests.odop_consignment.sales.order_states import announced, in_lots, only, standing, states, unsold

pytestmark = pytest.mark.django_db


def test_who_cannot_supply_gives_the_sale_to_who_can() -> None:
    # given
    mine, other = offer("kurta", by=supplier("Mine"), priority=1), offer("kurta", by=supplier("Other"), priority=2)
    in_lots(mine, 2)
    sync_sales(order(line("kurta", 2)))
    told = announced()

    # when
    (outcome,) = api.record_cannot_supply([only().id], "sms", "the cloth is spoilt")

    # then
    assert states() == ["cancelled", "placed"]
    assert standing() == [(other.supplier_id, "lucknow", 2)]
    assert (outcome.new_sale_ids, bool(outcome.issue)) == ((only().id,), False)
    assert unsold(mine) == 2
    assert announced() == told + 1


def test_of_those_who_can_the_one_who_has_the_pieces_is_asked() -> None:
    # given
    offer("kurta", by=supplier("Mine"), priority=1)
    offer("kurta", by=supplier("Preferred"), priority=2)
    noted = offer("kurta", by=supplier("Noted"), at="unnao", priority=3)
    in_lots(noted, 2)
    sync_sales(order(line("kurta", 2)))
    first = only()
    api.reassign_sale(first.id, offer("kurta", by=supplier("Third"), priority=9).id, "user:1")

    # when
    api.record_cannot_supply([only().id], "sms", "")

    # then
    assert standing() == [(noted.supplier_id, "unnao", 2)]


def test_an_order_that_is_followed_again_stays_with_who_can() -> None:
    # given
    offer("kurta", by=supplier("Mine"))
    other = offer("kurta", by=supplier("Other"), at="unnao")
    sync_sales(order(line("kurta", 2)))
    api.record_cannot_supply([only().id], "sms", "")

    # when: the store still thinks the goods are at Lucknow
    told = announced()
    for minute in range(3):
        sync_sales(order(line("kurta", 2), minute=minute))

    # then
    assert standing() == [(other.supplier_id, "unnao", 2)]
    assert announced() == told


def test_who_said_they_cannot_is_not_asked_when_the_order_changes() -> None:
    # given
    offer("kurta", by=supplier("Mine"))
    other = offer("kurta", by=supplier("Other"), at="unnao")
    sync_sales(order(line("kurta", 5)))
    api.record_cannot_supply([only().id], "sms", "")

    # when
    for pieces in (3, 4):
        sync_sales(order(line("kurta", pieces)))

    # then
    assert {supplier_id for supplier_id, _point, _pieces in standing()} == {other.supplier_id}
    assert sum(pieces for *_who, pieces in standing()) == 4


def test_nobody_else_is_an_issue_for_staff() -> None:
    # given
    offer("kurta", by=supplier("Mine"))
    sync_sales(order())

    # when
    (outcome,) = api.record_cannot_supply([only().id], "sms", "I am ill")

    # then
    assert "I am ill" in str(outcome.issue)
    assert [sale.state for sale in api.sales_with_issue()] == ["placed"]
    assert not outcome.is_too_late


def test_who_can_after_all_takes_the_issue_back() -> None:
    # given
    offer("kurta")
    sync_sales(order())
    api.record_cannot_supply([only().id], "sms", "")

    # when
    api.record_ready([only().id], "sms")

    # then
    assert api.sales_with_issue() == []


def test_what_was_said_before_is_said_again() -> None:
    # given
    offer("kurta", by=supplier("Mine"))
    offer("kurta", by=supplier("Other"))
    sync_sales(order())
    first = only().id
    (before,) = api.record_cannot_supply([first], "sms", "")

    # when
    (again,) = api.record_cannot_supply([first], "sms", "")

    # then
    assert again == before


def test_cannot_is_too_late_for_goods_that_left() -> None:
    # given
    offer("kurta")
    sync_sales(order())
    api.collect_sales([only().id])

    # when
    (outcome,) = api.record_cannot_supply([only().id], "sms", "")

    # then
    assert outcome.is_too_late
    assert states() == ["collected"]


def test_suppliers_refuse_one_after_the_other_until_nobody_is_left() -> None:
    # given
    for name in ("A", "B", "C"):
        offer("kurta", by=supplier(name))
    sync_sales(order())

    # when
    outcomes = [api.record_cannot_supply([only().id], "sms", "")[0] for _ in range(3)]

    # then
    assert [bool(outcome.new_sale_ids) for outcome in outcomes] == [True, True, False]
    assert states() == ["cancelled", "cancelled", "placed"]


def test_staff_give_a_sale_to_somebody_else() -> None:
    # given
    offer("kurta", by=supplier("Mine"), priority=1)
    other = offer("kurta", by=supplier("Other"), at="unnao", priority=2)
    sync_sales(order())

    # when
    sale = api.reassign_sale(only().id, other.id, "user:1", "closer to the buyer")

    # then
    assert (sale.supplier_id, sale.pickup_point_id) == (other.supplier_id, "unnao")
    assert states() == ["cancelled", "placed"]


@pytest.mark.parametrize("case", ["same", "variant", "left"])
def test_staff_cannot_give_a_sale_where_it_does_not_fit(case: str) -> None:
    # given
    mine = offer("kurta", by=supplier("Mine"), priority=1)
    chosen = {"same": mine, "variant": offer("attar"), "left": offer("kurta", by=supplier("Other"), priority=2)}[case]
    sync_sales(order())
    if case == "left":
        api.collect_sales([only().id])

    # when / then
    with pytest.raises(WrongChoice, match=r"already|another variant|no longer"):
        api.reassign_sale(only().id, chosen.id, "user:1")


def test_staff_cannot_send_goods_where_they_may_not_go(store: FakeStore) -> None:
    # given
    ramesh = supplier("Ramesh", model="enrolled_supplier", tax="enrolled", enrolment="092600012345ESF")
    barred = offer("kurta", by=ramesh)
    announce(order(shipping_address=Address(country_area="Delhi")))
    worker.run_due()

    # when / then
    with pytest.raises(WrongChoice, match="inside Uttar Pradesh only"):
        api.assign_sale(only().id, barred.id)


@pytest.mark.parametrize(
    "of",
    [{"by": {"state": "suspended"}}, {"by": {"stopped_in_year": 2026}}, {"active": False}],
    ids=["suspended", "stopped", "not active"],
)
def test_by_hand_too_a_sale_goes_only_to_who_may_sell(of: dict[str, Any]) -> None:
    # given
    offer("kurta")
    sync_sales(order(line("kurta")))
    consignor = supplier("Other", **of.pop("by", {}))
    other = offer("kurta", by=consignor, priority=200, **of)

    # then
    with pytest.raises(WrongChoice, match="may not sell now"):
        api.reassign_sale(only().id, other.id, by="clerk")
