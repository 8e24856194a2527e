"""What suppliers answer with their own token, and what staff decide."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from odop_consignment.models import Sale, SaleStep
from odop_core.india.dates import today
from odop_core.queue import worker
from odop_core.security.permissions import Permission
from odop_notifications.models import Question
from storefront_schema import ids
from storefront_schema.viewer import Viewer
from tests import factories
from tests.storefront_schema.client import answer_to, ask, in_language, is_hindi, mutate, refusals, staff
from tests.storefront_schema.goods import sold

MAY = staff(Permission.MANAGE_CONSIGNMENT)
OWN = Viewer("customer", "user-own")
IDS = "[ID!]!"


def sell(**changes: Any) -> Sale:
    factories.offer(by=factories.supplier("Shabana", user_id="user-own", **changes))
    factories.announce(factories.order())
    worker.run_due()
    return Sale.objects.get()


def gid(sale: Sale | int) -> str:
    return ids.make("ConsignmentSale", sale if isinstance(sale, int) else sale.pk)


def ready(*sales: Sale | int, viewer: Viewer = OWN) -> dict[str, Any]:
    return mutate("consignmentSaleMarkReady", "sales { status }", viewer, ids=(IDS, [gid(sale) for sale in sales]))


def ready_on(sale: Sale, day: object) -> dict[str, Any]:
    return mutate(
        "consignmentSaleSetReadyDate", "sales { status readyOn }", OWN, ids=(IDS, [gid(sale)]), day=("Date!", str(day))
    )


def cannot(sale: Sale, viewer: Viewer = OWN, more: str = "") -> dict[str, Any]:
    selection = f"results {{ isTooLate sale {{ status }} {more} }}"
    return mutate(
        "consignmentSaleDecline", selection, viewer, ids=(IDS, [gid(sale)]), reason=("String!", "The loom broke.")
    )


def one(name: str, sale: Sale, viewer: Viewer = MAY, **arguments: tuple[str, Any]) -> dict[str, Any]:
    return mutate(name, "sale { id status issue supplier { name } }", viewer, id=("ID!", gid(sale)), **arguments)


def test_a_supplier_says_that_goods_are_ready_and_is_asked_no_more() -> None:
    # when / then
    offer = sold()
    assert offer is not None
    sale = Sale.objects.get()
    sale.supplier.__class__.objects.filter(pk=sale.supplier_id).update(user_id="user-own")

    # when / then
    assert ready(sale) == {"sales": [{"status": "READY"}], "errors": []}
    worker.run_due()

    # then
    assert SaleStep.objects.last().moved_by == "user-own"
    assert not Question.objects.filter(closed_at=None).exists()


def test_said_again_it_changes_nothing() -> None:
    # given
    sale = sell()
    ready(sale)
    steps = SaleStep.objects.count()

    # when / then
    assert ready(sale)["sales"] == [{"status": "READY"}]
    assert SaleStep.objects.count() == steps


def test_a_supplier_promises_a_day() -> None:
    # given
    sale, day = sell(), today() + timedelta(days=3)

    # when / then
    assert ready_on(sale, day)["sales"] == [{"status": "CONFIRMED", "readyOn": str(day)}]


@pytest.mark.parametrize("days", [-1, 91])
def test_a_day_that_cannot_be_is_refused_in_both_languages(days: int) -> None:
    # given
    sale = sell()
    question = """mutation($ids: [ID!]!, $day: Date!) { consignmentSaleSetReadyDate(ids: $ids, day: $day) {
      errors { field code message } } }"""
    values = {"ids": [gid(sale)], "day": str(today() + timedelta(days=days))}

    # when
    (error,) = ask(question, OWN, **values)["consignmentSaleSetReadyDate"]["errors"]
    with in_language("hi"):
        (in_hindi,) = ask(question, OWN, **values)["consignmentSaleSetReadyDate"]["errors"]

    # then
    assert (error["field"], error["code"]) == (in_hindi["field"], in_hindi["code"]) == ("day", "INVALID")
    assert not is_hindi(error["message"])
    assert "दिन" in in_hindi["message"]
    assert Sale.objects.get().state == "placed"


def test_what_a_supplier_cannot_supply_goes_to_another_whom_only_staff_see() -> None:
    # given
    sale = sell()
    factories.offer(by=factories.supplier("Rukhsana"), priority=200)

    # when / then
    assert answer_to(
        f'mutation {{ consignmentSaleDecline(ids: ["{gid(sale)}"], reason: "x") {{ results {{ newSales {{ id '
        f"}} }} }} }}",
        OWN,
    ).is_refused
    outcome = cannot(sale, MAY, "newSales { supplier { name } status }")["results"][0]

    # then
    assert outcome["sale"] == {"status": "CANCELLED"}
    assert Sale.objects.get(state="placed").supplier.name == "Rukhsana"


def test_where_nobody_else_has_it_staff_look_and_say_what_they_did() -> None:
    # given
    sale = sell()

    # when / then
    assert cannot(sale)["results"] == [{"isTooLate": False, "sale": {"status": "PLACED"}}]
    assert cannot_be_read_by_supplier(sale)
    cleared = one("consignmentSaleResolveIssue", sale, remark=("String!", "Rang her: she has one after all."))

    # then
    assert cleared["sale"]["issue"] is None


def cannot_be_read_by_supplier(sale: Sale) -> bool:
    return answer_to(f'{{ consignmentSale(id: "{gid(sale)}") {{ issue }} }}', OWN).is_refused


def test_too_late_is_told() -> None:
    # given
    sale = sell()
    factories.announce(factories.cancelled(factories.order()))
    worker.run_due()

    # when / then
    assert cannot(sale)["results"] == [{"isTooLate": True, "sale": {"status": "CANCELLED"}}]
    assert ready(sale)["sales"] == [{"status": "CANCELLED"}]


def test_one_sale_of_another_among_many_refuses_all() -> None:
    # given
    sale = sell()
    other = factories.supplier("Other")
    theirs = Sale.objects.create(
        order_id="order-2", order_number="2", order_line_id="line-2", product_name="saree", quantity=1,
        unit_price_gross_minor=1, supplier_id=other.id,
    )  # fmt: skip

    # when / then
    assert refusals(ready(sale, theirs)) == [("ids", "NOT_FOUND")]
    assert set(Sale.objects.values_list("state", flat=True)) == {"placed"}


def test_sales_that_are_not_there_are_told_and_nothing_is_done() -> None:
    # given
    sale = sell()

    # when / then
    assert refusals(ready(sale, 10**9, viewer=MAY)) == [("ids", "NOT_FOUND")]
    assert refusals(ready(viewer=MAY)) == [("ids", "REQUIRED")]
    assert Sale.objects.get().state == "placed"


def test_another_gets_a_sale_by_hand() -> None:
    # given
    sale = sell()
    rukhsana = factories.offer(by=factories.supplier("Rukhsana"), priority=200)
    to = ("ID!", ids.make("Offer", rukhsana.id))

    # when
    moved = one("consignmentSaleReassign", sale, offerId=to, reason=("String!", "She is ill."))

    # then
    assert moved["sale"]["supplier"] == {"name": "Rukhsana"}
    assert moved["sale"]["id"] != gid(sale)
    assert refusals(one("consignmentSaleReassign", sale, offerId=to)) == [("id", "INVALID")]


def test_goods_are_delivered_once() -> None:
    # given
    sale = sell()

    def delivered(at: str) -> dict[str, Any]:
        logistics = staff(Permission.MANAGE_LOGISTICS)
        return mutate(
            "consignmentSaleMarkDelivered", "sales { status }", logistics, ids=(IDS, [gid(sale)]), at=("DateTime", at)
        )

    # when / then
    assert delivered("2026-11-10T10:00:00+05:30")["sales"] == [{"status": "DELIVERED"}]
    assert delivered("2026-11-11T10:00:00+05:30")["sales"] == [{"status": "DELIVERED"}]
    assert Sale.objects.get().delivered_at.isoformat() == "2026-11-10T04:30:00+00:00"
    assert refusals(delivered("2026-11-10T10:00:00")) == [("at", "INVALID")]
