from __future__ import annotations

from datetime import timedelta

import pytest
from django.db.models import F
from django.db.models.functions import Now

from odop_core.models import OutboxItem
from odop_core.queue import work, worker
from odop_notifications.api import ChannelHealth, list_channel_health
from odop_notifications.delivery import circuit
from odop_notifications.messages import Recipient, write_message
from odop_notifications.models import ChannelState, Message, WebhookEndpoint
from odop_notifications.settings import PLUGIN_ID
from odop_notifications.suppliers import endpoints
from tests.factories import make_due, switch
from tests.gateway import SECRET, Gateway, answer

pytestmark = pytest.mark.django_db
FACTS = {"quantity": 1, "product": "kurta", "order": "7"}


@pytest.fixture
def touchy(gateway: Gateway) -> Gateway:
    """Three failures in a row stop the gateway's channel for a minute."""
    switch(
        PLUGIN_ID, gateway_url=gateway.url, gateway_secret=SECRET, circuit_failures=3, circuit_pause_seconds=60
    )  # fmt: skip
    return gateway


def tell(count: int, channel: str = "gateway") -> None:
    for number in range(count):
        write_message(
            "bought", Recipient("Shabana", "+919800000001", "en"), FACTS, key=f"{channel}-{number}", channel=channel
        )


def health(channel: str = "gateway") -> ChannelHealth:
    return next(one for one in list_channel_health() if one.channel == channel)


def let_it_rest() -> None:
    ChannelState.objects.update(open_until=Now() - timedelta(seconds=1))
    make_due(OutboxItem)


def test_a_channel_that_keeps_failing_is_left_alone(touchy: Gateway) -> None:
    # given
    touchy.answers += [answer(503)] * 10
    tell(10)

    # when
    worker.run_due()
    make_due(OutboxItem)
    worker.run_due()

    # then: what was not tried has no attempt to its account
    assert len(touchy.posts) == 3
    assert OutboxItem.objects.filter(attempts=0).count() == 7
    assert (health().is_resting, health().failures_in_a_row, health().waiting) == (True, 3, 10)
    assert "answered 503" in health().last_failure


def test_one_message_tries_whether_it_is_better(touchy: Gateway) -> None:
    # given
    touchy.answers += [answer(503)] * 4
    tell(10)
    worker.run_due()
    let_it_rest()

    # when
    worker.run_due()

    # then
    assert len(touchy.posts) == 4
    assert health().is_resting


def test_all_goes_on_once_one_gets_through(touchy: Gateway) -> None:
    # given
    touchy.answers += [answer(503)] * 3
    tell(10)
    worker.run_due()
    let_it_rest()

    # when
    worker.run_due()

    # then
    assert Message.objects.filter(state="sent").count() == 10
    assert (health().is_resting, health().failures_in_a_row) == (False, 0)


def test_each_rest_is_longer_than_the_one_before(touchy: Gateway) -> None:
    # given
    touchy.answers += [answer(503)] * 10
    tell(10)
    rests = []

    # when
    for _ in range(7):
        worker.run_due()
        state = ChannelState.objects.annotate(rest=F("open_until") - Now()).get(channel="gateway")
        rests.append(round(state.rest.total_seconds() / 60))
        let_it_rest()

    # then
    assert rests == [1, 2, 4, 8, 10, 10, 10]


def test_a_refused_message_says_nothing_against_the_channel(touchy: Gateway) -> None:
    # given
    touchy.answers += [answer(400)] * 5
    tell(5)

    # when
    worker.run_due()

    # then
    assert len(touchy.posts) == 5
    assert not health().is_resting


def test_other_channels_go_on(touchy: Gateway) -> None:
    # given
    touchy.answers += [answer(503)] * 5
    tell(5)
    tell(5, "console")

    # when
    worker.run_due()

    # then
    assert Message.objects.filter(channel="console", state="sent").count() == 5


def test_one_worker_at_a_time_tries(touchy: Gateway) -> None:
    # given
    ChannelState.objects.create(channel="gateway", failures_in_a_row=3, openings=1, open_until=Now())

    # then
    assert [circuit.take_room("gateway", 20) for _ in range(3)] == [1, 0, 0]


def test_a_trial_nobody_had_a_message_for_is_free_again(touchy: Gateway) -> None:
    # given
    ChannelState.objects.create(channel="gateway", failures_in_a_row=3, openings=1, open_until=Now())
    circuit.take_room("gateway", 20)

    # when
    circuit.cancel_trial("gateway")

    # then
    assert circuit.take_room("gateway", 20) == 1


def test_a_replay_does_not_mind_a_resting_channel(touchy: Gateway) -> None:
    # given
    touchy.answers.append(answer(400))
    tell(1)
    worker.run_due()
    ChannelState.objects.update_or_create(
        channel="gateway", defaults={"open_until": Now() + timedelta(hours=1), "failures_in_a_row": 3}
    )

    # when
    work.replay_dead(OutboxItem.objects.all())
    worker.run_due()

    # then
    assert Message.objects.get().state == "queued"


def test_an_endpoint_that_is_down_stops_no_other_endpoint(touchy: Gateway) -> None:
    # given
    down, up = endpoints.save_endpoint(3, touchy.url), endpoints.save_endpoint(4, f"{touchy.url}/up")
    touchy.answers += [answer(503)] * 5
    for number in range(5):
        write_message("bought", Recipient("Asha", address(down), "en"), FACTS, key=f"down-{number}", channel="webhook")
    worker.run_due()

    # when
    write_message("bought", Recipient("Bina", address(up), "en"), FACTS, key="up", channel="webhook")
    worker.run_due()

    # then
    assert Message.objects.get(key="up").state == "sent"
    assert not health("webhook").is_resting


def address(endpoint: WebhookEndpoint) -> str:
    return endpoints.endpoint_address(endpoint.supplier_id)
