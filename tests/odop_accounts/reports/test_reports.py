"""Reports of an order of a consignor, a vendor and an enrolled supplier: each agrees with the ledger, to the paisa."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from odop_accounts.handlers import on_sales
from odop_accounts.ledger.chart import Purpose
from odop_accounts.ledger.entries import Entry, Line, post_entries
from odop_accounts.models import TaxCollection, WithholdingRate
from odop_accounts.reports.catalogue import REPORTS
from odop_accounts.reports.making import Made, Scope, make_report
from odop_accounts.reports.periods import Period
from odop_accounts.reports.references import entries_of
from odop_accounts.reports.report import ReportName
from odop_accounts.reports.tables import write_report
from odop_consignment.events import SalesChanged
from odop_core.files.tables import TableFormat
from odop_core.india.dates import today
from tests.odop_accounts.invoices.orders import (
    DELHI,
    ORDER,
    bangles,
    deliver,
    dispatch,
    goods,
    kurta,
    offer_of_enrolled,
    offer_of_vendor,
    sell,
    set_up_shop,
)

pytestmark = pytest.mark.django_db

ALL_TIME = Period(date(2026, 1, 1), date(2027, 3, 31))


def made(name: ReportName, period: Period = ALL_TIME, **scope: str) -> tuple[Made, list[dict[str, Any]]]:
    report = make_report(name, period, Scope(**scope))
    names = [column.name for column in report.report.columns] + ["reference"]
    return report, [dict(zip(names, row, strict=True)) for row in report.rows()]


def amounts(rows: Iterable[dict[str, Any]], *names: str) -> list[tuple[Any, ...]]:
    return [tuple(row[name] for name in names) for row in rows]


@pytest.fixture
def sold() -> None:
    """Two kurtas and bangles of consignors, a vendor's lamp, an enrolled supplier's rug, and delivery."""
    set_up_shop()
    offer_of_vendor("lamp")
    offer_of_enrolled("rug")
    sell(
        kurta(2), bangles(), goods("lamp", 118_000, 100_000, 1800), goods("rug", 50_000, 50_000, 0),
        delivery=(10_500, 10_000),
    )  # fmt: skip
    dispatch()
    on_sales(SalesChanged(order_id=ORDER))
    deliver()


@pytest.mark.parametrize("name", REPORTS)
def test_report_of_empty_books_has_its_titles_and_agrees(name: ReportName) -> None:
    # when
    report = make_report(name, ALL_TIME)
    rows = list(csv.reader(io.StringIO(b"".join(write_report(report, TableFormat.CSV)).decode("utf-8-sig"))))

    # then
    assert len(rows) == 2 + 2 * len(report.report.ties)
    assert rows[0][-1] == "Leads to"
    assert report.agrees


@pytest.mark.parametrize("name", REPORTS)
def test_report_agrees_with_the_ledger_and_leads_back_to_it(sold: None, name: ReportName) -> None:
    # when
    report, rows = made(name)

    # then
    assert [agreement.difference for agreement in report.agreements] == [0] * len(report.report.ties)
    for row in rows:
        assert entries_of(row["reference"], ALL_TIME).exists(), row


def test_what_does_not_agree_is_seen(sold: None) -> None:
    # given: a row of tax that nobody entered in the books
    rule = WithholdingRate.objects.filter(kind="tcs").latest("valid_from")
    TaxCollection.objects.create(
        key="sale:404:tcs:delivered", source="sale:404", supplier_id=1, gstin="09AAACU1234A1Z5", on=today(),
        month=today().replace(day=1), heads="IGST", amount_paise=100_000, tax_paise=500, rule=rule, why={},
    )  # fmt: skip

    # when
    report, _rows = made(ReportName.GSTR8)
    file = b"".join(write_report(report, TableFormat.CSV)).decode()

    # then
    assert not report.agrees
    assert report.agreements[0].difference == 500
    assert ",5.00,Difference: " in file


def test_trial_balance_carries_what_stood_before(sold: None) -> None:
    # when
    _report, rows = made(ReportName.TRIAL_BALANCE, Period(today() + timedelta(days=1), today() + timedelta(days=2)))

    # then
    assert all(row["opening"] == row["closing"] and not row["debit"] and not row["credit"] for row in rows)
    assert sum(row["closing"] for row in rows) == 0
    assert "supplier_earned" in {row["purpose"] for row in rows}


def test_gstr8_has_registered_sellers_with_tax_and_enrolled_ones_at_nil(sold: None) -> None:
    # when
    _report, rows = made(ReportName.GSTR8)

    # then
    assert amounts(rows, "gstin", "enrolment_number", "sold", "net", "igst", "cgst", "sgst", "tax") == [
        ("", "ENR1", 50_000, 0, 0, 0, 0, 0),
        ("09AAACU1234A1Z5", "", 100_000, 100_000, 0, 250, 250, 500),
    ]


def test_commission_register_shows_the_gst_on_services_apart_from_that_of_the_goods(sold: None) -> None:
    # when
    _report, rows = made(ReportName.COMMISSION)

    # then
    assert rows
    assert all(row["tax"] == (row["commission"] + row["charges"]) * 18 // 100 for row in rows)


def test_gstr1_is_of_the_shop_and_table_14_of_the_vendor(sold: None) -> None:
    # when
    _report, consumers = made(ReportName.GSTR1_B2C)
    _report, of_vendors = made(ReportName.GSTR1_ECO)
    _report, by_hsn = made(ReportName.GSTR1_HSN)

    # then
    # Delivery is taxed like the goods: a fifth of it goes with the bangles, without tax.
    assert sum(row["net"] for row in consumers) == 259_900
    assert {(row["table"], row["place"], row["rate"]) for row in consumers} >= {("7", "09", 500), ("8", "09", 0)}
    assert [row["cgst"] == row["sgst"] for row in consumers] == [True] * len(consumers)
    assert amounts(of_vendors, "seller_gstin", "net", "cgst", "sgst") == [("09AAACU1234A1Z5", 100_000, 9_000, 9_000)]
    assert sum(row["net"] for row in by_hsn) == sum(row["net"] for row in consumers)


def test_what_is_invoiced_and_not_delivered_is_no_difference() -> None:
    # given
    set_up_shop()
    sell(kurta(), to=DELHI)
    dispatch()
    on_sales(SalesChanged(order_id=ORDER))

    # when
    report, rows = made(ReportName.GSTR1_HSN)

    # then
    assert report.agrees
    assert amounts(rows, "hsn", "net", "igst") == [("621149", 100_000, 5_000)]


def test_age_of_what_is_due_is_of_the_oldest_that_is_not_paid() -> None:
    # given: 100 earned 60 days ago, 50 ten days ago, and 120 paid: 30 are left, of ten days
    def moved(key: str, days: int, paise: int) -> Entry:
        lines = (Line(Purpose.SUPPLIER_PAYABLE, -paise, "supplier:7"), Line(Purpose.BANK, paise))
        return Entry(key, "due", "sale:1", today() - timedelta(days=days), lines)

    post_entries([moved("a", 60, 10_000), moved("b", 10, 5_000), moved("c", 5, -12_000)])
    lines = (Line(Purpose.SUPPLIER_PAYABLE, 700, "supplier:8"), Line(Purpose.BANK, -700))
    post_entries([Entry("d", "due", "sale:2", today(), lines)])

    # when
    report, rows = made(ReportName.PAYABLES_AGEING, Period(today(), today()))

    # then
    assert amounts(rows, "supplier", "to_15", "to_45", "to_90", "older", "owed", "balance") == [
        (7, 3_000, 0, 0, 0, 0, 3_000),
        (8, 0, 0, 0, 0, -700, -700),
    ]
    assert rows[0]["oldest"] == today() - timedelta(days=10)
    assert report.agrees


def test_ledger_of_one_party_goes_on_from_what_stood_before(sold: None) -> None:
    # given
    later = today() + timedelta(days=1)
    before = -sum(row["debit"] - row["credit"] for row in made(ReportName.LEDGER, party="supplier:7")[1])
    lines = (Line(Purpose.SUPPLIER_PAYABLE, -500, "supplier:7"), Line(Purpose.BANK, 500))
    post_entries([Entry("a", "due", "sale:1", today(), lines), Entry("b", "due", "sale:2", later, lines)])

    # when
    report, rows = made(ReportName.LEDGER, Period(later, later), party="supplier:7", purpose="supplier_payable")

    # then
    assert amounts(rows, "credit", "balance") == [(500, -1_000)]
    assert before == 0
    assert report.agrees


def test_numbers_are_numbers_and_text_is_no_formula() -> None:
    # given
    lines = (Line(Purpose.BANK, 123), Line(Purpose.LOSS, -123))
    post_entries([Entry("a", "due", "sale:1", today(), lines, narration="=1+1")])

    # when
    content = b"".join(write_report(make_report(ReportName.DAY_BOOK, ALL_TIME), TableFormat.XLSX))
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    text = b"".join(write_report(make_report(ReportName.TRIAL_BALANCE, ALL_TIME), TableFormat.CSV)).decode()

    # then
    cells = [[(cell.value, cell.data_type) for cell in row] for row in sheet.iter_rows(min_row=2, max_row=2)]
    assert (1.23, "n") in cells[0]
    assert ("=1+1", "s") in cells[0]
    assert "loss,0.00,0.00,1.23,-1.23," in text
    assert Decimal("-1.23") == Decimal(text.split("loss,")[1].split(",")[3])


def test_titles_are_in_hindi() -> None:
    text = b"".join(write_report(make_report(ReportName.TRIAL_BALANCE, ALL_TIME), TableFormat.CSV, language="hi"))

    assert "नामे" in text.decode()
