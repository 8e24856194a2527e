"""Announcing a message that reached nobody, or perhaps not, so that another way is taken at once.

It is announced in the transaction in which that turns out, and followed up in one of its own (`notices.follow_up`): a
question is locked before the messages that ask it, so nobody may lock one who holds a message.
"""

from __future__ import annotations

from odop_core.queue import inbox
from odop_notifications.events import MessageUndelivered
from odop_notifications.models import Message


def announce_undelivered(message: Message) -> None:
    """In a transaction; again changes nothing."""
    key = f"untold:{message.pk}:{message.state}"
    inbox.announce(MessageUndelivered(message=message.pk, order_id=message.order_id), key=key)
