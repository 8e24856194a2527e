"""What a channel that hears from its gateway looks like; `webhook.py` serves any of this shape."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from odop_notifications.channels.http_report import Report
from odop_notifications.channels.message import Inbound, Receipt

if TYPE_CHECKING:
    from odop_notifications.settings import NotificationSettings


class NothingHere(LookupError):
    """The channel has nothing at this path."""


class Incoming(Protocol):
    """A module with these functions."""

    def verify(self, report: Report, settings: NotificationSettings) -> None:
        """Raises BadSignature; TemporaryFailure while the channel is not set up; NothingHere."""

    def read(self, report: Report, settings: NotificationSettings) -> list[Receipt | Inbound]:
        """What a genuine request tells. Raises UnreadableReport and NothingHere."""
