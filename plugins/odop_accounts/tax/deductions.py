"""TDS as it is recorded, credit by credit: the counter of a PAN and tax year runs through the rows, one at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from odop_accounts.models import TaxDeduction
from odop_accounts.tax import records
from odop_accounts.tax.choices import CAUTIOUS, Choices
from odop_accounts.tax.withholding import Payee, YearToDate, deduct
from odop_accounts.tax.withholding_rules import Withheld
from odop_core.database.locks import lock_subject
from odop_core.i18n import Text
from odop_core.india.financial_years import year_of


class OtherAmount(ValueError):
    """The key was used before, for another amount, day or payee."""


@dataclass(frozen=True)
class Recorded:
    """What was deducted from a credit, in paise, and why."""

    key: str
    tax_paise: int
    base_paise: int
    rate_bp: int
    section: str
    payment_code: str
    why: Text
    year: YearToDate


@transaction.atomic
def record_deduction(
    key: str, kind: Withheld, payee_key: str, payee: Payee, amount_paise: int, on: date, choices: Choices = CAUTIOUS
) -> Recorded:
    """Deduct tax from a credit to a payee (below nought: goods came back), once for each `key`.

    `payee_key` is the digest of the PAN, so that all suppliers of one PAN are counted together, or "supplier:12" where
    none is known. Raises NoRule, OtherAmount.
    """
    lock_subject("tax year", f"{kind}:{payee_key}")
    if before := TaxDeduction.objects.select_related("rule").filter(key=key).first():
        if (before.kind, before.payee, before.amount_paise, before.on) != (kind, payee_key, amount_paise, on):
            raise OtherAmount(f"{key} was recorded with {before.amount_paise} paise on {before.on}.")
        return _recorded(before)
    year = year_to_date(payee_key, kind, year_of(on))
    found = deduct(key, kind, amount_paise, on, payee, year, records.withholding_rules(), choices)
    return _recorded(
        TaxDeduction.objects.create(
            key=key,
            kind=kind.value,
            payee=payee_key,
            tax_year=year.year,
            on=on,
            amount_paise=amount_paise,
            base_paise=found.base_paise,
            rate_bp=found.rate_bp,
            tax_paise=found.tax_paise,
            rule_id=found.rule.id,
            why=found.why.as_json(),
            year_base_paise=found.after.base_paise,
            year_covered_paise=found.after.covered_paise,
            year_deducted_paise=found.after.deducted_paise,
        )
    )


def year_to_date(payee_key: str, kind: Withheld, year: int, using: str = "default") -> YearToDate:
    """The counter of a payee as it stands."""
    rows = TaxDeduction.objects.using(using).filter(payee=payee_key, kind=kind, tax_year=year)
    last = rows.order_by("-id").first()
    return _year(last) if last else YearToDate(year)


def _year(row: TaxDeduction) -> YearToDate:
    return YearToDate(row.tax_year, row.year_base_paise, row.year_covered_paise, row.year_deducted_paise)


def _recorded(row: TaxDeduction) -> Recorded:
    return Recorded(
        row.key, row.tax_paise, row.base_paise, row.rate_bp, row.rule.section, row.rule.payment_code,
        Text.from_json(row.why), _year(row),
    )  # fmt: skip
