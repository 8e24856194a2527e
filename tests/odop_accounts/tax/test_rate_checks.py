"""New rules: refused with all that is wrong, or taken."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from odop_accounts.tax.rate_checks import check_new_rates
from odop_accounts.tax.rates import RateRow
from odop_accounts.tax.reference import read_rates, read_withholding
from odop_accounts.tax.refusals import BadRules
from odop_accounts.tax.withholding_rules import Withheld, WithholdingRule, check_new_rule

TODAY = date(2026, 11, 30)
SOON = date(2027, 1, 1)
KNOWN = read_rates()
FLAT = RateRow("62", 500, SOON, "1/2027-CT(R)", "H")
LOW = replace(FLAT, up_to_paise=300_000)
HIGH = replace(FLAT, rate_bp=1800, above_paise=300_000)


def refuse(*rows: RateRow, known: list[RateRow] = KNOWN, gaps: bool = False) -> str:
    with pytest.raises(BadRules) as refused:
        check_new_rates(rows, known, today=TODAY, gaps=gaps)
    return str(refused.value)


def test_the_rules_that_come_with_the_suite_go_together() -> None:
    # When they are checked as if somebody added them, those listed for handicraft or by entry alone told to be so
    checked = check_new_rates(KNOWN, [], today=TODAY, gaps=True, backdated=True)

    # Then none is wrong
    assert checked == KNOWN


@pytest.mark.parametrize("rows", [(FLAT,), (LOW, HIGH)])
def test_a_notification_of_next_month_is_taken(rows: tuple[RateRow, ...]) -> None:
    assert check_new_rates(rows, KNOWN, today=TODAY) == list(rows)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ((), "There is no rule."),
        ((LOW,), "prices above ₹3,000.00 have no rate"),
        ((HIGH,), "prices from ₹0.00 to ₹3,000.00 have no rate"),
        ((LOW, replace(HIGH, above_paise=350_000)), "prices from ₹3,000.00 to ₹3,500.00 have no rate"),
        ((LOW, replace(HIGH, above_paise=250_000)), "it overlaps another row of the same day"),
        ((FLAT, FLAT), "it overlaps another row of the same day"),
        ((replace(FLAT, handicraft=True),), "not all goods of this code have a rate"),
        ((FLAT, replace(FLAT, handicraft=True)), "it overlaps another row of the same day"),
        ((replace(FLAT, citation=" "),), "name the notification"),
        ((replace(FLAT, citation="x" * 501),), "the source has at most 500 letters"),
        ((replace(FLAT, confidence="X"),), "the confidence is H, M or L"),
        ((replace(FLAT, rate_bp=10_001),), "the rate is from 0 to 10,000"),
        ((replace(FLAT, rate_bp=-1),), "the rate is from 0 to 10,000"),
        ((replace(FLAT, hsn_prefix="6"),), "2 to 8 digits"),
        ((replace(FLAT, hsn_prefix="६२"),), "2 to 8 digits"),
        ((replace(FLAT, valid_to=date(2026, 12, 31)),), "it ends before it begins"),
        ((replace(FLAT, valid_to=date(2027, 6, 30)),), "nothing holds after 30 June 2027"),
        ((replace(FLAT, valid_from=date(2026, 11, 29)),), "it begins before today"),
        ((replace(FLAT, valid_from=date(2025, 9, 22)),), "there is a rule from 22 September 2025 on already"),
        ((replace(LOW, valid_to=date(2027, 6, 30)), HIGH), "must end together"),
        ((replace(FLAT, valid_to=SOON), replace(FLAT, valid_from=SOON)), "it overlaps"),
    ],
)
def test_what_does_not_go_together_is_refused(rows: tuple[RateRow, ...], said: str) -> None:
    assert said in refuse(*rows)


def test_a_rule_that_reaches_into_another_is_refused() -> None:
    # Given a rule that is to hold until the end of June
    until_june = replace(FLAT, valid_to=date(2027, 6, 30))

    # Then nothing may begin before, and nothing before may end in it
    assert "is to end on 30 June 2027" in refuse(replace(FLAT, valid_from=date(2027, 6, 30)), known=[until_june])
    assert "overlaps the rule from 1 January 2027" in refuse(
        replace(FLAT, valid_from=date(2026, 12, 1), valid_to=SOON), known=[until_june]
    )


def test_a_gap_is_taken_when_it_is_meant() -> None:
    # Given a relief that ends, and one for handicraft alone
    rows = [replace(FLAT, valid_to=date(2027, 6, 30), handicraft=True)]

    assert check_new_rates(rows, KNOWN, today=TODAY, gaps=True) == rows


def test_rows_of_two_days_are_checked_against_each_other() -> None:
    # Given a rate until the end of June, and the one after it
    rows = [replace(FLAT, valid_to=date(2027, 6, 30)), replace(FLAT, rate_bp=1200, valid_from=date(2027, 7, 1))]

    assert check_new_rates(rows, KNOWN, today=TODAY) == rows


def test_a_correction_has_a_revision_of_its_own() -> None:
    # Given a rule that was added wrongly
    known = [replace(FLAT, rate_bp=1200)]

    # When it is corrected
    taken = check_new_rates([FLAT], known, today=TODAY, corrects=True)

    # Then the new one is the later
    assert taken == [replace(FLAT, revision=1)]


def test_all_reasons_are_told_at_once() -> None:
    said = refuse(replace(FLAT, citation="", rate_bp=-5))

    assert "name the notification" in said
    assert "the rate is from" in said


TDS = WithholdingRule(Withheld.TDS_SALES, SOON, 20, "Finance Act 2027", "H")


def test_a_new_rate_of_tds_is_taken() -> None:
    assert check_new_rule(TDS, read_withholding(), today=TODAY) == TDS


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (replace(TDS, valid_from=date(2026, 4, 1)), "There is a rule for TDS on sales from 1 April 2026 on already"),
        (replace(TDS, citation=""), "Name the notification"),
        (replace(TDS, section="x" * 65), "at most 500 letters, the section 64"),
        (replace(TDS, rate_bp=20_000), "A rate is from 0"),
        (replace(TDS, limit_paise=5), "whom it spares"),
        (replace(TDS, valid_to=date(2026, 12, 1)), "ends before it begins"),
        (replace(TDS, valid_to=date(2027, 12, 1)), "Nothing holds after 1 December 2027"),
        (replace(TDS, valid_from=date(2025, 1, 1), valid_to=date(2026, 4, 1)), "overlaps the rule from 1 April 2026"),
    ],
)
def test_a_wrong_rule_of_tds_is_refused(rule: WithholdingRule, said: str) -> None:
    with pytest.raises(BadRules) as refused:
        check_new_rule(rule, read_withholding(), today=TODAY)
    assert said in str(refused.value)
