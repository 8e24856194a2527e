"""The shape of a channel, and of its `inbound.py` if its gateway sends reports (to `inbound/reception.py`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from odop_notifications.gateways.http_report import Report, Unreadable
from odop_notifications.gateways.message import Accepted, Inbound, OutgoingMessage, Receipt
from odop_notifications.settings import NotificationSettings


class NothingHere(LookupError):
    """The channel has nothing at this path."""


class Channel(Protocol):
    """A module with these functions."""

    def send_message(self, message: OutgoingMessage, settings: NotificationSettings, /) -> Accepted:
        """Raises TemporaryFailure or PermanentFailure if the gateway surely has not got it, InDoubt if it may."""

    def recognises_repeats(self, settings: NotificationSettings, /) -> bool:
        """Whether the gateway, or who gets the message, takes a key seen before for the same message.

        If not, what is in doubt is not sent again.
        """


class InboundReader(Protocol):
    """A module with these functions."""

    def verify_report(self, report: Report, settings: NotificationSettings) -> None:
        """Raises BadSignature; TemporaryFailure while the channel is not set up; NothingHere."""

    def read_report(self, report: Report, settings: NotificationSettings) -> Sequence[Receipt | Inbound | Unreadable]:
        """What a genuine request tells. Raises UnreadableReport if it tells nothing at all, and NothingHere."""
