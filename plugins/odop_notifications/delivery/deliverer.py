"""Delivering one message from the outbox to its channel, and recording the attempt.

No message is sent twice. If a worker dies just after a gateway accepted a message, or a gateway stops answering, the
message is in doubt. A gateway that recognises repeats is asked again. For any other we wait a while for a delivery
report; without one the message is MAYBE_SENT, and another channel is used (`notices.undelivered`).
"""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

from django.db.models.functions import Now
from django.utils import timezone

from odop_core.india.rules import NoRule
from odop_core.models import OutboxItem
from odop_core.plugin import configuration
from odop_core.queue import outbox
from odop_core.queue.outbox import Later
from odop_core.queue.work import describe_error
from odop_core.retry import InDoubt, PermanentFailure
from odop_notifications.channels import CHANNELS
from odop_notifications.delivery import circuit, rate
from odop_notifications.gateways.message import NotTheChannel, OutgoingMessage, RefusedHere, TemplateInfo
from odop_notifications.messages import hours, receipts
from odop_notifications.messages.topics import channel_of
from odop_notifications.messages.undelivered import announce_undelivered
from odop_notifications.models import UNSENT, AttemptOutcome, Message, MessageAttempt, MessageState, Template
from odop_notifications.settings import PLUGIN_ID, NotificationSettings
from odop_notifications.templates import syntax
from odop_notifications.templates.occasions import OCCASIONS

SETTINGS_SECONDS = 1.0
# How long a report is waited for from a gateway that fell silent.
GRACE = timedelta(minutes=5)
NEVER_SAID = (
    "The gateway was asked and never said whether it took the message. It would not recognise a repeat, so it is not "
    "sent again by itself: resend it if it did not arrive."
)


