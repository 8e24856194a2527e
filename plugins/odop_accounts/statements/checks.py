"""Whether statements and ledger agree, by counting everything afresh. Slow: for `odop_doctor`, not for requests."""

from __future__ import annotations

from django.db import connection

from odop_accounts.ledger.entries import RUPEES
from odop_accounts.statements.lines import OWED

MOST_NAMED = 20


def find_differences() -> list[str]:
    """Sentences for staff; empty when all is well."""
    lines = _rows(
        "SELECT number FROM odop_accounts_statement AS statement LEFT JOIN odop_accounts_statementline AS line"
        " ON line.statement_id = statement.id GROUP BY statement.id"
        " HAVING coalesce(sum(amount_paise), 0) <> movement_paise OR count(line.id) <> line_count LIMIT %s",
        MOST_NAMED,
    )
    ledger = _rows(
        "WITH last AS ("
        " SELECT DISTINCT ON (supplier_id) * FROM odop_accounts_statement ORDER BY supplier_id, turn DESC"
        ") SELECT last.number FROM last"
        " LEFT JOIN odop_accounts_account AS account ON account.party = 'supplier:' || last.supplier_id"
        "  AND account.currency = %s AND account.purpose = ANY (%s)"
        " LEFT JOIN odop_accounts_journalline AS line ON line.account_id = account.id"
        " LEFT JOIN odop_accounts_journalentry AS entry ON entry.id = line.entry_id"
        " GROUP BY last.id, last.number, last.closing_paise, last.until"
        " HAVING coalesce(-sum(line.amount) FILTER (WHERE entry.recorded_at < last.until), 0) <> last.closing_paise"
        " LIMIT %s",
        RUPEES, [purpose.value for purpose in OWED], MOST_NAMED,
    )  # fmt: skip
    return [
        *(f"The lines of statement {number} are not what it sums up to." for (number,) in lines),
        *(f"Statement {number} does not end with what the ledger says of its supplier." for (number,) in ledger),
    ]


def _rows(statement: str, *parameters: object) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, list(parameters))
        return list(cursor.fetchall())
