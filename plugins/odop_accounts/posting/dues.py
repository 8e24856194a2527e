"""What is earned becomes due when the sale is final: from then on it may be paid out. What is held back does not."""

from __future__ import annotations

from odop_accounts.ledger.chart import Purpose
from odop_accounts.ledger.entries import Line
from odop_accounts.posting.figures import Basis, lines_of


def due(sale: Basis, earned: int) -> tuple[Line, ...]:
    """`earned` is what the supplier has earned by the pieces that stay sold, and is paid for those that are gone."""
    return lines_of(
        [(Purpose.SUPPLIER_EARNED, earned, sale.supplier), (Purpose.SUPPLIER_PAYABLE, -earned, sale.supplier)]
    )
