"""The rail of a payout, as the plugin is set now, and how often it may be asked."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass

from odop_accounts.rails import RAILS, rail_of
from odop_accounts.rails.port import Rail, RailUnavailable
from odop_accounts.settings import PLUGIN_ID, AccountsSettings
from odop_core.models import OutboxItem
from odop_core.plugin.configuration import BadPluginSettings, load_settings
from odop_core.queue.outbox import Later


def load_rail(name: str) -> Rail:
    """Raises RailUnavailable, about the shop's account, while the plugin's settings are wrong."""
    if name not in RAILS:
        raise RailUnavailable(f"There is no payout rail {name!r} any more.", account_trouble=True)
    try:
        return rail_of(name, load_settings(AccountsSettings))
    except BadPluginSettings as error:
        raise RailUnavailable(str(error), account_trouble=True) from error


@dataclass
class Pace:
    """How many requests one process begins: a bucket of one second's worth.

    Several workers together may ask more often; a rail then answers that it was too often, and is asked later.
    """

    per_second: float

    def __post_init__(self) -> None:
        self._tokens = float(self.per_second)
        self._filled_at = time.monotonic()
        self._lock = threading.Lock()

    def take(self, wanted: int) -> int:
        """How many requests may be made now, at most `wanted`."""
        with self._lock:
            now = time.monotonic()
            self._tokens = min(self.per_second, self._tokens + (now - self._filled_at) * self.per_second)
            self._filled_at = now
            taken = min(wanted, int(self._tokens))
            self._tokens -= taken
            return taken

    def give_back(self, unused: int) -> None:
        with self._lock:
            self._tokens = min(self.per_second, self._tokens + unused)


class RailDeliverer:
    """Base of the deliverers of one rail: no more at once than the rail takes. See `odop_core.queue.outbox`."""

    plugin_id = PLUGIN_ID

    def __init__(self, rail: str, pace: Pace) -> None:
        self._rail, self._pace = rail, pace

    def room(self, _topic: str, wanted: int) -> int:
        return self._pace.take(wanted)

    def give_back(self, _topic: str, unused: int, _used: int) -> None:
        self._pace.give_back(unused)

    def not_yet(self, _item: OutboxItem) -> Later | None:
        return None


def paces() -> dict[str, Pace]:
    """For one kind of request, by rail. Sending and asking have half of a rail's allowance each, so that neither has to
    wait for the other.
    """
    return {name: Pace(rail.capabilities.most_per_second / 2) for name, rail in RAILS.items()}
