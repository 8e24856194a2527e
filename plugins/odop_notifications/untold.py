"""Those who could not be told, or perhaps were not: another way is taken at once, instead of waiting for their answer.

A question goes on to its next step, another channel or the helpline. That a sale was called off asks nothing, and must
not be missed all the same: somebody calls and says it. Everything else is for staff to see, and to send again.
"""

from __future__ import annotations

from django.utils import timezone

from odop_notifications.escalation import chases
from odop_notifications.helpline import queue
from odop_notifications.models import CallReason, Message
from odop_notifications.templates.occasions import BOUGHT, CANCELLED, REMINDER

ASKS = (BOUGHT, REMINDER)
# Who did not pick up is not called again within the minute.
PATIENT = "voice"


def follow_up(message: Message) -> None:
    """Doing it again changes nothing. What is no longer true needs no other way."""
    if message.void_at or message.supplier_id is None:
        return
    now = timezone.now()
    if message.occasion in ASKS:
        if message.channel != PATIENT and not _was_asked_again(message):
            chases.hurry(message.order_id, message.supplier_id, now)
    elif message.occasion == CANCELLED:
        queue.call_to_say(message, CallReason.UNTOLD, now)


def _was_asked_again(message: Message) -> bool:
    asked = Message.objects.filter(order_id=message.order_id, supplier_id=message.supplier_id, occasion__in=ASKS)
    return asked.filter(pk__gt=message.pk).exists()
