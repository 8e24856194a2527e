"""Accounts, journal entries and their lines, the sums of each day, and how far the books are closed."""

from odop_accounts.models.ledger import Account, Books, DayTotal, JournalEntry, JournalLine, PeriodClosing

__all__ = ["Account", "Books", "DayTotal", "JournalEntry", "JournalLine", "PeriodClosing"]
