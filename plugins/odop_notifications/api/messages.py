"""Messages to suppliers, with their attempts and delivery reports, as plain data."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from odop_consignment.api.suppliers import find_suppliers
from odop_core.database.filters import Choice, Moments, RowID, StoreID, String
from odop_core.database.lists import RowList
from odop_core.database.text_search import Search
from odop_notifications.escalation import links
from odop_notifications.messages import resend, secrecy
from odop_notifications.messages.resend import CannotResend, UnknownMessage
from odop_notifications.models import AttemptOutcome, DeliveryReceipt, Message, MessageAttempt, MessageState

__all__ = [
    "MESSAGES",
    "AttemptInfo",
    "AttemptOutcome",
    "CannotResend",
    "MessageInfo",
    "MessageState",
    "ReceiptInfo",
    "UnknownMessage",
    "attempts_of_messages",
    "find_message",
    "messages_of_order",
    "messages_of_sales",
    "receipts_of_messages",
    "resend_message",
]  # fmt: skip


@dataclass(frozen=True)
class MessageInfo:
    """A message to a supplier. `recipient_name`, `text` and `address` are personal data: staff only, address masked.
    Whoever reads the `text` here cannot answer by the link in it.

    `cost_paise` is None where no price is known. `failure` says why it failed, was refused or is held up.
    """

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
    key: str = ""
    supplier_id: int | None = None
    subject: str = ""
    address: str = ""
    category: str = ""
    encoding: str = ""
    parts: int = 1
    cost_paise: int | None = None
    not_before: datetime | None = None
    delivered_at: datetime | None = None
    read_at: datetime | None = None


@dataclass(frozen=True)
class AttemptInfo:
    """One time a message was carried to its channel. `detail` may repeat a phone number: staff only."""

    channel: str
    at: datetime
    outcome: str
    detail: str


@dataclass(frozen=True)
class ReceiptInfo:
    """`word` is the gateway's own where `status` is "other", else ""."""

    status: str
    at: datetime | None
    received_at: datetime
    detail: str
    word: str = ""


def messages_of_sales(sale_ids: Iterable[int], using: str = "default") -> dict[int, list[MessageInfo]]:
    """All messages by sale, oldest first."""
    found: dict[int, list[MessageInfo]] = defaultdict(list)
    for row in Message.objects.using(using).filter(sale_id__in=list(sale_ids)).order_by("id"):
        found[row.sale_id].append(_message(row))
    return found


def messages_of_order(order_id: str, using: str = "default") -> list[MessageInfo]:
    """All messages about an order, oldest first."""
    return [_message(row) for row in Message.objects.using(using).filter(order_id=order_id).order_by("id")]


def find_message(message_id: int, using: str = "default") -> MessageInfo | None:
    row = Message.objects.using(using).filter(pk=message_id).first()
    return _message(row) if row else None


def attempts_of_messages(ids: Iterable[int], using: str = "default") -> dict[int, list[AttemptInfo]]:
    """By message, oldest first."""
    found: dict[int, list[AttemptInfo]] = defaultdict(list)
    for row in MessageAttempt.objects.using(using).filter(message_id__in=list(ids)).order_by("id"):
        found[row.message_id].append(AttemptInfo(row.channel, row.at, row.outcome, row.detail))
    return found


def receipts_of_messages(ids: Iterable[int], using: str = "default") -> dict[int, list[ReceiptInfo]]:
    """By message, in the order in which they came."""
    sent = Message.objects.using(using).filter(pk__in=list(ids)).exclude(gateway_id="")
    by_gateway = {(row.channel, row.gateway_id): row.pk for row in sent.only("channel", "gateway_id")}
    rows = DeliveryReceipt.objects.using(using).filter(
        channel__in={channel for channel, _id in by_gateway},
        gateway_id__in=[gateway_id for _channel, gateway_id in by_gateway],
    )
    found: dict[int, list[ReceiptInfo]] = defaultdict(list)
    for row in rows.order_by("id"):
        message = by_gateway.get((row.channel, row.gateway_id))
        if message is not None:
            found[message].append(ReceiptInfo(row.status, row.at, row.received_at, row.detail, row.word))
    return found


def resend_message(message_id: int) -> MessageInfo:
    """Another chance for one that failed or was refused. Raises UnknownMessage, CannotResend."""
    return _message(resend.resend_message(message_id))


def _message(row: Message) -> MessageInfo:
    return MessageInfo(
        row.pk, row.sale_id, row.order_id, row.occasion, row.recipient_name, row.language,
        links.without_codes(secrecy.hide_secrets(row.occasion, row.text, row.variables)), row.state,
        row.channel, row.failure, row.created_at, row.sent_at, row.key, row.supplier_id, row.subject, row.address,
        row.category, row.encoding, row.parts, row.cost_paise, row.not_before, row.delivered_at, row.read_at,
    )  # fmt: skip


MESSAGES = RowList(
    Message,
    rows=lambda using: Message.objects.using(using).all(),
    show=lambda rows, _using: [_message(row) for row in rows],
    filters={
        "status": Choice("state", "How far they have come.", states=MessageState),
        "supplier_id": RowID("supplier_id", "Whom they are for.", of="Supplier"),
        "order_id": StoreID("order_id", "The order in the store."),
        "sale_id": RowID("sale_id", "The sale.", of="ConsignmentSale"),
        "occasion": String("occasion", "What they are about."),
        "transport": String("channel", "How they are sent."),
        "created_at": Moments("created_at", "When the message was written."),
    },
    search=Search(
        "Words of the order's number or the supplier's names or reference.",
        columns=("order_number",),
        others={"supplier_id": find_suppliers},
    ),
)
