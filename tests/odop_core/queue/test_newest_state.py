"""Of what the store says of an order, the newest state counts, in whatever order it arrives."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import permutations

import pytest
from django.db import connection

from odop_core.events import OrderChanged
from odop_core.models import Handling, InboxEvent, OrderRecord, WorkState
from odop_core.queue import inbox, worker
from odop_core.store.orders import OrderStatus
from odop_core.store.records import order_snapshot
from tests.factories import MOMENT, announce, cancelled, order
from tests.fake_store import FakeStore, snapshot_payload
from tests.odop_core.conftest import Recorder

Subscriptions = dict[str, inbox.Subscription]


@pytest.mark.django_db
@pytest.mark.parametrize("arrival", list(permutations(range(3))))
def test_newest_state_wins_in_whatever_order_they_arrive(
    arrival: tuple[int, ...], store: FakeStore, subscribed: Recorder
) -> None:
    # given
    states = [order(), order(minute=1, language="hi"), cancelled(order(), minute=2)]

    # when
    for number in arrival:
        announce(states[number])
        worker.run_due()

    # then
    assert order_snapshot(OrderRecord.objects.get()) == states[2]


@pytest.mark.django_db
def test_older_state_is_no_news(store: FakeStore, subscribed: Recorder) -> None:
    # given
    announce(cancelled(order()))
    worker.run_due()

    # when
    late = announce(order())
    worker.run_due()

    # then
    late.refresh_from_db()
    assert len(subscribed.seen) == 1
    assert late.note == "older than what we already knew"


@pytest.mark.django_db
def test_of_two_states_with_one_change_time_the_later_told_wins(store: FakeStore, subscribed: Recorder) -> None:
    # given
    announce(order(charged=118_000), occurred_at=MOMENT + timedelta(seconds=2))
    worker.run_due()

    # when
    announce(order(charged=0), occurred_at=MOMENT + timedelta(seconds=1))
    worker.run_due()

    # then
    assert order_snapshot(OrderRecord.objects.get()).charged.minor == 118_000


@pytest.mark.django_db
def test_state_told_again_is_newer_than_one_told_in_between(store: FakeStore, subscribed: Recorder) -> None:
    # given
    announce(order(charged=118_000), occurred_at=MOMENT)
    announce(order(charged=118_000), occurred_at=MOMENT + timedelta(seconds=2))
    worker.run_due()

    # when
    announce(order(charged=0), occurred_at=MOMENT + timedelta(seconds=1))
    worker.run_due()

    # then
    assert order_snapshot(OrderRecord.objects.get()).charged.minor == 118_000


@pytest.mark.django_db
def test_state_with_the_same_change_time_but_other_content_is_news(store: FakeStore, subscribed: Recorder) -> None:
    # given
    announce(order(charged=0))
    worker.run_due()

    # when
    announce(order(charged=118_000))
    worker.run_due()

    # then
    assert len(subscribed.seen) == 2


@pytest.mark.django_db
def test_repeated_state_causes_nothing(store: FakeStore, subscribed: Recorder) -> None:
    # given
    for _ in range(3):
        announce(order())

    # when
    worker.run_due()

    # then
    assert len(subscribed.seen) == 1
    assert Handling.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_states_resolved_at_the_same_moment_leave_the_newest(store: FakeStore, subscribed: Recorder) -> None:
    # given
    for minute in range(40):
        announce(order(minute=minute))

    def run_due(_n: int) -> None:
        worker.run_due()
        connection.close()

    # when
    with ThreadPoolExecutor(6) as threads:
        list(threads.map(run_due, range(6)))

    # then
    assert order_snapshot(OrderRecord.objects.get()) == order(minute=39)
    assert set(InboxEvent.objects.values_list("state", flat=True)) == {WorkState.DONE}


@pytest.mark.django_db
def test_order_the_store_no_longer_has_is_noted(store: FakeStore, subscribed: Recorder) -> None:
    # given
    inbox.announce(OrderChanged(order_id="order-1", payload={"gone": True}), key="one")

    # when
    worker.run_due()

    # then
    event = InboxEvent.objects.get()
    assert (event.state, event.note) == (WorkState.DONE, "the store no longer has this order")
    assert subscribed.seen == []


@pytest.mark.django_db
def test_malformed_order_is_dead_at_once_and_kept(store: FakeStore, subscribed: Recorder) -> None:
    # given
    inbox.announce(OrderChanged(order_id="order-1", payload={"snapshot": {"id": "order-1"}}), key="one")

    # when
    worker.run_due()

    # then
    event = InboxEvent.objects.get()
    assert (event.state, event.attempts) == (WorkState.DEAD, 1)
    assert "This is no order" in event.last_error
    assert event.payload == {"snapshot": {"id": "order-1"}}


@pytest.mark.django_db
def test_event_that_tells_of_another_order_is_dead_at_once(store: FakeStore, subscribed: Recorder) -> None:
    # given
    inbox.announce(OrderChanged(order_id="order-1", payload=snapshot_payload(order(number=2))), key="one")

    # when
    worker.run_due()

    # then
    assert InboxEvent.objects.get().last_error == "An event about order-1 tells of order-2."
    assert OrderRecord.objects.count() == 0


@pytest.mark.django_db
def test_cancelled_order_stays_cancelled_when_its_creation_arrives_last(store: FakeStore, subscribed: Recorder) -> None:
    # given
    announce(cancelled(order()))

    # when
    announce(order())
    worker.run_due()

    # then
    assert order_snapshot(OrderRecord.objects.get()).status == OrderStatus.CANCELED
