"""Reports of a telephony: how a call ended at `voice/receipt`, which key was pressed at `voice/key`.

During a call it asks at `voice/say` what to say, and gets the text or the address of the recording.
"""

from __future__ import annotations

from collections.abc import Sequence

from odop_notifications.channels import http_gateway
from odop_notifications.channels.port import NothingHere
from odop_notifications.channels.voice import is_recording, spoken_text
from odop_notifications.gateways.http_report import Report, Unreadable, UnreadableReport, text_at
from odop_notifications.gateways.message import Inbound, Receipt, storable_id
from odop_notifications.models import Message
from odop_notifications.settings import NotificationSettings

RECEIPT, KEY, SAY = "receipt", "key", "say"


def verify_report(report: Report, settings: NotificationSettings) -> None:
    """Raises BadSignature; TemporaryFailure while no telephony is chosen."""
    http_gateway.chosen_gateway("voice", settings).verification.check(settings.voice_webhook_secret, report)


def read_report(report: Report, settings: NotificationSettings) -> Sequence[Receipt | Inbound | Unreadable]:
    """Raises NothingHere and UnreadableReport."""
    gateway = http_gateway.chosen_gateway("voice", settings)
    if report.path == RECEIPT and gateway.receipt:
        return gateway.receipt.read("voice", report)
    if report.path == KEY and gateway.inbound:
        return gateway.inbound.read("voice", report)
    raise NothingHere


def find_spoken_text(report: Report, settings: NotificationSettings) -> str:
    """What to say in this call, or the address of what to play. Raises NothingHere for a call that is none of ours."""
    gateway = http_gateway.chosen_gateway("voice", settings)
    if gateway.inbound is None:
        raise NothingHere
    try:
        asked = next(entry for entry in report.entries() if isinstance(entry, dict))
    except UnreadableReport as error:
        raise NothingHere from error
    ours, theirs = (
        storable_id(text_at(asked, path)) for path in (gateway.inbound.in_reply_to or "id", gateway.inbound.id)
    )
    calls = Message.objects.filter(channel="voice").select_related("template")
    message = (ours and calls.filter(key=ours).first()) or (theirs and calls.filter(gateway_id=theirs).first())
    if not message:
        raise NothingHere
    prompt = message.template.voice_prompt if message.template else ""
    return prompt if is_recording(prompt) else spoken_text(message.text, prompt)
