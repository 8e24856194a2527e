"""What accounts announce."""

from __future__ import annotations

from datetime import date

from odop_core.events import ALWAYS, Event


class RailReported(Event):
    """A payout rail reports of a transfer: time to ask the rail what became of it.

    Announced by accounts for each genuine webhook of a rail that is about a transfer, once for each body.

    Not announced for webhooks with a wrong signature, which are refused, nor for those that cannot be understood, which
    are kept for staff to see.
    """

    kind = "accounts.rail"
    waits_while_off = ALWAYS

    rail: str
    """The rail's name."""
    key: str
    """Our key of the transfer."""
    state: str
    """What the rail says: `under_way`, `paid`, `failed` or `returned`."""
    amount_paise: int
    """The amount that the rail names."""
    digest: str
    """Tells this report from the others of the same transfer."""

    @property
    def subject(self) -> str:
        return self.key


class StatementIssued(Event):
    """A supplier's account sales was issued, for a period that is over or on demand.

    Announced by accounts in the transaction that issues it, once for each statement.

    Not announced for suppliers of whom nothing was recorded in a period, since they get none.
    """

    kind = "accounts.statement_issued"
    waits_while_off = ALWAYS

    statement_id: int
    """Its number among our records."""
    supplier_id: int
    """Whose it is."""
    number: str
    """As it is printed: "AS2627-00001"."""
    first_day: date
    """The first Indian day it is of."""
    last_day: date
    """The last one."""
    due_paise: int
    """What is to be paid out; below zero, what the supplier owes."""

    @property
    def subject(self) -> str:
        return f"supplier:{self.supplier_id}"
