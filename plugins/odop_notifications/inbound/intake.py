"""Announcing what a report says, once, without Aadhaar numbers.

Receipts are handled one at a time per message, replies one at a time per sender, who cannot be read from the row.
People send Aadhaar numbers to anybody who asks for a document: none of them reaches the inbox (statutory.md C9).
"""

from __future__ import annotations

import re
from dataclasses import asdict, replace
from typing import Any, TypeVar

from odop_core.india import aadhaar
from odop_core.queue import inbox
from odop_notifications.events import InboundReceived, ReceiptReceived
from odop_notifications.gateways.message import Inbound, Receipt

Report = TypeVar("Report", Receipt, Inbound)


def accept_report(report: Receipt | Inbound) -> bool:
    """Returns False for what was told before."""
    event: ReceiptReceived | InboundReceived
    if isinstance(report, Receipt):
        event, name = ReceiptReceived(receipt=_without_aadhaar(report)), report.status.value
    else:
        event, name = InboundReceived(inbound=_without_aadhaar(report)), report.channel
    key = f"{event.kind.rpartition('.')[2]}:{report.key}"[:255]
    return inbox.announce(event, key=key, name=name, occurred_at=report.at)


def accept_unreadable_report(name: str, text: str, reason: str, *, key: str) -> bool:
    """Keep what nobody can make sense of, for a person to look at. Returns False for what was told before."""
    return inbox.announce_unreadable(InboundReceived, name, text, reason, key=key)


def _without_aadhaar(report: Report) -> Report:
    """Whose message it is, and which, stays: a phone number with 91 has twelve digits, too."""
    said = asdict(report)
    own = _digits(report.address) if isinstance(report, Inbound) else ""
    return replace(report, **{name: _redacted(said[name], own) for name in ("text", "raw", "detail") if name in said})


def _redacted(value: Any, own: str) -> Any:
    if isinstance(value, dict):
        return {_redacted(name, own): _redacted(each, own) for name, each in value.items()}
    if isinstance(value, list):
        return [_redacted(each, own) for each in value]
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return value
    text = str(value)
    if (own and _digits(text) == own) or not aadhaar.contains_aadhaar(text):
        return value
    return aadhaar.redact_aadhaar(text)


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)
