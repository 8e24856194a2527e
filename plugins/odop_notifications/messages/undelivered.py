"""Announcing that a message reached nobody, or perhaps nobody, so that another channel is used at once.

It is announced in the transaction in which that turns out, and handled in another (`notices.undelivered`): a question
is locked before its messages, so nobody may lock one while holding a message.
"""

from __future__ import annotations

from odop_core.queue import inbox
from odop_notifications.events import MessageUndelivered
from odop_notifications.models import Message


def announce_undelivered(message: Message) -> None:
    """In a transaction; again changes nothing."""
    key = f"undelivered:{message.pk}:{message.state}"
    inbox.announce(MessageUndelivered(message=message.pk, order_id=message.order_id), key=key)
