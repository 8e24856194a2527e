"""Statements of the shop's bank accounts, handed in as files, and what their rows mean for payouts. Amounts in paise,
below zero for what went from the account."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from odop_accounts.bank_statements.matching import match_statement
from odop_accounts.bank_statements.records import MOST_BYTES, keep_statement
from odop_accounts.bank_statements.rows import BadStatement
from odop_accounts.bank_statements.tables import Column
from odop_accounts.bank_statements.unconfirmed import mark_unconfirmed
from odop_accounts.models import BankStatement, BankStatementMatch, BankStatementRow, MatchKind
from odop_core.database.filters import Days, Flag, Moments, RowID
from odop_core.database.lists import RowList

__all__ = [
    "BANK_STATEMENTS", "BANK_STATEMENT_ROWS", "MOST_BYTES", "BadStatement", "BankStatementInfo", "BankStatementRowInfo",
    "Column", "MatchInfo", "MatchKind", "matches_of_rows", "upload_bank_statement",
]  # fmt: skip


@dataclass(frozen=True)
class BankStatementInfo:
    """`new_count` of its `row_count` rows no earlier file had."""

    id: int
    account: str
    file_name: str
    first_day: date
    last_day: date
    row_count: int
    new_count: int
    uploaded_by: str
    uploaded_at: datetime


@dataclass(frozen=True)
class BankStatementRowInfo:
    id: int
    account: str
    number: int
    day: date
    description: str
    reference: str
    amount_paise: int
    balance_paise: int | None
    recorded_at: datetime


@dataclass(frozen=True)
class MatchInfo:
    payout_id: int
    kind: str
    matched_by: str
    matched_at: datetime


def upload_bank_statement(
    content: bytes, *, account: str, file_name: str, by: str, titles: Mapping[Column, str] | None = None
) -> BankStatementInfo:
    """Keeps the rows, and records of payouts what they say. Handed in again, nothing is done twice, and what was cut
    off is done. Raises BadStatement; nothing is kept then."""
    statement = keep_statement(content, account=account, file_name=file_name, by=by, titles=titles)
    match_statement(statement, by=by)
    mark_unconfirmed(statement.account)
    statement.refresh_from_db()
    return _statement(statement)


def matches_of_rows(row_ids: Iterable[int], using: str = "default") -> dict[int, list[MatchInfo]]:
    """By row, the first match first."""
    found: dict[int, list[MatchInfo]] = defaultdict(list)
    for row in BankStatementMatch.objects.using(using).filter(row__in=list(row_ids)).order_by("id"):
        found[row.row_id].append(MatchInfo(row.payout_id, row.kind, row.matched_by, row.matched_at))
    return found


def _statement(row: BankStatement) -> BankStatementInfo:
    return BankStatementInfo(
        row.pk, row.account, row.file_name, row.first_day, row.last_day, row.row_count, row.new_count, row.uploaded_by,
        row.uploaded_at,
    )  # fmt: skip


def _row(row: BankStatementRow) -> BankStatementRowInfo:
    return BankStatementRowInfo(
        row.pk, row.statement.account, row.number, row.day, row.description, row.reference, row.amount_paise,
        row.balance_paise, row.recorded_at,
    )  # fmt: skip


def _is_matched(using: str) -> Q:
    return Q(pk__in=BankStatementMatch.objects.using(using).values("row"))


BANK_STATEMENTS = RowList(
    BankStatement,
    rows=lambda using: BankStatement.objects.using(using).all(),
    show=lambda rows, _using: [_statement(row) for row in rows],
    filters={"created_at": Moments("uploaded_at", "When they were handed in.")},
    owner="",
)
BANK_STATEMENT_ROWS = RowList(
    BankStatementRow,
    rows=lambda using: BankStatementRow.objects.using(using).select_related("statement"),
    show=lambda rows, _using: [_row(row) for row in rows],
    filters={
        "is_matched": Flag("Whether they are of a payout.", holds=_is_matched),
        "date": Days("day", "The bank's day."),
        "bank_statement_id": RowID("statement_id", "The file that had them first.", of="BankStatement"),
        "created_at": Moments("recorded_at", "When they were kept."),
    },
    owner="",
)
