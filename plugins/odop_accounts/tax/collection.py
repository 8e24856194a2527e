"""TCS: what an e-commerce operator collects of the taxable sales of other sellers, month by month (CGST s.52,
statutory.md A3). Own sales, nil-rated goods and unregistered sellers are outside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TypeVar

from odop_accounts.tax.rounding import ONE_IN_BP, round_half_up
from odop_accounts.tax.supply import Head
from odop_accounts.tax.withholding_rules import Withheld, WithholdingRule, WithholdingRules

Key = TypeVar("Key")


@dataclass(frozen=True)
class TaxableSale:
    """What one seller sold through us, or with a minus what came back in the month: taxable value without GST, in
    paise, on a day in India; `heads` are its supply's. Nil-rated and exempt goods are no taxable sales."""

    on: date
    paise: int
    heads: tuple[Head, ...]


@dataclass(frozen=True)
class CollectedPart:
    """What one rule gives on the sales to one kind of place."""

    rule: WithholdingRule
    base_paise: int
    tax_paise: Mapping[Head, int]


@dataclass(frozen=True)
class Collected:
    base_paise: int
    parts: tuple[CollectedPart, ...]

    @property
    def tax_paise(self) -> int:
        return sum(paise for part in self.parts for paise in part.tax_paise.values())


def collect(sales: Iterable[TaxableSale], rules: WithholdingRules) -> Collected:
    """TCS of one seller and one month. Each rule of the month and each kind of place is reckoned by itself and rounded
    once; what came back beyond what was sold lowers the other parts, and below nought nothing is collected.

    Called with all sales of the month until now it is what is due until now. Raises NoRule.
    """
    bases: dict[tuple[WithholdingRule, tuple[Head, ...]], int] = {}
    for sale in sales:
        part = rules.rule_on(Withheld.TCS, sale.on), sale.heads
        bases[part] = bases.get(part, 0) + sale.paise
    bases = _without_minus(bases)
    parts = tuple(
        CollectedPart(rule, base, dict.fromkeys(heads, _share(base, rule.rate_bp, len(heads))))
        for (rule, heads), base in bases.items()
        if base
    )
    return Collected(sum(bases.values()), parts)


def _share(base: int, rate_bp: int, heads: int) -> int:
    return round_half_up(Fraction(base * rate_bp, ONE_IN_BP * heads))


def _without_minus(bases: dict[Key, int]) -> dict[Key, int]:
    """Parts below nought are taken from the others, in their order; the sum stays unless it is below nought itself."""
    missing = -sum(base for base in bases.values() if base < 0)
    left = {}
    for part, base in bases.items():
        taken = min(max(base, 0), missing)
        left[part], missing = max(base, 0) - taken, missing - taken
    return left
