"""The 24 hours after somebody's last message to us, in which WhatsApp takes free text."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from odop_core.models import InboxEvent
from odop_notifications.events import InboundReceived, digest_of_sender
from odop_notifications.suppliers import user_ids

# A little less, so that a message does not arrive just after the end.
LENGTH = timedelta(hours=23, minutes=55)


def is_window_open(address: str) -> bool:
    """Whether this number (E.164) wrote to us lately: what it wrote is in the inbox, whoever has dealt with it."""
    subjects = [digest_of_sender("whatsapp", one) for one in (address, *user_ids.user_ids_of(address))]
    heard = InboxEvent.objects.filter(kind=InboundReceived.kind, subject__in=subjects)
    return heard.filter(occurred_at__gte=timezone.now() - LENGTH).exists()
