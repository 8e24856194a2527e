"""Secrets in messages, such as one-time codes: nobody but the recipient reads them, and they are not kept.

A message holds its secret encrypted while it may be tried again, or be read out by the telephony; then it is blanked.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.utils import timezone

from odop_core.security.masks import HIDDEN
from odop_notifications.models import Message
from odop_notifications.templates.occasions import OCCASIONS

BLANK = HIDDEN * 4
# What an outage of our own workers may have left.
LOOK_BACK = timedelta(days=30)
AT_ONCE = 500


def hide_secrets(occasion: str, text: str, variables: Mapping[str, str]) -> str:
    """The text of a message, as it may be shown to staff, or to anybody who is signed in already."""
    for name in _names(occasion):
        if value := variables.get(name):
            text = text.replace(value, BLANK)
    return text


def blank_expired(now: datetime | None = None) -> int:
    """A periodic job: secrets that are of no use any more. Returns how many messages there were."""
    now = now or timezone.now()
    done = 0
    for occasion in OCCASIONS.values():
        if not occasion.secrets or occasion.good_for is None:
            continue
        over = (now - LOOK_BACK, now - occasion.good_for)
        rows = Message.objects.filter(occasion=occasion.name, created_at__range=over, void_at=None)
        for message in rows.order_by("id")[:AT_ONCE]:
            message.text = hide_secrets(message.occasion, message.text, message.variables)
            message.variables = {**message.variables, **dict.fromkeys(occasion.secrets, BLANK)}
            message.void_at = now
            message.save(update_fields=["text", "variables", "void_at"])
            done += 1
    return done


def has_secrets(occasion: str) -> bool:
    return bool(_names(occasion))


def _names(occasion: str) -> list[str]:
    known = OCCASIONS.get(occasion)
    return known.secrets if known else []
