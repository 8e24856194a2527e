"""Reports of WhatsApp: delivery reports, and what people write or press. Signed with the app's secret.

Who adopts a username may write without a telephone number: then they are known by a business-scoped user id
(`from_user_id`) alone. Only what somebody wrote or pressed is an answer. What stands below a picture, an edit, a
reaction or WhatsApp's own notice that a number changed is handed to a person, with its words.

Source: Meta, "Business-scoped user IDs" (updated 2026-11-05), "System messages webhook reference" (2026-08-11), "Edit"
(2026-07-20) and "Revoke messages webhook reference" (2026-05-21). Not tried with an account.
"""

from __future__ import annotations

import hmac
import re
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
# Where the words of a message are, by its type: the first that is there. Other types say nothing we can read.
WORDS = {
    "text": ["text.body"],
    "button": ["button.payload", "button.text"],
    "interactive": [
        "interactive.button_reply.id", "interactive.list_reply.id", "interactive.button_reply.title",
        "interactive.list_reply.title", "interactive.nfm_reply.body",
    ],
    "image": ["image.caption"],
    "video": ["video.caption"],
    "document": ["document.caption", "document.filename"],
    "reaction": ["reaction.emoji"],
    "system": ["system.body"],
    "order": ["order.text"],
    "location": ["location.name", "location.address"],
    "unsupported": ["errors.0.title"],
}  # fmt: skip
# What a button shows, for a person to read where what it stands for is none of our payloads.
TITLES = ["button.text", "interactive.button_reply.title", "interactive.list_reply.title"]
PAYLOADS = {"ready", "later", "cannot", "call_me"}
# Where the message is named that these are about.
ABOUT = {"reaction": "reaction.message_id"}
# Why these are no answers, whatever words they have.
FOR_PERSON = {
    "image": "It came with a picture.", "video": "It came with a video.", "document": "It came with a document.",
    "audio": "It is a voice message.", "sticker": "It is a sticker.", "location": "It is a place.",
    "contacts": "It is somebody's contact.", "reaction": "It is a reaction to a message.",
    "edit": "An earlier message was changed to this.", "revoke": "An earlier message was taken back.",
    "order": "It is an order to us.", "unsupported": "WhatsApp does not hand on messages of this kind.",
    "system": "It is a notice of WhatsApp.",
}  # fmt: skip
FORWARDED = "It was forwarded: somebody else may have written it."
_NUMBER = re.compile(r"\d{6,15}")
# "IN." and up to 128 letters and digits; "IN.ENT." where several businesses share their ids.
_USER_ID = re.compile(r"[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}")


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


def _receipt(status: dict[str, Any]) -> Receipt:
    word, gateway_id = status.get("status"), status.get("id")
    if not (isinstance(gateway_id, str) and gateway_id and isinstance(word, str) and word.strip()):
        raise UnreadableReport("A status has no id or no word.")
    detail = errors.error_in_words(value_at(status, "errors.0.code"))
    at, ours = read_moment(str(status.get("timestamp", ""))), status.get("biz_opaque_callback_data")
    return make_receipt(
        "whatsapp", gateway_id, STATUSES.get(word.strip().lower()), at, detail, ours if isinstance(ours, str) else "",
        word=word, user_id=_user_id(status, "recipient_user_id"),
    )  # fmt: skip


def _inbound(message: dict[str, Any]) -> Inbound:
    kind, gateway_id = str(message.get("type")), message.get("id")
    user_id = _user_id(message, "from_user_id", "system.previous_user_id", "system.user_id")
    sender = _number(message.get("from")) or user_id
    if not (sender and isinstance(gateway_id, str) and gateway_id):
        raise UnreadableReport("A message has no sender or no id.")
    said = value_at(message, "edit.message") if kind == "edit" else message
    text = _words(said if isinstance(said, dict) else {})
    if kind == "system" and (number := _number(value_at(message, "system.wa_id"))):
        text = f"{text} {number}".strip()
    is_forwarded = any(value_at(message, f"context.{name}") for name in ("forwarded", "frequently_forwarded"))
    about = value_at(message, ABOUT.get(kind, "")) or value_at(message, "context.id")
    return make_inbound(
        "whatsapp", sender, text, gateway_id, at=read_moment(str(message.get("timestamp", ""))),
        in_reply_to=about if isinstance(about, str) else "", raw=message, user_id=user_id,
        for_person=FOR_PERSON.get(kind, FORWARDED if is_forwarded else ""),
    )  # fmt: skip


def _words(message: dict[str, Any]) -> str:
    """What it says; of a button what it stands for, if that is one of ours, else what it shows."""
    text = _first_text(message, WORDS.get(str(message.get("type")), []))
    is_ours = text.strip().lower() in PAYLOADS
    return text if is_ours else _first_text(message, TITLES) or text


def _first_text(message: dict[str, Any], paths: list[str]) -> str:
    found = (value_at(message, path) for path in paths)
    return next((text for text in found if isinstance(text, str) and text), "")


def _number(written: Any) -> str:
    """WhatsApp writes every number with its country's code and without +; "" for what is none."""
    digits = written.removeprefix("+") if isinstance(written, str) else ""
    return f"+{digits}" if _NUMBER.fullmatch(digits) else ""


def _user_id(told: dict[str, Any], *paths: str) -> str:
    found = (value_at(told, path) for path in (*paths, "from"))
    return next((one for one in found if isinstance(one, str) and _USER_ID.fullmatch(one)), "")
