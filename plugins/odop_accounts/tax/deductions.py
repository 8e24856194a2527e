"""TDS as it is recorded, credit by credit: the counter of a PAN and tax year runs through the rows, one at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from odop_accounts.models import TaxDeduction
from odop_accounts.tax import records
from odop_accounts.tax.choices import CAUTIOUS, Choices
from odop_accounts.tax.withholding import Payee, YearToDate, deduct
from odop_accounts.tax.withholding_rules import Withheld
from odop_core.database.locks import lock_subjects
from odop_core.india.financial_years import year_of


class OtherAmount(ValueError):
    """The key was used before, for another amount, day or payee."""


@dataclass(frozen=True)
class Credit:
    """So many paise are credited to a supplier (below nought: goods came back) on a day in India. `key` says what it
    is, once for all time; `source` what it came of.

    `payee_key` is the digest of the PAN, so that all suppliers of one PAN are counted together, or `unknown_payee`
    where none is known.
    """

    key: str
    kind: Withheld
    payee_key: str
    payee: Payee
    amount_paise: int
    on: date
    supplier_id: int | None = None
    source: str = ""

    @property
    def year(self) -> int:
        return year_of(self.on)

    @property
    def counters(self) -> list[str]:
        """What nobody else may count on meanwhile."""
        keys = [self.payee_key] if self.supplier_id is None else [self.payee_key, unknown_payee(self.supplier_id)]
        return [f"{self.kind}:{key}" for key in keys]


def unknown_payee(supplier_id: int) -> str:
    """The `payee_key` of a supplier whose PAN is not known."""
    return f"supplier:{supplier_id}"


@transaction.atomic
def record_deductions(credits: Sequence[Credit], choices: Choices = CAUTIOUS) -> list[TaxDeduction]:
    """Deduct tax from these credits, one after the other, and from each once. Raises NoRule, OtherAmount.

    Whoever wants to count for the same payee waits until this transaction ends; record all that a transaction has to
    record with one call, so that nobody waits in a circle.
    """
    lock_subjects("tax year", [counter for credit in credits for counter in credit.counters])
    known = {row.key: row for row in TaxDeduction.objects.filter(key__in=[credit.key for credit in credits])}
    rules = records.withholding_rules()
    found = []
    for credit in credits:
        row = known.get(credit.key)
        if row is None:
            row = known[credit.key] = _record(credit, rules, choices)
        elif (row.kind, row.payee, row.amount_paise, row.on) != (
            credit.kind, credit.payee_key, credit.amount_paise, credit.on,
        ):  # fmt: skip
            raise OtherAmount(f"{credit.key} was recorded with {row.amount_paise} paise on {row.on}.")
        found.append(row)
    return found


def _record(credit: Credit, rules: records.WithholdingRules, choices: Choices) -> TaxDeduction:
    year = year_to_date(credit.payee_key, credit.kind, credit.year, credit.supplier_id)
    found = deduct(
        credit.key, credit.kind, credit.amount_paise, credit.on, credit.payee, year, rules, choices
    )  # fmt: skip
    return TaxDeduction.objects.create(
        key=credit.key,
        kind=credit.kind.value,
        payee=credit.payee_key,
        supplier_id=credit.supplier_id,
        source=credit.source,
        tax_year=year.year,
        on=credit.on,
        amount_paise=credit.amount_paise,
        base_paise=found.base_paise,
        rate_bp=found.rate_bp,
        tax_paise=found.tax_paise,
        rule_id=found.rule.id,
        why=found.why.as_json(),
        year_base_paise=found.after.base_paise,
        year_covered_paise=found.after.covered_paise,
        year_deducted_paise=found.after.deducted_paise,
    )


def year_to_date(
    payee_key: str, kind: Withheld, year: int, supplier_id: int | None = None, using: str = "default"
) -> YearToDate:
    """The counter of a payee as it stands; with what the supplier was credited before their PAN was known."""
    rows = TaxDeduction.objects.using(using).filter(kind=kind, tax_year=year).order_by("-id")
    found = _year(rows.filter(payee=payee_key).first(), year)
    if supplier_id is None or payee_key == unknown_payee(supplier_id):
        return found
    last = rows.filter(supplier_id=supplier_id).first()
    if last is None or last.payee != unknown_payee(supplier_id):
        return found  # counted by a row since
    before = _year(last, year)
    return YearToDate(
        year,
        found.base_paise + before.base_paise,
        found.covered_paise + before.covered_paise,
        found.deducted_paise + before.deducted_paise,
    )


def _year(row: TaxDeduction | None, year: int) -> YearToDate:
    if row is None:
        return YearToDate(year)
    return YearToDate(year, row.year_base_paise, row.year_covered_paise, row.year_deducted_paise)
