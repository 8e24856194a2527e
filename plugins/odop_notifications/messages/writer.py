"""Writing a message: the only way by which anybody is notified of anything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from odop_core.plugin import configuration
from odop_core.queue import outbox
from odop_notifications.messages import hours
from odop_notifications.messages.composition import Composed, compose_message
from odop_notifications.messages.topics import topic_of
from odop_notifications.messages.withdrawal import ASKING
from odop_notifications.models import Message, MessageState
from odop_notifications.settings import NotificationSettings
from odop_notifications.suppliers.recipients import Recipient
from odop_notifications.templates.occasions import CANCELLED, find_occasion


@dataclass(frozen=True)
class About:
    """What a message is about; `subject` names what is neither a sale nor an order, e.g. "agreement:12"."""

    sale_id: int | None = None
    order_id: str = ""
    order_number: str = ""
    subject: str = ""


NOTHING = About()
# What says to keep goods ready, or not to, passes ten thousand statements that wait for their turn at a gateway.
URGENT = {*ASKING, CANCELLED}
HEAD_START = timedelta(days=1)


def write_message(
    occasion: str,
    to: Recipient,
    facts: Mapping[str, object],
    *,
    key: str,
    channel: str = "",
    about: About = NOTHING,
    after: str = "",
) -> Message:
    """Tell somebody something, once: a key that was written before returns that message, whatever else is said now.

    `facts` are values of the occasion's variables, or functions that make one when the message is really written, such
    as a one-time link. `channel` is the merchant's usual one if left out, and `after` is the key of a message just
    withdrawn, which must surely have ended first. What must not be sent is kept as REFUSED, with the reason; what must
    wait for its hour as HELD. Nothing leaves before the caller's transaction commits.
    Raises UnknownOccasion, BadPluginSettings.
    """
    found = Message.objects.filter(key=key).first()
    if found is not None:
        return found
    settings = configuration.load_settings(NotificationSettings)
    channel = channel or settings.channel
    composed = compose_message(occasion, channel, to, facts, settings)
    row = _row(occasion, to, composed, channel, about, settings)
    with transaction.atomic():
        message, created = Message.objects.get_or_create(key=key, defaults=row)
        if created and message.state != MessageState.REFUSED:
            payload: dict[str, object] = {"category": message.category}
            if find_occasion(occasion).good_for is not None:
                payload["at_once"] = True
            outbox.enqueue(
                topic_of(channel), _subject(message), payload, key=key, after=after, not_before=_turn(message)
            )
    return message


def _row(
    occasion: str, to: Recipient, composed: Composed, channel: str, about: About, settings: NotificationSettings
) -> dict[str, object]:
    refusal, not_before = composed.refusal, None
    if not refusal and find_occasion(occasion).good_for is None:
        try:
            not_before = hours.next_sending_time(channel, composed.category, timezone.now(), settings)
        except hours.NeverOpen as never:
            refusal = str(never)
    return {
        "occasion": occasion,
        "supplier_id": to.supplier_id,
        "sale_id": about.sale_id,
        "order_id": about.order_id,
        "order_number": about.order_number,
        "subject": about.subject,
        "recipient_name": composed.recipient_name,
        "address": to.address,
        "channel": channel,
        "template": composed.template,
        "category": composed.category,
        "language": composed.language,
        "text": composed.text,
        "variables": composed.variables,
        "encoding": composed.encoding,
        "parts": composed.parts,
        "cost_paise": composed.cost_paise,
        "state": _state(refusal, not_before),
        "failure": refusal,
        "not_before": not_before,
    }


def _state(refusal: str, not_before: datetime | None) -> MessageState:
    if refusal:
        return MessageState.REFUSED
    return MessageState.HELD if not_before else MessageState.QUEUED


def _turn(message: Message) -> datetime | None:
    is_urgent = message.occasion in URGENT or find_occasion(message.occasion).good_for is not None
    if message.not_before is None and is_urgent:
        return timezone.now() - HEAD_START
    return message.not_before


def _subject(message: Message) -> str:
    return message.order_id or message.subject or f"supplier:{message.supplier_id}"
