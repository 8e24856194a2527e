"""Unsaying what is no longer true."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models.functions import Now

from odop_core import outbox
from odop_core.outbox import Withdrawal
from odop_notifications.models import Message, MessageState
from odop_notifications.templates.occasions import OCCASIONS

ASKING = [occasion.name for occasion in OCCASIONS.values() if occasion.asks_for_goods]


@dataclass(frozen=True)
class TakenBack:
    """`maybe_heard`: somebody may have heard, and must be told otherwise. `after` is the key of a message that may be
    on its way this moment, for `write(after=...)`."""

    maybe_heard: bool = False
    after: str = ""


def take_back(sale_id: int) -> TakenBack:
    """Withdraw whatever asked for the goods of a sale that was called off, over every channel; replays included.

    In a transaction. Doing it again finds nothing left to take back.
    """
    maybe_heard, after = False, ""
    for message in Message.objects.filter(sale_id=sale_id, occasion__in=ASKING, void_at=None).order_by("id"):
        withdrawal = _withdraw(message)
        if withdrawal is not Withdrawal.UNHEARD:
            maybe_heard, after = True, message.key
    return TakenBack(maybe_heard, after)


def _withdraw(message: Message) -> Withdrawal:
    rows = Message.objects.filter(pk=message.pk)
    if message.state == MessageState.REFUSED:
        rows.update(void_at=Now())
        return Withdrawal.UNHEARD
    withdrawal = outbox.withdraw(message.key)
    if withdrawal is Withdrawal.TOO_LATE:
        rows.update(void_at=Now())
    else:
        rows.update(void_at=Now(), state=MessageState.WITHDRAWN)
    return withdrawal
