"""What the law takes of a supplier's money, as the tax engine says.

Tax collected at source (section 52 of the CGST Act) follows the value without GST, and goes back with pieces that come
back. Tax deducted at source follows a counter of the supplier's tax year, and what comes back lowers later deductions
of the year (statutory.md B6): each deduction is an entry of its own, of what the engine says at the moment of the
credit.
"""

from __future__ import annotations

from collections.abc import Callable

from odop_accounts.ledger.chart import Purpose
from odop_accounts.ledger.entries import Line
from odop_accounts.posting.figures import lines_of
from odop_consignment.api.books import SaleForBooks

# TCS in paise, for all pieces of a sale.
Collector = Callable[[SaleForBooks], int]
_collectors: list[Collector] = []


def register_collector(collect: Collector) -> None:
    """From now on `collect` says what is collected at source; the one registered last is asked."""
    _collectors.append(collect)


def collected_at_source(sale: SaleForBooks) -> int:
    """Nothing while no engine is registered."""
    return _collectors[-1](sale) if _collectors else 0


def deducted(supplier: str, tax_paise: int) -> tuple[Line, ...]:
    """So much of what a supplier earned is the government's."""
    return lines_of([(Purpose.SUPPLIER_EARNED, tax_paise, supplier), (Purpose.TAX_DEDUCTED, -tax_paise, supplier)])
