"""What the ledger refuses. Most refusals are PostgreSQL's: `typed_refusals` turns the rule it names into an error."""

from __future__ import annotations

from contextlib import AbstractContextManager

from odop_core.database.refusals import refuse_by


class LedgerError(ValueError):
    """The books do not take this; nothing of it was written."""


class Unbalanced(LedgerError):
    """The lines of an entry do not sum to zero, or there are none."""


class PeriodClosed(LedgerError):
    """The books are closed for that day: post it on a later one."""


class DateRefused(LedgerError):
    """An entry of a day that has not come, or a closing of a day that is not over or closed already."""


class KeyReused(LedgerError):
    """Another entry has that key, and says something else."""


class AlreadyReversed(LedgerError):
    """The entry was reversed before; it can be reversed once."""


class NotReversible(LedgerError):
    """A reversal is not reversed, and one reverses the whole entry, in its currency, on no earlier day."""


class MixedCurrencies(LedgerError):
    """An entry has one currency, and so have its accounts."""


class NeverChanged(LedgerError):
    """What is in the books is never changed or deleted."""


RULES: dict[str, type[LedgerError]] = {
    "odop_entry_balances": Unbalanced,
    "odop_entry_has_lines": Unbalanced,
    "odop_entry_whole": NeverChanged,
    "odop_ledger_stays": NeverChanged,
    "odop_ledger_follows": NeverChanged,
    "odop_period_closed": PeriodClosed,
    "odop_entry_in_future": DateRefused,
    "odop_entry_recorded_now": DateRefused,
    "odop_closing_forward": DateRefused,
    "odop_entry_uniform": MixedCurrencies,
    "odop_reversal_fits": NotReversible,
    "odop_reversal_whole": NotReversible,
    "odop_accounts_journalentry_reversal_of_id_key": AlreadyReversed,
}


def typed_refusals() -> AbstractContextManager[None]:
    """A transaction, or a part of one, that leaves no trace when PostgreSQL refuses. Raises LedgerError."""
    return refuse_by(RULES)
