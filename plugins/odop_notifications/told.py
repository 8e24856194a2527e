"""What gateways and people told us, on its way through the inbox: once each, in the form handlers get it.

Receipts are told one at a time per message, answers one at a time per sender; who that is cannot be read from the row.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.conf import settings

from odop_core import inbox
from odop_notifications.channels.message import Inbound, Receipt, ReceiptStatus

RECEIPT = "notifications.receipt"
INBOUND = "notifications.inbound"


def accept(heard: Receipt | Inbound) -> bool:
    """Returns False for what was told before."""
    if isinstance(heard, Receipt):
        kind, subject, name = RECEIPT, f"{heard.channel}:{heard.gateway_id}"[:128], heard.status.value
    else:
        kind, subject, name = INBOUND, subject_of(heard.channel, heard.address), heard.channel
    payload = asdict(heard) | {"at": heard.at.isoformat() if heard.at else None}
    key = f"{kind.rpartition('.')[2]}:{heard.key}"[:255]
    return inbox.accept(kind, subject, payload, key=key, name=name, occurred_at=heard.at)


def receipt(event: inbox.Event) -> Receipt:
    """As it was told."""
    payload = event.payload
    return Receipt(**{**payload, "status": ReceiptStatus(payload["status"]), "at": _moment(payload)})


def inbound(event: inbox.Event) -> Inbound:
    """As it was told."""
    return Inbound(**{**event.payload, "at": _moment(event.payload)})


def subject_of(channel: str, address: str) -> str:
    """One person at one channel, without saying who."""
    digest = hmac.new(settings.SECRET_KEY.encode(), f"{channel}:{address}".encode(), hashlib.sha256).hexdigest()
    return f"{channel}:{digest[:40]}"


def _moment(payload: dict[str, Any]) -> datetime | None:
    return datetime.fromisoformat(payload["at"]) if payload["at"] else None
