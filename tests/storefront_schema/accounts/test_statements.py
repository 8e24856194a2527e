"""Account sales, as staff and suppliers ask for them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from odop_consignment.api import record_delivered
from odop_consignment.models import Sale, Supplier
from odop_core.queue import worker
from odop_core.security.permissions import Permission
from storefront_schema import ids
from storefront_schema.viewer import Viewer
from tests.fake_store import FakeStore
from tests.storefront_schema.client import answer_to, ask, everybody_but, mutate, staff
from tests.storefront_schema.goods import sold

pytestmark = pytest.mark.django_db

MAY = staff(Permission.MANAGE_ACCOUNTS)
LINES = """lines { place kind title explanation value { amountPaise } goodsTax { amountPaise }
  commission { amountPaise } servicesTax { amountPaise } other { amountPaise } amount { amountPaise } }"""
ISSUED = f"""statement {{ id number turn due {{ amountPaise }} notDue {{ amountPaise }}
  openingBalance {{ amountPaise }} closingBalance {{ amountPaise }}
  totals {{ gross {{ amountPaise }} returns {{ amountPaise }} }} lineCount {LINES} }}"""


@pytest.fixture
def sale(store: FakeStore) -> Sale:
    """A delivered one."""
    sold()
    found = Sale.objects.get()
    record_delivered([found.pk], datetime(2026, 11, 5, tzinfo=UTC), "carrier")
    worker.run_due()
    return Sale.objects.get()


def issue(sale: Sale, viewer: Viewer = MAY) -> dict[str, Any]:
    return mutate("accountSalesIssue", ISSUED, viewer, id=("ID!", ids.make("Supplier", sale.supplier_id)))


def paise(money: dict[str, str]) -> int:
    return int(money["amountPaise"])


def test_staff_issue_account_sales_on_demand(sale: Sale) -> None:
    # when
    found = issue(sale)["statement"]

    # then
    line = found["lines"][0]
    assert (found["number"][:2], found["turn"], found["lineCount"]) == ("AS", 1, len(found["lines"]))
    assert found["closingBalance"] == found["notDue"]
    assert paise(found["closingBalance"]) == sum(paise(each["amount"]) for each in found["lines"])
    assert found["totals"]["gross"] == line["value"]
    assert line["kind"] == "DELIVERED"
    assert line["title"].startswith("Sold: ")
    assert line["explanation"].startswith("Of ₹")
    taken = sum(paise(line[name]) for name in ("goodsTax", "commission", "servicesTax"))
    assert paise(line["value"]) - taken == paise(line["amount"])


def test_asked_again_it_is_the_same(sale: Sale) -> None:
    assert issue(sale)["statement"]["id"] == issue(sale)["statement"]["id"]


def test_a_supplier_that_is_not_there_is_refused(sale: Sale) -> None:
    found = mutate("accountSalesIssue", ISSUED, MAY, id=("ID!", ids.make("Supplier", 4711)))

    assert [error["code"] for error in found["errors"]] == ["NOT_FOUND"]


def test_nobody_else_issues_them(sale: Sale) -> None:
    asked = "mutation($id: ID!) { accountSalesIssue(id: $id) { statement { id } } }"
    supplier = ids.make("Supplier", sale.supplier_id)

    assert answer_to(asked, everybody_but(Permission.MANAGE_ACCOUNTS), id=supplier).is_refused


def test_suppliers_see_their_own_with_lines_in_hindi_and_a_paper(sale: Sale) -> None:
    # given
    issue(sale)
    Supplier.objects.filter(pk=sale.supplier_id).update(user_id="user-own")

    # when
    asked = "{ mySupplier { statements { number pdfUrl(language: HI) lines { title(language: HI) } } } }"
    (found,) = ask(asked, Viewer("customer", "user-own"))["mySupplier"]["statements"]

    # then
    assert found["lines"][0]["title"].startswith("बिका: ")
    assert "/statements/" in found["pdfUrl"]


def test_staff_list_them(sale: Sale) -> None:
    # given
    number = issue(sale)["statement"]["number"]

    # when
    asked = "query($number: String) { accountSales(where: {number: {eq: $number}}) { edges { node { number } } } }"
    found = ask(asked, MAY, number=number)["accountSales"]

    # then
    assert [edge["node"]["number"] for edge in found["edges"]] == [number]
