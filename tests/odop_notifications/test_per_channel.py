from __future__ import annotations

from datetime import time
from decimal import Decimal

import pytest

from odop_core.plugin_settings import BadPluginSettings, parse
from odop_notifications import per_channel
from odop_notifications.per_channel import Hours, Price, Rate
from odop_notifications.sending.costs import cost_paise
from odop_notifications.settings import NotificationSettings


def test_entries_are_read_per_channel() -> None:
    assert per_channel.rates("sms 10/second, voice 30/minute") == {"sms": Rate(10, 1), "voice": Rate(30, 60)}
    assert per_channel.prices("sms 25/part,whatsapp 13.57/message") == {
        "sms": Price(Decimal(25), per_part=True),
        "whatsapp": Price(Decimal("13.57"), per_part=False),
    }
    assert per_channel.hours("voice 09:00-20:00") == {"voice": Hours(time(9), time(20))}
    assert per_channel.rates(" ") == {}


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("rates", "sms fast"), ("rates", "sms 0/second"), ("rates", "sms 1/second, sms 2/second"),
        ("prices", "sms 25"), ("prices", "sms -1/part"),
        ("hours", "voice 20:00-09:00"), ("hours", "voice 25:00-26:00"), ("hours", "voice 9-20"),
    ],
)  # fmt: skip
def test_entry_that_makes_no_sense_is_refused_by_name(field: str, text: str) -> None:
    with pytest.raises(BadPluginSettings, match="is not understood"):
        parse(NotificationSettings, {field: text})


@pytest.mark.parametrize(
    ("channel", "parts", "cost"), [("sms", 3, 38), ("whatsapp", 3, 14), ("voice", 1, None), ("console", 1, None)]
)
def test_cost_is_rounded_up_to_the_paisa(channel: str, parts: int, cost: int | None) -> None:
    # given
    settings = parse(NotificationSettings, {"prices": "sms 12.5/part, whatsapp 13.57/message"})

    # then
    assert cost_paise(channel, parts, settings) == cost
