"""How many pages one client may see in a minute, so that nobody can try codes out by the thousand.

A code that does not exist costs more than one that does.
"""

from __future__ import annotations

from odop_core import conf
from odop_core.web.rate_limits import Limit

UNKNOWN_CODE_COST = 6


def seconds_to_wait(address: str) -> int:
    """0 for a client that may go on."""
    return _limit().seconds_to_wait(address)


def spend(address: str, cost: int = 1) -> None:
    _limit().spend(address, cost)


def _limit() -> Limit:
    return Limit("scans", conf.get_int("SCANS_PER_MINUTE"))
