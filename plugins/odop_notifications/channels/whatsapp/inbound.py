"""Reports of WhatsApp: delivery reports, and what people write or press. Signed with the app's secret."""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from typing import Any

from odop_core.security.signatures import BadSignature
from odop_notifications.channels.port import NothingHere
from odop_notifications.channels.whatsapp import errors
from odop_notifications.gateways.http_report import (
    Report,
    Unreadable,
    UnreadableReport,
    Verification,
    make_inbound,
    make_receipt,
    read_each,
    read_moment,
)
from odop_notifications.gateways.http_request import value_at
from odop_notifications.gateways.message import Inbound, Receipt, ReceiptStatus
from odop_notifications.settings import NotificationSettings

SIGNATURE = Verification(kind="hmac", name="x-hub-signature-256", prefix="sha256=")
STATUSES = {
    "sent": ReceiptStatus.ACCEPTED,
    "delivered": ReceiptStatus.DELIVERED,
    "read": ReceiptStatus.READ,
    "played": ReceiptStatus.READ,
    "failed": ReceiptStatus.FAILED,
}
# Where the words of a message are, by its type. Other types (a voice note, a picture) say nothing we can read.
WORDS = {
    "text": ["text.body"],
    "button": ["button.payload", "button.text"],
    "interactive": ["interactive.button_reply.id", "interactive.list_reply.id"],
}


def answer_challenge(report: Report, settings: NotificationSettings) -> str:
    """What Meta wants to hear when the webhook is registered. Raises BadSignature for anybody else."""
    ours, theirs = settings.whatsapp_verify_token, report.query.get("hub.verify_token", "")
    is_theirs = bool(ours) and hmac.compare_digest(ours.encode(), theirs.encode())
    if not is_theirs or report.query.get("hub.mode") != "subscribe":
        raise BadSignature("bad-token", "This is not the verify token of the plugin's settings.")
    return report.query.get("hub.challenge", "")[:256]


def verify_report(report: Report, settings: NotificationSettings) -> None:
    """Raises BadSignature and NothingHere."""
    if report.path:
        raise NothingHere
    SIGNATURE.check(settings.whatsapp_app_secret, report)


def read_report(report: Report, settings: NotificationSettings) -> list[Receipt | Inbound | Unreadable]:
    """Raises UnreadableReport. What concerns another phone number of the same account is not for us."""
    content = report.entries()[0]
    if value_at(content, "object") != "whatsapp_business_account":
        raise UnreadableReport("It is not of a WhatsApp business account.")
    reports: list[Receipt | Inbound | Unreadable] = []
    for value in _values(content):
        if value_at(value, "metadata.phone_number_id") == settings.whatsapp_phone_number_id:
            reports += read_each(_rows(value, "statuses"), _receipt)
            reports += read_each(_rows(value, "messages"), _inbound)
    return reports


def _values(content: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for entry in _objects(content, "entry"):
        for change in _objects(entry, "changes"):
            if change.get("field") == "messages" and isinstance(change.get("value"), dict):
                yield change["value"]


def _objects(content: dict[str, Any], name: str) -> list[dict[str, Any]]:
    rows = _rows(content, name)
    if not all(isinstance(row, dict) for row in rows):
        raise UnreadableReport(f"{name!r} is not a list of objects.")
    return rows


def _rows(content: dict[str, Any], name: str) -> list[Any]:
    rows = content.get(name, [])
    if not isinstance(rows, list):
        raise UnreadableReport(f"{name!r} is not a list.")
    return rows


def _receipt(status: dict[str, Any]) -> Receipt | None:
    word, gateway_id = str(status.get("status")), status.get("id")
    if word not in STATUSES:
        return None
    if not (isinstance(gateway_id, str) and gateway_id):
        raise UnreadableReport("A status has no id.")
    detail = errors.error_in_words(value_at(status, "errors.0.code"))
    at, ours = read_moment(str(status.get("timestamp", ""))), status.get("biz_opaque_callback_data")
    return make_receipt("whatsapp", gateway_id, STATUSES[word], at, detail, ours if isinstance(ours, str) else "")


def _inbound(message: dict[str, Any]) -> Inbound:
    sender, gateway_id = message.get("from"), message.get("id")
    if not (isinstance(sender, str) and sender and isinstance(gateway_id, str) and gateway_id):
        raise UnreadableReport("A message has no sender or no id.")
    words = (value_at(message, path) for path in WORDS.get(str(message.get("type")), []))
    return make_inbound(
        "whatsapp", sender, next((text for text in words if isinstance(text, str) and text), ""), gateway_id,
        at=read_moment(str(message.get("timestamp", ""))), in_reply_to=str(value_at(message, "context.id") or ""),
        raw=message,
    )  # fmt: skip
