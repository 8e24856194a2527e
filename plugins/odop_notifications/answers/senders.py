"""Recognising who speaks to us: by their number, without keeping it readable, or as a supplier's own system."""

from __future__ import annotations

import re

from django.db.models import QuerySet

from odop_core import encryption
from odop_notifications.channels.webhook import endpoints
from odop_notifications.models import Chase


def digest(phone: str) -> str:
    """The same for every way of writing an Indian number; "" for what is no number."""
    digits = re.sub(r"\D", "", phone)
    return encryption.digest(f"phone:{digits[-10:]}") if len(digits) >= 10 else ""


def questions(channel: str, address: str) -> QuerySet[Chase]:
    """All that was ever asked of whoever speaks."""
    if (supplier_id := _endpoints_supplier(channel, address)) is not None:
        return Chase.objects.filter(supplier_id=supplier_id)
    mark = digest(address)
    return Chase.objects.filter(phone_digest=mark).exclude(phone_digest="") if mark else Chase.objects.none()


def supplier(channel: str, address: str) -> int | None:
    """Whose system it is, or whom we asked something at this number, however long ago; None if it may be several."""
    if (supplier_id := _endpoints_supplier(channel, address)) is not None:
        return supplier_id
    asked = questions(channel, address).order_by("supplier_id").values_list("supplier_id", flat=True)
    known = list(asked.distinct()[:2])
    return known[0] if len(known) == 1 else None


def _endpoints_supplier(channel: str, address: str) -> int | None:
    """Only the webhook channel has proven that a supplier's system speaks."""
    if channel != "webhook" or not address.startswith(endpoints.PREFIX):
        return None
    return int(address.removeprefix(endpoints.PREFIX))
