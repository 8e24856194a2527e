"""The goods are the buyer's: the sale is made, and its supplier has earned their part.

Consignment: the shop is the seller of record. It sells at what the buyer pays, owes the GST of that, and buys the goods
for what is settled with the consignor; the difference is the discount it bears. Vendor and enrolled supplier: they are
the seller of record and owe their own GST; the shop has the buyer's money for them, tops up the discount it bears, and
keeps its commission. Taxes at source are entries of their own (`posting.deductions`).
"""

from __future__ import annotations

from odop_accounts.ledger.chart import Purpose
from odop_accounts.ledger.entries import Line
from odop_accounts.posting.figures import Amounts, Basis, lines_of


def delivered(sale: Basis, amounts: Amounts, buyer: Purpose = Purpose.BUYER_ADVANCE) -> tuple[Line, ...]:
    """Of so many pieces; `buyer` is the account of what the buyer paid."""
    of_sale = _consigned if sale.is_consignment else _own
    return lines_of([(buyer, amounts.gross, ""), *of_sale(sale, amounts), *_services(sale, amounts)])


def _consigned(sale: Basis, amounts: Amounts) -> list[tuple[Purpose, int, str]]:
    # A registered consignor's invoice charges GST on what is settled; the shop takes it off what it owes.
    credit = sale.earned(amounts) + amounts.taken - amounts.value_net
    return [
        (Purpose.GOODS_SOLD, -amounts.net, sale.seller),
        (Purpose.OUTPUT_TAX, amounts.net - amounts.gross, sale.seller),
        (Purpose.GOODS_BOUGHT, amounts.net, sale.seller),
        (Purpose.DISCOUNT, amounts.value_net - amounts.net, ""),
        (Purpose.TAX_CREDIT, credit, sale.seller),
    ]


def _own(_sale: Basis, amounts: Amounts) -> list[tuple[Purpose, int, str]]:
    return [(Purpose.DISCOUNT, amounts.value_gross - amounts.gross, "")]


def _services(sale: Basis, amounts: Amounts) -> list[tuple[Purpose, int, str]]:
    """What the supplier gets, and what is kept of it."""
    seller = sale.seller if sale.is_consignment else ""
    return [
        (Purpose.SUPPLIER_EARNED, -sale.earned(amounts), sale.supplier),
        (Purpose.COMMISSION, -amounts.commission, ""),
        (Purpose.CHARGES, -amounts.charges, ""),
        (Purpose.OUTPUT_TAX, -amounts.services_tax, seller),
    ]
