"""The rules the suite comes with, and goods and places to try them on."""

from __future__ import annotations

from datetime import date

from odop_accounts.tax.baskets import Basket, Line, SellerKind
from odop_accounts.tax.rates import Goods, RateTable
from odop_accounts.tax.reference import read_rates, read_withholding
from odop_accounts.tax.supply import Supply, find_place
from odop_accounts.tax.withholding_rules import WithholdingRules

RATES = RateTable(read_rates())
WITHHOLDING = WithholdingRules(read_withholding())
UP, DELHI, CHANDIGARH = "09", "07", "04"
ON = date(2026, 11, 2)

KURTA = Goods("62114290")
CARPET = Goods("57011010")
BANGLES = Goods("70181010")
JAGGERY_LOOSE, JAGGERY_PACKED = Goods("17011410"), Goods("17011410", packaged=True)
LOCK = Goods("83014010")


def basket(
    *lines: tuple[Goods, int, int], to: str = UP, delivery: int = 0, with_tax: bool = True, on: date = ON,
    seller: SellerKind = SellerKind.REGISTERED,
) -> Basket:  # fmt: skip
    """Lines of (goods, units, paise in all), sold from Uttar Pradesh."""
    supply = Supply(UP, find_place(UP, to, to))
    named = tuple(Line(str(number), *line) for number, line in enumerate(lines))
    return Basket(supply, on, named, delivery, with_tax, seller)
