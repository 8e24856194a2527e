"""What other parts of the suite may ask of notifications. Everything here is plain data, never a model."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from odop_notifications.models import Message, MessageState

__all__ = ["MessageInfo", "MessageState", "messages_of_order", "messages_of_sales"]


@dataclass(frozen=True)
class MessageInfo:
    """A message to a maker. `recipient_name` and `text` are personal data: staff only."""

    id: int
    sale_id: int | None
    order_id: str
    occasion: str
    recipient_name: str
    language: str
    text: str
    state: str
    channel: str
    failure: str
    created_at: datetime
    sent_at: datetime | None


def messages_of_sales(sale_ids: Iterable[int], using: str = "default") -> dict[int, list[MessageInfo]]:
    """All messages by sale, oldest first."""
    found: dict[int, list[MessageInfo]] = defaultdict(list)
    for row in Message.objects.using(using).filter(sale_id__in=list(sale_ids)).order_by("id"):
        found[row.sale_id].append(_message(row))
    return found


def messages_of_order(order_id: str, using: str = "default") -> list[MessageInfo]:
    """All messages about an order, oldest first."""
    return [_message(row) for row in Message.objects.using(using).filter(order_id=order_id).order_by("id")]


def _message(row: Message) -> MessageInfo:
    return MessageInfo(
        row.pk, row.sale_id, row.order_id, row.occasion, row.recipient_name, row.language, row.text, row.state,
        row.channel, row.failure, row.created_at, row.sent_at,
    )  # fmt: skip
