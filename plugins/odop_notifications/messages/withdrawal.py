"""Withdrawing messages whose content is no longer true."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models.functions import Now

from odop_core.queue import outbox
from odop_core.queue.outbox import Withdrawal
from odop_notifications.models import UNSENT, Message, MessageState
from odop_notifications.templates.occasions import OCCASIONS

ASKING = [occasion.name for occasion in OCCASIONS.values() if occasion.asks_for_goods]


@dataclass(frozen=True)
class WithdrawnMessages:
    """`maybe_heard`: somebody may have heard, and must be told otherwise.

    `after` is the key of a message that may be on its way this moment, for `write_message(after=...)`: the first that
    asked, since the others asked the same later.
    """

    maybe_heard: bool = False
    after: str = ""


def withdraw_messages(sale_id: int) -> WithdrawnMessages:
    """Withdraw whatever asked for the goods of a sale that was called off, over every channel; replays included.

    In a transaction. Doing it again finds nothing left to take back.
    """
    maybe_heard, after = False, ""
    for message in Message.objects.filter(sale_id=sale_id, occasion__in=ASKING, void_at=None).order_by("id"):
        withdrawal = _withdraw(message)
        maybe_heard = maybe_heard or withdrawal is not Withdrawal.UNHEARD
        if withdrawal is Withdrawal.MAYBE_HEARD and outbox.is_under_way(message.key):
            after = after or message.key
    return WithdrawnMessages(maybe_heard, after)


def reminder_key(question_id: int, step: int, channel: str) -> str:
    """Of the message by which a question is asked again."""
    return f"{_asked_in(question_id)}step-{step}:{channel}"


def _asked_in(question_id: int) -> str:
    return f"question-{question_id}:"


def withdraw_reminders(question_id: int) -> None:
    """A question needs no answer any more: nobody is asked again by what waits for its hour, its gateway or a replay.

    In a transaction. What got out needs no unsaying.
    """
    asking = Message.objects.filter(key__startswith=_asked_in(question_id))
    unheard = [*UNSENT, MessageState.FAILED, MessageState.MAYBE_SENT]
    for message in asking.filter(state__in=unheard).order_by("id"):
        if outbox.withdraw_item(message.key) is not Withdrawal.TOO_LATE:
            Message.objects.filter(pk=message.pk, state__in=UNSENT).update(state=MessageState.WITHDRAWN)


def _withdraw(message: Message) -> Withdrawal:
    rows = Message.objects.filter(pk=message.pk)
    if message.state == MessageState.REFUSED:
        rows.update(void_at=Now())
        heard = outbox.may_have_been_heard(message.key)  # before its person took back their consent
        return Withdrawal.MAYBE_HEARD if heard else Withdrawal.UNHEARD
    withdrawal = outbox.withdraw_item(message.key)
    if withdrawal is Withdrawal.TOO_LATE or message.state == MessageState.MAYBE_SENT:
        rows.update(void_at=Now())
    else:
        rows.update(void_at=Now(), state=MessageState.WITHDRAWN)
    return withdrawal
