"""Accounts, journal entries and their lines; the figures of each sale; what is held back."""

from odop_accounts.models.holds import Hold
from odop_accounts.models.ledger import Account, Books, DayTotal, JournalEntry, JournalLine, PeriodClosing
from odop_accounts.models.sale_figures import SaleFigures

__all__ = ["Account", "Books", "DayTotal", "Hold", "JournalEntry", "JournalLine", "PeriodClosing", "SaleFigures"]
