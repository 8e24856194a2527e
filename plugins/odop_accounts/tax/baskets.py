"""The GST of what one seller sells to one buyer together, to the paisa.

**With tax inside** (the usual way in India) what the buyer pays is fixed: the tax is reckoned out of it, so goods and
tax always sum to the price. CGST and SGST are reckoned each by itself and are equal (statutory.md A6.4).
**Delivery** is taxed like the goods it is for, shared between their rates by value (CGST s.8 and 15; A5.n3).
**Rounding**: once for each amount; the sums are sums of what was rounded.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from odop_accounts.tax.choices import CAUTIOUS, Choices, Exports
from odop_accounts.tax.rates import Goods, RateRow, RateTable
from odop_accounts.tax.rounding import ONE_IN_BP, apportion, round_half_up
from odop_accounts.tax.supply import Head, Supply

DELIVERY = "delivery"


class SellerKind(StrEnum):
    """How the seller of record is taxed; only a registered one may collect GST (CGST s.10, 32)."""

    REGISTERED = "registered"
    COMPOSITION = "composition"
    UNREGISTERED = "unregistered"


@dataclass(frozen=True)
class Line:
    """So many units of goods for `amount_paise` in all, after discounts. `key` is the caller's name for it."""

    key: str
    goods: Goods
    quantity: int
    amount_paise: int

    def __post_init__(self) -> None:
        if self.quantity < 1 or self.amount_paise < 0 or self.goods.pieces < 1:
            raise ValueError(f"Line {self.key!r}: {self.quantity} units for {self.amount_paise} paise are no sale.")


@dataclass(frozen=True)
class Basket:
    """What one seller sells to one buyer at one time; amounts with tax inside or not, as `prices_include_tax` says.
    `on` is the day in India that decides on the rate."""

    supply: Supply
    on: date
    lines: tuple[Line, ...]
    delivery_paise: int = 0
    prices_include_tax: bool = True
    seller: SellerKind = SellerKind.REGISTERED


@dataclass(frozen=True)
class Taxed:
    """An amount with its tax; `row` is the rule, None where no GST may be collected. Amounts are paise and sum:
    `gross_paise` is `net_paise` with all of `tax_paise`."""

    key: str
    rate_bp: int
    net_paise: int
    tax_paise: Mapping[Head, int]
    row: RateRow | None
    goods: Goods | None = None
    quantity: int = 0
    in_gap: bool = False

    @property
    def gross_paise(self) -> int:
        return self.net_paise + sum(self.tax_paise.values())

    def portion(self, before: int, pieces: int) -> Taxed:
        """The part of `pieces` of them, after `before` others (returned one by one, say): all portions together are
        exactly the whole."""
        if not 0 <= before <= before + pieces <= self.quantity:
            raise ValueError(f"{self.key}: there are no {pieces} pieces after {before} of {self.quantity}.")

        def part(paise: int) -> int:
            until, begin = (round_half_up(Fraction(paise * n, self.quantity)) for n in (before + pieces, before))
            return until - begin

        taxes = {head: part(paise) for head, paise in self.tax_paise.items()}
        return replace(self, quantity=pieces, tax_paise=taxes, net_paise=part(self.gross_paise) - sum(taxes.values()))


@dataclass(frozen=True)
class TaxedBasket:
    basket: Basket
    lines: tuple[Taxed, ...]
    # One for each rate of the goods.
    delivery: tuple[Taxed, ...]

    @cached_property
    def all(self) -> tuple[Taxed, ...]:
        return self.lines + self.delivery

    @property
    def net_paise(self) -> int:
        return sum(one.net_paise for one in self.all)

    @property
    def gross_paise(self) -> int:
        return sum(one.gross_paise for one in self.all)

    @property
    def tax_paise(self) -> dict[Head, int]:
        return {head: sum(one.tax_paise[head] for one in self.all) for head in self.basket.supply.heads}


def tax_basket(basket: Basket, table: RateTable, choices: Choices = CAUTIOUS) -> TaxedBasket:
    """Raises NoRate when a rate is not known: then the goods are not sold, whatever the rest."""
    lines = tuple(_tax_line(basket, line, table, choices) for line in basket.lines)
    return TaxedBasket(basket, lines, tuple(tax_delivery(basket, lines, choices)))


def _tax_line(basket: Basket, line: Line, table: RateTable, choices: Choices) -> Taxed:
    unit = Fraction(line.amount_paise, line.quantity)
    chosen = table.choose(line.goods, unit, basket.on, with_tax=basket.prices_include_tax, choices=choices)
    taxed = _tax(basket, line.key, line.amount_paise, chosen.row, choices)
    return replace(taxed, goods=line.goods, quantity=line.quantity, in_gap=chosen.in_gap)


def tax_delivery(basket: Basket, lines: Sequence[Taxed], choices: Choices = CAUTIOUS) -> Iterable[Taxed]:
    """The delivery of a basket, one part for each rate of its lines."""
    if not basket.delivery_paise:
        return
    by_rate: dict[int, list[Taxed]] = {}
    # The highest first: it takes all of it where the goods cost nothing.
    for line in sorted(lines, key=lambda line: -_rate(line)):
        by_rate.setdefault(_rate(line), []).append(line)
    if not by_rate:
        raise ValueError("There is delivery, and nothing that is delivered.")
    weights = [sum(line.gross_paise for line in some) for some in by_rate.values()]
    for some, paise in zip(by_rate.values(), apportion(basket.delivery_paise, weights), strict=True):
        row = some[0].row or None
        if paise:
            yield replace(_tax(basket, DELIVERY, paise, row, choices), quantity=1)


def _rate(taxed: Taxed) -> int:
    return taxed.row.rate_bp if taxed.row else 0


def _tax(basket: Basket, key: str, paise: int, row: RateRow | None, choices: Choices) -> Taxed:
    heads = basket.supply.heads
    collects = basket.seller == SellerKind.REGISTERED
    under_lut = basket.supply.is_export and choices.exports == Exports.UNDER_LUT
    rate = row.rate_bp if row and collects and not under_lut else 0
    base = ONE_IN_BP + rate if basket.prices_include_tax else ONE_IN_BP
    each = round_half_up(Fraction(paise * rate, base * len(heads)))
    taxes = dict.fromkeys(heads, each)
    net = paise - sum(taxes.values()) if basket.prices_include_tax else paise
    return Taxed(key, rate, net, taxes, row if collects else None)
