"""Papers between the shop and a supplier: for its commission, for goods on their way, and for goods received."""

from __future__ import annotations

import io
from typing import Any

import pypdf
import pytest
from django.test import Client
from django.utils import translation

from odop_accounts.events import StatementIssued
from odop_accounts.invoices.printing import BY_HAND, paper_of, print_document
from odop_accounts.models import Document, Statement
from odop_accounts.statements.issue import issue_on_demand
from odop_accounts.statements.totals import Totals, totals_of
from odop_accounts.supplier_papers.challan import issue_challan
from odop_accounts.supplier_papers.commission import issue_commission_document, lines_kept, on_statement
from odop_accounts.supplier_papers.links import link_to_note
from odop_consignment.api import stock
from odop_consignment.api.errors import WrongChoice
from odop_consignment.api.stock import LineInput
from odop_consignment.models import Supplier
from tests.factories import offer, switch
from tests.odop_accounts.invoices.orders import (
    SHOP_GSTIN,
    VENDOR_GSTIN,
    deliver,
    goods,
    kurta,
    offer_of_vendor,
    sell,
    set_up_shop,
    tell,
)
from tests.odop_consignment.sales.order_states import returned, sent

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def shop(settings: Any) -> None:
    settings.ODOP_APP_URL = "https://odop.example"
    set_up_shop()


def statement_of(name: str) -> Statement:
    return issue_on_demand(Supplier.objects.get(name=name).pk, by="staff")


def words_of(document: Document, language: str = "en") -> str:
    with translation.override(language):
        paper = paper_of(document, list(document.lines.order_by("id")), language)
    return f"{paper.title} {paper.facts} {paper.parties} {paper.rows} {paper.totals} {paper.notes}"


def test_commission_is_invoiced_with_the_account_sales_to_the_paisa() -> None:
    # given a vendor's sale
    offer_of_vendor("lamp")
    sell(goods("lamp", 118_000, 100_000, 1800))
    deliver()
    statement = statement_of("Lamp House")

    # when its statement is heard of, twice
    told = StatementIssued(
        statement_id=statement.pk, supplier_id=statement.supplier_id, number=statement.number,
        first_day=statement.first_day, last_day=statement.last_day, due_paise=0,
    )  # fmt: skip
    on_statement(told)
    on_statement(told)

    # then
    (document,) = Document.objects.all()
    totals = totals_of([statement.pk])[statement.pk]
    assert document.net_paise == totals.commission_paise + totals.charges_paise == 10_000
    assert document.gross_paise - document.net_paise == totals.services_tax_paise == 1_800
    assert (document.cgst_paise, document.sgst_paise) == (900, 900)
    assert (document.issuer, document.buyer_gstin, document.supplier_id) == (
        SHOP_GSTIN, VENDOR_GSTIN, statement.supplier_id,
    )  # fmt: skip
    text = words_of(document)
    for wanted in ["commission", "Lamp House", "Moradabad", statement.number, "996211", "18 %", "₹118.00"]:
        assert wanted in text, wanted


def test_an_unregistered_consignor_gets_one_too_and_none_for_nothing() -> None:
    # given
    sell(kurta())
    deliver()
    statement, again = statement_of("Shabana"), statement_of("Shabana")

    # then
    document = issue_commission_document(statement.pk)
    assert document
    assert document.buyer_gstin == ""
    assert issue_commission_document(again.pk) in (None, document)


def test_more_given_back_than_kept_is_a_credit_note_for_commission() -> None:
    # given a sale that was stated, invoiced, and then came back
    offer_of_vendor("lamp")
    told = sell(goods("lamp", 118_000, 100_000, 1800))
    told = tell(sent(told, "lucknow", lamp=1))
    deliver()
    invoice = issue_commission_document(statement_of("Lamp House").pk)
    tell(returned(told, "lucknow", lamp=1))
    statement = statement_of("Lamp House")

    # when
    note, again = issue_commission_document(statement.pk), issue_commission_document(statement.pk)

    # then it is of what was given back, above zero, and names the invoice
    assert invoice
    assert note
    assert note == again
    totals = totals_of([statement.pk])[statement.pk]
    assert (note.kind, note.number) == ("commission_credit", "CC2627-00001")
    assert (note.net_paise, note.cgst_paise, note.sgst_paise) == (10_000, 900, 900)
    assert note.net_paise == -totals.commission_paise - totals.charges_paise
    assert note.gross_paise - note.net_paise == -totals.services_tax_paise
    assert note.content["original"]["number"] == invoice.number
    assert print_document(note, "hi").startswith(b"%PDF")


