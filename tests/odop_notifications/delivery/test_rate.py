from __future__ import annotations

from datetime import timedelta

import pytest
from django.db.models import F

from odop_core.models import OutboxItem
from odop_core.plugin.configuration import parse_settings
from odop_core.queue import worker
from odop_notifications.delivery import rate
from odop_notifications.messages import Recipient, write_message
from odop_notifications.models import ChannelState
from odop_notifications.settings import PLUGIN_ID, NotificationSettings
from tests.factories import switch
from tests.gateway import SECRET, Gateway

pytestmark = pytest.mark.django_db
FIVE = parse_settings(NotificationSettings, {"rates": "gateway 5/second, voice 6/minute"})


def pass_time(seconds: float) -> None:
    ChannelState.objects.update(filled_at=F("filled_at") - timedelta(seconds=seconds))


def test_no_more_than_a_seconds_worth_at_once() -> None:
    assert [rate.take_tokens("gateway", 3, FIVE) for _ in range(3)] == [3, 2, 0]


def test_tokens_come_back_at_the_channels_rate() -> None:
    # given
    rate.take_tokens("gateway", 20, FIVE)

    # when
    pass_time(0.4)

    # then
    assert rate.take_tokens("gateway", 20, FIVE) == 2


def test_an_idle_channel_saves_up_no_more_than_a_second() -> None:
    # given
    rate.take_tokens("gateway", 20, FIVE)

    # when
    pass_time(3600)

    # then
    assert rate.take_tokens("gateway", 20, FIVE) == 5


def test_slow_channels_take_one_at_a_time() -> None:
    # given
    taken = [rate.take_tokens("voice", 20, FIVE)]

    # when
    for _ in range(3):
        pass_time(5.1)
        taken.append(rate.take_tokens("voice", 20, FIVE))

    # then
    assert taken == [1, 0, 1, 0]


def test_what_was_not_needed_is_put_back() -> None:
    # given
    rate.take_tokens("gateway", 5, FIVE)

    # when
    rate.return_tokens("gateway", 4, FIVE)

    # then
    assert rate.take_tokens("gateway", 20, FIVE) == 4


def test_channels_without_a_limit_have_none() -> None:
    assert rate.take_tokens("sms", 20, FIVE) == 20


def test_messages_above_the_limit_wait_without_an_attempt(gateway: Gateway) -> None:
    # given
    switch(PLUGIN_ID, gateway_url=gateway.url, gateway_secret=SECRET, rates="gateway 5/hour")
    facts = {"quantity": 1, "product": "kurta", "order": "7"}
    for number in range(8):
        write_message("bought", Recipient("Shabana", "+919800000001", "en"), facts, key=f"m-{number}")

    # when
    worker.run_due()

    # then
    assert len(gateway.posts) == 1
    assert OutboxItem.objects.filter(state="waiting", attempts=0).count() == 7
