from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import OperationalError, connection
from django.db.models.functions import Now

from devtools.machine.processes import wait_until
from odop_core.events import OrderChanged
from odop_core.models import Handling, InboxEvent, OutboxItem, WorkState
from odop_core.queue import inbox, work, worker
from odop_core.store.port import StoreUnavailable
from tests.factories import announce, order, outbox_item
from tests.fake_store import FakeStore
from tests.odop_core.conftest import PLUGIN, RecordingDeliverer
from tests.odop_core.occurrences import Happened
from tests.worker_process import wait_for_worker, worker_command, worker_process


def listening(
    on_work: Callable[[], object], on_period: Callable[[], object] = bool
) -> tuple[threading.Thread, threading.Event]:
    """A listener in a thread; set the event to end it."""
    stop = threading.Event()

    def listen() -> None:
        worker.listen(on_work, on_period, stop)
        connection.close()

    thread = threading.Thread(target=listen, daemon=True)
    thread.start()
    return thread, stop


@pytest.fixture
def quiet_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing happens by the clock, and interruptions are short."""
    monkeypatch.setenv("ODOP_PERIODIC_SECONDS", "3600")
    monkeypatch.setattr(worker, "_is_due", lambda _listener: False)
    monkeypatch.setattr(worker, "RECONNECT_SECONDS", 0.05)


@pytest.mark.django_db
def test_run_due_does_all_that_is_due_and_what_that_causes(
    store: FakeStore, subscriptions: dict[str, inbox.Subscription], deliverer: RecordingDeliverer
) -> None:
    # given
    def put(event: OrderChanged) -> None:
        outbox_item(key=event.subject)

    inbox.subscribe(PLUGIN, OrderChanged, put)
    for number in range(30):
        announce(order(number=number))

    # when
    taken = worker.run_due()

    # then
    assert taken == 90
    assert len(deliverer.keys) == 30


@pytest.mark.django_db
def test_run_due_stops_when_its_time_is_up(deliverer: RecordingDeliverer) -> None:
    # given
    outbox_item()

    # when
    taken = worker.run_due(seconds=0)

    # then
    assert taken == 0


@pytest.mark.django_db
def test_item_that_cannot_even_be_put_back_does_not_stop_its_neighbours(
    deliverer: RecordingDeliverer, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given
    outbox_item(key="poison")
    outbox_item(key="healthy")
    real = worker.outbox.deliver_item

    def deliver(item: OutboxItem) -> None:
        if item.key == "poison":
            raise RuntimeError("not even put back")
        real(item)

    monkeypatch.setattr(worker.outbox, "deliver_item", deliver)

    # when
    worker.run_due()

    # then
    states = dict(OutboxItem.objects.values_list("key", "state"))
    assert states == {"poison": WorkState.CLAIMED, "healthy": WorkState.DONE}


@pytest.mark.django_db
def test_database_that_goes_away_ends_the_batch(deliverer: RecordingDeliverer, monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    def deliver(item: OutboxItem) -> None:
        raise OperationalError("server closed the connection")

    monkeypatch.setattr(worker.outbox, "deliver_item", deliver)
    outbox_item()

    # when / then
    with pytest.raises(OperationalError):
        worker.run_due()


@pytest.mark.django_db
def test_store_that_is_away_does_not_stop_the_worker(store: FakeStore) -> None:
    # given
    store.trouble = StoreUnavailable("away")

    # when
    found = worker.reconcile()

    # then
    assert found == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("quiet_clock")
def test_new_work_wakes_the_worker() -> None:
    # given
    woken: list[bool] = []
    thread, stop = listening(on_work=lambda: woken.append(True))
    wait_until(lambda: len(woken) >= 2, 60, "the worker to start")

    # when
    inbox.announce(Happened(), key="one")

    # then: nothing else wakes it, since its clock is quiet
    wait_until(lambda: len(woken) >= 3, 60, "the worker to wake")
    stop.set()
    thread.join(60)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("quiet_clock")
def test_replay_wakes_the_worker() -> None:
    # given
    outbox_item()
    OutboxItem.objects.update(state=WorkState.DEAD)
    woken: list[bool] = []
    thread, stop = listening(on_work=lambda: woken.append(True))
    wait_until(lambda: len(woken) >= 2, 60, "the worker to start")

    # when
    work.replay_dead(OutboxItem.objects.all())

    # then
    wait_until(lambda: len(woken) >= 3, 60, "the worker to wake")
    stop.set()
    thread.join(60)


@pytest.mark.django_db(transaction=True)
def test_retry_that_falls_due_is_not_left_to_the_next_round(monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    monkeypatch.setenv("ODOP_PERIODIC_SECONDS", "3600")
    outbox_item()
    OutboxItem.objects.update(due_at=Now() + timedelta(seconds=2))
    woken: list[bool] = []
    thread, stop = listening(on_work=lambda: woken.append(OutboxItem.objects.filter(due_at__lte=Now()).exists()))

    # when
    wait_until(lambda: any(woken), 60, "the retry to be looked at")

    # then
    stop.set()
    thread.join(60)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("quiet_clock")
@pytest.mark.parametrize("trouble", [OperationalError("database away"), ConnectionError("broker away")])
def test_listener_survives_interruptions_and_looks_again(trouble: Exception) -> None:
    # given
    calls: list[bool] = []

    def stumble_once() -> None:
        calls.append(True)
        if len(calls) == 1:
            raise trouble

    # when
    thread, stop = listening(on_work=stumble_once)

    # then
    wait_until(lambda: len(calls) >= 2, 60, "the worker to look again")
    assert thread.is_alive()
    stop.set()
    thread.join(60)


@pytest.mark.django_db(transaction=True)
def test_periodic_round_comes_though_nobody_wakes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    monkeypatch.setenv("ODOP_PERIODIC_SECONDS", "1")
    rounds: list[bool] = []

    # when
    thread, stop = listening(on_work=bool, on_period=lambda: rounds.append(True))

    # then
    wait_until(lambda: len(rounds) >= 2, 60, "two rounds")
    stop.set()
    thread.join(60)


@pytest.mark.django_db(transaction=True)
def test_event_is_handled_soon_by_a_worker_process_that_nobody_wakes_by_the_clock(tmp_path: Path) -> None:
    # given
    with worker_process(tmp_path / "worker.log", PERIODIC_SECONDS="3600") as process:
        wait_for_worker(process)
        announce(order(number=1))
        wait_until(lambda: Handling.objects.filter(state=WorkState.DONE).exists(), 30, "the first event", process)

        # when
        event = announce(order(number=2))

        # then
        done = InboxEvent.objects.filter(pk=event.pk, state=WorkState.DONE)
        wait_until(lambda: done.exists(), 60, "the event to be handled", process)


@pytest.mark.django_db(transaction=True)
def test_cut_database_connections_do_not_stop_a_worker_process(tmp_path: Path) -> None:
    # given
    with worker_process(tmp_path / "worker.log", PERIODIC_SECONDS="3600") as process:
        wait_for_worker(process)
        announce(order(number=1))
        wait_until(lambda: Handling.objects.filter(state=WorkState.DONE).exists(), 30, "the first event", process)

        # when
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
            )
            assert len(cursor.fetchall()) >= 2
        event = announce(order(number=2))

        # then
        done = InboxEvent.objects.filter(pk=event.pk, state=WorkState.DONE)
        wait_until(lambda: done.exists(), 15, "the event to be handled", process)


@pytest.mark.django_db(transaction=True)
def test_worker_process_ends_in_order_when_asked_to(tmp_path: Path) -> None:
    # given
    process = worker_command(tmp_path / "worker.log").start()
    wait_for_worker(process)
    time.sleep(0.5)
    child = process._child
    assert child is not None

    # when
    child.terminate()

    # then
    assert child.wait(60) == 0