@pytest.mark.parametrize(
    ("commission", "charges", "tax", "wanted"),
    [
        (10_000, 0, 1_800, {"Commission": 10_000}),
        (-10_000, -500, -1_890, {"Commission": -10_000, "Charges": -500}),
        (-10_000, 500, -1_710, {"Commission and charges": -9_500}),
        (10_000, -500, 1_710, {"Commission and charges": 9_500}),
        (500, -500, 0, {}),
        (0, 0, 0, {}),
    ],
)
def test_what_was_kept_is_of_one_sign(commission: int, charges: int, tax: int, wanted: dict[str, int]) -> None:
    totals = Totals(commission_paise=commission, charges_paise=charges, services_tax_paise=tax)
    assert lines_kept(totals) == wanted


def test_a_shop_that_wants_none_or_has_no_gstin_issues_none() -> None:
    # given
    sell(kurta())
    deliver()
    statement = statement_of("Shabana")
    told = StatementIssued(
        statement_id=statement.pk, supplier_id=statement.supplier_id, number=statement.number,
        first_day=statement.first_day, last_day=statement.last_day, due_paise=0,
    )  # fmt: skip

    # when
    switch("odop.accounts", commission_documents=False)
    on_statement(told)
    switch("odop.accounts")
    switch("odop.consignment", corporation_gstins="")
    on_statement(told)

    # then
    assert not Document.objects.exists()


def posted_note() -> int:
    offered = offer("kurta")
    lines = [LineInput(offered.id, 3, description="Chikan kurta")]
    note = stock.record_note("receipt", offered.supplier_id, "lucknow", lines, by="clerk", post=True).note
    assert note
    return note.id


def test_goods_on_their_way_have_a_challan_once() -> None:
    # given
    note_id = posted_note()

    # when
    first, again = issue_challan(note_id, by="staff"), issue_challan(note_id, by="staff")

    # then
    assert first == again
    assert (first.number, first.gross_paise) == ("DC2627-00001", 0)
    assert BY_HAND in words_of(first)
    text = words_of(first)
    for wanted in ["Delivery challan", "Chikan kurta", "621149", "3 PCS", "RN/26-27/000001", "nothing is sold"]:
        assert wanted in text, wanted
    assert "Taxable" not in text
    assert print_document(first, "hi").startswith(b"%PDF")


def test_a_challan_shows_the_value_of_the_goods() -> None:
    # given goods that were sold before (rule 55(1): the taxable value)
    sell(kurta(2))

    # when
    challan = issue_challan(posted_note(), by="staff")

    # then three pieces at the price without GST, and no tax
    assert (challan.net_paise, challan.gross_paise) == (300_000, 300_000)
    text = words_of(challan)
    assert "'3,000.00'" in text
    assert "₹3,000.00" in text


def test_a_draft_has_none() -> None:
    # given
    offered = offer("kurta")
    note = stock.record_note("receipt", offered.supplier_id, "lucknow", [LineInput(offered.id, 3)], by="clerk").note
    assert note

    # then
    with pytest.raises(WrongChoice, match="posted"):
        issue_challan(note.id, by="staff")


@pytest.mark.parametrize(("language", "wanted"), [("en", "Consignment receipt note"), ("hi", "RN/26-27/000001")])
def test_a_receipt_note_is_read_by_a_link_that_ends(client: Client, language: str, wanted: str) -> None:
    # given
    link = link_to_note(posted_note(), language)

    # when
    response = client.get(link.removeprefix("https://odop.example"))

    # then
    assert response.status_code == 200, response.content
    text = pypdf.PdfReader(io.BytesIO(response.content)).pages[0].extract_text()
    assert wanted in text
    assert "Chikan kurta" in text
    assert client.get("/accounts/notes/nonsense").status_code == 403
