"""consignmentSaleAlternatives, and giving many sales away at once."""

from __future__ import annotations

from typing import Any

import pytest

from odop_consignment.models import Offer, Sale, Supplier
from odop_core.queue import worker
from storefront_schema import ids
from tests import factories
from tests.storefront_schema.client import in_language, is_hindi
from tests.storefront_schema.goods import sold
from tests.storefront_schema.test_operations import run


def sale_id() -> str:
    return ids.make("ConsignmentSale", Sale.objects.latest("id").pk)


def offers_of_everybody() -> dict[str, Offer]:
    """By what is to be said of each, beside the supplier who has the sale."""
    sold()
    found = {
        "able": factories.offer(by=factories.supplier("Able", phone="+919800000011")),
        "elsewhere": factories.offer(at="kanpur", by=factories.supplier("Elsewhere", phone="+919800000012")),
        "off": factories.offer(by=factories.supplier("Off", phone="+919800000013"), active=False),
        "suspended": factories.offer(by=factories.supplier("Suspended", phone="+919800000014")),
        "other": factories.offer("saree", by=factories.supplier("Other", phone="+919800000015")),
    }
    Supplier.objects.filter(name="Suspended").update(state="suspended")
    return {name: Offer.objects.get(pk=info.id) for name, info in found.items()}


def listed() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = run("staff_sale_alternatives", id=sale_id())["consignmentSaleAlternatives"]
    return found


def test_who_could_take_a_sale_comes_first_and_the_others_say_why_not() -> None:
    # given
    offers_of_everybody()

    # when
    found = {row["offer"]["supplier"]["name"]: row for row in listed()}
    with in_language("hi"):
        in_hindi = [row["reason"] for row in listed() if row["reason"]]

    # then
    assert list(found)[:2] == ["Able", "Elsewhere"]
    assert {name: row["isPossible"] for name, row in found.items()} == {
        "Able": True, "Elsewhere": True, "Off": False, "Suspended": False, "Shabana Khatoon": False,
    }  # fmt: skip
    assert found["Able"]["reason"] is None
    assert found["Elsewhere"]["isSamePickupPoint"] is False
    assert found["Off"]["reason"] == "It is not active. Activate it."
    assert "suspended" in found["Suspended"]["reason"]
    assert "already" in found["Shabana Khatoon"]["reason"]
    assert all(map(is_hindi, in_hindi))


@pytest.mark.parametrize("name", ["able", "elsewhere", "off", "suspended"])
def test_what_is_called_possible_is_what_reassigning_takes(name: str) -> None:
    # given
    offer = offers_of_everybody()[name]
    (row,) = (row for row in listed() if row["offer"]["id"] == ids.make("Offer", offer.pk))

    # when
    done = run("staff_sale_reassign", id=sale_id(), offerId=ids.make("Offer", offer.pk))["consignmentSaleReassign"]

    # then
    assert row["isPossible"] == (done["errors"] == [])


def test_who_said_they_cannot_is_marked() -> None:
    # given
    offers_of_everybody()
    declined = run("supplier_decline", ids=[sale_id()], reason="The loom broke.")["consignmentSaleDecline"]
    assert declined["errors"] == []

    # when
    found = {row["offer"]["supplier"]["name"]: row for row in listed()}

    # then
    assert "cannot supply" in found["Shabana Khatoon"]["reason"]


def test_a_sale_that_is_not_there_has_none() -> None:
    assert run("staff_sale_alternatives", id=ids.make("ConsignmentSale", 1)) == {
        "consignmentSale": None, "consignmentSaleAlternatives": None,
    }  # fmt: skip


def test_many_offers_cost_no_more_queries(django_assert_max_num_queries: Any) -> None:
    # given
    sold()
    for number in range(10):
        factories.offer(by=factories.supplier(f"Supplier {number}", phone=f"+9198000000{number + 20}"))

    # then
    with django_assert_max_num_queries(16):
        assert len(listed()) == 11


def unassigned(*numbers: int) -> list[str]:
    orders = [factories.order(factories.line(id=f"line-{number}"), number=number) for number in numbers]
    sold(*orders, offers=False)
    return [ids.make("ConsignmentSale", sale.pk) for sale in Sale.objects.order_by("id")]


@pytest.mark.parametrize(
    ("policy", "count", "waiting"), [("REJECT_FAILED_ROWS", 1, 1), ("REJECT_EVERYTHING", 0, 2), (None, 1, 1)]
)
def test_many_sales_are_given_away_at_once(policy: str | None, count: int, waiting: int) -> None:
    # given
    first, second = unassigned(1, 2)
    right, wrong = factories.offer(by=factories.supplier("Asha")), factories.offer("saree")
    rows = [
        {"id": second, "offerId": ids.make("Offer", wrong.id)},
        {"id": first, "offerId": ids.make("Offer", right.id)},
    ]
    chosen = {"errorPolicy": policy} if policy else {}

    # when
    done = run("staff_sale_bulk_assign", assignments=rows, **chosen)["consignmentSaleBulkAssign"]
    worker.run_due()

    # then
    assert (done["errors"], done["count"]) == ([], count)
    assert [[error["code"] for error in row["errors"]] for row in done["results"]] == [["INVALID"], []]
    assert Sale.objects.filter(offer=None).count() == waiting


def test_nothing_and_too_much_are_refused() -> None:
    # given
    row = {"id": ids.make("ConsignmentSale", 1), "offerId": ids.make("Offer", 1)}

    # when
    codes = [
        run("staff_sale_bulk_assign", assignments=rows)["consignmentSaleBulkAssign"]["errors"][0]["code"]
        for rows in ([], [row] * 101)
    ]

    # then
    assert codes == ["REQUIRED", "LIMIT"]
