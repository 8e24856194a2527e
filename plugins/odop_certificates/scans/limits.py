"""How many pages one client may see in a minute, and how many codes that are none of ours it may try.

Many phones share one address: whoever tries codes out keeps nobody out whose code is good.
"""

from __future__ import annotations

from odop_core import conf
from odop_core.web.rate_limits import Limit

# A code that does not exist counts as so many pages.
UNKNOWN_CODE_COST = 6


def spend_look(address: str) -> int:
    """Asked of every request, before anything is looked up. 0 for a client that may go on, else seconds to wait."""
    return Limit("scans", conf.get_int("SCANS_PER_MINUTE")).spend(address)


def spend_guess(address: str) -> int:
    """The same for a code, order number or address that was none."""
    return Limit("scans-guess", conf.get_int("SCANS_PER_MINUTE")).spend(address, UNKNOWN_CODE_COST)
