"""Carrying one message from the outbox to its channel, and writing down how that went."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models.functions import Now
from django.utils import timezone

from odop_core import plugin_settings
from odop_core.models import OutboxItem
from odop_core.outbox import Later
from odop_core.retry import PermanentFailure
from odop_core.work import describe
from odop_notifications import receipts
from odop_notifications.channels import CHANNELS
from odop_notifications.channels.message import OutgoingMessage, TemplateInfo
from odop_notifications.models import AttemptOutcome, Message, MessageAttempt, MessageState, Template
from odop_notifications.sending import circuit, hours, rate
from odop_notifications.sending.topics import channel_of
from odop_notifications.settings import PLUGIN_ID, NotificationSettings
from odop_notifications.templates import syntax


class MessageDeliverer:
    """Carries outbox items of `topics.topic(channel)`; their key is the message's. See `odop_core.outbox.Gate`."""

    plugin_id = PLUGIN_ID

    def room(self, topic: str, wanted: int) -> int:
        channel = channel_of(topic)
        wanted = circuit.room(channel, wanted)
        return rate.take(channel, wanted, plugin_settings.load(NotificationSettings)) if wanted else 0

    def give_back(self, topic: str, unused: int, used: int) -> None:
        channel = channel_of(topic)
        rate.give_back(channel, unused, plugin_settings.load(NotificationSettings))
        if not used:
            circuit.no_trial(channel)

    def not_yet(self, item: OutboxItem) -> Later | None:
        channel, now = channel_of(item.topic), timezone.now()
        resting = circuit.resting_until(channel)
        if resting:
            return Later(f"The channel {channel} rests after failures until {resting:%H:%M:%S} UTC.", resting - now)
        settings = plugin_settings.load(NotificationSettings)
        try:
            opens = hours.opening(channel, str(item.payload.get("category", "")), now, settings)
        except hours.NeverOpen as never:
            return Later(str(never), timedelta(hours=1))
        if opens is None:
            return None
        waiting = Message.objects.filter(key=item.key, state__in=[MessageState.QUEUED, MessageState.HELD])
        waiting.update(state=MessageState.HELD, not_before=opens)
        return Later(f"The channel {channel} may be used from {opens:%d %b %H:%M} IST.", opens - now)

    def deliver(self, item: OutboxItem) -> dict[str, Any]:
        message = Message.objects.select_related("template").get(key=item.key)
        settings = plugin_settings.load(NotificationSettings)
        try:
            accepted = CHANNELS[message.channel](outgoing(message, settings), settings)
        except PermanentFailure as error:
            circuit.worked(message.channel)
            _attempted(message, AttemptOutcome.PERMANENT, describe(error))
            raise
        except Exception as error:
            circuit.failed(message.channel, describe(error), settings)
            _attempted(message, AttemptOutcome.TEMPORARY, describe(error))
            Message.objects.filter(pk=message.pk, state=MessageState.HELD).update(state=MessageState.QUEUED)
            raise
        circuit.worked(message.channel)
        return {"gateway_id": accepted.gateway_id, "detail": accepted.detail}

    def delivered(self, item: OutboxItem, answer: dict[str, Any]) -> None:
        """It may have been withdrawn meanwhile: then it was sent nevertheless, and says so."""
        message = Message.objects.get(key=item.key)
        message.state, message.gateway_id, message.failure = MessageState.SENT, answer["gateway_id"], ""
        message.sent_at = Now()
        if message.gateway_id:
            receipts.hold(message.channel, message.gateway_id)
        message.save(update_fields=["state", "gateway_id", "failure", "sent_at"])
        _attempted(message, AttemptOutcome.ACCEPTED, str(answer["detail"]))
        if message.gateway_id:
            receipts.apply(message)

    def given_up(self, item: OutboxItem, reason: str) -> None:
        Message.objects.filter(key=item.key).update(state=MessageState.FAILED, failure=reason)


def outgoing(message: Message, settings: NotificationSettings) -> OutgoingMessage:
    return OutgoingMessage(
        key=message.key,
        channel=message.channel,
        address=message.address,
        recipient_name=message.recipient_name,
        language=message.language,
        occasion=message.occasion,
        text=message.text,
        order_number=message.order_number,
        order_id=message.order_id,
        sale_id=message.sale_id,
        supplier_id=message.supplier_id,
        variables=message.variables,
        template=_template(message.template, message.variables, settings) if message.template else None,
    )


def _template(template: Template, values: dict[str, str], settings: NotificationSettings) -> TemplateInfo:
    used = [used.name for used in syntax.variables(template.text)]
    return TemplateInfo(
        category=template.category,
        entity_id=settings.dlt_entity_id,
        header=template.header or settings.dlt_header,
        dlt_template_id=template.dlt_template_id,
        title=syntax.VARIABLE.sub(lambda match: values.get(match[1], ""), template.title),
        whatsapp_name=template.whatsapp_name,
        buttons=tuple(template.buttons),
        voice_prompt=template.voice_prompt,
        variables={name: values[name] for name in dict.fromkeys(used)},
    )


def _attempted(message: Message, outcome: AttemptOutcome, detail: str) -> None:
    MessageAttempt.objects.create(message=message, channel=message.channel, outcome=outcome, detail=detail)
