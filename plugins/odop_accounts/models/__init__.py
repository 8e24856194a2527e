"""Accounts, journal entries and their lines; the figures of each sale; what is held back; the rules
of tax; the documents that were issued."""

from odop_accounts.models.bank_files import BankFile, BankFileLayout
from odop_accounts.models.bank_statements import (
    BankStatement,
    BankStatementMatch,
    BankStatementRow,
    MatchKind,
    PayoutIssueClearing,
)
from odop_accounts.models.document_obstacles import DocumentObstacle
from odop_accounts.models.documents import Document, DocumentKind, DocumentLine, DocumentVoid
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
from odop_accounts.models.statements import Statement, StatementLine, StatementPdf, StatementRun
from odop_accounts.models.tax import GoodsTax, GstRate, TaxCollection, TaxDeduction, WithholdingRate

__all__ = [
    "Account",
    "BankFile",
    "BankFileLayout",
    "BankStatement",
    "BankStatementMatch",
    "BankStatementRow",
    "Books",
    "DayTotal",
    "Document",
    "DocumentKind",
    "DocumentLine",
    "DocumentObstacle",
    "DocumentVoid",
    "GoodsTax",
    "GstRate",
    "Hold",
    "JournalEntry",
    "JournalLine",
    "MatchKind",
    "ObstacleKind",
    "Payout",
    "PayoutBatch",
    "PayoutIssue",
    "PayoutIssueClearing",
    "PayoutMode",
    "PayoutObstacle",
    "PayoutState",
    "PayoutStep",
    "PeriodClosing",
    "SaleFigures",
    "Statement",
    "StatementLine",
    "StatementPdf",
    "StatementRun",
    "TaxCollection",
    "TaxDeduction",
    "WithholdingRate",
]
