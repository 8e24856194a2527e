"""Reports of an SMS gateway: receipts at `sms/receipt`, replies at `sms/reply`."""

from __future__ import annotations

from collections.abc import Sequence

from odop_notifications.channels import http_gateway
from odop_notifications.channels.port import NothingHere
from odop_notifications.gateways.http_report import Report, Unreadable
from odop_notifications.gateways.message import Inbound, Receipt
from odop_notifications.settings import NotificationSettings

RECEIPT, REPLY = "receipt", "reply"


def verify_report(report: Report, settings: NotificationSettings) -> None:
    """Raises BadSignature; TemporaryFailure while no gateway is chosen."""
    http_gateway.chosen_gateway("sms", settings).verification.check(settings.sms_webhook_secret, report)


def read_report(report: Report, settings: NotificationSettings) -> Sequence[Receipt | Inbound | Unreadable]:
    """Raises NothingHere and UnreadableReport."""
    gateway = http_gateway.chosen_gateway("sms", settings)
    if report.path == RECEIPT and gateway.receipt:
        return gateway.receipt.read("sms", report)
    if report.path == REPLY and gateway.inbound:
        return gateway.inbound.read("sms", report)
    raise NothingHere
