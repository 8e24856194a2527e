"""Documents, as staff, suppliers and buyers ask of them; issued and made void by staff."""

from __future__ import annotations

import json
from typing import Any

import pytest

from odop_accounts.invoices.sync import issue_documents
from odop_accounts.models import Document
from odop_consignment.models import Supplier
from odop_core.models import OrderRecord
from odop_core.security.permissions import Permission
from storefront_schema import ids
from storefront_schema.viewer import Viewer
from tests.odop_accounts.invoices.orders import goods, kurta, offer_of_vendor, sell, set_up_shop
from tests.storefront_schema.client import answer_to, ask, everybody_but, staff

pytestmark = pytest.mark.django_db

MAY = staff(Permission.MANAGE_ACCOUNTS)
ORDER = ids.make("Order", "7f1c7d3e-1111-4222-8333-444455556666")
FIELDS = """kind number date orderNumber sellerName sellerGstin placeOfSupply total { amount } cgst { amount }
  isVoid pdfUrl(languageCode: "HI") einvoiceJson corrects { number }
  lines { description hsn quantity total { amount } }"""
LIST = f"{{ odopDocuments(sortBy: {{ field: CREATED_AT, direction: ASC }}) {{ edges {{ node {{ id {FIELDS} }} }} }} }}"
OF_ORDER = f"""query($these: [_Any!]!) {{ _entities(representations: $these) {{
  ... on Order {{ odopDocuments {{ {FIELDS} }} }}
}} }}"""
ISSUE = f"""mutation($order: ID!, $gstin: String) {{ odopDocumentsIssue(orderId: $order, buyerGstin: $gstin) {{
  documents {{ {FIELDS} }} errors {{ field message code }}
}} }}"""
VOID = """mutation($id: ID!, $reason: String!) { odopDocumentVoid(id: $id, reason: $reason) {
  document { isVoid voidReason } errors { field message code }
} }"""


@pytest.fixture(autouse=True)
def order(settings: Any) -> None:
    """Of the shop and of a vendor, for the customer "user-1"."""
    settings.ODOP_APP_URL = "https://odop.example"
    set_up_shop()
    offer_of_vendor("lamp")
    sell(kurta(), goods("lamp", 118_000, 100_000, 1800), id=ORDER)
    OrderRecord.objects.filter(order_id=ORDER).update(user_id="user-1")


def listed(viewer: Viewer) -> list[dict[str, Any]]:
    return [edge["node"] for edge in ask(LIST, viewer)["odopDocuments"]["edges"]]


def test_staff_issue_the_invoices_of_an_order() -> None:
    # when
    found = ask(ISSUE, MAY, order=ORDER, gstin="27aaacu9603r1zo")["odopDocumentsIssue"]["documents"]

    # then
    assert [(each["kind"], each["sellerName"]) for each in found] == [
        ("TAX_INVOICE", "UP Handicrafts Corporation"),
        ("TAX_INVOICE", "Lamp House"),
    ]
    assert found[0]["total"]["amount"] == "1050.00"
    assert found[0]["pdfUrl"].endswith("?lang=hi")
    assert json.loads(found[0]["einvoiceJson"])["BuyerDtls"]["Gstin"] == "27AAACU9603R1ZO"
    assert {row.issued_by for row in Document.objects.all()} == {"user-9"}


@pytest.mark.parametrize(
    ("given", "field", "code"),
    [
        ({"order": ids.make("Order", "404")}, "orderId", "INVALID_STATUS"),
        ({"order": ids.make("Product", "1")}, "orderId", "GRAPHQL_ERROR"),
        ({"order": ORDER, "gstin": "27AAACU9603R1ZX"}, "buyerGstin", "INVALID"),
    ],
)
def test_what_cannot_be_issued_is_refused(given: dict[str, Any], field: str, code: str) -> None:
    (refusal,) = ask(ISSUE, MAY, **{"gstin": None} | given)["odopDocumentsIssue"]["errors"]

    assert (refusal["field"], refusal["code"]) == (field, code)


@pytest.mark.parametrize("question", [ISSUE, VOID])
def test_nobody_else_issues_or_voids(question: str) -> None:
    variables = {"order": ORDER, "gstin": None} if question == ISSUE else {"id": "x", "reason": "x"}

    answer = answer_to(question, everybody_but(Permission.MANAGE_ACCOUNTS), **variables)

    assert answer.is_refused


def test_staff_see_all_and_a_vendor_their_own() -> None:
    # given
    issue_documents(ORDER, by="staff")
    vendor = Supplier.objects.get(name="Lamp House")
    Supplier.objects.filter(pk=vendor.pk).update(user_id="user-own")

    # then
    assert len(listed(MAY)) == 2
    assert [each["sellerName"] for each in listed(Viewer("customer", "user-own"))] == ["Lamp House"]


def test_the_buyer_sees_those_of_their_order() -> None:
    # given
    issue_documents(ORDER, by="staff")

    # then
    (order,) = ask(OF_ORDER, Viewer("customer", "user-1"), these=[{"__typename": "Order", "id": ORDER}])["_entities"]
    assert len(order["odopDocuments"]) == 2
    (order,) = ask(OF_ORDER, MAY, these=[{"__typename": "Order", "id": ORDER}])["_entities"]
    assert len(order["odopDocuments"]) == 2


@pytest.mark.parametrize("viewer", [Viewer("customer", "user-2"), Viewer("anonymous")])
def test_nobody_else_sees_a_buyers_name_and_address(viewer: Viewer) -> None:
    # given
    issue_documents(ORDER, by="staff")

    # then
    answer = answer_to(OF_ORDER, viewer, these=[{"__typename": "Order", "id": ORDER}])
    assert answer.is_refused
    assert answer.data
    assert answer.data["_entities"][0]["odopDocuments"] is None


def test_an_invoice_issued_by_mistake_is_void() -> None:
    # given
    document = issue_documents(ORDER, by="staff")[0]

    # when
    found = ask(VOID, MAY, id=ids.make("OdopDocument", document.pk), reason="x")["odopDocumentVoid"]["document"]

    # then
    assert found == {"isVoid": True, "voidReason": "x"}
    again = ask(VOID, MAY, id=ids.make("OdopDocument", document.pk), reason="x")["odopDocumentVoid"]["errors"][0]
    assert again["code"] == "INVALID_STATUS"


def test_nobody_voids_a_document_in_their_own_name() -> None:
    # given staff who are the vendor
    issue_documents(ORDER, by="staff")
    document = Document.objects.get(supplier_id__isnull=False)
    Supplier.objects.filter(pk=document.supplier_id).update(user_id=MAY.user_id)

    # when
    (refused,) = ask(VOID, MAY, id=ids.make("OdopDocument", document.pk), reason="x")["odopDocumentVoid"]["errors"]

    # then
    assert refused["code"] == "OWN_INTEREST"
