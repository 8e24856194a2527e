"""What a report is: its columns, the query of its rows, and what of the ledger its totals must equal."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from odop_accounts.ledger.chart import Purpose
from odop_core.database.states import State
from odop_core.i18n import Text, _


class ColumnKind(Enum):
    TEXT = "text"
    DAY = "day"
    COUNT = "count"
    # Paise in the query, rupees in the file.
    MONEY = "money"
    # Basis points in the query, percent in the file.
    RATE = "rate"


@dataclass(frozen=True)
class Column:
    """`name` is of the query's column, too. `is_summed`: the total is under it."""

    name: str
    title: Text
    kind: ColumnKind = ColumnKind.TEXT
    is_summed: bool = False


@dataclass(frozen=True)
class Tie:
    """The total of a column must equal what `sql` says, in paise, or the report and the ledger disagree."""

    column: str
    title: Text
    sql: str


class ReportName(State):
    TRIAL_BALANCE = "trial_balance", "what stood on all accounts, by purpose, and what moved"
    DAY_BOOK = "day_book", "every line of every entry, day by day"
    LEDGER = "ledger", "the lines of accounts, with the balance after each"
    PAYABLES_AGEING = "payables_ageing", "what is due to suppliers, by how long"
    RECEIVABLES_AGEING = "receivables_ageing", "what buyers owe, or are to get back, order by order"
    COMMISSION = "commission", "commission and charges, entry by entry"
    TDS = "tds", "credits on which income tax was deducted, or none yet"
    TCS = "tcs", "credits on which tax was collected at source"
    GSTR8 = "gstr8", "sales of others through the shop, by seller and month"
    GSTR1_B2B = "gstr1_b2b", "invoices to businesses, by rate"
    GSTR1_B2C = "gstr1_b2c", "sales to all others, by State and rate"
    GSTR1_NOTES = "gstr1_notes", "credit and debit notes that are reported one by one"
    GSTR1_HSN = "gstr1_hsn", "goods by HSN code and rate (table 12)"
    GSTR1_DOCUMENTS = "gstr1_documents", "numbers of the documents issued (table 13)"
    GSTR1_ECO = "gstr1_eco", "sales of vendors through the shop (their table 14)"


@dataclass(frozen=True)
class Report:
    """`sql` may use %(first)s and %(last)s (Indian days), %(purpose)s, %(party)s and %(gstin)s ("" for all). It gives
    the columns, then a last one that leads back to the journal (see `references`).

    `lookups` are columns that the query gives as NULL and that are filled by the supplier of the row.
    """

    name: ReportName
    title: Text
    columns: tuple[Column, ...]
    sql: str
    ties: tuple[Tie, ...] = ()
    lookups: tuple[str, ...] = ()


REFERENCE = Column("reference", _("Leads to"))


def money(name: str, title: Text, *, is_summed: bool = True) -> Column:
    return Column(name, title, ColumnKind.MONEY, is_summed)


def day(name: str, title: Text) -> Column:
    return Column(name, title, ColumnKind.DAY)


def rate(name: str, title: Text) -> Column:
    return Column(name, title, ColumnKind.RATE)


def movement(*purposes: Purpose, amount: str = "debit - credit", until_end: bool = False) -> str:
    """SQL: what moved on accounts of these purposes (all without any) in the period; or, `until_end`, all that stands
    there at its end."""
    since = "" if until_end else " AND total.day >= %(first)s"
    chosen = ", ".join(f"'{purpose.value}'" for purpose in purposes or Purpose)
    return (
        f"SELECT coalesce(sum({amount}), 0) FROM odop_accounts_daytotal AS total"  # noqa: S608 - constants of ours
        " JOIN odop_accounts_account AS account ON account.id = total.account_id"
        f" WHERE account.currency = 'INR' AND account.purpose IN ({chosen}) AND total.day <= %(last)s{since}"
    )
