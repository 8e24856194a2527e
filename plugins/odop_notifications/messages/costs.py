"""The cost of a message, before it is sent.

Free text inside WhatsApp's 24 hours (a service message) was free until 2026-10-01, and since then costs what a template
does: a dated rule says so. That the first thousand of a month are free is not counted, as that is not certain.
"""

from __future__ import annotations

from datetime import date
from decimal import ROUND_CEILING, Decimal

from odop_core.india.rules import NoRule, find_rule
from odop_notifications.settings import NotificationSettings, per_channel

SERVICE_RATE = "messages.whatsapp.service_rate_paise"


def cost_paise(
    channel: str, parts: int, settings: NotificationSettings, *, on: date | None = None, has_template: bool = True
) -> int | None:
    """Whole paise, rounded up, by the merchant's price list; None where it names no price.

    Without a template of WhatsApp's it is a service message: by the rule of the Indian day `on`, free or at the
    merchant's price, or at the rate of the rule where they name none.
    """
    price = per_channel.read_prices(settings.prices).get(channel)
    exact = None if price is None else price.paise * (parts if price.per_part else 1)
    if channel == "whatsapp" and not has_template and on is not None:
        rate = _service_rate(on)
        exact = rate if exact is None or not rate else exact
    return None if exact is None else int(exact.to_integral_value(ROUND_CEILING))


def _service_rate(on: date) -> Decimal | None:
    try:
        return Decimal(str(find_rule(SERVICE_RATE, on).value))
    except NoRule:
        return None
