"""The books, as staff and suppliers ask of them."""

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
from tests.storefront_schema.client import answer_to, ask, everybody_but, mutate, refusals, staff, where
from tests.storefront_schema.goods import sold

pytestmark = pytest.mark.django_db

MAY = staff(Permission.MANAGE_ACCOUNTS)
ENTRIES = """query($where: JournalEntryWhereInput) { journalEntries(where: $where) { totalCount edges { node {
  key kind source date lines { purpose party debit { text } credit { text } }
} } } }"""
ACCOUNT = "account { earned { amount } due { amount } isHeld holds { reason } }"


@pytest.fixture
def sale(store: FakeStore) -> Sale:
    """A delivered one."""
    sold()
    found = Sale.objects.get()
    record_delivered([found.pk], datetime(2026, 11, 5, tzinfo=UTC), "carrier")
    worker.run_due()
    return Sale.objects.get()


def entries(viewer: Viewer = MAY, **given: Any) -> list[dict[str, Any]]:
    found = ask(ENTRIES, viewer, where=where(**given))["journalEntries"]
    assert found["totalCount"] == len(found["edges"])
    return [edge["node"] for edge in found["edges"]]


def supplier_id(sale: Sale) -> str:
    return ids.make("Supplier", sale.supplier_id)


def account(sale: Sale) -> dict[str, Any]:
    found: dict[str, Any] = ask(
        f"query($id: ID!) {{ supplier(id: $id) {{ {ACCOUNT} }} }}",
        staff(Permission.MANAGE_ACCOUNTS, Permission.MANAGE_CONSIGNMENT),
        id=supplier_id(sale),
    )["supplier"]["account"]
    return found


def test_entries_are_listed_newest_first_with_their_lines(sale: Sale) -> None:
    # when
    found = entries(source=f"sale:{sale.pk}")

    # then
    assert [entry["kind"] for entry in found] == ["TDS", "DELIVERED", "SOLD"]
    assert found[1]["date"] == "2026-11-05"
    assert {line["purpose"] for line in found[2]["lines"]} == {"BUYER_RECEIVABLE", "BUYER_ADVANCE"}


@pytest.mark.parametrize(
    ("given", "kinds"),
    [
        ({"kind": ["SOLD"]}, {"SOLD"}),
        ({"date": {"gte": "2026-11-05"}}, {"DELIVERED", "TDS"}),
        ({"date": {"lte": "2026-11-04"}}, {"SOLD", "PAID"}),
        ({"source": "sale:0"}, set()),
    ],
)
def test_entries_are_chosen(sale: Sale, given: dict[str, Any], kinds: set[str]) -> None:
    assert {entry["kind"] for entry in entries(**given)} == kinds


def test_entries_of_a_supplier_are_those_on_their_accounts_and_they_see_those_lines_only(sale: Sale) -> None:
    # given
    Supplier.objects.filter(pk=sale.supplier_id).update(user_id="user-own")

    # when
    of_supplier = entries(supplierId=supplier_id(sale))
    found = entries(Viewer("customer", "user-own"), supplierId=supplier_id(sale))

    # then
    assert [entry["kind"] for entry in of_supplier] == [entry["kind"] for entry in found] == ["TDS", "DELIVERED"]
    assert len(of_supplier[1]["lines"]) > len(found[1]["lines"])
    assert {line["party"] for line in found[1]["lines"]} == {f"supplier:{sale.supplier_id}"}


def test_what_a_supplier_has_is_shown(sale: Sale) -> None:
    found = account(sale)

    assert float(found["earned"]["amount"]) > 0
    assert (found["due"]["amount"], found["isHeld"], found["holds"]) == ("0.00", False, [])


def test_what_a_sale_brought_its_supplier_is_shown(sale: Sale) -> None:
    # when
    may = staff(Permission.MANAGE_ACCOUNTS, Permission.MANAGE_CONSIGNMENT)
    found = ask(
        "query($id: ID!) { consignmentSale(id: $id) { earnings { earned { amount } due { amount } isHeld } } }",
        may,
        id=ids.make("ConsignmentSale", sale.pk),
    )["consignmentSale"]["earnings"]

    # then
    assert found["earned"] == account(sale)["earned"]
    assert (found["due"]["amount"], found["isHeld"]) == ("0.00", False)


