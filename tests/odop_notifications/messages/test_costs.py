"""What a message will cost: the merchant's prices, and what free text costs at WhatsApp."""

from __future__ import annotations

from datetime import date

import pytest

from odop_core.india.rules import load_seed
from odop_notifications.messages.costs import cost_paise
from tests.odop_notifications.channels.samples import settings

pytestmark = pytest.mark.django_db
BEFORE, SINCE = date(2026, 9, 30), date(2026, 10, 1)


@pytest.fixture(autouse=True)
def rules() -> None:
    load_seed()


@pytest.mark.parametrize(
    ("prices", "on", "has_template", "cost"),
    [
        ("whatsapp 15/message", BEFORE, False, 0), ("whatsapp 15/message", SINCE, False, 15), ("", BEFORE, False, 0),
        ("", SINCE, False, 14), ("whatsapp 15/message", BEFORE, True, 15), ("whatsapp 15/message", SINCE, True, 15),
        ("", SINCE, True, None),
    ],
)  # fmt: skip
def test_free_text_at_whatsapp_costs_something_since_october_2026(
    prices: str, on: date, has_template: bool, cost: int | None
) -> None:
    """Announced by Meta on 2026-07-01; the rate is that of the market's utility templates."""
    assert cost_paise("whatsapp", 1, settings(prices=prices), on=on, has_template=has_template) == cost


def test_other_channels_cost_what_the_merchant_says() -> None:
    assert cost_paise("sms", 3, settings(prices="sms 25.5/part"), on=SINCE, has_template=False) == 77
