"""What the law takes of a supplier's money when a sale is first entered in the books.

The tax engine registers how much that is; without it nothing is taken.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from odop_consignment.api.books import SaleForBooks


@dataclass(frozen=True)
class Deductions:
    """In paise, for all pieces: collected at source (section 52 of the CGST Act), and deducted at source."""

    tcs_paise: int = 0
    tds_paise: int = 0


Calculator = Callable[[SaleForBooks], Deductions]
_calculators: list[Calculator] = []


def register_calculator(calculate: Calculator) -> None:
    """From now on `calculate` says what is taken; the one registered last is asked."""
    _calculators.append(calculate)


def deductions_of(sale: SaleForBooks) -> Deductions:
    return _calculators[-1](sale) if _calculators else Deductions()
