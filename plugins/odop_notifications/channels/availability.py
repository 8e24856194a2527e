"""Which channels are set up to carry a message."""

from __future__ import annotations

from odop_notifications.channels import http_gateway
from odop_notifications.settings import NotificationSettings


def is_set_up(channel: str, settings: NotificationSettings) -> bool:
    """Whether a message would leave by this channel; what is not set up would keep it waiting for ever."""
    if channel == "whatsapp":
        return bool(settings.whatsapp_phone_number_id and settings.whatsapp_token)
    if channel == "sms":
        return http_gateway.is_gateway_chosen("sms", settings)
    if channel == "voice":
        return http_gateway.is_gateway_chosen("voice", settings)
    if channel == "gateway":
        return bool(settings.gateway_url and settings.gateway_secret)
    return True
