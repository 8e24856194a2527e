"""The WhatsApp channel: the Cloud API of Meta. Template messages with quick replies, and free text in a conversation.

Free text may be sent only within 24 hours of the person's last message to us (`window.py`); outside them it takes a
template approved by Meta. The webhook of the app must be pointed at `whatsapp/` of the plugin's public address.

Source: Meta, "WhatsApp Business Platform": "Error codes" (updated 2026-05-15), "messages webhook reference" (updated
2026-06-17), "Status messages webhook reference" (updated 2026-05-21), read 2026-11-23. Not tried with an account.
"""

from __future__ import annotations

import json
from typing import Any

from odop_core.retry import TemporaryFailure
from odop_core.security import http
from odop_notifications.channels.whatsapp import errors, window
from odop_notifications.gateways.http_request import read_json, value_at
from odop_notifications.gateways.message import Accepted, OutgoingMessage, RefusedHere
from odop_notifications.settings import NotificationSettings

NEEDED = ("whatsapp_phone_number_id", "whatsapp_token")
# Meta's limit of what a template's button hands back, and of what we may have repeated in reports.
LONGEST_PAYLOAD, LONGEST_OPAQUE = 128, 512


def send_message(message: OutgoingMessage, settings: NotificationSettings) -> Accepted:
    """Raises TemporaryFailure, also while the account is not set up or blocked, and PermanentFailure."""
    if missing := [name for name in NEEDED if not getattr(settings, name)]:
        titles = ", ".join(repr(type(settings).model_fields[name].title) for name in missing)
        raise TemporaryFailure(f"WhatsApp is not set up: fill in {titles} in the plugin's settings.")
    url = f"{settings.whatsapp_base_url.rstrip('/')}/{settings.whatsapp_api_version}"
    headers = {"authorization": f"Bearer {settings.whatsapp_token}", "content-type": "application/json"}
    body = json.dumps(_content(message), ensure_ascii=False).encode()
    answered = http.send_request("POST", f"{url}/{settings.whatsapp_phone_number_id}/messages", body, headers)
    content = read_json(answered.body)
    gateway_id = value_at(content, "messages.0.id")
    if answered.is_success and isinstance(gateway_id, str):
        return Accepted(gateway_id, {"status": answered.status})
    raise errors.read_failure(answered, content)


def recognises_repeats(_settings: NotificationSettings) -> bool:
    """Meta hands our key back in its reports, and does not look at it."""
    return False


def _content(message: OutgoingMessage) -> dict[str, Any]:
    content: dict[str, Any] = {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": message.address.removeprefix("+"),
        "biz_opaque_callback_data": message.key[:LONGEST_OPAQUE],
    }
    if message.template and message.template.whatsapp_name:
        return content | {"type": "template", "template": _template(message)}
    if not window.is_window_open(message.address):
        raise RefusedHere(
            f"Nobody wrote to us from this number within 24 hours, so WhatsApp takes a template only: enter the name "
            f"under which Meta approved the template of {message.occasion!r} in {message.language!r}."
        )
    return content | {"type": "text", "text": {"body": message.text, "preview_url": False}}


def _template(message: OutgoingMessage) -> dict[str, Any]:
    assert message.template
    components: list[dict[str, Any]] = []
    if message.template.variables:
        # Meta refuses line breaks and long gaps in a value.
        texts = [{"type": "text", "text": " ".join(value.split())} for value in message.template.variables.values()]
        components.append({"type": "body", "parameters": texts})
    components += [
        {
            "type": "button", "sub_type": "quick_reply", "index": str(place),
            "parameters": [{"type": "payload", "payload": payload[:LONGEST_PAYLOAD]}],
        }
        for place, payload in enumerate(message.template.buttons)
    ]  # fmt: skip
    return {
        "name": message.template.whatsapp_name,
        "language": {"code": message.language, "policy": "deterministic"},
        "components": components,
    }
