"""Deliveries side by side: threads that carry what goes out, while the worker goes on."""

from __future__ import annotations

import threading
import time
from typing import Any

import pytest
from celery.signals import worker_process_shutdown
from django.db import OperationalError, connection
from django.db.models.functions import Now

from devtools.machine.processes import wait_until
from odop_core.events import OrderChanged
from odop_core.models import OutboxItem, WorkState
from odop_core.queue import inbox, outbox, tasks, work, worker
from tests.factories import announce, order, outbox_item
from tests.fake_store import FakeStore
from tests.odop_core.conftest import PLUGIN, RecordingDeliverer


@pytest.mark.django_db(transaction=True)
def test_deliveries_side_by_side_are_all_done_and_none_twice(deliverer: RecordingDeliverer) -> None:
    # given
    for number in range(100):
        outbox_item(key=f"item-{number}")

    # when
    worker.run_due_in_threads()

    # then
    assert sorted(deliverer.keys) == sorted(f"item-{number}" for number in range(100))
    assert not OutboxItem.objects.exclude(state=WorkState.DONE).exists()


@pytest.mark.django_db(transaction=True)
def test_events_are_handled_while_a_delivery_is_under_way(
    store: FakeStore, subscriptions: dict[str, inbox.Subscription], deliverer: RecordingDeliverer
) -> None:
    # given
    may_end, handled = threading.Event(), threading.Event()
    deliverer.act = lambda item: {"waited": may_end.wait(60)}
    inbox.subscribe(PLUGIN, OrderChanged, lambda event: handled.set())
    outbox_item()

    def run_due() -> None:
        worker.run_due_in_threads(seconds=10)
        connection.close()

    # when
    thread = threading.Thread(target=run_due)
    thread.start()
    wait_until(lambda: deliverer.keys, 60, "the delivery to begin")
    announce(order())

    # then
    assert handled.wait(60)
    assert OutboxItem.objects.get().state == WorkState.CLAIMED
    may_end.set()
    thread.join()


@pytest.mark.django_db(transaction=True)
def test_thread_that_loses_the_database_is_not_missed(
    deliverer: RecordingDeliverer, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given
    def lose(_item: OutboxItem) -> None:
        raise OperationalError("gone")

    outbox_item()
    with monkeypatch.context() as patched:
        patched.setattr(worker.outbox, "deliver_item", lose)
        worker.run_due_in_threads()

    # when: its lease has ended
    OutboxItem.objects.update(due_at=Now())
    worker.run_due_in_threads()

    # then
    assert OutboxItem.objects.get().state == WorkState.DONE


@pytest.mark.django_db(transaction=True)
def test_worker_told_to_stop_ends_the_delivery_in_hand_and_leaves_the_others(deliverer: RecordingDeliverer) -> None:
    # given
    stop, began, may_end = threading.Event(), threading.Event(), threading.Event()

    def wait(_item: OutboxItem) -> dict[str, Any]:
        began.set()
        return {"waited": may_end.wait(60)}

    deliverer.act = wait
    for number in range(3):
        outbox_item(key=f"item-{number}")

    def run_due() -> None:
        worker.run_due_in_threads(30, stop)
        connection.close()

    # when
    thread = threading.Thread(target=run_due)
    thread.start()
    assert began.wait(60)
    stop.set()
    thread.join(60)
    may_end.set()
    ended = worker.wait_for_deliveries(5)

    # then: whoever comes next need not wait for a lease to end
    assert ended
    assert deliverer.keys == ["item-0"]
    states = dict(OutboxItem.objects.values_list("key", "state"))
    assert states == {"item-0": WorkState.DONE, "item-1": WorkState.WAITING, "item-2": WorkState.WAITING}
    assert sorted(item.key for item in work.claim_due(OutboxItem, 10)) == ["item-1", "item-2"]


@pytest.mark.django_db(transaction=True)
def test_machine_without_a_thread_to_spare_delivers_later(
    deliverer: RecordingDeliverer, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given
    def refuse(_thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    outbox_item()
    with monkeypatch.context() as patched:
        patched.setattr(threading.Thread, "start", refuse)
        with pytest.raises(RuntimeError):
            worker.run_due_in_threads()

    # when
    worker.run_due_in_threads()

    # then
    assert OutboxItem.objects.get().state == WorkState.DONE


@pytest.mark.django_db(transaction=True)
def test_many_slow_topics_take_few_threads_and_every_topic_has_one(
    deliverer: RecordingDeliverer, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given
    monkeypatch.setattr(worker, "MOST_THREADS", 3)
    may_end = threading.Event()
    deliverer.act = lambda item: {"waited": may_end.wait(60)}
    topics = [f"test.topic-{number}" for number in range(5)]
    for topic in topics:
        outbox._deliverers[topic] = deliverer
        for number in range(8):
            outbox_item(topic, key=f"{topic}:{number}")

    def run_due() -> None:
        worker.run_due_in_threads(seconds=10)
        connection.close()

    # when
    thread = threading.Thread(target=run_due)
    thread.start()
    wait_until(lambda: len({key.partition(":")[0] for key in deliverer.keys}) == 5, 60, "every topic to begin")
    time.sleep(0.3)
    under_way = len(deliverer.keys)
    may_end.set()
    thread.join()

    # then
    assert under_way <= 3 + len(topics) - 1
    assert len(set(deliverer.keys)) == 40


def test_celery_process_that_ends_waits_for_what_is_under_way(monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    waited: list[bool] = []
    monkeypatch.setattr(tasks, "_stop", threading.Event())
    monkeypatch.setattr(worker, "wait_for_deliveries", lambda: waited.append(tasks._stop.is_set()))

    # when
    worker_process_shutdown.send(sender=None)

    # then: nothing more is begun meanwhile
    assert waited == [True]
