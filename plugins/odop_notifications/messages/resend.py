"""Resending a message at the request of staff, and what a replay in the outbox means for its message."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from odop_core.i18n import TextError, _
from odop_core.models import OutboxItem, WorkState
from odop_core.queue import work
from odop_notifications.messages import secrecy, topics
from odop_notifications.messages.writer import About, write_message
from odop_notifications.models import Message, MessageState
from odop_notifications.suppliers import recipients
from odop_notifications.suppliers.recipients import Recipient

RESENDABLE = (MessageState.FAILED, MessageState.MAYBE_SENT, MessageState.REFUSED)


class UnknownMessage(TextError, LookupError):
    """There is no such message; the text names it."""


class CannotResend(TextError, ValueError):
    """The message is not one that may go again, or it is no longer true; the text says which."""


@transaction.atomic
def resend_message(message_id: int) -> Message:
    """Give a message that failed, was refused or may not have been sent another chance. Returns the message that is now
    on its way.

    One the gateway never took goes again under its own key, so that nobody can get it twice. One that was refused, or
    taken and not delivered, is written anew, from today's template and to today's address; so is one of which the
    gateway never said whether it took it: whoever resends it has found out that it did not arrive. Raises
    UnknownMessage, CannotResend.
    """
    message = Message.objects.filter(pk=message_id).first()
    if message is None:
        raise UnknownMessage(_("There is no message {id}.", id=message_id))
    _check(message)
    item = OutboxItem.objects.filter(key=message.key, state=WorkState.DEAD, in_doubt=False)
    if work.replay_dead(item):
        message.refresh_from_db()
        return message
    return _write_anew(_still_wanted(message_id))


def _still_wanted(message_id: int) -> Message:
    """Locked, and looked at again: somebody else may have resent it, or called it off, since."""
    message = Message.objects.select_for_update(of=("self",)).get(pk=message_id)
    _check(message)
    return message


def _check(message: Message) -> None:
    if message.void_at:
        raise CannotResend(_("Message {id} is no longer true: the sale was called off.", id=message.pk))
    if secrecy.has_secrets(message.occasion):
        raise CannotResend(_("A one-time code is never sent again: the supplier asks for a new one."))
    if message.state not in RESENDABLE:
        raise CannotResend(
            _(
                "Message {id} is {state}; only {states} go again.",
                id=message.pk,
                state=message.state,
                states=", ".join(RESENDABLE),
            )
        )


def _write_anew(message: Message) -> Message:
    first = message.key.split(":again-")[0]
    copies = Message.objects.filter(key__startswith=f"{first}:again-")
    if copies.filter(pk__gt=message.pk).exists():
        raise CannotResend(_("Message {id} was already written again; use the newer one.", id=message.pk))
    about = About(message.sale_id, message.order_id, message.order_number, message.subject)
    facts = {name: value for name, value in message.variables.items() if name != "name"}
    return write_message(
        message.occasion, _recipient(message), facts, key=f"{first}:again-{copies.count() + 1}",
        channel=message.channel, about=about,
    )  # fmt: skip


def _recipient(message: Message) -> Recipient:
    """As they can be reached today, if we know them; else as they were reached then."""
    known = recipients.find_recipient(message.supplier_id, message.channel) if message.supplier_id else None
    return known or Recipient(message.recipient_name, message.address, message.language)


def on_replayed(sender: Any, ids: list[int], **_kwargs: Any) -> None:
    """Outbox items got a fresh start (`work.replayed`): their messages are on their way again."""
    if sender is OutboxItem:
        keys = OutboxItem.objects.filter(pk__in=ids, topic__startswith=topics.PREFIX).values("key")
        Message.objects.filter(key__in=keys, state=MessageState.FAILED).update(state=MessageState.QUEUED, failure="")
