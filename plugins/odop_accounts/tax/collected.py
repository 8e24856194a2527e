"""TCS as it is recorded: with each taxable sale, and with what comes back, more or less is due of the seller's month.

A month counts by itself (CGST s.52(1), Explanation): returns beyond its sales lower nothing of another month
(statutory.md A3.4).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Sum

from odop_accounts.models import TaxCollection
from odop_accounts.tax import records
from odop_accounts.tax.collection import Collected, TaxableSale, collect
from odop_accounts.tax.deductions import OtherAmount
from odop_accounts.tax.rounding import format_percent
from odop_accounts.tax.supply import Head
from odop_accounts.tax.withholding_rules import Withheld, WithholdingRule, WithholdingRules
from odop_core.database.locks import lock_subjects
from odop_core.i18n import Text, _
from odop_core.india.money import format_inr


@dataclass(frozen=True)
class SellersSale:
    """What a seller sold through us for so many paise without GST (below nought: what came back) on a day in India."""

    key: str
    source: str
    supplier_id: int
    gstin: str
    heads: tuple[Head, ...]
    amount_paise: int
    on: date

    @property
    def month(self) -> date:
        return self.on.replace(day=1)


@transaction.atomic
def record_collections(sales: Sequence[SellersSale]) -> list[TaxCollection]:
    """Collect of these sales, one after the other, and of each once. Raises NoRule, OtherAmount. Whoever wants to count
    for the same seller and month waits until this transaction ends."""
    lock_subjects("tcs", [f"{sale.gstin}:{sale.month}" for sale in sales])
    known = {row.key: row for row in TaxCollection.objects.filter(key__in=[sale.key for sale in sales])}
    rules = records.withholding_rules()
    found = []
    for sale in sales:
        row = known.get(sale.key)
        if row is None:
            row = known[sale.key] = _record(sale, rules)
        elif (row.gstin, row.amount_paise, row.on) != (sale.gstin, sale.amount_paise, sale.on):
            raise OtherAmount(f"{sale.key} was recorded with {row.amount_paise} paise on {row.on}.")
        found.append(row)
    return found


def _record(sale: SellersSale, rules: WithholdingRules) -> TaxCollection:
    this = TaxableSale(sale.on, sale.amount_paise, sale.heads)
    before = TaxCollection.objects.filter(gstin=sale.gstin, month=sale.month).aggregate(tax=Sum("tax_paise"))
    month = collect([*month_sales(sale.gstin, sale.month), this], rules)
    rule = rules.rule_on(Withheld.TCS, sale.on)
    return TaxCollection.objects.create(
        key=sale.key,
        source=sale.source,
        supplier_id=sale.supplier_id,
        gstin=sale.gstin,
        on=sale.on,
        month=sale.month,
        heads=",".join(sale.heads),
        amount_paise=sale.amount_paise,
        tax_paise=month.tax_paise - (before["tax"] or 0),
        rule_id=rule.id,
        why=why_collected(rule, month).as_json(),
    )


def month_sales(gstin: str, month: date, using: str = "default") -> list[TaxableSale]:
    """A seller's taxable sales of a month less what came back, by day and place: what `collect` reckons with."""
    rows = TaxCollection.objects.using(using).filter(gstin=gstin, month=month)
    sums = rows.values_list("on", "heads").annotate(paise=Sum("amount_paise")).order_by("on", "heads")
    return [TaxableSale(on, int(paise), tuple(map(Head, heads.split(",")))) for on, heads, paise in sums]


def why_collected(rule: WithholdingRule, month: Collected) -> Text:
    """With this, the seller's month comes to so much."""
    return _(
        "TCS under section {section} for the month until now: {percent} of {base} is {tax}.",
        section=rule.section,
        percent=format_percent(rule.rate_bp),
        base=format_inr(month.base_paise),
        tax=format_inr(month.tax_paise),
    )
