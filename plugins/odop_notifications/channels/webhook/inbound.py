"""Replies of a supplier's own system, at `webhook/<supplier>`, signed with the endpoint's secret."""

from __future__ import annotations

from odop_core.security import signatures
from odop_notifications.channels.port import NothingHere
from odop_notifications.gateways import signed_reports
from odop_notifications.gateways.http_report import Report, UnreadableReport
from odop_notifications.gateways.message import Inbound, Receipt
from odop_notifications.settings import NotificationSettings
from odop_notifications.suppliers import endpoints


def verify_report(report: Report, _settings: NotificationSettings) -> None:
    """Raises BadSignature and NothingHere. An endpoint that is off may still be heard."""
    endpoint = endpoints.find_endpoint(report.path)
    if endpoint is None:
        raise NothingHere
    signatures.verify_signature(endpoints.signing_secrets(endpoint), report.headers, report.body)


def read_report(report: Report, _settings: NotificationSettings) -> list[Receipt | Inbound]:
    """Raises UnreadableReport. Whoever holds the secret speaks for the endpoint's supplier, and for nobody else."""
    reports = signed_reports.read_signed_report("webhook", report, speaker=f"{endpoints.PREFIX}{int(report.path)}")
    if any(isinstance(one, Receipt) for one in reports):
        raise UnreadableReport("type: an endpoint takes a message by answering 2xx; it sends replies only.")
    return reports
