from __future__ import annotations

from datetime import time
from decimal import Decimal
from typing import get_args

import pytest

from odop_core.plugin.configuration import BadPluginSettings, parse_settings
from odop_notifications.channels import CHANNELS
from odop_notifications.messages.costs import cost_paise
from odop_notifications.settings import NotificationSettings, per_channel
from odop_notifications.settings.per_channel import Hours, Price, Rate


def test_entries_are_read_per_channel() -> None:
    assert per_channel.read_rates("sms 10/second, voice 30/minute") == {"sms": Rate(10, 1), "voice": Rate(30, 60)}
    assert per_channel.read_prices("sms 25/part,whatsapp 13.57/message") == {
        "sms": Price(Decimal(25), per_part=True),
        "whatsapp": Price(Decimal("13.57"), per_part=False),
    }
    assert per_channel.read_hours("voice 09:00-20:00") == {"voice": Hours(time(9), time(20))}
    assert per_channel.read_rates(" ") == {}


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
        parse_settings(NotificationSettings, {field: text})


@pytest.mark.parametrize(
    ("field", "text"),
    [("rates", "SMS 1/second"), ("hours", "Voice 09:00-20:00"), ("prices", "WhatsApp 13.57/message")],
)
def test_channel_may_be_written_in_capitals(field: str, text: str) -> None:
    # given
    configured = getattr(parse_settings(NotificationSettings, {field: text}), field)

    # then
    assert getattr(per_channel, f"read_{field}")(configured).keys() == {text.partition(" ")[0].lower()}


@pytest.mark.parametrize(("field", "text"), [("rates", "fax 1/second"), ("hours", "sms: 09:00-20:00")])
def test_channel_that_does_not_exist_is_refused_by_name(field: str, text: str) -> None:
    with pytest.raises(BadPluginSettings, match=r"there is no channel '(fax|sms:)'; there are gateway, sms, "):
        parse_settings(NotificationSettings, {field: text})


def test_channels_of_the_settings_are_those_there_are() -> None:
    assert set(get_args(per_channel.ChannelName)) == set(CHANNELS)


def test_same_channel_in_small_letters_and_capitals_is_there_twice() -> None:
    with pytest.raises(BadPluginSettings, match="is not understood"):
        parse_settings(NotificationSettings, {"rates": "sms 1/second, SMS 2/second"})


@pytest.mark.parametrize(
    ("channel", "parts", "cost"), [("sms", 3, 38), ("whatsapp", 3, 14), ("voice", 1, None), ("console", 1, None)]
)
def test_cost_is_rounded_up_to_the_paisa(channel: str, parts: int, cost: int | None) -> None:
    # given
    settings = parse_settings(NotificationSettings, {"prices": "sms 12.5/part, whatsapp 13.57/message"})

    # then
    assert cost_paise(channel, parts, settings) == cost
