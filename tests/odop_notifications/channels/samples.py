"""Messages and settings for the tests of channels."""

from __future__ import annotations

from typing import Any

from odop_core.plugin.configuration import parse_settings
from odop_notifications.gateways.http_report import Report
from odop_notifications.gateways.message import OutgoingMessage, TemplateInfo
from odop_notifications.settings import NotificationSettings

PHONE = "+919876543210"
HINDI = "नमस्ते शबाना जी, 2 नग कुर्ता बिका है (आदेश 7)।"
TEMPLATE = TemplateInfo(
    category="service",
    entity_id="1101234567890123456",
    header="ODOPUP",
    dlt_template_id="1107160000000012345",
    variables={"name": "शबाना", "quantity": "2"},
)


def settings(**values: Any) -> NotificationSettings:
    return parse_settings(NotificationSettings, values)


def message(**values: Any) -> OutgoingMessage:
    usual: dict[str, Any] = {
        "key": "message:bought:sale-7",
        "channel": "sms",
        "address": PHONE,
        "recipient_name": "शबाना",
        "language": "hi",
        "occasion": "bought",
        "text": HINDI,
        "order_number": "7",
        "template": TEMPLATE,
    }
    return OutgoingMessage(**{**usual, **values})


def read(incoming: Any, report: Report, configured: NotificationSettings) -> list[Any]:
    """What a channel's `inbound` hears; whether receipts or replies is for the test to know."""
    return list(incoming.read_report(report, configured))


def report(path: str = "", body: bytes = b"", method: str = "POST", query: Any = None, **headers: Any) -> Report:
    """Header names with underscores: `content_type="application/json"`."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Report(method, path, query or {}, named, body)
