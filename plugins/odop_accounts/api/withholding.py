"""Tax that was kept of suppliers' money at source, credit by credit, with the reason. All amounts in paise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from odop_accounts.models import TaxCollection, TaxDeduction
from odop_accounts.posting.sync import sale_source
from odop_accounts.tax.withholding_rules import Withheld
from odop_core.i18n import Text


@dataclass(frozen=True)
class WithheldTax:
    """A credit on a day in India (`amount_paise`, without GST; below zero what came back) and the tax it brought, below
    zero where less is due."""

    kind: Withheld
    on: date
    amount_paise: int
    tax_paise: int
    rate_bp: int
    section: str
    payment_code: str
    why: Text


def withheld_of_sales(sale_ids: Iterable[int], using: str = "default") -> dict[int, list[WithheldTax]]:
    """By sale, in the order in which it was taken. Two queries."""
    by_source = {sale_source(sale_id): sale_id for sale_id in sale_ids}
    found: dict[int, list[WithheldTax]] = defaultdict(list)
    collected = TaxCollection.objects.using(using).filter(source__in=list(by_source)).order_by("id")
    for row in collected.select_related("rule"):
        found[by_source[row.source]].append(_info(row, Withheld.TCS, row.rule.rate_bp))
    deducted = TaxDeduction.objects.using(using).filter(source__in=list(by_source)).order_by("id")
    for each in deducted.select_related("rule"):
        found[by_source[each.source]].append(_info(each, Withheld(each.kind), each.rate_bp))
    return found


def _info(row: TaxCollection | TaxDeduction, kind: Withheld, rate_bp: int) -> WithheldTax:
    return WithheldTax(
        kind, row.on, row.amount_paise, row.tax_paise, rate_bp, row.rule.section, row.rule.payment_code,
        Text.from_json(row.why),
    )  # fmt: skip
