"""What suppliers have earned, sale by sale. All amounts in paise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Sum

from odop_accounts.ledger.chart import Purpose
from odop_accounts.models import Hold, JournalLine
from odop_accounts.posting.sync import sale_source


@dataclass(frozen=True)
class SaleEarnings:
    """`earned_paise` is not due: buyers may still give goods back, or the sale is held. `due_paise` may be paid out, or
    was."""

    sale_id: int
    earned_paise: int
    due_paise: int
    is_held: bool


def earnings_of_sales(sale_ids: Iterable[int], using: str = "default") -> dict[int, SaleEarnings]:
    """Of the sales that are in the books, once they are delivered. Two queries."""
    by_source = {sale_source(sale_id): sale_id for sale_id in sale_ids}
    held = Hold.objects.using(using).filter(sale_id__in=list(by_source.values()), released_at=None)
    held_ids = set(held.values_list("sale_id", flat=True))
    rows = JournalLine.objects.using(using).filter(
        entry__source__in=list(by_source),
        account__purpose__in=[Purpose.SUPPLIER_EARNED.value, Purpose.SUPPLIER_PAYABLE.value],
    )
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for source, purpose, amount in rows.values_list("entry__source", "account__purpose").annotate(sum=Sum("amount")):
        found[by_source[source]][purpose] = -int(amount)
    return {
        sale_id: SaleEarnings(
            sale_id, sums.get(Purpose.SUPPLIER_EARNED, 0), sums.get(Purpose.SUPPLIER_PAYABLE, 0), sale_id in held_ids
        )
        for sale_id, sums in found.items()
    }
