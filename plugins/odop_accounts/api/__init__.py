"""What other parts of the suite may ask of accounts. Everything here is plain data, never a model.

Functions that read for GraphQL take `using`, the database alias of the request (Saleor reads from a replica).
"""

from odop_accounts.api.books import (
    ENTRIES,
    AccountBalance,
    EntryInfo,
    LineInfo,
    balances_of,
    entries_by_id,
    entries_of,
    trial_balance,
)
from odop_accounts.api.earnings import SaleEarnings, earnings_of_sales
from odop_accounts.api.holds import (
    HOLDS,
    HoldInfo,
    hold_sale,
    hold_supplier,
    open_holds_of,
    release_hold,
)
from odop_accounts.api.withholding import WithheldTax, withheld_of_sales
from odop_accounts.ledger.chart import AccountType, Purpose
from odop_accounts.posting.facts import Kind

__all__ = [
    "ENTRIES", "HOLDS", "AccountBalance", "AccountType", "EntryInfo", "HoldInfo", "Kind", "LineInfo", "Purpose",
    "SaleEarnings", "WithheldTax", "balances_of", "earnings_of_sales", "entries_by_id", "entries_of", "hold_sale",
    "hold_supplier", "open_holds_of", "release_hold", "trial_balance", "withheld_of_sales",
]  # fmt: skip
