"""What other parts of the suite may ask of accounts. Everything here is plain data, never a model.

Functions that read for GraphQL take `using`, the database alias of the request (Saleor reads from a replica).
"""

from odop_accounts.api.books import (
    AccountBalance,
    EntryInfo,
    LineInfo,
    WantedEntries,
    balances_of,
    count_entries,
    entries,
    trial_balance,
)
from odop_accounts.api.earnings import SaleEarnings, earnings_of_sales
from odop_accounts.api.holds import (
    HoldInfo,
    count_holds,
    hold_sale,
    hold_supplier,
    holds,
    open_holds_of,
    release_hold,
)
from odop_accounts.ledger.chart import AccountType, Purpose
from odop_accounts.posting.facts import Kind

__all__ = [
    "AccountBalance", "AccountType", "EntryInfo", "HoldInfo", "Kind", "LineInfo", "Purpose", "SaleEarnings",
    "WantedEntries", "balances_of", "count_entries", "count_holds", "earnings_of_sales", "entries", "hold_sale",
    "hold_supplier", "holds", "open_holds_of", "release_hold", "trial_balance",
]  # fmt: skip
