"""What buyers owe and pay. Their money is an advance until the goods are theirs.

`BUYER_RECEIVABLE` is what buyers owe; below zero, what is to be given back to them. What Saleor says was paid in an
order, less what was paid back, is one sum: nobody need say which line it was for.
"""

from __future__ import annotations

from odop_accounts.ledger.chart import Purpose
from odop_accounts.ledger.entries import Line
from odop_accounts.posting.figures import Basis, lines_of, negated


def sold(sale: Basis) -> tuple[Line, ...]:
    """Bought, whether or not it is paid: the buyer owes the price, the shop owes the goods."""
    gross = sale.amounts.gross
    return lines_of([(Purpose.BUYER_RECEIVABLE, gross, ""), (Purpose.BUYER_ADVANCE, -gross, "")])


def called_off(sale: Basis) -> tuple[Line, ...]:
    """Called off before the goods left: neither owes anything; what was paid is to be given back."""
    return negated(sold(sale))


def paid(amount: int, *, owed: int) -> tuple[Line, ...]:
    """So much of an order is with the payment gateway, for which the buyer owes `owed`: the same but for the rounding
    of another currency."""
    return lines_of(
        [
            (Purpose.GATEWAY, amount, ""),
            (Purpose.BUYER_RECEIVABLE, -owed, ""),
            (Purpose.ROUNDING, owed - amount, ""),
        ]
    )


def shipping_sold(gross: int) -> tuple[Line, ...]:
    """The buyer owes delivery as well. It is the shop's: no supplier has a part in it, nor in a voucher for it."""
    return lines_of([(Purpose.BUYER_RECEIVABLE, gross, ""), (Purpose.BUYER_ADVANCE, -gross, "")])


def shipping_delivered(gross: int, net: int, seller: str) -> tuple[Line, ...]:
    """Something of the order is delivered: delivery is earned, with its GST."""
    return lines_of(
        [
            (Purpose.BUYER_ADVANCE, gross, ""),
            (Purpose.SHIPPING_INCOME, -net, seller),
            (Purpose.OUTPUT_TAX, net - gross, seller),
        ]
    )
