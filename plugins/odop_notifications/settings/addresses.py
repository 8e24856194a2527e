"""Public addresses of this plugin: for reports of gateways, and for one-tap links."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from odop_core.web import addresses
from odop_notifications.settings import NotificationSettings


def public_address(settings: NotificationSettings, path: str, query: Mapping[str, str] | None = None) -> str:
    """The public address of one of our pages or endpoints; "" while nobody has said where we are."""
    base = settings.public_url or addresses.below_saleor(settings.plugin_id)
    asked = f"?{urlencode(query)}" if query else ""
    return f"{base.rstrip('/')}/{path}{asked}" if base else ""
