"""TDS: what is deducted when a seller is credited or paid, counted for each PAN and tax year (statutory.md B).

The base is what buyers paid without GST, commission and freight included; what came back lowers the next base. Up to
the limit nothing is deducted; with the rupee that crosses it, on all of the year that was spared (`CatchUp`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction

from odop_accounts.tax.choices import CAUTIOUS, CatchUp, Choices
from odop_accounts.tax.rounding import ONE_IN_BP, format_percent, round_half_up
from odop_accounts.tax.withholding_rules import LimitFor, Withheld, WithholdingRule, WithholdingRules
from odop_core.i18n import Text, _
from odop_core.india.financial_years import format_year, year_of
from odop_core.india.money import format_inr

# The fourth letter of a PAN: a person, a Hindu undivided family.
INDIVIDUALS = frozenset("PH")


class PanStatus(StrEnum):
    """An invalid or inoperative PAN counts as none (s.397(2), before 206AA)."""

    VALID = "valid"
    MISSING = "missing"
    INOPERATIVE = "inoperative"


@dataclass(frozen=True)
class Payee:
    """`holder` is the fourth letter of the PAN, "" without one."""

    pan: PanStatus
    holder: str = ""

    @property
    def is_individual_with_pan(self) -> bool:
        return self.pan == PanStatus.VALID and self.holder in INDIVIDUALS


@dataclass(frozen=True)
class YearToDate:
    """Of one PAN, one kind and one tax year, in paise: the base so far (less what came back), and how much of it is
    dealt with: tax was deducted on it, or the limit spared it for good."""

    year: int
    base_paise: int = 0
    covered_paise: int = 0
    deducted_paise: int = 0


@dataclass(frozen=True)
class Deduction:
    """`base_paise` is on what `tax_paise` was reckoned. `after` is the year with it."""

    key: str
    kind: Withheld
    on: date
    amount_paise: int
    base_paise: int
    rate_bp: int
    tax_paise: int
    rule: WithholdingRule
    why: Text
    after: YearToDate


class WrongYear(ValueError):
    """The day is not in the tax year of the counter."""


def deduct(
    key: str, kind: Withheld, amount_paise: int, on: date, payee: Payee, year: YearToDate, rules: WithholdingRules,
    choices: Choices = CAUTIOUS,
) -> Deduction:  # fmt: skip
    """What is deducted from a credit of `amount_paise` (below nought: goods came back) on a day in India. Never below
    nought. Raises NoRule, WrongYear."""
    if year_of(on) != year.year:
        raise WrongYear(f"{on} is not in {format_year(year.year)}.")
    rule = rules.rule_on(kind, on)
    base_so_far = year.base_paise + amount_paise
    after = replace(year, base_paise=base_so_far)
    if _is_spared(rule, payee, base_so_far):
        if choices.catch_up == CatchUp.FROM_THEN_ON:
            after = replace(after, covered_paise=base_so_far)
        return Deduction(key, kind, on, amount_paise, 0, 0, 0, rule, _why_spared(rule, base_so_far, year.year), after)
    rate = rule.rate_bp
    if payee.pan != PanStatus.VALID and rule.no_pan_rate_bp is not None:
        rate = max(rule.no_pan_rate_bp, rate)
    covered = year.covered_paise
    base = max(base_so_far - covered, 0)
    tax = round_half_up(Fraction(base * rate, ONE_IN_BP))
    why = _why_deducted(rule, rate, base, amount_paise, tax, payee)
    after = replace(after, covered_paise=covered + base, deducted_paise=year.deducted_paise + tax)
    return Deduction(key, kind, on, amount_paise, base, rate, tax, rule, why, after)


def _is_spared(rule: WithholdingRule, payee: Payee, base_so_far: int) -> bool:
    if rule.limit_paise is None or base_so_far > rule.limit_paise:
        return False
    return rule.limit_for == LimitFor.EVERYBODY or payee.is_individual_with_pan


def _why_spared(rule: WithholdingRule, base_so_far: int, year: int) -> Text:
    return _(
        "No TDS under section {section}: with this, the tax year {year} comes to {base}, not more than {limit}.",
        section=rule.section,
        year=format_year(year),
        base=format_inr(base_so_far),
        limit=format_inr(rule.limit_paise or 0),
    )


def _why_deducted(rule: WithholdingRule, rate: int, base: int, amount: int, tax: int, payee: Payee) -> Text:
    values = {
        "section": rule.section,
        "percent": format_percent(rate),
        "base": format_inr(base),
        "tax": format_inr(tax),
    }
    if not base:
        return _("No TDS under section {section}: what came back in this tax year is set off first.", **values)
    if rate != rule.rate_bp:
        return _("TDS under section {section} without a valid PAN, {percent} of {base}: {tax}.", **values)
    if base > amount:
        return _(
            "TDS under section {section}, {percent} of {base}: {tax}. The limit of {limit} is passed, so what was "
            "spared in this tax year counts, too.",
            limit=format_inr(rule.limit_paise or 0),
            **values,
        )
    if base < amount:
        return _("TDS under section {section}, {percent} of {base}: {tax}. What came back before is set off.", **values)
    return _("TDS under section {section}, {percent} of {base}: {tax}.", **values)
