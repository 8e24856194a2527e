"""Rules as rows: loaded, looked up, added, and never changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from odop_accounts.models import GoodsTax, GstRate, TaxCollection, TaxDeduction
from odop_accounts.tax import records
from odop_accounts.tax.collected import SellersSale, record_collections
from odop_accounts.tax.deductions import Credit, OtherAmount, record_deductions, unknown_payee
from odop_accounts.tax.goods import find_goods, find_refused, record_goods
from odop_accounts.tax.rates import Goods, RateRow
from odop_accounts.tax.reference import read_rates, read_withholding
from odop_accounts.tax.refusals import BadHsn, BadRules, HsnTooShort, NoRate
from odop_accounts.tax.supply import Head
from odop_accounts.tax.withholding import PanStatus, Payee
from odop_accounts.tax.withholding_rules import Withheld, WithholdingRule
from odop_core.india.dates import today
from odop_provenance.api.claims import Place, attest_claim
from tests.odop_accounts.tax.rules import KURTA, ON

pytestmark = pytest.mark.django_db

ARTISAN = Payee(PanStatus.VALID, "P")
LAKH = 10_000_000


def next_month(**values: Any) -> RateRow:
    row = RateRow("62", 500, today() + timedelta(days=31), "1/2027-CT(R)", "H")
    return replace(row, **values)


def test_the_rules_of_the_suite_are_loaded_once() -> None:
    # When they are loaded again, as after each migrate
    added = records.load_reference()

    # Then all are there, and none twice
    assert added == 0
    assert len(records.list_rates()) == len(read_rates())
    assert len(records.list_withholding_rules()) == len(read_withholding())


def test_a_rate_is_found_with_one_query(django_assert_num_queries: object) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        table = records.rates_of(["62114290", "57011010"])

    assert [row.rate_bp for row in table.bands(KURTA, ON)] == [500, 1800]


def test_a_code_with_too_few_digits_is_told_from_an_unknown_one() -> None:
    with pytest.raises(HsnTooShort):
        records.rates_of(["7419"]).bands(Goods("7419"), ON)


def test_a_notification_of_next_month_holds_from_its_day() -> None:
    # Given a notification that ends the slab
    row = next_month()

    # When it is added
    added = records.add_rates([row], by="accountant")

    # Then it holds from its day on, and not before
    table = records.rates_of(["62"])
    assert [one.id for one in table.bands(KURTA, row.valid_from)] == [added[0].id]
    assert len(table.bands(KURTA, row.valid_from - timedelta(days=1))) == 2
    assert GstRate.objects.get(pk=added[0].id).added_by == "accountant"


def test_the_same_rule_twice_overlaps_and_adds_nothing() -> None:
    records.add_rates([next_month()], by="accountant")

    with pytest.raises(BadRules, match="already"):
        records.add_rates([next_month(), replace(next_month(), hsn_prefix="61")], by="accountant")

    assert not GstRate.objects.filter(hsn_prefix="61", valid_from=next_month().valid_from).exists()


def test_a_correction_leaves_what_it_corrects_in_the_books() -> None:
    records.add_rates([next_month(rate_bp=1200)], by="accountant")
    records.add_rates([next_month()], by="accountant", corrects=True)

    there = records.list_rates("62", next_month().valid_from)
    assert [row.rate_bp for row in there if row.hsn_prefix == "62"] == [500]
    assert GstRate.objects.filter(valid_from=next_month().valid_from).count() == 2


def test_a_rule_of_tds_is_added() -> None:
    rule = WithholdingRule(Withheld.TDS_SALES, today() + timedelta(days=1), 20, "Finance Act 2027", "H")

    records.add_withholding_rule(rule, by="accountant")

    assert records.withholding_rules().rule_on(Withheld.TDS_SALES, rule.valid_from).rate_bp == 20


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE odop_accounts_gstrate SET rate_bp = 0",
        "DELETE FROM odop_accounts_gstrate",
        "TRUNCATE odop_accounts_gstrate",
        "UPDATE odop_accounts_withholdingrate SET rate_bp = 0",
        "DELETE FROM odop_accounts_goodstax",
        "UPDATE odop_accounts_taxdeduction SET tax_paise = 0",
    ],
)
def test_the_database_changes_no_rule(sql: str) -> None:
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_the_command_adds_a_table(tmp_path: Path) -> None:
    # Given a table as the suite's own
    file = tmp_path / "rates.csv"
    day = next_month().valid_from
    file.write_text(
        "hsn_prefix,entry,handicraft,packaged,above_paise,up_to_paise,rate_bp,goods,valid_from,valid_to,citation,"
        f"confidence\n62,,,,,300000,500,,{day},,1/2027-CT(R),H\n62,,,,300000,,1800,,{day},,1/2027-CT(R),H\n"
    )

    # When it is tried, and then added
    told = StringIO()
    call_command("odop_add_tax_rules", str(file), "--dry-run", stdout=told)
    call_command("odop_add_tax_rules", str(file), stdout=told)

    # Then it was added once
    assert told.getvalue() == "2 rules can be added.\n2 rules were added.\n"
    assert GstRate.objects.filter(valid_from=day).count() == 2


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("hsn_prefix\n62\n", "Line 2: there is no column 'entry'"),
        (
            (
                "hsn_prefix,entry,handicraft,packaged,above_paise,up_to_paise,rate_bp,goods,valid_from,valid_to,citation,"
                "confidence\n62,,,,,,5 %,,2030-01-01,,X,H\n"
            ),
            "Line 2: invalid literal",
        ),
        (
            (
                "hsn_prefix,entry,handicraft,packaged,above_paise,up_to_paise,rate_bp,goods,valid_from,valid_to,citation,"
                "confidence\n62,,yes,,,,500,,2030-01-01,,X,H\n"
            ),
            "not all goods of this code have a rate",
        ),
    ],
)
def test_the_command_refuses_a_wrong_table(tmp_path: Path, content: str, said: str) -> None:
    file = tmp_path / "rates.csv"
    file.write_text(content)

    with pytest.raises(CommandError, match=said):
        call_command("odop_add_tax_rules", str(file))


def test_what_is_recorded_of_goods_holds_from_then_on() -> None:
    # Given a shawl, recorded and later declared a handicraft
    record_goods("product:1", Goods("6214 10"), by="clerk")
    record_goods("product:1", Goods("621410", handicraft=True), by="clerk", remark="Declared by Shabnam, 2 November")
    record_goods("product:1", Goods("621410", handicraft=True), by="clerk", remark="Declared by Shabnam, 2 November")

    # Then the last holds, and both are kept
    assert find_goods(["product:1"])["product:1"].goods == Goods("621410", handicraft=True)
    assert GoodsTax.objects.count() == 2


@pytest.mark.parametrize(
    ("goods", "refusal"), [(Goods("62A4"), BadHsn), (Goods("9999"), NoRate), (Goods("6214", entry="magic"), NoRate)]
)
def test_goods_without_a_rate_are_not_recorded(goods: Goods, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        record_goods("product:1", goods, by="clerk")


def test_the_craft_tells_the_code_until_somebody_does() -> None:
    # Given a product of which only the craft is known: chikankari, HSN 5810
    attest_claim("product:1", Place("lucknow", "chikankari"), by="clerk")

    # Then that is its code, and it may be sold; of another product nothing is known
    assert find_goods(["product:1"])["product:1"].goods.hsn == "5810"
    assert set(find_refused(["product:1", "product:2"])) == {"product:2"}


def credit(key: str, paise: int, payee: str = "pan", known: Payee = ARTISAN, supplier: int = 1) -> Credit:
    return Credit(key, Withheld.TDS_SALES, payee, known, paise, date(2026, 6, 1), supplier, key)


def test_the_counter_of_a_pan_runs_through_all_its_suppliers() -> None:
    # Given two suppliers of one PAN
    first, second = record_deductions([credit("sale:1", 3 * LAKH), credit("sale:2", 3 * LAKH, supplier=2)])

    # Then the second crosses the limit, and the year's six lakh bear 0.1 %
    assert (first.tax_paise, second.tax_paise) == (0, 60000)
    assert second.year_deducted_paise == 60000


def test_a_repeated_deduction_is_one_and_another_amount_is_refused() -> None:
    for _again in range(2):
        record_deductions([credit("sale:1", LAKH)])

    assert TaxDeduction.objects.count() == 1
    with pytest.raises(OtherAmount):
        record_deductions([credit("sale:1", 2 * LAKH)])


def test_what_was_credited_before_the_pan_was_known_counts_with_it_once() -> None:
    # Given one lakh without a PAN, of which 5 % were deducted
    (first,) = record_deductions([credit("sale:1", LAKH, unknown_payee(1), Payee(PanStatus.MISSING))])

    # When the PAN is known, four lakh follow, then a lakh, and a lakh of another supplier of that PAN
    second, third, fourth = record_deductions(
        [credit("sale:2", 4 * LAKH), credit("sale:3", LAKH), credit("sale:4", LAKH, supplier=2)]
    )

    # Then the limit counts all of them, and what bore 5 % bears no more
    assert [row.tax_paise for row in (first, second, third, fourth)] == [500000, 0, 50000, 10000]
    assert fourth.year_base_paise == 7 * LAKH


def sold(key: str, paise: int, on: date, heads: tuple[Head, ...] = (Head.IGST,)) -> SellersSale:
    return SellersSale(key, key, 1, "09AAACH7409R1ZZ", heads, paise, on)


def test_tcs_is_of_the_month_and_rounded_once() -> None:
    # Given three sales of 333.33 in a month
    rows = record_collections([sold(f"sale:{number}", 33_333, date(2026, 11, number)) for number in (1, 2, 3)])

    # Then 0.5 % of 999.99 is collected in all
    assert [row.tax_paise for row in rows] == [167, 166, 167]


def test_what_comes_back_in_another_month_lowers_only_that() -> None:
    # Given 10,000 sold in November, which come back in December, when 4,000 were sold (A3.4)
    rows = record_collections(
        [
            sold("sale:1", 1_000_000, date(2026, 11, 30)),
            sold("sale:2", 400_000, date(2026, 12, 1)),
            sold("sale:1:back", -1_000_000, date(2026, 12, 2)),
            sold("sale:3", 100_000, date(2026, 12, 3)),
        ]
    )

    # Then nothing is collected in December, and November stays
    assert [row.tax_paise for row in rows] == [5000, 2000, -2000, 0]


def test_tcs_is_collected_once_of_a_sale() -> None:
    for _again in range(2):
        record_collections([sold("sale:1", 1_000_000, date(2026, 11, 30), (Head.CGST, Head.SGST))])

    assert [row.tax_paise for row in TaxCollection.objects.all()] == [5000]
    with pytest.raises(OtherAmount):
        record_collections([sold("sale:1", 1, date(2026, 11, 30))])
