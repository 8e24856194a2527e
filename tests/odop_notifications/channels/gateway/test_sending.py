"""The signed gateway: what it is asked is tested with the channels' troubles; here, what its refusals mean."""

from __future__ import annotations

import pytest

from odop_core.models import OutboxItem
from odop_core.queue import worker
from odop_core.retry import TemporaryFailure
from odop_notifications.api import list_channel_health
from odop_notifications.channels import gateway as channel
from odop_notifications.messages import Recipient, write_message
from odop_notifications.models import Message
from odop_notifications.settings import PLUGIN_ID
from tests.factories import switch
from tests.gateway import SECRET, Gateway, answer
from tests.odop_notifications.channels.samples import message, settings

FACTS = {"quantity": 1, "product": "kurta", "order": "7"}


@pytest.mark.parametrize("status", [401, 402, 403])
def test_refused_account_says_what_to_check_and_heeds_the_pause(gateway: Gateway, status: int) -> None:
    # given
    gateway.answers.append(answer(status, b"unknown key", Retry_After="60"))

    # when
    with pytest.raises(TemporaryFailure, match=f"answered {status}: unknown key. Check the gateway's") as failure:
        channel.send_message(message(channel="gateway"), settings(gateway_url=gateway.url, gateway_secret=SECRET))

    # then
    assert failure.value.retry_after is not None
    assert failure.value.retry_after.total_seconds() == 60


@pytest.mark.django_db
def test_wrong_secret_gives_up_no_message_and_stops_the_channel(gateway: Gateway) -> None:
    # given
    switch(PLUGIN_ID, gateway_url=gateway.url, gateway_secret=SECRET, hours="", circuit_failures=3)
    gateway.answers += [answer(401)] * 5
    for number in range(5):
        write_message("bought", Recipient("Shabana", "+919800000001", "en"), FACTS, key=f"m-{number}")

    # when
    worker.run_due()

    # then
    health = next(one for one in list_channel_health() if one.channel == "gateway")
    assert health.is_resting
    assert set(Message.objects.values_list("state", flat=True)) == {"queued"}
    assert not OutboxItem.objects.filter(state="dead").exists()
