"""Whose goods are sold: lots, priority, and where an order is shared."""

from __future__ import annotations

from datetime import date

import pytest

from odop_consignment import api
from odop_consignment.api import WrongChoice
from odop_consignment.api import sales as more
from odop_consignment.models import Sale
from odop_consignment.sales.sync import sync_sales
from odop_core.store.orders import Address
from tests.factories import agreement, cancelled, line, offer, order, supplier
from tests.odop_consignment.sales.order_states import in_lots, only, placed, sent, standing, states, unsold

pytestmark = pytest.mark.django_db


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
