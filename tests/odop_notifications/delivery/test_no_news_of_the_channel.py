"""What fails before a gateway is asked says nothing of the gateway: neither for it nor against it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db.models.functions import Now

from odop_core.models import OutboxItem
from odop_core.queue import worker
from odop_notifications.messages import Recipient, write_message
from odop_notifications.models import ChannelState, Message, Template
from odop_notifications.settings import PLUGIN_ID
from tests.factories import make_due, switch
from tests.gateway import SECRET, Gateway, answer

pytestmark = pytest.mark.django_db
FACTS = {"quantity": 1, "product": "kurta", "order": "7"}


@pytest.fixture
def touchy(gateway: Gateway) -> Gateway:
    """Two failures in a row stop a channel for a minute."""
    base = gateway.url.removesuffix("/messages")
    switch(
        PLUGIN_ID, gateway_url=gateway.url, gateway_secret=SECRET, circuit_failures=2, circuit_pause_seconds=60,
        rates="", hours="", whatsapp_base_url=base, whatsapp_phone_number_id="10", whatsapp_token="token",
    )  # fmt: skip
    return gateway


def tell(key: str, channel: str = "gateway") -> Message:
    return write_message("bought", Recipient("Shabana", "+919800000001", "en"), FACTS, key=key, channel=channel)


def stopped(channel: str) -> None:
    """It rested, and one message may try."""
    ChannelState.objects.create(
        channel=channel, failures_in_a_row=2, openings=1, open_until=Now() - timedelta(seconds=1), last_failure="503"
    )


def is_stopped(channel: str) -> bool:
    return ChannelState.objects.filter(channel=channel).exclude(open_until=None).exists()


def test_messages_that_cannot_be_put_together_stop_no_channel(touchy: Gateway) -> None:
    # given
    for number in range(4):
        tell(f"torn-{number}")
    Message.objects.update(variables={})

    # when
    worker.run_due()
    tell("whole")
    worker.run_due()

    # then
    assert touchy.ids == ["whole"]
    assert not is_stopped("gateway")
    assert "cannot be put together" in OutboxItem.objects.get(key="torn-0").last_error


def test_message_refused_here_does_not_start_a_stopped_channel(touchy: Gateway) -> None:
    # given: nobody wrote to us over WhatsApp, so that without a template nothing may be sent
    stopped("whatsapp")
    tell("w-1", "whatsapp")
    Template.objects.update(whatsapp_name="")

    # when
    worker.run_due()

    # then
    assert touchy.posts == []
    assert Message.objects.get().state == "failed"
    assert is_stopped("whatsapp")


def test_next_message_makes_the_trial_that_one_refused_here_did_not(touchy: Gateway) -> None:
    # given
    stopped("gateway")
    tell("torn")
    Message.objects.update(variables={})
    tell("whole")

    # when
    for _turn in range(2):
        worker.run_due()

    # then
    assert touchy.ids == ["whole"]
    assert not is_stopped("gateway")


def test_trial_is_not_used_up_by_an_empty_bucket(touchy: Gateway) -> None:
    # given
    switch(PLUGIN_ID, gateway_url=touchy.url, gateway_secret=SECRET, rates="gateway 1/hour", hours="")
    touchy.answers += [answer(200)]
    stopped("gateway")
    ChannelState.objects.update(tokens=0, filled_at=Now())
    tell("m-1")

    # when
    worker.run_due()
    ChannelState.objects.update(tokens=1)
    make_due(OutboxItem)
    worker.run_due()

    # then
    assert touchy.ids == ["m-1"]
