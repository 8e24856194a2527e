"""Notices of sales while the gateway refuses, is away, falls silent or asks for a pause."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from devtools.machine.processes import free_port
from odop_core.models import OutboxItem, WorkState
from odop_core.queue import outbox, work, worker
from odop_logistics.models import Pickup
from odop_notifications.settings import PLUGIN_ID
from tests.factories import announce, cancelled, line, make_due, offer, order, switch
from tests.fake_store import FakeStore
from tests.gateway import SECRET, Gateway, answer, hang_up
from tests.odop_notifications.notices.sales import happen, messages, said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("store")]


def test_refused_message_has_failed_visibly(reached: Gateway) -> None:
    # given
    offer()
    reached.answers.append(answer(400, b"no such number"))

    # when
    happen(order())

    # then
    (message,) = messages()
    assert message.state == "failed"
    assert message.failure.endswith("answered 400: no such number")


def test_failed_message_is_sent_after_a_replay(reached: Gateway) -> None:
    # given
    offer()
    reached.answers.append(answer(400))
    happen(order())

    # when
    work.replay_dead(OutboxItem.objects.all())
    worker.run_due()

    # then
    (message,) = messages()
    assert (message.state, message.failure) == ("sent", "")
    assert reached.ids[0] == reached.ids[1]


def test_failed_message_of_a_cancelled_sale_is_not_replayed(reached: Gateway) -> None:
    # given
    offer()
    reached.answers.append(answer(400))
    happen(order(), cancelled(order()))

    # when
    replayed = work.replay_dead(OutboxItem.objects.all())

    # then
    assert replayed == 0
    assert said() == [("bought", "withdrawn"), ("cancelled", "sent")]


def test_gateway_in_trouble_gets_the_same_message_under_the_same_key(reached: Gateway) -> None:
    # given
    offer()
    reached.answers += [answer(500), answer(503), answer(429)]
    happen(order())

    # when
    for _ in range(3):
        make_due()
        worker.run_due()

    # then
    assert len(reached.posts) == 4
    assert len({(post.id, post.body) for post in reached.posts}) == 1
    assert said() == [("bought", "sent")]


def test_message_waits_for_a_gateway_that_is_not_set_up(monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    monkeypatch.delenv("ODOP_GATEWAY_URL", raising=False)
    offer()

    # when
    happen(order())

    # then
    item = OutboxItem.objects.get(topic="notifications.message.gateway")
    assert item.state == WorkState.WAITING
    assert "No gateway is set up" in item.last_error
    assert said() == [("bought", "queued")]


def test_message_withdrawn_while_under_way_counts_as_sent_when_it_got_through(
    store: FakeStore, reached: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given: the order is called off while the gateway is being told
    offer()
    real = outbox._deliverers["notifications.message.gateway"].deliver

    def call_off_meanwhile(item: OutboxItem) -> dict[str, object]:
        if "bought" in item.key:
            announce(cancelled(order()))
            worker.run_due()
        return real(item)

    monkeypatch.setattr(outbox._deliverers["notifications.message.gateway"], "deliver", call_off_meanwhile)

    # when
    happen(order())
    make_due()
    worker.run_due()

    # then
    assert said() == [("bought", "sent"), ("cancelled", "sent")]
    assert [post.json["occasion"] for post in reached.posts] == ["bought", "cancelled"]


def test_gateway_that_dies_in_the_middle_of_a_batch_gets_the_rest_when_it_is_back(reached: Gateway) -> None:
    # given
    offer()
    reached.answers += [answer(200)] * 3 + [hang_up] * 7
    for number in range(10):
        announce(order(line("kurta", id=f"line-{number}"), number=number))
    worker.run_due()
    assert sorted(said()) == [("bought", "queued")] * 7 + [("bought", "sent")] * 3

    # when
    make_due()
    worker.run_due()

    # then
    assert said() == [("bought", "sent")] * 10
    assert len(reached.posts) == 17
    assert len(set(reached.ids)) == 10


def test_gateway_that_nobody_finds_delays_its_messages_only(reached: Gateway) -> None:
    # given
    offer()
    switch(PLUGIN_ID, gateway_url=f"http://127.0.0.1:{free_port()}/", gateway_secret=SECRET)

    # when
    happen(order())

    # then
    assert said() == [("bought", "queued")]
    assert Pickup.objects.get().state == "booked"


@pytest.mark.parametrize("status", [301, 302, 307])
def test_gateway_that_sends_us_elsewhere_is_not_followed(reached: Gateway, status: int) -> None:
    # given
    offer()
    reached.answers.append(answer(status, Location=reached.url))

    # when
    happen(order())

    # then
    assert len(reached.posts) == 1
    assert said() == [("bought", "failed")]


@pytest.mark.parametrize("status", [200, 500])
@pytest.mark.parametrize("body", [b"x" * 2_000_000, b"\x00\xff\x00"])
def test_gateway_may_answer_with_any_bytes(reached: Gateway, status: int, body: bytes) -> None:
    # given
    offer()
    reached.answers.append(answer(status, body))

    # when
    happen(order())
    make_due()
    worker.run_due()

    # then
    assert said() == [("bought", "sent")]


def test_gateway_asking_for_a_pause_gets_it(reached: Gateway) -> None:
    # given
    offer()
    reached.answers.append(answer(429, Retry_After="1800"))

    # when
    happen(order())

    # then
    item = OutboxItem.objects.get(topic="notifications.message.gateway")
    assert timedelta(minutes=29) < item.due_at - timezone.now() <= timedelta(minutes=30)
