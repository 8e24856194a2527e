"""Taxes at source as the books have them, by the rules of statutory.md A3 and B."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from odop_accounts.checks import check_sales
from odop_accounts.ledger.balances import balance
from odop_accounts.ledger.chart import Purpose
from odop_accounts.ledger.periods import close_books
from odop_accounts.models import JournalEntry, TaxCollection, TaxDeduction, WithholdingRate
from odop_accounts.posting.sync import sync_orders
from odop_accounts.tax.goods import record_goods
from odop_accounts.tax.rates import Goods
from odop_consignment import api as consignment
from odop_consignment.api import SupplierInfo
from odop_consignment.models import CheckItem, CheckResult, Sale, Supplier, Verification
from odop_consignment.suppliers.checklist import value_digest
from odop_core.health import Problem
from odop_core.india import dates
from tests.factories import MOMENT, line, offer, order, supplier, switch
from tests.odop_accounts.posting.story import Story
from tests.odop_accounts.posting.test_sync import KURTA, at_once, tell

pytestmark = pytest.mark.django_db

GSTIN = "09AAACH7409R1ZZ"


def vendor() -> SupplierInfo:
    return supplier("Weavers Ltd", model="marketplace_vendor", tax="registered", gstin=GSTIN)


def sell_and_deliver(by: SupplierInfo, number: int = 1, name: str = "kurta", **prices: Any) -> str:
    """1,180 with and 1,000 without GST."""
    if not Sale.objects.filter(supplier_id=by.id).exists():
        offer(name, by=by)
    told = tell(order(line(name, **(KURTA | prices)), number=number))
    consignment.record_delivered(list(Sale.objects.filter(order_id=told.id).values_list("pk", flat=True)), MOMENT, "x")
    return told.id


def kept(by: SupplierInfo) -> tuple[int, int]:
    """TCS and TDS."""
    party = f"supplier:{by.id}"
    return -balance(Purpose.TAX_COLLECTED, party), -balance(Purpose.TAX_DEDUCTED, party)


def lower_limit(paise: int) -> None:
    """Of five lakh, so that a few sales pass it."""
    rule = WithholdingRate.objects.get(kind="tds_sales", payment_code="1035")
    rule.pk, rule.revision, rule.limit_paise = None, 1, paise
    rule.save()


def test_a_vendor_pays_both() -> None:
    # given
    by = vendor()

    # when
    sync_orders([sell_and_deliver(by)])

    # then: 0.5 % and 0.1 % of 1,000, and 10 % commission with 18 % GST
    assert kept(by) == (500, 100)
    assert -balance(Purpose.SUPPLIER_EARNED, f"supplier:{by.id}") == 118_000 - 11_800 - 600


def test_whose_goods_the_shop_sells_as_its_own_pays_no_tcs() -> None:
    by = supplier()

    sync_orders([sell_and_deliver(by)])

    assert kept(by) == (0, 5_000)  # 5 %: no PAN


def test_nothing_is_deducted_before_the_goods_are_delivered() -> None:
    offer("kurta", by=vendor())

    sync_orders([tell(order(line("kurta", **KURTA))).id])

    assert not TaxDeduction.objects.exists()
    assert not TaxCollection.objects.exists()


def test_consignors_are_spared_where_the_accountant_says_so() -> None:
    # given
    switch("odop.accounts", tds_from_consignors=False)
    by = supplier()

    # when
    sync_orders([sell_and_deliver(by)])

    # then
    assert kept(by) == (0, 0)


def test_a_pan_that_was_seen_to_be_wrong_is_none() -> None:
    # given
    by = supplier(pan="ABCPK1234F")
    row = Supplier.objects.get(pk=by.id)
    Verification.objects.create(
        supplier=row, item=CheckItem.PAN, result=CheckResult.REFUSED, source="portal", verified_by="user:1",
        value_digest=value_digest(row, CheckItem.PAN, None),
    )  # fmt: skip

    # when
    sync_orders([sell_and_deliver(by)])

    # then
    assert kept(by) == (0, 5_000)


def test_two_suppliers_of_one_pan_pass_the_limit_together() -> None:
    # given
    lower_limit(150_000)
    first, second = (supplier(name, pan="ABCPK1234F") for name in ("Shabana", "Shabana's other shop"))

    # when
    sync_orders([sell_and_deliver(first)])
    sync_orders([sell_and_deliver(second, 2, "shawl")])

    # then: 0.1 % of 2,000, with the credit that passes it
    assert (kept(first), kept(second)) == ((0, 0), (0, 200))


def test_nil_rated_goods_are_no_taxable_sale() -> None:
    # given: glass bangles
    by = vendor()
    record_goods("product-bangles", Goods("70181010"), by="clerk")

    # when
    sync_orders([sell_and_deliver(by, name="bangles", unit_price_net=118_000, total_net=118_000)])

    # then
    assert kept(by) == (0, 118)


def test_credits_of_a_closed_month_are_of_the_first_open_day() -> None:
    # given
    by = vendor()
    close_books(dates.today() - timedelta(days=1), by="accountant")

    # when
    sync_orders([sell_and_deliver(by)])

    # then
    days = set(JournalEntry.objects.filter(kind__in=["tcs", "tds"]).values_list("effective_on", flat=True))
    assert days == {dates.today()} == {TaxCollection.objects.get().on, TaxDeduction.objects.get().on}


def test_the_doctor_finds_a_credit_that_was_not_written_down() -> None:
    sell_and_deliver(vendor())

    with pytest.raises(Problem, match="sale:"):
        check_sales()
    assert not TaxDeduction.objects.exists()


def test_what_comes_back_in_another_tax_year_lowers_no_tds() -> None:
    # given: delivered in March, returned in April (B6; A3.4 knows months only)
    story = Story()
    story.tell(
        """
        model: vendor, registered
        PAN: company
        sold: 2026-03-01
        buyer pays: 1,180.00, without GST 1,000.00
        delivered: 2026-03-20
        returned 1: 1 piece on 2026-04-02, seen on 2026-04-03
        """
    )

    # then
    assert [(row.kind, row.base) for row in story.taxed] == [("tcs", 100_000), ("tds", 100_000), ("tcs", -100_000)]


@pytest.mark.django_db(transaction=True)
def test_many_who_count_for_one_pan_at_once_count_right() -> None:
    # given: six orders, each of two suppliers of one PAN and one seller's month
    lower_limit(650_000)
    party = supplier("Shabana", pan="ABCPK1234F")
    offer("shawl", by=supplier("Her other shop", pan="ABCPK1234F"))
    offer("kurta", by=party)
    orders = []
    for number in range(1, 7):
        told = tell(order(line("kurta", **KURTA), line("shawl", **KURTA), number=number))
        sales = Sale.objects.filter(order_id=told.id).values_list("pk", flat=True)
        consignment.record_delivered(list(sales), MOMENT, "carrier")
        orders.append(told.id)

    # when: each is entered by two
    results = at_once([partial(sync_orders, [told]) for told in orders * 2])

    # then: 0.1 % of all 12,000, and each credit once
    assert [result for result in results if isinstance(result, Exception)] == []
    assert TaxDeduction.objects.count() == 12
    assert sum(row.tax_paise for row in TaxDeduction.objects.all()) == 1_200
