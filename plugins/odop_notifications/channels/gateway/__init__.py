"""The gateway channel: one signed HTTP POST per message, to whatever carries it on as SMS.

The body is `{"id", "to", "name", "language", "occasion", "order", "text"}`; the signature is that of Standard Webhooks,
whose `webhook-id` is the message's key. The gateway should take a key it has seen before without sending again.
"""

from __future__ import annotations

import json

from odop_core.retry import TemporaryFailure
from odop_core.security import http, signatures
from odop_notifications.gateways.http_request import ACCOUNT_REFUSED, redact_reason
from odop_notifications.gateways.message import Accepted, OutgoingMessage
from odop_notifications.settings import NotificationSettings


def send_message(message: OutgoingMessage, settings: NotificationSettings) -> Accepted:
    """Raises PermanentFailure, InDoubt, and TemporaryFailure, also while the gateway is not set up yet."""
    if not (settings.gateway_url and settings.gateway_secret):
        raise TemporaryFailure(
            "No gateway is set up: fill in the gateway's address and secret in the plugin's settings, "
            "or set ODOP_GATEWAY_URL and ODOP_GATEWAY_SECRET."
        )
    body = json.dumps(
        {
            "id": message.key,
            "to": message.address,
            "name": message.recipient_name,
            "language": message.language,
            "occasion": message.occasion,
            "order": message.order_number,
            "text": message.text,
        },
        ensure_ascii=False,
    ).encode()
    headers = signatures.sign_headers(settings.gateway_secret, message.key, body)
    answered = http.send_request("POST", settings.gateway_url, body, {**headers, "content-type": "application/json"})
    if answered.is_success:
        return Accepted(gateway_id=message.key, detail={"status": answered.status, "body": answered.body})
    said = f"The gateway answered {answered.status}: {redact_reason(answered.body)}".removesuffix(": ")
    if answered.status in ACCOUNT_REFUSED:
        raise TemporaryFailure(f"{said}. Check the gateway's address and secret.", answered.retry_after)
    raise answered.failure(said)


def recognises_repeats(_settings: NotificationSettings) -> bool:
    """By `webhook-id`: docs/plugins/channels.md asks it of the gateway."""
    return True
