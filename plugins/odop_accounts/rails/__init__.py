"""Payout rails: providers that send money from the shop's account to a supplier's. Each is a folder of the same shape
(`transport` speaks HTTP, `statuses` reads what the provider says, `webhook` verifies what it tells us).
"""

from __future__ import annotations

from odop_accounts.rails.cashfree import Cashfree
from odop_accounts.rails.choice import BANK_FILE, RAIL_NAMES
from odop_accounts.rails.port import Rail
from odop_accounts.rails.razorpayx import RazorpayX
from odop_accounts.rails.settings import RailSettings

__all__ = ["BANK_FILE", "RAILS", "RAIL_NAMES", "rail_of"]

RAILS: dict[str, type[RazorpayX] | type[Cashfree]] = dict(zip(RAIL_NAMES, (RazorpayX, Cashfree), strict=True))


def rail_of(name: str, settings: RailSettings) -> Rail:
    """The rail of that name, which a payout keeps even when the merchant has since chosen another."""
    return RAILS[name](settings)
