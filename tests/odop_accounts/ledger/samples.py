"""Entries to post in tests."""

from __future__ import annotations

from datetime import date

from odop_accounts.ledger.chart import Purpose
from odop_accounts.ledger.entries import Entry, Line

MONDAY, TUESDAY, WEDNESDAY = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 25)
RUKHSANA = "supplier:1"


def sold(key: str = "sale:1:delivered", on: date = TUESDAY, amount: int = 118_000, party: str = RUKHSANA) -> Entry:
    """A delivered sale: of what the buyer had paid, a tenth is commission and the rest the supplier's."""
    commission = amount // 10
    lines = (
        Line(Purpose.BUYER_ADVANCE, amount),
        Line(Purpose.COMMISSION, -commission),
        Line(Purpose.SUPPLIER_PAYABLE, commission - amount, party),
    )
    return Entry(key, "sale_delivered", key.rpartition(":")[0], on, lines)
