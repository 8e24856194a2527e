"""Reports of the signed gateway, at `gateway/`: receipts and replies, signed with the secret of our messages."""

from __future__ import annotations

from odop_core.security import signatures
from odop_notifications.channels.port import NothingHere
from odop_notifications.gateways import signed_reports
from odop_notifications.gateways.http_report import Report
from odop_notifications.gateways.message import Inbound, Receipt
from odop_notifications.settings import NotificationSettings


def verify_report(report: Report, settings: NotificationSettings) -> None:
    """Raises BadSignature and NothingHere."""
    if report.path:
        raise NothingHere
    signatures.verify_signature([settings.gateway_secret], report.headers, report.body)


def read_report(report: Report, _settings: NotificationSettings) -> list[Receipt | Inbound]:
    """Raises UnreadableReport."""
    return signed_reports.read_signed_report("gateway", report)
