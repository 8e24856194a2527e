"""What notifications announces, all of it to itself: what comes in is accepted at once and dealt with later."""

from __future__ import annotations

import hashlib
import hmac

from django.conf import settings

from odop_core.events import ALWAYS, SOME_DAYS, Event
from odop_notifications.gateways.message import Inbound, Receipt


class ReceiptReceived(Event):
    """A gateway reported what became of a message that it took.

    Announced for each genuine report of a gateway, once for each message and state.

    Not announced for reports that are refused (a wrong signature or secret).
    """

    kind = "notifications.receipt"
    waits_while_off = ALWAYS

    receipt: Receipt
    """Which message, what became of it, and when."""

    @property
    def subject(self) -> str:
        return f"{self.receipt.channel}:{self.receipt.gateway_id}"[:128]


class InboundReceived(Event):
    """Somebody said something to us: replied, pressed a key or a button, opened a link, or their system called.

    Announced for each genuine report of it, once. Aadhaar numbers are made unreadable before.

    Not announced for what cannot be understood, which is kept for staff to see.
    """

    kind = "notifications.inbound"
    waits_while_off = ALWAYS

    inbound: Inbound
    """Who said what by which channel, and to which message it is a reply."""

    @property
    def subject(self) -> str:
        return digest_of_sender(self.inbound.channel, self.inbound.address)


class MessageUndelivered(Event):
    """A message reached no one, or it is not known whether it did: another way is taken at once.

    Announced in the transaction in which a message is given up, refused or reported as failed, once for each of these.

    Not announced for messages that were taken back.
    """

    kind = "notifications.undelivered"
    waits_while_off = SOME_DAYS

    message: int
    """The message's number."""
    order_id: str
    """Of the order it tells of; "" for none."""

    @property
    def subject(self) -> str:
        return self.order_id or f"message:{self.message}"


def digest_of_sender(channel: str, address: str) -> str:
    """One person at one channel, without saying who."""
    digest = hmac.new(settings.SECRET_KEY.encode(), f"{channel}:{address}".encode(), hashlib.sha256).hexdigest()
    return f"{channel}:{digest[:40]}"
