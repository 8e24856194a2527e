"""Which documents are issued, when, by whom and for how much."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from odop_accounts.checks import check_numbers
from odop_accounts.handlers import on_order, on_sales
from odop_accounts.invoices.sync import NotReady, issue_documents, sync_documents
from odop_accounts.ledger.balances import balance
from odop_accounts.ledger.chart import Purpose
from odop_accounts.models import Document, DocumentKind, DocumentLine
from odop_accounts.posting.sync import sync_orders
from odop_accounts.series.numbers import find_gaps
from odop_consignment.api.exchange_rates import record_exchange_rate
from odop_consignment.events import SalesChanged
from odop_core.events import OrderChanged
from odop_core.health import Problem
from odop_core.india.dates import indian_day
from odop_core.store.orders import OrderLine
from tests.factories import MOMENT, cancelled, switch
from tests.odop_accounts.invoices.orders import (
    DELHI,
    ORDER,
    SHOP_GSTIN,
    VENDOR_GSTIN,
    bangles,
    deliver,
    dispatch,
    goods,
    issued,
    kinds,
    kurta,
    offer_of_enrolled,
    offer_of_vendor,
    refund,
    sell,
    set_up_shop,
    tell,
)
from tests.odop_consignment.sales.order_states import returned, sent

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def shop() -> None:
    set_up_shop()


def test_nothing_is_issued_before_the_goods_leave() -> None:
    # given
    sell(kurta())

    # when
    on_sales(SalesChanged(order_id=ORDER))

    # then
    assert issued() == []


def test_news_of_goods_that_are_here_cost_little(django_assert_max_num_queries: Any) -> None:
    # given
    sell(kurta(), goods("rug", 210_000, 200_000, 500))

    # then
    with django_assert_max_num_queries(3):
        assert sync_documents(ORDER) == []


def test_the_invoice_is_issued_when_they_leave_once() -> None:
    # given
    sell(kurta())
    dispatch()

    # when
    on_sales(SalesChanged(order_id=ORDER))
    on_sales(SalesChanged(order_id=ORDER))

    # then
    assert [(kind, gross) for kind, _number, gross in issued()] == [("tax_invoice", 105_000)]
    document = Document.objects.get()
    assert (document.cgst_paise, document.sgst_paise, document.igst_paise) == (2_500, 2_500, 0)
    assert (document.issuer, document.serial, document.place_of_supply) == (SHOP_GSTIN, 1, "09")


def test_elsewhere_it_is_igst() -> None:
    # given
    sell(kurta(), to=DELHI)
    dispatch()

    # when
    sync_documents(ORDER)

    # then
    document = Document.objects.get()
    assert (document.cgst_paise, document.igst_paise, document.place_of_supply) == (0, 5_000, "07")


def test_each_seller_of_record_has_an_invoice() -> None:
    # given
    offer_of_vendor("lamp")
    offer_of_enrolled("rug")
    told = sell(
        kurta(), bangles(), goods("lamp", 118_000, 100_000, 1800), goods("rug", 200_000, 200_000, 0),
        delivery=(10_500, 10_000),
    )  # fmt: skip
    dispatch()

    # when
    sync_documents(ORDER)

    # then each is of the kind the law wants, and together they are what the buyer was charged
    found = {(document.kind, document.issuer.split(":")[0]) for document in Document.objects.all()}
    assert found == {
        ("invoice_cum_bill", SHOP_GSTIN),
        ("tax_invoice", VENDOR_GSTIN),
        ("invoice", "supplier"),
    }
    assert sum(document.gross_paise for document in Document.objects.all()) == told.total_gross.minor
    assert sum(line.net_paise for line in DocumentLine.objects.all()) == told.total_net.minor
    assert Document.objects.get(kind="invoice").net_paise == 200_000


@pytest.mark.parametrize(
    ("lines", "gstin", "wanted"),
    [
        ([bangles()], "", ["bill_of_supply"]),
        ([kurta(), bangles()], "", ["invoice_cum_bill"]),
        ([kurta(), bangles()], "27AAACU9603R1ZN", ["bill_of_supply", "tax_invoice"]),
    ],
)
def test_the_kind_follows_the_goods_and_the_buyer(lines: list[OrderLine], gstin: str, wanted: list[str]) -> None:
    # given
    sell(*lines)

    # when
    issue_documents(ORDER, by="staff", buyer_gstin=gstin)

    # then
    assert sorted(kinds()) == wanted


def test_what_leaves_later_has_an_invoice_of_its_own() -> None:
    # given
    sell(kurta(), goods("rug", 210_000, 200_000, 500), delivery=(10_500, 10_000))
    dispatch("kurta")
    sync_documents(ORDER)

    # when
    dispatch("rug")
    sync_documents(ORDER)

    # then delivery is on the first
    assert [gross for _kind, _number, gross in issued()] == [115_500, 210_000]


def test_delivery_for_others_goods_is_on_a_document_of_the_shop() -> None:
    # given
    offer_of_vendor("lamp")
    sell(goods("lamp", 118_000, 100_000, 1800), delivery=(11_800, 10_000))
    dispatch()

    # when
    sync_documents(ORDER)

    # then
    assert {(row.issuer, row.gross_paise) for row in Document.objects.all()} == {
        (SHOP_GSTIN, 11_800),
        (VENDOR_GSTIN, 118_000),
    }


def test_delivery_for_others_goods_is_booked_under_the_gstin_of_its_document() -> None:
    # given
    offer_of_vendor("lamp")
    sell(goods("lamp", 118_000, 100_000, 1800), delivery=(11_800, 10_000))
    switch("odop.consignment", corporation_name="Corporation", corporation_gstins=f"07AAACH7409R1Z3, {SHOP_GSTIN}")

    # when it is delivered after the corporation registered in one more State, which now comes first
    dispatch()
    sync_documents(ORDER)
    deliver()

    # then
    assert Document.objects.get(supplier_id=None).seller_gstin == SHOP_GSTIN
    assert balance(Purpose.SHIPPING_INCOME, f"seller:{SHOP_GSTIN}") == -10_000
    assert balance(Purpose.SHIPPING_INCOME, "") == 0


def test_a_sale_in_dollars_is_invoiced_in_rupees_as_it_is_in_the_books() -> None:
    # given three pieces and delivery, whose amounts in rupees are no whole paise, at the recorded rate of the day
    dollars = [
        goods("kurta", 10_003, 9_527, 500, quantity=3, currency="USD"), goods("rug", 4_999, 4_761, 500, currency="USD")
    ]  # fmt: skip
    told = sell(*dollars, delivery=(1_051, 1_001))
    with pytest.raises(NotReady, match="exchange rate"):
        issue_documents(ORDER, by="staff")
    record_exchange_rate("USD", indian_day(MOMENT), "84.105", source="Customs notification", by="accountant")
    sync_orders([ORDER])
    told = tell(sent(told, "lucknow", kurta=3, rug=1))
    deliver()

    # when
    sync_documents(ORDER)
    tell(returned(told, "lucknow", kurta=1))
    sync_documents(ORDER)

    # then
    invoice, note = Document.objects.get(kind="tax_invoice"), Document.objects.get(kind="credit_note")
    lines = dict(invoice.lines.values_list("description", "net_paise"))
    assert lines == {"kurta": 801_268, "rug": 400_424, "Delivery": 84_189}
    assert invoice.content["currency"] == {"code": "USD", "rate": "84.105"}
    seller = f"seller:{SHOP_GSTIN}"
    in_books = -balance(Purpose.GOODS_SOLD, seller) - balance(Purpose.SHIPPING_INCOME, seller)
    assert invoice.net_paise - note.net_paise == in_books


def test_what_comes_back_has_a_credit_note_for_each_part_and_they_sum_up() -> None:
    # given three pieces that cannot be divided to the paisa
    told = sell(goods("kurta", 100_000, 95_238, 500, quantity=3))
    told = tell(sent(told, "lucknow", kurta=3))
    deliver()
    sync_documents(ORDER)

    # when they come back one by one
    for _piece in range(3):
        told = tell(returned(told, "lucknow", kurta=1))
        sync_documents(ORDER)

    # then
    notes = Document.objects.filter(kind="credit_note").order_by("id")
    assert [note.corrects_id for note in notes] == [Document.objects.get(kind="tax_invoice").pk] * 3
    assert sum(note.gross_paise for note in notes) == 100_000
    assert sum(note.net_paise for note in notes) == 95_238
    assert {note.content["original"]["number"] for note in notes} == {Document.objects.get(kind="tax_invoice").number}


def test_called_off_before_it_left_and_paid_back_it_has_a_refund_voucher() -> None:
    # given
    told = tell(cancelled(sell(kurta(), delivery=(10_500, 10_000))))
    sync_documents(ORDER)
    assert issued() == []

    # when the money goes back
    refund(told, 115_500)
    on_order(OrderChanged(order_id=ORDER, payload={}))

    # then
    assert [(kind, gross) for kind, _number, gross in issued()] == [("refund_voucher", 115_500)]


def test_what_was_never_paid_has_none() -> None:
    # given
    tell(cancelled(sell(kurta(), charged=0, charge_status="NONE")))

    # when
    sync_documents(ORDER)

    # then
    assert issued() == []


def test_called_off_after_the_invoice_it_has_a_credit_note() -> None:
    # given an invoice that somebody asked for before the goods left
    told = sell(kurta(), delivery=(10_500, 10_000))
    issue_documents(ORDER, by="staff")

    # when
    tell(cancelled(told))
    sync_documents(ORDER)

    # then all of it is credited, delivery as well
    assert [(kind, gross) for kind, _number, gross in issued()] == [("tax_invoice", 115_500), ("credit_note", 115_500)]


def test_receipt_vouchers_are_issued_where_the_shop_wants_them() -> None:
    # given
    switch("odop.accounts", receipt_vouchers=True)
    told = sell(kurta())
    sync_documents(ORDER)
    assert kinds() == ["receipt_voucher"]

    # when it is called off and paid back
    refund(tell(cancelled(told)), 105_000)
    sync_documents(ORDER)

    # then the refund voucher names the receipt
    assert kinds() == ["receipt_voucher", "refund_voucher"]
    refunded = Document.objects.get(kind="refund_voucher")
    assert refunded.content["original"]["number"] == Document.objects.get(kind="receipt_voucher").number


def test_documents_agree_with_the_books() -> None:
    # given goods of the shop that were delivered, some of which came back
    told = sell(kurta(2), goods("rug", 99_900, 95_143, 500), delivery=(10_500, 10_000))
    told = tell(sent(told, "lucknow", kurta=2, rug=1))
    deliver()
    sync_documents(ORDER)
    tell(returned(told, "lucknow", kurta=1))
    sync_documents(ORDER)

    # when
    signs = {DocumentKind.TAX_INVOICE.value: 1, DocumentKind.CREDIT_NOTE.value: -1}
    rows = [(signs[row.kind], row) for row in Document.objects.all()]
    net = sum(sign * row.net_paise for sign, row in rows)
    tax = sum(sign * (row.gross_paise - row.net_paise) for sign, row in rows)

    # then what was sold, and the GST of it, are the same there (besides the GST on commission)
    sold = -balance(Purpose.GOODS_SOLD, f"seller:{SHOP_GSTIN}") - balance(
        Purpose.SHIPPING_INCOME, f"seller:{SHOP_GSTIN}"
    )
    services = round((100_000 + 95_143) * 0.1 * 0.18)
    assert net == sold
    assert abs(-balance(Purpose.OUTPUT_TAX, f"seller:{SHOP_GSTIN}") - services - tax) <= 1


def test_an_order_nobody_knows_has_nothing_to_invoice() -> None:
    with pytest.raises(NotReady):
        issue_documents("order-404", by="staff")


LINE = """INSERT INTO odop_accounts_documentline (document_id, subject, description, hsn, unit, quantity, rate_bp,
    net_paise, cgst_paise, sgst_paise, igst_paise)
    SELECT id, 'x', 'x', '', 'PCS', 1, 500, 100, 0, 0, 0 FROM odop_accounts_document"""
# Of who is not registered, without lines: net, CGST and sum.
DOCUMENT = """INSERT INTO odop_accounts_document (row_seal, issuer, series, issued_on, kind, order_id, order_number,
    seller_gstin, buyer_gstin, seller_state_code, place_of_supply, net_paise, cgst_paise, sgst_paise, igst_paise,
    gross_paise, content, content_digest, issued_by)
    SELECT gen_random_uuid(), '', 'IN', issued_on, 'invoice', '', '', '', '', '', '', {}, {}, 0, 0, {}, content, '', 'x'
    FROM odop_accounts_document"""
WAYS = {
    "a document that is changed": ("odop_document_stays", "UPDATE odop_accounts_document SET gross_paise = 1"),
    "a line that is changed": ("odop_document_stays", "UPDATE odop_accounts_documentline SET net_paise = 1"),
    "a line that is deleted": ("odop_document_stays", "DELETE FROM odop_accounts_documentline"),
    "a line that is added": ("odop_document_sums", LINE),
    "GST of who is not registered": ("odop_document_tax", DOCUMENT.format(90, 10, 100)),
    "a document that does not add up": ("odop_document_adds_up", DOCUMENT.format(90, 0, 100)),
    "a document without lines": ("odop_document_sums", DOCUMENT.format(0, 0, 0)),
}


@pytest.mark.parametrize(("rule", "statement"), WAYS.values(), ids=WAYS)
def test_postgresql_refuses(rule: str, statement: str) -> None:
    # given
    sell(kurta())
    issue_documents(ORDER, by="staff")

    # then
    with pytest.raises(DatabaseError) as refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"{statement}; SET CONSTRAINTS ALL IMMEDIATE")
    assert isinstance(cause := refused.value.__cause__, psycopg.Error)
    assert cause.diag.constraint_name == rule
    assert find_gaps(Document) == []


def test_the_doctor_counts_the_numbers() -> None:
    # given
    sell(kurta())
    issue_documents(ORDER, by="staff")

    # then
    assert check_numbers() == "1 documents and 0 account sales, no number missing"


def test_the_doctor_sees_a_number_that_is_missing() -> None:
    # given a document that somebody with all rights has deleted
    sell(kurta())
    issue_documents(ORDER, by="staff")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE odop_accounts_document DISABLE TRIGGER USER")
        cursor.execute("UPDATE odop_accounts_document SET serial = 2")

    # then
    with pytest.raises(Problem, match=f"TI 2026 of {SHOP_GSTIN}"):
        check_numbers()
