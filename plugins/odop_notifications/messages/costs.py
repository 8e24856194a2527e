"""The cost of a message, before it is sent."""

from __future__ import annotations

from decimal import ROUND_CEILING

from odop_notifications.settings import NotificationSettings, per_channel


def cost_paise(channel: str, parts: int, settings: NotificationSettings) -> int | None:
    """Whole paise, rounded up, by the merchant's price list; None where it names no price."""
    price = per_channel.read_prices(settings.prices).get(channel)
    if price is None:
        return None
    exact = price.paise * (parts if price.per_part else 1)
    return int(exact.to_integral_value(ROUND_CEILING))
