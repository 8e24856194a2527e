"""Accounts, journal entries and their lines; the figures of each sale; what is held back; the rules
of tax."""

from odop_accounts.models.holds import Hold
from odop_accounts.models.ledger import Account, Books, DayTotal, JournalEntry, JournalLine, PeriodClosing
from odop_accounts.models.payouts import (
    ObstacleKind,
    Payout,
    PayoutBatch,
    PayoutIssue,
    PayoutMode,
    PayoutObstacle,
    PayoutState,
    PayoutStep,
)
from odop_accounts.models.sale_figures import SaleFigures
from odop_accounts.models.tax import GoodsTax, GstRate, TaxDeduction, WithholdingRate

__all__ = [
    "Account",
    "Books",
    "DayTotal",
    "GoodsTax",
    "GstRate",
    "Hold",
    "JournalEntry",
    "JournalLine",
    "ObstacleKind",
    "Payout",
    "PayoutBatch",
    "PayoutIssue",
    "PayoutMode",
    "PayoutObstacle",
    "PayoutState",
    "PayoutStep",
    "PeriodClosing",
    "SaleFigures",
    "TaxDeduction",
    "WithholdingRate",
]
