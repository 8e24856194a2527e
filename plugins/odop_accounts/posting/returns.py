"""Pieces that are given back, before or after they were settled: the sale of them is undone, in every account.

A replacement is a new order of its own, so replaced pieces are given back like returned ones. Who gets nothing for
goods that are gone is said by the agreement: usually the shop pays the supplier what they would have earned.
"""

from __future__ import annotations

from odop_accounts.ledger.chart import Purpose
from odop_accounts.ledger.entries import Line
from odop_accounts.posting.deliveries import delivered
from odop_accounts.posting.figures import Amounts, Basis, lines_of, negated


def given_back(sale: Basis, amounts: Amounts, *, was_delivered: bool) -> tuple[Line, ...]:
    """The buyer is to get the money back, and nobody has earned anything by these pieces."""
    if was_delivered:
        return negated(delivered(sale, amounts, buyer=Purpose.BUYER_RECEIVABLE))
    return lines_of([(Purpose.BUYER_ADVANCE, amounts.gross, ""), (Purpose.BUYER_RECEIVABLE, -amounts.gross, "")])


def lost(sale: Basis, amounts: Amounts) -> tuple[Line, ...]:
    """The goods are gone (lost by the carrier, came back damaged, paid back and kept by the buyer), and not by the
    supplier's fault: the shop pays what they would have earned."""
    if sale.supplier_bears_losses:
        return ()
    earned = sale.earned(amounts)
    return lines_of([(Purpose.LOSS, earned, ""), (Purpose.SUPPLIER_EARNED, -earned, sale.supplier)])
