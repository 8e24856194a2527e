"""What accounts announce."""

from __future__ import annotations

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
