"""Messages that reached nobody, or perhaps nobody: another channel is used at once.

A question goes on to its next step, another channel or the helpline. A cancellation asks nothing but must not be
missed: the helpline calls and says it. Everything else is for staff to see and resend.
"""

from __future__ import annotations

from django.utils import timezone

from odop_notifications.calls import queue
from odop_notifications.escalation import questions
from odop_notifications.models import CallReason, Message, MessageState
from odop_notifications.notices.members import PREFIX, is_copy
from odop_notifications.templates.occasions import BOUGHT, CANCELLED, REMINDER

# Who did not pick up is not called again within the minute.
PATIENT = "voice"


def follow_up_undelivered(message: Message) -> None:
    """Doing it again changes nothing. What is no longer true needs no other way."""
    if message.void_at or message.supplier_id is None or is_copy(message.subject):
        return
    now = timezone.now()
    if message.occasion in (BOUGHT, REMINDER):
        if not (_was_rung(message) or _was_asked_again(message)):
            questions.hurry_question(message.order_id, message.supplier_id, now)
    elif message.occasion == CANCELLED:
        queue.queue_call_to_say(message, CallReason.UNDELIVERED, now)


def _was_rung(message: Message) -> bool:
    return message.channel == PATIENT and message.state != MessageState.REFUSED


def _was_asked_again(message: Message) -> bool:
    """About the same sale, or about all of them."""
    later = Message.objects.filter(order_id=message.order_id, supplier_id=message.supplier_id, pk__gt=message.pk)
    later = later.exclude(subject__startswith=PREFIX)
    again = later.filter(occasion=REMINDER) | later.filter(occasion=BOUGHT, sale_id=message.sale_id)
    return again.exists()