class MessageDeliverer:
    """Carries outbox items of `topics.topic_of(channel)`; their key is the message's. See `outbox.Gate`.

    What is the same for all items taken in hand at once (settings, and whether the channel fails) is looked up
    when they are taken, and kept for a moment.
    """

    plugin_id = PLUGIN_ID

    def __init__(self) -> None:
        self._known: tuple[float, NotificationSettings] | None = None
        # Channels whose circuit must be asked or told at the next message.
        self._watched: set[str] = set()

    def room(self, topic: str, wanted: int) -> int:
        channel = channel_of(topic)
        self._known = None
        if circuit.is_news(channel):
            self._watched.add(channel)
        wanted = circuit.take_room(channel, wanted)
        room = rate.take_tokens(channel, wanted, self._settings()) if wanted else 0
        if wanted and not room:
            circuit.cancel_trial(channel)
        return room

    def give_back(self, topic: str, unused: int, used: int) -> None:
        channel = channel_of(topic)
        rate.return_tokens(channel, unused, self._settings())
        if not used:
            circuit.cancel_trial(channel)

    def not_yet(self, item: OutboxItem) -> Later | None:
        channel, now = channel_of(item.topic), timezone.now()
        resting = circuit.resting_until(channel) if channel in self._watched else None
        if resting:
            return Later(f"The channel {channel} rests after failures until {resting:%H:%M:%S} UTC.", resting - now)
        settings = self._settings()
        if item.payload.get("at_once"):
            return None
        try:
            opens = hours.next_sending_time(channel, str(item.payload.get("category", "")), now, settings)
        except (hours.NeverOpen, NoRule) as never:
            return Later(str(never), timedelta(hours=1))
        if opens is None:
            return None
        waiting = Message.objects.filter(key=item.key, state__in=UNSENT)
        waiting.update(state=MessageState.HELD, not_before=opens)
        return Later(f"The channel {channel} may be used from {opens:%d %b %H:%M} IST.", opens - now)

    def deliver(self, item: OutboxItem) -> dict[str, Any]:
        message, settings = self._prepared(item)
        if message.gateway_id:  # it reported on a message that it seemed not to have taken
            return _reported(message)
        _refuse_stale(message)
        try:
            accepted = CHANNELS[message.channel].send_message(_put_together(message, settings), settings)
        except PermanentFailure as error:
            if isinstance(error, RefusedHere):
                self._leave_trial(message.channel)
            else:
                self._worked(message.channel)
            _attempted(message.pk, message.channel, AttemptOutcome.PERMANENT, describe_error(error))
            raise
        except Exception as error:
            self._failed(message, error, settings)
            raise
        self._worked(message.channel)
        return {"message": message.pk, "gateway_id": accepted.gateway_id, "detail": accepted.detail}

    def settle(self, item: OutboxItem) -> dict[str, Any] | None:
        """See `odop_core.queue.outbox.Doubting`."""
        message = Message.objects.get(key=item.key)
        self._leave_trial(message.channel)
        if message.gateway_id:
            return _reported(message)
        if CHANNELS[message.channel].recognises_repeats(self._settings()):
            return None
        raise PermanentFailure(NEVER_SAID)

    def delivered(self, item: OutboxItem, answer: dict[str, Any]) -> None:
        """It may have been withdrawn meanwhile: then it was sent nevertheless, and says so."""
        channel, gateway_id = channel_of(item.topic), answer["gateway_id"]
        if gateway_id:
            receipts.lock_receipts(channel, gateway_id)
        Message.objects.filter(pk=answer["message"]).update(
            state=MessageState.SENT, gateway_id=gateway_id, failure="", sent_at=Now()
        )
        _attempted(answer["message"], channel, AttemptOutcome.ACCEPTED, str(answer["detail"]))
        if gateway_id and receipts.has_receipts(channel, gateway_id):
            receipts.apply_receipts(Message.objects.get(pk=answer["message"]))

    def given_up(self, item: OutboxItem, reason: str) -> None:
        state = MessageState.MAYBE_SENT if item.in_doubt else MessageState.FAILED
        if Message.objects.filter(key=item.key, gateway_id="").update(state=state, failure=reason):
            announce_undelivered(Message.objects.get(key=item.key))
        else:  # a report came this very moment
            outbox.mark_delivered(item.key)

    def _failed(self, message: Message, error: Exception, settings: NotificationSettings) -> None:
        if isinstance(error, NotTheChannel):
            self._leave_trial(message.channel)
        else:
            self._watched.add(message.channel)
            circuit.note_failure(message.channel, describe_error(error), settings)
        outcome = AttemptOutcome.TEMPORARY
        if isinstance(error, InDoubt):
            outcome = AttemptOutcome.IN_DOUBT
            if not CHANNELS[message.channel].recognises_repeats(settings):
                error.retry_after = max(GRACE, error.retry_after or GRACE)
        _attempted(message.pk, message.channel, outcome, describe_error(error))
        Message.objects.filter(pk=message.pk, state=MessageState.HELD).update(state=MessageState.QUEUED)

    def _prepared(self, item: OutboxItem) -> tuple[Message, NotificationSettings]:
        """Raises NotTheChannel: what fails before anybody was asked leaves no doubt."""
        try:
            return Message.objects.select_related("template").get(key=item.key), self._settings()
        except Exception as error:
            raise NotTheChannel(f"It cannot be sent: {describe_error(error)}") from error

    def _settings(self) -> NotificationSettings:
        """As they were at most a second ago."""
        known = self._known
        if known is None or time.monotonic() - known[0] > SETTINGS_SECONDS:
            known = self._known = (time.monotonic(), configuration.load_settings(NotificationSettings))
        return known[1]

    def _leave_trial(self, channel: str) -> None:
        """How the channel is was not found out: a trial is for the next message."""
        if channel in self._watched:
            circuit.cancel_trial(channel)

    def _worked(self, channel: str) -> None:
        if channel in self._watched:
            circuit.note_success(channel)
            self._watched.discard(channel)


def _refuse_stale(message: Message) -> None:
    """Raises RefusedHere for what is of no use any more, such as a code that expired."""
    occasion = OCCASIONS.get(message.occasion)
    if occasion and occasion.good_for and message.created_at + occasion.good_for <= timezone.now():
        raise RefusedHere("It is too old to be of use.")


def _reported(message: Message) -> dict[str, Any]:
    """An answer, made of what the gateway told us since."""
    return {"message": message.pk, "gateway_id": message.gateway_id, "detail": {"status": "reported"}}


def _put_together(message: Message, settings: NotificationSettings) -> OutgoingMessage:
    """Raises NotTheChannel: what cannot be put together has surely not been sent."""
    try:
        return outgoing_message(message, settings)
    except Exception as error:
        raise NotTheChannel(f"It cannot be put together: {describe_error(error)}") from error


def outgoing_message(message: Message, settings: NotificationSettings) -> OutgoingMessage:
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
    used = [used.name for used in syntax.find_variables(template.text)]
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


def _attempted(message_id: int, channel: str, outcome: AttemptOutcome, detail: str) -> None:
    MessageAttempt.objects.create(message_id=message_id, channel=channel, outcome=outcome, detail=detail)
