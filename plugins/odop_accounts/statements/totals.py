"""The sums of a statement's lines, by what they are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields

from django.db.models import F, Q, Sum

from odop_accounts.models import StatementLine


@dataclass(frozen=True)
class Totals:
    """Paise. `gross` is what buyers paid and what of discounts the shop bears, `returns` what was given back of it (not
    above zero). What is taken off is above zero; what was taken off and given back again lowers it."""

    gross_paise: int = 0
    returns_paise: int = 0
    goods_tax_paise: int = 0
    commission_paise: int = 0
    charges_paise: int = 0
    services_tax_paise: int = 0
    tcs_paise: int = 0
    tds_paise: int = 0
    compensation_paise: int = 0
    payouts_paise: int = 0
    other_paise: int = 0

    @property
    def movement_paise(self) -> int:
        """What all of it brings the supplier."""
        taken = self.goods_tax_paise + self.commission_paise + self.charges_paise + self.services_tax_paise
        taken += self.tcs_paise + self.tds_paise + self.payouts_paise
        return self.gross_paise + self.returns_paise + self.compensation_paise + self.other_paise - taken


NOTHING = Totals()


def totals_of(statement_ids: Iterable[int], using: str = "default") -> dict[int, Totals]:
    """By statement; one query."""
    value = F("buyer_paise") + F("discount_paise")
    sums = {
        field.name: Sum(field.name, default=0)
        for field in fields(Totals)
        if field.name not in {"gross_paise", "returns_paise", "payouts_paise"}
    }
    rows = StatementLine.objects.using(using).filter(statement__in=list(statement_ids)).alias(value=value)
    found = rows.values("statement_id").annotate(
        gross_paise=Sum(value, filter=Q(value__gt=0), default=0),
        returns_paise=Sum(value, filter=Q(value__lt=0), default=0),
        payouts_paise=Sum("payout_paise", default=0),
        **sums,
    )
    return {row.pop("statement_id"): Totals(**{name: int(sum_) for name, sum_ in row.items()}) for row in found}
