from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from odop_core.models import InboxEvent, OrderRecord, Watermark
from odop_core.queue import reconciler, worker
from odop_core.store.port import ChangedOrder, StoreUnavailable
from odop_core.store.records import order_snapshot
from tests.factories import MOMENT, announce, cancelled, order
from tests.fake_store import FakeStore
from tests.odop_core.conftest import Recorder

LONG_AGO = MOMENT - timedelta(days=365)


@pytest.mark.django_db
def test_order_nobody_told_us_of_is_found_and_handled(store: FakeStore, subscribed: Recorder) -> None:
    # given
    store.hold(order())

    # when
    found = reconciler.ORDERS.run(LONG_AGO)
    worker.run_due()

    # then
    assert found == 1
    assert [event.subject for event in subscribed.seen] == ["order-1"]


@pytest.mark.django_db
def test_order_that_changed_since_we_heard_of_it_is_found(store: FakeStore, subscribed: Recorder) -> None:
    # given
    announce(order())
    worker.run_due()
    store.hold(cancelled(order()))

    # when
    found = reconciler.ORDERS.run(LONG_AGO)
    worker.run_due()

    # then
    assert found == 1
    assert order_snapshot(OrderRecord.objects.get()) == cancelled(order())


@pytest.mark.django_db
def test_order_we_know_as_it_is_is_left_alone(store: FakeStore, subscribed: Recorder) -> None:
    # given
    announce(order())
    worker.run_due()
    store.hold(order())

    # when
    found = reconciler.ORDERS.run(LONG_AGO)

    # then
    assert found == 0


@pytest.mark.django_db
def test_repeated_run_announces_nothing_twice(store: FakeStore) -> None:
    # given
    store.hold(order())

    # when
    found = [reconciler.ORDERS.run(LONG_AGO) for _ in range(3)]

    # then
    assert found == [1, 0, 0]


@pytest.mark.django_db(transaction=True)
def test_runs_at_the_same_moment_announce_nothing_twice(store: FakeStore, monkeypatch: pytest.MonkeyPatch) -> None:
    # given: they do not even take turns
    monkeypatch.setattr(reconciler.Comparison, "_take_turn", lambda _comparison: True)
    Watermark.objects.create(name=reconciler.ORDERS.name, reached=LONG_AGO)
    store.hold(*(order(number=n, minute=n) for n in range(300)))

    def run(_n: int) -> int:
        found = reconciler.ORDERS.run(LONG_AGO)
        connection.close()
        return found

    # when
    with ThreadPoolExecutor(4) as threads:
        found = sum(threads.map(run, range(4)))

    # then
    assert found == 300
    assert InboxEvent.objects.count() == 300


@pytest.mark.django_db
def test_none_is_missed_of_many_orders_that_share_one_change_time(store: FakeStore, subscribed: Recorder) -> None:
    # given
    store.hold(*(order(number=n) for n in range(2 * reconciler.BATCH + 50)))

    # when
    found = reconciler.ORDERS.run(LONG_AGO)

    # then
    assert found == 450
    assert InboxEvent.objects.values("subject").distinct().count() == 450


@pytest.mark.django_db
def test_next_run_looks_from_where_the_last_came_to_less_the_overlap(
    store: FakeStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given
    monkeypatch.setenv("ODOP_RECONCILE_OVERLAP_SECONDS", "600")
    store.hold(order(number=1, minute=0), order(number=2, minute=60))
    reconciler.ORDERS.run(LONG_AGO)
    InboxEvent.objects.all().delete()

    # when
    store.hold(order(number=3, minute=49), order(number=4, minute=51))
    reconciler.ORDERS.run()

    # then
    assert sorted(InboxEvent.objects.values_list("subject", flat=True)) == ["order-2", "order-4"]


@pytest.mark.django_db
def test_first_run_looks_back_a_month(store: FakeStore) -> None:
    # given
    now = timezone.now()
    store.hold(
        order(number=1, updated_at=now - timedelta(days=29)), order(number=2, updated_at=now - timedelta(days=31))
    )

    # when
    reconciler.ORDERS.run()

    # then
    assert InboxEvent.objects.get().subject == "order-1"


@pytest.mark.django_db
def test_looking_back_further_does_not_move_the_watermark_back(store: FakeStore) -> None:
    # given
    reached = timezone.now()
    Watermark.objects.create(name=reconciler.ORDERS.name, reached=reached)
    store.hold(order())

    # when
    reconciler.ORDERS.run(LONG_AGO)

    # then
    assert Watermark.objects.get().reached == reached


@pytest.mark.django_db
def test_run_cut_short_keeps_what_it_found_and_the_next_goes_on_from_there(
    store: FakeStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given
    store.hold(*(order(number=n, minute=n) for n in range(reconciler.BATCH + 5)))
    whole = store.orders_changed_since

    def break_off(moment: datetime) -> Iterator[ChangedOrder]:
        for count, changed in enumerate(whole(moment)):
            if count == reconciler.BATCH:
                raise StoreUnavailable("the store went away")
            yield changed

    monkeypatch.setattr(store, "orders_changed_since", break_off)
    Watermark.objects.create(name=reconciler.ORDERS.name, reached=LONG_AGO)
    with pytest.raises(StoreUnavailable):
        reconciler.ORDERS.run()
    monkeypatch.setattr(store, "orders_changed_since", whole)

    # when
    found = reconciler.ORDERS.run()

    # then
    assert found == 5
    assert InboxEvent.objects.count() == reconciler.BATCH + 5


@pytest.mark.django_db
def test_one_run_at_a_time_has_the_job(store: FakeStore, monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    store.hold(order())
    inner: list[int] = []
    whole = store.orders_changed_since

    def run_inside(moment: datetime) -> Iterator[ChangedOrder]:
        inner.append(reconciler.ORDERS.run(LONG_AGO))
        return whole(moment)

    monkeypatch.setattr(store, "orders_changed_since", run_inside)

    # when
    found = reconciler.ORDERS.run(LONG_AGO)

    # then
    assert (found, inner) == (1, [0])


@pytest.mark.django_db
def test_run_that_failed_gives_the_job_back(store: FakeStore) -> None:
    # given
    store.hold(order())
    store.trouble = StoreUnavailable("away")
    with pytest.raises(StoreUnavailable):
        reconciler.ORDERS.run(LONG_AGO)

    # when
    store.trouble = None
    found = reconciler.ORDERS.run(LONG_AGO)

    # then
    assert found == 1


@pytest.mark.django_db
def test_run_that_was_killed_loses_the_job_when_its_turn_has_passed(store: FakeStore) -> None:
    # given
    store.hold(order())
    Watermark.objects.create(
        name=reconciler.ORDERS.name, reached=LONG_AGO, held_until=timezone.now() - timedelta(seconds=1)
    )

    # when
    found = reconciler.ORDERS.run()

    # then
    assert found == 1


@pytest.mark.django_db(transaction=True)
def test_no_transaction_is_open_while_the_store_is_asked(store: FakeStore, monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    store.hold(*(order(number=n, minute=n) for n in range(reconciler.BATCH + 1)))
    whole = store.orders_changed_since
    in_transaction: set[bool] = set()

    def watch(moment: datetime) -> Iterator[ChangedOrder]:
        for changed in whole(moment):
            in_transaction.add(connection.in_atomic_block)
            yield changed

    monkeypatch.setattr(store, "orders_changed_since", watch)

    # when
    reconciler.ORDERS.run(LONG_AGO)

    # then
    assert in_transaction == {False}
