"""Delivery reports (receipts) of messages that a gateway accepted.

A receipt names the message by the gateway's id, and by our own key if the gateway returns that; then it is found even
if our own record of sending was lost.

Receipts arrive twice, in any order, and sometimes before our own record that the message was sent. The most advanced
state counts: ACCEPTED, then FAILED, then DELIVERED, then READ. So the order does not matter: a phone that received it
has it, whatever an earlier or later failure says. A status word that we do not know is kept with the message and
counted, for staff to see; it settles nothing, not even that the message was taken.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from odop_core.database.locks import lock_subject
from odop_core.queue import outbox
from odop_notifications.gateways.http_request import redact_reason
from odop_notifications.gateways.message import Receipt, ReceiptStatus
from odop_notifications.messages.undelivered import announce_undelivered
from odop_notifications.models import DeliveryReceipt, Message, MessageState
from odop_notifications.suppliers import user_ids

_RANK = {
    ReceiptStatus.OTHER: 0, ReceiptStatus.ACCEPTED: 1, ReceiptStatus.FAILED: 2, ReceiptStatus.DELIVERED: 3,
    ReceiptStatus.READ: 4,
}  # fmt: skip
_STATE = {
    ReceiptStatus.ACCEPTED: MessageState.SENT,
    ReceiptStatus.FAILED: MessageState.FAILED,
    ReceiptStatus.DELIVERED: MessageState.DELIVERED,
    ReceiptStatus.READ: MessageState.READ,
}


@transaction.atomic
def record_receipt(receipt: Receipt) -> bool:
    """Keep a receipt and let its message agree with it. Returns False for a repeat, which changes nothing.

    A receipt for a message we do not know is kept as well: it may be that our own note of sending is still to come.
    """
    if receipt.message_key:
        outbox.lock_item(receipt.message_key)
    lock_receipts(receipt.channel, receipt.gateway_id)
    _row, created = DeliveryReceipt.objects.get_or_create(
        key=receipt.key,
        defaults={
            "channel": receipt.channel,
            "gateway_id": receipt.gateway_id,
            "status": receipt.status,
            "word": receipt.word,
            "at": receipt.at,
            "detail": receipt.detail,
        },
    )
    if created and receipt.gateway_id and receipt.status != ReceiptStatus.OTHER:
        _note_sent(receipt)
        for message in Message.objects.filter(channel=receipt.channel, gateway_id=receipt.gateway_id):
            apply_receipts(message)
            user_ids.remember_user(receipt.user_id, message.address, receipt.at or timezone.now())
    return created


def _note_sent(receipt: Receipt) -> None:
    """By what the gateway says: for a message of which we have no note that it was sent (yet)."""
    unnoted = Message.objects.filter(key=receipt.message_key, channel=receipt.channel, gateway_id="")
    sent_at = min(receipt.at or timezone.now(), timezone.now())
    if receipt.message_key and unnoted.update(
        gateway_id=receipt.gateway_id, state=MessageState.SENT, failure="", sent_at=sent_at
    ):
        outbox.mark_delivered(receipt.message_key)


def lock_receipts(channel: str, gateway_id: str) -> None:
    """Until our transaction ends, nobody else records receipts of this message, or that it was sent."""
    lock_subject("receipt", f"{channel}:{gateway_id}")


def has_receipts(channel: str, gateway_id: str) -> bool:
    return _known_receipts(channel, gateway_id).exists()


def _known_receipts(channel: str, gateway_id: str) -> QuerySet[DeliveryReceipt]:
    """Those that tell of a fate."""
    rows = DeliveryReceipt.objects.filter(channel=channel, gateway_id=gateway_id)
    return rows.exclude(status=ReceiptStatus.OTHER)


def apply_receipts(message: Message) -> None:
    """Make a sent message agree with all its receipts. To be done while its receipts are locked."""
    rows = list(_known_receipts(message.channel, message.gateway_id).order_by("id"))
    if not rows:
        return
    reached = furthest_status(ReceiptStatus(row.status) for row in rows)
    message.state = _STATE[reached]
    message.failure = _reason(rows) if reached == ReceiptStatus.FAILED else ""
    message.read_at = _first(rows, ReceiptStatus.READ)
    message.delivered_at = _first(rows, ReceiptStatus.DELIVERED) or message.read_at
    message.save(update_fields=["state", "failure", "read_at", "delivered_at"])
    if reached == ReceiptStatus.FAILED:
        announce_undelivered(message)


def _reason(rows: list[DeliveryReceipt]) -> str:
    """Without what may be somebody's number: a message's `failure` is not encrypted, as a receipt's detail is."""
    return redact_reason(next(row.detail for row in rows if row.status == ReceiptStatus.FAILED))


def furthest_status(statuses: Iterable[ReceiptStatus]) -> ReceiptStatus:
    """Whatever the order in which they are told."""
    return max(statuses, key=_RANK.__getitem__)


def _first(rows: list[DeliveryReceipt], status: ReceiptStatus) -> datetime | None:
    """When it first came so far; a gateway's clock may be ahead of ours, so never later than now."""
    moments = [row.at or row.received_at for row in rows if row.status == status]
    return min([*moments, timezone.now()]) if moments else None
