"""Whose goods are sold: lots, priority, and suppliers who cannot supply."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from odop_consignment import api
from odop_consignment.api import SaleInfo, WrongChoice
from odop_consignment.api import sales as more
from odop_consignment.models import Sale
from odop_consignment.sales.sync import sync_sales
from odop_core.queue import worker
from odop_core.store.orders import Address
from tests.factories import agreement, announce, cancelled, line, offer, order, supplier
from tests.fake_store import FakeStore
from tests.odop_consignment.sales.order_states import announced, in_lots, placed, sent, states, unsold

pytestmark = pytest.mark.django_db


def standing() -> list[tuple[int | None, str, int]]:
    found = [sale for sale in api.sales_of_order("order-1") if not sale.is_cancelled]
    return [(sale.supplier_id, sale.pickup_point_id, sale.quantity) for sale in found]


def only() -> SaleInfo:
    return api.sales_of_order("order-1")[-1]


def test_the_oldest_lot_goes_first_whatever_the_priority() -> None:
    # given
    new = offer("kurta", by=supplier("New"), priority=1)
    old = offer("kurta", by=supplier("Old"), priority=2)
    in_lots(new, 5, date(2026, 3, 1))
    in_lots(old, 5, date(2026, 2, 1))

    # when
    sync_sales(order(line("kurta", 2)))

    # then
    assert standing() == [(old.supplier_id, "lucknow", 2)]
    assert (unsold(old), unsold(new)) == (3, 5)


def test_one_line_is_shared_where_one_lot_is_not_enough() -> None:
    # given
    first, second = offer("kurta", by=supplier("First")), offer("kurta", by=supplier("Second"))
    in_lots(first, 2, date(2026, 1, 1))
    in_lots(second, 2, date(2026, 1, 2))

    # when: one more than was ever noted
    sync_sales(order(line("kurta", 5)))

    # then
    assert standing() == [(first.supplier_id, "lucknow", 3), (second.supplier_id, "lucknow", 2)]
    assert (unsold(first), unsold(second)) == (0, 0)


def test_cancelled_pieces_lie_in_their_lot_again() -> None:
    # given
    mine = offer("kurta")
    in_lots(mine, 5)
    sync_sales(order(line("kurta", 3)))

    # when
    sync_sales(cancelled(order(line("kurta", 3))))

    # then
    assert unsold(mine) == 5


def test_fewer_pieces_give_the_rest_back_to_the_lot() -> None:
    # given
    mine = offer("kurta")
    in_lots(mine, 5)
    sync_sales(order(line("kurta", 3)))

    # when
    sync_sales(order(line("kurta", 1)))

    # then
    assert unsold(mine) == 4


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


def test_goods_that_may_not_go_there_wait_for_staff() -> None:
    # given
    ramesh = supplier("Ramesh", model="enrolled_supplier", tax="enrolled", enrolment="092600012345ESF")
    offer("kurta", by=ramesh)

    # when
    sync_sales(order(shipping_address=Address(country_area="Delhi"), billing_address=Address(country_area="Delhi")))

    # then
    (sale,) = api.sales_with_issue()
    assert sale.supplier_id is None
    assert "Ramesh can be sold inside Uttar Pradesh only, and not sent to Delhi" in str(sale.issue)


def test_staff_cannot_send_goods_where_they_may_not_go(store: FakeStore) -> None:
    # given
    ramesh = supplier("Ramesh", model="enrolled_supplier", tax="enrolled", enrolment="092600012345ESF")
    barred = offer("kurta", by=ramesh)
    announce(order(shipping_address=Address(country_area="Delhi")))
    worker.run_due()

    # when / then
    with pytest.raises(WrongChoice, match="inside Uttar Pradesh only"):
        api.assign_sale(only().id, barred.id)


def test_an_address_changed_after_the_supplier_was_told_takes_the_sale_back() -> None:
    # given
    ramesh = supplier("Ramesh", model="enrolled_supplier", tax="enrolled", enrolment="092600012345ESF")
    offer("kurta", by=ramesh)
    home, away = Address(country_area="Uttar Pradesh"), Address(country_area="Delhi")
    sync_sales(order(shipping_address=home, billing_address=home))
    assert standing() == [(ramesh.id, "lucknow", 1)]

    # when
    sync_sales(order(shipping_address=away, billing_address=home, minute=1))
    sync_sales(order(shipping_address=away, billing_address=home, minute=2))

    # then
    assert standing() == [(None, "lucknow", 1)]

    # when: it comes home again
    sync_sales(order(shipping_address=home, billing_address=home, minute=3))

    # then
    assert standing() == [(ramesh.id, "lucknow", 1)]
    assert api.sales_with_issue() == []


def test_a_repeat_costs_few_queries_however_long_the_order(django_assert_max_num_queries: object) -> None:
    # given: a bulk order
    consignor = supplier()
    agreement(consignor)
    for number in range(30):
        offer(f"v{number}", by=consignor)
    told = order(*(line(f"v{number}", 2) for number in range(30)))
    sync_sales(told)

    # then
    with django_assert_max_num_queries(6):  # type: ignore[operator]
        sync_sales(told)


def test_placing_costs_so_many_queries_a_line(django_assert_max_num_queries: object) -> None:
    # given
    consignor = supplier()
    agreement(consignor)
    for number in range(50):
        in_lots(offer(f"v{number}", by=consignor), 5)
    told = order(*(line(f"v{number}", 2) for number in range(50)))

    # then
    with django_assert_max_num_queries(50 * 18):  # type: ignore[operator]
        sync_sales(told)
    assert Sale.objects.count() == 50


def test_a_line_split_over_two_points_is_shared_at_each() -> None:
    # given
    for at in ("lucknow", "unnao"):
        for name in ("A", "B"):
            in_lots(offer("kurta", at=at, by=supplier(f"{name} of {at}")), 1)

    # when
    sync_sales(order(line("kurta", 4, at={"lucknow": 2, "unnao": 2})))

    # then
    assert [(point, pieces) for _who, point, pieces in standing()] == [
        ("lucknow", 1), ("lucknow", 1), ("unnao", 1), ("unnao", 1),
    ]  # fmt: skip


def test_pieces_sent_from_a_point_collect_both_suppliers_there() -> None:
    # given
    for name in ("A", "B"):
        in_lots(offer("kurta", by=supplier(name)), 1)
    sync_sales(order(line("kurta", 2)))

    # when
    sync_sales(sent(order(line("kurta", 2, at=None, quantity_fulfilled=2)), at="lucknow", kurta=2))

    # then
    assert states() == ["collected", "collected"]
    assert placed() == []


def test_what_a_supplier_said_is_remembered_in_a_column_and_not_by_its_words() -> None:
    # given: staff write what looks like a supplier's word
    first, second = offer("kurta", by=supplier("First")), offer("kurta", by=supplier("Second"), priority=200)
    sync_sales(order(line("kurta")))
    api.reassign_sale(only().id, second.id, by="clerk", reason="cannot supply, she told me")

    # when: the second cannot either, and only the first never said so
    (outcome,) = api.record_cannot_supply([only().id], by="helpline:asha", reason="")

    # then
    (successor,) = outcome.new_sale_ids
    assert api.sales_by_id([successor])[successor].supplier_id == first.supplier_id
    assert api.record_cannot_supply([outcome.sale_id], by="helpline:asha", reason="")[0].new_sale_ids == (successor,)


AADHAAR = "2341 2341 2346"


def test_an_aadhaar_number_in_a_suppliers_reason_is_not_kept_and_the_answer_counts() -> None:
    offer("kurta")
    sync_sales(order(line("kurta")))
    api.record_cannot_supply([only().id], by="helpline:asha", reason=f"my card is {AADHAAR}")
    found = Sale.objects.get()
    assert "cannot supply" in str(found.issue)
    assert AADHAAR not in str(found.issue)
    assert not found.steps.filter(reason__contains=AADHAAR).exists()


def test_staff_write_no_aadhaar_number_to_a_sale() -> None:
    offer("kurta")
    other = offer("kurta", by=supplier("Other"), priority=200)
    sync_sales(order(line("kurta")))
    with pytest.raises(WrongChoice, match="Aadhaar"):
        api.reassign_sale(only().id, other.id, by="clerk", reason=AADHAAR)
    with pytest.raises(WrongChoice, match="Aadhaar"):
        more.clear_issue(only().id, by="clerk", remark=AADHAAR)


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
