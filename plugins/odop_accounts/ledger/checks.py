"""Whether the books agree with themselves, by counting everything afresh. Slow: for `odop_doctor`, not for requests."""

from __future__ import annotations

from pathlib import Path

from django.db import connection

from odop_core.database.triggers import list_triggers

# The triggers of the app, by name.
RULES = list_triggers(Path(__file__).parents[1] / "migrations" / "triggers.sql")


def find_contradictions() -> list[str]:
    """Sentences for staff; empty when all is well."""
    return [*_rules_switched_off(), *_unbalanced_entries(), *_wrong_totals(), *_trial_balance()]


def _rules_switched_off() -> list[str]:
    in_force = {
        name for (name,) in _rows("SELECT tgname FROM pg_trigger WHERE tgenabled = 'O' AND tgname = ANY (%s)", RULES)
    }
    return [
        f"The rule {name} of the accounts is not in force in the database." for name in RULES if name not in in_force
    ]


def _unbalanced_entries() -> list[str]:
    rows = _rows(
        "SELECT entry.key FROM odop_accounts_journalentry AS entry"
        " LEFT JOIN odop_accounts_journalline AS line ON line.entry_id = entry.id"
        " GROUP BY entry.id HAVING coalesce(sum(line.amount), 1) <> 0 LIMIT 20"
    )
    return [f"Entry {key} does not sum to zero." for (key,) in rows]


def _wrong_totals() -> list[str]:
    rows = _rows(
        "SELECT account_id, day FROM ("
        " SELECT account_id, effective_on AS day, sum(amount) AS amount FROM odop_accounts_journalline GROUP BY 1, 2"
        ") AS counted FULL JOIN odop_accounts_daytotal AS total USING (account_id, day)"
        " WHERE coalesce(counted.amount, 0) <> coalesce(total.debit - total.credit, 0) LIMIT 20"
    )
    return [f"The total of account {account} on {day} is not the sum of its lines." for account, day in rows]


def _trial_balance() -> list[str]:
    rows = _rows(
        "SELECT account.currency, sum(total.debit - total.credit) FROM odop_accounts_daytotal AS total"
        " JOIN odop_accounts_account AS account ON account.id = total.account_id"
        " GROUP BY 1 HAVING sum(total.debit - total.credit) <> 0"
    )
    return [f"The trial balance in {currency} is {amount} and not zero." for currency, amount in rows]


def _rows(statement: str, *parameters: object) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, list(parameters) or None)
        return list(cursor.fetchall())
