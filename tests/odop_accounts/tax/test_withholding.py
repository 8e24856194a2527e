"""TDS and TCS, worked by hand from statutory.md A3 and B."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from odop_accounts.tax.choices import CAUTIOUS, CatchUp, Choices
from odop_accounts.tax.collection import TaxableSale, collect
from odop_accounts.tax.refusals import NoRule
from odop_accounts.tax.supply import Head
from odop_accounts.tax.withholding import Deduction, PanStatus, Payee, WrongYear, YearToDate, deduct
from odop_accounts.tax.withholding_rules import Withheld
from odop_core.india.financial_years import year_of
from tests.odop_accounts.tax.rules import WITHHOLDING

LAKH = 10_000_000
ARTISAN, FIRM = Payee(PanStatus.VALID, "P"), Payee(PanStatus.VALID, "F")
NO_PAN, INOPERATIVE = Payee(PanStatus.MISSING), Payee(PanStatus.INOPERATIVE, "P")
INTRA, INTER = (Head.CGST, Head.SGST), (Head.IGST,)
SALES, COMMISSION = Withheld.TDS_SALES, Withheld.TDS_COMMISSION


def deduct_all(
    amounts: list[int], payee: Payee = ARTISAN, on: date = date(2026, 6, 1), kind: Withheld = SALES,
    choices: Choices = CAUTIOUS,
) -> list[Deduction]:  # fmt: skip
    year, found = YearToDate(year_of(on)), []
    for number, amount in enumerate(amounts):
        found.append(deduct(str(number), kind, amount, on, payee, year, WITHHOLDING, choices))
        year = found[-1].after
    return found


def taxes(found: list[Deduction]) -> list[int]:
    return [one.tax_paise for one in found]


@pytest.mark.parametrize(
    ("on", "paise", "section"),
    [
        (date(2020, 12, 1), 75000, "194-O"),  # B1: 0.75 %
        (date(2021, 4, 1), 100000, "194-O"),  # B1: 1 %
        (date(2024, 9, 30), 100000, "194-O"),
        (date(2024, 10, 1), 10000, "194-O"),  # B2: 0.1 %
        (date(2026, 3, 31), 10000, "194-O"),
        (date(2026, 4, 1), 10000, "393(1) Table 8(v)"),  # B3
    ],
)
def test_the_rate_of_the_day_of_payment(on: date, paise: int, section: str) -> None:
    # When a firm is paid one lakh
    found = deduct_all([LAKH], FIRM, on)[0]

    # Then the rate and the name of the section are that day's
    assert (found.tax_paise, found.rule.section) == (paise, section)


def test_the_new_act_has_a_payment_code() -> None:
    """B3 and B9."""
    assert deduct_all([LAKH], FIRM)[0].rule.payment_code == "1035"
    assert deduct_all([LAKH], FIRM, kind=COMMISSION)[0].rule.payment_code == "1006"


def test_an_artisan_is_spared_up_to_five_lakh_and_then_pays_for_all_of_it() -> None:
    # Given an individual with a PAN (B4), paid 3 lakh, 2 lakh, 1 rupee and 1 lakh in a tax year
    found = deduct_all([3 * LAKH, 2 * LAKH, 100, LAKH])

    # Then five lakh are spared; the rupee that crosses brings 0.1 % of 5,00,001
    assert taxes(found) == [0, 0, 50000, 10000]


def test_what_was_spared_can_stay_so() -> None:
    # Given an accountant who reads B4 the other way
    choices = Choices(catch_up=CatchUp.FROM_THEN_ON)

    # Then only what is paid from the crossing on counts
    assert taxes(deduct_all([5 * LAKH, LAKH, LAKH], choices=choices)) == [0, 10000, 10000]


@pytest.mark.parametrize("payee", [NO_PAN, INOPERATIVE])
def test_without_a_valid_pan_five_percent_from_the_first_rupee(payee: Payee) -> None:
    """B5."""
    assert taxes(deduct_all([100000], payee)) == [5000]


def test_a_pan_that_comes_later_changes_nothing_of_before() -> None:
    # Given one lakh without a PAN, of which 5 % were deducted
    first = deduct("1", SALES, LAKH, date(2026, 5, 1), NO_PAN, YearToDate(2026), WITHHOLDING)

    # When the PAN is known, and 4 lakh and another lakh follow
    second = deduct("2", SALES, 4 * LAKH, date(2026, 6, 1), ARTISAN, first.after, WITHHOLDING)
    third = deduct("3", SALES, LAKH, date(2026, 7, 1), ARTISAN, second.after, WITHHOLDING)

    # Then the limit counts all six, and 0.1 % is due on the five that bore nothing yet
    assert (first.tax_paise, second.tax_paise, third.tax_paise) == (500000, 0, 50000)


def test_what_came_back_is_set_off_against_the_next() -> None:
    # Given a firm: one lakh, 60,000 of which comes back, then 50,000 and 20,000 (B6)
    found = deduct_all([LAKH, -6_000_000, 5_000_000, 2_000_000], FIRM)

    # Then nothing is due until the 60,000 are used up
    assert taxes(found) == [10000, 0, 0, 1000]


def test_a_return_before_the_limit_counts_for_the_limit() -> None:
    # Given 4 lakh, of which 2 lakh come back, and 3 lakh
    # Then the year is at five lakh, which is not above it
    assert taxes(deduct_all([4 * LAKH, -2 * LAKH, 3 * LAKH, 100])) == [0, 0, 0, 50000]


def test_commission_is_spared_up_to_twenty_thousand_whoever_gets_it() -> None:
    # Given a facilitator paid 20,000 and 1,000 (B9)
    assert taxes(deduct_all([2_000_000, 100_000], FIRM, kind=COMMISSION)) == [0, 42000]


def test_commission_without_a_pan() -> None:
    """B10."""
    assert taxes(deduct_all([2_000_000, 100_000], NO_PAN, kind=COMMISSION)) == [0, 420000]


def test_a_counter_is_of_one_tax_year() -> None:
    with pytest.raises(WrongYear):
        deduct("1", SALES, 100, date(2027, 4, 1), ARTISAN, YearToDate(2026), WITHHOLDING)


def test_there_was_no_rule_before_october_2020() -> None:
    with pytest.raises(NoRule, match="30 September 2020"):
        deduct_all([100], on=date(2020, 9, 30))


@given(some.lists(some.integers(-LAKH, 3 * LAKH), max_size=12), some.sampled_from([ARTISAN, FIRM, NO_PAN]))
def test_no_rupee_bears_tax_twice(amounts: list[int], payee: Payee) -> None:
    # When a year goes by
    found = deduct_all(amounts, payee)

    # Then what was taxed is what the year came to at its highest, at most, and nothing is ever given back
    reached = [one.after.base_paise for one in found]
    assert sum(one.base_paise for one in found) <= max([0, *reached])
    assert all(one.tax_paise >= 0 for one in found)


@pytest.mark.parametrize(
    ("on", "heads", "expected"),
    [
        (date(2024, 7, 9), INTRA, {Head.CGST: 5000, Head.SGST: 5000}),  # A3.1: 0.5 % + 0.5 %
        (date(2024, 7, 9), INTER, {Head.IGST: 10000}),
        (date(2024, 7, 10), INTRA, {Head.CGST: 2500, Head.SGST: 2500}),  # A3.2: 0.25 % + 0.25 %
        (date(2024, 7, 10), INTER, {Head.IGST: 5000}),
    ],
)
def test_tcs_by_the_date_of_the_supply(on: date, heads: tuple[Head, ...], expected: dict[Head, int]) -> None:
    # When 10,000 were sold
    collected = collect([TaxableSale(on, 1_000_000, heads)], WITHHOLDING)

    # Then TCS is at that day's rate
    assert collected.parts[0].tax_paise == expected


def test_tcs_is_on_what_is_left_after_returns() -> None:
    # Given 10,000 sold and 4,000 returned in the month (A3.4)
    on = date(2026, 11, 2)
    collected = collect([TaxableSale(on, 1_000_000, INTER), TaxableSale(on, -400_000, INTER)], WITHHOLDING)

    # Then 0.5 % of 6,000 is collected
    assert (collected.base_paise, collected.tax_paise) == (600_000, 3000)


def test_more_returns_than_sales_collect_nothing() -> None:
    on = date(2026, 11, 2)
    collected = collect([TaxableSale(on, 1_000_000, INTER), TaxableSale(on, -1_400_000, INTRA)], WITHHOLDING)

    assert (collected.base_paise, collected.tax_paise) == (0, 0)
