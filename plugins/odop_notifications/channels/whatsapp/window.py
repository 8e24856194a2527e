"""The 24 hours after somebody's last message to us, in which WhatsApp takes free text."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from odop_core.models import InboxEvent
from odop_notifications.events import InboundReceived, digest_of_sender

# A little less, so that a message does not arrive just after the end.
LENGTH = timedelta(hours=23, minutes=55)


def is_window_open(address: str) -> bool:
    """Whether this number (E.164) wrote to us lately: what it wrote is in the inbox, whoever has dealt with it."""
    heard = InboxEvent.objects.filter(kind=InboundReceived.kind, subject=digest_of_sender("whatsapp", address))
    return heard.filter(occurred_at__gte=timezone.now() - LENGTH).exists()