@pytest.mark.parametrize(
    "viewer", [staff(Permission.MANAGE_ACCOUNTS, Permission.MANAGE_CONSIGNMENT), Viewer("customer", "user-own")]
)
def test_tax_kept_of_a_sale_is_shown_with_its_reason(sale: Sale, viewer: Viewer) -> None:
    # given: somebody without a PAN
    Supplier.objects.filter(pk=sale.supplier_id).update(user_id="user-own")

    # when
    found = ask(
        "query($id: ID!) { consignmentSale(id: $id) { taxesAtSource { kind tax { amount } section reason } } }",
        viewer,
        id=ids.make("ConsignmentSale", sale.pk),
    )["consignmentSale"]["taxesAtSource"]

    # then
    (tax,) = found
    assert (tax["kind"], tax["tax"]["amount"], tax["section"]) == ("TDS_SALES", "59.00", "393(1) Table 8(v)")
    assert tax["reason"].startswith("TDS under section 393(1) Table 8(v) without a valid PAN, 5 % of")


def test_the_trial_balance_is_zero(sale: Sale) -> None:
    # when
    found = ask("{ trialBalance { purpose debit { amountPaise } credit { amountPaise } } }", MAY)["trialBalance"]

    # then
    debits = sum(int(line["debit"]["amountPaise"]) for line in found if line["debit"])
    credits = sum(int(line["credit"]["amountPaise"]) for line in found if line["credit"])
    assert debits == credits > 0


def test_a_sale_is_held_and_released(sale: Sale) -> None:
    # when
    held = mutate(
        "consignmentSaleHold", "hold { id sale { id } reason }", MAY,
        id=("ID!", ids.make("ConsignmentSale", sale.pk)), reason=("String!", "The buyer disputes it."),
    )  # fmt: skip

    # then
    assert held["errors"] == []
    assert held["hold"]["sale"]["id"] == ids.make("ConsignmentSale", sale.pk)
    assert account(sale)["holds"] == [{"reason": "The buyer disputes it."}]
    released = mutate(
        "earningsHoldRelease", "hold { releaseReason }", MAY, id=("ID!", held["hold"]["id"]), reason=("String!", "Won.")
    )
    assert released["hold"] == {"releaseReason": "Won."}
    listed = ask("{ earningsHolds(where: {isOpen: true}) { totalCount } }", MAY)
    assert listed["earningsHolds"]["totalCount"] == 0


def test_a_supplier_is_held_once(sale: Sale) -> None:
    # given
    def hold() -> dict[str, Any]:
        return mutate(
            "supplierHold", "hold { id }", MAY, id=("ID!", supplier_id(sale)), reason=("String!", "Suspended.")
        )

    # when
    first, second = hold(), hold()

    # then
    assert first["errors"] == []
    assert refusals(second) == [("id", "INVALID_STATUS")]
    assert account(sale)["isHeld"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("consignmentSaleHold", "ConsignmentSale"),
        ("supplierHold", "Supplier"),
        ("earningsHoldRelease", "EarningsHold"),
    ],
)
def test_what_is_not_there_is_not_held(name: str, kind: str) -> None:
    kinds = {
        "consignmentSaleHold": "ConsignmentSale",
        "supplierHold": "Supplier",
        "earningsHoldRelease": "EarningsHold",
    }

    answer = mutate(name, "hold { id }", MAY, id=("ID!", ids.make(kinds[name], 10**9)), reason=("String!", "Why."))

    assert refusals(answer) == [(None, "NOT_FOUND")]


def test_nobody_else_sees_the_books(sale: Sale) -> None:
    assert answer_to(ENTRIES, everybody_but(Permission.MANAGE_ACCOUNTS)).is_refused
